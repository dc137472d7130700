"""dateline turns press reports into a sourced record.

Three names make the Python API: `read` for one report, `Reader` for many, and `Ledger` to keep
them; what they give back are the records of `dateline.records`. Each is loaded on first use, so
`import dateline` itself costs next to nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.ledger import Ledger
    from dateline.pipeline import Reader, read

__version__ = "0.1.0"

__all__ = ["Ledger", "Reader", "__version__", "read"]


def __getattr__(name: str) -> Any:
    if name in ("Reader", "read"):
        from dateline import pipeline

        return getattr(pipeline, name)
    if name == "Ledger":
        from dateline.ledger import Ledger

        return Ledger
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")
