"""Capture → Report: article body, metadata, passages, language."""

from dateline.clean.report import to_report

__all__ = ["to_report"]
