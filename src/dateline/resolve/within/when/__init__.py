"""When: the words of a time → a calendar interval in EDTF, or an honest 'unresolved'."""

from dateline.resolve.within.when.times import Times

__all__ = ["Times"]
