"""Articles as points and groups of them: planted directions are found, whatever the sizes."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse
from sklearn.metrics import adjusted_rand_score

from analysis.counts import WindowCounts
from analysis.topics.model.article_space import singular_vectors, word_vectors
from analysis.topics.model.topic_fit import FitData
from analysis.topics.model.topic_mixture import group_around, group_points, grow_tree


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


def test_the_group_of_an_anchor_comes_first() -> None:
    points, truth = directions([40, 40, 40])
    anchor = np.eye(3, 20)[1:2]
    found = group_around(points, anchor, 3)
    assert (found[truth == 1] == 0).all()
    assert adjusted_rand_score(truth, found) > 0.98


def test_singular_vectors_are_exact_and_have_one_sign() -> None:
    matrix = sparse.random(200, 90, density=0.2, random_state=3, format="csr")
    left, values, right = singular_vectors(matrix, 5)
    whole = np.linalg.svd(matrix.toarray(), compute_uv=False)
    np.testing.assert_allclose(values, whole[:5], rtol=1e-10)
    np.testing.assert_allclose(matrix @ right.T, left * values, atol=1e-8)
    assert (right[np.arange(5), np.abs(right).argmax(axis=1)] > 0).all()
    order = np.random.default_rng(0).permutation(200)
    np.testing.assert_allclose(singular_vectors(matrix[order], 5)[2], right, atol=1e-8)


def test_words_that_occur_together_are_alike() -> None:
    # Three words occur together, and three others: words of one group are alike, of two groups not at all.
    together = sparse.csr_matrix(np.kron(np.eye(2, dtype=np.int64), np.full((3, 3), 5)))
    vectors = word_vectors(WindowCounts(together, 50))
    unlike = vectors[:3] @ vectors[3:].T
    np.testing.assert_allclose(unlike, 0, atol=1e-9)
    # Each pair of a group has the mutual information log((1/12) / (1/6 x 1/6)) = log 3. Of log 3 (J - I), with the
    # singular values 2, 1, 1 times log 3, the vectors times the roots of the values have the products log 3 (J/3 + I).
    m = np.log(3)
    assert vectors[:3] @ vectors[:3].T == pytest.approx(m * (np.full((3, 3), 1 / 3) + np.eye(3)), abs=1e-9)
    assert (word_vectors(WindowCounts(sparse.csr_matrix((4, 4), dtype=np.int64), 0)) == 0).all()


def test_points_have_length_one_and_know_new_articles() -> None:
    counts = sparse.csr_matrix(np.random.default_rng(2).poisson(0.5, (80, 30)))
    held = (counts > 0).astype(np.int64)
    windows = WindowCounts(sparse.csr_matrix(held.T @ held), 80)
    data = FitData(counts, windows, word_vectors(windows), np.arange(30))
    np.testing.assert_allclose(np.linalg.norm(data.points, axis=1), 1)
    np.testing.assert_allclose(data.project(counts[7:9]), data.points[7:9], atol=1e-12)
