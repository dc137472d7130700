"""A process that loads the reader once and has children watch with it, to be killed at any moment.

    python nursery.py WATCH_FILE LEDGER_URL WARC_FOLDER < one line a child

A line is the seconds after which the child is killed with SIGKILL, or `-` to let it end. The answer
is a line: `killed` or the child's exit code. Loading the reader takes seconds and a round far less,
so without this most kills would hit the loading.
"""

import os
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from dateline.acquire.http import Client
from dateline.ledger import Ledger
from dateline.pipeline import Reader
from dateline.watch.alone import alone
from dateline.watch.config import read_watch_file
from dateline.watch.reading import PageReader
from dateline.watch.schedule import Tools, Watch
from dateline.watch.warc import WarcFile


class Silent:
    def added(self, added, source, url):
        pass

    def failed(self, problem):
        sys.stderr.write(problem + "\n")


def watch(reader, file, url, folder):
    archive = WarcFile(folder, datetime.now(UTC))
    with Ledger(url) as ledger, alone(ledger), Client(allow_private=True) as client, archive:
        tools = Tools(ledger=ledger, reader=lambda: reader, client=client, listener=Silent(), archive=archive)
        Watch(read_watch_file(file), tools).run(once=True)


def main():
    file, url, folder = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    reader = PageReader(Reader())
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            watch(reader, file, url, folder)
            os._exit(0)
        if line.strip() != "-":
            time.sleep(float(line))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{'killed' if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
