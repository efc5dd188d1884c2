"""The index page, a one-screen briefing of what was found in which articles, and the glossary beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from analysis.report.csv_files import ReportTables
from analysis.report.findings_choice import pick_findings, read_findings
from analysis.report.markdown import Headings, make_markdown
from analysis.report.notebook_page import Outline, PageLink
from analysis.report.outlets import Outlet, outlet_rows, read_outlets
from analysis.report.templating import own_html, render_page_template
from analysis.report.topic_matrix import MAX_OUTLETS, matrix, read_topic_shares, topic_panels
from analysis.tables.codebook import glossary_source
from analysis.vocabulary import MIN_TEXTS_FOR_FINDINGS
from analysis.wording import percent, plural, span

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


@dataclass(frozen=True)
class Briefing:
    """What the index page is made from: the report folder, with a folder for each page, and pages in their order.

    Of these, `other_articles` are left from a run on other articles: listed as such, without their findings.
    """

    folder: Path
    outlines: Mapping[str, Outline]
    other_articles: Collection[str] = ()

    @cached_property
    def current(self) -> dict[str, Outline]:
        """The pages made from the articles the briefing is about."""
        return {name: outline for name, outline in self.outlines.items() if name not in self.other_articles}

    @cached_property
    def corpus(self) -> dict[str, Any]:
        """What these pages say of the corpus."""
        return next((facts[0] for page in self.current.values() if (facts := page.of_kind("corpus"))), {})

    @property
    def noun(self) -> str:
        """What a source is: an outlet, or a group that is compared."""
        return str(self.corpus.get("noun", "source"))

    @cached_property
    def tables(self) -> ReportTables:
        """The tables of these pages."""
        return ReportTables(self.folder, self.current)

    @cached_property
    def findings(self) -> list[dict[str, Any]]:
        """The findings of these pages."""
        return read_findings(self.tables)

    @property
    def links(self) -> list[PageLink]:
        """Links to all pages."""
        return [PageLink(name, outline.title) for name, outline in self.outlines.items()]


def render_index(briefing: Briefing) -> str:
    """Render the index page of a report folder."""
    corpus, tables = briefing.corpus, briefing.tables
    outlets, shares = read_outlets(tables), read_topic_shares(tables)
    compared = [outlet for outlet in outlets if outlet.slug and outlet.has_shares][:MAX_OUTLETS]
    few = corpus.get("independent_texts", MIN_TEXTS_FOR_FINDINGS) < MIN_TEXTS_FOR_FINDINGS
    panels = [] if shares.cells or few else topic_panels(tables)
    rest = 1 - sum(panel["size"] for panel in panels)
    return render_page_template(
        "index.html",
        heading=_heading(corpus, outlets),
        span=_span(corpus),
        choice=corpus.get("choice", ""),
        description=_corpus_line(corpus),
        noun=briefing.noun,
        pages=briefing.links,
        findings=pick_findings(briefing.findings),
        few=plural(corpus["independent_texts"], "independent text") if few else "",
        min_texts=MIN_TEXTS_FOR_FINDINGS,
        panels=panels,
        rest=percent(rest) if rest >= 0.005 else "",
        outlets=outlets,
        compared=compared,
        too_few=[outlet.label for outlet in outlets if outlet.slug and not outlet.has_shares],
        matrix=matrix(shares, [outlet.name for outlet in compared]) if shares.cells and compared else [],
        more_topics=shares.not_shown,
        all_reliable=all(theme["reliable"] for theme in shares.themes),
        rows=outlet_rows(tables, outlets, shares) if len(outlets) > 1 else [],
        page_of={name: tables.page_of(name) for name in ("topic_card", "topic_sources", "articles_by_source")},
        is_compared=any(outline.of_kind("changes") for outline in briefing.current.values()),
        changes=_changes(briefing),
        other_articles=briefing.other_articles,
        outlines=briefing.outlines,
        fingerprint=corpus.get("fingerprint", ""),
        lock=corpus.get("lock", ""),
    )


def render_glossary(pages: Sequence[PageLink]) -> str:
    """Render ``glossary.html``, which lies beside the index and is linked from every page."""
    html = str(make_markdown(Headings())(glossary_source()))
    return render_page_template("glossary.html", title="Glossary", pages=pages, text=own_html(html))


def _heading(corpus: Mapping[str, Any], outlets: Sequence[Outlet]) -> str:
    """Give the title of the corpus, or else name its only outlet, or count them; without a corpus "Report"."""
    if not corpus:
        return "Report"
    n = int(corpus.get("sources", 0)) + int(corpus.get("joined", 0))
    noun = corpus.get("noun", "source")
    counted = f"{_NUMBERS[n] if n < len(_NUMBERS) else format(n, ',')} {noun if n == 1 else noun + 's'}"
    return str(corpus.get("title") or (outlets[0].label if n == len(outlets) == 1 else counted))


def _span(corpus: Mapping[str, Any]) -> str:
    if not corpus.get("first"):
        return ""
    first, last = date.fromisoformat(corpus["first"]), date.fromisoformat(corpus["last"])
    if (first.year, first.month) == (last.year, last.month):
        return f", {first:%B %Y}"
    return f", {first:%B} to {last:%B %Y}" if first.year == last.year else f", {first.year} to {last.year}"


def _corpus_line(corpus: Mapping[str, Any]) -> str:
    """Say in one line what the corpus is: articles, different texts, outlets, days, and what was not used."""
    if not corpus:
        return ""
    n, joined, undated = corpus["sources"], corpus.get("joined", 0), corpus.get("undated", 0)
    texts = plural(corpus["independent_texts"], "independent text")
    small = f" and {joined:,} small ones joined" if joined else ""
    parts = [
        f"{plural(corpus['articles'], 'article')} ({texts}: copies of one text counted once)",
        f"from {plural(n, corpus.get('noun', 'source'))}{small}" if n > 1 else "",
        span(corpus["first"], corpus["last"]) if corpus["first"] else "without dates",
        f"{undated:,} without a date" if corpus["first"] and undated else "",
        f"{corpus['refused']:,} could not be used" if corpus["refused"] else "",
    ]
    return ", ".join(filter(None, parts)) + "."


def _changes(briefing: Briefing) -> list[dict[str, Any]]:
    """List what each page says of an earlier report; pages on which nothing changed are left out."""
    return [
        {"page": name, "title": outline.title, "lines": fact["lines"], "more": fact["count"] - len(fact["lines"])}
        for name, outline in briefing.current.items()
        for fact in outline.of_kind("changes")
        if fact["count"]
    ]
