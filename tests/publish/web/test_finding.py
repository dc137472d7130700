"""The pages that find: search, actors, places, pairs, agenda, review, comparison, downloads."""

import csv
import io
import shutil
from pathlib import Path
from urllib.parse import quote

import feedparser
import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from tests.ledger.made_up import reading
from tests.publish.web.test_hostile import harmful

from dateline.ledger import Ledger
from dateline.publish.export import FORMATS
from dateline.publish.web import create_app

NOW = "2026-02-05T09:00:00Z"


def page_of(desk: TestClient, address: str, status: int = 200) -> html.HtmlElement:
    answer = desk.get(address, headers={"accept": "text/html"})
    assert answer.status_code == status, answer.text
    return html.fromstring(answer.text)


def story_of(desk: TestClient) -> str:
    return desk.get("/stories.json?sort=voices").json()["stories"][0]["id"]


def test_search_finds_records_whose_own_words_fit(desk: TestClient) -> None:
    found = desk.get("/search.json?q=drones&limit=500").json()
    assert found["records"]
    for record in found["records"]:
        words = " ".join(str(value) for value in record.values())
        assert "drone" in words.lower()
    assert found["paging"]["total"] == sum(found["kinds"].values()) == len(found["records"])
    assert any(hit for report in found["reports"] for _, hit in report["pieces"])


@pytest.mark.parametrize("name", ["type", "actor", "standing", "via", "place", "outlet"])
def test_the_count_of_a_facet_is_what_choosing_it_leaves(desk: TestClient, name: str) -> None:
    everything = desk.get("/search.json").json()
    for value, count in everything["facets"][name][:4]:
        chosen = desk.get("/search.json", params={name: value}).json()
        assert chosen["chosen"] == {name: value}
        assert chosen["paging"]["total"] == count, (name, value)


def test_each_facet_value_is_a_link_and_a_chosen_one_can_be_given_up(desk: TestClient) -> None:
    page = page_of(desk, "/search?q=talks&standing=named")
    without = page.xpath("//aside[contains(@class, 'facets')]//a[contains(., 'named')]/@href")
    assert without == ["?q=talks"]
    narrower = page.xpath("//aside[contains(@class, 'facets')]//section[2]//a/@href")
    assert all("q=talks" in link and "standing=named" in link for link in narrower)


def test_search_has_a_csv_and_a_feed(desk: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(desk.get("/search.csv?type=deaths").text)))
    assert rows
    assert {row["measure"] for row in rows} == {"deaths"}
    feed = feedparser.parse(desk.get("/search.atom?type=deaths").content)
    assert not feed.bozo
    assert feed.entries
    assert feed.feed.links[0].rel == "self"


@pytest.mark.parametrize("words", ['"', "NEAR(", "a AND", "*", "%", "' OR 1=1 --", "💥", "</script>", "x" * 200])
def test_no_words_break_the_search(desk: TestClient, words: str) -> None:
    answer = desk.get("/search", params={"q": words}, headers={"accept": "text/html"})
    assert answer.status_code == 200
    assert "<script>" not in answer.text.replace('<script type="module"', "")


def test_a_pair_that_is_none_is_a_problem_and_no_fault(desk: TestClient) -> None:
    answer = desk.get("/search.json?dyad=IRN")
    assert answer.status_code == 422
    assert "IRN,USA" in answer.json()["detail"]


def test_actors_lead_to_their_pages_and_these_to_pairs(desk: TestClient) -> None:
    links = page_of(desk, "/actors").xpath("//tr[@data-row]//a[@data-open]/@href")
    assert "/actors/IRN-GOV" in links
    page = page_of(desk, "/actors/IRN")
    assert page.xpath("//h1")[0].text_content().split() == ["Iran", "IRN"]
    assert "/dyads/IRN/USA" in page.xpath("//section[@aria-labelledby='h-with']//a/@href")
    pair = page_of(desk, "/dyads/IRN/USA")
    assert pair.xpath("//li[@data-row]")


def test_a_pair_has_one_address(desk: TestClient) -> None:
    answer = desk.get("/dyads/USA/IRN", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, "/dyads/IRN/USA")


def test_an_actor_by_name_shows_what_that_name_says(desk: TestClient) -> None:
    shown = desk.get("/actors/Abbas Araghchi.json").json()
    said = next(section for section in shown["sections"] if section["kind"] == "statement")
    assert {record["speaker"] for record in said["records"]} == {"Abbas Araghchi"}


def test_who_is_not_in_the_ledger_is_not_found(desk: TestClient) -> None:
    assert "Zork" in page_of(desk, "/actors/Zork", 404).text_content()
    page_of(desk, "/places/Zork", 404)
    page_of(desk, "/dyads/ABW/BTN", 404)


def test_only_what_is_a_point_is_a_point_on_the_map(desk: TestClient) -> None:
    places = desk.get("/places.json").json()["places"]
    points = [place for place in places if place["kind"] in {"city", "base", "site"} and place["latitude"] is not None]
    areas = [p for p in places if p["kind"] in {"sea", "region", "strait", "continent"} and p["latitude"] is not None]
    page = page_of(desk, "/places")
    assert points
    assert areas
    assert len(page.xpath("//svg//circle[@class='point']")) == len(points)
    assert len(page.xpath("//svg//ellipse[@class='area']")) == len(areas)
    assert not page.xpath("//svg//image")


def test_places_of_a_story_are_its_own(desk: TestClient) -> None:
    story = story_of(desk)
    few = {place["name"] for place in desk.get(f"/places.json?story={story}").json()["places"]}
    every = {place["name"] for place in desk.get("/places.json").json()["places"]}
    assert few < every


def test_agenda_shows_what_is_to_come_each_plan_once(desk: TestClient) -> None:
    coming = desk.get("/agenda.json").json()
    assert coming["plans"]
    assert all(plan["day"] >= coming["from_day"] for plan in coming["plans"])
    every = desk.get("/agenda.json?show=all&limit=500").json()["plans"]
    assert len({plan["plan"] for plan in every}) == len(every)
    undated = desk.get("/agenda.json?show=undated").json()["plans"]
    assert all(plan["day"] is None for plan in undated)


def test_comparison_says_who_left_out_what(fresh: tuple[Ledger, TestClient]) -> None:
    ledger, desk = fresh
    toll = "The relief agency counted 40 dead in Avalon"
    told = (("Avalon Times", "The mayor said it would rain"), ("Bree Gazette", "Borduria attacked Avalon at Port Quin"))
    for outlet, sentence in told:
        ledger.add(reading("Flood and war in Avalon", toll, sentence, outlet=outlet), now=NOW)
    story = story_of(desk)
    shown = desk.get(f"/stories/{story}/compare.json?one=Avalon Times&other=Bree Gazette").json()
    assert (shown["one"], shown["other"]) == ("Avalon Times", "Bree Gazette")
    figures = [pair for pair in shown["pairs"] if pair["kind"] == "figure"]
    assert any(pair["one"] and pair["other"] for pair in figures)
    assert shown["counts"]["only_one"] + shown["counts"]["only_other"] > 0
    page = page_of(desk, f"/stories/{story}/compare?one=Avalon+Times&other=Bree+Gazette")
    assert page.xpath("//td[.//p[@class='omitted']]/@data-outlet")


def test_comparison_of_nothing_says_so(desk: TestClient) -> None:
    page_of(desk, "/stories/S99999/compare", 404)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_is_a_download_of_the_story(desk: TestClient, form: str) -> None:
    story = story_of(desk)
    links = page_of(desk, f"/exports?story={story}").xpath("//tr[@data-row]//a/@href")
    assert f"/exports/{form}?story={story}" in links
    answer = desk.get(f"/exports/{form}?story={story}")
    assert answer.status_code == 200
    assert len(answer.content) == int(answer.headers["content-length"]) > 100
    assert f"dateline-{story}.{FORMATS[form].ending}" in answer.headers["content-disposition"]


def test_unknown_format_is_not_found(desk: TestClient) -> None:
    assert desk.get("/exports/xls").status_code == 404


def filled(fresh: tuple[Ledger, TestClient]) -> TestClient:
    ledger, desk = fresh
    for toll in (40, 5200):
        sentences = (f"The relief agency counted {toll} dead in Avalon", "Some people said that the dam broke")
        ledger.add(reading(f"Toll {toll} in Avalon", *sentences, outlet="Avalon Times"), now=NOW)
    return desk


def test_rejected_in_the_queue_is_gone_from_lists_and_comes_back(fresh: tuple[Ledger, TestClient]) -> None:
    desk = filled(fresh)
    item = desk.get("/search.json?kind=figure").json()["records"][0]["id"]
    form = {"item": item, "action": "reject", "back": "doubt=unresolved"}
    answer = desk.post("/review", data=form, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/review?doubt=unresolved&done=")
    assert item in page_of(desk, answer.headers["location"]).xpath("//*[@role='status']")[0].text_content()
    assert item not in {row["id"] for row in desk.get("/search.json?limit=500").json()["records"]}
    desk.post("/review", data={"item": item, "action": "withdraw"})
    assert item in {row["id"] for row in desk.get("/search.json?limit=500").json()["records"]}


def test_judged_items_leave_the_queue(desk: TestClient, sample_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(sample_url.removeprefix("sqlite:///"), copy)
    with Ledger(f"sqlite:///{copy}") as ledger:
        own = TestClient(create_app(ledger), base_url="http://localhost")
        first, second = (row["item"] for row in own.get("/review.json").json()["items"][:2])
        own.post("/review", data={"item": first, "action": "accept"})
        left = [row["item"] for row in own.get("/review.json").json()["items"]]
        assert first not in left
        assert left[0] == second
    assert desk.get("/review.json").json()["items"][0]["item"] == first


def test_only_the_fields_that_were_changed_are_put_right(fresh: tuple[Ledger, TestClient]) -> None:
    desk = filled(fresh)
    ledger = fresh[0]
    figure = next(row for row in ledger.figures() if row["value"] == 40)
    fields = {"field.value": "41", "was.value": "40", "field.counter": "other", "was.counter": "other"}
    desk.post("/review", data={"item": figure["id"], "action": "fix", "why": "misread"} | fields)
    (decision,) = ledger.decisions()
    assert decision["change"] == {"value": 41}
    assert decision["why"] == "misread"
    assert next(row for row in ledger.figures() if row["id"] == figure["id"])["value"] == 41


@pytest.mark.parametrize(
    "form",
    [{}, {"action": "accept"}, {"action": "explode", "item": "x"}, {"action": "accept", "item": "no/s1"}],
)
def test_a_decision_that_makes_no_sense_is_refused(fresh: tuple[Ledger, TestClient], form: dict[str, str]) -> None:
    assert fresh[1].post("/review", data=form).status_code == 400
    assert fresh[0].decisions() == []


def test_a_page_of_another_site_decides_nothing(fresh: tuple[Ledger, TestClient]) -> None:
    desk = filled(fresh)
    item = desk.get("/search.json").json()["records"][0]["id"]
    answer = desk.post("/review", data={"item": item, "action": "reject"}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert fresh[0].decisions() == []


def test_no_page_that_finds_lets_a_report_out(fresh: tuple[Ledger, TestClient]) -> None:
    ledger, desk = fresh
    added = ledger.add(harmful(), now=NOW)
    place = ledger.timeline()[0]["where"]
    addresses = [
        "/search", "/search?q=alert", "/actors", "/actors/AVA", "/places", f"/search?place={quote(place, safe='')}",
        "/agenda?show=all", "/review", f"/stories/{added.story}/compare", f"/exports?story={added.story}",
        "/exports/dossier",
    ]  # fmt: skip
    for address in addresses:
        answer = desk.get(address, headers={"accept": "text/html"})
        assert answer.status_code == 200, address
        shown = html.fromstring(answer.text)
        own = [script.get("src", "").partition("?")[0] for script in shown.xpath("//script")]
        assert set(own) <= {"/static/desk.js", "/static/review.js"}, address
        assert not shown.xpath("//img | //iframe | //*[@onerror]"), address
        assert not [link for link in shown.xpath("//@href") if link.startswith("javascript:")], address
        assert not set("\u202e\u2066\x00\x07") & set(answer.text), address


def test_a_place_whose_name_is_no_part_of_an_address_is_still_found(fresh: tuple[Ledger, TestClient]) -> None:
    ledger, desk = fresh
    ledger.add(reading("War", "Avalon attacked Borduria at Port/Quin"), now=NOW)
    (link,) = page_of(desk, "/places").xpath("//tr[@data-row]//a[@data-open]/@href")
    assert page_of(desk, link).xpath("//li[@data-row]")


ODD = (
    "",
    "\x00",
    "%",
    "'",
    "\\",
    "IRN,USA",
    ",",
    "9999-99-99",
    "\u202e",
    "x" * 201,
    "-1",
    "1e9",
    "../..",
    "a/b",
    "NEAR/2",
    "(",
    "\n",
)
PATHS = (
    "/search",
    "/search.atom",
    "/actors",
    "/places",
    "/agenda",
    "/review",
    "/exports",
    "/exports/csv",
    "/exports/gdelt",
)
NAMES = (
    "q",
    "kind",
    "actor",
    "dyad",
    "place",
    "type",
    "via",
    "since",
    "added_since",
    "limit",
    "offset",
    "doubt",
    "action",
    "done",
    "show",
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(PATHS), query=st.dictionaries(st.sampled_from(NAMES), st.sampled_from(ODD), max_size=3))
def test_no_address_is_a_fault(desk: TestClient, path: str, query: dict[str, str]) -> None:
    assert desk.get(path, params=query, headers={"accept": "text/html"}).status_code in {200, 400, 404, 422}
