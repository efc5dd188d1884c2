"""What stands out between the sources, in sentences."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from analysis.sources.comparison import Comparison
from analysis.sources.robustness import positions
from analysis.statistics import false_discovery_rate
from analysis.vocabulary import OTHER_SOURCES

# Share of false findings among those told.
SURE = 0.05


def texts_behind(comparison: Comparison | None, terms: pd.DataFrame) -> pd.DataFrame:
    """Count the independent texts behind terms that set sources apart, and how often the other sources use them.

    Parameters
    ----------
    comparison : Comparison or None
        From `compare_sources`.
    terms : DataFrame
        Rows of `distinctive_terms`.

    Returns
    -------
    DataFrame
        The same rows with ``independent_texts`` of the source that hold the term, and ``others_per_million`` words.
    """
    texts, elsewhere = [], []
    if comparison is not None:
        rows = comparison.views.all_text
        for source, term in zip(*positions(comparison, terms), strict=True):
            uses = rows.counts[:, [term]].toarray().ravel()
            mine = rows.source == source
            texts.append(int((uses[mine] > 0).sum()))
            elsewhere.append(1e6 * uses[~mine].sum() / max(rows.words[~mine].sum(), 1))
    return terms.assign(independent_texts=texts, others_per_million=elsewhere)


def source_findings(
    terms: pd.DataFrame, distances: pd.DataFrame, names: pd.DataFrame, robustness: pd.DataFrame
) -> pd.DataFrame:
    """Say which word sets a source apart most surely, which names differ, and which sources are furthest apart.

    Parameters
    ----------
    terms, distances, names, robustness : DataFrame
        From `texts_behind`, `source_distances`, `names_by_source` and `robustness_table`.

    Returns
    -------
    DataFrame
        One row per sentence, lowest ``q`` first: ``sentence, q, detail, anchor``. Only terms whose simultaneous
        interval lies above 0 are named, in at least half of the settings, and none that is a part of the source's own
        name; where the difference is gone in the source's own sentences, the sentence says
        so; the detail says in how many of 16 settings it holds, and which source or stories it needs.
    """
    told = terms.merge(robustness, on=["source", "term"], how="left")
    table = pd.DataFrame(
        [*_terms(told), *_names(names), *_distances(distances)], columns=["sentence", "q", "detail", "anchor"]
    )
    return table.sort_values("q", kind="stable", na_position="last").reset_index(drop=True)


def _terms(terms: pd.DataFrame) -> list[tuple[object, ...]]:
    # What joins many small sources is nobody's style.
    clear = terms[(terms["low"] > 0) & (terms["source"] != OTHER_SOURCES)].sort_values(["q", "source", "term"])
    clear = clear[clear["holds"].isna() | (clear["holds"] >= clear["settings"] / 2)]
    own_name = [_is_part(term, source) for source, term in zip(clear["source"], clear["term"], strict=True)]
    clear = clear[~np.array(own_name, dtype=bool)]
    rows: list[tuple[object, ...]] = []
    for row in clear.drop_duplicates("source").head(3).to_dict("records"):
        gone = "" if row["survives"] else " In its own sentences alone the difference can no longer be shown."
        texts = row["independent_texts"]
        rows.append(
            (
                f"{row['source']} writes “{row['term']}” {row['per_million']:,.0f} times per million words, "
                f"the other sources {row['others_per_million']:,.0f} times.{gone}",
                row["q"],
                f"log odds {row['log_odds']:.2f}, simultaneous 95% interval {row['low']:.2f} to {row['high']:.2f} · "
                f"{row['count']:,} uses in {texts:,} independent {'text' if texts == 1 else 'texts'}{_robust(row)}",
                "distinctive_terms",
            )
        )
    return rows


def _is_part(term: str, name: str) -> bool:
    """Tell whether a term stands in a source's own name, whole words only."""
    words, own = ([w for w in re.split(r"\W+", text.casefold()) if w] for text in (term, name))
    return any(own[i : i + len(words)] == words for i in range(len(own)))


def _robust(row: dict[Any, Any]) -> str:
    if pd.isna(row["holds"]):
        return ""
    told = f" · holds in {row['holds']:.0f} of {row['settings']:.0f} settings"
    told += f", not without {row['needs']}" if row["needs"] else ""
    return told + ("" if row["without_copied"] else ", not without the three most copied stories")


def _names(names: pd.DataFrame) -> list[tuple[object, ...]]:
    """Find the source that most surely keeps to a name more than the others do."""
    if names.empty:
        return []
    together = names.groupby(["family", "variant"])["count"].transform("sum")
    of_family = names.groupby("family")["count"].transform("sum")
    total = names.groupby(["family", "source"])["count"].transform("sum")
    told = names.assign(total=total, same=together - names["count"], others=of_family - total)
    told["elsewhere"] = told["same"] / told["others"].clip(lower=1)
    told = told[(told["others"] > 0) & (told["source"] != OTHER_SOURCES) & (told["share"] >= 0.5)]
    # The interval is missing under ten independent texts.
    told = told.assign(beyond=told["share_low"] - told["elsewhere"]).query("beyond > 0")
    if told.empty:
        return []
    top = told.sort_values(["beyond", "total", "source", "variant"], ascending=[False, False, True, True]).iloc[0]
    return [
        (
            f"{top['source']} says “{top['variant']}” in {top['count']} of {top['total']} namings of {top['family']}; "
            f"the other sources in {top['same']} of {top['others']}.",
            np.nan,
            f"95% interval {top['share_low']:.0%} to {top['share_high']:.0%} · "
            f"{top['independent_texts']:,} independent texts name it",
            "names",
        )
    ]


def _distances(distances: pd.DataFrame) -> list[tuple[object, ...]]:
    compared = distances[distances["source"] != distances["other"]]
    pairs = len(compared)
    counted = "one pair" if pairs == 1 else f"{pairs:,} pairs"
    apart = compared.assign(q=false_discovery_rate(compared["p"].to_numpy(dtype=float)))
    apart = apart[(apart["excess_low"] > 0) & (apart["q"] <= SURE)]
    if apart.empty:
        return []
    top = apart.sort_values(["excess", "source", "other"], ascending=[False, True, True]).iloc[0]
    return [
        (
            f"{top['source']} and {top['other']} {'differ in' if pairs == 1 else 'are furthest apart in'} their words.",
            top["q"],
            f"{1000 * top['excess']:.0f} thousandths of a bit beyond shuffled texts, {1000 * top['excess_low']:.0f} "
            f"beyond the highest 2.5% of them; q = {top['q']:.3f} over {counted}",
            "source_distances",
        )
    ]


# One story that holds more of the uses than this is behind the difference.
ONE_STORY = 1 / 3
FEW_SETTINGS = 12
_MOST_NAMED = 5


def comparison_limits(comparison: Comparison | None, findings: pd.DataFrame, robustness: pd.DataFrame) -> list[str]:
    """Say which of the differences rest on one story, one source or one choice.

    Parameters
    ----------
    comparison : Comparison or None
        From `compare_sources`.
    findings, robustness : DataFrame
        From `distinctive_terms` and `robustness_table`.

    Returns
    -------
    list of str
        Sentences, none when there is nothing to say.
    """
    if comparison is None:
        return ["There is one source, or no term in ten independent texts: no difference could be tested."]
    clear = findings[findings["low"] > 0]
    told = []
    if clear.empty:
        told.append("No difference is beyond chance. With so many terms tested, only large ones could be.")
    elif unclear := [name for name in comparison.names if name not in set(clear["source"])]:
        more = f" and {len(unclear) - _MOST_NAMED:,} more" if len(unclear) > _MOST_NAMED else ""
        told.append(
            f"No term is clearly one of {', '.join(unclear[:_MOST_NAMED])}{more}: what is drawn there may be chance."
        )
    one_story = clear[_largest_story(comparison, clear) > ONE_STORY]
    told += _named(one_story, "One story holds more than a third of the uses of")
    lost = clear[~clear["survives"].astype(bool)]
    told += _named(lost, "In the source's own sentences alone this can no longer be shown:")
    for needed, rows in robustness[robustness["needs"] != ""].groupby("needs", sort=True):
        told += _named(rows, f"Without {needed} this is no longer clear:")
    told += _named(robustness[~robustness["without_copied"].astype(bool)],
                   "Without the three most copied stories this is no longer clear:")  # fmt: skip
    told += _named(robustness[robustness["holds"] < FEW_SETTINGS],
                   f"This holds in fewer than {FEW_SETTINGS} of 16 settings:")  # fmt: skip
    return told


def _largest_story(comparison: Comparison, clear: pd.DataFrame) -> np.ndarray:
    """Give the largest part of a term's uses in its source that one group of copies holds."""
    rows, parts = comparison.views.all_text, []
    for source, term in zip(*positions(comparison, clear), strict=True):
        uses = rows.counts[:, [term]].toarray().ravel()[rows.source == source]
        parts.append(uses.max(initial=0) / max(uses.sum(), 1))
    return np.array(parts)


def _named(rows: pd.DataFrame, words: str) -> list[str]:
    if rows.empty:
        return []
    names = [f"“{row.term}” in {row.source}" for row in rows.head(_MOST_NAMED).itertuples()]
    more = f" and {len(rows) - _MOST_NAMED:,} more" if len(rows) > _MOST_NAMED else ""
    return [f"{words} {', '.join(names)}{more}."]
