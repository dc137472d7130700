"""A wheel that carries its data: built, installed into a clean environment, used from elsewhere."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


def test_wheel_carries_every_data_file_of_the_package(wheel: Path) -> None:
    package = ROOT / "src" / "dateline"
    wanted = {
        path.relative_to(package.parent).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        assert wanted <= set(archive.namelist())


def test_wheel_installed_elsewhere_reads_a_report(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "clean"
    venv.create(environment, with_pip=True)
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    # The dependencies come from this run's environment: their installation is dev.py's business,
    # what is tested here is that dateline itself is whole and needs nothing from its checkout.
    site = next(path for path in map(Path, sys.path) if path.name == "site-packages")
    target = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
    )
    (target / "dependencies.pth").write_text(f"{site}\n", encoding="utf-8")
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--ignore-installed", str(wheel)],
        check=True,
        env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    )
    text = "Talks stall\n\nThe foreign minister said on Tuesday that two people were killed in Tehran.\n"
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [python, "-m", "dateline", "read", "--format", "json", "--published", "2026-02-04", "report.txt"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    reading = json.loads(done.stdout)
    assert reading["report"]["text"] == text
    assert reading["statements"], "an installed dateline reads statements: its models and knowledge came along"
    where = subprocess.run(
        [python, "-c", "import dateline; print(dateline.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(environment) in where.stdout
