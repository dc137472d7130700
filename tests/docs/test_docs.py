"""The documentation names every option and every field, its links lead somewhere, its Python runs."""

import re
from pathlib import Path

import click
import pytest

from dateline.cli import group
from dateline.records import codec

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [
    *sorted(DOCS.rglob("*.md")),
    *(ROOT / n for n in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md")),
]
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]*)(#[^)\s]*)?\)")


def name_of(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("command", [group, *group.commands.values()], ids=lambda command: command.name)
def test_every_option_is_documented_and_has_help(command):
    page = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    assert command.name == "group" or f"## dateline {command.name}" in page
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help
            assert all(f"`{option}" in page for option in parameter.opts), parameter.opts


def test_every_field_of_the_schema_is_documented():
    page = (DOCS / "reference" / "reading.md").read_text(encoding="utf-8")
    codes = set(re.findall(r"`([^`]+)`", page)) | set(re.findall(r'"(\w+)"', page))
    fields = {name for shape in codec.json_schema()["$defs"].values() for name in shape.get("properties", {})}
    assert len(fields) > 50
    assert sorted(fields - codes) == []


def test_every_value_of_a_closed_list_is_documented():
    page = (DOCS / "reference" / "reading.md").read_text(encoding="utf-8")
    values = set()
    for shape in codec.json_schema()["$defs"].values():
        for field in shape.get("properties", {}).values():
            for option in [field, *field.get("anyOf", [])]:
                values.update(value for value in option.get("enum", []) if value is not None)
    codes = set(re.findall(r"`\"?([^`\"]+)\"?`", page))
    assert len(values) > 60
    assert sorted(values - codes) == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_links_lead_somewhere(path):
    for target, anchor in LINK.findall(path.read_text(encoding="utf-8")):
        if target.startswith(("http://", "https://")):
            continue
        file = (path.parent / target).resolve() if target else path
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor[1:] in {re.sub(r"[^\w -]", "", h).strip().lower().replace(" ", "-") for h in headings}


@pytest.mark.parametrize("path", [p for p in PAGES if "```python" in p.read_text(encoding="utf-8")], ids=name_of)
def test_python_in_the_docs_runs(path, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"^```python\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    scope: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, name_of(path), "exec"), scope)
    assert capsys.readouterr().out


def test_every_codebook_page_is_reachable_from_its_index():
    index = (DOCS / "codebook" / "index.md").read_text(encoding="utf-8")
    for page in (DOCS / "codebook").glob("*.md"):
        assert page.name == "index.md" or f"({page.name})" in index


def test_every_example_is_described():
    page = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    for path in (ROOT / "examples").iterdir():
        assert path.name == "README.md" or f"`{path.name}`" in page
