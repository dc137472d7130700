"""Who may ask the desk, and what its pages may do."""

import pytest
from fastapi.testclient import TestClient

from dateline.ledger import Ledger
from dateline.publish.web import Access, create_app


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[::2]", "192.168.1.5:8642"])
def test_a_local_desk_answers_to_local_names_only(desk: TestClient, host: str) -> None:
    assert desk.get("/stories", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8642", "localhost", "[::1]:8642"])
def test_a_local_desk_answers_to_its_own_names(desk: TestClient, host: str) -> None:
    assert desk.get("/stories", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("address", ["/stories", "/stories.json", "/nothing", "/static/desk.js", "/api/v1/stories"])
def test_every_answer_carries_the_policy(desk: TestClient, address: str) -> None:
    policy = desk.get(address).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {"origin": "null"}]
)
def test_a_change_from_another_site_is_refused(fresh, headers: dict[str, str]) -> None:
    _, desk = fresh
    assert desk.post("/stories/S1/marks/read", headers=headers).status_code == 403


def test_a_mark_leads_back_to_the_desk_only(fresh) -> None:
    _, desk = fresh
    for elsewhere in ("https://evil.example", "//evil.example", "/\\evil.example"):
        answer = desk.post("/stories/S1/marks/read", params={"back": elsewhere}, follow_redirects=False)
        assert answer.headers.get("location", "/").startswith("/")
        assert "evil" not in answer.headers.get("location", "")


def test_a_long_body_is_not_read(fresh) -> None:
    _, desk = fresh
    assert desk.post("/stories/S1/marks/read", content=b"x" * 100_000).status_code == 413


def test_a_desk_on_another_address_wants_its_token(tmp_path) -> None:
    with Ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        app = create_app(ledger, Access(host="0.0.0.0", token="secret-token"))
        stranger = TestClient(app, base_url="http://192.168.1.5:8642")
        assert stranger.get("/stories").status_code == 401
        assert stranger.get("/stories?token=wrong").status_code == 401
        assert stranger.get("/stories", headers={"authorization": "Bearer secret-token"}).status_code == 200
        let_in = stranger.get("/stories?token=secret-token&show=new", follow_redirects=False)
        assert let_in.headers["location"] == "/stories?show=new"
        assert "HttpOnly" in let_in.headers["set-cookie"]
        assert "SameSite=strict" in let_in.headers["set-cookie"]
        assert stranger.get("/stories").status_code == 200
        assert stranger.get("/stories", headers={"host": "evil.example"}).status_code == 421


def test_pages_load_nothing_but_their_own_files(desk: TestClient) -> None:
    page = desk.get("/stories").text
    assert "<script>" not in page
    assert "<style" not in page
    assert " style=" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page
