"""What a TOML file says, checked against a shape."""

import re
import tomllib
from typing import TypeVar

import msgspec

from dateline.errors import InputError

Shape = TypeVar("Shape")

_TOLD = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<where>.*)`)?$", re.DOTALL)


def decode(content: bytes, shape: type[Shape], name: str) -> Shape:
    """The content of a file called `name`, as a shape. Raises InputError, one line that names the key or the place."""
    try:
        return msgspec.convert(tomllib.loads(content.decode("utf-8-sig")), shape)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{name} is not TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is not UTF-8: byte {error.start} is not text; save it as UTF-8") from error
    except msgspec.ValidationError as error:
        raise InputError(f"{name}: {_key_first(error)}") from error


def _key_first(error: msgspec.ValidationError) -> str:
    """The message with the key first: "sources[0].every: Expected `str`, got `int`"."""
    told = _TOLD.match(str(error))
    return f"{told['where']}: {told['what']}" if told and told["where"] else str(error)
