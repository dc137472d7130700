"""Exports that other programs read as documents: annotations, claims, feeds, entities, readings, the dossier."""

import json
import re
from html.parser import HTMLParser

import feedparser
import followthemoney
import jsonschema
import pytest
from followthemoney import model

from dateline.errors import InputError
from dateline.publish.export import FORMATS
from dateline.records import codec

assert followthemoney


def test_json_lines_are_the_readings_and_follow_the_schema(exported, examples):
    lines = exported("jsonl").splitlines()
    assert len(lines) == examples.count()
    validator = jsonschema.Draft202012Validator(codec.json_schema())
    for line in lines:
        validator.validate(json.loads(line))
        reading = codec.decode(line)
        assert reading == examples.reading(reading.report.id)


def test_json_lines_narrowed_hold_the_reports_in_which_something_fits(exported, examples):
    wanted = {row["id"].partition("/")[0] for row in examples.timeline() if row["type"] == "PROTEST"}
    assert {json.loads(line)["report"]["id"] for line in exported("jsonl", type="PROTEST").splitlines()} == wanted


def test_annotations_find_their_words(exported, examples):
    page = json.loads(exported("annotations"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    assert len(page["items"]) > 300
    for annotation in page["items"]:
        target = annotation["target"]
        report = examples.reading(target["source"]["id"].removeprefix("urn:dateline:report:")).report
        position, quote = target["selector"]
        assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        assert report.text[position["start"] : position["end"]] == quote["exact"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert around in report.text
        assert {body["purpose"] for body in annotation["body"]} == {"tagging", "describing"}


def test_claims_name_their_author_and_where_they_appeared(exported):
    graph = json.loads(exported("claims"))
    assert graph["@context"] == "https://schema.org"
    claims = graph["@graph"]
    assert len(claims) > 50
    assert len({claim["@id"] for claim in claims}) == len(claims)
    for claim in claims:
        assert claim["@type"] == "Claim"
        assert claim["text"]
        assert claim["appearance"]["@type"] == "NewsArticle"
        assert claim.get("author", {"@type": "Thing"})["@type"] in {"Person", "Organization", "Thing"}
    assert not re.search("ClaimReview|reviewRating", json.dumps(claims))


def test_a_denial_is_no_claim_of_what_is_denied(exported, examples):
    denials = {f"urn:dateline:{row['id']}" for row in examples.statements() if row["act"] == "deny"}
    assert denials
    assert denials.isdisjoint(claim["@id"] for claim in json.loads(exported("claims"))["@graph"])


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_feeds_are_read_by_feed_readers(exported, form):
    feed = feedparser.parse(exported(form, story="S1"))
    assert not feed.bozo
    assert feed.feed.title == "dateline · story S1"
    assert feed.entries
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    assert all(entry.title and entry.get("summary") for entry in feed.entries)


def test_json_feed_has_what_its_version_asks_for(exported):
    feed = json.loads(exported("jsonfeed", type="deaths"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "dateline · deaths"
    assert feed["items"]
    for item in feed["items"]:
        assert item["id"].startswith("urn:dateline:")
        assert item["content_text"]


def test_feeds_leave_out_what_only_repeats(exported, examples):
    repeats = {f"urn:dateline:{row['id']}" for row in examples.figures() if row["novelty"] == "repeat"}
    assert repeats.isdisjoint(item["id"] for item in json.loads(exported("jsonfeed"))["items"])


def test_no_export_links_to_an_address_that_runs(exported):
    for form in ("rss", "atom", "jsonfeed", "dossier"):
        assert not re.search(rb"""(href=|<link>|url":\s*)["']?javascript:""", exported(form, outlet="+Daily =Harm"))


def test_entities_are_valid_and_point_at_each_other(exported):
    entities = {}
    for line in exported("followthemoney", story="S1").splitlines():
        entity = model.get_proxy(json.loads(line))
        assert entity.id not in entities
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                assert value in entities, (entity.id, prop.name, value)
        entities[entity.id] = entity
    kinds = {entity.schema.name for entity in entities.values()}
    assert {"Article", "Event", "Note"} <= kinds
    assert kinds & {"Person", "Organization", "PublicBody"}
    assert all(entity.get("proof") for entity in entities.values() if entity.schema.name in {"Event", "Note"})


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.links = [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append(tag)
        if "id" in found:
            self.ids.add(found["id"])
        if "href" in found:
            self.links.append(found["href"])


def test_dossier_is_whole_by_itself_and_every_link_inside_leads_somewhere(exported):
    text = exported("dossier", story="S1").decode()
    page = Page(text)
    assert not {"script", "img", "iframe", "link", "object"} & set(page.tags)
    assert "url(" not in text
    assert "default-src 'none'" in text
    inside = [link[1:] for link in page.links if link.startswith("#")]
    assert inside
    assert set(inside) <= page.ids
    assert all(link.startswith(("#", "https://", "http://")) for link in page.links)


def test_harmful_words_stay_words_in_the_dossier(exported):
    text = exported("dossier", outlet="+Daily =Harm").decode()
    assert "script" not in Page(text).tags
    assert "&lt;script&gt;" in text
    assert "\u202e" not in text
    assert "\x0b" not in text


@pytest.mark.parametrize("form", [name for name in FORMATS if name != "parquet"])
def test_the_same_ledger_gives_the_same_bytes(exported, form):
    assert exported(form, story="S1") == exported(form, story="S1")


def test_a_dossier_of_no_story_is_refused(exported):
    with pytest.raises(InputError, match="S9999"):
        exported("dossier", story="S9999")
