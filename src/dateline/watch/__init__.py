"""Watching: feeds in, tempo measured, signals that carry their evidence."""
