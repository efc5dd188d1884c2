"""Read the figures of topics back, against tables counted by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import topic_tables as tt
from reading import bands, labels, points, prose, texts

from analysis import figures
from analysis.wording import period_parts

DIFFERENT = pd.DataFrame(
    {
        "topic": ["3", "1", "8", "5"], "label": ["oil, opec", "court", "rail", "film"],
        "first": "The Beacon", "second": "The Wire",
        "share_first": [0.10, 0.30, 0.20, 0.40], "share_second": [0.25, 0.28, 0.15, 0.32],
        "difference": [0.15, -0.02, -0.05, -0.08], "tier": ["clear", "", "", "likely"],
    }
)  # fmt: skip


def test_words_of_topics_are_cut_between_words():
    long = " ".join(["extraordinarily"] * 10)
    written = [text.get_text() for text in figures.topic_words.draw(tt.topic_words(1).assign(words=long)).axes[0].texts]
    (found,) = [text for text in written if text.startswith("extra")]
    assert found.replace("\n", " ") == ", ".join(["extraordinarily"] * 5)


def test_topics_that_differ_beyond_chance_are_drawn_with_both_shares():
    figure = figures.topic_differences.draw(DIFFERENT)
    ax = figure.axes[0]
    assert points(ax, hollow=True) == {0: 0.10, 1: 0.40}
    assert points(ax, hollow=False) == {0: 0.25, 1: 0.32}
    assert {"The Beacon", "The Wire", "10%", "25%", "40%", "32%"} <= texts(figure)
    assert labels(ax) == ["oil, opec", "film"]
    assert "What differs between The Beacon and The Wire" in texts(figure)
    assert not figures.topic_differences.nothing(DIFFERENT)
    said = figures.topic_differences.nothing(DIFFERENT.assign(tier=""))
    assert said == "Of 4 topics none differs beyond chance between The Beacon and The Wire."


def test_the_halves_of_the_time_are_named_by_what_divides_them():
    halves = DIFFERENT.assign(first="before 2016-04", second="from 2016-04")
    assert {"What changes from April 2016", "before April\n2016", "from April 2016"} <= texts(
        figures.topic_differences.draw(halves)
    )
    said = "Topic 3 (oil, opec) differs most: 10% before April 2016, 25% from April 2016."
    assert figures.topic_differences.sentence(halves.iloc[[0]]) == said
    nothing = "Of 4 topics none changes beyond chance from April 2016."
    assert figures.topic_differences.nothing(halves.assign(tier="")) == nothing
    for first, second, named in (
        ("Back to Front", "2024", "Back to Front and 2024"),
        ("2023", "2024", "2023 and 2024"),
        ("2024-01 to 2024-03", "2024-04", "Jan – Mar 2024 and April 2024"),
    ):
        figure = figures.topic_differences.draw(DIFFERENT.assign(first=first, second=second))
        assert f"What differs between {named}" in texts(figure)


def test_a_topic_is_told_by_its_words_size_verdict_and_articles():
    table = tt.topic_words(5).assign(share=[0.3, 0.5, 0.2, 0.2, 0.1], verdict=["stable", *["mixed"] * 4])
    figure = figures.topic_words.draw(table)
    (ax,) = figure.axes
    written = {text.get_text(): text for text in ax.texts}
    assert {*table["topic"], *table["label"], "30%", "50%"} <= set(written)
    assert f"stable · {table['independent_texts'][0]} texts" in written
    assert {table["article"][0], table["second_article"][0]} <= set(written)
    assert table["article"][4] in written
    assert table["second_article"][3] not in written  # of a subject one article
    # Themes are bold, their subjects not.
    bold = {topic for topic in table["topic"] if written[topic].get_weight() == "bold"}
    assert bold == {"1", "2"}
    shares = [line.get_xdata()[0] for line in ax.lines]
    assert np.diff(shares) / np.diff(shares)[0] == pytest.approx(np.diff(table["share"]) / 0.2)
    assert "Stable: found again" in prose(figure)


def test_of_very_many_topics_the_themes_are_drawn():
    table = tt.topic_words(90)
    figure = figures.topic_words.draw(table)
    assert len(figure.axes[0].lines) == (table["parent"] == "").sum()
    assert "of 90 topics; all are in the data" in prose(figure)


def test_articles_without_a_topic_are_not_drawn():
    table = tt.with_no_topic(tt.topic_sources(3, 4))
    figure = figures.topic_sources.draw(table)
    assert "no topic" not in labels(figure.axes[0])
    assert "no topic" not in figures.topic_sources.sentence(table.assign(share=(table["topic"] == "") + 0.1))
    assert len(figures.topic_trend.draw(tt.with_no_topic(tt.topic_trend(3, 6))).axes) == 2


def test_of_many_sources_and_topics_the_largest_are_drawn():
    figure = figures.topic_sources.draw(tt.topic_sources(50, 30))
    n_themes = len({topic for topic in tt.topic_numbers(50) if "." not in topic})
    assert "Subjects are in the data. Drawn are 12 of 30 sources: the largest." in prose(figure)
    assert len(figure.axes[0].patches) == n_themes * 12


def test_of_few_texts_no_share_is_drawn():
    table = tt.topic_sources(3, 4)  # the last source has no intervals
    written = [text.get_text() for text in figures.topic_sources.draw(table.assign(tier="")).axes[0].texts]
    assert sum(text.endswith("%") for text in written) == table["share_low"].notna().sum() == 9
    few = tt.topic_trend(1, 6)
    (ax,) = figures.topic_trend.draw(few).axes
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    assert 0 not in np.concatenate([line.get_xdata() for line in dots])
    assert sorted(patch.get_x() for patch in ax.patches) == [-0.5, 4.5]
    assert ax.get_ylim()[1] >= few["share_high"].max()


def test_the_largest_twelve_topics_are_followed_in_the_order_of_the_table():
    table = tt.topic_trend(14, 6)
    table["articles"] = table["articles"].where(~table["topic"].isin(["2.1", "5"]), 1)
    figure = figures.topic_trend.draw(table)
    numbers = [ax.texts[0].get_text().split()[0] for ax in figure.axes]
    assert numbers == [topic for topic in table["topic"].unique() if topic not in ("2.1", "5")]


def test_a_period_that_stands_out_is_named():
    table = tt.topic_trend(1, 6).assign(share=[0.1, 0.1, 0.1, 0.4, 0.1, 0.1], tier=["", "", "", "clear", "", ""])
    table = table.assign(difference=table["share"] - 0.2)
    (ax,) = figures.topic_trend.draw(table).axes
    (diamond,) = [line for line in ax.lines if line.get_marker() == "D"]
    assert (list(diamond.get_xdata()), list(diamond.get_ydata())) == ([3], [0.4])
    assert f"{' '.join(period_parts(table['period'][3]))}: 40%" in {text.get_text() for text in ax.texts}
    none = "Of 1 topic none differs beyond chance between the 6 periods."
    assert figures.topic_trend.nothing(table.assign(tier="")) == none


def test_long_trends_have_a_band_and_keep_shaded_part_periods():
    table = tt.topic_trend(5, 60)
    for ax, (_, rows) in zip(figures.topic_trend.draw(table).axes, table.groupby("topic"), strict=True):
        drawn, known = bands(ax), rows["share_low"].notna().to_numpy()
        limits = rows[["share_low", "share_high"]].to_numpy()
        assert set(drawn) == set(np.flatnonzero(known))
        for place in np.flatnonzero(known):
            assert drawn[place] == pytest.approx(tuple(limits[place]))
        (line,) = [line for line in ax.lines if line.get_linestyle() == "-"]
        np.testing.assert_array_equal(line.get_ydata(), rows["share"][known])
        assert [patch.get_x() for patch in ax.patches] == [-0.5, 58.5]


@pytest.mark.parametrize(
    ("say", "table", "sentence"),
    [
        (
            figures.topic_words.sentence,
            tt.topic_words(5).assign(
                label=["a, b", "c", "d", "e", "f"], share=[0.3, 0.5, 0.2, 0.2, 0.1], verdict=["stable", *["mixed"] * 4]
            ),
            "2 themes and within them 3 subjects: “a, b” (30%) and “c” (50%). Stable or moderate: 1 of 5.",
        ),
        (
            figures.topic_words.sentence,
            tt.topic_words(1).assign(label="a, b", share=0.3, verdict="mixed"),
            "1 theme: “a, b” (30%). Its verdict: mixed.",
        ),
        (
            figures.topic_differences.sentence, DIFFERENT,
            "Topic 3 (oil, opec) differs most: 10% in The Beacon, 25% in The Wire. 2 of 4 topics differ beyond chance.",
        ),
        (
            figures.topic_differences.sentence, DIFFERENT.iloc[1:3],
            "Of 2 topics none differs beyond chance between The Beacon and The Wire.",
        ),
        (
            figures.topic_differences.sentence, DIFFERENT.iloc[[3]],
            "Topic 5 (film) differs most: 40% in The Beacon, 32% in The Wire.",
        ),
    ],
)  # fmt: skip
def test_sentences(say, table, sentence):
    assert say(table) == sentence
