"""The topic model among scikit-learn's estimators."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from joblib import parallel_config
from planted import THEMES, planted_articles
from sklearn.decomposition import LatentDirichletAllocation
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import adjusted_rand_score
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import parametrize_with_checks

from analysis.counts import count_articles, windows_of_texts
from analysis.topics import TopicModel

SIZES = dict.fromkeys(THEMES, 20)


# One check is skipped by scikit-learn itself: array API input needs SCIPY_ARRAY_API, and sparse counts have none.
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.SkipTestWarning")
@parametrize_with_checks([TopicModel(n_topics=3, method=method) for method in ("mixture", "factors", "nmf", "lda")])
def test_it_keeps_the_rules_of_scikit_learn(estimator: Any, check: Any) -> None:
    check(estimator)


def test_it_works_in_a_pipeline() -> None:
    articles = planted_articles(SIZES)
    pipeline = make_pipeline(CountVectorizer(), TopicModel(n_topics=6))
    shares = pipeline.fit_transform([a["text"] for a in articles])
    assert shares.shape == (120, 6)
    np.testing.assert_allclose(shares.sum(axis=1), 1, atol=1e-5)
    assert adjusted_rand_score([a["label"] for a in articles], shares.argmax(axis=1)) > 0.95
    assert pipeline[-1].get_feature_names_out()[0] == "topicmodel0"


@pytest.mark.parametrize("method", ["mixture", "factors"])
@pytest.mark.parametrize("n_topics", [4, 6, 9])
def test_the_order_of_articles_changes_no_bit(method: str, n_topics: int) -> None:
    texts = [a["text"] for a in planted_articles(SIZES, seed=3)]
    counts, terms = count_articles(texts)
    windows = windows_of_texts(texts, terms)
    straight = TopicModel(n_topics, method).fit(counts, windows=windows)
    order = np.random.default_rng(0).permutation(len(texts))
    shuffled = TopicModel(n_topics, method).fit(counts[order], windows=windows)
    assert [w.tolist() for w in straight.words_] == [w.tolist() for w in shuffled.words_]
    np.testing.assert_array_equal(straight.labels_[order], shuffled.labels_)
    np.testing.assert_array_equal(straight.transform(counts), shuffled.transform(counts))


def test_lda_works_in_one_job_whatever_joblib_is_told() -> None:
    # T1: with the same seed, LDA on two jobs gave none of ten topics again.
    counts, _ = count_articles([a["text"] for a in planted_articles(SIZES)])
    alone = TopicModel(6, "lda").fit(counts)
    with parallel_config(n_jobs=2):
        told = TopicModel(6, "lda").fit(counts)
    np.testing.assert_array_equal(alone.components_, told.components_)
    jobs = []

    class Watched(LatentDirichletAllocation):
        def fit_transform(self, *data: Any, **options: Any) -> Any:
            jobs.append(self.n_jobs)
            return super().fit_transform(*data, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.topics.plain.LatentDirichletAllocation", Watched)
        TopicModel(6, "lda").fit(counts)
    assert jobs == [1]


def test_windows_of_other_words_are_refused() -> None:
    counts, terms = count_articles(["tank siege", "vote ballot"])
    with pytest.raises(ValueError, match="windows are of 3 terms, X has 4"):
        TopicModel(2).fit(counts, windows=windows_of_texts(["tank"], terms[:3]))


def test_more_topics_than_articles_are_as_many_as_there_can_be() -> None:
    counts, _ = count_articles(["tank siege", "vote ballot", "fever ward"])
    assert TopicModel(50).fit(counts).n_topics_ <= 3
