"""Figures of topics: what they are, how large, and how far to trust them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.labels import drawable, row_labels, widest, wrap
from analysis.figures.marks import FIRST, Estimates, dots, floats, percent_tick
from analysis.figures.report_figure import ReportFigure
from analysis.figures.row_panels import Column, RowNames, RowPanels, row_lines, scale_from_zero
from analysis.figures.style import BLUE, GREEN, ORANGE, SMALL, TINT
from analysis.figures.time_panels import MANY
from analysis.vocabulary import MIN_MODERATE, MIN_STABLE
from analysis.wording import clean_label, listed, percent, plural, quoted

_VERDICT, _WORDS = 1.75, 3.2  # inches at most
_TWO_LINES = 40  # rows up to which words take two lines


def _row_height(n: int) -> float:
    return 0.26 if n <= 2 * MANY else 0.21


def _are_themes(table: pd.DataFrame) -> np.ndarray:
    return (table["parent"] == "").to_numpy()


def _draw_topic_words(table: pd.DataFrame) -> Figure:
    """Draw one row a topic, themes in bold before their subjects: how large, how reliable, and its words."""
    theme, share = _are_themes(table), floats(table["share"])
    lines = 2 if len(table) <= _TWO_LINES else 1
    ten = [[drawable(word, row) for word in text.split()] for row, text in enumerate(table["words"], start=1)]
    words = [_whole_words(own, lines) for own in ten]
    note = "Bar: share of the articles. Reliability: how well topics of one half of the texts sort the other half, from"
    note += " 0 (chance) to 1 (the same texts)."
    figure, (panel,) = RowPanels(
        title="What the articles write about",
        note=note + ("" if theme.all() else " Bold: themes; below each the subjects found within it."),
        names=RowNames.of_topics(table, SMALL),
        columns=[
            Column.of("share", table["share"], percent),
            Column("reliability", _write_stability(table)),
            Column("words", words, words=True),
        ],
        row=0.34 if lines == 2 else _row_height(len(table)),
        room=2.9,
        foot=0.3,
    ).make()
    ax = panel.ax
    row_lines(ax, len(table))
    for chosen, color in ((theme, BLUE), (~theme, TINT)):
        ax.barh(panel.at[chosen], share[chosen], 0.62 if lines == 1 else 0.5, color=color)
    ax.set_xlim(0, float(np.nanmax(share, initial=0.0)) or 1.0)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    return figure


def _whole_words(words: list[str], lines: int) -> str:
    """Write as many words as have room in so many lines; of a single long one, its beginning."""
    for n in range(len(words), 1, -1):
        some = ", ".join(words[:n])
        wrapped = wrap(some, _WORDS, SMALL, lines=lines)
        if " ".join(wrapped) == some:
            return "\n".join(wrapped)
    return "".join(wrap(words[0], _WORDS, SMALL, lines=1)) if words else ""


def _write_stability(table: pd.DataFrame) -> list[str]:
    return [f"{value:.2f}" if np.isfinite(value) else "–" for value in floats(table["stability"])]


def _say_topic_words(table: pd.DataFrame) -> str:
    """State how many themes and subjects there are, and what the themes are."""
    themes = table[_are_themes(table)]
    n_subjects = len(table) - len(themes)
    within = f" and within them {plural(n_subjects, 'subject')}" if n_subjects else ""
    names = [
        f"{quoted(label)} ({percent(share)})" for label, share in zip(themes["label"], themes["share"], strict=True)
    ]
    return f"{plural(len(themes), 'theme')}{within}: {listed(names, limit=5)}."


def _classes(stability: np.ndarray) -> list[tuple[np.ndarray, str, str]]:
    """Split stabilities into stable, moderate and unstable: which, their color and their marker."""
    middle = (stability >= MIN_MODERATE) & (stability < MIN_STABLE)
    return [(stability >= MIN_STABLE, *FIRST), (middle, GREEN, "D"), (stability < MIN_MODERATE, ORANGE, "v")]


def _draw_topic_card(table: pd.DataFrame) -> Figure:
    """Draw the share of each topic beside its reliability, and the verdict in words."""
    share, stability = Estimates.of(table, "share"), floats(table["stability"])
    verdicts = row_labels(table["verdict"])
    room = min(widest(verdicts, SMALL) + 0.02, _VERDICT)
    verdicts = ["\n".join(wrap(verdict, room, SMALL)) for verdict in verdicts]
    two = np.array(["\n" in verdict for verdict in verdicts])
    also = ["" if np.isnan(value) else percent(value) for value in floats(table["also"])]
    note = f"Left: share of the articles.{share.note()} Right: how well topics of one half of the texts sort the other"
    note += f" half: from {MIN_STABLE} stable (circle), under {MIN_MODERATE} unstable (triangle), between them moderate"
    note += " (diamond). Also: articles with another main theme that are about it too." if any(also) else " (diamond)."
    figure, (panel,) = RowPanels(
        title="How large each topic is, and how far to trust it",
        note=note,
        names=RowNames.of_topics(table),
        columns=[
            *([Column("also", also)] if any(also) else []),
            Column.of("texts", table["independent_texts"]),
            Column("verdict", verdicts, words=True),
        ],
        row=max(_row_height(len(table)), 0.3 if np.any(two[1:] & two[:-1]) else 0.24 if two.any() else 0.0),
        room=3.1,
        strip=1.15,
    ).make()
    trust = panel.strip
    for ax in (panel.ax, trust):
        row_lines(ax, len(table))
    dots(panel.ax, panel.at, share)
    scale_from_zero(panel.ax, share.top, percent_tick, "share of the articles")
    for chosen, color, marker in _classes(stability):
        trust.plot(stability[chosen], panel.at[chosen], marker, color=color, ms=5.5, clip_on=False, zorder=3)
    trust.set_xlim(min(0.0, float(np.nanmin(stability, initial=0.0))), 1)
    trust.set_xticks([0, MIN_MODERATE, MIN_STABLE, 1], labels=["0", str(MIN_MODERATE), str(MIN_STABLE), "1"])
    trust.set_xlabel("reliability", loc="left")
    return figure


def _say_topic_card(table: pd.DataFrame) -> str:
    """State how many themes and subjects are stable, and which to trust most."""
    if len(table) == 1:
        return f"The only topic is {_name(table.iloc[0])}. Its verdict: {clean_label(table['verdict'].iloc[0], 60)}."
    parts = []
    for level, rows in table.groupby("level", sort=False):
        stable = int((rows["verdict"] == "stable").sum())
        parts.append(f"{stable or 'none'} of {plural(len(rows), str(level))}")
    most = (
        table.sort_values("trust", kind="stable")
        .groupby("level", sort=False)
        .head(1)
        .sort_values("level", ascending=False)
    )
    return f"Stable: {listed(parts)}. Most to be trusted: {listed(map(_name, (row for _, row in most.iterrows())))}."


def _name(row: pd.Series) -> str:
    return f"{row['level']} {row['topic']} ({clean_label(row['label'], 60)})"


topic_words = ReportFigure(
    "topic_words",
    draw=_draw_topic_words,
    sentence=_say_topic_words,
    caption="Themes, and the subjects within them: share of the articles, reliability, and the words that mark each.",
    empty="There are too few texts for topics, so this page cannot say what the articles write about.",
)
topic_card = ReportFigure(
    "topic_card",
    draw=_draw_topic_card,
    sentence=_say_topic_card,
    caption="Share of the articles with 95% interval over independent texts, reliability, and the verdict.",
    empty="No topics were found, so there is nothing to judge.",
)
