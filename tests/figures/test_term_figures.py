"""Read the numbers back from the figures of terms."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import tables as t
import term_tables as te
from matplotlib.colors import to_hex
from reading import cells, labels, points, prose, spans, texts, written

from analysis import figures
from analysis.figures import style
from analysis.figures.style import NARROW
from analysis.wording import percent, rounded


def test_words_and_phrases_have_a_panel_each():
    table = t.top_terms(7)
    figure = figures.top_terms.draw(table)
    for ax, (kind, rows) in zip(figure.axes, table.groupby("kind", sort=False), strict=True):
        assert points(ax) == dict(enumerate(rows["per_million"]))
        assert labels(ax) == list(rows["term"])
        heading = {"word": "Words", "phrase": "Names and phrases"}[kind]
        assert {heading, *map(percent, rows["article_share"])} <= {text.get_text() for text in ax.texts}
    # On a phone one is below the other.
    wide, narrow = (figures.top_terms.draw(table, *width).axes for width in ((), (NARROW,)))
    assert wide[0].get_position().y0 == wide[1].get_position().y0
    assert narrow[0].get_position().y0 > narrow[1].get_position().y1


def test_the_trend_shows_the_levels_before_and_after_a_change():
    table = te.changed_trend([0, 2], 5)
    figure = figures.term_trend.draw(table)
    for number, (ax, (_, rows)) in enumerate(zip(figure.axes, table.groupby("term", sort=False), strict=True)):
        steps = [tuple(line) for marks in ax.collections for line in levels_of(marks)]
        expected = [
            (left, right, pytest.approx(1e6 * some["count"].sum() / some["words"].sum()))
            for left, right, some in ((-0.5, 4.5, rows[:5]), (4.5, 13.5, rows[5:]))
        ]
        assert steps == (expected if number != 1 else [])
        assert dict(zip(*ax.lines[0].get_data(), strict=True)) == dict(enumerate(rows["per_million"]))
    heads = prose(figure)
    assert heads.count("rises from April 2020") == 2
    assert "Orange: the levels before and after a change." in heads
    # Without the column, and without a change, nothing is marked or said.
    for plain in (t.term_trend(3), te.changed_trend([], 5)):
        assert "Orange" not in prose(figures.term_trend.draw(plain))
        assert "by a quarter or more beyond chance" in figures.term_trend.sentence(plain)


def test_a_peak_is_one_diamond():
    figure = figures.term_trend.draw(te.changed_trend([1], 3, "peaks"))
    diamonds = [[line.get_xdata()[0] for line in ax.lines if line.get_marker() == "D"] for ax in figure.axes]
    assert diamonds == [[], [3], []]
    assert "peaks in February 2020" in prose(figure)


def levels_of(marks) -> list[tuple[float, float, float]]:
    """Horizontal lines in orange: from, to, height."""
    if to_hex(np.atleast_2d(marks.get_edgecolor())[0]) != style.ORANGE:
        return []
    return [(line[0][0], line[1][0], line[0][1]) for line in marks.get_segments() if line[0][1] == line[1][1]]


def test_collocates_stand_by_term():
    table = te.collocates(3, 8)
    figure = figures.collocates.draw(table)
    for ax, (term, rows) in zip(figure.axes, table.groupby("term", sort=False), strict=True):
        rows = rows.sort_values("independent_texts", ascending=False, kind="stable")
        assert [bar.get_width() for bar in ax.patches] == list(rows["independent_texts"])
        assert labels(ax) == list(rows["collocate"])
        beside = [text.get_text() for text in ax.texts]
        assert term in beside
        expected = [f"{n:,}" for n in rows["independent_texts"]]
        assert sorted(text for text in beside if text[0].isdigit()) == sorted(expected)


def test_headline_terms_fill_what_is_clear():
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


def test_focus_is_a_cell_for_each_source_darker_where_a_term_is_used_more():
    table = te.focus(4, 6).drop(index=[7 + 2])
    (ax,) = figures.focus.draw(table).axes
    here = table[table["source"] != "all sources"]
    assert labels(ax) == list(here["term"].drop_duplicates())
    sources = [label.get_text() for label in ax.get_xticklabels()]
    assert [" ".join(source.split()) for source in sources] == list(here["source"].drop_duplicates())
    sources = list(here["source"].drop_duplicates())
    assert len(cells(ax)) == len(here) == 23
    for row, term in enumerate(labels(ax)):
        own = here[here["term"] == term]
        rates = {sources.index(source): rate for source, rate in zip(own["source"], own["per_million"], strict=True)}
        assert {at: written(ax)[row, at] for at in rates} == {at: rounded(rate) for at, rate in rates.items()}
        light = [sum(cells(ax)[row, at].get_facecolor()[:3]) for at in sorted(rates, key=rates.__getitem__)]
        assert light == sorted(light, reverse=True)
    assert figures.focus.nothing(te.focus(3, 1)) == "There is one source."
    assert not figures.focus.nothing(te.focus(1, 2))


def test_the_side_where_nothing_lies_is_not_named():
    above = te.headline_terms(9).query("low > 1").reset_index(drop=True)
    figure = figures.headline_terms.draw(above)
    assert "times → more in headlines" in texts(figure)
    assert "cut at the left" not in prose(figure)


def test_low_ends_that_are_cut_are_named():
    low = te.headline_terms(3).assign(low=[0.01, 0.01, 0.01])[:2]
    assert "cut at the left" in prose(figures.headline_terms.draw(low))


def test_single_uses_are_not_drawn():
    rare = {"per_million_low": np.nan, "per_million_high": np.nan}
    for figure, table in (
        (figures.top_terms, t.top_terms(4)),
        (figures.focus, te.focus(2, 3)),
    ):
        assert not figure.nothing(table)
        assert "too few to draw" in figure.nothing(table.assign(**rare))
    few = t.term_trend(1, 2).assign(count=[12, 8])
    assert not figures.term_trend.nothing(few)
    assert "too few to draw" in figures.term_trend.nothing(few.assign(count=[11, 8]))
    assert not figures.term_trend.nothing(few.assign(count=[11, 8], change=["", "peaks"]))
    assert not figures.collocates.nothing(te.collocates(1, 2))
    assert "five texts" in figures.collocates.nothing(te.collocates(1, 2).assign(independent_texts=4))
    assert not figures.headline_terms.nothing(te.headline_terms(3))
    assert "five headlines" in figures.headline_terms.nothing(te.headline_terms(3).assign(headline_count=4))


@pytest.mark.parametrize(
    ("say", "table", "sentence"),
    [
        (
            figures.top_terms.sentence,
            t.top_terms(4).assign(articles=1, article_share=0.01, per_million=10.0, per_million_low=np.nan),
            "The most used words: “said” and “people”; phrases: “government” and “minister”. “said” is used 10 times"
            " per million words, in 1 article (1.0%).",
        ),
        (
            figures.term_trend.sentence,
            te.changed_trend([0, 2], 5),
            "“said” rises from April 2020 and “government” rises from April 2020.",
        ),
        (figures.term_trend.sentence, te.changed_trend([1], 3, "dips"), "“people” dips in February 2020."),
        (
            figures.collocates.sentence,
            te.collocates(1, 2),
            "Near “government”: “said” in 8 texts and “people” in 5 texts.",
        ),
        (
            figures.headline_terms.sentence,
            te.headline_terms(3),
            "1 word is clearly more in headlines, most clearly “said”: 220 uses in headlines, 24 if used as in the"
            " text: 9.19 times as often, at least 4.59.",
        ),
        (
            figures.headline_terms.sentence,
            te.headline_terms(3).assign(tier=""),
            "No word is clearly used more in headlines.",
        ),
        (figures.focus.sentence, te.focus(1, 3), "“said” is used most in Daily Beacon, 1,000 times per million words."),
        (figures.focus.sentence, te.focus(1, 3).assign(count=0), "“said” is used nowhere."),
    ],
)  # fmt: skip
def test_sentences(say, table, sentence):
    assert say(table) == sentence


def test_the_sentence_on_sources_over_time_names_the_ends_of_many():
    # Uses and words of two periods: rates of 100, 300, 200 ... per million words; the last has under ten texts in all.
    uses, texts = [1, 3, 2, 5, 4, 6, 9], [20] * 6 + [4]
    rows = [
        {"term": "ferry", "source": f"Outlet {i}", "period": period, "count": n, "words": 10_000, "texts": size}
        for i, (n, size) in enumerate(zip(uses, texts, strict=True))
        for period in ("2024-01", "2024-02")
    ]
    many = pd.DataFrame(rows)
    begun = "“ferry” per million words, over the whole time:"
    assert figures.trend_by_source.sentence(many) == f"{begun} from 100 (Outlet 0) to 600 (Outlet 5)."
    few = many[many["source"].isin(["Outlet 0", "Outlet 1", "Outlet 6"])]
    assert figures.trend_by_source.sentence(few) == f"{begun} Outlet 1 300 and Outlet 0 100."
