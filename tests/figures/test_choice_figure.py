"""The figure of the number of topics: what is gained and lost by going finer."""

from __future__ import annotations

import pandas as pd
import topic_tables as tt
from reading import prose

from analysis import figures

TRIED = pd.DataFrame(
    {
        "n_topics": [3, 8, 20],
        "reliable": [3, 7, 9],
        "reliable_share": [1.0, 0.92, 0.55],
        "chosen": ["themes", "subjects", ""],
    }
)


def marked(ax, marker):
    return [tuple(map(float, xy)) for line in ax.lines if line.get_marker() == marker for xy in line.get_xydata()]


def test_every_number_tried_is_drawn_and_the_two_used_are_marked():
    figure = figures.n_topics.draw(TRIED)
    (ax,) = figure.axes
    assert [marked(ax, marker) for marker in "Dso"] == [[(3, 3)], [(8, 7)], [(20, 9)]]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["3", "8", "20"]
    assert "Diamond: used for themes. Square: used for subjects." in prose(figure)


def test_what_is_not_there_is_not_explained():
    note = prose(figures.n_topics.draw(TRIED.assign(chosen=["themes", "", ""])))
    assert "Diamond" in note
    assert "Square" not in note


def test_the_sentence_says_what_is_gained_and_lost():
    assert figures.n_topics.sentence(TRIED) == (
        "Of 3 topics looked for as themes, 3 are reliable, with 100% of the texts; of 8 as subjects, 7 are reliable, "
        "with 92% of the texts: 4 more, for 8 points of the texts less."
    )
    assert figures.n_topics.sentence(tt.n_topics().assign(chosen="")) == "No number of topics was chosen, of 8 tried."
