"""How each source words a topic: the same subject, other words."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.cache import kept
from analysis.corpus import MAX_COMPARED, Corpus
from analysis.statistics.house_marks import find_house_marks, houses
from analysis.statistics.keyness import Part, rate_ratio
from analysis.statistics.permutation import interval_level, name_tiers
from analysis.statistics.resampling import MIN_TEXTS_FOR_INTERVAL
from analysis.statistics.score_test import WHOLE, ScoreTest, Texts, first_articles, score_texts
from analysis.tables import round_significant
from analysis.tables.topic_tables import TOPIC_WORDING
from analysis.topics.corpus_topics import Topics, all_topics
from analysis.vocabulary import CLEAR

MAX_WORDS = 5
_RATIO = ["ratio", "ratio_low", "ratio_high"]


@kept
def topic_wording(corpus: Corpus, topics: Topics) -> pd.DataFrame:
    """Find the words that a source uses more than the others do when all write about one topic.

    `score_test` within the articles of the topic, each independent text once, within strata of text length. Tested are
    words of the topic vocabulary in at least 10 independent texts of the topic, in sources with at least 10 there when
    the others have as many, without house marks; with two sources, each word once. The tests of all topics are one
    family.

    Returns
    -------
    DataFrame
        `tables.TOPIC_WORDING`, at most 5 words of a source in a topic: clear before likely, then by the lower end of
        the ratio, in doublings, times the root of the texts that hold the word, then by term. Intervals have the level
        `interval_level`. Without one above 1, only the numbers of texts are given.
    """
    corpus, rows_taken = corpus.sampled(MAX_COMPARED)
    first, weights = first_articles(corpus)
    words, first = corpus.articles["words"].to_numpy()[first], rows_taken[first]
    texts = Texts(topics.sample.counts[first], words, weights)
    marks = find_house_marks(houses(corpus), topics.sample.terms, texts, topics.finest[first])
    marked = np.zeros((len(corpus.source_names), texts.uses.shape[1]), dtype=bool)
    marked[marks["source"], marks["term"]] = True
    listed = all_topics(topics)
    own = {level.name: level.topic[first] for level in topics.levels}
    rows = enumerate(zip(listed["level"], listed["topic"], strict=True))
    every = (_test(texts.select(own[level] == number), place, marked) for place, (level, number) in rows)
    tested = [topic for topic in every if topic]
    if not tested:
        return TOPIC_WORDING.empty()
    p, varies = (np.concatenate([getattr(topic.test, name).ravel() for topic in tested]) for name in ("p", "varies"))
    tier, q = name_tiers(p, varies)
    level = interval_level(int((tier != "").sum()), int(varies.sum()))
    starts = np.cumsum([topic.test.p.size for topic in tested])[:-1]
    parts = zip(tested, np.split(tier, starts), np.split(q, starts), strict=True)
    found = [topic.describe(its_tier, its_q, level) for topic, its_tier, its_q in parts]
    if not any(map(len, found)):
        return TOPIC_WORDING.empty()
    table = pd.concat(found, ignore_index=True)
    table = table.assign(term=topics.sample.terms[table["term"].to_numpy()])
    order = np.lexsort(
        (table["term"].astype(str), -table["strength"], table["tier"] != CLEAR, table["source"], table["topic"])
    )
    names = np.array(corpus.source_names, dtype=object)
    table = table.assign(source=names[table["source"]]).iloc[order].rename(columns={"topic": "place"})
    table = table.join(listed.drop(columns="place"), on="place")
    rank = table.groupby(["topic", "source"]).cumcount() + 1
    return TOPIC_WORDING.build(table.assign(rank=rank)[rank <= MAX_WORDS])


@dataclass(frozen=True)
class _Tested:
    """One topic's tests.

    Attributes
    ----------
    topic : int
        Its place among all.
    texts : Texts
        Its independent texts.
    sources, terms : ndarray of int
        Numbers of the sources and terms tested; of two sources the first.
    test : ScoreTest
        (n_sources, n_terms); house marks do not vary.
    """

    topic: int
    texts: Texts
    sources: np.ndarray
    terms: np.ndarray
    test: ScoreTest

    def describe(self, tier: np.ndarray, q: np.ndarray, level: float) -> pd.DataFrame:
        """Tabulate the words found that a source uses more; source and term are numbers."""
        row, column = np.nonzero(tier.reshape(self.test.p.shape) != "")
        source, more = self.sources[row], self.test.direction[row, column] > 0
        if self.texts.weights.shape[1] == 2:
            # What the first of two uses less, the second uses more.
            source, more = np.where(more, 0, 1), np.ones(len(row), dtype=bool)
        row, column, source = row[more], column[more], source[more]
        if not len(row):
            return pd.DataFrame()
        table = pd.DataFrame({"topic": self.topic, "source": source, "term": self.terms[column]})
        at = np.ravel_multi_index((row, column), self.test.p.shape)
        table["tier"], table["q"] = tier[at], q[at]
        effects = [self._compare(int(s), self.terms[column[source == s]], level) for s in np.unique(source)]
        order = np.argsort(source, kind="stable")
        table = table.iloc[order].reset_index(drop=True).join(pd.concat(effects, ignore_index=True))
        told = self.test.agree[row, column][order] & (table["ratio_low"] > 1)
        lower = np.log2(table["ratio_low"].where(told, 1.0))
        table["strength"] = round_significant((lower * np.sqrt(table["texts"])).to_numpy())
        return table.assign(**{name: table[name].where(told) for name in _RATIO})

    def _compare(self, source: int, terms: np.ndarray, level: float) -> pd.DataFrame:
        """Count words in the texts of a source and of the others, and give the ratio of their rates."""
        weight = self.texts.weights[:, [source]].toarray().ravel()
        texts = self.texts.take(terms)
        here, there = (Part.of_texts(texts.uses, texts.words, side) for side in (weight > 0, weight < WHOLE))
        ratio = rate_ratio(here, there, level)
        return pd.DataFrame(
            {
                "count": here.count,
                "texts": here.holding,
                "texts_others": there.holding,
                "ratio": ratio.ratio,
                "ratio_low": ratio.low,
                "ratio_high": ratio.high,
            }
        )


def _test(texts: Texts, topic: int, marked: np.ndarray) -> _Tested | None:
    """Test the words of one topic, where there are texts enough."""
    n_sources = texts.weights.shape[1]
    here = np.bincount(texts.weights.indices, minlength=n_sources)
    there = len(texts.words) - np.bincount(texts.weights.indices[texts.weights.data == WHOLE], minlength=n_sources)
    able = np.flatnonzero(np.minimum(here, there) >= MIN_TEXTS_FOR_INTERVAL)
    able = able[:1] if n_sources == 2 else able
    terms = np.flatnonzero(np.bincount(texts.uses.indices, minlength=texts.uses.shape[1]) >= MIN_TEXTS_FOR_INTERVAL)
    if not len(able) or not len(terms):
        return None
    test = score_texts(Texts(texts.uses[:, terms], texts.words, texts.weights[:, able]))
    # Of two sources one test stands for both.
    free = ~marked[:, terms].any(axis=0) if n_sources == 2 else ~marked[np.ix_(able, terms)]
    return _Tested(topic, texts, able, terms, replace(test, varies=test.varies & free))
