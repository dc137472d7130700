"""`dateline watch` as a user runs it: a process of its own, real time, real signals."""

import signal
import subprocess
import sys
import time

import pytest
from tests.watch.played import START, Reply, page, rss

from dateline.ledger import Ledger
from dateline.watch.alone import alone

TEXT = "Ferry crews in Port Ellery walked out on Monday, their union said. Two people were hurt."


@pytest.fixture
def command(tmp_path, host):
    """Starts `dateline watch` on a file that lists one feed of the host."""
    file, url = tmp_path / "watch.toml", f"sqlite:///{tmp_path / 'ledger.db'}"
    file.write_text(f'[watch]\nevery = "1s"\ndelay = 0.05\n[[sources]]\nname = "Post"\nfeed = "{host.url}/feed"\n')
    started = []

    def start(*options):
        arguments = [sys.executable, "-m", "dateline", "--ledger", url, "watch", str(file), "--allow-private", *options]
        started.append(subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
        return started[-1]

    start.ledger = url
    yield start
    for process in started:
        process.kill()
        process.communicate()


def lists(host, *paths):
    for path in paths:
        host.routes[path] = page(f"Report {path}", TEXT, f"The harbour office gave the number {len(path)}.")
    host.routes["/feed"] = Reply(body=rss(*((path, path, path, START) for path in paths)))


def count(url):
    with Ledger(url) as ledger:
        return ledger.count()


def test_once_prints_a_line_a_report_and_ends_with_0(command, host):
    lists(host, "/a", "/bb")
    out, err = (process := command("--once")).communicate(timeout=180)
    assert (process.returncode, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()] == ["added", "added"]
    assert host.url in out


def test_once_with_a_failure_says_so_and_ends_with_1(command, host):
    lists(host, "/a")
    del host.routes["/a"]
    out, err = (process := command("--once")).communicate(timeout=180)
    assert (process.returncode, out) == (1, "")
    assert err.startswith("dateline: Post: ")
    assert "/a answered 404" in err
    assert len(err.splitlines()) == 1


def test_wrong_watch_file_cannot_run(command, host, tmp_path):
    (tmp_path / "watch.toml").write_text('[[sources]]\nname = "Post"\n')
    _, err = (process := command("--once")).communicate(timeout=180)
    assert process.returncode == 3
    assert "sources[0]" in err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)], ids=["SIGTERM", "SIGINT"])
def test_signal_ends_it_after_the_report_in_hand(command, host, number, code):
    lists(host, *(f"/{'a' * (i + 1)}" for i in range(8)))
    process = command()
    for _ in range(3):
        assert process.stdout.readline().startswith("added")
    process.send_signal(number)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (code, "")
    assert count(command.ledger) == 3 + len(out.splitlines())
    again, _ = (process := command("--once")).communicate(timeout=180)
    assert process.returncode == 0
    assert count(command.ledger) == 8
    assert all(line.startswith("added") for line in again.splitlines())


def test_it_goes_on_finding_what_is_new(command, host):
    lists(host, "/a")
    process = command()
    assert "/a" in process.stdout.readline()
    lists(host, "/a", "/bb")
    assert "/bb" in process.stdout.readline()


def test_slow_host_holds_up_no_shutdown(command, host):
    host.routes["/feed"] = lambda headers, now: time.sleep(20) or Reply(404)
    process = command()
    while "/feed" not in host.paths():
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=10)
    assert process.returncode == 0


def test_second_watch_on_a_ledger_is_refused(command, host):
    lists(host, "/a")
    with Ledger(command.ledger) as ledger, alone(ledger):
        _, err = (process := command("--once")).communicate(timeout=180)
    assert process.returncode == 3
    assert "another dateline watch" in err
    assert host.log == []


def test_pages_are_kept_as_an_archive_that_can_be_read(command, host, tmp_path):
    lists(host, "/a", "/bb")
    command("--once", "--warc", str(tmp_path / "kept")).communicate(timeout=180)
    (archive,) = (tmp_path / "kept").iterdir()
    read = [sys.executable, "-m", "dateline", "read", "--format", "json", str(archive)]
    found = subprocess.run(read, capture_output=True, text=True, timeout=180, check=True)
    assert len(found.stdout.splitlines()) == 2
    assert f'"{host.url}/a"' in found.stdout


def test_rules_of_the_file_are_put_to_what_is_new(command, host, tmp_path):
    lists(host, "/a")
    rule = '[[rules]]\nname = "Everything"\ntrigger = "new-origin"\n'
    with (tmp_path / "watch.toml").open("a") as file:
        file.write(rule)
    _, err = (process := command("--once")).communicate(timeout=180)
    assert (process.returncode, err) == (0, "")
    with Ledger(command.ledger) as ledger:
        assert ledger.ask(lambda c: c.exec_driver_sql("SELECT name FROM rules").scalars().all()) == ["Everything"]
