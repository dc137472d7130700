"""A brief as Markdown, as one HTML page that loads nothing, or as JSON."""

import re
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
from jinja2 import Environment, StrictUndefined, Template

from dateline.publish.brief.compose import Brief
from dateline.publish.brief.wording import voucher
from dateline.publish.page.characters import visible

BriefForm = Literal["markdown", "html", "json"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LEADING = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


def shown(brief: Brief, form: BriefForm) -> str:
    """The brief in one of its forms, with a line break at the end."""
    if form == "json":
        return msgspec.json.encode(brief).decode() + "\n"
    return _html(brief) if form == "html" else _markdown(brief)


def _markdown(brief: Brief) -> str:
    parts = [f"# {_plain(brief.headline or brief.story)}", _counts(brief)]
    for section in brief.sections:
        parts.append(f"## {section.title}")
        lines = []
        for line in section.lines:
            lines.append(f"- {_plain(line.text)}")
            lines.extend(
                f"  > {_plain(one.words)} — {_plain(voucher(one))}, {one.day or 'day unknown'} `{one.record}`"
                for one in line.evidence
            )
        if section.more:
            lines.append(f"- and {section.more} more")
        parts.append("\n".join(lines))
    if not brief.sections:
        parts.append("Nothing new.")
    return "\n\n".join(parts) + "\n"


def _counts(brief: Brief) -> str:
    days = brief.since if brief.since == brief.until else f"{brief.since} to {brief.until}"
    outlets = f": {', '.join(map(_plain, brief.outlets))}" if brief.outlets else ""
    return f"{brief.story}, {days}: {brief.reports} reports, {brief.voices} independent{outlets}"


def _plain(text: str) -> str:
    """Text as Markdown shows it unchanged: on one line, nothing in it an instruction."""
    line = _SPECIAL.sub(r"\\\1", visible(" ".join(text.split())))
    return _LEADING.sub(r"\1\\\2", line)


def _html(brief: Brief) -> str:
    return _template().render(brief=brief)


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update({"visible": visible, "voucher": voucher})
    return environment.from_string((files("dateline.publish.brief") / "brief.html.j2").read_text(encoding="utf-8"))
