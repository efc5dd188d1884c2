"""One article, one source without dates, months as sources: ordinary, and said where something cannot be shown."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from command import run_notebooks

from analysis.run.plan import PAGES

ARTICLE = """Harbour reopens after storm

The harbour of Estmark reopened on Monday after a storm that closed it for three days.

"We lost two cranes and one roof", said the harbour master.



© 2015 Estmark Call. All Rights reserved."""


def test_one_article_gives_four_pages_that_say_what_they_cannot_show(tmp_path: Path) -> None:
    articles, reports = tmp_path / "articles", tmp_path / "reports"
    articles.mkdir()
    (articles / "000_harbour.txt").write_text(ARTICLE, encoding="utf-8")
    done = run_notebooks("--articles", str(articles), "--reports", str(reports), project=tmp_path)
    assert done.returncode == 0, done.stderr + done.stdout
    said = {name: (reports / name / "index.html").read_text(encoding="utf-8") for name in PAGES}
    assert "The articles have no dates" in said["corpus_overview"]
    assert "year in the copyright line" in said["corpus_overview"]
    assert "Estmark Call" in said["corpus_overview"]
    assert "there are no two periods to compare" in said["term_frequency"]
    assert "Too few texts for topics" in said["topic_modeling"]
    assert "There is only one source" in said["source_comparison"]
    assert not any("nan" in page.lower().split() for page in said.values())


@pytest.mark.trial
@pytest.mark.ci
def test_hundreds_of_small_sources_give_pages_that_can_be_mailed(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    words = np.array([f"{first}{last}" for first in "bdfgklmnprstvz" for last in ("ano", "eri", "ilo", "omu", "uda")])
    lines = ["source,published,title,text"]
    for i in range(1000):
        text = " ".join(rng.choice(words, size=120))
        lines.append(f"Source {i // 2},2024-{i % 12 + 1:02}-10,Title {i},{text}.")
    (tmp_path / "many.csv").write_text("\n".join(lines), encoding="utf-8")
    done = run_notebooks(
        "--articles", str(tmp_path / "many.csv"), "--reports", str(tmp_path / "reports"), project=tmp_path
    )
    assert done.returncode == 0, done.stderr + done.stdout
    pages = {path: path.stat().st_size for path in (tmp_path / "reports").rglob("index.html")}
    assert len(pages) >= 5
    assert max(pages.values()) < 3_000_000
    assert "500 outlets" in (tmp_path / "reports" / "index.html").read_text(encoding="utf-8")


@pytest.mark.trial
@pytest.mark.ci
def test_months_can_be_compared(tmp_path: Path) -> None:
    done = run_notebooks("source_comparison", "-p", "compare=month", "-p", "n_topics=5",
                         "--reports", str(tmp_path / "reports"), project=tmp_path)  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    manifest = json.loads((tmp_path / "reports" / "manifest.json").read_text())
    assert manifest["notebooks"]["source_comparison"]["parameters"]["changed"] == {"compare": "month", "n_topics": 5}
    assert "2024-04" in (tmp_path / "reports" / "source_comparison" / "distinctive_terms.csv").read_text()


def test_nothing_usable_is_exit_code_3_and_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "articles" / "beacon").mkdir(parents=True)
    (tmp_path / "articles" / "beacon" / "empty.txt").write_text("")
    done = run_notebooks("--articles", str(tmp_path / "articles"), "--reports", str(tmp_path / "r"), project=tmp_path)
    assert done.returncode == 3
    assert "1 file or row refused (first: beacon/empty.txt, line 1: the file is empty)" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "r" / "index.html").exists()
