"""Read back the figures that compare sources."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import source_tables as st
import topic_tables as tt
from matplotlib.colors import to_hex
from reading import cells, labels, prose, texts, written

from analysis import figures
from analysis.figures.style import BLUE, GREEN, NARROW, PALE


def test_what_a_source_covers_and_how_it_writes_are_beside_each_other():
    table = st.distinctive_terms(2, 12)
    figure = figures.distinctive_terms.draw(table)
    assert len(figure.axes) == 4
    style = table["within_topics"] == "style"
    for i, ax in enumerate(figure.axes):
        rows = table[(table["source"] == table["source"].unique()[i // 2]) & (style if i % 2 else ~style)].head(5)
        assert labels(ax) == list(rows["term"])
        times = rows["ratio"].fillna(rows["ratio_low"]).clip(upper=64)
        np.testing.assert_allclose([bar.get_width() for bar in ax.patches], np.log2(times))
        colour = GREEN if i % 2 else BLUE
        assert [to_hex(bar.get_edgecolor()) for bar in ax.patches] == [colour] * len(rows)
        filled = [to_hex(bar.get_facecolor()) == colour for bar in ax.patches]
        assert filled == list(rows["tier"] == "clear")
        beside = {text.get_text() for text in ax.texts}
        for row in rows.itertuples():
            assert f"{row.texts} of 120 · {row.texts_others} of 1,100" in beside
    names = list(table["source"].unique())
    assert {f"{names[0]} covers", f"{names[1]} writes"} <= texts(figure)


def test_an_empty_column_says_so_and_a_phone_leaves_it_out():
    table = st.distinctive_terms(2, 3).assign(within_topics=["subject"] * 3 + ["style"] * 3)
    assert len(figures.distinctive_terms.draw(table).axes) == 4
    assert "nothing beyond chance" in texts(figures.distinctive_terms.draw(table))
    narrow = figures.distinctive_terms.draw(table, NARROW)
    assert len(narrow.axes) == 2
    assert "nothing beyond chance" not in texts(narrow)


def test_without_topics_a_source_has_one_panel():
    figure = figures.distinctive_terms.draw(st.distinctive_terms(3, 4).assign(within_topics=""))
    assert [len(ax.patches) for ax in figure.axes] == [4, 4, 4]
    assert "covers" not in prose(figure)


def test_of_many_sources_the_strongest_25_are_drawn_with_fewer_terms():
    table = st.distinctive_terms(30, 12)
    weak = table["source"].unique()[7]
    table.loc[table["source"] == weak, "strength"] = 0.0
    figure = figures.distinctive_terms.draw(table)
    assert len(figure.axes) == 50
    assert max(len(ax.patches) for ax in figure.axes) == 3
    assert f"{weak} covers" not in texts(figure)


def test_two_sources_stand_at_their_uses_a_million():
    table = pd.DataFrame(
        {
            "term": ["a", "b", "c"], "source": "X", "other": "Y", "per_million": [400.0, 50.0, 0.0],
            "other_per_million": [100.0, 90.0, 1.0], "tier": ["clear", "likely", "clear"], "more": [True, False, False],
        }
    )  # fmt: skip
    figure = figures.pair_terms.draw(table)
    assert {"more in X", "more in Y"} <= texts(figure)
    seen = [
        {
            (line.get_marker(), line.get_markerfacecolor() == "white", x, y)
            for line in ax.lines
            for x, y in zip(*line.get_data(), strict=True)
        }
        for ax in figure.axes
    ]
    # What is never used stands at half of the smallest rate.
    assert seen == [
        {("o", False, 400, 0), ("D", False, 100, 0)},
        {("o", True, 50, 0), ("D", True, 90, 0), ("o", False, 0.5, 1), ("D", False, 1, 1)},
    ]
    assert [labels(ax) for ax in figure.axes] == [["a"], ["b", "c"]]


def test_only_clear_and_likely_cells_have_a_colour():
    table = st.source_terms(3, 5).assign(more=[True, False, False] * 5)
    (ax,) = figures.source_terms.draw(table).axes
    colours = {at: cell.get_facecolor() for at, cell in cells(ax).items()}
    found = np.flatnonzero(table["tier"] != "")
    assert {at for at, colour in colours.items() if to_hex(colour) != PALE} == {(row // 3, row % 3) for row in found}
    for row in found:
        red, _, blue, _ = colours[row // 3, row % 3]
        assert (blue > red) == table["more"][row]


@pytest.mark.parametrize(("ratio", "text"), [(2.44, "2.4"), (58.2, "58"), (0.163, "0.2"), (0.001, "0")])
def test_cells_hold_the_ratio(ratio: float, text: str):
    table = st.source_terms(3, 4).assign(tier="clear", ratio=ratio)
    assert text in texts(figures.source_terms.draw(table))
    assert "only" in texts(figures.source_terms.draw(table.assign(ratio=np.nan, ratio_low=7.0)))


def test_distances_are_drawn_once():
    table = tt.source_distances(5)
    (ax,) = figures.source_distances.draw(table).axes
    columns = [label.get_text() for label in ax.get_xticklabels()]
    order = [*columns, labels(ax)[-1]]
    assert labels(ax) == order[1:]
    assert set(cells(ax)) == {(y, x) for y in range(4) for x in range(y + 1)}
    place = {name: i for i, name in enumerate(order)}
    largest = table["excess"].max()
    for row in table.itertuples():
        low, high = sorted((place[row.source], place[row.other]))
        at = high - 1, low
        assert written(ax).get(at, "") == (f"{100 * row.excess / largest:.0f}" if row.tier else "")
    far = table[table["tier"] != ""]
    total = [far["excess"][(far["source"] == name) | (far["other"] == name)].sum() for name in place]
    assert total == sorted(total, reverse=True)


def test_many_sources_are_cut_to_what_has_room():
    figure = figures.source_distances.draw(tt.source_distances(40), NARROW)
    (ax,) = figure.axes
    assert 6 < len(ax.get_xticks()) == len(ax.get_yticks()) < 12
    assert f"Drawn are {len(ax.get_xticks()) + 1} of 40 sources: those furthest from the others." in prose(figure)
    assert any(text.get_text() for text in ax.texts)


PAIRS = {"source": list("AAB"), "other": list("BCC"), "excess": [0.01, 0.04, 0.03]}


@pytest.mark.parametrize(
    ("tiers", "sentence", "drawn"),
    [
        (("", "", ""), "None of 3 pairs of sources differs in its words by more than chance.", False),
        (("likely", "", ""), "Furthest apart in their words: A and B. By more than chance differs 1 of 3 pairs of "
         "sources.", True),
        (("clear", "", "likely"), "Furthest apart in their words: B and C. By more than chance differ 2 of 3 pairs of "
         "sources.", True),
    ],
)  # fmt: skip
def test_distances_are_told_by_their_tier(tiers: tuple[str, ...], sentence: str, drawn: bool) -> None:
    table = pd.DataFrame(PAIRS).assign(tier=tiers)
    assert figures.source_distances.sentence(table) == sentence
    assert figures.source_distances.nothing(table) == ("" if drawn else sentence)


@pytest.mark.parametrize(
    ("say", "table", "sentence"),
    [
        (
            figures.distinctive_terms.sentence, st.distinctive_terms(1, 3).assign(
                ratio=[7.04, 5, 3], ratio_low=[4.2, 3, 2], ratio_high=[12.1, 8, 4], strength=[2.0, 3, 1]),
            "Strongest: “people” in Daily Beacon, 5 times as often (3 to 8 times); in 13 of 120 texts, "
            "elsewhere in 22 of 1,100. 3 words: 2 clear, 1 likely. Also within the same topics: 1.",
        ),
        (
            figures.source_terms.sentence, st.source_terms(2, 1).assign(more=[True, False], tier=["likely", "clear"]),
            "“said” sets several sources apart: it is more in Daily Beacon, less in Halvern Standard.",
        ),
        (
            figures.pair_terms.sentence, st.pair_terms(2),
            "“said” (84,655 against 4,725 uses per million words) and “people” (11,322 against 10,146 uses per "
            "million words) are used more in Daily Beacon.",
        ),
        (
            figures.pair_terms.sentence, st.pair_terms(3).assign(
                more=[True, False, False], per_million=[12.4, 0.0, 3.33], other_per_million=[0.5, 2000, 9]),
            "“said” (12 against 0.5 uses per million words) is used more in Daily Beacon. “people” (2,000 against 0 "
            "uses per million words) and “government” (9 against 3.3 uses per million words) are used more in Halvern "
            "Standard.",
        ),
    ],
)  # fmt: skip
def test_sentences(say, table, sentence):
    assert say(table) == sentence


def test_few_rows_are_a_sentence():
    assert figures.distinctive_terms.nothing(st.distinctive_terms(1, 2)).startswith("Strongest: ")
    assert figures.distinctive_terms.nothing(st.distinctive_terms(1, 3)) == ""
    assert figures.pair_terms.nothing(st.pair_terms(2)) == figures.pair_terms.sentence(st.pair_terms(2))
    assert figures.pair_terms.nothing(st.pair_terms(3)) == ""
    few = st.source_terms(3, 2)
    assert figures.source_terms.nothing(few) == figures.source_terms.sentence(few)
    assert figures.source_terms.nothing(st.source_terms(3, 3)) == ""
