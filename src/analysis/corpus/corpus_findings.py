"""What a reader must know of a corpus before any number, and what it cannot show."""

from __future__ import annotations

import pandas as pd

from analysis.corpus.cleaning.article_language import say_languages
from analysis.corpus.corpus import Corpus
from analysis.corpus.describe import copy_groups

FEW_TEXTS = 30
_MOST_NAMED = 6


def corpus_findings(corpus: Corpus) -> pd.DataFrame:
    """Say in sentences what a reader must know of the corpus before any number.

    Returns
    -------
    DataFrame
        One row per sentence: ``sentence, q`` (missing: counted, not tested), ``detail, anchor``; most telling first.
    """
    rows = []
    copies = len(corpus.articles) - corpus.independent_texts
    if copies:
        largest = copy_groups(corpus).iloc[0]
        rows.append(
            (
                f"{copies:,} of {len(corpus.articles):,} articles {'repeats' if copies == 1 else 'repeat'} a text "
                "that is already there, so "
                f"{corpus.independent_texts:,} independent texts are left.",
                f"largest group: {largest['copies']} times “{largest['title']}”",
                "copies",
            )
        )
    kinds = corpus.conflicts["kind"].value_counts()
    years = int(kinds.get("year in the copyright line", 0))
    if years:
        sources = corpus.conflicts.loc[corpus.conflicts["kind"] == "year in the copyright line", "source"].nunique()
        rows.append(
            (
                f"The copyright line of {years:,} {'article' if years == 1 else 'articles'} names a year that the "
                "date of publication does not confirm; no date was taken from one.",
                f"in {sources} {'source' if sources == 1 else 'sources'}",
                "conflicts",
            )
        )
    languages = say_languages(corpus.languages, corpus.language)
    if languages:
        rows.append((languages, "told from the texts, or declared by the records", "languages"))
    if len(corpus.refused):
        first = corpus.refused.iloc[0]
        rows.append(
            (
                f"{len(corpus.refused):,} {'record was' if len(corpus.refused) == 1 else 'records were'} refused.",
                f"first: {first['path']}, line {first['line']}: {first['reason']}",
                "refused",
            )
        )
    table = pd.DataFrame(rows, columns=["sentence", "detail", "anchor"])
    table.insert(1, "q", float("nan"))
    return table


def corpus_limits(corpus: Corpus) -> list[str]:
    """Say where the corpus is too small, undated or has gaps.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.

    Returns
    -------
    list of str
        Sentences: articles left out by the parameters, sources of fewer than 30 independent texts, periods in which a
        source has no article between its first and its last, periods covered in part, articles without a date. None
        when there is nothing to say.
    """
    articles, told = corpus.articles, _left_out(corpus)
    texts = articles.groupby("source")["group"].nunique()
    few = [(source, int(texts[source])) for source in corpus.source_names if texts[source] < FEW_TEXTS]
    if few:
        named = ", ".join(f"{source} ({n})" for source, n in few[:_MOST_NAMED])
        more = f" and {len(few) - _MOST_NAMED:,} more" if len(few) > _MOST_NAMED else ""
        told.append(f"Fewer than {FEW_TEXTS} independent texts, so only large differences can show: {named}{more}.")
    told += _gaps(corpus)
    parts = articles.loc[articles["part_period"], "period"].dropna().unique()
    if len(parts) and len(corpus.periods) > 1:
        told.append(f"The corpus covers only a part of {' and '.join(sorted(parts))}: counts there are of that part.")
    undated = int(articles["published"].isna().sum())
    if undated:
        told.append(f"{undated:,} of {len(articles):,} articles have no date and are in nothing that follows time.")
    return told


def _left_out(corpus: Corpus) -> list[str]:
    out, found = corpus.filtered["reason"], len(corpus.filtered) + len(corpus.articles)
    reasons = ", ".join(
        f"{n:,} {reason}" for reason, n in sorted(out.value_counts().items(), key=lambda r: (-r[1], r[0]))
    )
    return [f"{len(out):,} of {found:,} articles are left out: {reasons}."] if len(out) else []


def _gaps(corpus: Corpus) -> list[str]:
    place = {period: i for i, period in enumerate(corpus.periods)}
    dated = corpus.articles.dropna(subset=["period"])
    held = pd.DataFrame({"source": dated["source"], "at": dated["period"].map(place)}).drop_duplicates()
    spans = held.groupby("source")["at"].agg(["min", "max", "size"]).to_dict("index")
    told = []
    for source in corpus.source_names:
        span = spans.get(source, {"min": 0, "max": -1, "size": 0})
        wanted = span["max"] - span["min"] + 1
        if wanted > span["size"]:
            told.append(f"{source} (no article in {wanted - span['size']} of {wanted} periods)")
    if not told:
        return []
    more = f" and {len(told) - _MOST_NAMED:,} more" if len(told) > _MOST_NAMED else ""
    return [f"Periods with gaps, between a source's first and last article: {', '.join(told[:_MOST_NAMED])}{more}."]
