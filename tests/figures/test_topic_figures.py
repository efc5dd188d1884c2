"""Read the figures of topics back, against tables counted by hand."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
import topic_tables as tt
from matplotlib.colors import to_hex
from matplotlib.patches import Circle
from reading import bands, points, spans, texts

from analysis import figures

# Seven is 3 right of four, twelve 1 above it; the dot of four has four times the area of the others.
MAP = pd.DataFrame(
    {
        "topic": [4, 7, 12], "label": ["prime minister, labour, tony blair", "oil, opec", "rail, strike"],
        "x": [0.0, 0.3, 0.0], "y": [0.0, 0.0, 0.1], "share": [0.4, 0.1, 0.1],
        "nearest": [12, 4, 4], "distance": [0.1, 0.3, 0.1],
    }
)  # fmt: skip
FOUND = pd.DataFrame(
    {
        "topic": [2, 9, 31, 32], "label": ["a", "b", "c", "d"], "stability": [0.397, 0.4, 0.6, np.nan],
        "stability_low": [0.2, 0.3, np.nan, np.nan], "stability_high": [0.5, 0.7, np.nan, np.nan],
    }
)  # fmt: skip
ADJUSTED = pd.DataFrame(
    {
        "compared": "source", "topic": [3, 4], "label": ["oil, opec", "court"], "part": ["The Wire", "Back to Front"],
        "difference": [0.3, 0.02], "difference_low": [0.25, np.nan], "difference_high": [0.35, np.nan],
        "difference_raw": [-0.01, 0.2], "share": [0.4, 0.3], "share_others": [0.1, 0.28],
    }
)  # fmt: skip
DIFFERENT = pd.DataFrame(
    {
        "topic": [3, 1, 8, 5], "label": ["oil, opec", "court", "rail", "film"],
        "first": "The Beacon", "second": "The Wire",
        "share_first": [0.10, 0.30, 0.20, 0.40], "share_second": [0.25, 0.28, 0.15, 0.32],
        "difference": [0.15, -0.02, -0.05, -0.08],
        "difference_low": [0.05, -0.06, np.nan, -0.15], "difference_high": [0.25, 0.02, np.nan, -0.01],
        "texts_first": 1204, "texts_second": 89, "tier": ["clear", "", "", "likely"],
    }
)  # fmt: skip


def circles(figure):
    return {tuple(patch.center): patch.radius for patch in figure.axes[0].patches if isinstance(patch, Circle)}


def test_topic_map_keeps_distances_and_areas():
    figure = figures.topic_map.draw(MAP)
    ax = figure.axes[0]
    (four, seven, twelve), radii = circles(figure), list(circles(figure).values())
    right, up = np.subtract(seven, four), np.subtract(twelve, four)
    assert right[1] == pytest.approx(0)
    assert up[0] == pytest.approx(0)
    assert right[0] == pytest.approx(3 * up[1])
    assert radii[0] == pytest.approx(2 * radii[1]) == pytest.approx(2 * radii[2])
    across, high = ax.get_position().size * figure.get_size_inches()
    assert (np.ptp(ax.get_xlim()), np.ptp(ax.get_ylim())) == pytest.approx((across, high))  # one unit is one inch


def test_topic_map_joins_each_topic_with_its_nearest_once():
    figure = figures.topic_map.draw(MAP)
    four, seven, twelve = circles(figure)
    lines = {tuple(sorted(map(tuple, np.round(line.get_xydata(), 6)))) for line in figure.axes[0].lines}
    assert lines == {tuple(sorted(map(tuple, np.round(ends, 6)))) for ends in ((four, seven), (four, twelve))}
    gone = MAP.assign(nearest=[0, 99, None])
    assert not figures.topic_map.draw(gone).axes[0].lines


@pytest.mark.parametrize("n", [1, 2, 5, 50])
def test_topic_map_numbers_every_topic_and_no_axis(n):
    table = tt.topic_map(n)
    figure = figures.topic_map.draw(table)
    written = [text.get_text() for text in figure.axes[0].texts]
    numbers = [int(found[0]) for text in written if (found := re.match(r"\d+", text))]
    assert sorted(numbers) == sorted(table["topic"])
    assert not figure.axes[0].axison
    named = sum(1 for text in written if re.search("[a-z]", text))
    note = " ".join(" ".join(texts(figure)).split())
    assert ("labels found room" in note) == (named < n)
    assert named == n or f"{named} of {n} labels found room" in note
    listed = [int(text.get_text()) for ax in figure.axes[1:] for text in ax.texts if text.get_text().isdecimal()]
    assert len(listed) == n - named
    assert set(listed) <= set(table["topic"])


def test_topic_map_says_what_the_area_is():
    note = " ".join(texts(figures.topic_map.draw(MAP)))
    assert "Area of a dot: share of the articles." in note
    assert re.search(r"\b10% of the articles", note)


def test_topic_stability_has_a_marker_for_each_class_and_names_the_classes():
    figure = figures.topic_stability.draw(FOUND)
    ax = figure.axes[0]
    assert points(ax) == {0: 0.397, 1: 0.4, 2: 0.6}
    marks = {line.get_marker(): list(line.get_ydata()) for line in ax.lines if line.get_linestyle() == "None"}
    assert marks == {"v": [0], "D": [1], "o": [2]}
    assert {(0.2, 0.5), (0.3, 0.7)} <= set(spans(ax))
    assert {line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == "-"} == {0.4, 0.6}
    words = {text.get_text(): text.xy[0] for text in ax.texts if text.get_text() in ("unstable", "moderate", "stable")}
    assert words == pytest.approx({"unstable": 0.2, "moderate": 0.5, "stable": 0.8})
    # 0.397 is unstable: it is not written as 0.40.
    assert {"0.397", "0.40", "0.60", "–", "0.20 to 0.50"} <= texts(figure)


def test_topic_differences_are_in_percentage_points_and_filled_where_told():
    figure = figures.topic_differences.draw(DIFFERENT)
    ax = figure.axes[0]
    assert points(ax) == pytest.approx({0: 15, 1: -2, 2: -5, 3: -8})
    assert set(points(ax, hollow=True)) == {1, 2}
    drawn = [span for span in spans(ax) if span != (0, 1)]
    assert np.array(drawn) == pytest.approx(np.array([(-15, -1), (-6, 2), (5, 25)]))
    assert {"more in The Beacon ← percentage points → more in The Wire", "+10", "0", "−10", "25%", "28%"} <= texts(
        figure
    )
    assert any("of 1,204 and 89 independent texts" in " ".join(text.split()) for text in texts(figure))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["oil, opec", "court", "rail", "film"]


def test_adjusted_shares_are_drawn_as_they_are_and_with_the_other_held_equal():
    table = ADJUSTED.assign(tier=["clear", ""], tier_raw=["", "clear"], verdict=["source", "time"])
    (ax,) = figures.topic_shares_adjusted.draw(table).axes
    marks = [
        (line.get_marker(), line.get_xdata()[0], line.get_ydata()[0], line.get_markerfacecolor() != "white")
        for line in ax.lines
        if line.get_linestyle() == "None"
    ]
    assert sorted(marks) == [("D", -1, 0, False), ("D", 20, 1, True), ("o", 2, 1, False), ("o", 30, 0, True)]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["The Wire · oil, opec", "Back to Front · court"]


def test_many_topics_have_their_words_on_their_bars():
    table = tt.topic_terms(14)
    axes = figures.topic_words.draw(table).axes
    assert len({ax.get_xlim() for ax in axes}) == 1
    for ax, (topic, rows) in zip(axes, table.groupby("topic"), strict=True):
        np.testing.assert_allclose([bar.get_width() for bar in ax.patches], rows["weight"])
        written = [text.get_text() for text in ax.texts]
        assert written[0].startswith(f"{topic} ")
        assert written[1:] == list(rows["term"])


def test_many_topics_and_few_sources_are_drawn_source_by_source():
    table = tt.topic_sources(14, 3)
    axes = figures.topic_sources.draw(table).axes
    marked = []
    for ax, (_, rows) in zip(axes, table.groupby("source", sort=False), strict=True):
        assert points(ax) == dict(enumerate(rows["share"]))
        marked += [y for line in ax.lines if line.get_marker() == "D" for y in line.get_ydata()]
    assert sorted(marked) == list(range(14))  # each topic has one largest share


def test_articles_without_a_topic_have_no_number_and_no_mark():
    for table in (tt.topic_sources(3, 4), tt.topic_sources(14, 3)):
        table = tt.with_no_topic(table)
        figure = figures.topic_sources.draw(table)
        written = [text.get_text() for ax in figure.axes for text in [*ax.texts, *ax.get_yticklabels()]]
        assert "no topic" in written
        marked = [y for ax in figure.axes for line in ax.lines if line.get_marker() == "D" for y in line.get_ydata()]
        assert len(marked) == table["topic"].nunique() - 1
        assert "no topic" not in figures.topic_sources.sentence(table.assign(share=(table["topic"] == 0) + 0.1))


def test_few_topics_and_many_sources_are_drawn_topic_by_topic():
    assert len(figures.topic_sources.draw(tt.topic_sources(5, 40)).axes) == 5


def test_long_trends_have_a_band_and_keep_hatched_part_periods():
    table = tt.topic_trend(5, 60)
    for ax, (_, rows) in zip(figures.topic_trend.draw(table).axes, table.groupby("topic"), strict=True):
        drawn, known = bands(ax), rows["share_low"].notna().to_numpy()
        limits = rows[["share_low", "share_high"]].to_numpy()
        assert set(drawn) == set(np.flatnonzero(known))
        for place in np.flatnonzero(known):
            assert drawn[place] == pytest.approx(tuple(limits[place]))
        (line,) = [line for line in ax.lines if line.get_linestyle() == "-"]
        np.testing.assert_array_equal(line.get_ydata(), rows["share"])
        assert [patch.get_x() for patch in ax.patches if patch.get_hatch()] == [58.5]
        assert set(points(ax, upright=True, hollow=True)) == {0}


def test_topic_map_has_one_color_whatever_the_numbers():
    for table in (MAP, MAP.iloc[::-1], MAP.assign(topic=[40, 70, 120], nearest=[120, 40, 40])):
        dots = figures.topic_map.draw(table).axes[0].patches
        assert {to_hex(patch.get_facecolor()) for patch in dots} == {"#0072b2"}


@pytest.mark.parametrize(
    ("say", "table", "sentence"),
    [
        (
            figures.topic_map.sentence, MAP,
            "Nearest to each other are topics 4 (prime minister, labour, tony blair) and 12 (rail, strike): 0.1 apart "
            "on a scale from 0, the same words, to 1, none in common. Furthest from any other is topic 7 (oil, opec): "
            "0.3.",
        ),
        (figures.topic_map.sentence, tt.topic_map(1), "1 topic; there is no other to compare it with."),
        (
            figures.topic_stability.sentence, FOUND,
            "Of 4 topics, 1 is stable, 1 moderate, 1 unstable and 1 not known. "
            "The least stable is topic 2 (a): 0.397 (0.2 to 0.5).",
        ),
        (
            figures.topic_shares_adjusted.sentence,
            ADJUSTED.assign(tier=["clear", ""], tier_raw="clear", verdict=["source", "time"]),
            "With the time held equal, sources differ beyond chance in 1 of 2 topics; in 1 topic it is the time: most "
            "surely The Wire on topic 3 (oil, opec), +30 points (25 to 35).",
        ),
        (
            figures.topic_shares_adjusted.sentence,
            ADJUSTED.assign(compared="period", part="2024-01 to 2024-03", tier="", tier_raw="", verdict=""),
            "With the sources held equal, periods differ beyond chance in none of 2 topics.",
        ),
        (
            figures.topic_differences.sentence, DIFFERENT,
            "Topic 3 (oil, opec) differs most: 15 percentage points (5 to 25) more in The Wire. 2 of 4 topics differ "
            "beyond chance.",
        ),
        (
            figures.topic_differences.sentence, DIFFERENT.iloc[1:3],
            "The Beacon and The Wire do not differ beyond chance in any of 2 topics.",
        ),
        (
            figures.topic_differences.sentence, DIFFERENT.iloc[[3]],
            "Topic 5 (film) differs: 8 percentage points (1 to 15) more in The Beacon.",
        ),
    ],
)  # fmt: skip
def test_sentences(say, table, sentence):
    assert say(table) == sentence
