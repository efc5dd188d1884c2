"""What stands out in the topics, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.tables import round_significant
from analysis.tables.findings import Finding, Picture
from analysis.vocabulary import CLEAR
from analysis.wording import begin_of_period, listed, percent, plural, points_between, quoted

_MAX_SOURCES, _MAX_CHANGES, _MAX_THEMES = 3, 2, 3
# Change is not reported where a smaller part of the texts is before the day, or since.
_SMALL_PART = 1 / 4
_SIDES = ("first", "second")
RELIABLE = ("stable", "moderate")
MIXED = "mixed"
CHANGING = (*RELIABLE, MIXED)


def topic_findings(
    card: pd.DataFrame, by_source: pd.DataFrame, by_period: pd.DataFrame, halves: pd.DataFrame
) -> list[Finding]:
    """Say which sources write more about a topic than the others, and which topics come and go; or the largest themes.

    Parameters
    ----------
    card, by_source, by_period, halves : DataFrame
        From `topic_card`, `shares_by_source`, `shares_by_period`, and `topic_differences` without ``between``.

    Returns
    -------
    list of Finding
        Of topics whose verdict is stable or moderate, clear ones first, then by strength: of three sources the surest
        topic that they have more of than the others together, each another one, and the two topics that change most
        surely, or, where none of these does, mixed topics that change clearly, if a quarter of the texts or more is on
        either side of the day. Of two themes, one gains in time, or in one of two sources, what the other loses: one is
        reported. Without any, one finding of the three largest reliable themes, not for the index page.
    """
    reliable = card[card["verdict"].isin(RELIABLE)]
    found = [*_of_sources(by_source, card), *_of_time(halves, card, by_period)]
    themes = reliable[reliable["parent"] == ""].sort_values("share", ascending=False, kind="stable")
    if found or themes.empty:
        # "clear" comes before "likely" in the alphabet too.
        return sorted(found, key=lambda finding: (finding.tier, -finding.strength))
    return [_of_corpus(themes)]


def _told(table: pd.DataFrame, topics: pd.DataFrame) -> pd.DataFrame:
    """Keep what is reported of some topics, surest first, with its ``strength``."""
    told = table[table["topic"].isin(topics["topic"]) & (table["tier"] != "") & table["difference_low"].notna()]
    low, high = (told[f"difference_{end}"].to_numpy(dtype=float) for end in ("low", "high"))
    nearest = np.maximum(low, -high)
    told = told.assign(strength=round_significant(nearest * np.sqrt(told["independent_texts"].to_numpy(dtype=float))))
    order = {"tier": True, "strength": False, "topic": True}
    surest: pd.DataFrame = told[nearest > 0].sort_values(list(order), ascending=list(order.values()), kind="stable")
    return surest


def _surer_of_two(told: pd.DataFrame, card: pd.DataFrame) -> pd.DataFrame:
    """Keep the surer one of two themes."""
    themes = card.loc[card["parent"] == "", "topic"]
    of_themes = told["topic"].isin(themes)
    if len(themes) != 2 or not of_themes.any():
        return told
    return pd.DataFrame(told[~of_themes | (told["topic"] == told.loc[of_themes, "topic"].iloc[0])])


def _of_sources(by_source: pd.DataFrame, card: pd.DataFrame) -> Iterator[Finding]:
    told = _told(by_source, card[card["verdict"].isin(RELIABLE)])
    rest = told[told["difference"] > 0]
    if by_source["source"].nunique() == 2:
        rest = _surer_of_two(rest, card)
    for _ in range(_MAX_SOURCES):
        if rest.empty:
            return
        row = rest.iloc[0]
        rest = rest[(rest["source"] != row["source"]) & (rest["topic"] != row["topic"])]
        about = f"writes about {quoted(row['label'])} in {percent(row['share'])} of its articles"
        others = f"the others in {percent(row['share_others'])}" if row["share_others"] else "the others do not"
        yield Finding(
            "topics",
            row["source"],
            f"{row['source']} {about}; {others}.",
            _detail(row, f" {row['compared']}".rstrip()),
            row["tier"],
            row["strength"],
            "topic_sources",
            Picture.of(
                "dots", "share", by_source[by_source["topic"] == row["topic"]], "source", "share", [row["source"]]
            ),
        )


def _of_time(halves: pd.DataFrame, card: pd.DataFrame, by_period: pd.DataFrame) -> Iterator[Finding]:
    if halves.empty:
        return
    mixed = card.loc[card["verdict"] == MIXED, "topic"]
    after = halves["second"].iloc[0].removeprefix("from ")
    later = [period for period in by_period["period"].unique() if period >= after]
    sizes = [int(halves[f"texts_{side}"].iloc[0]) for side in _SIDES]
    if min(sizes) < _SMALL_PART * sum(sizes):
        return
    texts = sum(halves[f"share_{side}"] * halves[f"texts_{side}"] for side in _SIDES)
    told = _told(halves.assign(independent_texts=np.round(texts).astype(int)), card[card["verdict"].isin(CHANGING)])
    is_mixed = told["topic"].isin(mixed)
    told = _surer_of_two(told[is_mixed & (told["tier"] == CLEAR)] if is_mixed.all() else told[~is_mixed], card)
    for _, row in told.head(_MAX_CHANGES).iterrows():
        before, since = (
            f"{percent(row[f'share_{side}']) if row[f'share_{side}'] else 'none'} of the {size:,}"
            for side, size in zip(_SIDES, sizes, strict=True)
        )
        yield Finding(
            "topics",
            "",
            f"{before[0].upper()}{before[1:]} texts before {begin_of_period(after)} were about {quoted(row['label'])}, "
            f"{since} since.",
            _detail(row, " in the same outlets") + f" · {MIXED} topic" * (row["topic"] in set(mixed)),
            row["tier"],
            row["strength"],
            "topic_differences",
            Picture.of("line", "share", by_period[by_period["topic"] == row["topic"]], "period", "share", later),
        )


def _detail(row: pd.Series, equal: str) -> str:
    low, high = sorted(100 * abs(row[f"difference_{end}"]) for end in ("low", "high"))
    more = "more" if row["difference"] > 0 else "less"
    return (
        f"{row['tier']} · {points_between(low, high)} points {more}{equal} (95% interval) · "
        f"{plural(row['independent_texts'], 'independent text')}"
    )


def _of_corpus(themes: pd.DataFrame) -> Finding:
    largest = themes.head(_MAX_THEMES)
    sizes = [
        f"{quoted(label)} ({percent(share)})" for label, share in zip(largest["label"], largest["share"], strict=True)
    ]
    which = "only reliable theme is" if len(themes) == 1 else "largest reliable themes are"
    return Finding(
        "corpus",
        "",
        f"The {which} {listed(sizes)}.",
        "in brackets: share of the articles",
        "",
        np.nan,
        "topic_words",
        Picture.of("dots", "share", themes, "label", "share", largest["label"]),
    )
