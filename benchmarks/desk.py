"""The desk on a story of many reports: pages made cold, and pages kept while a writer adds.

usage: python benchmarks/desk.py [REPORTS] [SECONDS]

Makes a ledger of one story of REPORTS reports (500), each with 14 statements, 10 events and 4 figures, a
tenth of them reprints, by as many outlets as a crisis has. A real server is asked over one connection:
for the story's page, each time for other days so that nothing is kept; then for the same page again and
again, whole and by its entity tag, while another process adds reports all the time. Prints the
server's CPU time and the wall time of a request, requests a second, and their ratio to cold ones.
"""

import http.client
import multiprocessing
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dateline.ledger import Ledger
from dateline.ledger.schema import reports
from dateline.records import (
    Event,
    Figure,
    Generator,
    Party,
    Passage,
    Reading,
    Report,
    Source,
    Span,
    Statement,
    report_id,
)

COLD = 60
NOW = "2026-02-04T08:00:00Z"
COUNTERS = ("the relief agency", "the harbour hospital", "the interior ministry", "the monitors")
WORDS = [
    a + b
    for a in ("ber", "cal", "dor", "fen", "gar", "hul", "kel", "mor", "pel", "tar")
    for b in ("an", "el", "is", "ok")
]


def main(arguments: list[str]) -> None:
    count = int(arguments[0]) if arguments else 500
    seconds = float(arguments[1]) if len(arguments) > 1 else 6.0
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'ledger.db'}"
        story = fill(url, count)
        server = subprocess.Popen(
            [sys.executable, "-m", "dateline", "--ledger", url, "serve", "--port", "0"],
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert server.stdout
            port = int(server.stdout.readline().strip().rstrip("/").rpartition(":")[2])
            measure(server.pid, port, story, url, seconds)
        finally:
            server.terminate()
            server.wait()


def measure(server: int, port: int, story: str, url: str, seconds: float) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    get(connection, "/stories")  # templates are compiled once in a server's life
    get(connection, f"/stories/{story}?from=2025-01-01")
    burnt = cpu_seconds(server)
    cold = [get(connection, f"/stories/{story}?to=2027-{1 + i // 28:02}-{1 + i % 28:02}") for i in range(COLD)]
    middle = statistics.median(cold)
    burnt = (cpu_seconds(server) - burnt) / COLD
    print(f"cold: {burnt * 1000:.0f} ms of CPU; median {middle * 1000:.0f} ms, slowest {max(cold) * 1000:.0f} ms")
    stop = multiprocessing.Event()
    added = multiprocessing.Value("i", 0)
    writer = multiprocessing.Process(target=add_all_the_time, args=(url, stop, added))
    writer.start()
    time.sleep(1)
    for name, headers in (("kept", {}), ("by entity tag", {"If-None-Match": tag(connection, f"/stories/{story}")})):
        used, before, start, done = cpu_seconds(server), added.value, time.perf_counter(), 0
        while time.perf_counter() - start < seconds:
            get(connection, f"/stories/{story}", headers)
            done += 1
        spent = time.perf_counter() - start
        written, used = (added.value - before) / spent, (cpu_seconds(server) - used) / done
        print(
            f"{name}: {used * 1000:.1f} ms of CPU, {burnt / used:.0f} times less than cold; {done / spent:.0f} a second, "
            f"{done / spent * middle:.1f} times cold, while {written:.0f} reports a second are added"
        )
    stop.set()
    writer.join()


def cpu_seconds(process: int) -> float:
    """What a process has used so far, in user and system time (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def get(connection: http.client.HTTPConnection, address: str, headers: dict[str, str] | None = None) -> float:
    start = time.perf_counter()
    connection.request("GET", address, headers=headers or {})
    answer = connection.getresponse()
    answer.read()
    assert answer.status in {200, 304}, (address, answer.status)
    return time.perf_counter() - start


def tag(connection: http.client.HTTPConnection, address: str) -> str:
    connection.request("GET", address)
    answer = connection.getresponse()
    answer.read()
    return answer.headers["ETag"]


def fill(url: str, count: int) -> str:
    """One story of `count` reports; returns its id."""
    with Ledger(url) as ledger:
        start = time.perf_counter()
        for number in range(count):
            origin = number if number % 10 else max(0, number - 3)  # a tenth are reprints
            ledger.add(reading(origin, f"Outlet {number % 37}"), now=NOW)
        story = str(ledger.stories()[0]["id"])
        ledger.change(lambda connection: connection.execute(reports.update().values(story=story)))
        print(f"{count} reports put into one story, made in {time.perf_counter() - start:.0f} s")
        return story


def add_all_the_time(
    url: str, stop: "multiprocessing.synchronize.Event", added: "multiprocessing.sharedctypes.Synchronized[int]"
) -> None:
    with Ledger(url) as ledger:
        number = 100_000
        while not stop.is_set():
            ledger.add(reading(number, "Elsewhere", crisis=False), now=NOW)
            number += 1
            added.value += 1


def reading(number: int, outlet: str, *, crisis: bool = True) -> Reading:
    """A made-up reading: of the one crisis, or of something that no other report is about."""
    chance = random.Random(number)
    subject = "Avalon and Borduria fight over Port Quin" if crisis else " ".join(chance.sample(WORDS, 6)).title()
    day = f"2026-{1 + number // 28 % 3:02}-{1 + number % 28:02}"
    sentences = [
        f"{who()} said {phrase(chance)} {phrase(chance)}" for who in [lambda: f"Speaker {chance.choice(WORDS)}"] * 14
    ]
    sentences += [f"Avalon attacked Borduria near {chance.choice(WORDS)} {phrase(chance)}" for _ in range(10)]
    sentences += [
        f"{chance.choice(COUNTERS)} counted {chance.randrange(20, 4000)} dead in {chance.choice(WORDS)}"
        for _ in range(4)
    ]
    text = f"{subject}, {day}\n\n" + ". ".join(sentences) + "."
    report = Report(
        id=report_id(text + outlet, None), ref=None, url=None, outlet=outlet, headline=f"{subject}, {day}", byline=(),
        published=day, published_basis="given", retrieved=None, language="en", text=text,
        passages=(Passage(kind="body", start=0, end=len(text)),),
    )  # fmt: skip
    found = [span(text, sentence) for sentence in sentences]
    return Reading(
        generator=Generator(name="benchmark", version="0", models={}, knowledge="0"),
        report=report,
        statements=tuple(statement(n, text, one) for n, one in enumerate(found[:14], 1)),
        events=tuple(event(n, text, one) for n, one in enumerate(found[14:24], 1)),
        figures=tuple(figure(n, text, one) for n, one in enumerate(found[24:], 1)),
    )


def phrase(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=5))


def span(text: str, words: str, after: int = 0) -> Span:
    at = text.index(words, after)
    return Span.of(text, at, at + len(words))


def statement(number: int, text: str, evidence: Span) -> Statement:
    name, _, content = evidence.text.partition(" said ")
    who = span(text, name, evidence.start)
    source = Source(
        start=who.start, end=who.end, text=who.text, name=name, code="AVL-GOV", wikidata=None, standing="named", count=None,
        role=None,
    )  # fmt: skip
    return Statement(
        id=f"s{number}", source=source, cue=span(text, "said", evidence.start), content=(span(text, content, evidence.start),),
        mode="indirect", act="deny" if number == 7 else "say", via=None, said_on=None, parent=None, hedge=(), evidence=evidence,
    )  # fmt: skip


def event(number: int, text: str, evidence: Span) -> Event:
    sides = [span(text, name, evidence.start) for name in ("Avalon", "Borduria")]
    parties = [
        Party(start=s.start, end=s.end, text=s.text, name=s.text, code=s.text[:3].upper(), wikidata=None) for s in sides
    ]
    return Event(
        id=f"e{number}", type="ASSAULT", mode=None, contexts=(), cameo="190", quad=4, goldstein=-10.0, actors=(parties[0],),
        recipients=(parties[1],), when=None, where=None, status="occurred", trigger=span(text, "attacked", evidence.start),
        evidence=evidence, figures=(), vouched_by=(),
    )  # fmt: skip


def figure(number: int, text: str, evidence: Span) -> Figure:
    name, _, rest = evidence.text.partition(" counted ")
    value, who = int(rest.split()[0]), span(text, name, evidence.start)
    return Figure(
        id=f"f{number}", measure="deaths", value=value, low=value, high=value, unit=None, bound="exact", basis="counted", of=None,
        counted_by=Party(start=who.start, end=who.end, text=who.text, name=name, code=None, wikidata=None), as_of=None,
        where=None, evidence=evidence, vouched_by=(),
    )  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
