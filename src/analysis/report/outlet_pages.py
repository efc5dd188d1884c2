"""A page for each of the largest outlets: what sets it apart, put together from the tables of all pages."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from analysis.report.briefing import Briefing
from analysis.report.csv_files import ReportTables, records
from analysis.report.findings_choice import findings_about
from analysis.report.outlets import Outlet, copied_articles, own_words, read_outlets, shown_terms
from analysis.report.small_pictures import percent_of
from analysis.report.templating import linked, render_page_template
from analysis.report.topic_matrix import TopicShares, order_topics, read_topic_shares, short_percent
from analysis.statistics.resampling import MIN_TEXTS_FOR_INTERVAL
from analysis.vocabulary import OUTLET_PAGES
from analysis.wording import clean_label, day, number, one_line, plural

_MAX_TERMS, _MAX_MARKS, _MAX_FAMILIES, _MAX_PARTNERS, _MAX_ARTICLES = 8, 12, 10, 5, 6
_STYLE = "style"
# Tables that sections of the page are made from: each links to the page that shows its table.
_TABLES = ("topic_sources", "distinctive_terms", "names", "duplicates")


def render_outlet_pages(briefing: Briefing) -> dict[str, str]:
    """Render the pages of the outlets by their paths below the report folder.

    "Other sources" have none, nor has a corpus with one source.
    """
    tables = briefing.tables
    outlets = read_outlets(tables)
    shares, words, copied = read_topic_shares(tables), own_words(tables), copied_articles(tables)
    articles = sum(outlet.articles for outlet in outlets)
    rendered = {}
    for outlet in outlets:
        if outlet.slug:
            rendered[f"{OUTLET_PAGES}/{outlet.slug}/index.html"] = render_page_template(
                "outlet.html",
                title=outlet.label,
                outlet=outlet,
                choice=briefing.corpus.get("choice", ""),
                description=_describe(outlet, articles),
                noun=briefing.noun,
                pages=briefing.links,
                outlets=outlets,
                findings=findings_about(briefing.findings, outlet.name),
                topics=_topics(shares, outlet) if outlet.has_shares else [],
                few=plural(outlet.texts, "independent text") if shares.cells and not outlet.has_shares else "",
                min_texts=MIN_TEXTS_FOR_INTERVAL,
                columns=_terms(words[words["source"] == outlet.name]),
                marks=_marks(tables, outlet.name),
                names=_names(tables, outlet.name),
                copies=_copies(copied, outlet) if tables.page_of("articles") else None,
                typical=_typical_articles(tables, shares, outlet.name),
                page_of={name: tables.page_of(name) for name in _TABLES},
            )
    return rendered


def _describe(outlet: Outlet, articles: int) -> str:
    texts = plural(outlet.texts, "independent text")
    size = f"{plural(outlet.articles, 'article')} ({texts}: copies of one text counted once)"
    return f"{size}, {short_percent(outlet.articles / articles)} of the corpus{outlet.span and f', {outlet.span}'}."


def _topics(shares: TopicShares, outlet: Outlet) -> list[dict[str, Any]]:
    """Compare the topics of an outlet with those of all others on one scale: the largest first, before its subjects."""
    topics = order_topics(shares.topics, lambda topic: shares.share(topic, outlet.name))
    rows = [(topic, shares.cells[key]) for topic in topics if (key := (topic["topic"], outlet.name)) in shares.cells]
    ends = [cell[name] for _, cell in rows for name in ("share", "share_high", "share_others")]
    top = max(filter(math.isfinite, ends), default=0.0) or 1.0
    return [
        {
            **topic,
            "share": short_percent(cell["share"]),
            "others": short_percent(cell["share_others"]),
            "at": percent_of(cell["share"], top),
            "low": percent_of(cell["share_low"], top) if math.isfinite(cell["share_low"]) else "",
            "wide": percent_of(cell["share_high"] - cell["share_low"], top),
            "others_at": percent_of(cell["share_others"], top),
            "tier": cell["tier"] if topic["reliable"] else "",
        }
        for topic, cell in rows
    ]


def _terms(words: pd.DataFrame) -> list[dict[str, Any]]:
    """Put the terms of an outlet in two columns: those that come with what it covers, and those of how it writes."""
    numbers = ("per_million", "per_million_others", "texts", "all_texts", "texts_others", "all_texts_others")
    if words.empty or not {*numbers, "within_topics"} <= set(words):
        return []
    is_style = words["within_topics"] == _STYLE
    columns = (("What it covers", words[~is_style]), ("How it writes", words[is_style]))
    return [
        {
            "heading": heading,
            "more": max(0, len(rows) - _MAX_TERMS),
            "terms": [
                {
                    "term": term,
                    "here": _rate(row["per_million"]),
                    "others": _rate(row["per_million_others"]),
                    "texts": f"{row['texts']:,.0f} of {row['all_texts']:,.0f}",
                    "texts_others": f"{row['texts_others']:,.0f} of {row['all_texts_others']:,.0f}",
                }
                for term, (_, row) in zip(
                    shown_terms(rows.head(_MAX_TERMS)), rows.head(_MAX_TERMS).iterrows(), strict=True
                )
            ],
        }
        for heading, rows in columns
    ]


def _rate(per_million: float) -> str:
    return f"{per_million:,.0f}" if per_million >= 10 else number(round(per_million, 1))


def _marks(tables: ReportTables, source: str) -> list[tuple[str, str]]:
    marks = tables.read("house_marks", "source", "term", "count")
    marks = marks[marks["source"] == source].head(_MAX_MARKS)
    return list(zip(shown_terms(marks), marks["count"].map("{:,.0f}".format), strict=True))


def _names(tables: ReportTables, source: str) -> list[dict[str, Any]]:
    """Say of each family of names which one an outlet uses most, those that are clearly its own first."""
    columns = ("family", "variant", "source", "count", "share", "share_others", "difference", "tier")
    names = tables.read("names", *columns)
    names = names[(names["source"] == source) & (names["count"] > 0)]
    names = names.assign(own=(names["tier"] != "") & (names["difference"] > 0), place=range(len(names)))
    names = names.sort_values(["own", "share", "place"], ascending=[False, False, True], kind="stable")
    preferred = names.drop_duplicates("family").sort_values(["own", "place"], ascending=[False, True], kind="stable")
    return [
        {
            "family": clean_label(row["family"]),
            "variant": clean_label(row["variant"]),
            "share": short_percent(row["share"]),
            "others": short_percent(row["share_others"]),
            "count": f"{row['count']:,.0f}",
            "tier": row["tier"] if row["own"] else "",
        }
        for row in records(preferred.head(_MAX_FAMILIES))
    ]


def _copies(copied: pd.DataFrame, outlet: Outlet) -> dict[str, Any]:
    """Count the articles of an outlet whose text is elsewhere too, and where."""
    mine = copied[copied["source"] == outlet.name]
    times = mine["group"].value_counts()
    theirs = copied[(copied["source"] != outlet.name) & copied["group"].isin(times.index)].drop_duplicates()
    partners = times.loc[theirs["group"]].groupby(theirs["source"].to_numpy(), sort=True).sum()
    partners = partners.sort_values(ascending=False, kind="stable")
    return {
        "articles": len(mine),
        "share": short_percent(len(mine) / outlet.articles) if outlet.has_shares else "",
        "repeated": int(times[times > 1].sum()),
        "partners": [(clean_label(name), int(n)) for name, n in partners.head(_MAX_PARTNERS).items()],
        "more": max(0, len(partners) - _MAX_PARTNERS),
    }


def _typical_articles(tables: ReportTables, shares: TopicShares, source: str) -> list[dict[str, Any]]:
    """Give an article of each of the main topics of an outlet, topics in which it is ahead of the others first."""
    columns = ("topic", "label", "source", "published", "title", "sentence", "article_id")
    found = tables.read("coverage_articles", *columns)
    found = found if len(found) else tables.read("representative_articles", *columns)
    found = found[found["source"] == source].drop_duplicates("topic").drop_duplicates("article_id", keep="last")
    cells = [shares.cells.get((topic, source), {}) for topic in found["topic"]]
    order = sorted(range(len(found)), key=lambda at: (not cells[at].get("tier"), -cells[at].get("share", 0.0), at))
    return [
        {
            "title": linked(one_line(row["title"]), row.get("url")),
            "sentence": one_line(row["sentence"], 240),
            "day": day(row["published"]) if row["published"] else "",
            "topic": clean_label(row["label"]),
        }
        for row in records(found.iloc[order[:_MAX_ARTICLES]])
    ]
