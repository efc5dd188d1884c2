"""What calibration works on: a corpus counted once, and the same corpus with invented sources, dates or headlines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from scipy import sparse

from analysis.corpus import Corpus, load_corpus
from analysis.corpus.calendar_periods import all_periods
from analysis.corpus.shards import SHARD_SCHEMA
from analysis.counts import WordCounts, count_views, count_words, find_names
from analysis.statistics.resampling import MIN_TEXTS_FOR_INTERVAL
from analysis.statistics.score_test import Texts, share_weights
from analysis.terms import content_words, find_phrases
from analysis.text import tokens
from analysis.topics import Topics, fit_topics
from analysis.topics.model.topic_model import Assigned

# A name inside a sentence; families of three are made of the most widespread.
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
FAMILIES, VARIANTS = 3, 3


@dataclass(frozen=True)
class Material:
    """A corpus, counted.

    Attributes
    ----------
    corpus : Corpus
    counts : WordCounts
    group : ndarray of int, (n_articles,)
        Number of each article's group of duplicates, in the order of ``corpus.articles``.
    terms : ndarray of str, (n_terms,)
        Content words and phrases in at least 10 groups.
    texts : Texts
        Uses of the terms in the first article of each group, and the sources that printed it.
    topics : Topics
    mentions : DataFrame
        Of three invented families of names (`find_names`).
    """

    corpus: Corpus
    counts: WordCounts
    group: np.ndarray
    terms: np.ndarray
    texts: Texts
    topics: Topics
    mentions: pd.DataFrame

    @property
    def n_groups(self) -> int:
        """How many independent texts there are."""
        return len(self.texts.words)

    def of_sources(self, source: np.ndarray) -> Material:
        """Give all articles of each group, (n_groups,), to a source of that number."""
        names = [f"source {number}" for number in range(source.max() + 1)]
        of_article = source[self.group]
        articles = self.corpus.articles.assign(source=np.array(names, dtype=object)[of_article])
        shards = [replace(shard, source=source[shard.group]) for shard in self.corpus.shards]
        corpus = replace(self.corpus, articles=articles, shards=shards, source_names=names)
        mentions = self.mentions.assign(source=of_article[self.mentions["article"]])
        return replace(self, corpus=corpus, mentions=mentions, texts=_weigh(corpus, self.group, self.texts))

    def of_periods(self, period: np.ndarray) -> Material:
        """Date all articles of each group, (n_groups,), to a month of that number."""
        names = all_periods(pd.Timestamp(2024, 1, 1), pd.Timestamp(2024, 1, 1) + pd.DateOffset(months=period.max()))
        articles = self.corpus.articles.assign(
            period=np.array(names, dtype=object)[period[self.group]], part_period=False, published=pd.NaT
        )
        shards = [replace(shard, period=period[shard.group]) for shard in self.corpus.shards]
        return replace(self, corpus=replace(self.corpus, articles=articles, shards=shards, periods=names))

    def reprinted(self, group: int, times: int) -> Material:
        """Print the first article of a group so many times more, by its own source."""
        first = int(np.flatnonzero(self.group == group)[0])
        old = np.insert(np.arange(len(self.group)), first + 1, [first] * times)
        new = np.flatnonzero(np.append(True, old[1:] != old[:-1]))
        articles = self.corpus.articles.iloc[old].reset_index(drop=True)
        articles["first_of_group"] = ~articles["group"].duplicated()
        shards = []
        for shard in self.corpus.shards:
            at = np.flatnonzero(np.isin(old, shard.article))
            row = np.searchsorted(shard.article, old[at])
            parts = {name: getattr(shard, name)[row] for name in ("rows", "source", "period", "bucket", "group")}
            first_of_group = articles["first_of_group"].to_numpy()[at]
            shards.append(replace(shard, **parts, article=at, first=first_of_group))
        places = pd.DataFrame({"article": old, "place": np.arange(len(old))})
        mentions = self.mentions.merge(places, on="article").assign(article=lambda table: table["place"])
        sample = self.topics.sample
        sample = replace(sample, counts=sample.counts[old], fitted=new[sample.fitted], choosing=new[sample.choosing])
        themes, subjects = (
            replace(level, sample=sample, positions=level.positions[old], share=level.share[old])
            for level in self.topics.levels
        )
        assigned = self.topics.assigned and Assigned(*(values[old] for values in vars(self.topics.assigned).values()))
        topics = replace(self.topics, sample=sample, themes=themes, subjects=subjects, assigned=assigned)
        corpus = replace(self.corpus, articles=articles, shards=shards)
        return replace(
            self,
            corpus=corpus,
            group=self.group[old],
            texts=_weigh(corpus, self.group[old], self.texts),
            topics=topics,
            mentions=mentions.drop(columns="place"),
        )

    def with_dealt_titles(self, folder: Path, rng: np.random.Generator) -> Material:
        """Write articles whose titles are words drawn from all words of the article, as many as its title has."""

        def deal(_: int, title: str, text: str) -> tuple[str, str]:
            words = np.array([*tokens(title), *tokens(text)], dtype=object)
            dealt = np.zeros(len(words), dtype=bool)
            dealt[rng.choice(len(words), size=len(tokens(title)), replace=False)] = True
            return " ".join(words[dealt]), " ".join(words[~dealt])

        return self._rewritten(folder, deal)

    def with_planted_words(self, folder: Path, words: list[str], uses: np.ndarray) -> Material:
        """Write articles with words at the end of their texts, as often as given: (n_groups, n_words)."""

        def plant(group: int, title: str, text: str) -> tuple[str, str]:
            planted = [word for word, times in zip(words, uses[group], strict=True) for _ in range(times)]
            return title, f"{text} {' '.join(planted)}"

        return self._rewritten(folder, plant)

    def _rewritten(self, folder: Path, change: Callable[[int, str, str], tuple[str, str]]) -> Material:
        """Write the shards again, each article changed, and count the words; ``texts`` stay as they are."""
        shards = []
        for shard in self.corpus.shards:
            table = pq.read_table(shard.path).to_pandas().iloc[shard.rows]
            columns = zip(shard.group, table["title"], table["text"], strict=True)
            changed = pd.DataFrame([change(*row) for row in columns], columns=["title", "text"], index=table.index)
            path = folder / shard.path.name
            written = pa.Table.from_pandas(table.assign(**changed), SHARD_SCHEMA, preserve_index=False)
            pq.write_table(written, path)
            shards.append(replace(shard, path=path, rows=np.arange(len(table))))
        corpus = replace(self.corpus, shards=shards)
        return replace(self, corpus=corpus, counts=count_words(corpus))


def prepare(articles: Path, language: str, interim: Path, n_topics: int = 0) -> Material:
    """Load a corpus once, and count what is tested."""
    corpus = load_corpus(str(articles.resolve()), language=language, interim=interim)
    counts = count_words(corpus)
    phrases = [str(term) for term in find_phrases(corpus, counts)["term"]]
    terms = np.array(sorted({*content_words(counts, language), *phrases}), dtype=object)
    texts = count_texts(corpus, terms)
    tested = np.asarray((texts.uses > 0).sum(axis=0)).ravel() >= MIN_TEXTS_FOR_INTERVAL
    corpus = replace(corpus, name_families=_families(corpus))
    material = Material(
        corpus=corpus,
        counts=counts,
        group=pd.factorize(corpus.articles["group"])[0],
        terms=terms[tested],
        texts=texts.take(tested),
        topics=fit_topics(corpus, counts, n_topics=n_topics),
        mentions=find_names(corpus),
    )
    print(f"{articles.name}: {len(corpus.articles):,} articles, {material.n_groups:,} independent texts, "
          f"{tested.sum():,} tested terms, {material.topics.n_topics} topics", flush=True)  # fmt: skip
    return material


def count_texts(corpus: Corpus, terms: np.ndarray) -> Texts:
    """Count terms in the first article of each group, and weigh it by the sources that printed it."""
    rows = count_views(corpus, terms).one_each
    order = np.argsort(rows.group)
    texts = Texts(sparse.csr_matrix(rows.counts[order]), rows.words[order], sparse.csr_matrix((0, 0)))
    return _weigh(corpus, pd.factorize(corpus.articles["group"])[0], texts)


def _weigh(corpus: Corpus, group: np.ndarray, texts: Texts) -> Texts:
    column = pd.Index(corpus.source_names).get_indexer(pd.Index(corpus.articles["source"]))
    shape = (len(texts.words), len(corpus.source_names))
    copies = sparse.csr_matrix((np.ones(len(column), np.int64), (group, column)), shape=shape)
    return replace(texts, weights=share_weights(copies))


def _families(corpus: Corpus) -> dict[str, list[str]]:
    """Make families of the words most texts write like names; what they mean does not matter for chance."""
    texts: Counter[str] = Counter()
    for shard in corpus.shards:
        for text in shard.read(["text"])["text"][shard.first]:
            texts.update(sorted(set(_NAME.findall(text))))
    names = sorted(texts, key=lambda name: (-texts[name], name))[: FAMILIES * VARIANTS]
    return {names[i]: names[i::FAMILIES] for i in range(min(FAMILIES, len(names)))}
