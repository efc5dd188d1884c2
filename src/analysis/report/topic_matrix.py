"""Who writes about what, read from the tables of a report folder."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from analysis.report.csv_files import ReportTables, records
from analysis.vocabulary import CLEAR, NO_TOPIC
from analysis.wording import clean_label, one_line, percent

# Topics and outlets that are taken in at a glance.
MAX_TOPICS, MAX_OUTLETS = 12, 12
_MAX_PANELS, _MAX_SUBJECTS, _MAX_WORDS = 9, 4, 8
RELIABLE = ("stable", "moderate", "made by hand")


@dataclass(frozen=True)
class TopicShares:
    """The topics to show, and what share of the articles of each source they are.

    Attributes
    ----------
    topics : list of dict
        ``topic, parent, label, share`` and ``reliable``: themes, the largest first, each followed by its subjects.
    cards : list of dict
        All topics, shown or not.
    cells : dict
        Topic and source -> ``share, share_low, share_high, share_others`` and ``tier``: whether the source is clearly
        or likely ahead of the others; empty otherwise.
    """

    topics: list[dict[str, Any]]
    cards: list[dict[str, Any]]
    cells: dict[tuple[str, str], dict[str, Any]]

    @property
    def themes(self) -> list[dict[str, Any]]:
        """All themes, shown or not."""
        return [card for card in self.cards if not card["parent"]]

    @property
    def not_shown(self) -> int:
        """How many themes, and reliable subjects, there was no room for."""
        return len([card for card in self.cards if card["reliable"] or not card["parent"]]) - len(self.topics)

    def most_of(self, source: str) -> dict[str, Any]:
        """Give the reliable topic with most of the articles of a source; {} for none."""
        rows = [topic for topic in _reliable(self.cards) if self.share(topic, source) > 0]
        return max(rows, key=lambda topic: self.share(topic, source), default={})

    def share(self, topic: dict[str, Any], source: str) -> float:
        """Give the share of a topic in a source; 0 where the table has none."""
        return float(self.cells.get((topic["topic"], source), {}).get("share", 0.0))


def read_topic_shares(tables: ReportTables) -> TopicShares:
    """Read shares of topics by source, and choose which topics to show.

    Shown are the 12 largest themes, those that are not reliable too, so that their shares add up; then, up to 12 in
    all and at least 4, reliable subjects: first those in which a source is clearly or likely ahead, the largest first.
    """
    columns = ("topic", "source", "share", "share_low", "share_high", "share_others", "difference", "tier")
    by_source = tables.read("topic_sources", *columns)
    cells = {
        (row["topic"], row["source"]): {**row, "tier": row["tier"] if row["difference"] > 0 else ""}
        for row in records(by_source[by_source["topic"] != NO_TOPIC])
    }
    telling = {topic for (topic, _), cell in cells.items() if cell["tier"]}
    cards = topic_cards(tables)
    return TopicShares(_choose(cards, telling), cards, cells)


def topic_cards(tables: ReportTables) -> list[dict[str, Any]]:
    """List the topics of a report in their order: label, with the verdict on those that are not ``reliable``; share."""
    rows = records(tables.read("topic_card", "topic", "parent", "label", "share", "verdict"))
    for row in rows:
        row["reliable"] = row["verdict"] in RELIABLE
        row["label"] = clean_label(row["label"]) + ("" if row["reliable"] else f" ({clean_label(row['verdict'])})")
    return rows


def _reliable(cards: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Select the reliable themes, and the reliable subjects of the other themes."""
    reliable = {card["topic"] for card in cards if card["reliable"]}
    return [card for card in cards if card["topic"] in reliable and card["parent"] not in reliable]


def _choose(cards: list[dict[str, Any]], telling: set[str]) -> list[dict[str, Any]]:
    kept = sorted((card for card in cards if not card["parent"]), key=lambda card: -card["share"])[:MAX_TOPICS]
    shown = {card["topic"] for card in kept}
    subjects = [card for card in cards if card["parent"] in shown and card["reliable"]]
    subjects.sort(key=lambda card: (card["topic"] not in telling, -card["share"]))
    kept += subjects[: max(_MAX_SUBJECTS, MAX_TOPICS - len(kept))]
    return order_topics(kept, lambda card: float(card["share"]))


def order_topics(topics: list[dict[str, Any]], share: Callable[[dict[str, Any]], float]) -> list[dict[str, Any]]:
    """Put themes in the order of a share, the largest first, each followed by its subjects in the same order."""
    ranked = sorted(topics, key=lambda topic: -share(topic))
    themes = [topic for topic in ranked if not topic["parent"]]
    return [row for theme in themes for row in (theme, *(one for one in ranked if one["parent"] == theme["topic"]))]


def matrix(shares: TopicShares, sources: list[str]) -> list[dict[str, Any]]:
    """Lay out shares of topics by source: a row for each topic with the cells of these sources."""
    rows = [[shares.cells.get((topic["topic"], source), {}) for source in sources] for topic in shares.topics]
    top = max((cell["share"] for row in rows for cell in row if cell), default=0.0)
    return [
        {**topic, "cells": [_cell(cell, top) for cell in row]} for topic, row in zip(shares.topics, rows, strict=True)
    ]


def topic_panels(tables: ReportTables) -> list[dict[str, Any]]:
    """Lay out what a corpus of one source writes about: reliable topics, the largest first, with an article of each."""
    cards = topic_cards(tables)
    topics = sorted(_reliable(cards), key=lambda topic: -topic["share"])
    words = tables.read("topic_words", "topic", "words").set_index("topic")["words"].to_dict()
    examples = tables.read("representative_articles", "topic", "title")
    titles = dict(zip(examples["topic"][::-1], examples["title"][::-1], strict=True))
    panels = []
    for topic in topics[:_MAX_PANELS]:
        parts = [card for card in cards if card["parent"] == topic["topic"] and card["reliable"]]
        parts.sort(key=lambda card: -card["share"])
        known = [titles[card["topic"]] for card in (topic, *parts) if card["topic"] in titles]
        panels.append(
            {
                "label": topic["label"],
                "share": percent(topic["share"]),
                "size": topic["share"],
                "at": f"{100 * topic['share']:.1f}",
                "words": one_line(" · ".join(words.get(topic["topic"], "").split()[:_MAX_WORDS])),
                "subjects": [(card["label"], short_percent(card["share"])) for card in parts[:_MAX_SUBJECTS]],
                "article": one_line(known[0]) if known else "",
            }
        )
    return panels


def _cell(cell: dict[str, Any], top: float) -> dict[str, Any]:
    if not cell:
        return {"share": "–", "shade": "0", "ahead": False}
    shade = f"{cell['share'] / top:.2f}" if top else "0"
    return {"share": short_percent(cell["share"]), "shade": shade, "ahead": cell["tier"] == CLEAR}


def short_percent(share: float) -> str:
    """Write a share without decimals: "27%", "under 1%"."""
    if not math.isfinite(share):
        return "–"
    return "<1%" if 0 < share < 0.005 else f"{100 * share:.0f}%"
