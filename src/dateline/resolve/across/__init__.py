"""Joining reports: copies, stories, incidents, tallies, contradictions.

Pure decisions over records. The ledger finds the neighbours and keeps what is decided.
"""
