"""The example of docs/topics.md, of assigning articles that come later, run as it stands on the sample's report."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from running import PROJECT

pytestmark = [pytest.mark.trial, pytest.mark.ci]


def test_the_example_runs_and_finds_the_topic_of_the_sluice(sample_reports: Path) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```$", (PROJECT / "docs" / "topics.md").read_text("utf-8"), re.M | re.S)
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=sample_reports.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    topic = done.stdout.splitlines()[1].split()[2]
    labels = (sample_reports / "topic_modeling" / "topic_card.csv").read_text("utf-8").splitlines()
    (row,) = [line for line in labels if line.startswith(f'"theme","{topic}",')]
    assert "Orrin" in row
