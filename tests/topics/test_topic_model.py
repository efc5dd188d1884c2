"""Articles are assigned by their place in space: shares by hand, and what must not matter."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from analysis.topics.model.article_space import ArticleSpace
from analysis.topics.model.topic_mixture import Centres
from analysis.topics.model.topic_model import TopicModel

# Four words, each a direction of its own on either side of the space; three leaves, of which the first two are one
# theme. Their directions are those of articles of one word.
EYE = np.eye(4, dtype=np.int16)
SPACE = ArticleSpace(100, np.full(4, 10), EYE * 1_024, EYE * 32_767, np.zeros(4, dtype=np.int16))


def model(sizes: tuple[int, int, int] = (1, 1, 1)) -> TopicModel:
    points = SPACE.project(sparse.csr_matrix(np.eye(4, dtype=np.int64)[:3]))
    directions = Centres.of_groups(points, np.arange(3), 3).directions
    return TopicModel(SPACE, Centres(directions, np.array(sizes)), np.array([0, 0, 1]))


def assign(rows: list[list[int]], words: int = 30) -> tuple[np.ndarray, ...]:
    found = model().assign(sparse.csr_matrix(np.array(rows)), np.full(len(rows), words))
    return found.themes, found.theme_shares, found.leaf, found.leaf_share


def test_shares_by_hand() -> None:
    themes, theme_shares, leaf, leaf_share = assign([[1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]])
    near, far = np.exp(15), 1
    own = near / (near + 2 * far)
    assert themes.tolist() == [[0, 1, -1], [1, 0, -1], [0, 1, -1]]
    # The share of a theme is the sum of its leaves; an article at right angles to all has a third of each.
    expected = [[1 - (1 - own) / 2, (1 - own) / 2, 0], [own, 1 - own, 0], [2 / 3, 1 / 3, 0]]
    np.testing.assert_allclose(theme_shares, expected, atol=1e-5)
    assert leaf.tolist() == [0, 2, 0]
    assert leaf_share == pytest.approx([own, own, 1 / 3], abs=1e-5)


def test_the_leaf_is_the_strongest_of_the_main_theme() -> None:
    # Two leaves of the first theme have .3 each, that of the other .4.
    sizes = (3, 3, 4)
    found = model(sizes).assign(sparse.csr_matrix(np.array([[0, 0, 0, 1]])), np.array([30]))
    assert found.themes[0].tolist() == [0, 1, -1]
    assert found.theme_shares[0, :2] == pytest.approx([0.6, 0.4], abs=1e-5)
    assert (found.leaf[0], found.leaf_share[0]) == (0, pytest.approx(0.3, abs=1e-5))


def test_short_articles_and_those_without_a_known_word_have_no_topic() -> None:
    for rows, words in (([[3, 0, 0, 0]], 19), ([[0, 0, 0, 0]], 500)):
        themes, theme_shares, leaf, leaf_share = assign(rows, words)
        assert themes.tolist() == [[-1, -1, -1]]
        assert leaf.tolist() == [-1]
        assert not theme_shares.any()
        assert not leaf_share.any()


def test_articles_do_not_influence_each_other() -> None:
    generator = np.random.default_rng(0)
    counts = sparse.csr_matrix(generator.poisson(0.6, (2_500, 4)))
    words = generator.integers(10, 100, 2_500)
    together, alone = model().assign(counts, words), model().assign(counts[1_990:2_010], words[1_990:2_010])
    for name in ("themes", "theme_shares", "leaf", "leaf_share"):
        np.testing.assert_array_equal(getattr(together, name)[1_990:2_010], getattr(alone, name))
