"""What stands out between the sources, in sentences, and what the comparison does not show."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.sources.comparison import ALL_TEXT, Comparison
from analysis.sources.distinctive import use_by_source
from analysis.sources.name_differences import name_findings
from analysis.sources.source_distances import distance_findings
from analysis.sources.within_topics import STYLE, SUBJECT
from analysis.tables.findings import Finding, Picture
from analysis.vocabulary import OTHER_SOURCES
from analysis.wording import interval, listed, number, plural

# A story with a larger part of the uses is behind the difference.
_ONE_STORY = 1 / 3
# What holds in a smaller part of the settings is not told, nor a single word of general use: in more of all texts.
_MOST_SETTINGS, _GENERAL = 0.5, 0.25
# The ratio, at the end of its interval nearest 1, and of the shares of texts, from which a difference is worth telling.
_WORTH = 1.5
_MAX_NAMED, _MAX_FINDINGS, _MAX_JOINED = 5, 4, 3
_TOPICS = {STYLE: " · on the same topics too", SUBJECT: " · comes with the topics it covers"}


def source_findings(
    comparison: Comparison, differences: pd.DataFrame, distances: pd.DataFrame, names: pd.DataFrame
) -> list[Finding]:
    """Say which terms set sources apart, which names differ, and which sources are furthest apart.

    Reported are names, phrases, and words in at most a quarter of all texts, that are clear or likely, hold in at least
    half of their settings and whose ratio is surely at least 1.5: the strongest of each source, of at most four
    sources; none of "other sources", which is nobody's style, and none that only reports speech. A term that sets
    several sources apart is told of all of them, and up to three terms of one source that share a word in one sentence.

    Parameters
    ----------
    comparison : Comparison
    differences, distances, names : DataFrame
        From `term_differences`, `source_distances` and `names_by_source`.
    """
    return [
        *_term_findings(comparison, differences),
        *name_findings(names),
        *distance_findings(distances),
    ]


def comparison_limits(comparison: Comparison, distinctive: pd.DataFrame) -> list[str]:
    """Say which of the differences rest on one story, one source or one choice.

    Parameters
    ----------
    comparison : Comparison
    distinctive : DataFrame
        From `distinctive_terms`.

    Returns
    -------
    list of str
        Sentences, none when there is nothing to say.
    """
    if not comparison.n_tests:
        return ["No difference was tested: there is one source, or no term occurs in ten independent texts."]
    limits = []
    if distinctive.empty:
        limits.append("No difference is beyond chance. With so many terms tested, only large ones could be.")
    elif without := [name for name in comparison.names if name not in set(distinctive["source"])]:
        limits.append(f"No term is beyond chance for {listed(without, _MAX_NAMED)}.")
    for words, rows in (
        ("One story has more than a third of the uses of", distinctive[_largest_story(comparison, distinctive)]),
        ("Not in the sources' own sentences alone:", distinctive[~distinctive["survives"].astype(bool)]),
    ):
        if len(rows):
            terms = [f"“{row.term}” in {row.source}" for row in rows.itertuples()]
            limits.append(f"{words} {listed(terms, _MAX_NAMED)}.")
    return limits


def _largest_story(comparison: Comparison, distinctive: pd.DataFrame) -> np.ndarray:
    """Tell where one group of duplicates holds more than a third of a term's uses in its source."""
    rows, large = comparison.rows[ALL_TEXT], []
    for source, term in zip(*comparison.positions(distinctive), strict=True):
        uses = rows.counts[:, [term]].toarray().ravel()[rows.source == source]
        large.append(uses.max(initial=0) > _ONE_STORY * uses.sum())
    return np.array(large, dtype=bool)


def _term_findings(comparison: Comparison, differences: pd.DataFrame) -> Iterator[Finding]:
    """Tell the strongest term of each source, with the other sources or the other terms that go with it."""
    telling = differences[_worth_telling(comparison, differences)]
    rest = telling.sort_values(["strength", "term"], ascending=[False, True], kind="stable")
    for _ in range(_MAX_FINDINGS):
        if rest.empty:
            return
        first = rest.iloc[0]
        rows = rest[rest["term"] == first["term"]]
        yield _finding(comparison, _of_one_pattern(rest, first) if len(rows) == 1 else rows.sort_index())
        rest = rest[~rest["source"].isin(rows["source"])]


def _worth_telling(comparison: Comparison, table: pd.DataFrame) -> np.ndarray:
    _, term = comparison.positions(table)
    texts, others = table["texts"] / table["all_texts"], table["texts_others"] / table["all_texts_others"]
    held = (table["texts"] + table["texts_others"]) / (table["all_texts"] + table["all_texts_others"])
    special = comparison.phrase[term] | (held <= _GENERAL) | (table["term"] != table["term"].str.lower())
    larger = (table["ratio_told"] & (table["ratio_low"] >= _WORTH)) | (texts >= _WORTH * others)
    sure = table["more"] & (table["settings"] >= _MOST_SETTINGS) & (table["source"] != OTHER_SOURCES)
    return np.asarray(sure & special & larger & ~comparison.reporting[term])


def _of_one_pattern(rows: pd.DataFrame, first: pd.Series) -> pd.DataFrame:
    """Take the terms of a source that begin or end like its first one, such as "senator bernie sanders", none of
    which holds another."""
    chosen = [first]
    begin, end = first["term"].split(" ")[0], first["term"].split(" ")[-1]
    for _, row in rows[(rows["source"] == first["source"]) & rows["term"].str.contains(" ")].iterrows():
        words = row["term"].split(" ")
        apart = all(row["term"] not in one["term"] and one["term"] not in row["term"] for one in chosen)
        alike = " " in first["term"] and (words[0] == begin or words[-1] == end)
        if apart and alike and row["within_topics"] == first["within_topics"] and len(chosen) < _MAX_JOINED:
            chosen.append(row)
    return pd.DataFrame(chosen)


def _finding(comparison: Comparison, rows: pd.DataFrame) -> Finding:
    """Tell one or several terms of one source, or one term of several sources."""
    first, sources = rows.loc[rows["strength"].idxmax()], rows["source"].unique()
    use = use_by_source(comparison, np.array([first["term"]], dtype=object))
    marked = use["source"].isin(sources)
    here, there = (use.loc[side, ["texts", "all_texts"]].sum() for side in (marked, ~marked))
    if len(sources) == 1:
        there = pd.Series({"texts": first["texts_others"], "all_texts": first["all_texts_others"]})
    by_texts = here["texts"] * there["all_texts"] >= _WORTH * there["texts"] * here["all_texts"]
    who, ending = listed(sources), "s" if len(sources) == 1 else ""
    if by_texts:
        verb = f"{'write' if first['within_topics'] == STYLE else 'mention'}{ending}"
        terms = [f"“{term}”" for term in rows["term"].unique()]
        held = [f"in {row.texts:,} of {row.all_texts:,}" for row in rows.itertuples()]
        if len(terms) == 1:
            sentence = f"{who} {verb} {terms[0]} {listed(held)} texts"
            others = [there["texts"]]
        else:
            held = [f"{term} in {row.texts:,}" for term, row in zip(terms, rows.itertuples(), strict=True)]
            held[0] += f" of {plural(here['all_texts'], 'text')}"
            sentence, others = f"{who} {verb} {listed(held)}", list(rows["texts_others"])
        counts = f"in {listed(f'{n:,}' for n in others)} of {there['all_texts']:,}" if any(others) else "in none"
        sentence = f"{sentence}; the others {counts}{f' of {number(there.all_texts)}' if not any(others) else ''}."
        picture = Picture.of("bars", "share", use, "source", "share", sources)
    else:
        rates = listed(number(rate) for rate in use.loc[marked, "per_million"])
        times = "" if len(sources) > 1 else f" {number(float(f'{first.ratio:.2g}'))} times as often as the others"
        elsewhere = number(first["per_million_others"])
        sentence = f"{who} use{ending} “{first['term']}”{times}: {rates} times per million words, {elsewhere} elsewhere."
        picture = Picture.of("dots", "per_million", use, "source", "per_million", sources)
    return Finding("words", who, sentence, _detail(first), first["tier"], first["strength"], "distinctive_terms", picture)


def _detail(row: pd.Series) -> str:
    own = "" if row["survives"] else " · not in its own sentences alone"
    times = interval(*(float(f"{row[end]:.2g}") for end in ("ratio_low", "ratio_high")))
    ratio = f" · {number(float(f'{row.ratio:.2g}'))} times as often{times}" if row["ratio_told"] and row["ratio"] > 0 else ""
    return f"{row['tier']}{ratio}{_TOPICS.get(row['within_topics'], '')}{own} · holds in {row['holds_in']} settings"
