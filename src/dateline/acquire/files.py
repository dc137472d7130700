"""Files and standard input → bytes, unpacked, never more than the caps."""

import zlib
from pathlib import Path
from typing import BinaryIO

from dateline.errors import InputError, SourceError

MOST_BYTES = 2 * 1024**3
"""The largest file read whole; a choice that leaves room for it twice in a laptop's memory."""

MOST_INFLATION = 200
"""How many times larger than itself a compressed file may become: chosen between text, which packs tens of times
at the most, and gzip's limit of about 1,000."""

FREE_INFLATION = 8 * 1024**2
"""Bytes that any file may inflate to, however small it is."""

_GZIP = b"\x1f\x8b"


def read_file(path: Path) -> bytes:
    """The content of a file, unpacked when it is compressed.

    Raises SourceError when it cannot be read, InputError when it holds nothing to read.
    """
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder; name the files in it, for example {path}/*.html")
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{path} is larger than {MOST_BYTES // 1024**3} GB; split it")
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from error
    except ValueError as error:
        raise SourceError(f"{str(path)!r} is not a file name: {error}") from error
    return unpack(content, str(path))


def read_stream(stream: BinaryIO) -> bytes:
    """All of standard input, unpacked when it is compressed."""
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise InputError(f"standard input is larger than {MOST_BYTES // 1024**3} GB; split it")
    return unpack(content, "standard input")


def unpack(content: bytes, name: str) -> bytes:
    """The bytes inside gzip members, or the bytes themselves. A torn end is kept up to the tear.

    Raises InputError for an empty file, a damaged one, and one that inflates beyond all measure.
    """
    if not content.strip():
        raise InputError(f"{name} is empty")
    if not content.startswith(_GZIP):
        return content
    most = max(FREE_INFLATION, MOST_INFLATION * len(content))
    parts: list[bytes] = []
    size, rest = 0, content
    while rest.startswith(_GZIP):
        member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            part = member.decompress(rest, most - size + 1)
        except zlib.error as error:
            if not parts:
                raise InputError(f"{name} looks compressed but is damaged: {error}") from error
            break
        parts.append(part)
        size += len(part)
        if size > most:
            raise InputError(
                f"{name} inflates to more than {MOST_INFLATION} times its size, as a bomb does; it was not read"
            )
        if not size:
            raise InputError(f"{name} looks compressed but is damaged: it breaks off before its first byte")
        rest = member.unused_data
        if not member.eof:
            break
    return b"".join(parts)
