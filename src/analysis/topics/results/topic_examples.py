"""Which articles show a topic: about nothing else, whole articles, of different outlets and days."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.corpus.cleaning.patterns import is_headline
from analysis.counts import read_articles
from analysis.text import as_counted, term_pattern
from analysis.topics.corpus_topics import Level

# Articles of a topic that are read, for each one wanted.
_READ = 8
# So long is an article that shows a topic, and not among the longest tenth of the topic's.
_MIN_WORDS, _NOT_LONGER = 100, 0.9
# A list or a round-up: so many lines, of which a third are no sentences, or so large a part of it digits.
_LINES, _HEADLINES, _DIGITS = 4, 1 / 3, 0.06
_DIGIT = re.compile(r"\d")


def choose_examples(corpus: Corpus, level: Level, n: int = 3) -> dict[str, list[int]]:
    """Choose the articles that show each topic best.

    In the middle of a topic are the articles whose words are those that mark it: the cosine of the logarithms of their
    counts and the weights of the topic. Considered are first articles of groups of duplicates, of at least 100 words
    but not among the longest tenth, with the larger half of the topic's words and a part of its label in the text, that
    are neither a list nor a round-up; where there are too few of these, the next ones. Each further article is of
    another outlet and another day than those before, where there is one among the 24 in the middle.

    Returns
    -------
    dict of str to list of int
        Number of each topic -> positions in ``corpus.articles``, at most ``n``, the one in the middle first; ties by
        group of duplicates.
    """
    table = corpus.articles[["outlet", "published", "group", "words"]]
    first = corpus.articles["first_of_group"].to_numpy()
    middle = {
        number: _in_the_middle(level, place, first & (level.positions == place), table)[: n * _READ]
        for place, number in enumerate(level.numbers)
    }
    texts = read_articles(corpus, np.concatenate([np.zeros(0, np.int64), *middle.values()]))["text"].to_dict()
    chosen = {}
    for number, label in zip(level.numbers, level.labels, strict=True):
        parts = [as_counted(part, corpus.language) for part in label.split(", ")]
        patterns = [term_pattern(part, corpus.language) for part in parts if part]
        whole = [at for at in middle[number] if not is_list(texts[at])]
        held = [at for at in whole if any(pattern.search(texts[at]) for pattern in patterns)]
        rest = [at for at in middle[number] if at not in whole]
        ranked = dict.fromkeys([*held, *whole, *rest])
        chosen[number] = _of_different_places(list(ranked), len(held), table, n)
    return chosen


def _in_the_middle(level: Level, place: int, mine: np.ndarray, table: pd.DataFrame) -> np.ndarray:
    """Order the articles of a topic: first whole ones with most of its words, then by closeness."""
    rows = np.flatnonzero(mine)
    counts, words = level.sample.counts[rows].astype(float), table["words"].to_numpy()[rows]
    own = level.fit.words[place]
    n_words = np.diff((counts[:, own] > 0).tocsr().indptr)
    counts.data = np.log1p(counts.data)
    norm = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    near = np.round(counts @ np.maximum(level.fit.weights[place], 0.0) / np.maximum(norm, 1e-12), 9)
    long = np.quantile(words, _NOT_LONGER) if len(words) else 0.0
    fits = (words >= _MIN_WORDS) & (words <= long) & (2 * n_words >= len(own))
    return np.asarray(rows[np.lexsort((table["group"].to_numpy()[rows], -near, ~fits))])


def _of_different_places(ranked: list[int], n_good: int, table: pd.DataFrame, n: int) -> list[int]:
    """Take articles in order, those of a new outlet before others, then of a new day; the good ones before the rest."""
    outlets, days = (
        dict(zip(ranked, table[name].iloc[ranked].to_numpy(), strict=True)) for name in ("outlet", "published")
    )
    good, taken = set(ranked[:n_good]), list[int]()
    while len(taken) < min(n, len(ranked)):
        # No day is a day like another: NaT is not equal to itself.
        seen = [outlets[at] for at in taken], [days[at] for at in taken]
        free = [at for at in ranked if at not in taken]
        repeats = [(at not in good, outlets[at] in seen[0], days[at] in seen[1]) for at in free]
        taken.append(free[repeats.index(min(repeats))])
    return taken


def is_list(text: str) -> bool:
    r"""Tell whether a text is a list, a table or a round-up rather than an article.

    Examples
    --------
    >>> is_list("Three ships left." + " They sail again on Monday." * 20)
    False
    >>> is_list("Gates stay shut\nThe mayor spoke.\nFerry late\nIt came.\nQuay sold\nFor 9.")
    True
    """
    lines = [line for line in text.split("\n") if line.strip()]
    headlines = sum(map(is_headline, lines))
    digits = len(_DIGIT.findall(text))
    return (len(lines) >= _LINES and headlines >= _HEADLINES * len(lines)) or digits > _DIGITS * max(len(text), 1)
