"""The first pass counts words, articles and independent texts, whatever the shards and the scheduler."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
from corpora import MakeCorpus, article, count_groups

from analysis.corpus import Corpus
from analysis.counts import WordCounts, count_in_articles, count_windows, count_words
from analysis.counts.word_counts import BODY, FIRST, OTHER, TITLE
from analysis.engine import Engine
from analysis.text import tokens

# Six articles of two sources; the third and fourth are one text, reprinted a week later.
SIX = [
    article("The flood took the mill.", "Beacon", "2024-03-04", "Flood at the mill"),
    article("A flood, a second flood: the mill fell.", "Beacon", "2024-03-05"),
    article("Dockers strike for pay.", "Beacon", "2024-03-06", "Strike"),
    article("Dockers strike for pay.", "Standard", "2024-03-12", "Strike is on"),
    article("IS fighters fled, and it is over.", "Standard", "2024-03-13", "IS FLEES"),
    article("The budget passed.", "Standard", "", "Budget"),
]


def total(counts: WordCounts, part: str) -> dict[str, int]:
    table = getattr(counts, part)
    return dict(zip(table.terms, np.asarray(table.matrix.sum(axis=0)).ravel().tolist(), strict=True))


def test_six_articles_counted_by_hand(make_corpus: MakeCorpus) -> None:
    counts = count_words(make_corpus(SIX))
    uses, articles, groups = (total(counts, part) for part in ("uses", "articles", "groups"))
    assert [part["flood"] for part in (uses, articles, groups)] == [4, 2, 2]
    assert [part["mill"] for part in (uses, articles, groups)] == [3, 2, 2]
    assert [part["strike"] for part in (uses, articles, groups)] == [4, 2, 1]
    # The headline in capitals protects nothing; the text does.
    assert [part["IS"] for part in (uses, articles, groups)] == [1, 1, 1]
    assert [part["is"] for part in (uses, articles, groups)] == [3, 2, 2]
    assert counts.n_articles == 6
    # 5 + 4, 8 + 0, 4 + 1, 4 + 3, 7 + 2 and 3 + 1 words.
    assert counts.words == 42


def test_axes_counted_by_hand(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(SIX)
    counts = count_words(corpus)
    assert corpus.source_names == ["Beacon", "Standard"]
    assert [int(counts.uses.where(field=f).select(["strike"]).sum()) for f in (TITLE, BODY)] == [2, 2]
    # "Strike is on" is the title of the second printing.
    assert [counts.uses.where(duplicate=c).select(["strike", "on"]).sum(axis=0).tolist() for c in (FIRST, OTHER)] == [
        [[2, 0]], [[2, 1]],
    ]  # fmt: skip
    assert counts.uses.by("source").select(["flood", "strike"]).toarray().tolist() == [[4, 2], [0, 2]]
    # Days, as the corpus spans no more than 14: 4 to 13 March, and undated.
    assert corpus.periods[0], corpus.periods[-1] == ("2024-03-04", "2024-03-13")
    by_period = counts.parts.by("period")
    words = dict(zip(by_period.cells.ravel().tolist(), np.asarray(by_period.matrix.sum(axis=1)).ravel(), strict=True))
    assert words == {-1: 4, 0: 9, 1: 8, 2: 5, 8: 7, 9: 9}


def test_every_word_is_in_some_bucket_and_copies_share_one(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(SIX)
    by_bucket = count_words(corpus).buckets
    assert len(by_bucket.cells) == corpus.independent_texts == 5
    strike = by_bucket.select(["strike"]).toarray().ravel()
    assert sorted(strike.tolist()) == [0, 0, 0, 0, 4]


def test_words_of_each_article(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(SIX)
    terms = np.array(["IS", "budget", "flood", "is", "never"], dtype=object)
    counted = count_in_articles(corpus, terms).toarray()
    for row, record in zip(counted, corpus.articles.to_dict("records"), strict=True):
        same = [a for a in SIX if a["title"] == record["title"] and a["source"] == record["source"]]
        expected = Counter(tokens(same[0]["title"]) + tokens(same[0]["text"]))
        assert row.tolist() == [expected[term] for term in terms], record["article_id"]
    assert count_in_articles(corpus, terms[:0]).shape == (6, 0)


def test_groups_and_words_agree_on_every_term(sample: Corpus) -> None:
    counts = count_words(sample)
    rows = count_groups(sample, counts.uses.terms)
    assert rows.counts.sum(axis=0).tolist() == counts.uses.matrix.sum(axis=0).tolist()
    assert rows.words.sum() == counts.words == sample.articles["words"].sum()
    in_articles = count_in_articles(sample, counts.uses.terms)
    assert in_articles.sum(axis=0).tolist() == counts.uses.matrix.sum(axis=0).tolist()
    assert (in_articles > 0).sum(axis=0).tolist() == counts.articles.matrix.sum(axis=0).tolist()


def test_a_headline_in_capitals_protects_no_name_in_any_pass(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(SIX)
    terms = np.array(["IS", "is"], dtype=object)
    assert [total(count_words(corpus), "uses")[term] for term in terms] == [1, 3]
    assert count_groups(corpus, terms).counts.sum(axis=0).tolist() == [[1, 3]]
    assert count_in_articles(corpus, terms).sum(axis=0).tolist() == [[1, 3]]
    everything = np.ones(len(corpus.articles), dtype=bool)
    # Articles of fewer than ten words are one window each.
    assert count_windows(corpus, terms, everything).together.diagonal().tolist() == [1, 2]


def assert_same(left: WordCounts, right: WordCounts) -> None:
    assert left.n_articles == right.n_articles
    for part in ("uses", "parts", "articles", "groups"):
        a, b = getattr(left, part), getattr(right, part)
        assert a.axes == b.axes
        assert a.terms.tolist() == b.terms.tolist()
        assert a.cells.tobytes() == b.cells.tobytes()
        for array in ("data", "indices", "indptr"):
            assert getattr(a.matrix, array).tobytes() == getattr(b.matrix, array).tobytes(), (part, array)


def test_merged_shards_equal_one_shard(make_corpus: MakeCorpus) -> None:
    one, many = make_corpus(SIX), make_corpus(SIX, shard_articles=1)
    assert len(one.shards) == 1
    assert len(many.shards) > 1
    assert one.articles.drop(columns="path").equals(many.articles.drop(columns="path"))
    counted = count_words(one), count_words(many)
    for counts in counted:
        for part in (counts.uses, counts.parts, counts.articles, counts.groups):
            part.matrix.sort_indices()
    assert_same(*counted)


def test_processes_give_the_same_bytes(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(SIX, shard_articles=1)
    assert_same(count_words(corpus), count_words(replace(corpus, engine=Engine("processes"))))
