"""The articles and the sentences that show a topic best."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.cache import kept
from analysis.corpus import Corpus
from analysis.corpus.cleaning.patterns import is_headline
from analysis.counts import choose_texts, cut_line, read_articles
from analysis.tables.term_tables import LINE_OF, SENTENCES
from analysis.tables.topic_tables import REPRESENTATIVE_ARTICLES
from analysis.text import as_counted, split_sentences, term_pattern, tokens
from analysis.topics.corpus_topics import Level, Topics, all_topics
from analysis.vocabulary import NO_TOPIC

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


@kept
def representative_articles(corpus: Corpus, topics: Topics, n: int = 3) -> pd.DataFrame:
    """Quote the ``n`` articles that show each subject, and each theme without subjects, best (`choose_examples`).

    Returns
    -------
    DataFrame
        `tables.REPRESENTATIVE_ARTICLES`, each with its sentence with most of the topic's words.
    """
    examples = {number: rows for level in topics.levels for number, rows in choose_examples(corpus, level, n).items()}
    listed = all_topics(topics)
    finest = listed[~listed["topic"].isin(listed["parent"])]
    rows = [
        (at, number, label)
        for number, label in zip(finest["topic"], finest["label"], strict=True)
        for at in examples.get(number, [])
    ]
    table = corpus.articles[["article_id", "source", "published", "title", "url"]].iloc[[at for at, *_ in rows]]
    table = table.assign(topic=[number for _, number, _ in rows], label=[label for *_, label in rows])
    sentences = [sentence for sentence, _ in _best_sentences(corpus, topics, table)]
    return REPRESENTATIVE_ARTICLES.build(table.assign(sentence=sentences))


@kept
def topic_sentences(corpus: Corpus, topics: Topics, table: pd.DataFrame, lines: int = 3) -> pd.DataFrame:
    """Quote what is behind each row of a table of topics, in at most so many lines.

    Parameters
    ----------
    table : DataFrame
        ``topic, label``, and ``source`` where rows are of one.

    Returns
    -------
    DataFrame
        `tables.SENTENCES`, the keyword the heaviest word of the topic in the sentence with most of its words, rows in
        the order of the table; with ``topic_of, label_of`` and, where the table has it, ``source_of``, which name the
        row a line belongs to. One line for each independent text, those with most of the topic first,
        of different days where there are enough.
    """
    keys = [key for key in ("topic", "label", "source") if key in table]
    ranked = pd.concat([_rank_articles(corpus, level) for level in topics.levels]).reset_index(names="position")
    within = [key for key in keys if key != "label"]
    rows = table.loc[table["topic"] != NO_TOPIC, keys].drop_duplicates()
    rows = rows.assign(**{f"{key}_of": rows[key] for key in keys})[[*within, *(f"{key}_of" for key in keys)]]
    sentences = SENTENCES.extended("topic_sentences", [LINE_OF[key] for key in keys])
    picked = rows.merge(choose_texts(ranked, lines, within), on=within)
    if picked.empty:
        return sentences.empty()
    cut = [
        _cut_around(sentence, words, corpus.language)
        for sentence, words in _best_sentences(corpus, topics, picked.set_index("position"))
    ]
    return sentences.build(pd.concat([picked, pd.DataFrame(cut)], axis=1))


def _rank_articles(corpus: Corpus, level: Level) -> pd.DataFrame:
    """Order the articles that have a topic: by topic, then those with most of its words, then by its share."""
    columns = ["article_id", "source", "published", "title", "path", "group", "first_of_group"]
    table = corpus.articles[columns].assign(topic=level.topic, share=level.share, n_words=0)
    for topic, words in zip(level.numbers, level.fit.words, strict=True):
        mine = level.topic == topic
        n_words = np.asarray((level.sample.counts[:, words] > 0).sum(axis=1)).ravel()
        table.loc[mine, "n_words"] = np.minimum(n_words[mine], (len(words) + 1) // 2)
    order = table.sort_values(
        ["topic", "n_words", "share", "group"], ascending=[True, False, False, True], kind="stable"
    )
    return order[order["topic"].isin(level.numbers)]


def _best_sentences(corpus: Corpus, topics: Topics, articles: pd.DataFrame) -> list[tuple[str, list[str]]]:
    """Find in each article the sentence with most words of its topic; with these words."""
    words_of = {
        number: list(topics.sample.terms[words])
        for level in topics.levels
        for number, words in zip(level.numbers, level.fit.words, strict=True)
    }
    texts = read_articles(corpus, articles.index)["text"].to_dict()
    at_topic = [(texts[at], words_of[topic]) for at, topic in zip(articles.index, articles["topic"], strict=True)]
    return [(_best_sentence(text, words, corpus.language), words) for text, words in at_topic]


def _best_sentence(text: str, words: Sequence[str], language: str) -> str:
    """Find the sentence with most of the words, the shortest of several."""
    wanted = frozenset(words)
    sentences = split_sentences(text, language)
    return max(sentences, key=lambda s: (len(wanted & set(tokens(s, language))), -len(s)), default="")


def _cut_around(sentence: str, words: Sequence[str], language: str) -> dict[str, str]:
    """Cut a sentence around its heaviest word; one without a word is kept whole, to be cut at its end."""
    for word in words:
        if match := term_pattern(as_counted(word, language), language).search(sentence):
            return {"term": word, **cut_line(sentence, *match.span())}
    return {"term": "", **cut_line(sentence, 0, 0)}
