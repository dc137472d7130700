"""Ctrl-C, at whatever moment: the command ends with 130, what was done stays done, no worker complains."""

import json
import os
import signal
import subprocess
import sys

import pytest

from dateline.cli.workers import _deaf

pytestmark = pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals are POSIX's")
TEXT = "The mayor of Eastwick said on Monday that the bridge would stay closed. Two people were hurt in the storm. "


def test_pressed_while_a_worker_starts_it_is_not_lost():
    with pytest.raises(KeyboardInterrupt), _deaf():
        os.kill(os.getpid(), signal.SIGINT)


def test_a_process_started_then_does_not_hear_it():
    code = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))"
    with _deaf():
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "True\n"


def test_pressed_while_code_is_made_from_a_string_it_ends_with_the_same_code(tmp_path):
    (tmp_path / "pressed.py").write_text(
        "import click\nfrom dateline.cli.failures import run\n"
        "run(click.Command('x', callback=lambda: exec('raise KeyboardInterrupt')))\n"
    )
    run = subprocess.run([sys.executable, "-m", "pressed"], cwd=tmp_path, capture_output=True, check=False)
    assert run.returncode == 130


@pytest.mark.parametrize("workers", ["1", "2"])
def test_add_stops_with_one_line_and_keeps_what_was_added(tmp_path, workers):
    rows = "\n".join(json.dumps({"text": f"Report {number}. {TEXT * 15}"}) for number in range(200))
    (tmp_path / "a.jsonl").write_text(rows)
    command = [sys.executable, "-m", "dateline", "--ledger", "sqlite:///a.db"]
    run = subprocess.Popen(
        [*command, "add", "--workers", workers, "a.jsonl"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    first = run.stdout.readline()  # the first of many: it is at work
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does it: to every process of the command
    rest, complaints = run.communicate(timeout=120)
    assert run.returncode == 130
    assert complaints.decode().strip() == "dateline: stopped"
    listed = subprocess.run(
        [*command, "search", "--format", "json", "bridge"], cwd=tmp_path, capture_output=True, check=True
    ).stdout
    added = [line for line in (first + rest).splitlines() if line]
    assert len(added) <= len(listed.splitlines()) < 200
