"""Find the boilerplate of each source by counting the strings of all articles, in partitions on disk."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from analysis.corpus.cleaning.boilerplate import (
    Boilerplate,
    count_words,
    end_paragraphs,
    hash_texts,
    is_label,
    without_numbers,
)
from analysis.corpus.cleaning.clean_article import read_body
from analysis.engine import Engine
from analysis.text import split_sentences

# Nothing is removed from a source with fewer different articles: three articles on one event share more than a footer.
MIN_SOURCE = 10
# Whatever the share, a string in fewer articles is not boilerplate.
MIN_ARTICLES = 5
# Shares of a source's articles that have a string: at the ends; anywhere; beside other boilerplate.
ENDS_SHARE = 0.2
ANYWHERE_SHARE = 0.05
BESIDE_SHARE = 0.02
# The most that is allowed in the articles of all other sources.
RARE_SHARE = 0.05
# Shorter strings are what everybody says: "He declined to comment."
MIN_WORDS = 4
# An article with a larger share of repeated words is a reprint and is not counted.
REPRINT_SHARE = 0.5
# In a source of reprints: only what nearly all of them have.
AMONG_REPRINTS_SHARE = 0.9

_RULES = ["ends", "beside", "anywhere"]
_BATCHES_A_PART = 8
# Where a string was seen: a paragraph at the ends; such a one that is short and no sentence; anywhere, a sentence or a
# paragraph of several.
_END, _LABEL, _SENTENCE, _PARAGRAPH = range(4)


def find_boilerplate(batches: list[Path], folder: Path, engine: Engine) -> tuple[dict[str, Boilerplate], pd.DataFrame]:
    """Find the boilerplate of every source.

    A string is boilerplate of a source when enough of its different articles have it, at least 5, and at most 5 % of
    the articles of all others (or one of them). Enough are 20 % for a paragraph at the head or tail, whatever its
    numbers, and 5 % for a sentence or paragraph of four words or more anywhere. A short line that is not a sentence is
    removed with the boilerplate next to it if 2 % have it, whatever others have.

    An article of which more than half of the words are in repeated sentences is a reprint and is not counted. Where
    fewer than 10 others are left, all are counted and 90 % must have a string.

    Parameters
    ----------
    batches : list of Path
        Parquet files of articles as read, at least one; columns ``source``, ``text`` among others.
    folder : Path
        For the hashes of the strings, one file a batch. Partitions of these are counted one by one, so that memory
        grows by one row an article only.
    engine : Engine

    Returns
    -------
    boilerplate : dict
        Source -> its `Boilerplate`; sources without any are missing. The same whatever the order of batches and rows.
    not_cleaned : DataFrame
        `corpus_tables.NOT_CLEANED`: the sources of fewer than 10 different articles.
    """
    files = [folder / f"strings-{batch.stem}.parquet" for batch in batches]
    looks = engine.map(_hash_strings, list(zip(batches, files, strict=True)))
    articles = pd.concat(looks).drop_duplicates("article").sort_values("article", ignore_index=True)
    own = articles.groupby("source").size()
    n_parts = -(-len(files) // _BATCHES_A_PART)
    parts = list(pairwise(-(2**63) + i * 2**64 // n_parts for i in range(n_parts + 1)))
    counted = folder / "counted.parquet"
    articles.to_parquet(counted)
    repeated = pd.concat(engine.map(partial(_repeated_words, files=files, counted=counted), parts))
    words = articles["article"].map(repeated.groupby(level=0).sum()).fillna(0)
    reprint = words > REPRINT_SHARE * articles["words"]
    left = (~reprint).groupby(articles["source"]).sum()
    of_reprints = frozenset(own.index[left < MIN_SOURCE])
    articles[~reprint | articles["source"].isin(of_reprints)].to_parquet(counted)
    find = partial(_find_habits, files=files, counted=counted, of_reprints=of_reprints)
    found = pd.concat(engine.map(find, parts))
    boilerplate = {}
    for source, habits in found.groupby("source"):
        ends, beside, anywhere = (frozenset(habits.loc[habits[rule], "key"]) for rule in _RULES)
        if ends or anywhere:
            boilerplate[str(source)] = Boilerplate(ends, beside, anywhere)
    return boilerplate, own[own < MIN_SOURCE].rename("articles").reset_index()


def _hash_strings(task: tuple[Path, Path]) -> pd.DataFrame:
    """Write which strings the articles of a batch have; give ``source, article, words`` of each different article."""
    batch, file = task
    table = pq.read_table(batch, columns=["source", "text"])
    sources, bodies = table["source"].to_pylist(), [read_body(text)[1] for text in table["text"].to_pylist()]
    names = hash_texts(["\n".join([source, *body]).casefold() for source, body in zip(sources, bodies, strict=True)])
    first = np.unique(names, return_index=True)[1]
    strings: list[str] = []
    place: list[int] = []
    sizes = []
    for i in first:
        before, body = len(strings), bodies[i]
        ends = {without_numbers(body[at]) for at in end_paragraphs(body)}
        sentences = {sentence.casefold() for sentence in split_sentences("\n".join(body))}
        paragraphs = {paragraph.casefold() for paragraph in body} - sentences
        strings += [*ends, *sentences, *paragraphs]
        place += [_LABEL if is_label(end) else _END for end in ends]
        place += [_SENTENCE] * len(sentences) + [_PARAGRAPH] * len(paragraphs)
        sizes.append(len(strings) - before)
    words = np.fromiter(map(count_words, strings), np.int64, len(strings))
    seen = pd.DataFrame({"key": hash_texts(strings), "place": np.array(place, np.int8), "words": words})
    seen["article"] = np.repeat(names[first], sizes)
    seen = seen[(words >= MIN_WORDS) | (seen["place"] <= _LABEL)]
    seen.sort_values("key", ignore_index=True).to_parquet(file, row_group_size=2**15)
    total = seen[seen["place"] == _SENTENCE].groupby("article")["words"].sum()
    articles = pd.DataFrame({"source": sources, "article": names}).iloc[first]
    return articles.assign(words=articles["article"].map(total).fillna(0))


def _count(part: tuple[int, int], files: list[Path], counted: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the strings of a part, each once an article, as ``source, article, key, place, words``; count them.

    The counts: one row per source, key and place, with ``n`` (articles that have it), ``own`` (all of the source),
    ``share`` and ``elsewhere`` (the share of the others' articles that have it, 0 if only one has).
    """
    within = [("key", ">=", part[0]), ("key", "<=", part[1] - 1)]
    seen = pd.concat([pd.read_parquet(file, filters=within) for file in files], ignore_index=True)
    articles = pd.read_parquet(counted, columns=["article", "source"])
    seen = seen.drop_duplicates(["key", "place", "article"]).merge(articles, on="article")
    sizes = articles.groupby("source").size()
    counts = seen.groupby(["source", "key", "place"]).size().rename("n").reset_index()
    holders = counts.groupby(["key", "place"])["n"].transform("sum")
    counts["own"] = counts["source"].map(sizes).astype("int64")
    counts["share"] = counts["n"] / counts["own"]
    others = holders - counts["n"]
    # One reprint in a small neighbour is no reason to keep a footer.
    counts["elsewhere"] = others.where(others > 1, 0) / (len(articles) - counts["own"]).clip(lower=1)
    return seen, counts[counts["n"] >= MIN_ARTICLES]


def _repeated_words(part: tuple[int, int], files: list[Path], counted: Path) -> pd.Series:
    """Count the words of each article that are in sentences its source repeats; by article."""
    seen, counts = _count(part, files, counted)
    often = counts.loc[(counts["place"] == _SENTENCE) & (counts["share"] >= ANYWHERE_SHARE), ["source", "key", "place"]]
    return seen.merge(often, on=["source", "key", "place"]).groupby("article")["words"].sum()


def _find_habits(part: tuple[int, int], files: list[Path], counted: Path, of_reprints: frozenset[str]) -> pd.DataFrame:
    """Find what is boilerplate by any of the three rules: ``source, key, ends, beside, anywhere``."""
    _, counts = _count(part, files, counted)
    counts = counts[counts["own"] >= MIN_SOURCE]
    share, rare = counts["share"], counts["elsewhere"] <= RARE_SHARE
    rare &= ~counts["source"].isin(of_reprints) | (share >= AMONG_REPRINTS_SHARE)
    at_end = counts["place"] <= _LABEL
    counts["ends"] = at_end & (share >= ENDS_SHARE) & rare
    counts["anywhere"] = ~at_end & (share >= ANYWHERE_SHARE) & rare
    counts["beside"] = (counts["place"] == _LABEL) & (share >= BESIDE_SHARE)
    habits = counts[["source", "key", *_RULES]]
    return habits[habits[_RULES].any(axis=1)]
