"""What became of each topic since an earlier report, in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.tables.topic_tables import TOPIC_CHANGES
from analysis.topics.history.earlier_topics import SHARES, ReportedTopics
from analysis.topics.history.topic_matching import match_topics
from analysis.wording import interval, listed, percent, plural

# A topic has gone into another, or come out of one, with half of its articles, and at least five.
MIN_MOVED_SHARE, MIN_MOVED_ARTICLES = 0.5, 5
_UNCHANGED = "unchanged"


def topic_changes(now: ReportedTopics, earlier: ReportedTopics | None) -> pd.DataFrame:
    """Say what became of each topic.

    Parameters
    ----------
    now, earlier : ReportedTopics
        Two reports; topics are matched by their words (`match_topics`), numbers need not agree.

    Returns
    -------
    DataFrame
        `tables.TOPIC_CHANGES`, one row per topic of either: *kept*; *split*: unmatched, and half of its articles, at
        least five, were in one earlier topic; *new*; *merged*: unmatched, and half of its articles, at least five, are
        in one topic now; *dropped*: not shown; *gone*. Of its articles, those count that both reports have, and have
        in a topic; of equal parts, the lower number. Sentences call a topic by its number now. Empty without an earlier
        report.
    """
    if earlier is None:
        return TOPIC_CHANGES.empty()
    return TOPIC_CHANGES.build(_Comparison(now, earlier).rows())


def compare_topics(now: ReportedTopics, earlier: ReportedTopics) -> list[str]:
    """Say what became of the topics from one report to another.

    Returns
    -------
    list of str
        The sentences of `topic_changes` but for topics that are unchanged, then how many of the articles in both have
        another main topic (matched topics count as the same). Empty when nothing changed.
    """
    changes = topic_changes(now, earlier)
    lines = [sentence for sentence in changes["sentence"] if not sentence.endswith(f": {_UNCHANGED}.")]
    kept = changes[changes["change"] == "kept"]
    number = dict(zip(kept["earlier_topic"], kept["topic"], strict=True)) | {0: 0}
    both = _in_both(now, earlier)
    moved = int((both["topic_earlier"].map(number) != both["topic"]).sum())
    if moved:
        lines.append(
            f"{moved:,} of the {plural(len(both), 'article')} in both reports have another main topic, or none now."
        )
    return lines


def _in_both(now: ReportedTopics, earlier: ReportedTopics) -> pd.DataFrame:
    both = now.articles.merge(earlier.articles, on="article_id", suffixes=("", "_earlier"))
    return both.astype({"topic": int, "topic_earlier": int})


class _Comparison:
    """The topics of two reports, matched."""

    def __init__(self, now: ReportedTopics, earlier: ReportedTopics) -> None:
        self.now, self.earlier = now, earlier
        self.words, self.earlier_words = now.words, earlier.words
        matches = match_topics(list(self.words.values()), list(self.earlier_words.values()))
        numbers = list(self.earlier_words)
        self.match = {topic: None if at is None else numbers[at] for topic, at in zip(self.words, matches, strict=True)}
        # Articles in both reports by earlier topic and topic now; those without a topic are left out.
        both = _in_both(now, earlier)
        both = both[(both["topic"] > 0) & (both["topic_earlier"] > 0)]
        self.moved = pd.crosstab(both["topic_earlier"], both["topic"])

    def rows(self) -> list[dict[str, Any]]:
        now = [self._new(topic) if match is None else self._kept(topic, match) for topic, match in self.match.items()]
        return now + [self._gone(topic) for topic in self.earlier_words if topic not in self.match.values()]

    def _kept(self, topic: int, earlier: int) -> dict[str, Any]:
        now, old = self.now.summary(topic), self.earlier.summary(earlier)
        words, before = self.words[topic], self.earlier_words[earlier]
        gained, lost = [w for w in words if w not in before], [w for w in before if w not in words]
        parts = [f"was topic {earlier}"] if earlier != topic else []
        parts += [f"was called “{old['label']}”"] if old["label"] != now["label"] else []
        parts += _share_change(now, old)
        parts += [f"+ {', '.join(gained)}"] if gained else []
        parts += [f"− {', '.join(lost)}"] if lost else []
        sentence = f"{_name(topic, now)}: {'; '.join(parts) or _UNCHANGED}."
        words_changed = {"words_gained": ", ".join(gained), "words_lost": ", ".join(lost)}
        return self._row("kept", topic, earlier, sentence) | words_changed

    def _new(self, topic: int) -> dict[str, Any]:
        now = self.now.summary(topic)
        came = None
        if topic in self.moved:
            # Out of a topic that lives on, or else out of one that is gone.
            counts, living = self.moved[topic], [match for match in self.match.values() if match is not None]
            came = _main_move(counts, living) or _main_move(counts, self.earlier_words)
        if came is None:
            return self._row("new", topic, 0, f"{_name(topic, now)} is new: {_share(now)}.")
        origin, n, whole = came
        where = _name(origin, self.earlier.summary(origin), "earlier topic")
        number_now = next((number for number, match in self.match.items() if match == origin), None)
        if number_now is None:
            where += ", which is gone"
        elif number_now != origin:
            where += f", now topic {number_now}"
        moved = f"{n:,} of its {plural(whole, 'article')} in both reports come from there"
        return self._row("split", topic, origin, f"{_name(topic, now)} was part of {where}: {moved}.")

    def _gone(self, topic: int) -> dict[str, Any]:
        old = self.earlier.summary(topic)
        name = _name(topic, old)
        if topic in self.now.dropped:
            return self._row("dropped", 0, topic, f"{name} is not shown (drop_topics).")
        # Another topic may have its number now.
        name = _name(topic, old, "Earlier topic") if topic in self.words else name
        origins = {number: _main_move(self.moved[number], self.moved.index) for number in self.moved}
        parts = [str(number) for number, origin in origins.items() if origin and origin[0] == topic]
        if len(parts) > 1:
            return self._row("gone", 0, topic, f"{name} is split into topics {listed(parts)}.")
        went = _main_move(self.moved.T[topic], self.words) if topic in self.moved.index else None
        if went is None:
            return self._row("gone", 0, topic, f"{name} is gone: it had {_share(old)}.")
        into, n, whole = went
        moved = f"with {n:,} of its {plural(whole, 'article')}"
        into_name = _name(into, self.now.summary(into), "topic")
        return self._row("merged", into, topic, f"{name} merged into {into_name}, {moved}.")

    def _row(self, change: str, topic: int, earlier: int, sentence: str) -> dict[str, Any]:
        """Make a row; a number of 0 has no label and no share."""
        now, old = self.now.summary(topic), self.earlier.summary(earlier)
        return {
            "change": change,
            "topic": topic,
            "label": now["label"],
            "earlier_topic": earlier,
            "earlier_label": old["label"],
            **{name: now[name] for name in SHARES},
            **{f"earlier_{name}": old[name] for name in SHARES},
            "words_gained": "",
            "words_lost": "",
            "sentence": sentence,
        }


def _main_move(counts: pd.Series, among: Collection[int]) -> tuple[int, int, int] | None:
    """Give which of some topics holds most articles, how many of how many; None when not half of them and five."""
    whole = int(counts.sum())
    part, other = max(((int(counts.get(topic, 0)), -topic) for topic in among), default=(0, 0))
    return (-other, part, whole) if part >= max(MIN_MOVED_ARTICLES, MIN_MOVED_SHARE * whole) else None


def _name(topic: int, summary: Mapping[str, Any], word: str = "Topic") -> str:
    return f"{word} {topic} “{summary['label']}”"


def _percent(summary: Mapping[str, Any]) -> str:
    return "an unknown share" if np.isnan(summary["share"]) else percent(summary["share"])


def _share(summary: Mapping[str, Any]) -> str:
    return f"{_percent(summary)} of the articles{interval(summary['share_low'], summary['share_high'], percent)}"


def _share_change(now: Mapping[str, Any], old: Mapping[str, Any]) -> list[str]:
    if np.array_equal([now[name] for name in SHARES], [old[name] for name in SHARES], equal_nan=True):
        return []
    ends = [
        f"{when} {percent(share['share_low'])} to {percent(share['share_high'])}"
        for when, share in (("now", now), ("earlier", old))
        if np.isfinite([share["share_low"], share["share_high"]]).all()
    ]
    intervals = f" (95% interval {', '.join(ends)})" if ends else ""
    before, after = _percent(old), _percent(now)
    if before == after:
        return [f"{after} of the articles as before{intervals}"]
    return [f"{before} → {after} of the articles{intervals}"]
