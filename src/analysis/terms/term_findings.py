"""What is notable about the words, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

import pandas as pd

from analysis.counts import WordCounts
from analysis.statistics.resampling import MIN_TEXTS_FOR_INTERVAL
from analysis.tables.findings import Finding, Picture
from analysis.terms.level_changes import most_changed
from analysis.vocabulary import ALL_SOURCES, CLEAR, DIPS, FALLS, PEAKS, RISES
from analysis.wording import begin_of_period, percent, plural, quoted, rounded, two_digits, when

# Words, the most used, among which the nearest one is looked for.
_NEAREST_OF = 20_000
_ELSE = {RISES: "before", FALLS: "before", PEAKS: "at other times", DIPS: "at other times"}
# From a half to a tenth.
_PARTS = ("half", "a third", "a quarter", "a fifth", "a sixth", "a seventh", "an eighth", "a ninth", "a tenth")


def term_findings(
    changes: pd.DataFrame, trend: pd.DataFrame, followed: pd.DataFrame, counts: WordCounts | None = None
) -> list[Finding]:
    """Report which terms rise, fall, peak or dip, and how often words that someone asked for are used.

    Parameters
    ----------
    changes, trend : DataFrame
        From `term_changes`, and `term_trend` of the terms to be reported; their terms may have a ``shown`` form.
    followed : DataFrame
        From `focus_table`, of the words of focus.
    counts : WordCounts, optional
        Of the corpus: where a word of focus is in no article, one spelt like it is named.

    Returns
    -------
    list of Finding
        Changes, all clear, for they hold for all followed terms together, the strongest first; then what is counted,
        not tested.
    """
    return [*_changes(changes, trend), *_uses(followed, counts)]


def nearest_term(term: str, counts: WordCounts) -> str:
    """Replace each word of a term that no article holds by the one spelt most like it; empty if there is none.

    Of the 20,000 most used words; of words that are as much alike the last in the alphabet. That the words it gives
    stand side by side is not looked for.
    """
    uses = dict(zip(counts.uses.terms, counts.uses.per_term(), strict=True))
    possible = sorted(uses, key=lambda word: (-uses[word], word))[:_NEAREST_OF]
    near = [[word] if word in uses else get_close_matches(word, possible, n=1) for word in term.split(" ")]
    return " ".join(words[0] for words in near) if all(near) else ""


def _changes(changes: pd.DataFrame, trend: pd.DataFrame) -> Iterator[Finding]:
    chosen = most_changed(changes).sort_values("strength", ascending=False, kind="stable")
    for row in chosen.to_dict("records"):
        over_time = trend[trend["term"] == row["term"]]
        periods = over_time["period"]
        # As in the figure: a period of few texts has no rate.
        over_time = over_time.assign(
            per_million=over_time["per_million"].where(over_time["texts"] >= MIN_TEXTS_FOR_INTERVAL)
        )
        after = periods >= row["period"] if row["change"] in (RISES, FALLS) else periods == row["period"]
        picture = Picture.of("line", "per_million", over_time, "period", "per_million", marked=periods[after])
        detail = f"{CLEAR} · {_interval(row)} · in {plural(row['independent_texts'], 'independent text')}"
        yield Finding("change", "", describe_change(row), detail, CLEAR, row["strength"], "term_trend", picture)


def describe_change(row: Mapping[Any, Any]) -> str:
    """Say what a term does over time, in a row of `term_tables.TERM_CHANGES`.

    Such as "From May 2024 “drone” is used 3.1 times as often: 85 times per million words, 27 before."
    """
    name, change = quoted(row.get("shown", row["term"])), row["change"]
    here, there = (rounded(row[column]) for column in ("per_million", "other_per_million"))
    rate = f"{here} times per million words"
    if change in (RISES, FALLS):
        start = f"From {begin_of_period(row['period'])} {name}"
        if not row["other_per_million"]:
            return f"{start} appears: {rate}, never before."
        if not row["per_million"]:
            return f"{start} is used no more: {there} times per million words before."
        return f"{start} is used {_times(row['ratio'])}: {rate}, {there} before."
    what = "peaks" if change == PEAKS else "dips"
    return f"{name} {what} {when([row['period']])}: {rate}, {there} {_ELSE[change]}."


def _times(ratio: float) -> str:
    if ratio >= 1:
        if 1.45 <= ratio < 1.55:
            return "half as often again"
        return "twice as often" if f"{ratio:.2g}" == "2" else _factor(ratio)
    if ratio < 0.095:
        return "less than a tenth as often"
    part = min(max(round(1 / ratio), 2), 10)
    return f"{_PARTS[part - 2]} as often" if abs(ratio * part - 1) <= 0.13 else f"{percent(1 - ratio)} less often"


def _factor(ratio: float) -> str:
    return f"{two_digits(ratio)} times as often"


def _interval(row: Mapping[Any, Any]) -> str:
    low, high = row["low"], row["high"]
    if pd.isna(high):
        return f"at least {_factor(low)} (95% interval)"
    if row["ratio"] >= 1:
        return f"{two_digits(low)} to {_factor(high)} (95% interval)"
    if not low:
        return f"at least {two_digits(1 / high)} times less often (95% interval)"
    return f"{two_digits(1 / high)} to {two_digits(1 / low)} times less often (95% interval)"


def _uses(followed: pd.DataFrame, counts: WordCounts | None) -> Iterator[Finding]:
    for row in followed[followed["source"] == ALL_SOURCES].to_dict("records"):
        name, articles, detail = quoted(row.get("shown", row["term"])), row["articles"], ""
        near = nearest_term(row["term"], counts) if counts and not articles else ""
        sentence = f"{name} is in no article." + (
            f" Did you mean {quoted(near)}?" if near not in ("", row["term"]) else ""
        )
        if articles:
            use = f"{'use' if articles > 1 else 'uses'} {name}, {plural(row['count'], 'time')} in all"
            sentence = f"{plural(articles, 'article')} ({percent(row['article_share'])} of all) {use}."
            detail = f"no interval: fewer than {MIN_TEXTS_FOR_INTERVAL} independent texts hold it, or all do"
        if pd.notna(row["per_million_low"]):
            low, high = (rounded(row[f"per_million_{end}"]) for end in ("low", "high"))
            detail = f"{low} to {high} times per million words (95% interval)"
        sources = followed[(followed["term"] == row["term"]) & (followed["source"] != ALL_SOURCES)]
        several = articles and len(sources) > 1
        picture = Picture.of("dots", "per_million", sources, "source", "per_million") if several else None
        yield Finding("corpus", "", sentence, detail, "", float(articles), "focus", picture)
