"""The findings of all pages, and which of them lead the index page."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from typing import Any

from analysis.report.csv_files import ReportTables, records
from analysis.report.small_pictures import small_pictures
from analysis.tables.findings import FINDINGS, PICTURES
from analysis.vocabulary import CLEAR, LIKELY

_TOPIC_TREND = "topics over time"
# Kinds of findings in the order they take turns; of topics those about a source lead, those over time are a kind apart.
_TURNS = ("topics", "words", _TOPIC_TREND, "change", "names", "distance", "corpus")
# How far apart two sources are is said when each other kind has had its turns.
_LATE = {"distance": 1}
_MAX_FINDINGS, _MAX_OF_A_KIND, _MAX_ABOUT = 6, 2, 4
_TIERS = (CLEAR, LIKELY, "")


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
    """Choose six findings: kinds take turns, at most two of a kind; what is counted and not tested comes last.

    Inside a kind clear ones come before likely ones, then by strength, and one of each source before a second.
    """
    # Kinds of a notebook of one's own come behind.
    order = list(dict.fromkeys([*_TURNS, *(_turn(row) for row in findings)]))
    kinds = [_ranked([row for row in findings if _turn(row) == kind])[:_MAX_OF_A_KIND] for kind in order]
    turns = [item for kind, rows in zip(order, kinds, strict=True) for item in enumerate(rows, _LATE.get(kind, 0))]
    return [row for _, row in sorted(turns, key=lambda item: (not item[1]["tier"], item[0]))][:_MAX_FINDINGS]


def findings_about(findings: list[dict[str, Any]], source: str) -> list[dict[str, Any]]:
    """Choose the findings about one source, alone or with others, the most certain first."""
    name = _items(source)
    return _ranked([row for row in findings if name in _items(row["source"])])[:_MAX_ABOUT]


def _items(sources: str) -> str:
    """Write the sources of a finding, "a", "a and b" or "a, b and c", so that each stands between commas."""
    return f", {sources.replace(' and ', ', ')}, "


def _turn(row: dict[str, Any]) -> str:
    return str(row["kind"]) if row["kind"] != _TURNS[0] or row["source"] else _TOPIC_TREND


def _ranked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    def rank(row: dict[str, Any]) -> tuple[int, float, bytes]:
        # A hash decides between equals: in the order of names the same sources would always come first.
        return _TIERS.index(row["tier"]), -row["strength"], hashlib.sha256(row["sentence"].encode()).digest()

    told: Counter[str] = Counter()
    ranked = []
    for row in sorted(rows, key=rank):
        names = [name for name in _items(row["source"]).split(", ") if name]
        ranked.append((max((told[name] for name in names), default=0), row))
        told.update(names)
    return [row for _, row in sorted(ranked, key=lambda item: item[0])]
