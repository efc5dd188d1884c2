"""Corpora that are odd from end to end: the page of the corpus stays right, and harmless."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from command import run_notebooks
from hostile import PAYLOADS, REFUSED, SCRIPTS, USED

pytestmark = [pytest.mark.trial, pytest.mark.ci]

# Words of the stop list only, so that nothing is left to count.
SMALL = "the of and to in a is that for it as was with be by on not he his but at are this have from or had an"


class Tags(HTMLParser):
    """Collects what a browser would run or follow, and the text it would show."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.run: list[str] = []
        self.links: list[str] = []
        self.shown = self.scripts = ""
        self._within = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within = tag
        self.run += [tag] * (tag in ("iframe", "object", "embed", "base", "form"))
        self.run += [name for name, _ in attrs if name.startswith("on")]
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "xlink:href")]

    def handle_data(self, data: str) -> None:
        if self._within == "script":
            self.scripts += data
        else:
            self.shown += data

    def handle_endtag(self, tag: str) -> None:
        self._within = ""


def overview(folder: Path, rows: list[dict[str, str]], files: dict[str, str]) -> Path:
    """Write the articles, make the page of the corpus and give its folder."""
    for name, text in {"articles.jsonl": "\n".join(map(json.dumps, rows)), **files}.items():
        path = folder / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    done = run_notebooks("corpus_overview", "--articles", str(folder / "articles"), "--reports", str(folder / "out"),
                         project=folder)  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    assert "\x1b[31m" not in done.stdout + done.stderr
    return folder / "out" / "corpus_overview"


def outcomes(report: Path) -> dict[str, int]:
    with (report / "outcomes.csv").open(encoding="utf-8", newline="") as file:
        return {row["outcome"]: int(row["articles"]) for row in csv.DictReader(file)}


def test_articles_all_equal_and_all_stop_words(tmp_path: Path) -> None:
    rows = [{"text": SMALL, "source": f"S{i % 2}", "date": f"2024-03-{i + 1:02}", "title": ""} for i in range(24)]
    report = overview(tmp_path, rows, {})
    found = outcomes(report)
    assert (found["found"], found["used"], found["of these, duplicates of another"]) == (24, 24, 23)
    page = Tags((report / "index.html").read_text(encoding="utf-8"))
    assert "1 independent text" in page.shown
    assert "nan" not in page.shown.lower().split()


@pytest.fixture(scope="module")
def hostile(hostile_reports: Path) -> Path:
    return hostile_reports / "corpus_overview"


def test_hostile_articles_are_counted(hostile: Path) -> None:
    found = outcomes(hostile)
    assert (found["found"], found["used"], found["refused"]) == (USED + REFUSED, USED, REFUSED)


def test_the_page_shows_hostile_words_and_runs_none(hostile: Path) -> None:
    text = (hostile / "index.html").read_text(encoding="utf-8")
    page = Tags(text)
    assert page.run == []
    assert "alert" not in page.scripts
    assert [link for link in page.links if link.strip().lower().startswith(("javascript:", "http:", "//"))] == []
    assert PAYLOADS[0] in page.shown
    assert "{{7*7}}" in page.shown
    for name in SCRIPTS:
        assert name in page.shown
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", text)


def test_drawings_are_sound_and_hold_nothing_that_runs(hostile_reports: Path) -> None:
    drawings = list(hostile_reports.glob("*/*.svg"))
    assert len(drawings) > 10
    for path in drawings:
        elements = list(ElementTree.fromstring(path.read_text(encoding="utf-8")).iter())
        tags = {element.tag.rpartition("}")[2] for element in elements}
        assert not tags & {"script", "foreignObject", "image", "iframe", "a", "animate", "set"}, path
        links = [value for e in elements for name, value in e.attrib.items() if name.endswith("href")]
        assert all(link.startswith("#") for link in links), path
        assert not [name for e in elements for name in e.attrib if name.startswith("on")], path


def test_no_cell_of_a_table_starts_a_formula(hostile_reports: Path) -> None:
    tables = list(hostile_reports.glob("*/*.csv"))
    assert len(tables) > 40
    for path in tables:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    assert not cell.startswith(("=", "+", "@", "\t", "\r")), (path.name, cell)
                    assert not re.match(r"-[^\d.]", cell), (path.name, cell)
