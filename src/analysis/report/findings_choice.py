"""The findings of all pages, and which of them lead the index page."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from typing import Any

from analysis.report.report_tables import ReportTables, records
from analysis.report.small_pictures import small_pictures
from analysis.tables.findings import FINDINGS, PICTURES
from analysis.vocabulary import CLEAR, LIKELY

# Kinds of findings in the order they take turns.
_TURNS = ("topics", "words", "change", "names", "distance", "focus")
_MAX_FINDINGS, _MAX_OF_A_KIND, _MAX_ABOUT = 6, 3, 4
_TIERS = (CLEAR, LIKELY, "")
_OF_CORPUS, _FOCUS, _COPIES = "corpus", "focus", "duplicates"


def read_findings(tables: ReportTables) -> list[dict[str, Any]]:
    """Read the findings of all pages that are fit for another page, each with its ``page`` and its ``picture``."""
    found = []
    for page in tables.pages:
        rows = records(tables.read_of(page, FINDINGS.name, *FINDINGS.names))
        pictures = small_pictures(tables.read_of(page, PICTURES.name, *PICTURES.names)) if rows else {}
        for place, row in enumerate(rows, start=1):
            if math.isfinite(row["strength"]) and row["tier"] in _TIERS:
                found.append({**row, "page": page, "picture": pictures.get(place)})
    return found


def pick_findings(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Choose six findings: kinds take turns, at most three of a kind.

    Inside a kind clear ones come before likely ones, then by strength, and one of each source before a second. What a
    page counts about the corpus is for `corpus_notes`, except words of focus, which someone asked for.
    """
    kinds: dict[str, list[dict[str, Any]]] = {kind: [] for kind in _TURNS}
    for row in findings:
        kind = _FOCUS if row["kind"] == _OF_CORPUS and row["anchor"] == _FOCUS else row["kind"]
        kinds.get(kind, []).append(row)
    turns = [item for rows in kinds.values() for item in enumerate(_ranked(rows)[:_MAX_OF_A_KIND])]
    return [row for _, row in sorted(turns, key=lambda item: item[0])][:_MAX_FINDINGS]


def findings_about(findings: list[dict[str, Any]], source: str) -> list[dict[str, Any]]:
    """Choose the findings about one source, the most certain first."""
    return _ranked([row for row in findings if row["source"] == source])[:_MAX_ABOUT]


def corpus_notes(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Choose what a reader must know of the corpus itself; how many texts are copies stands in its first line."""
    return [row for row in findings if row["kind"] == _OF_CORPUS and row["anchor"] not in (_FOCUS, _COPIES)]


def _ranked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    def rank(row: dict[str, Any]) -> tuple[int, float, bytes]:
        # A hash decides between equals: in the order of names the same sources would always come first.
        return _TIERS.index(row["tier"]), -row["strength"], hashlib.sha256(row["sentence"].encode()).digest()

    told: Counter[str] = Counter()
    ranked = []
    for row in sorted(rows, key=rank):
        ranked.append((told[row["source"]], row))
        told[row["source"]] += bool(row["source"])
    return [row for _, row in sorted(ranked, key=lambda item: item[0])]
