"""Read the numbers back from what is drawn."""

from __future__ import annotations

import numpy as np
import pytest
import tables as t
import topic_tables as tt
from matplotlib.colors import to_hex
from reading import cells, labels, points, prose, spans, texts, written

from analysis import figures
from analysis.figures.style import PALE


def test_articles_by_source():
    table = t.articles_by_source(4)
    figure = figures.articles_by_source.draw(table)
    bars = figure.axes[0].patches
    np.testing.assert_array_equal([bar.get_width() for bar in bars[:4]], table["independent_texts"])
    np.testing.assert_array_equal([bar.get_x() + bar.get_width() for bar in bars[4:]], table["articles"])
    row = table.iloc[0]
    assert f"{row['independent_texts']} of {row['articles']}" in texts(figure)
    assert points(figure.axes[1]) == dict(enumerate(table["median"]))
    assert spans(figure.axes[1]) == sorted(zip(table["q1"], table["q3"], strict=True))


def test_of_many_sources_the_largest_are_drawn():
    table = t.articles_by_source(132)
    figure = figures.articles_by_source.draw(table)
    assert len(figure.axes[0].get_yticklabels()) == 26
    assert figure.get_figheight() < 10
    assert "Drawn are 26 of 132 sources: the largest." in prose(figure)
    over_time = figures.articles_over_time.draw(t.articles_over_time(132, 5))
    assert len(over_time.axes) == 1 + 26
    everything = t.articles_over_time(132, 5)["articles"].sum()
    assert sum(bar.get_height() for bar in over_time.axes[0].containers[0]) == everything


def test_articles_over_time_adds_up_and_keeps_the_gaps():
    table = t.articles_over_time(3, periods=["2020-W52", "2020-W53", "2021-W01", "2021-W03"])
    top, *rows = figures.articles_over_time.draw(table).axes
    assert sum(bar.get_height() for bar in top.containers[0]) == table["articles"].sum()
    places = {round(bar.get_x() + bar.get_width() / 2) for bar in top.containers[0]}
    assert places <= {0, 1, 2, 3, 4}  # 2021-W02 has its place
    assert 4 in places
    first = table[table["source"] == table["source"].iloc[0]]
    assert sum(bar.get_height() for bar in rows[0].containers[0]) == first["articles"].sum()
    grey = {round(bar.get_x() + bar.get_width() / 2) for bar in top.patches if to_hex(bar.get_facecolor()) == PALE}
    assert grey == {0, 4}


def test_top_terms():
    table = t.top_terms(6).assign(kind="word")
    table.loc[2, ["per_million_low", "per_million_high"]] = np.nan
    ax = figures.top_terms.draw(table).axes[0]
    assert points(ax) == dict(enumerate(table["per_million"]))
    assert points(ax, hollow=True) == {2: table["per_million"][2]}
    known = table.drop(index=2)
    assert spans(ax) == sorted(zip(known["per_million_low"], known["per_million_high"], strict=True))
    assert labels(ax) == list(table["term"])
    assert ax.get_ylim() == (5.5, -0.5)  # the first row is at the top


def test_term_trend():
    table = t.term_trend(2, 5)
    figure = figures.term_trend.draw(table)
    first = table[table["term"] == table["term"].iloc[0]]
    assert points(figure.axes[0], upright=True) == dict(enumerate(first["per_million"]))
    assert set(points(figure.axes[0], upright=True, hollow=True)) == {0, 1, 2}


def test_a_period_of_few_texts_has_no_dot():
    table = t.term_trend(1, 5).assign(texts=[10, 25, 25, 25, 9])
    figure = figures.term_trend.draw(table)
    assert set(points(figure.axes[0], upright=True)) == {0, 1, 2, 3}
    assert "A period of under 10 texts has no dot." in prose(figure)
    assert "No two periods have ten texts" in figures.term_trend.nothing(table.assign(texts=[10, 9, 9, 9, 9], count=9))


def test_a_line_does_not_cross_a_silent_period():
    table = t.term_trend(1, 3)
    ax = figures.term_trend.draw(table[table["period"] != table["period"].iloc[1]]).axes[0]
    assert all(len(line.get_xdata()) == 1 for line in ax.lines if line.get_linestyle() == "-")
    assert set(points(ax, upright=True)) == {0, 2}


def test_topic_sources_fill_a_cell_for_each_share_and_frame_what_is_beyond_chance():
    table = tt.topic_sources(3, 5)
    ax = figures.topic_sources.draw(table).axes[0]
    for topic, (_, rows) in enumerate(table.groupby("topic")):
        for source, (_, row) in enumerate(rows.iterrows()):
            if row["share_low"] > 0 or row["tier"]:  # of few texts no share is written
                assert written(ax)[topic, source] == f"{100 * row['share']:.0f}%"
    framed = [at for at, cell in cells(ax).items() if cell.get_lw()]
    largest = [(topic, rows["share"].to_numpy().argmax()) for topic, (_, rows) in enumerate(table.groupby("topic"))]
    assert sorted(framed) == largest


def test_topic_trend_shades_part_periods():
    table = tt.topic_trend(4, 6)
    for ax, (_, rows) in zip(figures.topic_trend.draw(table).axes, table.groupby("topic"), strict=True):
        # The first period has too few texts for a share, the last is covered in part.
        assert points(ax, upright=True) == dict(list(enumerate(rows["share"]))[1:])
        assert [part.get_x() for part in ax.patches] == [-0.5, 4.5]


def test_names_stack_to_the_whole():
    table = tt.names(4)
    figure = figures.names.draw(table)
    ax = figure.axes[0]
    drawn = sorted(bar.get_width() for bar in ax.patches)
    np.testing.assert_allclose(drawn, sorted(np.nan_to_num(table["share"])), atol=1e-12)
    ends = [bar.get_x() + bar.get_width() for bar in ax.patches]
    assert max(ends) == pytest.approx(1)
    assert " not mentioned" in texts(figure)
    assert "40" in texts(figure)


@pytest.mark.parametrize(
    ("say", "table", "sentence"),
    [
        (
            figures.articles_by_source.sentence,
            t.articles_by_source(1).assign(source="other sources", articles=1, independent_texts=1, median=7.0),
            "1 article from other sources, 1 independent text among them; median length 7 words.",
        ),
        (
            figures.articles_by_source.sentence,
            t.articles_by_source(3).assign(source=["A", "B", "other sources"], articles=[5, 4, 9], median=[9, 8, 99]),
            "18 articles from 2 sources and small others. Most come from A: 5 articles (28% of the whole)."
            " By the median, the longest articles are those of A (9 words), the shortest those of B (8 words).",
        ),
        (
            figures.articles_over_time.sentence,
            t.articles_over_time(1, periods=["2024-03-04"]).assign(articles=1),
            "1 article was published on 4 Mar 2024.",
        ),
    ],
)  # fmt: skip
def test_sentences(say, table, sentence):
    assert say(table) == sentence
