"""Read the figures of topics back, against tables counted by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import topic_tables as tt
from reading import bands, points, spans, texts

from analysis import figures

ADJUSTED = pd.DataFrame(
    {
        "compared": "source", "topic": ["3", "4"], "label": ["oil, opec", "court"],
        "part": ["The Wire", "Back to Front"],
        "difference": [0.3, 0.02], "difference_low": [0.25, np.nan], "difference_high": [0.35, np.nan],
        "difference_raw": [-0.01, 0.2], "share": [0.4, 0.3], "share_others": [0.1, 0.28],
    }
)  # fmt: skip
DIFFERENT = pd.DataFrame(
    {
        "topic": ["3", "1", "8", "5"], "label": ["oil, opec", "court", "rail", "film"],
        "first": "The Beacon", "second": "The Wire",
        "share_first": [0.10, 0.30, 0.20, 0.40], "share_second": [0.25, 0.28, 0.15, 0.32],
        "difference": [0.15, -0.02, -0.05, -0.08],
        "difference_low": [0.05, -0.06, np.nan, -0.15], "difference_high": [0.25, 0.02, np.nan, -0.01],
        "texts_first": 1204, "texts_second": 89, "tier": ["clear", "", "", "likely"],
    }
)  # fmt: skip


def test_words_of_topics_are_cut_between_words():
    long = " ".join(["extraordinarily"] * 10)
    written = [text.get_text() for text in figures.topic_words.draw(tt.topic_words(1).assign(words=long)).axes[0].texts]
    (found,) = [text for text in written if text.startswith("extra")]
    assert found.replace("\n", " ") == ", ".join(["extraordinarily"] * 6)


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


def test_the_words_of_topics_stand_beside_their_share_and_reliability():
    table = tt.topic_words(5).assign(share=[0.3, 0.5, 0.2, 0.2, 0.1], stability=[0.714, 0.4, np.nan, 1.0, -0.02])
    (ax,) = figures.topic_words.draw(table).axes
    assert sorted((bar.get_y() + bar.get_height() / 2, bar.get_width()) for bar in ax.patches) == [
        (row, pytest.approx(share)) for row, share in enumerate(table["share"])
    ]
    written = [text.get_text() for text in ax.texts]
    assert {"30%", "50%", "0.71", "0.40", "–", "1.00", "-0.02"} <= set(written)
    # Themes are bold, their subjects not, and each has its number.
    bold = [label.get_weight() == "bold" for label in ax.get_yticklabels()]
    assert bold == [number.isdecimal() for number in table["topic"]]
    assert set(table["topic"]) <= set(written)


def undivided(table: pd.DataFrame) -> pd.DataFrame:
    """Make every topic a theme."""
    return table.assign(topic=[str(place + 1) for place in pd.factorize(table["topic"])[0]])


def test_many_themes_and_few_sources_are_drawn_source_by_source():
    table = undivided(tt.topic_sources(14, 3))
    axes = figures.topic_sources.draw(table).axes
    marked = []
    for ax, (_, rows) in zip(axes, table.groupby("source", sort=False), strict=True):
        assert points(ax) == dict(enumerate(rows["share"]))
        marked += [y for line in ax.lines if line.get_marker() == "D" for y in line.get_ydata()]
    assert sorted(marked) == list(range(14))  # each topic has one largest share


def test_articles_without_a_topic_have_no_number_and_no_mark():
    for table in (tt.topic_sources(3, 4), undivided(tt.topic_sources(14, 3))):
        table = tt.with_no_topic(table)
        figure = figures.topic_sources.draw(table)
        written = [text.get_text() for ax in figure.axes for text in [*ax.texts, *ax.get_yticklabels()]]
        assert "no topic" in written
        marked = [y for ax in figure.axes for line in ax.lines if line.get_marker() == "D" for y in line.get_ydata()]
        assert len(marked) == table["topic"].nunique() - 1
        assert "no topic" not in figures.topic_sources.sentence(table.assign(share=(table["topic"] == "") + 0.1))


def test_of_many_topics_the_themes_are_drawn():
    table = tt.topic_sources(14, 6)
    figure = figures.topic_sources.draw(table)
    themes = table[~table["topic"].str.contains(".", regex=False)]
    assert len(figure.axes) == themes["topic"].nunique()
    assert "Themes are shown; subjects are in the data." in " ".join(" ".join(texts(figure)).split())
    # Few sources have room for subjects too, one panel a source.
    assert [len(ax.lines) > 0 for ax in figures.topic_sources.draw(tt.topic_sources(14, 3)).axes] == [True] * 3


def test_few_topics_and_many_sources_are_drawn_topic_by_topic():
    assert len(figures.topic_sources.draw(tt.topic_sources(5, 40)).axes) == 5


def test_subjects_are_drawn_where_there_is_room():
    few = figures.topic_trend.draw(tt.topic_trend(5, 6))
    assert len(few.axes) == 5
    assert any("2.1 is a subject, part of theme 2." in " ".join(text.split()) for text in texts(few))
    table = tt.topic_trend(14, 6)
    many = figures.topic_trend.draw(table)
    assert [ax.texts[0].get_text().split()[0] for ax in many.axes] == ["1", "2", "4", "5", "6"]
    assert any("subjects are in the data" in " ".join(text.split()) for text in texts(many))
    assert figures.topic_trend.sentence(table).endswith(" 5 topics are shown.")


def test_numbers_are_in_the_order_of_the_table():
    table = tt.topic_sources(12, 2).assign(topic=[str(8 + i // 2) for i in range(24)])
    figure = figures.topic_sources.draw(table.assign(tier=""))
    assert [ax.texts[0].get_text().split()[0] for ax in figure.axes] == [str(8 + i) for i in range(12)]


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


@pytest.mark.parametrize(
    ("say", "table", "sentence"),
    [
        (
            figures.topic_words.sentence,
            tt.topic_words(5).assign(label=["a, b", "c", "d", "e", "f"], share=[0.3, 0.5, 0.2, 0.2, 0.1]),
            "2 themes and within them 3 subjects: “a, b” (30%) and “c” (50%).",
        ),
        (
            figures.topic_words.sentence,
            tt.topic_words(1).assign(label="a, b", share=0.3),
            "1 theme: “a, b” (30%).",
        ),
        (
            figures.topic_card.sentence,
            tt.topic_card(5).assign(
                label=["a", "b", "c", "d", "e"], trust=[2, 1, 3, 1, 2],
                verdict=["stable", "mixed", "mixed", "stable", "stable"],
            ),
            "Stable: 1 of 2 themes and 2 of 3 subjects. Most to be trusted: theme 2 (b) and subject 2.2 (d).",
        ),
        (
            figures.topic_card.sentence, tt.topic_card(1).assign(label="a", verdict="mixed"),
            "The only topic is theme 1 (a). Its verdict: mixed.",
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
