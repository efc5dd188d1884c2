"""The sample's reports, made once by the runner for all tests of this folder."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from running import run_notebooks


@pytest.fixture(scope="session")
def sample_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the four reports on the sample, with the parameters as they stand."""
    project = tmp_path_factory.mktemp("project")
    done = run_notebooks("--reports", str(project / "reports"), project=project)
    assert done.returncode == 0, done.stderr + done.stdout
    return project / "reports"
