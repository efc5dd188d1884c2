"""House marks: names, honorifics, credits, and what a source writes everywhere; a subject's own word is none."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from analysis.statistics.house_marks import CREDIT, EVERYWHERE, HONORIFIC, NAME, TAG, find_house_marks
from analysis.statistics.score_test import WHOLE, Texts


def texts_with(held: np.ndarray, source: np.ndarray) -> Texts:
    """Make texts of one source each that hold terms once."""
    weights = sparse.csr_matrix((np.full(len(source), WHOLE), (np.arange(len(source)), source)))
    return Texts(sparse.csr_matrix(held.astype(np.int64)), np.full(len(source), 50), weights)


@pytest.mark.parametrize(
    ("source", "term", "why"),
    [
        ("Politico", "politico", NAME),
        ("Coast Business Review", "business review", NAME),
        ("harbour-news", "told harbour news", NAME),
        ("huff-post", "huffpost", NAME),
        ("huff-post", "huffington post", NAME),
        ("huff-post", "huffington", NAME),
        ("nyt", "new york times", NAME),
        ("telegraph", "telegraphcouk", NAME),
        ("times", "thetimescouk", NAME),
        ("wash-post", "posted", ""),
        ("star", "starting", ""),
        ("Daily Beacon", "daily show", ""),
        ("Paris Match", "is", ""),
        ("Beacon", "mr", HONORIFIC),
        ("Beacon", "told mr", HONORIFIC),
        ("Beacon", "i-vt", TAG),
        ("Beacon", "r-texas", TAG),
        ("Beacon", "e-mail", ""),
        ("Beacon", "getty images", CREDIT),
        ("Beacon", "agence france-presse", CREDIT),
        ("Beacon", "hillary", ""),
    ],
)
def test_names_and_forms(source: str, term: str, why: str) -> None:
    texts = texts_with(np.ones((4, 1)), np.array([0, 0, 1, 1]))
    marks = find_house_marks([source, "Other"], np.array([term], dtype=object), texts, np.zeros(4, dtype=np.int64))
    assert dict(zip(marks["source"], marks["why"], strict=True)).get(0, "") == why


def test_a_word_that_hardly_stands_but_in_the_longer_name_of_its_source() -> None:
    terms = np.array(["digital", "gull", "gull digital", "harbour", "harbour gull"], dtype=object)
    # Uses in the only text of each of two sources: "digital" four times in five in the name, "harbour" three times.
    texts = texts_with(np.array([[5, 9, 4, 5, 3], [3, 0, 0, 1, 0]]), np.array([0, 1]))
    marks = find_house_marks(["Gull", "Tern"], terms, texts, np.zeros(2, dtype=np.int64))
    assert marks[["source", "term"]].to_numpy().tolist() == [[0, 0], [0, 1], [0, 2], [0, 4]]
    assert set(marks["why"]) == {NAME}


def test_what_stands_in_most_texts_on_every_topic() -> None:
    """Of three sources with 20 texts, ten on each of two topics, the first ends 14 texts with a slogan.

    Its word "harvest" is in 14 texts on one topic alone; "review" too on both, but another source has it as well.
    """
    source, topic = np.repeat([0, 1, 2], 20), np.tile(np.repeat([1, 2], 10), 3)
    place = np.tile(np.arange(10), 6)
    slogan = (source == 0) & (place < 7)
    harvest = (source == 0) & (topic == 1)
    review = slogan | ((source == 1) & (place == 0))
    marks = find_house_marks(
        ["A", "B", "C"],
        np.array(["harvest", "review", "slogan"], dtype=object),
        texts_with(np.column_stack([harvest, review, slogan]), source),
        topic,
    )
    assert marks.to_numpy().tolist() == [[0, 2, EVERYWHERE]]
    # Without topics nobody knows whether the slogan is the source's subject.
    none = find_house_marks(
        ["A", "B", "C"], np.array(["slogan"], dtype=object), texts_with(slogan[:, None], source), 0 * topic
    )
    assert none.empty
