"""The index page, a one-screen briefing of what was found in which articles, and the glossary beside it."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.report.markdown import Headings, make_markdown
from analysis.report.notebook_page import Outline, PageLink
from analysis.report.small_pictures import small_pictures
from analysis.report.templating import own_html, render_page_template
from analysis.tables.codebook import glossary_source
from analysis.vocabulary import CLEAR, KINDS, LIKELY
from analysis.wording import plural, span

# The most informative figures, in the order of preference; two are shown.
_KEY_FIGURES = ("names", "topic_words", "distinctive_terms", "articles_over_time", "top_terms")
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
_MAX_FINDINGS, _MAX_OF_A_KIND = 5, 2
_TIERS = (CLEAR, LIKELY, "")


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
        Pages left from a run on other articles: listed as such, without their findings.
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
        {
            "name": name,
            "title": outline.title,
            "question": outline.question,
            "figures": len(outline.of_kind("figure")),
            "tables": len(outline.of_kind("table")),
            "other_articles": name in briefing.other_articles,
        }
        for name, outline in briefing.outlines.items()
    ]
    return render_page_template(
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


def render_glossary(pages: Sequence[PageLink]) -> str:
    """Render ``glossary.html``, which lies beside the index and is linked from every page."""
    html = str(make_markdown(Headings())(glossary_source()))
    return render_page_template("glossary.html", title="Glossary", pages=pages, text=own_html(html))


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
    sizes = [("articles", "article"), ("independent_texts", "independent text"), ("sources", "source")]
    counted = [_counted(corpus[key], noun) for key, noun in sizes]
    dates = (span(corpus["first"], corpus["last"]), "") if corpus["first"] else ("no", "dates")
    to_check = _counted(corpus["conflicts"], "detail")
    return [*counted, dates, (f"{corpus['refused']:,}", "refused"), (to_check[0], f"{to_check[1]} to check")]


def _counted(n: int, noun: str) -> tuple[str, str]:
    number, _, words = plural(n, noun).partition(" ")
    return number, words


def _pick_findings(briefing: Briefing) -> list[dict[str, Any]]:
    """Choose five findings that have a strength: kinds take turns, at most two of a kind, untested ones last.

    Inside a kind clear ones come before likely ones, then by strength, and one of each source before a second.
    """
    found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    for name in briefing.current:
        path = briefing.folder / name / "findings.csv"
        if path.is_file():
            pictures = _pictures(briefing.folder / name)
            with path.open(encoding="utf-8", newline="") as file:
                for number, row in enumerate(csv.DictReader(file), start=1):
                    if row.get("strength") and row["kind"] in found:
                        found[row["kind"]].append({**row, "page": name, "picture": pictures.get(number)})
    chosen = [item for rows in found.values() for item in enumerate(_pick_of_a_kind(rows))]
    return [row for _, row in sorted(chosen, key=lambda item: (not item[1]["tier"], item[0]))][:_MAX_FINDINGS]


def _pictures(page: Path) -> dict[int, dict[str, Any]]:
    path = page / "finding_pictures.csv"
    return (
        small_pictures(pd.read_csv(path, keep_default_na=False, na_values={"low": "", "high": "", "value": ""}))
        if path.is_file()
        else {}
    )


def _pick_of_a_kind(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    def rank(row: dict[str, Any]) -> tuple[int, float, bytes]:
        # A hash decides between equals: in the order of names the same sources would always come first.
        return _TIERS.index(row["tier"]), -float(row["strength"]), hashlib.sha256(row["sentence"].encode()).digest()

    told: Counter[str] = Counter()
    ranked = []
    for row in sorted(rows, key=rank):
        ranked.append((told[row["source"]], row))
        told[row["source"]] += bool(row["source"])
    return [row for _, row in sorted(ranked, key=lambda item: item[0])][:_MAX_OF_A_KIND]


def _changes(briefing: Briefing) -> list[dict[str, Any]]:
    """List what each page says of an earlier report; pages on which nothing changed are left out."""
    return [
        {"page": name, "title": outline.title, "lines": fact["lines"], "more": fact["count"] - len(fact["lines"])}
        for name, outline in briefing.current.items()
        for fact in outline.of_kind("changes")
        if fact["count"]
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
