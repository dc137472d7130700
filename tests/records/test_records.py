"""The promises of the records: a span is its words, passages tile, JSON round-trips."""

import json
from importlib.resources import files

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError, InternalError
from dateline.records import Generator, Mentions, Notice, Offset, Passage, Reading, Report, Span, Where, report_id
from dateline.records.codec import decode, encode, json_schema, spans

ANY_TEXT = st.text(st.characters(exclude_categories=()), min_size=1)
GENERATOR = Generator(name="dateline", version="0", models={}, knowledge="0")


def report_of(text: str, *, passages: tuple[Passage, ...] | None = None) -> Report:
    return Report(
        id=report_id(text, None),
        ref=None,
        url=None,
        outlet=None,
        headline=None,
        byline=(),
        published=None,
        published_basis=None,
        retrieved=None,
        language="en",
        text=text,
        passages=passages or (Passage(kind="body", start=0, end=len(text)),),
    )


@given(ANY_TEXT, st.data())
def test_span_is_the_slice_of_any_unicode_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span.of(text, start, end)
    assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (0, 99), (2, 2), (3, 1)])
def test_span_outside_its_text_raises(start: int, end: int) -> None:
    with pytest.raises(InternalError):
        Span.of("words", start, end)


def test_report_refuses_passages_that_do_not_tile() -> None:
    for passages in [((0, 3),), ((0, 3), (4, 5)), ((0, 3), (2, 5)), ((0, 5), (5, 9))]:
        with pytest.raises(InternalError):
            report_of("words", passages=tuple(Passage(kind="body", start=s, end=e) for s, e in passages))


@given(st.text(min_size=1), st.data())
def test_reading_survives_json(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    place = Where(
        start=start,
        end=end,
        text=text[start:end],
        offset=Offset(value=500, unit="mile", bound="about", from_="Iran"),
    )
    reading = Reading(
        generator=GENERATOR,
        report=report_of(text),
        mentions=Mentions(places=(place,)),
        warnings=(Notice(code="time", message="why", span=Span.of(text, start, end)),),
    )
    data_out = encode(reading)
    assert decode(data_out) == reading
    assert encode(decode(data_out)) == data_out
    assert len(spans(reading)) == 2


def test_offset_is_called_from_in_json() -> None:
    place = Where(start=0, end=4, text="Iran", offset=Offset(value=500, unit="mile", bound="about", from_="Iran"))
    reading = Reading(generator=GENERATOR, report=report_of("Iran"), mentions=Mentions(places=(place,)))
    assert json.loads(encode(reading))["mentions"]["places"][0]["offset"]["from"] == "Iran"


def test_decode_refuses_a_span_that_lost_its_words() -> None:
    reading = Reading(
        generator=GENERATOR,
        report=report_of("Iran"),
        warnings=(Notice(code="x", message="y", span=Span.of("Iran", 0, 4)),),
    )
    with pytest.raises(InputError, match="0:4"):
        decode(encode(reading).replace(b'"text":"Iran"}', b'"text":"Iraq"}'))


def test_schema_describes_what_readings_print(read) -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    reading = read("The minister said two people were killed in Tehran on Tuesday.", published="2026-02-04")
    jsonschema.validate(json.loads(encode(reading)), schema)


def test_published_schema_is_the_one_of_the_records() -> None:
    published = json.loads((files("dateline.records") / "reading.schema.json").read_text(encoding="utf-8"))
    assert published == json.loads(json.dumps(json_schema())), "write it anew: json.dumps(json_schema(), indent=1)"


def test_report_id_tells_texts_and_addresses_apart() -> None:
    ids = {report_id("a", None), report_id("b", None), report_id("a", "http://example.org/"), report_id("", "a")}
    assert len(ids) == 4
