#!/usr/bin/env python3
"""The two commands: `python3 dev.py demo` shows dateline at work, `python3 dev.py check` tests it.

Needs Python 3.11 or newer and nothing else: it makes a private environment in .venv, installs the
pinned, hash-checked lists in requirements/ once, and runs the task in it.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
DEMO = ROOT / ".demo"
RUN, BUILD, CHECK = (ROOT / "requirements" / f"{name}.txt" for name in ("run", "build", "check"))


def main(arguments: list[str]) -> int:
    """Runs one task; returns its exit code."""
    tasks = {"demo": demo, "check": check}
    if not arguments or arguments[0] not in tasks:
        print(f"{__doc__}\nusage: python3 dev.py demo | check [PYTEST ARGUMENTS]", file=sys.stderr)
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036 - a reader with an older Python gets a sentence, not a traceback
        print(f"dateline needs Python 3.11 or newer; this is {sys.version.split()[0]}", file=sys.stderr)
        return 3
    return tasks[arguments[0]](arguments[1:])


def demo(_: list[str]) -> int:
    """Reads the sample reports in examples/ into a ledger, prints one reading and where the rest is."""
    install(RUN, BUILD)
    DEMO.mkdir(exist_ok=True)
    sources = sorted(path for path in (ROOT / "examples").iterdir() if path.suffix in {".html", ".txt"})
    ledger = DEMO / "demo.db"
    for leftover in DEMO.glob("demo.db*"):
        leftover.unlink()
    dateline = [PYTHON, "-m", "dateline", "--ledger", f"sqlite:///{ledger}"]
    shown = next(path for path in sources if path.suffix == ".html")
    print(f"Reading {len(sources)} sample reports into a ledger ...", flush=True)
    with (DEMO / "readings.html").open("wb") as page, (DEMO / "added.txt").open("wb") as log:
        steps = [
            ([*dateline, "add", *sources], log),
            ([*dateline, "read", "--format", "html", *sources], page),
            ([*dateline, "read", shown], None),
            ([*dateline, "stories"], None),
        ]
        for command, out in steps:
            code = subprocess.run(command, stdout=out, cwd=ROOT, check=False).returncode
            if code:
                print(f"dateline {command[4]} stopped with exit code {code}", file=sys.stderr)
                return code
    print(f"Above: the reading of {shown.name}, and the stories that the {len(sources)} reports tell.")
    print(f"  all readings  {DEMO / 'readings.html'}   (open it in a browser)")
    print(f"  the ledger    {ledger}   (try: {BIN / 'dateline'} --ledger sqlite:///{ledger} figures --type deaths)")
    print(f"  the desk      {BIN / 'dateline'} --ledger sqlite:///{ledger} serve   (then open the address it prints)")
    print(f"  your own      {BIN / 'dateline'} read FILE-OR-URL")
    return 0


def check(arguments: list[str]) -> int:
    """Lint, types, imports and tests: everything that must hold before a change lands."""
    install(RUN, BUILD, CHECK)
    steps = [
        [BIN / "ruff", "check", "."],
        [BIN / "ruff", "format", "--check", "."],
        [BIN / "mypy"],
        [BIN / "lint-imports"],
        [PYTHON, "-m", "pytest", "-n", "2", *arguments],
    ]
    for step in steps:
        print("$", " ".join([Path(step[0]).name, *map(str, step[1:])]), flush=True)
        code = subprocess.run(step, cwd=ROOT, check=False).returncode
        if code:
            return code
    return 0


def install(*lists: Path) -> None:
    """Brings the private environment up to the pinned lists; does nothing when it is."""
    stamp = VENV / "installed.txt"
    wanted = "\n".join(
        [sys.version, str(ROOT)]
        + [hashlib.sha256(path.read_bytes()).hexdigest() for path in (*lists, ROOT / "pyproject.toml")]
    )
    if stamp.exists() and wanted in stamp.read_text(encoding="utf-8"):
        return
    if not PYTHON.exists():
        print("Making a private environment in .venv ...", flush=True)
        shutil.rmtree(VENV, ignore_errors=True)
        venv.create(VENV, with_pip=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    print("Installing the pinned requirements (once, a minute or two) ...", flush=True)
    for path in lists:
        subprocess.run([*pip, "--require-hashes", "-r", path], check=True)
    subprocess.run([*pip, "--no-build-isolation", "--no-deps", "--editable", ROOT], check=True)
    with stamp.open("a", encoding="utf-8") as file:
        file.write(wanted + "\n\n")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        sys.exit(f"this step failed, see above: {' '.join(map(str, error.cmd))}")
