"""`dateline serve`: says where it listens, answers there, and ends in one line when it cannot."""

import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest


@pytest.fixture
def serve(tmp_path):
    """Starts `dateline serve` with some options; gives the process and the address that it prints."""
    running = []

    def start(*options):
        command = [
            sys.executable,
            "-m",
            "dateline",
            "--ledger",
            f"sqlite:///{tmp_path / 'ledger.db'}",
            "serve",
            *options,
        ]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        running.append(process)
        return process, process.stdout.readline().strip()

    yield start
    for process in running:
        process.kill()
        process.communicate()


def test_it_answers_at_the_address_that_it_prints_and_stops_on_ctrl_c(serve):
    process, address = serve("--port", "0")
    with urllib.request.urlopen(address + "stories", timeout=30) as answer:
        assert b"no report yet" in answer.read()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in said


def test_on_another_address_it_wants_the_token_that_it_prints(serve):
    _, address = serve("--host", "0.0.0.0", "--port", "0")
    bare, token = address.replace("0.0.0.0", "127.0.0.1").split("?")
    assert token.startswith("token=")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(bare + "stories", timeout=30)
    assert refused.value.code == 401
    refused.value.close()
    bearer = {"Authorization": f"Bearer {token.removeprefix('token=')}"}
    with urllib.request.urlopen(urllib.request.Request(bare + "stories", headers=bearer), timeout=30) as answer:
        assert answer.status == 200


def test_a_port_in_use_is_said_in_one_line(serve):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process, address = serve("--port", str(taken.getsockname()[1]))
        _, said = process.communicate(timeout=30)
    assert (address, process.returncode) == ("", 3)
    assert said.count("\n") == 1
    assert "--port" in said
