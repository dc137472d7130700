"""dateline turns press reports into a sourced record."""

__version__ = "0.1.0"
