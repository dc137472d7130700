"""A brief names what changed since a day, every line with its words, and nothing else."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.watch.written import Written

from dateline.acquire import captures
from dateline.clean import to_report
from dateline.cli import group
from dateline.errors import InputError
from dateline.ledger import Ledger
from dateline.publish.brief import brief, shown

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SECOND_DAY = "2026-02-04"


@pytest.fixture(scope="module")
def examples(reader, tmp_path_factory):
    """A ledger of the reports of the first days of February, each added on its day."""
    with Ledger(f"sqlite:///{tmp_path_factory.mktemp('brief') / 'ledger.db'}") as ledger:
        for path in sorted(EXAMPLES.glob("2026-02-0[234]-*")):
            for capture in captures(str(path), allow_private=False):
                report = to_report(capture, published=path.name[:10])
                ledger.add(reader.read_report(report), capture, now=f"{path.name[:10]}T12:00:00+00:00")
        yield ledger


@pytest.fixture
def ledger(tmp_path):
    with Ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        yield ledger


def compose(ledger, story, since, until=None):
    return ledger.ask(lambda connection: brief(connection, story, since, until or since))


def lines(found, name=None):
    return [line for section in found.sections if name in {None, section.name} for line in section.lines]


def texts(found, name):
    return [line.text for line in lines(found, name)]


def test_second_day_names_what_changed(examples):
    found = compose(examples, crisis(examples), SECOND_DAY)
    moved = [line for line in lines(found, "planned") if ": moved: " in line.text]
    assert any("Muscat" in line.text for line in moved)
    assert all(len(line.evidence) == 2 for line in moved)
    assert any(text.endswith("deaths: 6,854") for text in texts(found, "figures"))


def test_every_line_has_its_words_and_is_of_the_day(examples):
    found = compose(examples, crisis(examples), SECOND_DAY)
    assert len(lines(found)) > 10
    for section in found.sections:
        for line in section.lines:
            assert line.evidence
            if section.name != "quiet":
                assert line.evidence[0].day == SECOND_DAY
            for one in line.evidence:
                report = examples.reading(one.record.partition("/")[0]).report
                assert report.text[one.start : one.end] == one.words
                assert one.speaker


def test_reprint_of_the_first_days_copy_adds_no_line(examples):
    reports = examples.reports()
    families = {row["family"] for row in reports if row["day"] < SECOND_DAY}
    copies = {row["id"] for row in reports if row["day"] == SECOND_DAY and row["family"] in families}
    assert copies
    found = compose(examples, crisis(examples), SECOND_DAY)
    assert not [one.record for line in lines(found) for one in line.evidence if one.record.split("/")[0] in copies]


def test_no_words_are_quoted_for_two_lines(examples):
    found = compose(examples, crisis(examples), SECOND_DAY)
    told = [line.evidence[0] for name in ("planned", "new", "said") for line in lines(found, name)]
    places = [(one.record.split("/")[0], one.start, one.end) for one in told]
    assert len(places) == len(set(places))


def crisis(ledger):
    return max(ledger.stories(), key=lambda row: row["reports"])["id"]


def test_what_was_known_does_not_come_again(ledger):
    one = Written("2026-02-03", seed=1).event("ASSAULT", "USA", "IRN", day="2026-02-03", by="Captain Ames")
    story = one.add_to(ledger).story
    again = Written("2026-02-04", seed=2).event("ASSAULT", "USA", "IRN", day="2026-02-03", by="Captain Ames")
    again.event("CONSULT", "OMN", "IRN", day="2026-02-04")
    assert again.add_to(ledger).story == story
    found = compose(ledger, story, "2026-02-04")
    assert texts(found, "new") == ["2026-02-04 CONSULT: Oman → Iran"]


def test_reprint_of_an_earlier_report_is_no_independent_voice(ledger):
    first = Written("2026-02-03", seed=1).event("ASSAULT", "USA", "IRN", day="2026-02-03")
    story = first.add_to(ledger).story
    Written("2026-02-04", outlet="Reprint", lead=first.text).add_to(ledger)
    Written("2026-02-04", outlet="Bay Post", seed=2).event("CONSULT", "OMN", "IRN").add_to(ledger)
    found = compose(ledger, story, "2026-02-04")
    assert (found.reports, found.voices) == (2, 1)


def test_mention_in_passing_is_told_by_the_line_that_names_both_sides(ledger):
    report = Written("2026-02-04").event("CONSULT", "OMN", "IRN").event("CONSULT", "IRN", "IRN")
    report.event("ASSAULT", "IRN", "IRN").event("CONSULT", "OMN", "USA")
    found = compose(ledger, report.add_to(ledger).story, "2026-02-04")
    assert texts(found, "new") == [
        "2026-02-04 (day of the report) ASSAULT: Iran",
        "2026-02-04 (day of the report) CONSULT: Oman → Iran",
        "2026-02-04 (day of the report) CONSULT: Oman → the United States",
    ]


def test_background_is_not_new(ledger, read):
    text = "Libya's army shelled Brega on Tuesday. Egypt bombed Libya last year."
    story = ledger.add(read(text, published="2026-03-04", outlet="Coast Daily"), now="2026-03-04T10:00:00Z").story
    assert [text.partition(":")[0] for text in texts(compose(ledger, story, "2026-03-04"), "new")] == [
        "2026-03-03 ASSAULT"
    ]


def test_day_without_reports_has_nothing_new(ledger):
    story = Written("2026-02-03").event("ASSAULT", "USA", "IRN", day="2026-02-03").add_to(ledger).story
    found = compose(ledger, story, "2026-02-05")
    assert (found.reports, found.sections) == (0, ())
    assert shown(found, "markdown").endswith("Nothing new.\n")
    with pytest.raises(InputError, match="no story 'S9'"):
        compose(ledger, "S9", "2026-02-05")


def test_revised_figure_shows_both_and_what_they_rest_on(ledger):
    story = Written("2026-02-03", seed=1).figure("Red Lion Society", 21).add_to(ledger).story
    Written("2026-02-04", seed=2).figure("Red Lion Society", 30).add_to(ledger)
    (line,) = lines(compose(ledger, story, "2026-02-04"), "figures")
    assert line.text == "Red Lion Society: deaths: 21 → 30"
    assert [one.words for one in line.evidence] == [
        "Red Lion Society counted 30 deaths",
        "Red Lion Society counted 21 deaths",
    ]


def test_what_went_quiet_is_a_plan_or_a_counter(ledger):
    story = (
        Written("2026-02-01", seed=1)
        .figure("Red Lion Society", 21)
        .plan("signing of the accord", "2026-02-03")
        .add_to(ledger)
        .story
    )
    Written("2026-02-02", seed=2).figure("Red Lion Society", 30).add_to(ledger)
    Written("2026-02-05", seed=3).figure("Red Lion Hospital", 3, measure="injuries").add_to(ledger)
    assert texts(compose(ledger, story, "2026-02-05"), "quiet") == [
        "signing of the accord: was due 2026-02-03; nothing printed of it by 2026-02-05",
        "Red Lion Society: no new figure of deaths since 2026-02-02",
    ]
    assert texts(compose(ledger, story, "2026-02-02"), "quiet") == []


HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) `code` **bold** <!--"


@pytest.fixture
def hostile(ledger):
    report = Written("2026-02-03", outlet=HOSTILE, url="javascript:alert(1)")
    report.said(HOSTILE, "it is so & that is that")
    return compose(ledger, report.add_to(ledger).story, "2026-02-03")


def test_html_holds_no_markup_of_a_report_and_loads_nothing(hostile):
    page = shown(hostile, "html")
    assert "<script" not in page
    assert "javascript:" not in re.sub(r">[^<]*<", "><", page)
    assert "&lt;script&gt;alert(1)" in page
    assert not re.search(r"""(src|href)\s*=\s*["'](?!https?://)""", page)
    assert "default-src 'none'" in page


def test_markdown_shows_a_report_as_it_is(hostile):
    body = shown(hostile, "markdown")
    assert "<script>" not in body
    assert "\\<script\\>alert(1)\\</script\\> \\[x\\](javascript:alert(1)) \\`code\\` \\*\\*bold\\*\\*" in body


def test_command_prints_each_form(ledger):
    Written("2026-02-03").event("ASSAULT", "USA", "IRN", day="2026-02-03", by="Captain Ames").add_to(ledger)
    story = ledger.stories()[0]["id"]

    def run(*arguments):
        return CliRunner().invoke(group, ["--ledger", ledger.url, "brief", story, *arguments])

    days = ("--since", "2026-02-03", "--until", "2026-02-03")
    found = run(*days)
    assert "- 2026-02-03 ASSAULT: the United States → Iran" in found.output
    assert "— Captain Ames (named), Meridian Wire, 2026-02-03 `" in found.output
    section = json.loads(run(*days, "--format", "json").output)["sections"][0]
    assert section["lines"][0]["evidence"][0]["words"] == "the United States did ASSAULT to Iran"
    assert run(*days, "--format", "html").output.startswith("<!DOCTYPE html>")
    assert run("--since", "tomorrow").exit_code == 2
    assert run("--since", "2026-02-03", "--until", "2026-02-01").exit_code == 2
    assert "Nothing new." in run().output
