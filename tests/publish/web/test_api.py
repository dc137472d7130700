"""The API keeps its description's word, and the contract's."""

import jsonschema
import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import validate

from dateline.ledger import Ledger
from dateline.publish.web import Access, create_app
from dateline.records import codec

EXAMPLES = 8  # of each operation: enough to try each parameter's edges, few enough to run on every change


def test_no_request_breaks_the_api(sample_url: str) -> None:
    with Ledger(sample_url) as ledger:
        app = create_app(ledger, Access(host="testserver"))
        operations = list(schemathesis.openapi.from_asgi("/api/v1/openapi.json", app).get_all_operations())
        assert len(operations) >= 10
        for operation in operations:
            tried = operation.ok()

            @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
            @given(case=tried.as_strategy())
            def attempt(case) -> None:
                answer = case.call()
                assert answer.status_code < 500, (case.formatted_path, case.query)

            attempt()


def test_the_description_is_openapi_3_1(desk: TestClient) -> None:
    description = desk.get("/api/v1/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    validate(description)


def test_a_reading_has_the_contracts_shape(desk: TestClient) -> None:
    report = desk.get("/stories.json").json()["stories"][0]["id"]
    one = desk.get(f"/api/v1/stories/{report}/reports").json()["items"][0]["id"]
    reading = desk.get(f"/api/v1/reports/{one}")
    jsonschema.validate(reading.json(), codec.json_schema())
    assert codec.encode(codec.decode(reading.content)) == reading.content


@pytest.mark.parametrize("name", ["timeline", "claims", "figures", "agenda", "reports"])
def test_every_answer_has_its_described_shape(desk: TestClient, name: str) -> None:
    description = desk.get("/api/v1/openapi.json").json()
    shape = description["paths"][f"/api/v1/stories/{{story}}/{name}"]["get"]["responses"]["200"]
    schema = shape["content"]["application/json"]["schema"] | {"components": description["components"]}
    for story in desk.get("/api/v1/stories").json()["items"]:
        page = desk.get(f"/api/v1/stories/{story['id']}/{name}?limit=500").json()
        jsonschema.validate(page, schema)


def test_a_list_is_walked_by_its_next_pages(desk: TestClient) -> None:
    story = desk.get("/api/v1/stories?sort=voices").json()["items"][0]["id"]
    address, seen = f"/api/v1/stories/{story}/claims?limit=7", []
    while address:
        page = desk.get(address).json()
        seen += [item["id"] for item in page["items"]]
        address = page["next"]
    assert len(seen) == len(set(seen)) == page["total"] > 7


def test_an_entity_tag_holds_until_the_story_changes(desk: TestClient) -> None:
    story = desk.get("/api/v1/stories").json()["items"][0]["id"]
    for address in (f"/api/v1/stories/{story}", f"/api/v1/stories/{story}/figures", "/api/v1/stories"):
        tag = desk.get(address).headers["etag"]
        again = desk.get(address, headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")


def test_evidence_is_the_words_of_the_text(desk: TestClient) -> None:
    found = desk.get("/api/v1/search?q=drone").json()["items"][0]
    text = desk.get(f"/api/v1/reports/{found['id']}").json()
    event = text["events"][0]["id"]
    words = desk.get(f"/api/v1/evidence/{found['id']}/{event}").json()
    assert text["report"]["text"][words["start"] : words["end"]] == words["words"]


@pytest.mark.parametrize(
    ("address", "status"),
    [("stories/S99", 404), ("reports/0", 404), ("evidence/0/e1", 404), ("search", 422), ("stories?limit=0", 422)],
)
def test_a_fault_is_a_problem(desk: TestClient, address: str, status: int) -> None:
    answer = desk.get(f"/api/v1/{address}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert {"type", "title", "status", "detail", "instance"} <= set(answer.json())
