"""OPML, the list of feeds that feed readers export → names and addresses."""

from lxml import etree

from dateline.acquire.feeds.decoding import text_of, without_declarations
from dateline.acquire.feeds.entries import line, one_line, web_address
from dateline.errors import DatelineError, InputError


def subscriptions(content: bytes, origin: str) -> list[tuple[str, str]]:
    """The (name, address) of every feed of an OPML list, in its order, each address once.

    Raises InputError, with `origin`, when the bytes are no OPML list or it names no feed.
    """
    try:
        text = without_declarations(text_of(content, None), origin)
    except DatelineError as error:
        raise InputError(str(error)) from error
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"{origin} is not an OPML list: {one_line(error.msg)}") from error
    found: dict[str, str] = {}
    for outline in root.iter("outline"):
        address = web_address(outline.get("xmlUrl"), "")
        if address is not None:
            found.setdefault(address, line(outline.get("title")) or line(outline.get("text")) or address)
    if not found:
        raise InputError(f"{origin} names no feed: an OPML list has outlines with an xmlUrl")
    return [(title, address) for address, title in found.items()]
