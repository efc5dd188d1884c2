"""Figures of topics: their words, how large and how reliable they are, who writes about them, and when."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.labels import drawable, fit, row_labels, widest, wrap
from analysis.figures.marks import (
    FIRST,
    Estimates,
    dots,
    extent,
    floats,
    leaders,
    percent_tick,
    places,
    split,
    write_beside,
)
from analysis.figures.report_figure import ReportFigure
from analysis.figures.row_panels import Column, RowNames, RowPanels, row_lines, scale_around_zero, scale_from_zero
from analysis.figures.style import BLUE, GREEN, INK, ORANGE, RULE, SMALL, SOFT, TINT, balanced
from analysis.figures.time_panels import MANY, TimePanels, say_peak
from analysis.vocabulary import CLEAR, LIKELY, MIN_MODERATE, MIN_STABLE, NO_TOPIC
from analysis.wording import (
    clean_label,
    interval,
    listed,
    number,
    percent,
    period_words,
    plural,
    points,
    quoted,
)

_VERDICT = 1.75  # inches at most


def _by_topic(table: pd.DataFrame) -> list[tuple[str, np.ndarray]]:
    """Head each topic "1  its label", and give its rows; articles without a topic have no number."""
    groups = split(table, "topic")
    labels = [drawable(table["label"].iloc[rows[0]], int(rows[0]) + 1) for _, rows in groups]
    numbers = ["" if topic == str(NO_TOPIC) else f"{topic}  " for topic, _ in groups]
    return [(number + label, rows) for number, label, (_, rows) in zip(numbers, labels, groups, strict=True)]


def _topic(row: pd.Series) -> str:
    return f"topic {row['topic']} ({clean_label(row['label'], 60)})"


def _row_height(n: int) -> float:
    return 0.26 if n <= 2 * MANY else 0.21


def _classes(stability: np.ndarray) -> list[tuple[np.ndarray, str, str]]:
    """Split stabilities into stable, moderate and unstable: which, their color and their marker."""
    middle = (stability >= MIN_MODERATE) & (stability < MIN_STABLE)
    return [(stability >= MIN_STABLE, *FIRST), (middle, GREEN, "D"), (stability < MIN_MODERATE, ORANGE, "v")]


def _draw_topic_words(table: pd.DataFrame) -> Figure:
    """Draw the words of each topic by weight.

    Up to twelve topics: words beside their bars. More: words on their bars, in closer panels.
    """
    groups, weight = _by_topic(table), floats(table["weight"])
    many = len(groups) > MANY
    words = row_labels(table["term"])
    note = "Length of a bar: how strongly the word marks the topic"
    figure, panels = RowPanels(
        title="The words that mark each topic" if len(groups) > 1 else "The words that mark the topic",
        note=note + (", on one scale in all panels." if len(groups) > 1 else "."),
        names=RowNames([""] * len(table) if many else words, size=SMALL),
        groups=groups,
        across=5 if many else max(2, balanced(len(groups), 4)),
        row=0.15 if many else 0.16,
        room=0.0 if many else 1.15,
        lines=3,
        below=0.1,
        foot=0.1,
    ).make()
    low, high = extent(weight)
    for panel in panels:
        ax = panel.ax
        ax.barh(panel.at, weight[panel.rows], 0.9 if many else 0.62, color=TINT if many else BLUE)
        for row, place in zip(panel.rows[:: 1 if many else len(table)], panel.at, strict=False):
            if many:
                word = fit(words[row], 1.4, SMALL)
                write_beside(ax, word, (0, place), 0.04, rows=True, align="left", color=INK)
        ax.set_xlim(low, high)
        ax.set_xticks([])
        ax.spines["bottom"].set_visible(False)
        ax.axvline(0, color=BLUE if many else RULE, lw=0.8, zorder=0)
    return figure


def _say_topic_words(table: pd.DataFrame) -> str:
    """State how many topics there are, and the first words of the first."""
    topics = table["topic"].drop_duplicates()
    words = listed(map(quoted, table["term"][table["topic"] == topics.iloc[0]]), limit=5)
    return f"{plural(len(topics), 'topic')}. Topic {topics.iloc[0]} is marked by {words}."


def _draw_topic_card(table: pd.DataFrame) -> Figure:
    """Draw the share of each topic beside the stability of its words, and the verdict in words."""
    share, stability = Estimates.of(table, "share"), floats(table["stability"])
    verdicts = row_labels(table["verdict"])
    room = min(widest(verdicts, SMALL) + 0.02, _VERDICT)
    verdicts = ["\n".join(wrap(verdict, room, SMALL)) for verdict in verdicts]
    two = np.array(["\n" in verdict for verdict in verdicts])
    note = f"Left: share of the articles.{share.note()} Right: how often the same words come back when the topics are"
    note += f" found again in part of the articles: from {MIN_STABLE} stable (circle), under {MIN_MODERATE} unstable"
    note += " (triangle), between them moderate (diamond)."
    figure, (panel,) = RowPanels(
        title="How large each topic is, and how far to trust it",
        note=note,
        names=RowNames.of_topics(table),
        columns=[Column.of("independent", table["independent_texts"]), Column("verdict", verdicts, words=True)],
        row=max(_row_height(len(table)), 0.3 if np.any(two[1:] & two[:-1]) else 0.24 if two.any() else 0.0),
        room=2.85,
        strip=1.15,
    ).make()
    trust = panel.strip
    for ax in (panel.ax, trust):
        row_lines(ax, len(table))
    dots(panel.ax, panel.at, share)
    scale_from_zero(panel.ax, share.top, percent_tick, "share of the articles")
    for chosen, color, marker in _classes(stability):
        trust.plot(stability[chosen], panel.at[chosen], marker, color=color, ms=5.5, clip_on=False, zorder=3)
    trust.set_xlim(0, 1)
    trust.set_xticks([0, MIN_MODERATE, MIN_STABLE, 1], labels=["0", str(MIN_MODERATE), str(MIN_STABLE), "1"])
    trust.set_xlabel("stability", loc="left")
    return figure


def _say_topic_card(table: pd.DataFrame) -> str:
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
    return f"T{_topic(row)[1:]} is {what}: {size}. {verdict}"


def _draw_topic_stability(table: pd.DataFrame) -> Figure:
    """Draw how much of each topic comes back when topics are found again; one without a number has an empty row."""
    found = Estimates.of(table, "stability")
    ranges = [
        f"{low:.2f} to {high:.2f}" if known else "–"
        for low, high, known in zip(found.low, found.high, found.known, strict=True)
    ]
    note = "Words shared with the best-matching topic when the topics are found again in part of the articles:"
    note += " 0 none, 1 all. Dot: mean" + ("; line: smallest to largest." if found.known.any() else ".")
    figure, (panel,) = RowPanels(
        title="Which topics are found again" if len(table) > 1 else "Whether the topic is found again",
        note=f"{note} Circle: stable; diamond: moderate; triangle: unstable.",
        names=RowNames.of_topics(table),
        columns=[Column("mean", list(map(_two_digits, found.value))), Column("range", ranges)],
        row=_row_height(len(table)),
        room=3.2,
    ).make()
    ax = panel.ax
    dots(ax, panel.at, found, _classes(found.value), filled=np.isfinite(found.value))
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.2, 0.4, 0.6, 0.8, 1], labels=["0", "0.2", "0.4", "0.6", "0.8", "1"])
    ax.grid(visible=False)
    row_lines(ax, len(table))
    for edge in (MIN_MODERATE, MIN_STABLE):
        ax.axvline(edge, color=SOFT, lw=0.8, zorder=1)
    edges = [0, MIN_MODERATE, MIN_STABLE, 1]
    for word, start, end in zip(("unstable", "moderate", "stable"), edges, edges[1:], strict=False):
        write_beside(ax, word, ((start + end) / 2, 1), 0, rise=4, align="center")
    ax.set_xlabel("stability: words in both, of the words in either", loc="left")
    return figure


def _two_digits(stability: float) -> str:
    """Write two digits, or three where two would name another class."""
    if not np.isfinite(stability):
        return "–"
    moved = any((stability < edge) != (round(stability, 2) < edge) for edge in (MIN_MODERATE, MIN_STABLE))
    return f"{stability:.{3 if moved else 2}f}"


def _say_topic_stability(table: pd.DataFrame) -> str:
    """State how many topics are stable, moderate and unstable, and the least stable."""
    values = floats(table["stability"])
    if not np.isfinite(values).any():
        return f"How stable {plural(len(table), 'topic')} would be is not known."
    least = leaders(table.assign(stability=-values), "stability")
    row = table.loc[least.index[0]]
    size = number(row["stability"]) + interval(row["stability_low"], row["stability_high"])
    if len(table) == 1:
        return f"T{_topic(row)[1:]} has stability {size}."
    found = [int(chosen.sum()) for chosen, _, _ in _classes(values)]
    parts = [f"{found[0]} {'is' if found[0] == 1 else 'are'} stable", f"{found[1]} moderate", f"{found[2]} unstable"]
    parts += [f"{len(table) - sum(found)} not known"] if sum(found) < len(table) else []
    text = f"Of {plural(len(table), 'topic')}, {listed(parts)}."
    if len(least) > 1:
        return f"{text} {plural(len(least), 'topic')} are the least stable: {number(row['stability'])} each."
    return f"{text} The least stable is {_topic(row)}: {size}."


def _draw_topic_sources(table: pd.DataFrame) -> Figure:
    """Draw how much of each source goes to each topic.

    Several sources: one panel a topic, or one a source where that takes less room; a share that is beyond chance larger
    than every other source's is marked. One source: one panel, one row a topic.
    """
    share, sources, topics = Estimates.of(table, "share"), split(table, "source"), _by_topic(table)
    best = table["tier"].isin([CLEAR, LIKELY]).to_numpy() & (len(sources) > 1)
    if len(sources) == 1:
        form = RowPanels(
            title=f"How much of {sources[0][0]} goes to each topic",
            note="Share of the source's articles." + share.note(),
            names=RowNames.of_topics(table),
            columns=[Column.of("", table["share"], percent)],
            row=_row_height(len(table)),
            room=3.3,
        )
    else:
        note = f"Share of each source's articles.{share.note()} All panels on one scale."
        form = _panels_of_topics(table, best, note)
        if len(topics) > max(MANY, len(sources)):
            form = _panels_of_sources(table, best, note)
    figure, panels = form.make()
    for i, panel in enumerate(panels):
        marked = best[panel.rows]
        row_lines(panel.ax, len(form.names.labels))
        looks = [(~marked, *FIRST), (marked, ORANGE, "D")]
        dots(panel.ax, panel.at, share[panel.rows], looks, size=4.5 if len(panels) > 1 else 6)
        named = "share of the source's articles" if panel.lowest and i % form.across == 0 else ""
        reach = 1 if form.columns else 0.85  # the last tick does not reach the next panel's first
        scale_from_zero(panel.ax, min(share.top, 1 / 1.04), percent_tick, named, reach=reach)
        panel.ax.tick_params(labelbottom=panel.lowest)
    return figure


def _panels_of_topics(table: pd.DataFrame, best: np.ndarray, note: str) -> RowPanels:
    topics, sources = _by_topic(table), [source for source, _ in split(table, "source")]
    shares = zip(floats(table["share"]), best, strict=True)
    across = balanced(len(topics), 4 if max(len(sources), len(topics)) <= MANY else 5)
    return RowPanels(
        title="How much of each source goes to each topic",
        note=f"{note} Diamond with number: larger than every other source's, beyond chance." if best.any() else note,
        names=RowNames(sources, size=SMALL),
        columns=[Column("", [percent(share) if more else "" for share, more in shares])],
        groups=topics,
        at=places(table["source"]),
        across=max(2, across),
        row=0.19 if len(sources) <= MANY else 0.155,
        room=1.7,
        lines=3,
        below=0.12 if len(topics) <= 4 * across else 0.36,
    )


def _panels_of_sources(table: pd.DataFrame, best: np.ndarray, note: str) -> RowPanels:
    sources = split(table, "source")
    return RowPanels(
        title="How much of each source goes to each topic",
        note=f"{note} Diamond: larger than every other source's, beyond chance." if best.any() else note,
        names=RowNames.of_topics(table.drop_duplicates("topic"), SMALL),
        groups=sources,
        at=places(table["topic"]),
        across=balanced(len(sources), 9),
        row=0.2,
        room=2.45,
        lines=4,
        gap=0.13,
        below=0.4,
    )


def _say_topic_sources(table: pd.DataFrame) -> str:
    """State the largest share of a source that goes to one topic."""
    most = leaders(table[table["topic"] != NO_TOPIC], "share")
    row = most.iloc[0]
    if len(most) > 1:
        return f"The largest share, {percent(row['share'])} of the articles of a source, is reached {len(most)} times."
    band = interval(row["share_low"], row["share_high"], percent)
    source = clean_label(row["source"], 60)
    return f"The largest share: {percent(row['share'])} of the articles of {source}{band} go to {_topic(row)}."


def _draw_topic_differences(table: pd.DataFrame) -> Figure:
    """Draw how much larger the share of each topic is in the second of two sources or periods than in the first."""
    change = Estimates.of(table, "difference").times(100)
    first, second = (drawable(period_words(table[name].iloc[0])) for name in ("first", "second"))
    columns = [
        Column.of("\n".join(wrap(name, 0.95, SMALL)), table[share], percent)
        for name, share in ((first, "share_first"), (second, "share_second"))
    ]
    title = f"Which topics {first} and {second} differ in"
    note = "Dot: difference between the two shares of articles."
    note += change.line("Line: 95% interval of each by itself.")
    note += " Filled: they differ beyond chance, all topics tested together; hollow: it may be chance."
    told = table["tier"].isin([CLEAR, LIKELY]).to_numpy()
    texts = [set(table[name]) for name in ("texts_first", "texts_second")]
    once = all(len(numbers) == 1 for numbers in texts)
    of_texts = f", of {' and '.join(number(float(*numbers)) for numbers in texts)} independent texts" if once else ""
    figure, (panel,) = RowPanels(
        title=title if told.any() else f"{first} and {second} differ beyond chance in no topic",
        note=f"{note} At the right: the shares{of_texts}.",
        names=RowNames.of_topics(table),
        columns=columns,
        row=_row_height(len(table)),
        room=3.1,
        foot=0.62,
    ).make()
    row_lines(panel.ax, len(table))
    dots(panel.ax, panel.at, change, filled=told)
    scale_around_zero(panel, change, (first, "percentage points", second), points)
    return figure


def _say_topic_differences(table: pd.DataFrame) -> str:
    """State the largest difference that is beyond chance, and how many there are."""
    first, second = (clean_label(period_words(table[name].iloc[0]), 60) for name in ("first", "second"))
    told = table[table["tier"].isin([CLEAR, LIKELY])]
    if told.empty:
        which = "the one topic" if len(table) == 1 else f"any of {plural(len(table), 'topic')}"
        return f"{first} and {second} do not differ beyond chance in {which}."
    most = leaders(told.assign(size=100 * np.abs(floats(told["difference"]))), "size")
    row = most.iloc[0]
    size, verb = f"{number(row['size'])} percentage points", "differs" if len(told) == 1 else "differ"
    found = f" {number(len(told))} of {plural(len(table), 'topic')} {verb} beyond chance." if len(table) > 1 else ""
    if len(most) > 1:
        return f"{plural(len(most), 'topic')} differ most, by {size} each.{found}"
    where, sign = (second, 1) if row["difference"] > 0 else (first, -1)
    low, high = sorted(sign * 100 * float(row[name]) for name in ("difference_low", "difference_high"))
    most_of = " most" if found else ""
    return f"T{_topic(row)[1:]} differs{most_of}: {size}{interval(low, high)} more in {where}.{found}"


def _draw_topic_trend(table: pd.DataFrame) -> Figure:
    """Draw each topic's share of the articles in each period, all on one scale."""
    groups, share = _by_topic(table), Estimates.of(table, "share")
    note = "Share of the articles of each period" + (", all panels on one scale." if len(groups) > 1 else ".")
    panels = TimePanels(table, groups, share, percent_tick, top=min(share.top * 1.06, 1.02))
    return panels.make("Each topic's share of the articles, period by period", note)[0]


def _say_topic_trend(table: pd.DataFrame) -> str:
    """State when the first topic had its largest share."""
    topics = [topic for topic in table["topic"].drop_duplicates() if topic != NO_TOPIC]
    rows = table[table["topic"] == topics[0]]
    more = f" {plural(len(topics), 'topic')} are shown." if len(topics) > 1 else ""
    return say_peak(rows, "share", _topic(rows.iloc[0]), "present") + more


topic_words = ReportFigure(
    "topic_words",
    draw=_draw_topic_words,
    sentence=_say_topic_words,
    caption="The ten words of each topic; bars: what a word tells about the topic, in thousandths of a nat.",
    empty="There are too few texts for topics, so this page cannot say what the articles write about.",
)
topic_card = ReportFigure(
    "topic_card",
    draw=_draw_topic_card,
    sentence=_say_topic_card,
    caption="Share of the articles with 95% interval over independent texts, stability, and the verdict.",
    empty="No topics were found, so there is nothing to judge.",
)
topic_stability = ReportFigure(
    "topic_stability",
    draw=_draw_topic_stability,
    sentence=_say_topic_stability,
    caption="Words shared with the best-matching topic in ten draws (Jaccard similarity): mean, least and most.",
    empty="No topics were found, so stability is not shown.",
)
topic_sources = ReportFigure(
    "topic_sources",
    draw=_draw_topic_sources,
    sentence=_say_topic_sources,
    caption="Share of each source's articles by main topic, with 95% intervals over independent texts (none under "
    "ten); diamond: more than any other source, all topics tested together.",
    empty="There is only one source, or no topics were found, so there is nothing to compare.",
)
topic_differences = ReportFigure(
    "topic_differences",
    draw=_draw_topic_differences,
    sentence=_say_topic_differences,
    caption="Difference between two sources in the share of each topic, with 95% intervals over independent texts; "
    "filled: beyond chance, all topics tested together.",
    empty="There is only one source, or no topics were found, so no two sources can be compared.",
)
topic_periods = ReportFigure(
    "topic_periods",
    draw=_draw_topic_differences,
    sentence=_say_topic_differences,
    caption="Difference between two periods in the share of each topic, with 95% intervals over independent texts; "
    "filled: beyond chance, all topics tested together.",
    empty="There are no two whole periods with ten independent texts each to compare.",
)
topic_trend = ReportFigure(
    "topic_trend",
    draw=_draw_topic_trend,
    sentence=_say_topic_trend,
    caption="Share of each period's articles by topic, with 95% intervals; hatched where the corpus covers part of a "
    "period.",
    empty="There are no topics, no dates, or only one period, so nothing can be followed over time.",
)
