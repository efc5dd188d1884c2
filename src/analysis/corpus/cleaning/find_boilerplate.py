"""Find the boilerplate of each source by counting the strings of all articles, in partitions on disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.cleaning.boilerplate import (
    ARTICLES,
    INSERTION,
    MAX_CHARACTERS,
    MIN_BLOCK,
    Boilerplate,
    cut_insertions,
    end_key,
    end_paragraphs,
    ends_sentences,
    glued_words,
    in_tables,
    is_line,
    speaks_to_reader,
)
from analysis.corpus.cleaning.boilerplate_words import Sayings, cut_glued, find_sayings
from analysis.corpus.cleaning.clean_article import read_body
from analysis.corpus.cleaning.patterns import (
    closing,
    count_words,
    has_unspaced_numbers,
    hash_texts,
    is_label,
    opening,
    pattern,
    plain,
    runs,
)
from analysis.corpus.copyright_lines import mentions_copyright
from analysis.engine import Engine
from analysis.engine.whole_files import whole_file
from analysis.text import split_sentences

# Nothing is found in a source with fewer different articles: three articles on one event share more than a footer.
MIN_SOURCE = 10
# Whatever the share, a string in fewer articles is not boilerplate; and a sentence of a block in fewer.
MIN_ARTICLES = 5
MIN_BLOCK_ARTICLES = 10
# Shares of a source's articles that have a string: at the ends; beside other boilerplate; a line anywhere, or its
# opening, and less for one that ten articles have; a sentence to a reader, and how many of the uses of another one are
# in a paragraph with such; one of the first or last sentences, or a line that is the first or last one, and how many of
# its uses are there; words glued to a paragraph.
ENDS_SHARE = 0.2
BESIDE_SHARE = 0.02
LINES_SHARE = 0.05
MIN_LABELS, LABELS_SHARE = 10, 0.02
SPOKEN_SHARE = 0.01
NEAR_ONLY = 0.9
EDGES_SHARE, EDGES_ONLY = 0.02, 0.9
GLUED_SHARE, GLUED_NAMES = 0.02, 0.8
# The most that is allowed in the articles of all other sources.
RARE_SHARE = 0.05
# So many sentences of a text are the first, and the last.
FIRST_SENTENCES, LAST_SENTENCES = 3, 5
# An opening that is in one article more often names a speaker.
MAX_OPENINGS = 3
# Shorter sentences are what everybody says: "He declined to comment."
MIN_WORDS = 4
# An article with fewer words of its own, in number and share, is a reprint and is not counted.
OWN_WORDS, OWN_SHARE = 40, 0.5
# In a source of reprints: only what nearly all of them have.
AMONG_REPRINTS_SHARE = 0.9

_BATCHES_A_PART = 8
_SAYINGS = pa.schema([(name, pa.list_(pa.string())) for name in Sayings._fields])
# As what a string was seen: fields of `Boilerplate`, and any sentence, also a short one.
_ENDS, _LABELS, _LINES, _OPENINGS, _SPOKEN, _NEAR, _EDGES, _FIRST_LAST, _GLUED, _GLUED_NAME, _SENTENCES, _SHORT = range(
    12
)


def find_boilerplate(batches: list[Path], folder: Path, engine: Engine) -> tuple[dict[str, Boilerplate], pd.DataFrame]:
    """Find the boilerplate of every source.

    A string is boilerplate of a source when enough of its different articles have it, at least 5, and, but for what
    speaks to a reader, at most 5 % of the articles of all others (or one of them). Enough are, whatever the numbers and
    dates in it:

    - 20 % for a line at the head or tail, or a sentence in the first two or last three paragraphs; 2 % for
      a short line there next to other boilerplate;
    - 5 %, or ten articles and 2 %, for a line that is no sentence anywhere; 5 % for what opens or closes such lines;
    - 1 % for a sentence that speaks to a reader, or for three words in a row in such a sentence; for one that is in
      a paragraph with such a sentence in nine of ten articles that have it; for names inserted with headlines;
    - 2 % for a sentence that is one of the first three or last five, and in the first or last two paragraphs, in nine
      of ten articles that have it, and for a line that is the first or last one;
    - 2 % for words glued to the first sentence of a paragraph, before different words;
    - ten articles for each sentence of a block of 60 words or more.

    An article of which less than half, and fewer than 40 words, is in sentences that no other article of its source has
    is a reprint and is not counted. Where fewer than 10 others are left, all are counted and 90 % must have a string.

    ``batches`` are Parquet files of articles as read, at least one; columns ``source``, ``text`` among others.
    ``folder`` is for the hashes of the strings, one file a batch. Partitions of these are counted one by one, so that
    memory grows by one row an article only.

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
    repeated = engine.fold(partial(_repeated_words, files=files, counted=counted), parts, np.add)
    left = articles["words"] - repeated
    reprint = (left < OWN_WORDS) & (left < OWN_SHARE * articles["words"])
    of_reprints = frozenset(own.index[(~reprint).groupby(articles["source"]).sum() < MIN_SOURCE])
    articles[~reprint | articles["source"].isin(of_reprints)].to_parquet(counted)
    find = partial(_find_habits, files=files, counted=counted, of_reprints=of_reprints)
    habits, sentences = (pd.concat(tables) for tables in zip(*engine.map(find, parts), strict=True))
    habits = pd.concat([habits, _find_blocks(sentences)])
    boilerplate = {}
    for source, of_source in habits.groupby("source"):
        keys = of_source.groupby("rule")["key"].agg(frozenset)
        boilerplate[str(source)] = Boilerplate(**{str(rule): of_rule for rule, of_rule in keys.items()})
    return boilerplate, own[own < MIN_SOURCE].rename("articles").reset_index()


def _hash_strings(task: tuple[Path, Path]) -> pd.DataFrame:
    """Write which strings the articles of a batch have; give ``source, article, words`` of each different article."""
    batch, file = task
    table = pq.read_table(batch, columns=["source", "text"])
    sources, bodies = table["source"].to_pylist(), [read_body(text)[1] for text in table["text"].to_pylist()]
    names = hash_texts(["\n".join([source, *body]).casefold() for source, body in zip(sources, bodies, strict=True)])
    first = np.unique(names, return_index=True)[1]
    strings: list[str] = []
    rules: list[int] = []
    sizes = []
    sayings = find_sayings(bodies)
    found_in = pa.Table.from_pylist([{name: sorted(texts) for name, texts in sayings._asdict().items()}], _SAYINGS)
    with whole_file(_sayings_of(batch)) as making:
        pq.write_table(found_in, making)
    for i in first:
        found = dict.fromkeys(_strings_of(bodies[i], sayings))
        rules += [rule for rule, _ in found]
        strings += [string for _, string in found]
        sizes.append(len(found))
    rule = np.array(rules, np.int8)
    words = np.fromiter(map(count_words, strings), np.int64, len(strings))
    seen = pd.DataFrame({"key": hash_texts(strings), "rule": rule, "words": words})
    seen["article"] = np.repeat(names[first], sizes)
    seen.loc[(words < MIN_WORDS) & (rule == _SENTENCES), "rule"] = _SHORT
    seen = seen[(words >= MIN_WORDS) | (rule != _EDGES)]
    with whole_file(file) as making:
        seen.sort_values("key", ignore_index=True).to_parquet(making, row_group_size=2**15)
    total = seen[seen["rule"] == _SENTENCES].groupby("article")["words"].sum()
    articles = pd.DataFrame({"source": sources, "article": names}).iloc[first]
    return articles.assign(words=articles["article"].map(total).fillna(0))


def read_sayings(batch: Path) -> Sayings:
    """Read what `find_boilerplate` found in the articles of a batch of what pages say."""
    (found,) = pq.read_table(_sayings_of(batch)).to_pylist()
    return Sayings(**{name: frozenset(texts) for name, texts in found.items()})


def _sayings_of(batch: Path) -> Path:
    return batch.with_name(f"sayings-{batch.name}")


def _strings_of(body: list[str], sayings: Sayings) -> Iterator[tuple[int, str]]:
    """Give what may be boilerplate in an article, and as what."""
    at_end = set(end_paragraphs(body))
    full_stops, table = ends_sentences(body), in_tables(body)
    openings: Counter[str] = Counter()
    n = len(body)
    sentences_of = list(map(split_sentences, body))
    at, n_sentences = 0, sum(map(len, sentences_of))
    for i, paragraph in enumerate(body):
        short = len(paragraph) <= MAX_CHARACTERS
        line = is_line(paragraph, full_stops)
        # A sentence is at the ends only in the first two and the last three paragraphs; "Full text." is none.
        short_or_line = line or count_words(paragraph) <= MIN_WORDS or mentions_copyright(paragraph)
        if i in at_end and (short_or_line or i < 2 or i >= n - 3):
            yield (_LABELS if is_label(paragraph) else _ENDS), end_key(paragraph)
        if short and i in (0, n - 1) and not line and speaks_to_reader(paragraph):
            yield _ENDS, pattern(paragraph)
        if short and not table[i] and line:
            if not has_unspaced_numbers(paragraph):
                yield _LINES, pattern(paragraph)
            if i in (0, n - 1):
                yield _FIRST_LAST, pattern(paragraph)
            openings.update(filter(None, [opening(paragraph), closing(paragraph)]))
        for same in map(plain, sentences_of[i]):
            yield _SENTENCES, same
            if (i == 0 and at < FIRST_SENTENCES) or (i >= n - 2 and at >= n_sentences - LAST_SENTENCES):
                yield _EDGES, same
            at += 1
        said = cut_glued(paragraph)[0] if paragraph in sayings.glued else paragraph
        for text in dict.fromkeys([said, *split_sentences(said)]) if said in sayings.hints else []:
            if text in sayings.hints and len(text) <= MAX_CHARACTERS:
                yield from ((_SPOKEN, form) for form in (pattern(text), *runs(text)))
            elif text != said:
                yield _NEAR, plain(text)
        if cut_insertions(paragraph) != paragraph:
            yield _SPOKEN, pattern(INSERTION)
        for words, word in glued_words(paragraph):
            yield from [(_GLUED, pattern(words))] * bool(word)
            yield from [(_GLUED_NAME, pattern(words))] * (word in ARTICLES)
    yield from ((_OPENINGS, form) for form, n in openings.items() if n <= MAX_OPENINGS)


def _count(part: tuple[int, int], files: list[Path], counted: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the strings of a part, each once an article, as ``source, article, key, rule, words``; count them.

    The counts: one row per source, key and rule, with ``n`` (articles that have it), ``own`` (all of the source),
    ``share`` and ``elsewhere`` (the share of the articles of all others that have it, 0 if one has).
    """
    within = [("key", ">=", part[0]), ("key", "<=", part[1] - 1)]
    seen = pd.concat([pd.read_parquet(file, filters=within) for file in files], ignore_index=True)
    articles = pd.read_parquet(counted, columns=["article", "source"])
    seen = seen.drop_duplicates(["key", "rule", "article"]).merge(articles, on="article")
    sizes = articles.groupby("source").size()
    counts = seen.groupby(["source", "key", "rule"]).size().rename("n").reset_index()
    holders = counts.groupby(["key", "rule"])["n"].transform("sum")
    counts["own"] = counts["source"].map(sizes).astype("int64")
    counts["share"] = counts["n"] / counts["own"]
    others = holders - counts["n"]
    # One reprint in a small neighbour is no reason to keep a footer.
    counts["elsewhere"] = others.where(others > 1, 0) / (len(articles) - counts["own"]).clip(lower=1)
    return seen, counts


def _repeated_words(part: tuple[int, int], files: list[Path], counted: Path) -> np.ndarray:
    """Count the words of each article that are in sentences that others of its source have too; as in ``counted``."""
    seen, counts = _count(part, files, counted)
    often = counts.loc[(counts["rule"] == _SENTENCES) & (counts["n"] > 1), ["source", "key", "rule"]]
    found = seen.merge(often, on=["source", "key", "rule"])
    articles = pd.read_parquet(counted, columns=["article"])["article"].to_numpy()
    words: np.ndarray = np.bincount(
        np.searchsorted(articles, found["article"]), weights=found["words"], minlength=len(articles)
    )
    return words


def _find_habits(
    part: tuple[int, int], files: list[Path], counted: Path, of_reprints: frozenset[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find what is boilerplate: ``source, key, rule``; and sentences of blocks, once an article that has them."""
    seen, counts = _count(part, files, counted)
    counts = counts[(counts["own"] >= MIN_SOURCE) & (counts["n"] >= MIN_ARTICLES)]
    rule, share, rare = counts["rule"], counts["share"], counts["elsewhere"] <= RARE_SHARE
    many = ~counts["source"].isin(of_reprints) | (share >= AMONG_REPRINTS_SHARE)
    rare &= many
    # At the edges in nearly all of the articles that have it anywhere.
    at_edges = (rule == _EDGES) & (counts["n"] >= EDGES_ONLY * _uses_as(counts, _SENTENCES))
    first_last = (rule == _FIRST_LAST) & (counts["n"] >= EDGES_ONLY * _uses_as(counts, _LINES))
    uses = np.fmax(_uses_as(counts, _SENTENCES), _uses_as(counts, _SHORT))
    is_near = (rule == _NEAR) & (counts["n"] >= NEAR_ONLY * uses)
    # Other words than an article follow too: not "according to" before The Gull.
    is_varied = (rule == _GLUED) & ~(_uses_as(counts, _GLUED_NAME) > GLUED_NAMES * counts["n"])
    is_line = (rule == _LINES) & ((share >= LINES_SHARE) | ((counts["n"] >= MIN_LABELS) & (share >= LABELS_SHARE)))
    found = {
        "ends": rule.isin([_ENDS, _LABELS]) & (share >= ENDS_SHARE) & rare,
        "beside": (rule == _LABELS) & (share >= BESIDE_SHARE),
        "lines": is_line & rare,
        "openings": (rule == _OPENINGS) & (share >= LINES_SHARE) & rare,
        "spoken": (rule == _SPOKEN) & (share >= SPOKEN_SHARE) & many,
        "near": is_near & (share >= SPOKEN_SHARE) & rare,
        "edges": at_edges & (share >= EDGES_SHARE) & rare,
        "first_last": first_last & (share >= EDGES_SHARE) & rare,
        "glued": is_varied & (share >= GLUED_SHARE) & rare,
    }
    habits = pd.concat([counts.loc[flags, ["source", "key"]].assign(rule=name) for name, flags in found.items()])
    often = counts.loc[(rule == _SENTENCES) & (counts["n"] >= MIN_BLOCK_ARTICLES) & rare, ["source", "key", "rule"]]
    return habits, seen.merge(often, on=["source", "key", "rule"])[["source", "key", "article", "words"]]


def _find_blocks(sentences: pd.DataFrame) -> pd.DataFrame:
    """Find the sentences that enough articles have together with others, enough words in all: ``source, key, rule``."""
    words = sentences.groupby("article")["words"].transform("sum")
    together = sentences[words >= MIN_BLOCK]
    holders = together.groupby(["source", "key"]).size()
    return holders[holders >= MIN_BLOCK_ARTICLES].reset_index()[["source", "key"]].assign(rule="blocks")


def _uses_as(counts: pd.DataFrame, rule: int) -> np.ndarray:
    """Give how many articles have each string as something else; NaN for none."""
    uses = counts[counts["rule"] == rule].set_index(["source", "key"])["n"]
    return uses.reindex(pd.MultiIndex.from_frame(counts[["source", "key"]])).to_numpy()
