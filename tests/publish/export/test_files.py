"""An export is there whole or not at all, and the command says plainly what stands in its way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli import group
from dateline.cli.export import FORMATS as NAMES
from dateline.errors import InputError
from dateline.ledger import Filter
from dateline.publish.export import FORMATS, export_to, formats


def test_command_names_every_format():
    assert set(NAMES) == set(FORMATS)
    docs = (Path(__file__).resolve().parents[3] / "docs" / "reference" / "exports.md").read_text(encoding="utf-8")
    for name in FORMATS:
        assert f"`{name}`" in docs


def test_failing_export_leaves_the_earlier_file(examples, tmp_path, monkeypatch):
    path = tmp_path / "records.csv"
    path.write_text("earlier")

    def breaks(connection, where, out):
        out.write(b"half of i")
        raise InputError("broke off")

    monkeypatch.setattr(formats.Format, "writer", lambda _: breaks)
    with pytest.raises(InputError, match="broke off"):
        export_to(examples, "csv", Filter(), path)
    assert path.read_text() == "earlier"
    assert [item.name for item in tmp_path.iterdir()] == ["records.csv"]


def test_folder_that_is_not_there_is_named(examples, tmp_path):
    with pytest.raises(InputError, match="nowhere"):
        export_to(examples, "csv", Filter(), tmp_path / "nowhere" / "records.csv")


@pytest.mark.parametrize(("form", "module"), [("parquet", "pyarrow"), ("followthemoney", "followthemoney")])
def test_missing_extra_is_one_clear_line(examples, tmp_path, monkeypatch, form, module):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=rf"needs dateline\[{form}\]: pip install 'dateline\[{form}\]'"):
        export_to(examples, form, Filter(), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_command_writes_a_file_or_standard_output(examples, tmp_path):
    path = tmp_path / "claims.jsonld"
    asked = ["--ledger", examples.url, "export", "--as", "claims", "--story", "S1"]
    result = CliRunner().invoke(group, [*asked, "--out", str(path)], standalone_mode=False)
    assert result.exception is None
    assert result.stdout == ""
    assert f"{path}: " in result.stderr
    printed = CliRunner().invoke(group, asked, standalone_mode=False)
    assert printed.stdout_bytes == path.read_bytes()


def test_a_pipe_is_written_to_and_a_link_leads_to_the_new_file(examples, tmp_path):
    path, link, pipe = tmp_path / "claims.jsonld", tmp_path / "latest.jsonld", tmp_path / "pipe"
    path.write_bytes(b"of yesterday")
    link.symlink_to(path)
    export_to(examples, "claims", Filter(), link)
    assert link.is_symlink()
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        export_to(examples, "claims", Filter(), pipe)
        assert reader.stdout.read() == path.read_bytes()
    assert pipe.is_fifo()


def test_parquet_without_a_place_is_refused(examples):
    result = CliRunner().invoke(group, ["--ledger", examples.url, "export", "--as", "parquet"])
    assert result.exit_code == 2
    assert "--out" in result.output
