"""kill -9 at twenty random moments: no report lost, none in twice, and the next run simply goes on.

Real are the process, the signal, the requests, the reader and the ledger; only the reports are short,
and the reader is loaded once for all runs (see nursery.py).
"""

import random
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType
from tests.watch.played import START, Reply, page, rss

from dateline.acquire import captures
from dateline.ledger import Ledger
from dateline.records import Capture

KILLS = 20
PAGES = 60
PLACES = ("Ellery", "Sundby", "Marrow Bay", "Castrel", "Hollin")


@pytest.fixture
def nursery(tmp_path):
    """Starts a child that watches; says how it ended."""
    file, url, folder = tmp_path / "watch.toml", f"sqlite:///{tmp_path / 'ledger.db'}", tmp_path / "captures"
    command = [sys.executable, str(Path(__file__).with_name("nursery.py")), str(file), url, str(folder)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def child(line):
        process.stdin.write(f"{line}\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    child.file, child.url, child.folder = file, url, folder
    yield child
    process.stdin.close()
    process.wait(timeout=30)
    process.stdout.close()


def test_killed_twenty_times(new_host, nursery):
    hosts = [new_host(), new_host()]
    urls = []
    for i in range(PAGES):
        host, place = hosts[i % 2], PLACES[i % len(PLACES)]
        text = f"Police in {place} arrested {i + 2} people on Monday after a march on the harbour, the mayor said."
        host.routes[f"/{i}"] = page(f"Arrests in {place}, day {i}", text, f"Case {i} goes to court next week.")
        urls.append(f"{host.url}/{i}")
    polls = Counter()

    def listing(host):
        def feed(headers, now):
            polls[host.name] += 1
            out = [url for url in urls[: 5 + 3 * polls[host.name]] if url.startswith(host.url)]
            return Reply(body=rss(*((url, url, url, START + timedelta(minutes=n)) for n, url in enumerate(out))))

        return feed

    for host in hosts:
        host.routes["/feed"] = listing(host)
    sources = "".join(f"[[sources]]\nname = '{host.name}'\nfeed = '{host.url}/feed'\n" for host in hosts)
    nursery.file.write_text(f"[watch]\ndelay = 0.01\n{sources}")
    chance = random.Random(11)
    ends = Counter()
    while ends["killed"] < KILLS:
        ends[nursery(f"{chance.uniform(0.02, 0.5):.3f}")] += 1
    for _ in range(PAGES):
        assert nursery("-") == "0"
        if max(polls.values()) * 3 + 5 >= PAGES and nursery("-") == "0":
            break
    with Ledger(nursery.url) as ledger:
        assert Counter(report["url"] for report in ledger.reports()) == Counter(urls)
        states = ledger.ask(lambda c: c.exec_driver_sql("SELECT state, count(*) FROM items GROUP BY state").all())
    assert [tuple(row) for row in states] == [("done", PAGES)]
    assert all(asked.alone for host in hosts for asked in host.log)
    _assert_archive_is_whole(nursery.folder, urls)


def _assert_archive_is_whole(folder, urls):
    """Every page is in an archive that two readers can read; a kill may tear the last record of a file."""
    found, torn = set(), 0
    for path in sorted(folder.iterdir()):
        for capture in captures(str(path)):
            if isinstance(capture, Capture):
                found.add(capture.url)
            else:
                torn += 1
    assert found == set(urls)
    assert torn <= KILLS
    last = max(folder.iterdir())
    with last.open("rb") as stream:
        records = [(record.record_type, record.verify_payload_digest()) for record in ArchiveIterator(stream)]
    assert records[0][0] == WarcRecordType.warcinfo
    assert all(right for kind, right in records if kind == WarcRecordType.response)
