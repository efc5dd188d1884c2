"""Read the numbers back from the figures of terms."""

from __future__ import annotations

import numpy as np
import pytest
import tables as t
import term_tables as te
from matplotlib.backends.backend_agg import FigureCanvasAgg
from reading import points, spans, texts

from analysis import figures


def labels(ax) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def test_term_spread_draws_all_and_names_the_words_furthest_above_the_line():
    table = te.term_spread(200).sample(frac=1, random_state=3)  # the order of the rows does not matter
    figure = figures.term_spread.draw(table)
    line, dots, chosen = figure.axes[0].lines
    assert not len(chosen.get_xdata())
    assert dict(zip(*dots.get_data(), strict=True)) == dict(zip(table["per_million"], table["dispersion"], strict=True))
    assert dict(zip(*line.get_data(), strict=True)) == dict(zip(table["per_million"], table["expected"], strict=True))
    assert list(line.get_xdata()) == sorted(line.get_xdata())
    named = [text.get_text() for text in figure.axes[0].texts]
    above = table[table["residual"] > 0].sort_values("residual", ascending=False)
    assert named[:5] == list(above["term"])[:5]
    assert set(named) <= set(above["term"])
    assert len(named) > 10


def test_followed_terms_are_diamonds_and_named_first_wherever_they_stand():
    table = te.term_spread(60)
    below = table.index[table["residual"] < 0][-2:]
    table.loc[below, "followed"] = True
    ax = figures.term_spread.draw(table).axes[0]
    diamonds = next(line for line in ax.lines if line.get_marker() == "D")
    assert sorted(diamonds.get_xdata()) == sorted(table.loc[below, "per_million"])
    assert set(table.loc[below, "term"]) <= {text.get_text() for text in ax.texts}


def test_no_name_covers_the_line_to_expect():
    figure = figures.term_spread.draw(te.term_spread(200))
    figure.draw_without_rendering()
    ax, renderer = figure.axes[0], FigureCanvasAgg(figure).get_renderer()
    line = ax.transData.transform(np.column_stack(ax.lines[0].get_data()))
    along = np.linspace(line[0, 0], line[-1, 0], 500)
    height = np.interp(along, line[:, 0], line[:, 1])
    for text in ax.texts:
        box = text.get_window_extent(renderer)
        assert not ((along > box.x0) & (along < box.x1) & (height > box.y0) & (height < box.y1)).any(), text.get_text()


def test_the_trend_is_marked_before_the_first_period_of_a_new_level():
    table = te.changed_trend([0, 2], 5)
    axes = figures.term_trend.draw(table).axes
    marks = [
        [line.get_xdata()[0] for line in ax.lines if list(line.get_ydata()) == [0, 1] and line.get_color() == "#d55e00"]
        for ax in axes
    ]
    assert marks == [[4.5], [], [4.5], []]
    assert any(
        "Upright line: a new level from here on." in " ".join(text.split())
        for text in texts(figures.term_trend.draw(table))
    )
    # Without the column, and without a change, nothing is marked or said.
    for plain in (t.term_trend(3), te.changed_trend([], 5)):
        figure = figures.term_trend.draw(plain)
        assert not any("Upright line" in text for text in texts(figure).union([figures.term_trend.sentence(plain)]))
        assert len(figure.axes[0].lines) == len(axes[0].lines) - 1


def test_collocates_stand_by_term():
    table = te.collocates(3, 8)
    figure = figures.collocates.draw(table)
    assert len({ax.get_xlim() for ax in figure.axes}) == 1
    for ax, (term, rows) in zip(figure.axes, table.groupby("term", sort=False), strict=True):
        assert points(ax) == dict(enumerate(rows["log_dice"]))
        assert labels(ax) == list(rows["collocate"])
        assert ax.get_xlim()[1] == 14
        written = [text.get_text() for text in ax.texts]
        assert term in written
        expected = [f"{n:,}" for name in ("together", "independent_texts") for n in rows[name]]
        assert sorted(text for text in written if text[0].isdigit()) == sorted(expected)


def test_headline_terms_fill_what_is_clear_and_name_both_directions():
    table = te.headline_terms(9)
    figure = figures.headline_terms.draw(table)
    (ax,) = figure.axes
    # The last is in no headline: its dot is where its interval ends.
    assert table["ratio"].iloc[-1] == 0
    drawn = np.log2([*table["ratio"][:-1], table["high"].iloc[-1]])
    assert points(ax) == dict(enumerate(drawn))
    assert set(points(ax, hollow=True)) == set(np.flatnonzero(table["tier"] == ""))
    assert spans(ax) == sorted(zip(np.log2(table["low"][:-1]), np.log2(table["high"][:-1]), strict=True))
    assert "more in the text ← times → more in headlines" in texts(figure)
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["1/4", "1", "4", "16"]
    assert labels(ax) == list(table["term"])


def test_focus_puts_every_source_in_its_row():
    table = te.focus(4, 6)
    figure = figures.focus.draw(table)
    for i, (ax, (term, rows)) in enumerate(zip(figure.axes, table.groupby("term", sort=False), strict=True)):
        assert points(ax) == dict(enumerate(rows["per_million"]))
        assert set(points(ax, hollow=True)) == set(np.flatnonzero(rows["per_million_low"].isna()))
        assert labels(ax) == (list(rows["source"]) if i % 2 == 0 else [])
        assert {term, "uses", *(f"{n:,}" for n in rows["count"])} == {text.get_text() for text in ax.texts}
    # A source that is missing for one term leaves its row empty.
    some = table.drop(index=[7 + 2])
    assert points(figures.focus.draw(some).axes[1]).keys() == {0, 1, 3, 4, 5, 6}


@pytest.mark.parametrize(
    ("say", "table", "sentence"),
    [
        (
            figures.term_spread.sentence,
            te.term_spread(3).assign(
                term=["said", "war", "mill"], dispersion=[0.9, 0.5, 0.2], expected=[0.6, 0.45, 0.45],
                residual=[0.3, 0.05, -0.25],
            ),
            "Least even for its frequency: “said”, dispersion 0.9 instead of 0.6, on a scale from 0, even, to 1, all in"
            " one place. 2 words of 3 are above the usual.",
        ),
        (
            figures.term_trend.sentence,
            te.changed_trend([0], 5).assign(per_million=lambda rows: rows["per_million"] * 0 + 5.0),
            "“said” reaches its highest rate, 5 per million words, in every period. 3 words are shown. “said” is at"
            " a new level from Apr 2020 on.",
        ),
        (
            figures.collocates.sentence,
            te.collocates(1, 2),
            "Most exclusively near “government”: “said”, logDice 12.6, 42 uses in 8 texts.",
        ),
        (
            figures.headline_terms.sentence,
            te.headline_terms(3),
            "1 word is clearly more in headlines, most clearly “said”: 220 uses in headlines, 23.9 expected: 9.19"
            " times as often, at least 4.59. 1 word is clearly more in the text, most clearly “government”: 0 uses in"
            " headlines, 106 expected: 0 times as often, at most 0.379.",
        ),
        (
            figures.headline_terms.sentence,
            te.headline_terms(3).assign(tier=""),
            "No word is clearly used more in headlines, or in the text.",
        ),
        (
            figures.focus.sentence,
            te.focus(1, 3),
            "“said” is used 4,000 times in 1,333 articles. Daily Beacon uses it most: 1,001 per million words (701 to"
            " 1,402).",
        ),
        (figures.focus.sentence, te.focus(1, 3).assign(count=0), "“said” is not used anywhere."),
    ],
)  # fmt: skip
def test_sentences(say, table, sentence):
    assert say(table) == sentence
