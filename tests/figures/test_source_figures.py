"""Read back the figures that compare sources and try a finding again."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import source_tables as st
import topic_tables as tt
from matplotlib.collections import PathCollection
from reading import spans, texts

from analysis import figures
from analysis.figures.style import GREY


def test_distinctive_terms_fill_what_is_clear_and_grey_what_is_lost():
    table = st.distinctive_terms(2, 12)
    figure = figures.distinctive_terms.draw(table)
    for ax, (_, rows) in zip(figure.axes, table.groupby("source", sort=False), strict=True):
        rows = rows.reset_index(drop=True)
        nowhere = rows["texts_others"] == 0
        known = np.log2(rows["ratio"].where(~nowhere, rows["ratio_low"]))
        # Row, number, whether hollow, whether grey, whether a triangle.
        seen = {
            (round(y), round(x, 9), line.get_mfc() == "white", line.get_color() == GREY, line.get_marker() == ">")
            for line in ax.lines[1:]
            for x, y in zip(*line.get_data(), strict=True)
        }
        expected = zip(range(12), known.round(9), rows["tier"] == "likely", ~rows["survives"], nowhere, strict=True)
        assert seen == set(expected)
        ends = np.log2(rows[["ratio_low", "ratio_high"]]).fillna(ax.get_xlim()[1]).clip(*ax.get_xlim())
        np.testing.assert_allclose(spans(ax), sorted(map(tuple, ends.to_numpy())))
    note = " ".join(text.replace("\n", " ") for text in texts(figure))
    assert "▶: nowhere else" in note
    assert {"10%", "1.9%", "0%"} <= texts(figure)  # 12 of 120, 21 of 1,100 and 0 of 1,100 texts


def test_distinctive_terms_explain_only_what_is_drawn():
    table = st.distinctive_terms(1, 3).assign(survives=True)
    note = " ".join(text.replace("\n", " ") for text in texts(figures.distinctive_terms.draw(table)))
    assert "Words that set Daily Beacon apart" in note
    assert "▶" not in note
    assert "Grey" not in note


def test_an_axis_of_ratios_is_labelled_in_powers_of_two_within_the_frame():
    table = st.distinctive_terms(1, 2).assign(ratio=[0.25, 4.0], ratio_low=[0.1, 3.0], ratio_high=[0.5, 5.0])
    ax = figures.distinctive_terms.draw(table).axes[0]
    ticks = dict(zip(ax.get_xticks(), (label.get_text() for label in ax.get_xticklabels()), strict=True))
    assert ticks == {-2: "1/4×", -1: "1/2×", 0: "1×", 1: "2×", 2: "4×"}


def test_a_word_that_the_source_no_longer_uses_stands_at_the_left_edge():
    table = st.survival(1, 1).assign(ratio=[8.0, 8.0, 0.0], ratio_low=[4.0, 4.0, 0.0], ratio_high=[16.0, 16.0, 0.5])
    ax = figures.survival.draw(table).axes[0]
    *_, own = [line for line in ax.lines if line.get_marker() == "D"]
    assert own.get_xdata()[0] == ax.get_xlim()[0] == -1.4
    assert own.get_markerfacecolor() == "white"


def test_subject_or_style_shows_the_ratio_over_all_and_within_topics():
    table = st.distinctive_terms(2, 3)  # style, subject, undecided; none is used nowhere else
    figure = figures.subject_or_style.draw(table)
    for ax, (_, rows) in zip(figure.axes, table.groupby("source", sort=False), strict=True):
        drawn = {line.get_marker(): line for line in ax.lines if len(line.get_xdata()) and line.get_marker() != "None"}
        np.testing.assert_allclose(drawn["x"].get_xdata(), np.log2(rows["ratio"]))
        assert list(drawn["x"].get_ydata()) == [0, 1, 2]
        for row, marker in enumerate("oDs"):
            assert list(drawn[marker].get_ydata()) == [row]
            np.testing.assert_allclose(drawn[marker].get_xdata(), np.log2(rows["topic_ratio"].iloc[row]))


def test_subject_or_style_draws_nine_sources_and_says_so():
    figure = figures.subject_or_style.draw(st.distinctive_terms(20, 3))
    assert len(figure.axes) == 9
    assert any("Drawn are the first 9 of 20 sources" in text.replace("\n", " ") for text in texts(figure))


def test_survival_draws_each_word_over_the_three_texts():
    table = st.survival(2, 6)
    figure = figures.survival.draw(table)
    assert len(figure.axes) == 2
    for ax, (_, rows) in zip(figure.axes, table.groupby("source", sort=False), strict=True):
        assert [label.get_text() for label in ax.get_yticklabels()] == list(rows["term"].unique())
        lines = [line for line in ax.lines if len(line.get_xdata()) == 3]
        for place, (line, (_, word)) in enumerate(zip(lines, rows.groupby("term", sort=False), strict=True)):
            np.testing.assert_allclose(line.get_xdata(), np.log2(word["ratio"]))
            np.testing.assert_allclose(line.get_ydata(), [place - 0.27, place, place + 0.27])
            assert (line.get_linestyle() == "--") == (not word["survives"].iloc[0])
        dots = [line for line in ax.lines if line.get_marker() in ("o", "s", "D")]
        assert [line.get_marker() for line in dots] == ["o", "s", "D"] * 6
        filled = np.concatenate([line.get_xdata() for line in dots if line.get_markerfacecolor() != "white"])
        np.testing.assert_allclose(sorted(filled), sorted(np.log2(rows["ratio"][rows["ratio_low"] > 1])))


def test_survival_draws_nine_sources_and_says_so():
    figure = figures.survival.draw(st.survival(40))
    assert len(figure.axes) == 9
    assert any("Drawn are the first 9 of 40 sources" in text.replace("\n", " ") for text in texts(figure))


def test_rank_terms_draws_ranks_of_both_sources():
    table = pd.DataFrame(
        {
            "term": ["a", "b", "c", "d"], "source": "X", "other": "Y",
            "per_million": [50.0, 400.0, 7.0, 0.0], "other_per_million": [90.0, 1.0, 7.0, 1.0],
            "rank": [2.0, 1.0, 3.0, 4.0], "other_rank": [1.0, 3.5, 2.0, 3.5],
            "tier": ["clear", "likely", "", ""], "more": [False, True, True, False],
        }
    )  # fmt: skip
    figure = figures.rank_terms.draw(table)
    (ax,) = figure.axes
    drawn = {line.get_marker(): set(zip(*line.get_data(), strict=True)) for line in ax.lines[1:]}
    assert drawn == {"o": {(1, 3.5)}, "D": {(2, 1)}, "s": {(3, 2), (4, 3.5)}}
    assert {"a", "b"} <= texts(figure)
    assert not {"c", "d"} & texts(figure)
    assert {"↖ above the line: more in Y", "below the line: more in X ↘"} <= texts(figure)
    assert ax.xaxis_inverted()  # more often is to the right
    assert ax.yaxis_inverted()


def test_word_shift_bars_are_the_contributions():
    table = st.word_shift(12)
    figure = figures.word_shift.draw(table)
    ax, curve = figure.axes
    bars = {round(bar.get_y() + bar.get_height() / 2): bar.get_width() for bar in ax.patches}
    np.testing.assert_allclose([bars[row] for row in range(12)], table["contribution"])
    assert ax.get_ylim() == (11.5, -0.5)
    np.testing.assert_array_equal(curve.lines[0].get_xdata(), table["cumulative"])
    assert [label.get_text() for label in ax.get_yticklabels()] == list(table["term"])
    rates = [f"{rate:,.0f}" for rate in table["per_million"] if rate >= 100]
    assert set(rates) <= texts(figure)


def test_word_shift_tells_what_either_side_makes():
    table = st.word_shift(3).assign(contribution=[0.03, -0.02, 0.01], cumulative=[0.3, 0.5, 0.6])
    found = texts(figures.word_shift.draw(table))
    assert {"← more in Daily Beacon: 20%", "more in Halvern Standard: 40% →"} <= found
    assert figures.word_shift.sentence(table).startswith("3 words make 60% of the divergence between Daily Beacon and")


def test_source_terms_marks_grow_with_the_share_of_texts():
    table = st.source_terms(3, 5)
    ax, _ = figures.source_terms.draw(table).axes
    where = {(t, s): i for i, (t, s) in enumerate(zip(table["term"], table["source"], strict=True))}
    terms, sources = list(table["term"].unique()), list(table["source"].unique())
    seen = {}
    for marks in ax.collections:
        assert isinstance(marks, PathCollection)
        hollow = bool(len(marks.get_offsets())) and tuple(marks.get_facecolors()[0][:3]) == (1.0, 1.0, 1.0)
        corners = len(marks.get_paths()[0].vertices) < 10  # a diamond
        for (x, y), size in zip(marks.get_offsets(), marks.get_sizes(), strict=True):
            seen[where[terms[int(y)], sources[int(x)]]] = (size, hollow, corners)
    assert set(seen) == set(table.index[table["share"] > 0]) != set(table.index)
    for row, (_, hollow, corners) in seen.items():
        assert hollow == (table["tier"][row] == "")
        assert corners != table["more"][row]
    for side in (True, False):
        rows = [row for row in seen if seen[row][2] == side]
        ratio = np.array([seen[row][0] / table["share"][row] for row in rows])
        np.testing.assert_allclose(ratio, ratio[0])


def test_source_terms_draws_at_most_40_by_30():
    figure = figures.source_terms.draw(st.source_terms(43, 35))
    assert any("Drawn are 30 of 35 words and 40 of 43 sources." in text.replace("\n", " ") for text in texts(figure))
    assert len(figure.axes[0].get_xticks()) == 40


def test_robustness_fills_as_many_settings_as_agree():
    table = st.robustness(2, 4)
    figure = figures.robustness.draw(table)
    for ax, (_, rows) in zip(figure.axes, table.groupby("source", sort=False), strict=True):
        tested, agree = np.array([bar.get_width() for bar in ax.patches]).reshape(2, 4)
        assert list(tested) == list(rows["tested"])
        assert list(agree) == list(rows["agree"])
        assert ax.get_xlim() == (0, 10)
        beside = {(text.xy[1], text.get_text()) for text in ax.texts if text.xycoords[1] == "data"}
        assert {(0, "8 of 10"), (1, "8 of 9"), (2, "10 of 10"), (3, "7 of 9")} <= beside
        named = dict(sorted(beside - {(0, "8 of 10"), (1, "8 of 9"), (2, "10 of 10"), (3, "7 of 9")}))
        assert [named[row][:8] for row in range(4)] == ["first ha", "without ", "", "first ha"]


def test_robustness_names_settings_only_where_one_does_not_agree():
    table = st.robustness(1, 2)
    assert {"not in", "first half, without titles"} <= texts(figures.robustness.draw(table))
    assert "not in" not in texts(figures.robustness.draw(table.assign(agree=9, tested=9, fails="")))


def test_the_tree_joins_at_average_distances():
    # By hand: 0 and 2 join at 1; 1 joins them at (4 + 6) / 2 and is beside 0, which is nearer to it than 2.
    table = pd.DataFrame({"source": ["0", "0", "1"], "other": ["1", "2", "2"], "excess": [4.0, 1.0, 6.0]})
    table = table.assign(divergence=1.0, excess_low=0.5, excess_high=9.0, p=0.01, tier="clear")
    matrix, tree = figures.source_distances.draw(table).axes
    assert [line.get_xdata()[1] for line in tree.lines] == [1, 5]
    names = {text.xy[1] - 0.5: text.get_text() for text in matrix.texts if text.get_text() in set("012")}
    assert [names[row] for row in range(3)] == ["1", "0", "2"]
    assert [sorted(set(line.get_ydata())) for line in tree.lines] == [[1, 2], [0, 1.5]]


def test_the_tree_stands_beside_the_matrix():
    table = tt.source_distances(5)
    matrix, tree = figures.source_distances.draw(table).axes
    assert len(tree.lines) == 4
    pairs = table[table["source"] != table["other"]]
    assert min(line.get_xdata()[1] for line in tree.lines) == max(0, pairs["excess"].min())
    assert tree.get_ylim() == (4.5, -0.5)
    assert matrix.get_ylim() == (5, 0)
    assert tree.get_position().y0 == matrix.get_position().y0
    names = {text.get_text(): text.xy[1] for text in matrix.texts if text.get_text() in set(table["source"])}
    nearest = pairs.loc[pairs["excess"].idxmin()]
    assert abs(names[nearest["source"]] - names[nearest["other"]]) == 1


def test_distances_of_topics_say_topics():
    table = tt.source_distances(4)
    assert "How far apart the sources are in their topics" in texts(figures.topic_distances.draw(table))
    assert "differ in topics by more than chance" in figures.topic_distances.sentence(table)


@pytest.mark.parametrize(
    ("tiers", "sentence"),
    [
        (("", "", ""), "0 of 3 pairs of sources differ by more than chance."),
        (("likely", "", ""), "A and B, divergence 0.0100 beyond chance (0.0050 to 0.0200). 1 of 3 pairs of sources "
         "differs by more than chance, 0 of them clearly."),
        (("clear", "", "likely"), "Furthest apart: B and C, divergence 0.0300 beyond chance (0.0050 to 0.0200). "
         "2 of 3 pairs of sources differ by more than chance, 1 of them clearly."),
    ],
)  # fmt: skip
def test_distances_are_told_by_their_tier(tiers: tuple[str, ...], sentence: str) -> None:
    table = pd.DataFrame({"source": list("AAB"), "other": list("BCC"), "excess": [0.01, 0.04, 0.03], "tier": tiers})
    assert figures.source_distances.sentence(table.assign(excess_low=0.005, excess_high=0.02)) == sentence


def test_many_sources_get_a_key_instead_of_numbers():
    table = tt.source_distances(40)
    matrix, _ = figures.source_distances.draw(table.assign(excess=10 * table["excess"])).axes
    peak = round(10_000 * table["excess"].max(), -1)
    written = {text.get_text() for text in matrix.texts} - set(table["source"])
    assert written == {f"{peak:.0f}", f"{peak / 2:.0f}", f"{peak / 10:.0f}"}


@pytest.mark.parametrize(
    ("say", "table", "sentence"),
    [
        (
            figures.distinctive_terms.sentence, st.distinctive_terms(1, 3).assign(
                ratio=[7.04, 5, 3], ratio_low=[4.2, 3, 2], ratio_high=[12.1, 8, 4], strength=[2.0, 3, 1]),
            "Strongest: “people” in Daily Beacon, 5 times as often (3 to 8 times); in 13 of 120 texts, "
            "elsewhere in 22 of 1,100. 3 words: 2 clear, 1 likely. Not in own sentences alone: 1.",
        ),
        (
            figures.distinctive_terms.sentence, st.distinctive_terms(1, 1).assign(
                ratio=np.nan, ratio_high=np.nan, texts_others=0),
            "Strongest: “said” in Daily Beacon, in 12 of 120 texts, nowhere else. 1 word: 1 clear, 0 likely.",
        ),
        (
            figures.subject_or_style.sentence, st.distinctive_terms(1, 3),
            "1 of 3 words differs on the same topics too, such as “said” (Daily Beacon). "
            "1 of 3 words comes only with the subject, such as “people” (Daily Beacon).",
        ),
        (
            figures.survival.sentence, st.survival(1, 3),
            "2 of 3 words are still there in the source's own sentences. Lost: “people” (Daily Beacon).",
        ),
        (
            figures.source_terms.sentence, st.source_terms(2, 1).assign(share=[0.5, 0.25], tier=["likely", "clear"]),
            "2 of 2 pairs of word and source are beyond chance. Most: “said” in Daily Beacon, in 50% of its texts.",
        ),
        (
            figures.robustness.sentence, st.robustness(1, 3),
            "1 of 3 words agrees in all settings. Not in all: “said” in Daily Beacon (first half, without titles) and "
            "“people” in Daily Beacon (without Daily Beacon).",
        ),
        (
            figures.robustness.sentence, st.robustness(1, 2).assign(agree=[0, 9], tested=[0, 9], fails=""),
            "1 of 2 words agrees in all settings.",
        ),
        (
            figures.rank_terms.sentence, st.rank_terms(5).assign(tier=""),
            "No word is more in Daily Beacon or in Halvern Standard beyond chance.",
        ),
    ],
)  # fmt: skip
def test_sentences(say, table, sentence):
    assert say(table) == sentence
