"""dateline turns press reports into a sourced record.

Three names make the Python API: `read` for one report, `Reader` for many, and the records that
both give back (see `dateline.records`). They load the language model on first use, so
`import dateline` itself costs next to nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.pipeline import Reader, read

__version__ = "0.1.0"

__all__ = ["Reader", "__version__", "read"]


def __getattr__(name: str) -> Any:
    if name in ("Reader", "read"):
        from dateline import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")
