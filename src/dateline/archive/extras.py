"""What dateline[archive] installs, loaded when an archive needs it, with one clear line when it is missing."""

from importlib import import_module
from typing import Any

from dateline.errors import InputError


def extra(module: str) -> Any:
    """A module of the extra. Raises InputError when it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        raise InputError("archives need dateline[archive]: pip install 'dateline[archive]'") from error


def open_parquet(path: str) -> Any:
    """A Parquet file, opened. Raises InputError when it is damaged."""
    parquet = extra("pyarrow.parquet")
    try:
        return parquet.ParquetFile(path)
    except extra("pyarrow").ArrowInvalid as error:
        raise InputError(f"{path} is a damaged Parquet file: {' '.join(str(error).split())}") from error
