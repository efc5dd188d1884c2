"""What must not change topics: the order of articles, threads, reprints, footers."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np
import pandas as pd
import pytest
from joblib import parallel_config
from planted import SIZES, fit, planted_articles, planted_subjects
from sklearn.decomposition import LatentDirichletAllocation
from threadpoolctl import threadpool_info, threadpool_limits

from analysis.topics import topic_terms
from analysis.topics.model.topic_fit import FitOptions, group_plainly, group_texts


def words_of(topics: Any) -> list[list[str]]:
    return [list(words) for _, words in topic_terms(topics).groupby("topic")["term"]]


def test_the_order_of_articles_does_not_matter(two_levels: Any, make_corpus: Any) -> None:
    articles = planted_subjects()
    shuffled = make_corpus(
        [articles[i] for i in np.random.default_rng(0).permutation(len(articles))], shard_articles=50
    )
    again = fit(shuffled, 3, n_subjects=9)
    pd.testing.assert_frame_equal(topic_terms(again), topic_terms(two_levels.topics), check_exact=True)
    found = [
        dict(zip(corpus.articles["group"], topics.finest, strict=True))
        for corpus, topics in ((shuffled, again), (two_levels.corpus, two_levels.topics))
    ]
    assert found[0] == found[1]


def test_threads_do_not_matter(plain: Any) -> None:
    with threadpool_limits(1):
        one = fit(plain.corpus, 6)
    with threadpool_limits(2):
        two = fit(plain.corpus, 6)
    pd.testing.assert_frame_equal(topic_terms(one), topic_terms(two), check_exact=True)
    assert (one.finest == two.finest).all()


@pytest.mark.parametrize("step", ["analysis.topics.model.topic_mixture._probabilities", "sklearn.decomposition.NMF"])
def test_models_work_in_one_blas_thread(plain: Any, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    # T2: sums over threads differ in their last bits, and steps that build on each other make them first bits.
    module, name = step.rsplit(".", 1)
    where = importlib.import_module(module)
    original, threads = getattr(where, name), set()

    def watched(*args: Any, **options: Any) -> Any:
        threads.update(pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas")
        return original(*args, **options)

    monkeypatch.setattr(where, name, watched)
    with threadpool_limits(2):
        method = "nmf" if name == "NMF" else "mixture"
        group_texts(plain.topics.sample.for_fitting.placed, 6, FitOptions(method))
    assert threads == {1}


def test_lda_works_in_one_job_whatever_joblib_is_told(plain: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # T1: with the same seed, LDA on two jobs gave none of ten topics again.
    jobs = []

    class Watched(LatentDirichletAllocation):
        def fit_transform(self, *data: Any, **options: Any) -> Any:
            jobs.append(self.n_jobs)
            return super().fit_transform(*data, **options)

    counts = plain.topics.sample.for_fitting.counts
    alone = group_plainly(counts, 6, "lda", 0)
    monkeypatch.setattr("sklearn.decomposition.LatentDirichletAllocation", Watched)
    with parallel_config(n_jobs=2):
        np.testing.assert_array_equal(group_plainly(counts, 6, "lda", 0), alone)
    assert jobs == [1]


def test_25_reprints_change_no_topic(make_corpus: Any) -> None:
    # 25 copies of one article take a whole topic of a plain NMF.
    articles = planted_articles(SIZES)
    copied = {**articles[0], "text": articles[0]["text"] + " " + " ".join(f"oddword{i}" for i in range(12))}
    once = fit(make_corpus([*articles, copied]), 6)
    often = fit(make_corpus([*articles, *[copied] * 25]), 6)
    assert words_of(once) == words_of(often)
    assert not any(word.startswith("oddword") for words in words_of(often) for word in words)


def test_a_footer_becomes_no_topic(make_corpus: Any) -> None:
    # One outlet's copyright line became a topic of its own.
    articles = planted_articles(SIZES, sources=("Beacon", "Standard", "Observer", "Post"))
    footer = "\n\n© 2024 Beacon. Rights reserved; material may not be published, rewritten, broadcast or redistributed."
    with_footer = [{**a, "text": a["text"] + footer} if a["source"] == "Beacon" else a for a in articles]
    corpus = make_corpus(with_footer)
    assert corpus.removed["articles"].tolist() == [30]
    assert words_of(fit(corpus, 6)) == words_of(fit(make_corpus(articles), 6))
