"""What became of each topic since an earlier report, in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.tables.topic_tables import TOPIC_CHANGES
from analysis.topics.history.earlier_topics import SHARES, ReportedTopics, number_key
from analysis.topics.history.topic_matching import match_topics
from analysis.vocabulary import NO_TOPIC
from analysis.wording import interval, listed, percent, plural

# A topic has gone into another, or come out of one, with half of its articles, and at least five.
MIN_MOVED_SHARE, MIN_MOVED_ARTICLES = 0.5, 5
_UNCHANGED = "unchanged"


def topic_changes(now: ReportedTopics, earlier: ReportedTopics | None) -> pd.DataFrame:
    """Say what became of each topic.

    Parameters
    ----------
    now, earlier : ReportedTopics
        Two reports; topics are matched by their words (`match_topics`), numbers need not agree: themes first, then the
        subjects of matched themes, then those left over.

    Returns
    -------
    DataFrame
        `tables.TOPIC_CHANGES`, one row per topic of either: *kept*; *split*: unmatched, and half of its articles, at
        least five, were in one earlier topic; *new*; *merged*: unmatched, and half of its articles, at least five, are
        in one topic now; *dropped*: not shown; *gone*. Of its articles, those count that both reports have, and have
        in a topic of the same level; failing that, a subject may have come out of another theme, or be of a theme alone
        now. Of equal parts, the lower number. Sentences call a topic by its number now. Empty without an earlier
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
        another main topic or subject (matched ones count as the same). Empty when nothing changed.
    """
    changes = topic_changes(now, earlier)
    lines = [sentence for sentence in changes["sentence"] if not sentence.endswith(f": {_UNCHANGED}.")]
    kept = changes[changes["change"] == "kept"]
    number = dict(zip(kept["earlier_topic"], kept["topic"], strict=True)) | {NO_TOPIC: NO_TOPIC}
    both = _in_both(now, earlier)
    for column, name in {"topic": "main topic", "subject": "subject"}.items():
        moved = int((both[f"{column}_earlier"].map(number) != both[column]).sum())
        if moved:
            articles = plural(len(both), "article")
            lines.append(f"{moved:,} of the {articles} in both reports have another {name}, or none now.")
    return lines


def _in_both(now: ReportedTopics, earlier: ReportedTopics) -> pd.DataFrame:
    columns = ["article_id", "topic", "subject"]
    return now.articles[columns].merge(earlier.articles[columns], on="article_id", suffixes=("", "_earlier"))


def _is_subject(topic: str) -> bool:
    return "." in topic


class _Comparison:
    """The topics of two reports, matched."""

    def __init__(self, now: ReportedTopics, earlier: ReportedTopics) -> None:
        self.now, self.earlier = now, earlier
        self.words, self.earlier_words = now.words, earlier.words
        self.match = self._match_all()
        both = _in_both(now, earlier)
        pairs = [
            both[[before, after]].set_axis(["earlier", "now"], axis=1)
            for before in ("topic_earlier", "subject_earlier")
            for after in ("topic", "subject")
        ]
        # Articles in both reports by earlier topic and topic now, of either level; those without a topic are left out.
        found = pd.concat(pairs)
        found = found[(found["earlier"] != NO_TOPIC) & (found["now"] != NO_TOPIC)]
        self.moved = found.value_counts().to_dict()

    def _match_all(self) -> dict[str, str]:
        """Match themes, the subjects of matched themes, and the subjects left over: earlier topic by topic now."""
        now, before = (
            [topic for topic in words if not _is_subject(topic)] for words in (self.words, self.earlier_words)
        )
        match = self._match(now, before)
        for theme, earlier_theme in list(match.items()):
            parts = (
                [topic for topic in words if topic.startswith(f"{parent}.")]
                for words, parent in ((self.words, theme), (self.earlier_words, earlier_theme))
            )
            match |= self._match(*parts)
        taken = set(match.values())
        left = [topic for topic in self.words if _is_subject(topic) and topic not in match]
        return match | self._match(left, [t for t in self.earlier_words if _is_subject(t) and t not in taken])

    def _match(self, now: list[str], before: list[str]) -> dict[str, str]:
        matches = match_topics([self.words[topic] for topic in now], [self.earlier_words[topic] for topic in before])
        return {topic: before[at] for topic, at in zip(now, matches, strict=True) if at is not None}

    def rows(self) -> list[dict[str, Any]]:
        now = [
            self._kept(topic, self.match[topic]) if topic in self.match else self._new(topic) for topic in self.words
        ]
        kept = set(self.match.values())
        return now + [self._gone(topic) for topic in self.earlier_words if topic not in kept]

    def _kept(self, topic: str, earlier: str) -> dict[str, Any]:
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

    def _new(self, topic: str) -> dict[str, Any]:
        now = self.now.summary(topic)
        # Out of a topic that lives on, or else out of one that is gone; a subject, failing that, out of another theme.
        peers, themes = self._levels(self.earlier_words, topic)
        own = self.match.get(_parent(topic))
        came = (
            self._came(topic, [peer for peer in peers if peer in self.match.values()], peers)
            or self._came(topic, peers, peers)
            or self._came(topic, [theme for theme in themes if theme != own], themes)
        )
        if came is None:
            return self._row("new", topic, NO_TOPIC, f"{_name(topic, now)} is new: {_share(now)}.")
        origin, n, whole = came
        where = _name(origin, self.earlier.summary(origin), "earlier topic")
        number_now = next((number for number, match in self.match.items() if match == origin), None)
        if number_now is None:
            where += ", which is gone"
        elif number_now != origin:
            where += f", now topic {number_now}"
        moved = f"{n:,} of its {plural(whole, 'article')} in both reports come from there"
        return self._row("split", topic, origin, f"{_name(topic, now)} was part of {where}: {moved}.")

    def _gone(self, topic: str) -> dict[str, Any]:
        old = self.earlier.summary(topic)
        name = _name(topic, old)
        if {topic, _parent(topic)} & self.now.dropped:
            return self._row("dropped", NO_TOPIC, topic, f"{name} is not shown (drop_topics).")
        # Another topic may have its number now.
        name = _name(topic, old, "Earlier topic") if topic in self.words else name
        peers, themes = self._levels(self.words, topic)
        same = [number for number in self.earlier_words if _is_subject(number) == _is_subject(topic)]
        parts = [number for number in peers if (came := self._came(number, same, same)) and came[0] == topic]
        if len(parts) > 1:
            return self._row("gone", NO_TOPIC, topic, f"{name} is split into topics {listed(parts)}.")
        went = self._went(topic, peers)
        if went is None and (went := self._went(topic, themes)):
            into, n, whole = went
            of_theme = (
                f"{n:,} of its {plural(whole, 'article')} are in topic {into} “{self.now.summary(into)['label']}”"
            )
            return self._row("merged", into, topic, f"{name} is not a topic of its own any more: {of_theme}.")
        if went is None:
            return self._row("gone", NO_TOPIC, topic, f"{name} is gone: it had {_share(old)}.")
        into, n, whole = went
        moved = f"with {n:,} of its {plural(whole, 'article')}"
        into_name = _name(into, self.now.summary(into), "topic")
        return self._row("merged", into, topic, f"{name} merged into {into_name}, {moved}.")

    def _levels(self, words: Mapping[str, Any], topic: str) -> tuple[list[str], list[str]]:
        """List the topics of the same level, and, for a subject, the themes."""
        themes = [other for other in words if not _is_subject(other)]
        if not _is_subject(topic):
            return themes, []
        return [other for other in words if _is_subject(other)], themes

    def _came(self, topic: str, among: Collection[str], level: Collection[str]) -> tuple[str, int, int] | None:
        return _main_move({other: self.moved.get((other, topic), 0) for other in level}, among)

    def _went(self, topic: str, level: Collection[str]) -> tuple[str, int, int] | None:
        return _main_move({other: self.moved.get((topic, other), 0) for other in level}, level)

    def _row(self, change: str, topic: str, earlier: str, sentence: str) -> dict[str, Any]:
        """Make a row; no topic has no label and no share."""
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


def _main_move(counts: Mapping[str, int], among: Collection[str]) -> tuple[str, int, int] | None:
    """Give which of some topics holds most articles, how many of how many; None when not half of them and five."""
    if not among:
        return None
    whole, most = sum(counts.values()), min(among, key=lambda topic: (-counts[topic], number_key(topic)))
    part = counts[most]
    return (most, part, whole) if part >= max(MIN_MOVED_ARTICLES, MIN_MOVED_SHARE * whole) else None


def _parent(topic: str) -> str:
    return topic.split(".")[0]


def _name(topic: str, summary: Mapping[str, Any], word: str = "Topic") -> str:
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
