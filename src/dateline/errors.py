"""Everything that can go wrong, drawn as a tree.

DatelineError
 ├─ InputError      what the user gave cannot be read (a bad date, an empty file, noise)
 ├─ SourceError     the outside world did not deliver (404, a redirect loop, a private address)
 │   └─ UnreachableError  it did not answer this time (no connection, a time-out); it may the next
 ├─ ModelError      a model or knowledge file is missing or damaged
 ├─ StoreError      the ledger or an archive cannot be opened, read or written
 └─ InternalError   a broken promise of our own: please report it

Each message is one line that says what, where and what to do next.
"""

BUGS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    NameError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What a mistake of our own raises. One report's mistake must not take the other reports with it."""


class DatelineError(Exception):
    """The root of every error that dateline raises on purpose."""


class InputError(DatelineError):
    """What the user gave cannot be read."""


class SourceError(DatelineError):
    """A page, feed, file or archive could not be had."""


class UnreachableError(SourceError):
    """A page, feed or host did not answer this time; asking again later may help."""


class ModelError(DatelineError):
    """A model or a knowledge file is missing or damaged."""


class StoreError(DatelineError):
    """The ledger or an archive cannot be opened, read or written."""


class InternalError(DatelineError):
    """A promise of dateline's own was broken; the message says which."""
