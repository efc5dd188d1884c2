"""What stands out in the topics, in sentences."""

from __future__ import annotations

import pandas as pd

from analysis.topics.corpus_topics import Topics


def topic_findings(topics: Topics, card: pd.DataFrame, by_source: pd.DataFrame) -> pd.DataFrame:
    """Say which trusted topic is largest, and where a source's share of a topic stands clear of all other sources'.

    Parameters
    ----------
    topics : Topics
        The model.
    card : DataFrame
        From `topic_card`.
    by_source : DataFrame
        From `shares_by_source`.

    Returns
    -------
    DataFrame
        One row per sentence: ``sentence, q`` (missing: intervals, not tests), ``detail, anchor``. Empty when there are
        no clear topics.
    """
    rows = []
    trusted = card[card["verdict"].isin(["stable", "moderate"]) & topics.choice.clear]
    if len(trusted):
        top = trusted.iloc[0]
        topic = "topic" if top["share"] == card["share"].max() else "topic that can be trusted"
        # The next may as well be the largest where the intervals meet, or are not known.
        next_ends = card.loc[card["topic"] != top["topic"], "share_high"]
        alone = bool((next_ends < top["share_low"]).all()) and next_ends.notna().all()
        label = top["label"]
        begin = f"The largest {topic} is “{label}”:" if alone else f"No {topic} is clearly the largest; “{label}” is"
        others = int((card["share"] == top["share"]).sum()) - 1
        equals = f", and {others} {'other' if others == 1 else 'others'} of as many" if others else ""
        rows.append(
            (
                f"{begin} the main topic of {top['share']:.0%} of the articles{equals}.",
                f"95% interval {top['share_low']:.0%} to {top['share_high']:.0%} · "
                f"{top['independent_texts']:,} independent texts · {top['verdict']}, stability {top['stability']:.2f}",
                "topic_card",
            )
        )
    clear = _clear_of_others(by_source[by_source["topic"].isin(trusted["topic"])])
    if len(clear):
        top = clear.iloc[0]
        rows.append(
            (
                f"{top['source']} gives “{top['label']}” {top['share']:.0%} of its articles, "
                "more than any other source.",
                f"95% interval {top['share_low']:.0%} to {top['share_high']:.0%}, "
                f"next source at most {top['next_high']:.0%} · {top['independent_texts']:,} independent texts",
                "topic_sources",
            )
        )
    table = pd.DataFrame(rows, columns=["sentence", "detail", "anchor"])
    table.insert(1, "q", float("nan"))
    return table


def _clear_of_others(shares: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows whose interval lies above every other source's, by the gap between them."""
    known = shares.dropna(subset=["share_low"]).copy()
    if known.empty:
        return known
    # A source without an interval still has a share that could be larger.
    reach = shares["share_high"].fillna(shares["share"])
    known["next_high"] = [
        reach[(shares["topic"] == t) & (shares["source"] != s)].max()
        for t, s in zip(known["topic"], known["source"], strict=True)
    ]
    known["gap"] = known["share_low"] - known["next_high"]
    return known[known["gap"] > 0].sort_values(["gap", "topic", "source"], ascending=[False, True, True])
