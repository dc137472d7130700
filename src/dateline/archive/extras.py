"""What dateline[archive] installs, loaded when an archive needs it."""

from typing import Any

from dateline.errors import InputError
from dateline.extras import extra as brought_by


def extra(module: str) -> Any:
    """A module of the extra. Raises InputError when it is not installed."""
    return brought_by(module, "archive", "an archive")


def open_parquet(path: str) -> Any:
    """A Parquet file, opened. Raises InputError when it is damaged."""
    parquet = extra("pyarrow.parquet")
    try:
        return parquet.ParquetFile(path)
    except extra("pyarrow").ArrowInvalid as error:
        raise InputError(f"{path} is a damaged Parquet file: {' '.join(str(error).split())}") from error
