"""Sitemaps for news (sitemaps.org with Google's news extension), and indexes of sitemaps → what they list."""

from collections.abc import Iterator

from lxml import etree

from dateline.acquire.feeds.entries import MOST_ENTRIES, Entry, Feed, line, moment, one_line, web_address
from dateline.errors import SourceError

MOST_CHILDREN = 10
"""Sitemaps taken from one index, the newest first: an index reaches back for years, its news stand in few."""


def sitemap(text: str, address: str) -> Feed:
    """The news that a sitemap lists, or the sitemaps that an index names. Pages without news tags are no news.

    Raises SourceError when there is nothing of either kind to be found in a broken document.
    """
    parser = etree.XMLPullParser(
        events=("end",), resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    parser.feed(text.encode("utf-8", "replace"))
    entries: list[Entry] = []
    children: list[tuple[str, str]] = []
    for element in _closed(parser):
        tag = _local(element)
        if tag == "url" and len(entries) < MOST_ENTRIES:
            entry = _entry(element, address)
            if entry is not None:
                entries.append(entry)
        elif tag == "sitemap":
            child = web_address(_first(element, "loc"), address)
            if child is not None:
                children.append((moment(_first(element, "lastmod")) or "", child))
        if tag in {"url", "sitemap"}:
            element.clear()
    problem = next((f"{address} is broken XML: {one_line(error.message)}" for error in parser.feed_error_log), None)
    if problem and not entries and not children:
        raise SourceError(problem)
    newest = sorted(children, key=lambda child: child[0], reverse=True)[:MOST_CHILDREN]
    return Feed(entries=tuple(entries), children=tuple(child for _, child in newest), problem=problem)


def _closed(parser: etree.XMLPullParser) -> Iterator[etree._Element]:
    """The elements of a document as they end, as far as it can be read."""
    try:
        for _, element in parser.read_events():
            if isinstance(element, etree._Element):  # noqa: SLF001 - lxml's only name for its elements' type
                yield element
        parser.close()  # a document that breaks off is told here
    except etree.XMLSyntaxError:
        return  # what came before it has been given; the parser's log says what is wrong


def _entry(element: etree._Element, address: str) -> Entry | None:
    if not any(_local(child) == "news" for child in element):
        return None
    url = web_address(_first(element, "loc"), address)
    if url is None:
        return None
    return Entry(
        guid=None,
        url=url,
        title=line(_first(element, "title")),
        published=moment(_first(element, "publication_date")),
        updated=moment(_first(element, "lastmod")),
    )


def _first(element: etree._Element, tag: str) -> str | None:
    """The words of the first element of this name inside another one, whatever its namespace."""
    return next((child.text for child in element.iterdescendants() if _local(child) == tag), None)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
