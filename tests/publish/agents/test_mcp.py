"""A real client talks to `dateline mcp` over its standard input and output."""

import asyncio
import json
import sys

import pytest
from click.testing import CliRunner
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from dateline.clean import to_report
from dateline.cli import group
from dateline.ledger import Ledger
from dateline.records import Capture

WIRE = """Ferry sinks off Porto

LISBON - At least 12 people were killed when a ferry sank off Porto, police said on Tuesday.

The union of dockers accused the operator of hiding the number of passengers. The operator denied the accusation.
"""
URL = "https://example.org/ferry"


@pytest.fixture(scope="module")
def url(reader, tmp_path_factory):
    address = f"sqlite:///{tmp_path_factory.mktemp('mcp') / 'ledger.db'}"
    with Ledger(address) as ledger:
        capture = Capture(origin="test", kind="text", content=WIRE, url=URL)
        reading = reader.read_report(to_report(capture, published="2026-02-04", outlet="Porto Post"))
        ledger.add(reading, capture, now="2026-02-04T10:00:00Z")
    return address


@pytest.fixture(scope="module")
def answers(url):
    """What a client gets: the tools, and each tool's answer."""
    asked = {
        "search": {"words": "dockers passengers"},
        "stories": {},
        "story": {"story_id": "S1"},
        "statements": {"standing": "institution"},
        "figures": {"measure": "deaths"},
        "events": {},
        "nothing": ("story", {"story_id": "S99"}),
        "too many": ("figures", {"limit": 5000}),
    }

    async def talk():
        server = StdioServerParameters(command=sys.executable, args=["-m", "dateline", "--ledger", url, "mcp"])
        async with Client(stdio_client(server)) as client:
            found = {"tools": await client.list_tools()}
            for name, call in asked.items():
                tool, arguments = call if isinstance(call, tuple) else (name, call)
                found[name] = await client.call_tool(tool, arguments)
            return found

    return asyncio.run(talk())


def rows(answer):
    assert not answer.is_error
    return answer.structured_content["result"]


def test_tools_say_that_they_only_read(answers):
    tools = {tool.name: tool for tool in answers["tools"].tools}
    assert set(tools) == {"search", "stories", "story", "statements", "figures", "events"}
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools.values())


@pytest.mark.parametrize("tool", ["search", "stories", "statements", "figures", "events"])
def test_every_row_quotes_its_words_and_says_where_they_stand(answers, url, tool):
    found = rows(answers[tool])
    assert found
    with Ledger(url) as ledger:
        text = ledger.reading(ledger.reports()[0]["id"]).report.text
    for row in found:
        assert row["quotation"]
        assert text[row["start"] : row["end"]] == row["quotation"]
        assert row["url"] == URL


def test_figure_names_who_vouches_for_it(answers):
    (figure,) = rows(answers["figures"])
    assert figure["facts"]["value"] == 12
    assert figure["facts"]["bound"] == "at-least"
    assert "police" in figure["vouched_for_by"]


def test_search_quotes_the_paragraph_that_holds_the_words(answers):
    (found,) = rows(answers["search"])
    assert found["quotation"].startswith("The union of dockers")


def test_story_lists_its_reports(answers):
    story = answers["story"].structured_content
    assert [report["url"] for report in story["reports"]] == [URL]


def test_what_cannot_be_answered_is_an_error_that_says_why(answers):
    for name, words in (("nothing", "no story 'S99'"), ("too many", "1 to 50")):
        assert answers[name].is_error
        assert words in answers[name].content[0].text


def test_missing_extra_is_one_clear_line(url, monkeypatch):
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    result = CliRunner().invoke(group, ["--ledger", url, "mcp"])
    assert "needs dateline[mcp]" in str(result.exception)


def test_answers_are_plain_json(answers):
    assert json.loads(answers["figures"].content[0].text)
