"""What became of each topic since an earlier report, in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.topics.match import match_topics

# A topic has gone into another, or come out of one, with half of its articles, and at least five.
MOVED_SHARE, MOVED_ARTICLES = 0.5, 5
COLUMNS = [
    "change", "topic", "label", "earlier_topic", "earlier_label", "share", "share_low", "share_high", "earlier_share",
    "earlier_share_low", "earlier_share_high", "words_gained", "words_lost", "sentence",
]  # fmt: skip
_SHARES = ("share", "share_low", "share_high")


@dataclass(frozen=True)
class TopicTables:
    """The tables of one report that tell topics apart: ``topic_terms``, ``topic_card``, ``article_topics``."""

    terms: pd.DataFrame
    card: pd.DataFrame
    articles: pd.DataFrame

    @property
    def words(self) -> dict[int, list[str]]:
        """Words of each topic, by rank; topics by number."""
        ordered = self.terms.sort_values(["topic", "rank"], kind="stable")
        found: dict[int, list[str]] = {}
        for topic, term in zip(ordered["topic"].astype(int), ordered["term"].astype(str), strict=True):
            found.setdefault(topic, []).append(term)
        return found

    def facts(self, topic: int) -> dict[str, Any]:
        """Label and share with interval of one topic; NaN where there is no number."""
        row = self.card[self.card["topic"] == topic].iloc[0]
        numbers = {name: float(row[name]) if name in row and row[name] != "" else math.nan for name in _SHARES}
        return {"label": str(row["label"]), **numbers}


def topic_changes(now: TopicTables, earlier: TopicTables | None) -> pd.DataFrame:
    """Say what became of each topic.

    Parameters
    ----------
    now, earlier : TopicTables
        Two reports; topics are matched by their words (`analysis.topics.match`), numbers need not agree.

    Returns
    -------
    DataFrame
        One row per topic of either, those now in their order, then those that are not any more: ``change`` (*kept*;
        *split*: unmatched, and half of its articles, at least five, were in one earlier topic that lives on; *new*;
        *merged*: unmatched, and half of its articles, at least five, are in one topic now; *gone*), ``topic, label,
        earlier_topic, earlier_label`` (0 and empty where there is none), shares of both with intervals, ``words_gained,
        words_lost, sentence``. Empty without an earlier report.
    """
    if earlier is None:
        return pd.DataFrame(columns=COLUMNS)
    words, before = now.words, earlier.words
    pairs = zip(words, match_topics(list(words.values()), list(before.values())), strict=True)
    of_now = {topic: None if match is None else list(before)[match] for topic, match in pairs}
    moved = _moves(now, earlier)
    rows = [_row_now(topic, of_now, now, earlier, words, before, moved) for topic in words]
    rows += [_row_gone(topic, now, earlier, moved) for topic in before if topic not in of_now.values()]
    return pd.DataFrame(rows, columns=COLUMNS)


def _moves(now: TopicTables, earlier: TopicTables) -> pd.DataFrame:
    """Count the articles in both reports by earlier topic and topic now; those without a topic are left out."""
    both = now.articles.merge(earlier.articles, on="article_id", suffixes=("", "_earlier"))
    both = both[(both["topic"] > 0) & (both["topic_earlier"] > 0)]
    return pd.crosstab(both["topic_earlier"], both["topic"])


def _main_move(counts: pd.Series) -> tuple[int, int, int] | None:
    """Give where most articles went, how many of how many; None when that is not half of them and five."""
    if counts.empty or counts.max() < MOVED_ARTICLES or counts.max() < MOVED_SHARE * counts.sum():
        return None
    at = int(counts.to_numpy().argmax())
    return int(counts.index.to_numpy()[at]), int(counts.max()), int(counts.sum())


def _row_now(
    topic: int, of_now: Mapping[int, int | None], now: TopicTables, earlier: TopicTables,
    words: dict[int, list[str]], before: dict[int, list[str]], moved: pd.DataFrame,
) -> dict[str, Any]:  # fmt: skip
    facts, match = now.facts(topic), of_now[topic]
    name = f"Topic {topic} “{facts['label']}”"
    if match is not None:
        old = earlier.facts(match)
        gained = [w for w in words[topic] if w not in before[match]]
        lost = [w for w in before[match] if w not in words[topic]]
        parts = [] if match == topic else [f"was topic {match}"]
        parts += [] if old["label"] == facts["label"] else [f"was called “{old['label']}”"]
        parts += _share_move(facts, old)
        parts += [f"+ {', '.join(gained)}"] if gained else []
        parts += [f"− {', '.join(lost)}"] if lost else []
        sentence = f"{name}: {'; '.join(parts) or 'unchanged'}."
        return _row("kept", topic, facts, match, old, ", ".join(gained), ", ".join(lost), sentence)
    came = _main_move(moved[topic]) if topic in moved else None
    if came and came[0] in of_now.values():
        old = earlier.facts(came[0])
        whole = "its 1 article" if came[2] == 1 else f"its {came[2]:,} articles that the earlier report has too"
        sentence = f"{name} split off topic {came[0]} “{old['label']}”: {came[1]:,} of {whole} were there."
        return _row("split", topic, facts, came[0], old, "", "", sentence)
    sentence = f"{name} is new: {_percent(facts)} of the articles{_interval(facts)}."
    return _row("new", topic, facts, 0, {}, "", "", sentence)


def _row_gone(topic: int, now: TopicTables, earlier: TopicTables, moved: pd.DataFrame) -> dict[str, Any]:
    old = earlier.facts(topic)
    name = f"Topic {topic} “{old['label']}”"
    went = _main_move(moved.T[topic]) if topic in moved.index else None
    if went:
        facts = now.facts(went[0])
        sentence = (
            f"{name} merged into topic {went[0]} “{facts['label']}”, with {went[1]:,} of its {went[2]:,} articles."
        )
        return _row("merged", went[0], facts, topic, old, "", "", sentence)
    sentence = f"{name} is gone: it had {_percent(old)} of the articles{_interval(old)}."
    return _row("gone", 0, {}, topic, old, "", "", sentence)


def _row(
    change: str, topic: int, facts: Mapping[str, Any], match: int, old: Mapping[str, Any], gained: str, lost: str,
    sentence: str,
) -> dict[str, Any]:  # fmt: skip
    return {
        "change": change, "topic": topic, "label": facts.get("label", ""),
        "earlier_topic": match, "earlier_label": old.get("label", ""),
        **{name: facts.get(name, math.nan) for name in _SHARES},
        **{f"earlier_{name}": old.get(name, math.nan) for name in _SHARES},
        "words_gained": gained, "words_lost": lost, "sentence": sentence,
    }  # fmt: skip


def _share_move(facts: Mapping[str, Any], old: Mapping[str, Any]) -> list[str]:
    same = all(facts[n] == old[n] or (math.isnan(facts[n]) and math.isnan(old[n])) for n in _SHARES)
    if same:
        return []
    told = [f"{when} {words}" for when, one in (("now", facts), ("earlier", old)) if (words := _ends(one))]
    band = f" (95% interval {', '.join(told)})" if told else ""
    return [f"{_percent(old)} → {_percent(facts)} of the articles{band}"]


def _percent(facts: Mapping[str, Any]) -> str:
    return f"{facts['share']:.0%}" if facts["share"] >= 0.0995 or facts["share"] == 0 else f"{facts['share']:.1%}"


def _ends(facts: Mapping[str, Any]) -> str:
    low, high = facts["share_low"], facts["share_high"]
    return "" if math.isnan(low) or math.isnan(high) else f"{100 * low:.0f} to {100 * high:.0f}%"


def _interval(facts: Mapping[str, Any]) -> str:
    ends = _ends(facts)
    return f" ({ends})" if ends else ""
