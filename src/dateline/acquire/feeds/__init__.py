"""Bytes → what a feed lists: RSS, Atom, RDF, CDF, JSON Feed, news sitemaps, and OPML lists of feeds."""

from dateline.acquire.feeds.entries import Entry, Feed
from dateline.acquire.feeds.parsing import parse

__all__ = ["Entry", "Feed", "parse"]
