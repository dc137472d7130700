"""Ways out of a ledger: one module a format, each written whole or not at all."""

from dateline.publish.export.files import export, export_to
from dateline.publish.export.formats import FORMATS, Format

__all__ = ["FORMATS", "Format", "export", "export_to"]
