"""Every page answers in every form, says what it shows, and changes when the ledger does."""

import csv
import io

import pytest
from fastapi.testclient import TestClient
from lxml import html
from tests.ledger.made_up import reading

from dateline.ledger.queries import FIRST
from dateline.ledger.schema import relations
from dateline.records.codec import decode

NOW = "2026-02-05T09:00:00Z"
LISTS = ("timeline", "claims", "figures", "agenda", "sources", "tempo")


def story_of(desk: TestClient) -> str:
    """The sample story with the most origins."""
    return desk.get("/stories.json?sort=voices").json()["stories"][0]["id"]


def page_of(desk: TestClient, address: str) -> html.HtmlElement:
    answer = desk.get(address, headers={"accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def test_the_front_door_opens_the_stories(desk: TestClient) -> None:
    assert desk.get("/").url.path == "/stories"


def test_stories_show_size_and_what_was_not_read(desk: TestClient) -> None:
    page = page_of(desk, "/stories")
    rows = page.xpath("//*[@data-row]")
    assert len(rows) == len(desk.get("/stories.json").json()["stories"])
    assert "independent origin" in rows[0].text_content()
    assert all(row.xpath(".//a[@data-open]") for row in rows)


@pytest.mark.parametrize("name", LISTS)
def test_each_list_of_a_story_is_a_page_and_json_and_csv(desk: TestClient, name: str) -> None:
    address = f"/stories/{story_of(desk)}/{name}"
    page_of(desk, address)
    items = desk.get(f"{address}.json").json()["items"]
    rows = list(csv.DictReader(io.StringIO(desk.get(f"{address}.csv").text)))
    assert len(rows) == len(items) > 0


def test_every_row_of_a_story_opens_its_words(desk: TestClient) -> None:
    page = page_of(desk, f"/stories/{story_of(desk)}")
    links = page.xpath("//a[@data-evidence]")
    assert len(links) > 30
    for link in links[::7]:
        evidence = page_of(desk, link.get("href"))
        assert evidence.xpath("//*[@id='evidence']//*[@class='near']")[0].text_content().strip()


def test_two_counters_of_one_toll_stand_against_each_other(desk: TestClient) -> None:
    rows = desk.get(f"/stories/{story_of(desk)}/figures.json?measure=deaths").json()["items"]
    against = [row for row in rows if row["contradicts"]]
    assert against
    assert all(other["counter"] != row["counter"] for row in against for other in row["contradicts"])


def test_the_evidence_is_the_words_of_the_report(desk: TestClient) -> None:
    row = desk.get(f"/stories/{story_of(desk)}/claims.json").json()["items"][0]
    shown = desk.get(f"/evidence/{row['id']}.json").json()
    whole = decode(desk.get(f"/reports/{row['report']}.json").content).report.text
    assert whole[shown["start"] : shown["end"]] == shown["words"]


def test_a_report_shows_its_very_text_and_what_was_left_open(desk: TestClient) -> None:
    report = desk.get(f"/stories/{story_of(desk)}/sources.json").json()["items"][0]["id"]
    page = page_of(desk, f"/reports/{report}")
    read = decode(desk.get(f"/reports/{report}.json").content)
    assert "".join(p.text_content() for p in page.xpath("//p[@data-kind]")) == read.report.text
    assert len(page.xpath("//*[@id='warnings']//li")) == len(read.warnings)
    assert len(page.xpath("//article[@data-spans]")) == sum(
        map(len, (read.statements, read.events, read.figures, read.agenda))
    )


def test_the_beginning_of_an_id_finds_the_report(desk: TestClient) -> None:
    report = desk.get(f"/stories/{story_of(desk)}/sources.json").json()["items"][0]["id"]
    assert desk.get(f"/reports/{report[:9]}").url.path == f"/reports/{report}"


def test_a_captured_page_is_handed_over_and_never_shown(desk: TestClient) -> None:
    report = desk.get(f"/stories/{story_of(desk)}/sources.json").json()["items"][0]["id"]
    answer = desk.get(f"/reports/{report}/capture")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"


def test_two_versions_of_a_text_show_what_changed(fresh) -> None:
    ledger, desk = fresh
    url = "https://wire.example/1"
    old = reading("A toll at the harbour", "The relief agency counted 40 dead in Avalon", url=url)
    new = reading("A toll at the harbour", "The relief agency counted 52 dead in Avalon", url=url)
    for one in (old, new):
        ledger.add(one, now=NOW)
    assert "newer version" in desk.get(f"/stories/{ledger.stories()[0]['id']}").text
    page = page_of(desk, f"/reports/{new.report.id}/changes/{old.report.id}")
    assert [e.text_content() for e in page.xpath("//del")] == ["40"]
    assert [e.text_content() for e in page.xpath("//ins")] == ["52"]


def test_a_mark_is_kept_and_new_reports_stand_out(fresh) -> None:
    ledger, desk = fresh
    first = ledger.add(reading("Avalon and Borduria talk", "Avalon said the talks at Port Quin would go on"), now=NOW)
    address = f"/stories/{first.story}"
    assert desk.post(f"{address}/marks/read?back=/stories").url.path == "/stories"
    assert desk.get("/stories.json?show=new").json()["stories"] == []
    more = "Borduria said it would come to the talks at Port Quin with a new offer"
    second = ledger.add(reading("Avalon and Borduria talk on", more, outlet="Wire"), now=NOW)
    assert second.story == first.story
    row = desk.get("/stories.json?show=new").json()["stories"][0]
    assert (row["new"]["reports"], row["new"]["origins"]) == (1, 1)
    assert "1 new report" in " ".join(page_of(desk, address).text_content().split())


def test_a_muted_story_is_not_lost(fresh) -> None:
    ledger, desk = fresh
    story = ledger.add(reading("Avalon and Borduria talk", "Avalon said the talks would go on"), now=NOW).story
    desk.post(f"/stories/{story}/marks/mute")
    assert desk.get("/stories.json").json()["stories"] == []
    muted = desk.get("/stories.json?show=muted").json()["stories"]
    assert [(row["id"], row["muted"]) for row in muted] == [(story, True)]
    desk.post(f"/stories/{story}/marks/unmute")
    assert len(desk.get("/stories.json").json()["stories"]) == 1


def test_an_answer_is_not_sent_twice_until_it_changes(fresh) -> None:
    ledger, desk = fresh
    story = ledger.add(reading("Avalon and Borduria talk", "Avalon said the talks would go on"), now=NOW).story
    tag = desk.get(f"/stories/{story}").headers["etag"]
    assert desk.get(f"/stories/{story}", headers={"if-none-match": tag}).status_code == 304
    ledger.add(reading("Rivers rise", "Engineers said the dam above the valley would hold"), now=NOW)
    assert desk.get(f"/stories/{story}", headers={"if-none-match": tag}).status_code == 304
    desk.post(f"/stories/{story}/marks/star")
    assert desk.get(f"/stories/{story}", headers={"if-none-match": tag}).status_code == 200


def test_a_long_list_is_shown_a_page_at_a_time(desk: TestClient) -> None:
    address = f"/stories/{story_of(desk)}/timeline"
    total = desk.get(f"{address}.json").json()["paging"]["total"]
    seen: list[str] = []
    for offset in range(0, total, 20):
        seen += [row["id"] for row in desk.get(f"{address}.json?limit=20&offset={offset}").json()["items"]]
    assert len(seen) == len(set(seen)) == total > 20
    assert page_of(desk, f"{address}?limit=20&type=").xpath("//a[@rel='next']")


def test_an_empty_ledger_says_what_to_do(fresh) -> None:
    _, desk = fresh
    assert "dateline add" in page_of(desk, "/stories").text_content()


@pytest.mark.parametrize(
    "address", ["/stories/S99", "/reports/0000000000000000", "/evidence/0000000000000000/e1", "/nothing"]
)
def test_what_is_not_there_is_a_page_for_people_and_a_problem_for_programs(desk: TestClient, address: str) -> None:
    for_people = desk.get(address, headers={"accept": "text/html"})
    assert (for_people.status_code, for_people.headers["content-type"]) == (404, "text/html; charset=utf-8")
    for_programs = desk.get(address, headers={"accept": "application/json"})
    assert for_programs.headers["content-type"] == "application/problem+json"
    assert for_programs.json()["status"] == 404


@pytest.mark.parametrize("kind", FIRST)
@pytest.mark.parametrize("letter", ["f", "s"])
def test_a_story_says_every_kind_of_change(fresh, kind: str, letter: str) -> None:
    ledger, desk = fresh
    words = ("The relief agency counted 40 dead in Avalon", "Avalon said the talks at Port Quin would go on")
    one = ledger.add(reading("Avalon and Borduria talk", *words, outlet="Wire"), now=NOW)
    desk.post(f"/stories/{one.story}/marks/read")
    two = ledger.add(reading("Avalon and Borduria talk on", *words, outlet="Post"), now=NOW)
    link = {
        "kind": kind,
        "later": f"{two.report}/{letter}1",
        "earlier": f"{one.report}/{letter}1",
        "reason": "as it is",
    }
    ledger.change(lambda connection: connection.execute(relations.delete()))
    ledger.change(lambda connection: connection.execute(relations.insert().values(link)))
    for address in (f"/stories/{one.story}", "/stories"):
        page = page_of(desk, address)
        assert page.xpath(f"//a[@data-evidence='{two.report}/{letter}1']"), address
