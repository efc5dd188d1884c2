"""The index page: a one-screen briefing of what was found, from which articles, with links to the pages."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from analysis.report.page import Outline, PageLink
from analysis.report.templating import render

# Figures that tell most at a glance, in the order of preference; two are shown.
_KEY_FIGURES = ("names", "topic_card", "distinctive_terms", "articles_over_time", "top_terms")
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
_MOST_FINDINGS, _MOST_OF_A_PAGE = 5, 2


@dataclass(frozen=True)
class Briefing:
    """What the index page is made from.

    Attributes
    ----------
    folder : Path
        The report folder, with one folder for each page.
    outlines : mapping of str to Outline
        Pages in their order.
    other_articles : collection of str
        Pages left from a run on other articles: listed as such, nothing of them is told.
    """

    folder: Path
    outlines: Mapping[str, Outline]
    other_articles: Collection[str] = ()

    @property
    def current(self) -> dict[str, Outline]:
        """The pages made from the articles the briefing is about."""
        return {name: outline for name, outline in self.outlines.items() if name not in self.other_articles}


def render_index(briefing: Briefing) -> str:
    """Render the index page of a report folder."""
    corpus = next((facts[0] for o in briefing.current.values() if (facts := o.of_kind("corpus"))), {})
    pages = [PageLink(name, outline.title) for name, outline in briefing.outlines.items()]
    rows = [
        {"name": name, "title": outline.title, "question": outline.question, "figures": len(outline.of_kind("figure")),
         "tables": len(outline.of_kind("table")), "other_articles": name in briefing.other_articles}
        for name, outline in briefing.outlines.items()
    ]  # fmt: skip
    return render(
        "index.html",
        sources=_sources(corpus),
        span=_span(corpus),
        pages=pages,
        facts=_facts(corpus),
        findings=_pick_findings(briefing),
        compared=any(outline.of_kind("changes") for outline in briefing.current.values()),
        changes=_changes(briefing),
        figures=_pick_figures(briefing),
        rows=rows,
        fingerprint=corpus.get("fingerprint", ""),
        lock=corpus.get("lock", ""),
    )


def _sources(corpus: Mapping[str, Any]) -> str:
    n = corpus.get("sources", 0)
    counted = "One source" if n == 1 else f"{_NUMBERS[n] if n < len(_NUMBERS) else format(n, ',')} sources"
    return str(corpus.get("title") or counted)


def _span(corpus: Mapping[str, Any]) -> str:
    if not corpus.get("first"):
        return ""
    first, last = date.fromisoformat(corpus["first"]), date.fromisoformat(corpus["last"])
    if (first.year, first.month) == (last.year, last.month):
        return f", {first:%B %Y}"
    return f", {first:%B} to {last:%B %Y}" if first.year == last.year else f", {first.year} to {last.year}"


def _facts(corpus: Mapping[str, Any]) -> list[tuple[str, str]]:
    if not corpus:
        return []
    facts = [
        (f"{corpus['articles']:,}", "articles" if corpus["articles"] != 1 else "article"),
        (
            f"{corpus['independent_texts']:,}",
            "independent texts" if corpus["independent_texts"] != 1 else "independent text",
        ),
        (f"{corpus['sources']:,}", "sources" if corpus["sources"] != 1 else "source"),
    ]
    told = [(f"{corpus['refused']:,}", "refused")]
    told += [(f"{n:,}", "conflict" if n == 1 else "conflicts") for n in [corpus["conflicts"]]]
    if not corpus["first"]:
        return [*facts, ("no", "dates"), *told]
    first, last = date.fromisoformat(corpus["first"]), date.fromisoformat(corpus["last"])
    return [*facts, (f"{first.day} {first:%b %Y} – {last.day} {last:%b %Y}", ""), *told]


def _pick_findings(briefing: Briefing) -> list[dict[str, str]]:
    """Choose findings: lowest q first, then each page's first untested one; at most two of a page, five in all."""
    found = []
    for order, name in enumerate(briefing.current):
        path = briefing.folder / name / "findings.csv"
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            ranked = sorted(rows, key=lambda row: float(row["q"] or "inf"))[:_MOST_OF_A_PAGE]
            found += [(float(row["q"] or "inf"), i, order, {**row, "page": name}) for i, row in enumerate(ranked)]
    return [row for *_, row in sorted(found, key=lambda item: item[:3])][:_MOST_FINDINGS]


def _changes(briefing: Briefing) -> list[dict[str, Any]]:
    """List what each page says of an earlier report; pages on which nothing changed are left out."""
    return [
        {"page": name, "title": outline.title, "lines": told["lines"], "more": told["count"] - len(told["lines"])}
        for name, outline in briefing.current.items()
        for told in outline.of_kind("changes")
        if told["count"]
    ]


def _pick_figures(briefing: Briefing) -> list[dict[str, Any]]:
    drawn = {
        figure["name"]: {**figure, "page": page, "title": outline.title}
        for page, outline in briefing.current.items()
        for figure in outline.of_kind("figure")
    }
    chosen = [drawn[name] for name in _KEY_FIGURES if name in drawn] or list(drawn.values())
    return [{**figure, "svg": _svg(briefing, figure)} for figure in chosen[:2]]


def _svg(briefing: Briefing, figure: Mapping[str, str]) -> bytes:
    return (briefing.folder / figure["page"] / f"{figure['name']}.svg").read_bytes()
