"""Figures of how many times as often a source uses a word: over all, in three views of the text, within topics."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import drawable, fit, text_width
from analysis.figures.marks import FIRST, SECOND, Estimates, dots, flags, floats, inches_across, places, split
from analysis.figures.report_figure import ReportFigure
from analysis.figures.row_panels import Column, RowNames, RowPanels, row_lines
from analysis.figures.style import BLUE, GREY, INK, LABEL, SMALL
from analysis.vocabulary import CLEAR
from analysis.wording import clean_label, compared, listed, number, percent, plural, quoted

_MOST = 9  # panels of survival and of topics
_TEXTS = (("o", "●", -0.27), ("s", "■", 0.0), ("D", "◆", 0.27))  # markers of the texts, and their shifts in a row
_VERDICTS = (("style", FIRST), ("subject", SECOND), ("undecided", (GREY, "s")))


def doublings(table: pd.DataFrame, name: str = "ratio") -> Estimates:
    """Read a ratio with its interval in doublings, infinite where one side never uses the word.

    A word that the others never use stands at the lower end of its interval: the ratio itself is not known.
    """
    ratio, low, high = (floats(table[column]) for column in (name, f"{name}_low", f"{name}_high"))
    known = np.where(np.isnan(ratio), low, ratio), low, np.where(np.isnan(high) & ~np.isnan(low), np.inf, high)
    with np.errstate(divide="ignore"):
        return Estimates(*map(np.log2, known))


def scale_doublings(ax: Axes, *numbers: Estimates) -> list[Estimates]:
    """Let the axis across hold the numbers and a line at equal use.

    Returns
    -------
    list of Estimates
        The same, cut at the frame: a word that the source never uses stands at its left edge.
    """
    values = np.concatenate([number.value for number in numbers])
    shown = values[np.isfinite(values)]
    low = min(shown.min(initial=0), 0) - (1.4 if np.isneginf(values).any() else 0.4)
    high = max(shown.max(initial=0) + 0.6, 1.2)
    ax.set_xlim(low, high)
    inches, widest_tick = inches_across(ax), text_width(_times_tick(int(high)), SMALL)
    step = max(int(np.ceil((high - low) / np.clip(inches / (widest_tick + 0.15), 1, 6))), 1)
    # A label is centred on its tick, and must not reach over the frame.
    last = high - (high - low) * widest_tick / 2 / inches
    ticks = [tick for tick in range(int(np.ceil(low)), int(last) + 1) if tick % step == 0]
    ax.set_xticks(ticks, labels=[_times_tick(tick) for tick in ticks])
    ax.axvline(0, color=INK, lw=0.9, zorder=1)
    return [Estimates(*(np.clip(part, low, high) for part in (x.value, x.low, x.high))) for x in numbers]


def _times_tick(tick: int) -> str:
    return f"{2**tick:,}×" if tick >= 0 else f"1/{2**-tick:,}×"


def _draw_distinctive_terms(table: pd.DataFrame) -> Figure:
    """Draw how many times as often each source uses its distinctive words as all others do."""
    groups, ratio = split(table, "source"), doublings(table)
    alone, lost = floats(table["texts_others"]) == 0, ~flags(table["survives"])
    who = groups[0][0] if len(groups) == 1 else "each source"
    note = "Dot: times as often as in the other sources, line: its interval. Filled: clear; hollow: likely."
    note += " ▶: nowhere else, at least so often." if alone.any() else ""
    note += " Grey: not in the source's own sentences alone." if lost.any() else ""
    note += " Columns: share of the texts, of the source and of the others, that hold the word."
    shares = [
        Column(head, [percent(a / n) if n else "–" for a, n in zip(table[held], table[texts], strict=True)])
        for head, held, texts in (("texts", "texts", "all_texts"), ("others", "texts_others", "all_texts_others"))
    ]
    figure, panels = RowPanels(
        title=f"Words that set {who} apart",
        note=note,
        names=RowNames.of(table["term"], LABEL - 0.5),
        columns=shares,
        groups=groups,
        across=min(len(groups), 2),
        row=0.2,
        room=1.5 if len(groups) > 1 else 3.0,
    ).make()
    clear = (table["tier"] == CLEAR).to_numpy()
    for panel, (_, rows) in zip(panels, groups, strict=True):
        looks = [
            (side[rows] & kind[rows], color, marker)
            for side, color in ((~lost, BLUE), (lost, GREY))
            for kind, marker in ((~alone, "o"), (alone, ">"))
        ]
        (drawn,) = scale_doublings(panel.ax, ratio[rows])
        dots(panel.ax, panel.at, drawn, looks, size=5, filled=clear[rows])
    return figure


def _say_distinctive_terms(table: pd.DataFrame) -> str:
    """State the strongest word of all, and how many are clear and likely."""
    row = table.sort_values(["strength"], ascending=False, kind="stable").iloc[0]
    clear = int((table["tier"] == CLEAR).sum())
    likely = len(table) - clear
    lost = int((~flags(table["survives"])).sum())
    text = f"Strongest: {quoted(row['term'])} in {clean_label(row['source'], 60)}, {compared(dict(row))}."
    text += f" {plural(len(table), 'word')}: {number(clear)} clear, {number(likely)} likely."
    return f"{text} Not in own sentences alone: {number(lost)}." if lost else text


def _draw_subject_or_style(table: pd.DataFrame) -> Figure:
    """Draw how many times as often a source uses its words over all, and when it writes about the same topics."""
    groups, ratio, within = split(table, "source"), doublings(table), doublings(table, "topic_ratio")
    shown, verdict = groups[:_MOST], table["within_topics"].to_numpy(dtype=object)
    note = "Cross: times as often as in the other sources. Mark: the same within topics, with its interval."
    note += " Blue circle: style, on the same topics too. Orange diamond: subject, gone within topics."
    note += " Grey square: undecided."
    note += _left_out(groups)
    figure, panels = RowPanels(
        title="What each source covers more, and what it writes differently",
        note=note,
        names=RowNames.of(table["term"], SMALL),
        groups=shown,
        across=min(len(shown), 2),
        row=0.2,
        room=1.5 if len(shown) > 1 else 3.0,
    ).make()
    for panel, (_, rows) in zip(panels, shown, strict=True):
        row_lines(panel.ax, len(panel.rows))
        over_all, same_topic = scale_doublings(panel.ax, ratio[rows], within[rows])
        looks = [(verdict[rows] == name, *look) for name, look in _VERDICTS]
        dots(panel.ax, panel.at, same_topic, looks, size=5, filled=np.ones(len(rows), dtype=bool))
        panel.ax.plot(over_all.value, panel.at, "x", color=INK, ms=4, mew=1, zorder=4, clip_on=False)
    return figure


def _say_subject_or_style(table: pd.DataFrame) -> str:
    """Count the words of each verdict and name the strongest of style and of subject."""
    strongest = table.sort_values("strength", ascending=False, kind="stable")
    parts = []
    told = ("style", "differ", "on the same topics too"), ("subject", "come", "only with the subject")
    for name, verb, what in told:
        rows = strongest[strongest["within_topics"] == name]
        named = [f"{quoted(row.term, 40)} ({clean_label(row.source, 40)})" for row in rows.head(3).itertuples()]
        some = f", such as {listed(named)}" if named else ""
        does = f"{verb}s" if len(rows) == 1 else verb
        parts.append(f"{number(len(rows))} of {plural(len(table), 'word')} {does} {what}{some}.")
    return " ".join(parts)


def _draw_survival(table: pd.DataFrame) -> Figure:
    """Draw how many times as often in all text, in one text of each group of duplicates, in own sentences.

    The texts are one below the other in the row of a word; what is not there in own sentences is grey and dashed.
    """
    groups, ratio = split(table, "source"), doublings(table)
    drawn, texts = groups[:_MOST], places(table["text"])
    lost = ~flags(table["survives"])
    first = np.flatnonzero(~table.duplicated(["source", "term"]))
    key = [f"{sign} {text}" for (text, _), (_, sign, _) in zip(split(table, "text"), _TEXTS, strict=False)]
    note = f"Times as often as in the other sources: {', '.join(key)}. Filled: the interval is above 1×."
    note += " Grey and dashed: not in the source's own sentences alone." if lost.any() else ""
    note += _left_out(groups)
    figure, panels = RowPanels(
        title="Which words still set a source apart when copied text is taken out",
        note=note,
        names=RowNames.of(table["term"].iloc[first], SMALL),
        groups=[(source, np.flatnonzero(np.isin(first, rows))) for source, rows in drawn],
        across=min(len(drawn), 3),
        row=0.36,
        room=1.15 if len(drawn) > 1 else 3.0,
    ).make()
    for panel, (_, rows) in zip(panels, drawn, strict=True):
        row_lines(panel.ax, len(panel.rows))
        (cut,) = scale_doublings(panel.ax, ratio)
        for place, (_, word) in enumerate(split(table, "term", rows)):
            _draw_word(panel.ax, place, cut[word], texts[word], GREY if lost[word].all() else BLUE)
    return figure


def _left_out(groups: list[tuple[str, np.ndarray]]) -> str:
    """Say how many sources have no panel, with a blank before it."""
    if len(groups) <= _MOST:
        return ""
    return f" Drawn are the first {_MOST} of {len(groups)} sources; all are in the data."


def _draw_word(ax: Axes, place: int, ratio: Estimates, texts: np.ndarray, color: str) -> None:
    heights = np.array([place + _TEXTS[text][2] for text in texts])
    known = np.isfinite(ratio.value)
    ax.plot(ratio.value[known], heights[known], color=color, lw=1.1, ls=(0, (4, 2)) if color == GREY else "-", zorder=2)
    for text, height, value, above in zip(texts, heights, ratio.value, ratio.above, strict=True):
        face = color if above else "white"
        ax.plot(value, height, _TEXTS[text][0], color=color, mfc=face, mew=1.1, ms=4.2, zorder=3, clip_on=False)


def _say_survival(table: pd.DataFrame) -> str:
    """State how many words survive in the sources' own sentences, and name some that do not."""
    findings = table.drop_duplicates(["source", "term"])
    lost = findings[~flags(findings["survives"])]
    kept = len(findings) - len(lost)
    verb = "is" if kept == 1 else "are"
    text = f"{number(kept)} of {plural(len(findings), 'word')} {verb} still there in the source's own sentences."
    if lost.empty:
        return text
    names = [f"{quoted(row.term, 40)} ({clean_label(row.source, 40)})" for row in lost.itertuples()]
    return f"{text} Lost: {listed(names, limit=3)}."


def _draw_robustness(table: pd.DataFrame) -> Figure:
    """Draw in how many of its settings each word agrees, and name those in which it does not."""
    groups, agree, tested = split(table, "source"), floats(table["agree"]), floats(table["tested"])
    room = 1.15 if len(groups) > 1 else 2.6
    fails = [fit(drawable(text), room, SMALL) if text else "" for text in table["fails"]]
    columns = [Column("in", [f"{number(a)} of {number(n)}" for a, n in zip(agree, tested, strict=True)])]
    columns += [Column("not in", fails, words=True)] if any(fails) else []
    figure, panels = RowPanels(
        title="In how many settings each word sets its source apart",
        note="Bar: settings in which the word is tested. Filled: those that agree.",
        names=RowNames.of(table["term"], SMALL),
        columns=columns,
        groups=groups,
        across=min(len(groups), 2),
        row=0.21,
        room=1.3 if len(groups) > 1 else 3.0,
        below=0.45,
        foot=0.4,
    ).make()
    for panel, (_, rows) in zip(panels, groups, strict=True):
        ax, most = panel.ax, max(float(np.nanmax(tested, initial=1)), 1.0)
        ax.barh(panel.at, tested[rows], 0.56, color="white", edgecolor=GREY, lw=0.8, clip_on=False)
        ax.barh(panel.at, agree[rows], 0.56, color=BLUE, lw=0)
        ax.set_xlim(0, most)
        ax.set_xticks([0, most], labels=["0", number(most)])
        ax.grid(visible=False)
        ax.spines[:].set_visible(False)
        ax.set_xlabel("settings" if panel.lowest else "", loc="left", labelpad=2)
    return figure


def _say_robustness(table: pd.DataFrame) -> str:
    """State how many words agree in all settings, and what those that do not depend on."""
    every = table[(table["agree"] == table["tested"]) & (table["tested"] > 0)]
    verb = "agrees" if len(every) == 1 else "agree"
    text = f"{number(len(every))} of {plural(len(table), 'word')} {verb} in all settings."
    rest = table[table["fails"] != ""]
    named = [
        f"{quoted(row.term, 40)} in {clean_label(row.source, 40)} ({clean_label(row.fails, 60)})"
        for row in rest.itertuples()
    ]
    return f"{text} Not in all: {listed(named, limit=3)}." if named else text


_NONE = "No word sets a source apart beyond chance."
distinctive_terms = ReportFigure(
    "distinctive_terms",
    draw=_draw_distinctive_terms,
    sentence=_say_distinctive_terms,
    caption="How many times as often a source uses a word as all others. Clear: all hold together (5%); likely: one in "
    "twenty of the words shown may be chance.",
    empty="No word sets a source apart beyond chance; or there is one source, or no word in ten independent texts.",
)
subject_or_style = ReportFigure(
    "subject_or_style",
    draw=_draw_subject_or_style,
    sentence=_say_subject_or_style,
    caption="The same words when only texts on the same topic are compared.",
    empty="No topics were found, or no word sets a source apart beyond chance.",
)
survival = ReportFigure(
    "survival",
    draw=_draw_survival,
    sentence=_say_survival,
    caption="Times as often in all text, in one article of each group of duplicates, in own sentences.",
    empty=_NONE,
)
robustness = ReportFigure(
    "robustness",
    draw=_draw_robustness,
    sentence=_say_robustness,
    caption="Settings in which a word, tested by itself, sets its source apart in the same direction (one-sided, 5%).",
    empty=_NONE,
)
