"""What became of each topic since an earlier report, in words."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.topics.history.earlier_topics import FILES, SHARES, TopicTables, read_topic_tables
from analysis.topics.history.topic_matching import match_topics

# A topic has gone into another, or come out of one, with half of its articles, and at least five.
MOVED_SHARE, MOVED_ARTICLES = 0.5, 5
COLUMNS = [
    "change", "topic", "label", "earlier_topic", "earlier_label", "share", "share_low", "share_high", "earlier_share",
    "earlier_share_low", "earlier_share_high", "words_gained", "words_lost", "sentence",
]  # fmt: skip


def topic_changes(now: TopicTables, earlier: TopicTables | None) -> pd.DataFrame:
    """Say what became of each topic.

    Parameters
    ----------
    now, earlier : TopicTables
        Two reports; topics are matched by their words (`match_topics`), numbers need not agree.

    Returns
    -------
    DataFrame
        One row per topic of either, those now by number, then by number those that are no more: ``change`` (*kept*;
        *split*: unmatched, and half of its articles, at least five, were in one earlier topic; *new*; *merged*:
        unmatched, and half of its articles, at least five, are in one topic now; *dropped*: not shown; *gone*),
        ``topic, label, earlier_topic, earlier_label`` (0 and empty where there is none; of *merged* where it went, of
        *split* where it was), shares of both with intervals, ``words_gained, words_lost`` (of *kept*, by rank),
        ``sentence``. Of its articles, those count that both reports have, and have in a topic; of equal parts, the
        lower number. Sentences call a topic by its number now. Empty without an earlier report.
    """
    if earlier is None:
        return pd.DataFrame(columns=COLUMNS)
    words, before = now.words, earlier.words
    pairs = zip(words, match_topics(list(words.values()), list(before.values())), strict=True)
    of_now = {topic: None if match is None else list(before)[match] for topic, match in pairs}
    moved = _moves(now, earlier)
    rows = [_row_now(topic, of_now, now, earlier, words, before, moved) for topic in words]
    rows += [_row_gone(topic, list(words), now, earlier, moved) for topic in before if topic not in of_now.values()]
    return pd.DataFrame(rows, columns=COLUMNS)


def _moves(now: TopicTables, earlier: TopicTables) -> pd.DataFrame:
    """Count the articles in both reports by earlier topic and topic now; those without a topic are left out."""
    both = now.articles.merge(earlier.articles, on="article_id", suffixes=("", "_earlier"))
    both[["topic", "topic_earlier"]] = both[["topic", "topic_earlier"]].astype(int)
    both = both[(both["topic"] > 0) & (both["topic_earlier"] > 0)]
    return pd.crosstab(both["topic_earlier"], both["topic"])


def _main_move(counts: pd.Series, among: Collection[int]) -> tuple[int, int, int] | None:
    """Give which of some topics holds most articles, how many of how many; None when not half of them and five."""
    whole = int(counts.sum())
    part, other = max(((int(counts.get(topic, 0)), -topic) for topic in among), default=(0, 0))
    return (-other, part, whole) if part >= max(MOVED_ARTICLES, MOVED_SHARE * whole) else None


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
    # Out of a topic that lives on, or else out of one that is no more.
    living = [match for match in of_now.values() if match is not None]
    came = (_main_move(moved[topic], living) or _main_move(moved[topic], before)) if topic in moved else None
    if came:
        old = earlier.facts(came[0])
        home = next((number for number, match in of_now.items() if match == came[0]), None)
        where = f"earlier topic {came[0]} “{old['label']}”"
        where += f", now topic {home}" if home not in (None, came[0]) else ", which is no more" if home is None else ""
        whole = f"{came[2]:,} articles that both reports have"
        sentence = f"{name} was part of {where}: {came[1]:,} of its {whole} come from there."
        return _row("split", topic, facts, came[0], old, "", "", sentence)
    sentence = f"{name} is new: {_percent(facts)} of the articles{_interval(facts)}."
    return _row("new", topic, facts, 0, {}, "", "", sentence)


def _row_gone(
    topic: int, numbers: list[int], now: TopicTables, earlier: TopicTables, moved: pd.DataFrame
) -> dict[str, Any]:
    old = earlier.facts(topic)
    if topic in now.dropped:
        sentence = f"Topic {topic} “{old['label']}” is not shown (drop_topics)."
        return _row("dropped", 0, {}, topic, old, "", "", sentence)
    # Another topic may have its number now.
    name = f"{'Earlier topic' if topic in numbers else 'Topic'} {topic} “{old['label']}”"
    came = {t: _main_move(moved[t], moved.index) for t in numbers if t in moved}
    parts = [t for t, where in came.items() if where and where[0] == topic]
    if len(parts) > 1:
        sentence = f"{name} is split into topics {', '.join(map(str, parts[:-1]))} and {parts[-1]}."
        return _row("gone", 0, {}, topic, old, "", "", sentence)
    went = _main_move(moved.T[topic], numbers) if topic in moved.index else None
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
        **{name: facts.get(name, math.nan) for name in SHARES},
        **{f"earlier_{name}": old.get(name, math.nan) for name in SHARES},
        "words_gained": gained, "words_lost": lost, "sentence": sentence,
    }  # fmt: skip


def _share_move(facts: Mapping[str, Any], old: Mapping[str, Any]) -> list[str]:
    same = all(facts[n] == old[n] or (math.isnan(facts[n]) and math.isnan(old[n])) for n in SHARES)
    if same:
        return []
    told = [f"{when} {words}" for when, one in (("now", facts), ("earlier", old)) if (words := _ends(one))]
    band = f" (95% interval {', '.join(told)})" if told else ""
    before, after = _percent(old), _percent(facts)
    if before == after:
        return [f"{after} of the articles as before{band}"]
    return [f"{before} → {after} of the articles{band}"]


def _percent(facts: Mapping[str, Any]) -> str:
    """Write a share as figures do, never rounding something to nothing or to all."""
    value = 100 * facts["share"]
    if math.isnan(value):
        return "an unknown share"
    if value in (0, 100) or 9.95 <= value < 99.5:
        return f"{value:.0f}%"
    if 0 < value < 0.05:
        return "under 0.1%"
    return "over 99.9%" if 99.95 <= value < 100 else f"{value:.1f}%"


def _ends(facts: Mapping[str, Any]) -> str:
    low, high = 100 * facts["share_low"], 100 * facts["share_high"]
    digits = 1 if 0 < low < 0.5 or 99.5 <= high < 100 else 0
    return "" if math.isnan(low) or math.isnan(high) else f"{low:.{digits}f} to {high:.{digits}f}%"


def _interval(facts: Mapping[str, Any]) -> str:
    ends = _ends(facts)
    return f" ({ends})" if ends else ""


# Their rows are told as sentences instead.
TOLD = ("topic_terms.csv", "topic_card.csv", "article_topics.csv", "topic_changes.csv")


def has_topics(page: Path) -> bool:
    """Whether a folder holds the tables that tell topics apart."""
    return all((page / name).is_file() for name in FILES)


def compare_topics(old: Path, new: Path) -> list[str]:
    """Say what became of each topic from one page to another.

    Parameters
    ----------
    old, new : Path
        Folders of pages, with `has_topics`.

    Returns
    -------
    list of str
        The sentences of `topic_changes` but for topics that are unchanged, then how many of the articles in both have
        another main topic (matched topics count as the same). Empty when nothing changed.

    Raises
    ------
    SettingsError
        When a table cannot be read.
    """
    before, now = read_topic_tables(old), read_topic_tables(new)
    changes = topic_changes(now, before)
    lines = [sentence for sentence in changes["sentence"] if not sentence.endswith(": unchanged.")]
    kept = changes[changes["change"] == "kept"]
    number = dict(zip(kept["earlier_topic"], kept["topic"], strict=True)) | {0: 0}
    both = now.articles.merge(before.articles, on="article_id", suffixes=("", "_earlier"))
    moved = int((both["topic_earlier"].map(number) != both["topic"]).sum())
    if moved:
        lines.append(f"{moved:,} of the {len(both):,} articles in both reports have another main topic, or none now.")
    return lines
