"""Run the notebooks as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]


def run_notebooks(*arguments: str, project: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, with prepared articles in a folder of the test."""
    for name in ("notebooks", "requirements.lock", "data/raw"):
        link = project / name
        link.parent.mkdir(exist_ok=True)
        if not link.exists():
            link.symlink_to(PROJECT / name)
    environment = {**os.environ, "ANALYSIS_PROJECT": str(project)}
    command = [sys.executable, "-m", "analysis", "run", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
