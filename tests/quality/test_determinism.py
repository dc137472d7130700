"""The same report gives the same bytes: again, after other reports, and in a fresh process."""

import subprocess
import sys

from dateline.clean import to_report
from dateline.pipeline import Reader
from dateline.records import Capture, Report
from dateline.records.codec import encode

TEXTS = [
    "Envoys of Iran and Oman met in Muscat on Monday.\n\n“We are close,” said Badr al-Busaidi, the Omani foreign minister.",
    "At least 40 people were killed when shells hit a market, rescuers said. The army denied it had fired.\n\nThe UN called for a truce.",
    "Protesters gathered in Lagos for a third day; police arrested 12, according to a local monitor.",
]


FRESH = """
import sys
from dateline.clean import to_report
from dateline.pipeline import Reader
from dateline.records import Capture
from dateline.records.codec import encode
text = sys.stdin.buffer.read().decode()
report = to_report(Capture(origin="test", kind="text", content=text), published="2026-02-04")
sys.stdout.buffer.write(encode(Reader().read_report(report)))
"""


def report(text: str) -> Report:
    return to_report(Capture(origin="test", kind="text", content=text), published="2026-02-04")


def test_reading_does_not_depend_on_what_was_read_before() -> None:
    forth, back = Reader(), Reader()
    first = [encode(forth.read_report(report(text))) for text in TEXTS]
    second = [encode(back.read_report(report(text))) for text in reversed(TEXTS)][::-1]
    again = [encode(forth.read_report(report(text))) for text in TEXTS]
    assert first == second == again


def test_reading_is_the_same_in_a_process_with_another_hash_seed() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", FRESH],
            input=TEXTS[1].encode(),
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert outputs == {encode(Reader().read_report(report(TEXTS[1])))}
