"""The same articles, lock and parameters give the same bytes, whatever surrounds the run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
pytestmark = pytest.mark.trial

SURROUNDINGS = {
    "one notebook at a time": (["--jobs", "1"], {}),
    "all cores": (["--scheduler", "processes"], {}),
    "two BLAS threads": ([], {"OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"}),
    "another BLAS kernel": ([], {"OPENBLAS_CORETYPE": "Prescott"}),
    "another hash seed": ([], {"PYTHONHASHSEED": "5"}),
    "another place and language": ([], {"TZ": "Asia/Tokyo", "LC_ALL": "de_DE.UTF-8", "LANG": "tr_TR.UTF-8"}),
    "another home": ([], {"HOME": "/nonexistent"}),
}


def run(folder: Path, options: list[str], environment: dict[str, str]) -> dict[str, object]:
    """Run the sample in a project folder of its own and give its manifest."""
    for name in ("notebooks", "requirements.lock"):
        (folder / name).symlink_to(PROJECT / name)
    # A copy lists its files in another order than the original does.
    shutil.copytree(PROJECT / "data" / "raw", folder / "data" / "raw")
    command = [sys.executable, "-m", "analysis", "run", "--reports", str(folder / "out"), *options]
    surroundings = {**os.environ, **environment, "ANALYSIS_PROJECT": str(folder)}
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stderr + done.stdout
    manifest: dict[str, object] = json.loads((folder / "out" / "manifest.json").read_text(encoding="utf-8"))
    return manifest


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_the_bytes_are_those_committed(name: str, tmp_path: Path) -> None:
    made = run(tmp_path, *SURROUNDINGS[name])
    assert made == json.loads((PROJECT / "reports" / "manifest.json").read_text(encoding="utf-8"))
