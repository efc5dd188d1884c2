"""Figures of the topics: how many, their words, how large and how trustworthy, who writes about them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.labels import drawable_names, fit, row_labels, widest, wrap
from analysis.figures.marks import (
    NO_INTERVAL,
    beside,
    dots,
    extent,
    floats,
    leaders,
    name_rows,
    percent_tick,
    round_ticks,
    row_room,
    write_beside,
)
from analysis.figures.panels import Grid, balanced
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import BLUE, EDGE, INK, RULE, SMALL, TINT, WIDTH, add_panel, new_figure, styled
from analysis.figures.topic_rows import (
    MANY,
    STEADY,
    UNSTEADY,
    classes,
    head_topic,
    headings,
    lines_of_heads,
    name_topics,
    room_above,
    row_height,
    topic_room,
)
from analysis.wording import clean_label, interval, listed, number, percent, plural, quoted

_VERDICT = 1.75  # inches at most
_CLOSE = 5  # columns of panels when there are many topics


@styled
def plot_topic_terms(table: pd.DataFrame) -> Figure:
    """Draw the words of each topic by weight.

    Up to twelve topics: words beside their bars. More: words on their bars, in closer panels.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per topic and rank: ``topic, label, rank, term, weight``, drawn in the order given.
    """
    terms, heads = drawable_names(table["term"]), headings(table)
    topics = table.groupby("topic", sort=False).indices
    most = max(len(rows) for rows in topics.values())
    many = len(topics) > MANY
    left = 0.0 if many else row_room(list(terms.values()), 1.15, SMALL) + 0.1
    columns = _CLOSE if many else max(2, balanced(len(topics), 4))
    grid = Grid(len(topics), columns, height=(0.15 if many else 0.16) * most, left=left, right=0.14 if many else 0.2)
    wide = left + grid.width
    grid = replace(grid, head=room_above(lines_of_heads(list(heads.values()), wide, 3)))
    note = "Length of a bar: how strongly the word marks the topic" + (
        ", on one scale in all panels." * (len(topics) > 1) or "."
    )
    title = "The words that mark each topic" if len(topics) > 1 else "The words that mark the topic"
    figure = new_figure(title, note, body=grid.body, foot=0.1)
    weight = floats(table["weight"])
    low, high = extent(weight)
    for ax, (topic, rows) in zip(grid.add_to(figure), topics.items(), strict=True):
        names = [terms[term] for term in table["term"].iloc[rows]]
        ax.barh(np.arange(len(rows)), weight[rows], 0.9 if many else 0.62, color=TINT if many else BLUE)
        if not many:
            name_rows(ax, names, left - 0.1, SMALL)
        else:
            ax.set_yticks([])
            for row, name in enumerate(names):
                write_beside(ax, fit(name, wide - 0.06, SMALL), (0, row), 0.04, rows=True, align="left", color=INK)
        ax.set_ylim(most - 0.5, -0.5)
        ax.set_xlim(low, high)
        ax.set_xticks([])
        ax.spines["bottom"].set_visible(False)
        ax.axvline(0, color=BLUE if many else RULE, lw=0.8, zorder=0)
        head_topic(ax, heads[topic], wide, left=left, lines=3)
    return figure


def say_topic_terms(table: pd.DataFrame) -> str:
    """State how many topics there are, and the first words of the first."""
    topics = table["topic"].drop_duplicates()
    first = table[table["topic"] == topics.iloc[0]]
    words = listed(map(quoted, first["term"]), limit=5)
    return f"{plural(len(topics), 'topic')}. Topic {topics.iloc[0]} is marked by {words}."


@styled
def plot_topic_card(table: pd.DataFrame) -> Figure:
    """Draw the share of each topic beside the stability of its words, and the verdict in words.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per topic, drawn in the order given. Drawn: ``topic, label, share, share_low, share_high, stability,
        independent_texts, verdict``.
    """
    share, low, high, stability = (floats(table[name]) for name in ("share", "share_low", "share_high", "stability"))
    verdicts = row_labels(table["verdict"])
    room = min(widest(verdicts, SMALL) + 0.02, _VERDICT)
    verdicts = ["\n".join(wrap(verdict, room, SMALL)) for verdict in verdicts]
    texts = [number(n) for n in floats(table["independent_texts"])]
    two = np.array(["\n" in verdict for verdict in verdicts])
    row = max(row_height(len(table)), 0.3 if np.any(two[1:] & two[:-1]) else 0.24 if two.any() else 0.0)
    column = [0.12 + max(widest(texts, SMALL), 0.75), 0.18]
    left, gap, strip = EDGE + topic_room(table, 2.85) + 0.1, 0.25, 1.15
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
    trust = add_panel(figure, left + width + gap, 0, strip, row * len(table))
    for ax in (shares, trust):
        ax.hlines(rows, 0, 1, color=RULE, lw=0.4, zorder=0, transform=ax.get_yaxis_transform())
    dots(shares, rows, share, low, high)
    name_topics(shares, table, left - EDGE - 0.1)
    shares.set_xlim(0, extent(share, high)[1] * 1.05)
    round_ticks(shares.xaxis, *shares.get_xlim(), percent_tick, most=max(2, int(width / 0.55)))
    shares.set_xlabel("share of the articles", loc="left")
    for chosen, color, marker in classes(stability):
        trust.plot(stability[chosen], rows[chosen], marker, color=color, ms=5.5, clip_on=False, zorder=3)
    trust.set_yticks([])
    trust.set_ylim(len(table) - 0.5, -0.5)
    trust.set_xlim(0, 1)
    trust.set_xticks([0, UNSTEADY, STEADY, 1], labels=["0", "0.4", "0.6", "1"])
    trust.set_xlabel("stability", loc="left")
    beside(trust, "independent", texts, column[0])
    beside(trust, "verdict", verdicts, sum(column), color=INK, align="left")
    return figure


def say_topic_card(table: pd.DataFrame) -> str:
    """State the largest topic, and how many are stable."""
    most = leaders(table, "share")
    row = most.iloc[0]
    stable = int((table["verdict"].astype(str) == "stable").sum())
    some = f"{stable} of" if stable else "None of the"
    verdict = f"{some} {plural(len(table), 'topic')} {'is' if stable < 2 else 'are'} stable."
    if len(table) == 1:
        verdict = f"Its verdict: {clean_label(row['verdict'], 60)}."
    share = f"{percent(row['share'])} of the articles"
    if len(most) > 1:
        return f"{plural(len(most), 'topic')} are the largest, with {share} each. {verdict}"
    what = "the largest" if len(table) > 1 else "the only one"
    size = share + interval(row["share_low"], row["share_high"], percent)
    return f"Topic {row['topic']} ({clean_label(row['label'], 60)}) is {what}: {size}. {verdict}"


topic_words = ReportFigure(
    "topic_words",
    draw=plot_topic_terms,
    sentence=say_topic_terms,
    caption="The ten words of each topic; bars: what a word tells about the topic, in thousandths of a nat.",
    empty="There are too few texts for topics, so this page cannot say what the articles write about.",
)


topic_card = ReportFigure(
    "topic_card",
    draw=plot_topic_card,
    sentence=say_topic_card,
    caption="Share of the articles with 95% interval over independent texts, stability, and the verdict.",
    empty="No topics were found, so there is nothing to judge.",
)
