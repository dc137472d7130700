"""The bytes of a page → its tree."""

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from dateline.errors import InputError


def parse(content: bytes, charset: str, origin: str) -> HtmlElement:
    """The page's tree. Raises InputError when there is none."""
    try:
        return document_fromstring(content, parser=_parser(charset.replace("utf-8-sig", "utf-8")))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise InputError(f"{origin} is not a page that can be parsed: {error}") from error


def _parser(charset: str) -> HTMLParser:
    """A parser that joins the words around a comment: pages put comments into the middle of words.

    Every element has one class: lxml's own choice among classes for forms is made in Python, for each element again.
    """
    parser = HTMLParser(encoding=charset, remove_comments=True, remove_pis=True, collect_ids=False)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser
