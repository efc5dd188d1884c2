"""What stands out in the topics, in sentences."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.tables import round_significant
from analysis.tables.term_tables import FINDINGS
from analysis.topics.corpus_topics import Level
from analysis.wording import percent, plural

_MAX_SOURCES = 3


def topic_findings(topics: Level, card: pd.DataFrame, by_source: pd.DataFrame) -> pd.DataFrame:
    """Say which reliable topic is largest, and which sources have more of a topic than any other source.

    Returns
    -------
    DataFrame
        `tables.FINDINGS`: of topics whose verdict is stable or moderate. Of each source the strongest with a tier in
        ``by_source`` (from `shares_by_source`), three in all; the largest topic is counted, not tested. Empty when
        there are no clear topics.
    """
    reliable = card[card["verdict"].isin(["stable", "moderate"]) & topics.choice.clear]
    ahead = by_source[by_source["topic"].isin(reliable["topic"]) & (by_source["tier"] != "")]
    texts = ahead["independent_texts"].to_numpy(dtype=float)
    ahead = ahead.assign(
        strength=round_significant(ahead["lead_low"].clip(lower=0).to_numpy(dtype=float) * np.sqrt(texts))
    )
    # "clear" comes before "likely" in the alphabet too.
    ahead = ahead.sort_values(["tier", "strength", "topic"], ascending=[True, False, True], kind="stable")
    rows = [_largest(card, reliable.iloc[0])] if len(reliable) else []
    rows += [_ahead(row, by_source) for _, row in ahead.drop_duplicates("source").head(_MAX_SOURCES).iterrows()]
    return FINDINGS.build(rows)


def _largest(card: pd.DataFrame, top: pd.Series) -> dict[str, object]:
    # Another may be as large where the intervals meet, or are not known.
    others = card[card["topic"] != top["topic"]]
    clearly = bool((others["share_high"] < top["share_low"]).all()) and others["share_high"].notna().all()
    equal = int((others["share"] == top["share"]).sum())
    label, share = f"“{top['label']}”", f"{top['share']:.0%} of the articles"
    if clearly:
        which = "largest topic" if top["share"] == card["share"].max() else "largest reliable topic"
        sentence = f"The {which} is {label}: the main topic of {share}."
    elif equal:
        sentence = f"{label} and {plural(equal, 'other topic')} are each the main topic of {share}."
    else:
        sentence = f"{label} is the main topic of {share}; other topics may be as large."
    detail = (
        f"95% interval {top['share_low']:.0%} to {top['share_high']:.0%} · "
        f"{plural(top['independent_texts'], 'independent text')} · {top['verdict']}, stability {top['stability']:.2f}"
    )
    return {
        "kind": "corpus",
        "source": "",
        "sentence": sentence,
        "detail": detail,
        "tier": "",
        "strength": np.nan,
        "anchor": "topic_card",
    }


def _ahead(row: pd.Series, by_source: pd.DataFrame) -> dict[str, object]:
    same = by_source[by_source["topic"] == row["topic"]].set_index("source")
    rival = same.loc[row["rival"]]
    what, share = (
        f"{row['source']} gives “{row['label']}” {percent(row['share'])} of its articles",
        percent(rival["share"]),
    )
    comparison = f"{row['rival']} {share}" if len(same) == 2 else "more than any other source"
    next_to_it = "" if len(same) == 2 else f" ({row['rival']}: {share})"
    return {
        "kind": "topics",
        "source": row["source"],
        "sentence": f"{what}, {comparison}{next_to_it}.",
        "detail": f"{row['tier']} · at least {100 * row['lead_low']:.0f} points more than {row['rival']} "
        f"(95% interval) · {plural(row['independent_texts'], 'independent text')}",
        "tier": row["tier"],
        "strength": row["strength"],
        "anchor": "topic_sources",
    }
