"""XML that is well formed whatever a report says."""

import re
from xml.etree import ElementTree as ET

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    """A new last child with a text. A character that XML does not have becomes a replacement character."""
    child = ET.SubElement(parent, name, {key: clean(value) for key, value in attributes.items()})
    child.text = clean(text) if text is not None else None
    return child


def clean(text: str) -> str:
    """The text without control characters and lone surrogates."""
    return _NO_XML.sub("�", text)


def document(root: ET.Element) -> bytes:
    """The document in UTF-8, with its declaration."""
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
