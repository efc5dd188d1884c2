"""Tables of what is in a corpus: outcomes, files, sources, periods, lengths and duplicates."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus.calendar_periods import coarser_periods
from analysis.corpus.corpus import Corpus
from analysis.tables import corpus_tables as tables

_EXAMPLES = 3


def outcome_table(corpus: Corpus) -> pd.DataFrame:
    """Count what happened to each article or row found (`tables.OUTCOMES`)."""
    used, filtered, refused = len(corpus.articles), len(corpus.filtered), len(corpus.refused)
    counts = {
        "found": used + filtered + refused,
        "used": used,
        "of these, duplicates of another": used - corpus.independent_texts,
        "of these, without a date": int(corpus.articles["published"].isna().sum()),
        "filtered by sources, dates, words, compare or language": filtered,
        "refused": refused,
    }
    return tables.OUTCOMES.build([(outcome, n, n / counts["found"]) for outcome, n in counts.items()])


def form_table(corpus: Corpus) -> pd.DataFrame:
    """Count the files by type and encoding (`tables.FORMS`)."""
    files = corpus.files.assign(encoding=corpus.files["encoding"] + np.where(corpus.files["guessed"], " (guessed)", ""))
    grouped = files.groupby(["form", "encoding"])
    table = grouped[["articles", "refused", "repaired"]].sum().assign(files=grouped.size()).reset_index()
    return tables.FORMS.build(table.sort_values(["files", "form", "encoding"], ascending=[False, True, True]))


def file_table(corpus: Corpus) -> pd.DataFrame:
    """List the files, first those to look at (`tables.FILES`)."""
    files = corpus.files.assign(certain=~corpus.files["guessed"].astype(bool), whole=corpus.files["refused"] == 0)
    return tables.FILES.build(files.sort_values(["certain", "whole", "path"]))


def source_table(corpus: Corpus) -> pd.DataFrame:
    """Count articles, independent texts and words of each source, and how long its articles are.

    `tables.ARTICLES_BY_SOURCE`.
    """
    sources = corpus.articles.groupby("source")
    table = sources.agg(
        articles=("article_id", "size"),
        independent_texts=("group", "nunique"),
        words=("words", "sum"),
        first=("published", "min"),
        last=("published", "max"),
    )
    for name, share in {"q1": 0.25, "median": 0.5, "q3": 0.75}.items():
        table[name] = sources["words"].quantile(share)
    return tables.ARTICLES_BY_SOURCE.build(_days_as_text(table.loc[corpus.source_names].reset_index()))


def articles_by_period(corpus: Corpus) -> pd.DataFrame:
    """Count articles and words of each source in each period of `coarser_periods` (`tables.ARTICLES_OVER_TIME`).

    Sources without an article in a period are in it, undated articles are not; empty for fewer than two periods.
    """
    articles = corpus.articles[["source", "words"]].join(coarser_periods(corpus))
    periods = sorted(articles["period"].dropna().unique())
    if len(periods) < 2:
        return tables.ARTICLES_OVER_TIME.empty()
    every = pd.MultiIndex.from_product([periods, corpus.source_names], names=["period", "source"])
    counted = articles.groupby(["period", "source"])["words"].agg(articles="size", words="sum")
    table = counted.reindex(every, fill_value=0).reset_index()
    partial = articles.groupby("period")["part_period"].any()
    return tables.ARTICLES_OVER_TIME.build(table.assign(part_period=table["period"].map(partial).eq(True).astype(bool)))


def duplicate_table(corpus: Corpus) -> pd.DataFrame:
    """List the texts that occur more than once (`tables.DUPLICATES`)."""
    duplicates = corpus.articles[corpus.articles["group"].duplicated(keep=False)]
    if duplicates.empty:
        return tables.DUPLICATES.empty()
    table = duplicates.groupby("group").agg(
        articles=("article_id", "size"),
        versions=("version", "nunique"),
        least_shared=("least_shared", "min"),
        sources=("source", "nunique"),
        first=("published", "min"),
        last=("published", "max"),
        title=("title", "first"),
        article_ids=("article_id", lambda ids: "; ".join(ids.iloc[:_EXAMPLES])),
    )
    # Where the parameters leave one version, nothing differs.
    table["least_shared"] = table["least_shared"].where(table["versions"] > 1, 1.0)
    table = table.reset_index().sort_values(["articles", "group"], ascending=[False, True])
    return tables.DUPLICATES.build(_days_as_text(table))


def to_check_table(corpus: Corpus) -> pd.DataFrame:
    """Count equal contradictions of a source in one row (`tables.TO_CHECK`)."""
    found = corpus.conflicts.groupby(["source", "kind", "found", "where"])["article_id"]
    table = found.agg(articles="size", article_ids=lambda ids: "; ".join(ids.iloc[:_EXAMPLES])).reset_index()
    order = ["articles", "source", "kind", "found", "where"]
    return tables.TO_CHECK.build(table.sort_values(order, ascending=[False, True, True, True, True]))


def article_table(corpus: Corpus) -> pd.DataFrame:
    """List the articles used, without their texts (`tables.ARTICLES`)."""
    articles = corpus.articles
    table = _days_as_text(articles.assign(source=articles["outlet"]))
    if (articles["source"] != articles["outlet"]).any():
        table["compared_as"] = articles["source"]
    return tables.ARTICLES.build(table.sort_values(["source", "published", "article_id"]))


def _days_as_text(table: pd.DataFrame) -> pd.DataFrame:
    """Write dates as ISO days; empty when unknown."""
    days = table.select_dtypes("datetime").apply(lambda column: column.dt.strftime("%Y-%m-%d").fillna(""))
    return table.assign(**{str(name): days[name] for name in days})


def describe_reasons(filtered: pd.DataFrame) -> str:
    """Say why articles were left out, the most frequent reason first; one reason alone has no number.

    Examples
    --------
    >>> describe_reasons(pd.DataFrame({"reason": ["source not chosen", "no date", "source not chosen"]}))
    'source not chosen: 2; no date: 1'
    """
    if filtered.empty:
        return ""
    counts = {str(reason): int(n) for reason, n in filtered["reason"].value_counts().items()}
    reasons = sorted(counts, key=lambda reason: (-counts[reason], reason))
    return "; ".join(f"{reason}: {counts[reason]:,}" if len(reasons) > 1 else reason for reason in reasons)
