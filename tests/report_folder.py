"""A small report folder, made by hand: three outlets, one of them with a hostile name, and small ones joined."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.report.briefing import Briefing
from analysis.report.csv_files import write_csv
from analysis.report.notebook_page import Outline
from analysis.report.outputs import InCell
from analysis.vocabulary import OTHER_SOURCES

HOSTILE = '<img src=x onerror="ran()">'
CORPUS = {
    "kind": "corpus", "articles": 60, "independent_texts": 57, "sources": 3, "joined": 4, "noun": "outlet",
    "first": "2024-03-03", "last": "2024-06-01", "title": "",
    "fingerprint": "9f3c" * 16, "lock": "71ab" * 16, "refused": 0, "conflicts": 31,
}  # fmt: skip
_LINES = ("2024-03-03", "2024-06-01")
# One of each kind of column.
VALUES = {"text": "clear", "integer": 1, "number": 0.5, "flag": True, "date": pd.Timestamp("2024-03-04")}


def html_of(shown: InCell) -> str:
    """What a notebook cell shows."""
    return str(shown._repr_mimebundle_()[0]["text/html"])


def write_table(folder: Path, name: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(pd.DataFrame(list(rows), columns=columns.split()), folder / f"{name}.csv")


def make_folder(folder: Path) -> Briefing:
    """Write the tables that the index and the pages of outlets are made from."""
    overview, topics, sources = (folder / name for name in ("corpus_overview", "topic_modeling", "source_comparison"))
    named = [("Beacon", 30, 29, *_LINES), (HOSTILE, 15, 14, *_LINES), ("=Wire", 10, 10, "", "")]
    table = [(*row[:3], 1000, *row[3:]) for row in (*named, (OTHER_SOURCES, 5, 5, "", ""))]
    write_table(overview, "articles_by_source", "source articles independent_texts words first last", table)
    # The Beacon prints a text twice, and one that the hostile outlet has too.
    groups = [("Beacon", "a"), ("Beacon", "a"), ("Beacon", "b"), (HOSTILE, "b"), ("Small", "b"), ("=Wire", "c")]
    compared = [
        (f"{i}", source, group, OTHER_SOURCES if source == "Small" else source)
        for i, (source, group) in enumerate(groups)
    ]
    write_table(overview, "articles", "article_id source group compared_as", compared)
    card = [
        ("1", "", "harbour", 0.5, "stable"),
        ("1.1", "1", "ferries", 0.1, "stable"),
        ("1.2", "1", "docks", 0.1, "stable"),
        ("2", "", "anything", 0.3, "mixed"),
        ("2.1", "2", "gates", 0.2, "moderate"),
        ("2.2", "2", "noise", 0.1, "unstable"),
    ]
    write_table(topics, "topic_card", "topic parent label share verdict", card)
    # Articles of each topic; a difference from the others has to be larger than chance and above 0.
    shares = {"1": (15, 3, 2, 1), "1.1": (6, 0, 0, 0), "1.2": (1, 1, 0, 0), "2": (9, 9, 2, 1), "2.1": (3, 9, 0, 0)}
    ahead, behind = {("1.1", "Beacon"), ("2.1", HOSTILE)}, {("1", "=Wire")}
    counted = [*named, (OTHER_SOURCES, 5)]
    cells = []
    for topic, counts in shares.items():
        for n, (source, size, *_) in zip(counts, counted, strict=True):
            key, others = (topic, source), (sum(counts) - n) / (60 - size)
            low = 0.2 if key in ahead else -0.2
            tier = "clear" if key in ahead | behind else ""
            cells.append((topic, source, n / size, n / size / 2, min(1.0, n / size * 2), others, low, tier))
    columns = "topic source share share_low share_high share_others difference tier"
    write_table(topics, "topic_sources", columns, cells)
    covered = [
        ("1", "harbour", "Beacon", "2024-03-04", "Harbour shut", "It shut.", "1"),
        ("1.1", "ferries", "Beacon", "", "", "A ferry.", "2"),
        ("2.1", "gates", HOSTILE, "", HOSTILE, HOSTILE, "3"),
    ]
    write_table(topics, "coverage_articles", "topic label source published title sentence article_id", covered)
    terms = "source term tier more within_topics per_million per_million_others texts all_texts"
    terms += " texts_others all_texts_others"
    counts = (1234.5, 9.87, 12, 29, 3, 28)
    words = [
        ("Beacon", "quay", "clear", True, "style", *counts), ("Beacon", "dock", "likely", True, "subject", *counts),
        ("Beacon", "less", "clear", False, "style", *counts), (HOSTILE, HOSTILE, "clear", True, "undecided", *counts),
    ]  # fmt: skip
    write_table(sources, "distinctive_terms", terms, words)
    write_table(sources, "house_marks", "source term count", [("Beacon", "mr", 7), (HOSTILE, HOSTILE, 2)])
    names = [
        ("Front", "the Front", "Beacon", 3, 0.3, 0.6, -0.3, ""), ("Front", "IS", "Beacon", 7, 0.7, 0.1, 0.6, "clear"),
        ("Lund", HOSTILE, "Beacon", 4, 1.0, 1.0, 0.0, ""),
    ]  # fmt: skip
    write_table(sources, "names", "family variant source count share share_others difference tier", names)
    outlines = {
        path.name: Outline(path.name.title(), f"What is {path.name}?", [CORPUS]) for path in (overview, topics, sources)
    }
    return Briefing(folder, outlines)
