"""Articles as points and groups of them: planted directions are found, and any article is assigned by its place."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse
from sklearn.metrics import adjusted_rand_score

from analysis.counts import WindowCounts
from analysis.topics.model.article_space import ArticleSpace, singular_vectors, word_vectors
from analysis.topics.model.topic_fit import FitData
from analysis.topics.model.topic_mixture import Centres, group_points, grow_tree
from analysis.topics.model.topic_model import TopicModel


def directions(sizes: list[int], noise: float = 0.6) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(1)
    truth = generator.permutation(np.repeat(np.arange(len(sizes)), sizes))
    points = np.eye(len(sizes), 20)[truth] + noise / np.sqrt(20) * generator.standard_normal((len(truth), 20))
    return points / np.linalg.norm(points, axis=1, keepdims=True), truth


@pytest.mark.parametrize("sizes", [[50] * 6, [280, 24, 24, 24, 24, 24], [2_400, 300, 300]])
def test_groups_of_any_size_are_found(sizes: list[int]) -> None:
    points, truth = directions(sizes)
    found = group_points(points, grow_tree(points), len(sizes))
    assert adjusted_rand_score(truth, found) > 0.98


def test_shares_by_hand() -> None:
    # Two groups at right angles, one with three times the articles of the other; the third has none.
    centres = Centres.of_groups(np.eye(2)[[0, 0, 0, 1, 1]], np.array([0, 0, 0, 1, -1]), 3)
    assert centres.directions.tolist() == [[32_767, 0], [0, 32_767], [0, 0]]
    assert centres.sizes.tolist() == [3, 1, 0]
    slanted = np.array([[0.6, 0.8]])
    own, other = 0.75 * np.exp(15 * 0.6), 0.25 * np.exp(15 * 0.8)
    assert centres.shares(slanted)[0] == pytest.approx([own / (own + other), other / (own + other), 0], rel=1e-5)
    assert centres.similarities(slanted)[0] == pytest.approx([0.6, 0.8, 0])


def test_groups_are_the_same_in_any_order_of_articles_past_the_tree() -> None:
    points, _ = directions([1_400, 400, 400])
    tree = grow_tree(points)
    assert len(tree) == 1_999
    found = group_points(points, tree, 3)
    order = np.concatenate([np.arange(2_000), np.random.default_rng(0).permutation(np.arange(2_000, 2_200))])
    np.testing.assert_array_equal(group_points(points[order], tree, 3), found[order])


def test_singular_vectors_are_exact_and_have_one_sign() -> None:
    matrix = sparse.random(200, 90, density=0.2, random_state=3, format="csr")
    left, values, right = singular_vectors(matrix, 5)
    whole = np.linalg.svd(matrix.toarray(), compute_uv=False)
    np.testing.assert_allclose(values, whole[:5], rtol=1e-10)
    np.testing.assert_allclose(matrix @ right.T, left * values, atol=1e-8)
    assert (right[np.arange(5), np.abs(right).argmax(axis=1)] > 0).all()
    order = np.random.default_rng(0).permutation(200)
    np.testing.assert_allclose(singular_vectors(matrix[order], 5)[2], right, atol=1e-8)


def test_a_few_steps_find_the_strongest_directions() -> None:
    # Ten blocks of 140 rows, each with a strength of its own, in weak noise; the eleventh is noise alone.
    blocks = sparse.block_diag([np.full((140, 140), 1.0 + block / 10) for block in range(10)])
    matrix = sparse.csr_matrix(blocks + sparse.random(1_400, 1_400, density=0.02, random_state=3))
    exact, near = singular_vectors(matrix, 10), singular_vectors(matrix, 10, steps=3)
    np.testing.assert_allclose(near.values, exact.values, rtol=1e-6)
    np.testing.assert_allclose(np.abs(near.right @ exact.right.T), np.eye(10), atol=1e-3)
    np.testing.assert_array_equal(near.right, singular_vectors(matrix, 10, steps=3).right)


def test_words_that_occur_together_are_alike() -> None:
    # Three words occur together, and three others: words of one group are alike, of two groups not at all.
    together = sparse.csr_matrix(np.kron(np.eye(2, dtype=np.int64), np.full((3, 3), 300)))
    vectors = word_vectors(WindowCounts(together, 50))
    unlike = vectors[:3] @ vectors[3:].T
    np.testing.assert_allclose(unlike, 0, atol=1e-9)
    # Of 300 uses, 300 - root(3 x 300) = 270 are sure, so each pair of a group has the mutual information
    # m = log(.9 (1/12) / (1/6 x 1/6)) = log 2.7. Of m (J - I), with the singular values 2, 1, 1 times m, the vectors
    # times the roots of the values have the products m (J/3 + I).
    m = np.log(2.7)
    assert vectors[:3] @ vectors[:3].T == pytest.approx(m * (np.full((3, 3), 1 / 3) + np.eye(3)), abs=1e-9)
    assert (word_vectors(WindowCounts(sparse.csr_matrix((4, 4), dtype=np.int64), 0)) == 0).all()


def test_points_have_length_one_and_know_new_articles() -> None:
    # Texts of three subjects of ten words each.
    generator = np.random.default_rng(2)
    counts = sparse.csr_matrix(generator.poisson(np.kron(np.eye(3)[np.arange(90) % 3], np.ones(10)) * 0.7 + 0.1))
    held = (counts > 0).astype(np.int64)
    windows = WindowCounts(sparse.csr_matrix(held.T @ held), 90)
    data = FitData(counts, windows, word_vectors(windows), np.arange(30))
    np.testing.assert_allclose(np.linalg.norm(data.points, axis=1), 1)
    np.testing.assert_allclose(data.space.project(counts[7:9]), data.points[7:9], atol=1e-12)
    # Nearer to the middle of their own subject than to that of another.
    subject = np.arange(90) % 3
    near = Centres.of_groups(data.points, subject, 3).similarities(data.points)
    assert (near.argmax(axis=1) == subject).mean() > 0.9


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


def test_shares_of_themes_and_leaves_by_hand() -> None:
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
