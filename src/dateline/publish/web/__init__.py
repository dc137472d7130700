"""Readings and ledgers → pages, files, feeds."""
