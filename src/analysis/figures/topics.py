"""Figures of the topics: how many, their words, how large and how trustworthy, who writes about them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import clean_label, drawable_names, fit, row_labels, widest, wrap
from analysis.figures.marks import (
    NO_INTERVAL,
    beside,
    dots,
    extent,
    floats,
    head_panel,
    name_rows,
    percent_tick,
    round_ticks,
    row_room,
)
from analysis.figures.panels import Grid
from analysis.figures.style import (
    BLUE,
    EDGE,
    GREEN,
    INK,
    ORANGE,
    RULE,
    SMALL,
    WIDTH,
    add_panel,
    new_figure,
    styled,
)
from analysis.figures.wording import counted, interval, leaders, listed, number, percent

_HEAD = 9.0  # points of a panel's heading


def headings(table: pd.DataFrame) -> dict[object, str]:
    """Map each topic to "1  its label", in the order of the table."""
    labels = drawable_names(table["label"])
    return {topic: f"{topic}  {labels[label]}" for topic, label in zip(table["topic"], table["label"], strict=True)}


@styled
def plot_topic_terms(table: pd.DataFrame) -> Figure:
    """Draw the words of each topic by weight.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per topic and rank: ``topic, label, rank, term, weight``, drawn in the order given.
    """
    terms, heads = drawable_names(table["term"]), headings(table)
    topics = table.groupby("topic", sort=False).indices
    most = max(len(rows) for rows in topics.values())
    left = row_room(list(terms.values()), 1.15, SMALL) + 0.1
    grid = Grid(len(topics), max(2, min(len(topics), 4)), height=0.16 * most, head=0.52, left=left, right=0.2)
    note = "Length of a bar: how strongly the word marks the topic" + (
        ", on one scale in all panels." * (len(topics) > 1) or "."
    )
    title = "The words that mark each topic" if len(topics) > 1 else "The words that mark the topic"
    figure = new_figure(title, note, body=grid.body, foot=0.1)
    weight = floats(table["weight"])
    low, high = extent(weight)
    for ax, (topic, rows) in zip(grid.add_to(figure), topics.items(), strict=True):
        ax.barh(np.arange(len(rows)), weight[rows], 0.62, color=BLUE)
        name_rows(ax, [terms[term] for term in table["term"].iloc[rows]], left - 0.1, SMALL)
        ax.set_ylim(most - 0.5, -0.5)
        ax.set_xlim(low, high)
        ax.set_xticks([])
        ax.spines["bottom"].set_visible(False)
        ax.axvline(0, color=RULE, lw=0.8, zorder=0)
        _head_topic(ax, heads[topic], left, grid.width + left)
    return figure


def _head_topic(ax: Axes, heading: str, out: float, inches: float) -> None:
    head_panel(ax, "\n".join(wrap(heading, inches, _HEAD, "bold")), left=-out, size=_HEAD)


def say_topic_terms(table: pd.DataFrame) -> str:
    """State how many topics there are, and the first words of the first."""
    topics = table["topic"].drop_duplicates()
    first = table[table["topic"] == topics.iloc[0]]
    return (
        f"{counted(len(topics), 'topic')}. Topic {topics.iloc[0]} is marked by {listed(first['term'], 5, quote=True)}."
    )


@styled
def plot_topic_card(table: pd.DataFrame) -> Figure:
    """Draw the share of each topic beside the stability of its words, and the verdict in words.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per topic, drawn in the order given. Drawn: ``topic, label, share, share_low, share_high, stability,
        independent_texts, verdict``.
    """
    names = list(headings(table).values())
    share, low, high, stability = (floats(table[name]) for name in ("share", "share_low", "share_high", "stability"))
    verdicts = row_labels(table["verdict"])
    texts = [number(n) for n in floats(table["independent_texts"])]
    row, strip, gap = 0.26, 1.2, 0.3
    room = min(widest(verdicts, SMALL) + 0.02, 2.4)
    column = [0.12 + max(widest(texts, SMALL), 0.75), 0.2]
    left = EDGE + row_room(names, 2.3) + 0.1
    width = WIDTH - left - gap - strip - sum(column) - room - EDGE
    known = np.isfinite(low) & np.isfinite(high)
    note = "Left: share of the articles" + (", with 95% interval" if known.any() else "")
    note += "." if known.all() else f" ({NO_INTERVAL})."
    note += " Right: how often the same words come back when the topics are found again in part of the articles:"
    note += " from 0.6 stable (circle), under 0.4 unstable (triangle), between them moderate (diamond)."
    figure = new_figure(
        "How large each topic is, and how far to trust it", note, body=0.26 + row * len(table), foot=0.5
    )
    rows = np.arange(len(table))
    shares = add_panel(figure, left, 0, width, row * len(table))
    dots(shares, rows, share, low, high)
    name_rows(shares, names, left - EDGE - 0.1)
    shares.set_xlim(0, extent(share, high)[1] * 1.05)
    round_ticks(shares.xaxis, *shares.get_xlim(), percent_tick, most=max(2, int(width / 0.55)))
    shares.set_xlabel("share of the articles", loc="left")

    trust = add_panel(figure, left + width + gap, 0, strip, row * len(table))
    for chosen, color, marker in (
        (stability >= 0.6, BLUE, "o"),
        (stability < 0.4, ORANGE, "v"),
        ((stability >= 0.4) & (stability < 0.6), GREEN, "D"),
    ):
        trust.plot(stability[chosen], rows[chosen], marker, color=color, ms=5.5, clip_on=False, zorder=3)
    trust.set_yticks([])
    trust.set_ylim(len(table) - 0.5, -0.5)
    trust.set_xlim(0, 1)
    trust.set_xticks([0, 0.4, 0.6, 1], labels=["0", "0.4", "0.6", "1"])
    trust.set_xlabel("stability", loc="left")
    beside(trust, "independent", texts, column[0])
    beside(trust, "verdict", [fit(verdict, room, SMALL) for verdict in verdicts], sum(column), color=INK, align="left")
    return figure


def say_topic_card(table: pd.DataFrame) -> str:
    """State the largest topic, and how many are stable."""
    most = leaders(table, "share")
    row = most.iloc[0]
    stable = int((table["verdict"].astype(str) == "stable").sum())
    some = f"{stable} of" if stable else "None of the"
    verdict = f"{some} {counted(len(table), 'topic')} {'is' if stable < 2 else 'are'} stable."
    if len(table) == 1:
        verdict = f"Its verdict: {clean_label(row['verdict'], 60)}."
    share = f"{percent(row['share'])} of the articles"
    if len(most) > 1:
        return f"{counted(len(most), 'topic')} are the largest, with {share} each. {verdict}"
    what = "the largest" if len(table) > 1 else "the only one"
    size = share + interval(row["share_low"], row["share_high"], percent)
    return f"Topic {row['topic']} ({clean_label(row['label'], 60)}) is {what}: {size}. {verdict}"
