"""Windows of ten words, counted by hand and one by one."""

from __future__ import annotations

import numpy as np
import pytest
from corpora import MakeCorpus, article
from hypothesis import given
from hypothesis import strategies as st

from analysis.counts import count_windows, window_counts, windows_of_texts
from analysis.text import tokens

TERMS = np.array(["army", "flood", "mill", "never"], dtype=object)
WORDS = st.sampled_from(["army", "flood", "mill", "the", "2014"])


def count_one_by_one(texts: list[str]) -> tuple[list[list[int]], int]:
    """Count windows as their definition says: every ten neighbouring words, or the whole of a shorter text."""
    seen = []
    for text in texts:
        words = tokens(text)
        seen += [set(words[i : i + 10]) for i in range(max(len(words) - 9, 1))]
    return [[sum({a, b} <= window for window in seen) for b in TERMS] for a in TERMS], len(seen)


def test_a_text_of_twelve_words_by_hand() -> None:
    # Windows: words 1-10, 2-11 and 3-12. "flood" is word 1 and 11, "mill" is word 3.
    counted = windows_of_texts(["flood a mill b c d e f g h flood i"], TERMS)
    assert counted.windows == 3
    assert counted.together.toarray().tolist() == [[0, 0, 0, 0], [0, 3, 3, 0], [0, 3, 3, 0], [0, 0, 0, 0]]


@given(st.lists(st.lists(WORDS, max_size=30).map(" ".join), max_size=6))
def test_any_texts_agree_with_counting_one_by_one(texts: list[str]) -> None:
    counted = windows_of_texts(texts, TERMS)
    expected, number = count_one_by_one(texts)
    assert counted.windows == number
    assert counted.together.toarray().tolist() == expected


def test_reading_in_blocks_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    texts = [" ".join(rng.choice(["army", "flood", "mill", "x"], size=n)) for n in range(40)]
    whole = windows_of_texts(texts, TERMS)
    monkeypatch.setattr(window_counts, "_TEXTS_AT_ONCE", 7)
    blocks = windows_of_texts(texts, TERMS)
    assert blocks.windows == whole.windows
    assert (blocks.together != whole.together).nnz == 0


def test_a_corpus_is_counted_with_titles_over_shards_and_only_where_chosen(make_corpus: MakeCorpus) -> None:
    articles = [
        article(f"Word{i} says the army saw a flood {'and more ' * i} at the mill {i}.", title="Flood" if i % 2 else "")
        for i in range(12)
    ]
    corpus = make_corpus(articles, shard_articles=4)
    assert len(corpus.shards) > 1
    even = corpus.articles["title"].eq("").to_numpy()
    for chosen in (np.ones(12, dtype=bool), even):
        texts = [f"{a['title']}\n{a['text']}" for a in articles if chosen.all() or a["title"] == ""]
        expected, number = count_one_by_one(texts)
        counted = count_windows(corpus, TERMS, chosen)
        assert counted.windows == number
        assert counted.together.toarray().tolist() == expected
