"""Mentions → records: within one report, and across reports."""
