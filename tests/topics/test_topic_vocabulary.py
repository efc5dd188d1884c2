"""Which articles topics are fitted to, where there are too many for all, and which words they can be made of."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus
from planted import SIZES, SOURCES, planted_articles
from scipy import sparse

from analysis.corpus import Corpus
from analysis.counts import count_words
from analysis.topics.model.topic_sample import Sample, _draw, take_sample
from analysis.topics.model.topic_vocabulary import are_even, spread, uses_again

N_TEXTS, N_TOPICS = 800, 4


@pytest.fixture(scope="module")
def planted() -> tuple[sparse.csr_matrix, np.ndarray]:
    """Four subjects of 100 words each, and 10 words dealt over all texts, all of one length."""
    rng = np.random.default_rng(3)
    topic = np.arange(N_TEXTS) % N_TOPICS
    subject = np.repeat(np.arange(N_TOPICS), 100)
    own = rng.poisson(np.where(subject == topic[:, None], 1.2, 0.05))
    function = rng.poisson(np.linspace(0.6, 1.5, 10), size=(N_TEXTS, 10))
    return sparse.csr_matrix(np.hstack([own, function])), np.full(N_TEXTS, 100)


def test_words_dealt_over_all_texts_are_even_and_no_others(planted: tuple[sparse.csr_matrix, np.ndarray]) -> None:
    even = are_even(*planted)
    assert not even[:400].any()
    assert even[400:].all()


def test_few_texts_cannot_tell(planted: tuple[sparse.csr_matrix, np.ndarray]) -> None:
    counts, words = planted
    assert not are_even(counts[:300], words[:300]).any()
    assert are_even(counts[:0], words[:0]).shape == (410,)
    assert are_even(sparse.csr_matrix((500, 0), dtype=np.int64), np.full(500, 100)).shape == (0,)


def test_the_order_of_words_does_not_matter(planted: tuple[sparse.csr_matrix, np.ndarray]) -> None:
    counts, words = planted
    order = np.random.default_rng(0).permutation(counts.shape[1])
    assert (are_even(counts[:, order], words) == are_even(counts, words)[order]).all()


def test_spread_and_uses_again_of_words_counted_by_hand() -> None:
    # Four texts of one length; the first word is in the first two, once each, the second in all four, twice each.
    counts = sparse.csr_matrix([[1, 2], [1, 2], [0, 2], [0, 2]])
    members = sparse.csr_matrix(np.ones((1, 4)))
    along = np.array([[1.0], [1], [-1], [-1]]) / 2
    found, error = spread(counts, along, members)
    # (1/2 * 1/2 * 4)^2 - 1/4 over 4 * 1/4; the word in all texts has no direction.
    assert found == pytest.approx([0.75, 0])
    assert error == pytest.approx([np.sqrt(2) / 4, 0])
    # No use beyond the first; of the second word 4, where a word in all of four texts has 4 (log 8 - 1).
    assert uses_again(counts, members) == pytest.approx([0, 4 / (4 * (np.log(8) - 1))])


def test_no_topic_word_is_a_date_a_verb_of_speech_or_the_outlets_name(make_corpus: MakeCorpus) -> None:
    said = "Yesterday, on Tuesday in the year of the siege, Mr Smith told the Observer within weeks, they said."
    articles = planted_articles(SIZES, sources=SOURCES)
    # At the end of every text, it would be taken for boilerplate.
    texts = [(a["text"][:half], a["text"][half:]) for a in articles if (half := a["text"].index(" ", 200))]
    told = [f"{begin}. {said}{end}" for begin, end in texts]
    own = [{**a, "text": text} if a["source"] == "Observer" else a for a, text in zip(articles, told, strict=True)]
    terms = set(_sample(make_corpus(own)).terms)
    assert {"siege", "smith", "ballot"} <= terms
    assert terms.isdisjoint({"yesterday", "tuesday", "year", "weeks", "told", "said", "mr", "observer"})


def test_a_word_of_an_outlets_name_that_all_outlets_use_stays(make_corpus: MakeCorpus) -> None:
    articles = planted_articles(SIZES, sources=("Siege Post", "Ballot", "Observer"))
    assert {"siege", "ballot"} <= set(_sample(make_corpus(articles)).terms)


def _sample(corpus: Corpus) -> Sample:
    return take_sample(corpus, count_words(corpus))


# Names as groups have them: those of texts with many versions are small.
NAMES = pd.Series([f"{number:016x}" for number in range(2_000)], dtype=object)


def test_texts_with_many_versions_do_not_come_first() -> None:
    drawn = _draw(NAMES, np.arange(2_000), 500)
    assert len(drawn) == 500
    assert (np.diff(drawn) > 0).all()
    # 250 are expected in the lower half, with a standard deviation of 9.7.
    assert abs((drawn < 1_000).sum() - 250) < 40


def test_the_same_texts_are_drawn_in_any_order() -> None:
    order = np.random.default_rng(1).permutation(2_000)
    mixed = NAMES.iloc[order].reset_index(drop=True)
    drawn = mixed.iloc[_draw(mixed, np.arange(2_000), 500)]
    assert set(drawn) == set(NAMES.iloc[_draw(NAMES, np.arange(2_000), 500)])


def test_few_texts_are_all_taken() -> None:
    assert _draw(NAMES, np.array([3, 8, 9]), 500).tolist() == [3, 8, 9]
