"""A corpus on a card: what is in it, and what to try next."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import Locale

from analysis import session
from analysis.corpus.table_doubts import DATED_APART, name_undated
from analysis.corpus.text_doubts import date_formats
from analysis.report.templating import render_output
from analysis.tables.corpus_tables import UNREAD_DATE
from analysis.vocabulary import OTHER_SOURCES
from analysis.wording import clean_label, listed, plural, span

if TYPE_CHECKING:
    from analysis.explore.news import News

_SOURCES = 10
_WHOLE = "Nothing was left out"
NEXT = (
    'corpus.terms(), .trend("..."), .compare(), .topics(), .concordance("..."), .names()',
    'corpus.where(source=..., mentions=...), .sample(20), .read("..."), .articles, .texts()',
)


def card_lines(corpus: News) -> list[str]:
    """Describe a corpus in a few lines."""
    facts = _facts(corpus)
    return [facts["title"], facts["size"], facts["when"], facts["sources"], facts["left_out"], "Next:", *NEXT]


def card_html(corpus: News) -> str:
    """Describe a corpus in a card for a notebook."""
    return render_output("card", **_facts(corpus)) + render_output("at_keyboard", lines=["Next:", *NEXT])


def _facts(corpus: News) -> dict[str, Any]:
    articles = corpus.articles
    dates = articles["published"].dropna()
    undated = len(articles) - len(dates)
    when = span(dates.min(), dates.max()) if len(dates) else ""
    if undated:
        when = f"{when}; {plural(undated, 'article')} without a date" if when else "no dates"
        when += _unread_dates(corpus) + _dates_apart(corpus)
    counts, names = articles["source"].value_counts(), corpus.source_names
    shown = [f"{clean_label(name, 40)} {counts[name]:,}" for name in names[:_SOURCES]]
    more = [f"{len(names) - _SOURCES:,} more: corpus.sources"] if len(names) > _SOURCES else []
    joined = articles.loc[articles["source"] == OTHER_SOURCES, "outlet"].nunique()
    sources = plural(len(names) - bool(joined) + joined, "source")
    left = [
        f"{len(table):,} {name} (corpus.{name})"
        for name in ("filtered", "refused")
        if len(table := getattr(corpus, name))
    ]
    language = Locale("en").languages.get(corpus.language, corpus.language)
    return {
        "title": clean_label(corpus.title or _place(corpus.folder)),
        "size": ", ".join(
            [plural(len(articles), "article"), plural(corpus.independent_texts, "independent text"), sources]
        ),
        "when": f"{when} · {language}",
        "sources": " · ".join(shown + more),
        "left_out": " ".join(filter(None, [corpus.choice_line, f"Left out: {', '.join(left)}."])) if left else _WHOLE,
    }


def _place(folder: Path) -> str:
    """Name a folder or table without what it tells of this machine: by its path in the project, or its own name."""
    inside = folder.is_relative_to(session.PROJECT) and folder != session.PROJECT
    return folder.relative_to(session.PROJECT).as_posix() if inside else folder.name


def _dates_apart(corpus: News) -> str:
    """Say which articles count as undated because of their dates."""
    apart = name_undated(corpus)
    return f" ({len(apart):,} {DATED_APART}, such as {apart[0]})" if apart else ""


def _unread_dates(corpus: News) -> str:
    """Say which dates were not understood, and what to give so that they are; without any, which columns were read."""
    unread = corpus.conflicts.loc[corpus.conflicts["kind"] == UNREAD_DATE, "found"]
    if unread.empty:
        unused = corpus.files[corpus.files["columns"].str.contains("not used")]
        read = [
            f"(columns of {path}: {columns})" for path, columns in zip(unused["path"], unused["columns"], strict=True)
        ]
        return f" {clean_label(read[0], 200)}" if read and corpus.articles["published"].isna().all() else ""
    formats = dict.fromkeys(way for ways in date_formats(Counter(unread)) for way in ways)
    advice = f": load with date_format={listed([repr(way) for way in formats], joiner='or')}" if formats else ""
    return f" ({plural(len(unread), 'date')} not understood, such as “{clean_label(unread.min(), 40)}”{advice})"
