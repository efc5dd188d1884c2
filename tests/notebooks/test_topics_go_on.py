"""Topics from one report to the next, through the runner: numbers and labels go on, and the page says what changed."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from command import PROJECT, run_notebooks

pytestmark = [pytest.mark.trial, pytest.mark.ci]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_topics_keep_number_and_label(sample_reports: Path, tmp_path: Path) -> None:
    # All that one outlet wrote is gone: topics change their sizes, and would be numbered anew.
    articles = tmp_path / "fewer"
    for folder in sorted((PROJECT / "data" / "raw").iterdir()):
        if folder.is_dir() and folder.name != "halvern-standard":
            (articles / folder.name).mkdir(parents=True)
            for path in folder.iterdir():
                (articles / folder.name / path.name).write_bytes(path.read_bytes())
    done = run_notebooks(
        "topic_modeling", "source_comparison", "--articles", str(articles), "--reports", str(tmp_path / "reports"),
        "-p", f"previous={sample_reports}", project=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    page = tmp_path / "reports" / "topic_modeling"
    changes = read(page / "topic_changes.csv")
    before = {row["topic"]: row["label"] for row in read(sample_reports / "topic_modeling" / "topic_card.csv")}
    now = {row["topic"]: row["label"] for row in read(page / "topic_card.csv")}
    kept = [row for row in changes if row["change"] == "kept"]
    assert len(kept) >= 3
    for row in kept:
        assert row["topic"] == row["earlier_topic"]
        assert now[row["topic"]] == before[row["topic"]]
    new = {row["topic"] for row in changes if row["change"] in ("new", "split")}
    assert not new & set(before)
    shared = {row["topic"] for row in read(page / "topic_sources.csv")}
    assert shared == set(now)
    manifest = json.loads((tmp_path / "reports" / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["notebooks"]["topic_modeling"]["previous"]) == 64
    html = (page / "index.html").read_text(encoding="utf-8")
    assert "earlier report <code>" in html
    assert str(tmp_path) not in html


def test_wrong_seed_words_stop_the_run_with_one_sentence(tmp_path: Path) -> None:
    done = run_notebooks(
        "topic_modeling", "--reports", str(tmp_path / "r"), "-p", "seed_words={war: [sluicee]}", project=tmp_path
    )
    assert done.returncode == 1
    assert "seed_words: war: 'sluicee' is not in the topic vocabulary" in done.stderr + done.stdout
    assert "Did you mean 'sluice'?" in done.stderr + done.stdout
    assert not (tmp_path / "r" / "index.html").exists()
