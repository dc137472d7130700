"""The script that is served is the one in `frontend/`."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FRONTEND = ROOT / "frontend"
ESBUILD = FRONTEND / "node_modules" / ".bin" / "esbuild"


@pytest.mark.skipif(not ESBUILD.exists(), reason="Node's packages are not installed: npm ci in frontend/")
def test_the_committed_bundle_is_built_from_its_sources(tmp_path):
    built = tmp_path / "desk.js"
    arguments = ["src/desk.ts", "--bundle", "--minify", "--format=esm", "--target=es2022", f"--outfile={built}"]
    subprocess.run([ESBUILD, *arguments], cwd=FRONTEND, check=True, capture_output=True)
    assert built.read_text() == (ROOT / "src/dateline/publish/web/static/desk.js").read_text()


def test_nothing_in_the_frontend_names_a_place_to_load_from():
    lock = (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert "https://" not in (ROOT / "src/dateline/publish/web/static/desk.js").read_text(encoding="utf-8")
