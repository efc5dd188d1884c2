"""What stands out in the topics, in sentences."""

from __future__ import annotations

import pandas as pd

from analysis.tables.term_tables import FINDINGS
from analysis.topics.corpus_topics import Topics
from analysis.wording import plural


def topic_findings(topics: Topics, card: pd.DataFrame, by_source: pd.DataFrame) -> pd.DataFrame:
    """Say which reliable topic is largest, and where a source's share of a topic is above all other sources'.

    Returns
    -------
    DataFrame
        `tables.FINDINGS` without tier: intervals, not tests. Empty when there are no clear topics.
    """
    reliable = card[card["verdict"].isin(["stable", "moderate"]) & topics.choice.clear]
    rows = [_largest(card, reliable.iloc[0])] if len(reliable) else []
    above = _above_all_others(by_source[by_source["topic"].isin(reliable["topic"])])
    rows += [_main_source(above.iloc[0])] if len(above) else []
    return FINDINGS.build([{"kind": "topics", "tier": "", "strength": float("nan"), **row} for row in rows])


def _largest(card: pd.DataFrame, top: pd.Series) -> dict[str, str]:
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
    return {"source": "", "sentence": sentence, "detail": detail, "anchor": "topic_card"}


def _main_source(top: pd.Series) -> dict[str, str]:
    sentence = f"{top['source']} gives “{top['label']}” {top['share']:.0%} of its articles, more than any other source."
    detail = (
        f"95% interval {top['share_low']:.0%} to {top['share_high']:.0%}, next source at most {top['next_high']:.0%} · "
        f"{plural(top['independent_texts'], 'independent text')}"
    )
    return {"source": top["source"], "sentence": sentence, "detail": detail, "anchor": "topic_sources"}


def _above_all_others(shares: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows whose interval lies above every other source's, by the gap between them."""
    known = shares.dropna(subset=["share_low"]).copy()
    if known.empty:
        return known
    # A source without an interval still has a share that could be larger.
    reach = shares["share_high"].fillna(shares["share"])
    known["next_high"] = [
        reach[(shares["topic"] == topic) & (shares["source"] != source)].max()
        for topic, source in zip(known["topic"], known["source"], strict=True)
    ]
    known["gap"] = known["share_low"] - known["next_high"]
    return known[known["gap"] > 0].sort_values(["gap", "topic", "source"], ascending=[False, True, True])
