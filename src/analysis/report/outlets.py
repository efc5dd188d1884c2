"""The outlets of a report folder: the rows of the map of the corpus, each with the address of its page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.report.csv_files import ReportTables, records
from analysis.report.topic_matrix import TopicShares, short_percent
from analysis.statistics.resampling import MIN_TEXTS_FOR_INTERVAL
from analysis.vocabulary import CLEAR, OTHER_SOURCES
from analysis.wording import clean_label, span

# Outlets with a page of their own, the largest.
MAX_PAGES = 40
_MAX_SLUG, _MAX_TERMS, _TERM = 40, 3, 40
# Folders cannot be called so on Windows.
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


@dataclass(frozen=True)
class Outlet:
    """A source of the corpus with a page of its own, or "other sources", which has none."""

    name: str  # as in the tables
    slug: str  # folder of its page below ``outlets``; empty without a page
    articles: int
    texts: int
    span: str  # days of its first and last article; empty without dates

    @property
    def label(self) -> str:
        """The name, fit to be shown."""
        return clean_label(self.name)

    @property
    def has_shares(self) -> bool:
        """Whether it has enough texts for a share of them to say something."""
        return self.texts >= MIN_TEXTS_FOR_INTERVAL


def read_outlets(tables: ReportTables) -> list[Outlet]:
    """Read the outlets in the order of the corpus, the largest first; none where no page has counted them."""
    columns = ("source", "articles", "independent_texts", "first", "last")
    rows = records(tables.read("articles_by_source", *columns))
    named = [row for row in rows if row["source"] != OTHER_SOURCES]
    largest = sorted(range(len(named)), key=lambda i: -int(named[i]["articles"]))[:MAX_PAGES]
    paged = [named[i]["source"] for i in sorted(largest)]
    slugs = dict(zip(paged, make_slugs(paged), strict=True)) if len(rows) > 1 else {}
    return [
        Outlet(
            row["source"],
            slugs.get(row["source"], ""),
            int(row["articles"]),
            int(row["independent_texts"]),
            span(row["first"], row["last"]) if row["first"] else "",
        )
        for row in rows
    ]


def make_slugs(names: Iterable[str]) -> list[str]:
    """Make names of folders: lower-case ASCII letters, digits and hyphens, all different.

    Names that come out alike, empty, or as a name that Windows keeps for itself get a number.

    Examples
    --------
    >>> make_slugs(["El País", "El Pais!", "../..", "con", "新聞"])
    ['el-pais', 'el-pais-2', 'outlet', 'con-2', 'outlet-2']
    """
    taken: set[str] = set()
    slugs = []
    for name in names:
        letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        stem = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:_MAX_SLUG].strip("-") or "outlet"
        slug, number = stem, 1
        while slug in taken or _RESERVED.fullmatch(slug):
            number += 1
            slug = f"{stem}-{number}"
        taken.add(slug)
        slugs.append(slug)
    return slugs


def outlet_rows(tables: ReportTables, outlets: list[Outlet], shares: TopicShares) -> list[dict[str, Any]]:
    """Lay out the table of outlets: size and span, what each writes most about, its own words, texts of others."""
    words, copied = own_words(tables), copied_articles(tables)
    shared = copied[copied.groupby("group")["source"].transform("nunique") > 1]["source"].value_counts()
    rows = []
    for outlet in [outlet for outlet in outlets if outlet.slug or outlet.name == OTHER_SOURCES]:
        topic = shares.most_of(outlet.name) if outlet.has_shares else {}
        rows.append(
            {
                "outlet": outlet,
                "topic": topic.get("label", ""),
                "share": short_percent(shares.share(topic, outlet.name)) if topic else "",
                "words": _telling(words[words["source"] == outlet.name])[:_MAX_TERMS],
                "shared": int(shared.get(outlet.name, 0)),
            }
        )
    return rows


def _telling(words: pd.DataFrame) -> list[str]:
    """Choose terms that say something by themselves: clear ones, names and phrases."""
    told = zip(shown_terms(words), words["tier"], strict=True)
    return [form for form, tier in told if tier == CLEAR or " " in form or form != form.lower()]


def own_words(tables: ReportTables) -> pd.DataFrame:
    """Read the terms that set sources apart, those that each uses more than the others; the strongest first."""
    table = tables.read("distinctive_terms", "source", "term", "tier", "more")
    return table[table["more"].eq(True) & (table["tier"] != "")]


def copied_articles(tables: ReportTables) -> pd.DataFrame:
    """Select the articles whose text is in the corpus more than once: ``source`` as compared, and ``group``."""
    table = tables.read("articles", "source", "group")
    if "compared_as" in table:
        table = table.assign(source=table["compared_as"])
    return table.loc[table["group"].duplicated(keep=False), ["source", "group"]]


def shown_terms(table: pd.DataFrame) -> list[str]:
    """Give terms as running text writes them, where the table says how."""
    return [clean_label(term, _TERM) for term in (table["shown"] if "shown" in table else table["term"])]
