"""The same report in other typography says the same: marks, dashes and spaces are not words."""

import pytest

from dateline.records import Reading

REPORT = """Valdoria rejects “pressure” over dam – minister

BRENNA – The foreign minister, Ilse Varga, said on Tuesday that Valdoria would not accept “deadlines drawn up by others”.

“We have heard the threats,” she told reporters. “They have not moved the river – or us.”

An anti–dam group put the number of displaced at 4,200; the ministry’s own figure is 1,900, two officials told the Courier.

“The talks will go on,” said Tomas Lind, the mayor. “But not at any price,” he added."""

VARIANTS = {
    "straight double": {"“": '"', "”": '"', "’": "'"},
    "curly single": {"“": "‘", "”": "’"},
    "straight single": {"“": "'", "”": "'", "’": "'"},
    "low and high": {"“": "„", "”": "“"},
    "guillemets": {"“": "«", "”": "»"},
    "hyphens": {"–": "-"},
    "em dashes": {" – ": " — "},
    "no-break spaces": {" told": "\u00a0told", " said": "\u00a0said"},
    "two hyphens": {" – ": " -- "},
}


def rows(reading: Reading) -> list[tuple[str | None, str, str, str]]:
    """Statements as words: what the marks and dashes are made of is evened out."""

    def plain(text: str) -> str:
        for mark in "“”„«»‘’\"'":
            text = text.replace(mark, "")
        for dash in ("--", "–", "—"):
            text = text.replace(dash, "-")
        return text.replace("\u00a0", " ")

    return [
        (
            plain(s.source.text) if s.source else None,
            s.act,
            s.mode,
            " / ".join(plain(span.text).strip(" ,.") for span in s.content),
        )
        for s in reading.statements
    ]


@pytest.mark.parametrize("name", VARIANTS)
def test_typography_changes_no_statement(read, name: str) -> None:
    text = REPORT
    for printed, other in VARIANTS[name].items():
        text = text.replace(printed, other)
    assert text != REPORT
    plain = rows(read(REPORT, published="2026-02-04"))
    assert len(plain) >= 6
    assert rows(read(text, published="2026-02-04")) == plain


def test_a_report_without_any_mark_keeps_its_indirect_statements(read) -> None:
    text = "".join(char for char in REPORT if char not in "“”")
    said = {(s.source.text, s.act) for s in read(text, published="2026-02-04").statements if s.source}
    assert ("The foreign minister, Ilse Varga", "say") in said
    assert ("two officials", "say") in said
