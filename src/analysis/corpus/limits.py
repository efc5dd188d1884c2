"""What a corpus cannot show, from its own numbers."""

from __future__ import annotations

import pandas as pd

from analysis.corpus.corpus import Corpus

FEW_TEXTS = 30
_MOST_NAMED = 6


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
