"""Signals reach their channels once, signed, and say whose words they rest on."""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import feedparser
import pytest
from tests.watch.written import Written

from dateline.ledger.correcting.decision import Decision
from dateline.ledger.signals import MOST_ATTEMPTS, pending
from dateline.watch.deliver.webhook import is_genuine, signature
from dateline.watch.signals import after_cycle, keep_rules

KEY = "kept in the environment"
RULE = '[[rules]]\nname = "strikes"\ntrigger = "first-event"\nwhere = {{ type = "ASSAULT" }}\nchannels = ["desk"]\n[[channels]]\nname = "desk"\n{}\n'
DAY, NOW = "2026-02-03", "2026-02-03T20:00:00+00:00"


class Receiver:
    """A server on this machine that takes messages and answers as it is told."""

    def __init__(self):
        self.answer = 204
        self.taken = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.taken.append((dict(self.headers), body))
                self.send_response(receiver.answer)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.server.shutdown()
    receiver.server.server_close()


@pytest.fixture
def keep(tmp_path, ledger):
    def keep_channel(channel):
        path = tmp_path / "watch.toml"
        path.write_text(RULE.format(channel), encoding="utf-8")
        keep_rules(ledger, path, NOW)

    return keep_channel


def strike(ledger, seed=1):
    report = Written(DAY, seed=seed, url="https://meridian.example/strike")
    return report.event("ASSAULT", "USA", "IRN", day=DAY, by="Captain Ames").add_to(ledger)


def test_webhook_gets_the_sentence_and_who_says_it_signed(ledger, keep, receiver, monkeypatch):
    monkeypatch.setenv("DESK_KEY", KEY)
    keep(f'webhook = "{receiver.url}"\nsecret = "DESK_KEY"\ndesk = "http://127.0.0.1:8000/"')
    report = strike(ledger).report
    assert after_cycle(ledger, NOW).problems == ()
    ((headers, body),) = receiver.taken
    header = headers["Dateline-Signature"]
    sent = int(header.split(",")[0][2:])
    assert is_genuine(KEY, body, header, now=sent + 10)
    assert not is_genuine("another key", body, header, now=sent)
    assert not is_genuine(KEY, body + b" ", header, now=sent)
    assert not is_genuine(KEY, body, header, now=sent + 3600)
    message = json.loads(body)
    assert (message["schema"], message["news"], message["rule"]) == ("dateline.signal/1", "raised", "strikes")
    (line,) = message["lines"]
    assert line["words"] == "the United States did ASSAULT to Iran"
    assert (line["speaker"], line["standing"], line["outlet"]) == ("Captain Ames", "named", "Meridian Wire")
    text = ledger.reading(report).report.text
    start, end = (int(n) for n in line["link"].split("#s=")[1].split("-"))
    assert line["link"].startswith(f"http://127.0.0.1:8000/reports/{report}#s=")
    assert text[start:end] == line["words"]


def test_a_message_is_sent_once_and_again_after_a_failure(ledger, keep, receiver, monkeypatch):
    monkeypatch.setenv("DESK_KEY", KEY)
    keep(f'webhook = "{receiver.url}"\nsecret = "DESK_KEY"')
    strike(ledger)
    receiver.answer = 503
    (problem,) = after_cycle(ledger, NOW).problems
    assert "answered 503" in problem.reason
    receiver.answer = 200
    assert after_cycle(ledger, NOW).problems == ()
    after_cycle(ledger, NOW)
    assert [headers["Dateline-Delivery"] for headers, _ in receiver.taken] == ["G1.raised"] * 2
    assert receiver.taken[0][1] == receiver.taken[1][1]


def test_dead_channel_is_given_up_and_the_signal_kept(ledger, keep, monkeypatch):
    monkeypatch.setenv("DESK_KEY", KEY)
    keep('webhook = "http://127.0.0.1:9/hook"\nsecret = "DESK_KEY"')
    strike(ledger)
    for _ in range(MOST_ATTEMPTS):
        assert len(after_cycle(ledger, NOW).problems) == 1
    assert after_cycle(ledger, NOW).problems == ()
    assert ledger.ask(pending) == []


def test_missing_key_is_named_and_never_printed(ledger, keep, monkeypatch):
    monkeypatch.delenv("DESK_KEY", raising=False)
    keep('webhook = "http://127.0.0.1:9/hook"\nsecret = "DESK_KEY"')
    strike(ledger)
    (problem,) = after_cycle(ledger, NOW).problems
    assert "DESK_KEY is not set" in problem.reason


def test_retraction_reaches_whoever_was_told(ledger, keep, receiver, monkeypatch):
    monkeypatch.setenv("DESK_KEY", KEY)
    keep(f'webhook = "{receiver.url}"\nsecret = "DESK_KEY"')
    added = strike(ledger)
    after_cycle(ledger, NOW)
    ledger.decide(Decision(action="reject", item=f"{added.report}/e1", made=NOW, by="desk"))
    after_cycle(ledger, NOW)
    first, second = (json.loads(body) for _, body in receiver.taken)
    assert (first["news"], second["news"]) == ("raised", "retracted")
    assert (second["id"], second["reason"]) == (first["id"], f"{added.report}/e1: it was rejected")


def test_feed_is_read_by_a_feed_reader_and_marks_what_was_retracted(ledger, keep, tmp_path):
    keep('feed = "signals.atom"')
    added = strike(ledger)
    after_cycle(ledger, NOW)
    (entry,) = feedparser.parse((tmp_path / "signals.atom").read_bytes()).entries
    assert entry.title == "strikes: ASSAULT: the first, 2026-02-03"
    assert entry.link == "https://meridian.example/strike"
    assert "“the United States did ASSAULT to Iran”" in entry.content[0].value
    ledger.decide(Decision(action="reject", item=f"{added.report}/e1", made=NOW, by="desk"))
    after_cycle(ledger, "2026-02-04T20:00:00+00:00")
    found = feedparser.parse((tmp_path / "signals.atom").read_bytes())
    assert not found.bozo
    assert found.entries[0].title.startswith("RETRACTED: strikes")
    assert (found.entries[0].id, found.entries[0].updated) == (entry.id, "2026-02-04T20:00:00+00:00")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of modules that Apprise imports
def test_apprise_is_asked_with_title_and_words(ledger, keep, monkeypatch):
    apprise = pytest.importorskip("apprise")
    sent = []
    monkeypatch.setattr(apprise.Apprise, "notify", lambda self, **message: sent.append(message) or True)
    monkeypatch.setenv("CHAT", "json://127.0.0.1:9/")
    keep('apprise = "CHAT"')
    strike(ledger)
    assert after_cycle(ledger, NOW).problems == ()
    assert sent[0]["title"] == "strikes: ASSAULT: the first, 2026-02-03"
    assert "Captain Ames (named)" in sent[0]["body"]


def test_apprise_that_is_not_installed_says_how_to_get_it(ledger, keep, monkeypatch):
    monkeypatch.setitem(sys.modules, "apprise", None)
    monkeypatch.setenv("CHAT", "json://127.0.0.1:9/")
    keep('apprise = "CHAT"')
    strike(ledger)
    (problem,) = after_cycle(ledger, NOW).problems
    assert "pip install 'dateline[deliver]'" in problem.reason


def test_signature_is_the_documented_one():
    assert signature("key", b"{}", 1) == "t=1,v1=1ba6b8171186efc613e8bcc0cbdab2748f24984d7c5a84faa2637afa0e40d224"


def test_terminal_shows_no_control_characters(ledger, keep, capsys):
    keep("terminal = true")
    Written(DAY, outlet="Bell\x07\x1b[2J Post").event("ASSAULT", "USA", "IRN", day=DAY).add_to(ledger)
    after_cycle(ledger, NOW)
    out = capsys.readouterr().out
    assert "did ASSAULT to Iran" in out
    assert "\x1b" not in out
    assert "\x07" not in out
