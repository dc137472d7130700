"""The ways out: one module per format."""
