"""What pages show, as plain data: each view is built from one snapshot of the ledger and is whole in JSON."""
