"""What comes before any reading: help, start-up, usage errors."""

import subprocess
import sys

import pytest

HEAVY = {
    "spacy",
    "numpy",
    "onnxruntime",
    "lxml",
    "httpx",
    "sqlalchemy",
    "fastapi",
    "starlette",
    "jinja2",
    "rich",
}


@pytest.mark.parametrize("arguments", [["--help"], ["read", "--help"], ["explain", "--help"], ["--version"]])
def test_help_loads_neither_model_nor_framework(arguments):
    code = f"""
import sys
sys.argv = ["dateline", *{arguments!r}]
from dateline.cli import main
try:
    main()
except SystemExit as end:
    print(end.code)
print(*sorted({{name.split(".")[0] for name in sys.modules}}))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    *_, status, modules = run.stdout.splitlines()
    assert status == "0"
    assert not HEAVY & set(modules.split())


def test_importing_the_package_loads_no_model():
    code = "import sys, dateline; dateline.__version__; print(*sorted({n.split('.')[0] for n in sys.modules}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert not HEAVY & set(run.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["read"], "Missing argument"),
        (["read", "--published", "2026-13-01", "-"], "'2026-13-01' is no date"),
        (["read", "--published", "yesterday", "-"], "'yesterday' is no date"),
        (["read", "--published", "2026-02-30", "-"], "'2026-02-30' is no date"),
        (["read", "--format", "xml", "-"], "'xml'"),
        (["read", "--workers", "0", "-"], "0 is not in the range"),
        (["explain", "-"], "--event"),
        (["nonsense"], "nonsense"),
    ],
)
def test_a_usage_error_is_one_line_and_exit_code_2(dateline, arguments, says):
    run = dateline(*arguments)
    assert run.returncode == 2
    assert run.stdout == b""
    lines = run.stderr.decode().splitlines()
    assert len(lines) == 1
    assert says in lines[0]
