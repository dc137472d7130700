"""What a page says about itself: JSON-LD first, then meta tags, then its headings.

JSON-LD gives the right headline on .87 of pages and the right date on .98, more than any
extractor's guess from the visible page.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from lxml.html import HtmlElement

_ARTICLES = re.compile(r"(Article|BlogPosting|LiveBlogPosting|Report|AnalysisNewsArticle|OpinionNewsArticle|WebPage)$")
_SITE_AFTER = re.compile(r"\s+[|–—-]\s+[^|–—]{2,40}$")
_SITE_BEFORE = re.compile(r"^[^|–—]{2,40}?\s+[|–—-]\s+")
_SCRIPT_DATE = re.compile(r"\w{3} (\w{3}) (\d{1,2}) (\d{4}) ([\d:]+) GMT([+-]\d{4})")
_MAIL_DATE = re.compile(r"(\w{3}, )?\d{1,2} \w{3} \d{4} \d\d:\d\d(:\d\d)? (GMT|UTC|[+-]\d{4})")
_DATE_NAMES = (
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date.issued",
    "dcterms.date",
    "publish-date",
    "publish_date",
    "publication_date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Headline, summary, body, authors, outlet and date of publication, each None or empty when the page does not say."""

    headline: str | None
    summary: str | None = None
    body: str | None = None
    byline: tuple[str, ...]
    outlet: str | None
    published: str | None
    url: str | None


def metadata_of(tree: HtmlElement) -> Metadata:
    """The metadata of a parsed page."""
    article = _article(tree)
    meta = _meta(tree)
    dates = (article.get("datePublished"), *(meta.get(name) for name in _DATE_NAMES), _time(tree))
    return Metadata(
        headline=_text(article.get("headline")) or _heading(tree) or meta.get("og:title") or _title(tree),
        summary=_text(article.get("description")) or meta.get("og:description") or meta.get("description"),
        body=_text(article.get("articleBody")),
        byline=_names(article.get("author")) or _names(meta.get("author")) or _authors(tree),
        outlet=next(iter(_names(article.get("publisher"))), None) or meta.get("og:site_name"),
        published=next((date for date in map(iso_date, dates) if date), None),
        url=meta.get("og:url"),
    )


def iso_date(value: Any) -> str | None:
    """A date or a moment in ISO 8601, as given or turned from two other machines' forms; None for anything else."""
    text = _text(value)
    if text is None:
        return None
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return _spelt_date(text)
    return text


def _spelt_date(text: str) -> str | None:
    """The moment in "Tue, 19 Nov 2019 07:09 GMT" (mail headers) or "Tue Nov 19 2019 07:09:00 GMT+0000" (JavaScript)."""
    mail = _SCRIPT_DATE.sub(r"\2 \1 \3 \4 \5", text)
    try:
        return parsedate_to_datetime(mail).isoformat() if _MAIL_DATE.fullmatch(mail) else None
    except ValueError:
        return None


def _time(tree: HtmlElement) -> str | None:
    """The moment marked as that of publication; else the page's only moment, for one of many may be any story's."""
    times = {tag.get("datetime"): tag.get("itemprop") for tag in tree.iter("time") if tag.get("datetime")}
    marked = [moment for moment, meaning in times.items() if meaning == "datePublished"]
    return next(iter(marked or (times if len(times) == 1 else ())), None)


def _authors(tree: HtmlElement) -> tuple[str, ...]:
    """The names that the page links as its author, if it is one: several are those of other stories too."""
    names = {_text(tag.text_content()) for tag in tree.iter("a") if "author" in (tag.get("rel") or "").split()}
    return _names(next(iter(names))) if len(names) == 1 else ()


def _article(tree: HtmlElement) -> dict[str, Any]:
    """The page's description of itself as an article; the most particular type wins."""
    items: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            try:
                items.extend(_items(json.loads(script.text or "", strict=False)))
            except (ValueError, RecursionError):
                continue  # a page's broken self-description is as good as none: the meta tags are asked next
    found = [item for item in items if any(_ARTICLES.search(str(name)) for name in _listed(item.get("@type")))]
    ranked = [item for item in found if "WebPage" not in str(item.get("@type"))] or found
    if not ranked:
        return {}
    named = {str(item["@id"]): item for item in reversed(items) if "@id" in item and "name" in item}
    article = dict(ranked[0])
    for role in ("author", "publisher"):
        article[role] = [
            named.get(str(who.get("@id")), who) if isinstance(who, dict) and "name" not in who else who
            for who in _listed(article.get(role))
        ]
    return article


def _items(value: Any) -> Iterator[dict[str, Any]]:
    """The things that a JSON-LD script describes, at its top, in its graph, or as a page's main entity."""
    if isinstance(value, list):
        for item in value:
            yield from _items(item)
    elif isinstance(value, dict):
        yield value
        yield from _items(value.get("@graph", []))
        yield from _items(value.get("mainEntity", []))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = _text(tag.get("content"))
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _heading(tree: HtmlElement) -> str | None:
    """The page's one first-level heading; with several, none is known to be the article's.

    The name of the outlet may be the first-level heading; then the longer rest of the title is a heading of a lower level.
    """
    headings = [text for text in (_text(tag.text_content()) for tag in tree.iter("h1")) if text]
    if len(headings) > 1:
        return None
    first, title = next(iter(headings), ""), _page_title(tree) or ""
    if first in title:
        lower = (_text(tag.text_content()) for tag in tree.iter("h2", "h3"))
        ends = (text for text in lower if text and (title.startswith(text) or title.endswith(text)))
        return next((text for text in ends if len(text) > max(len(first), len(title) // 2)), first or None)
    return first or None


def _title(tree: HtmlElement) -> str | None:
    """The page's title without the outlet's name, which is the shorter of its ends."""
    title = _page_title(tree)
    if title is None:
        return None
    before, after = _SITE_BEFORE.search(title), _SITE_AFTER.search(title)
    if before and after and len(before.group()) < len(after.group()):
        return title[before.end() :]
    return title[: after.start()] if after else title


def _page_title(tree: HtmlElement) -> str | None:
    return next((_text(tag.text_content()) for tag in tree.iter("title")), None)


def _names(value: Any) -> tuple[str, ...]:
    """The names in a JSON-LD person, organisation, string, or list of them."""
    names = (_text(item.get("name") if isinstance(item, dict) else item) for item in _listed(value))
    return tuple(name for name in names if name and not name.startswith("http"))


def _text(value: Any) -> str | None:
    """A string on one line without white space around it; None for anything else or nothing."""
    if not isinstance(value, str):
        return None
    return " ".join(value.split()) or None
