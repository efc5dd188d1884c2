"""Measure on real articles how often a difference between sources is found where there is none, and where there is one.

    python benchmarks/bench_calibration.py ARTICLES.parquet [--splits 200] [--share 0.5] [--language en] [--jobs 2]

The articles are dealt at random, whole groups of copies at a time, to two invented outlets: nothing sets them apart.
A *false finding* is a term with ``low > 0`` or ``high < 0``, of all tested terms or of the rows of the table of
distinctive terms. The goal is at most 8 % of the splits with one, also when one article of an outlet is reprinted 25
times. *Power*: a word used twice in each of a tenth of one outlet's texts and nowhere else has ``low > 0``; the goal is
80 %. Beside it stands what words drawn one by one would say (z, Bonferroni over all tested terms). Behind each
percentage stands its Monte Carlo standard error.

Texts are counted once; a split is a new column of sources, a reprint multiplies a row, a planted word adds a column.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.stats import norm

from analysis.corpus import load_corpus
from analysis.counts import GroupCounts, count_views, count_words
from analysis.sources.comparison import ALL_TEXT, OWN, Comparison, independent_texts
from analysis.sources.distinctive import distinctive_terms
from analysis.statistics import MIN_TEXTS_FOR_INTERVAL
from analysis.statistics.grouped_keyness import PERMUTATIONS, Contrast, Shuffles, contrast_sources
from analysis.terms import content_words, find_phrases

SPLITS = 200
# Bytes of a table that is too large for so many splits unless they are asked for.
LARGE = 20_000_000
AS_THEY_ARE, REPRINTED, PLANTED = "as they are", "one article reprinted 25 times", "a word planted"
REPRINTS = 25
PLANTED_SHARE = 0.1
PLANTED_USES = 2
MOST_FALSE = 0.08
LEAST_FOUND = 0.80
# Not the seeds of the shuffles, [seed, permutation]: a split must not be one of the shuffles it is judged by.
SPLITTING = 2008
ALPHA = 0.05


@dataclass(frozen=True)
class Material:
    """The tested terms, and one row of counts for each group of copies."""

    terms: np.ndarray
    rows: GroupCounts


@dataclass(frozen=True)
class Verdict:
    """What one split says: of all terms, of the rows of the table, of words drawn one by one; of the planted word."""

    terms: bool
    table: bool
    one_by_one: bool
    found: bool


def prepare(articles: Path, language: str, interim: Path) -> Material:
    """Load the corpus once and count the terms that the page on sources would test."""
    corpus = load_corpus(str(articles.resolve()), language=language, interim=interim)
    counts = count_words(corpus)
    phrases = [str(term) for term in find_phrases(corpus, counts)["term"]]
    terms = np.array(sorted({*content_words(counts, language), *phrases}), dtype=object)
    nothing_shared = np.zeros(len(corpus.articles), dtype=bool)
    by_source = count_views(corpus, terms, lambda text, source: text, nothing_shared).all_text
    known, group = np.unique(by_source.group, return_inverse=True)
    ones = np.ones(len(group), dtype=np.int64)
    join = sparse.csr_matrix((ones, (group, np.arange(len(group)))))
    at = np.arange(len(known))
    rows = GroupCounts(at, np.zeros_like(at), sparse.csr_matrix(join @ by_source.counts), join @ by_source.words)
    tested = independent_texts(rows) >= MIN_TEXTS_FOR_INTERVAL
    print(
        f"{len(corpus.articles):,} articles, {len(known):,} groups of copies, {tested.sum():,} tested terms", flush=True
    )
    return Material(terms[tested], rows.take(tested))


def invent(material: Material, what: str, split: int, share: float) -> Material:
    """Deal the groups to two outlets, and reprint or plant in the first."""
    rows, random = material.rows, np.random.default_rng([split, 0, SPLITTING])
    n = len(rows.group)
    source = (random.permutation(n) >= round(share * n)).astype(np.int64)
    first = np.flatnonzero(source == 0)
    if what == REPRINTED:
        times = np.ones(n, dtype=np.int64)
        times[random.choice(first)] = REPRINTS
        counts = sparse.csr_matrix(sparse.diags_array(times, dtype=np.int64) @ rows.counts)
        return Material(material.terms, GroupCounts(rows.group, source, counts, rows.words * times))
    if what == PLANTED:
        uses = np.zeros(n, dtype=np.int64)
        uses[random.choice(first, size=round(PLANTED_SHARE * len(first)), replace=False)] = PLANTED_USES
        counts = sparse.hstack([rows.counts, sparse.csr_matrix(uses[:, None])], format="csr")
        terms = np.append(material.terms, "planted")
        return Material(terms, GroupCounts(rows.group, source, counts, rows.words + uses))
    return Material(material.terms, GroupCounts(rows.group, source, rows.counts, rows.words))


def tabulate(material: Material, contrast: Contrast) -> np.ndarray:
    """Make the table of distinctive terms and tell which of its rows are findings."""
    rows, every = material.rows, np.ones(len(material.terms), dtype=bool)
    phrase = np.array([" " in term for term in material.terms])
    table = distinctive_terms(
        Comparison(
            names=["first", "second"], terms=material.terms, content=every, phrase=phrase,
            texts=independent_texts(rows), tested=every, rows={ALL_TEXT: rows, OWN: rows},
            contrasts={ALL_TEXT: contrast, OWN: contrast}, copied=np.zeros(0, dtype=np.int64), shuffles=Shuffles(),
        )
    )  # fmt: skip
    return np.asarray((table["low"] > 0) | (table["high"] < 0))


def judge(task: tuple[str, int], material: Material, share: float, permutations: int) -> Verdict:
    """Contrast the two outlets of one split."""
    what, split = task
    invented = invent(material, what, split, share)
    contrast = contrast_sources(invented.rows, 2, Shuffles(split, permutations))
    clear = (contrast.low > 0) | (contrast.high < 0)
    bound = norm.isf(ALPHA / 2 / len(invented.terms))
    planted = what == PLANTED
    return Verdict(
        terms=bool(clear.any()),
        table=bool(tabulate(invented, contrast).any()),
        one_by_one=bool((np.abs(contrast.z) > bound).any()),
        found=planted and bool(contrast.low[0, -1] > 0),
    )


def share_of(verdicts: list[bool]) -> str:
    """Write a share of the splits with its Monte Carlo standard error."""
    p = float(np.mean(verdicts))
    return f"{p:.1%} ({np.sqrt(p * (1 - p) / len(verdicts)):.1%})"


def goal(verdicts: list[bool], least: bool) -> str:
    """Say whether the goal is reached."""
    p = float(np.mean(verdicts))
    reached = p >= LEAST_FOUND if least else p <= MOST_FALSE
    wanted = f"at least {LEAST_FOUND:.0%}" if least else f"at most {MOST_FALSE:.0%}"
    return f"{wanted}: {'reached' if reached else 'missed'}"


def measure(material: Material, args: argparse.Namespace) -> None:
    """Run all splits and print the table."""
    start = time.monotonic()
    job = partial(judge, material=material, share=args.share, permutations=args.permutations)
    print(f"{args.splits} splits in two, {args.share:.0%} and {1 - args.share:.0%} of the groups;",
          f"{args.permutations} shuffles each")  # fmt: skip
    print("| share of splits (standard error) | any tested term | any row of the table | words one by one | goal |")
    print("| --- | ---: | ---: | ---: | --- |", flush=True)
    with ProcessPoolExecutor(args.jobs) as pool:
        for what in (AS_THEY_ARE, REPRINTED, PLANTED):
            verdicts = list(pool.map(job, [(what, split) for split in range(args.splits)], chunksize=5))
            if what == PLANTED:
                found = [v.found for v in verdicts]
                print(f"| {what}: found | {share_of(found)} | | | {goal(found, least=True)} |", flush=True)
                continue
            columns = [[v.terms for v in verdicts], [v.table for v in verdicts], [v.one_by_one for v in verdicts]]
            cells = " | ".join(map(share_of, columns))
            print(f"| {what}: false finding | {cells} | {goal(columns[0], least=False)} |", flush=True)
    print(f"{time.monotonic() - start:.0f} s")


def main() -> None:
    """Read the arguments, count, split."""
    parser = argparse.ArgumentParser(description="Measure how often a difference is found where there is none.")
    parser.add_argument("articles", type=Path, nargs="?")
    parser.add_argument("--splits", type=int, help=f"default {SPLITS}")
    parser.add_argument("--share", type=float, default=0.5, help="part of the groups in the first outlet")
    parser.add_argument("--permutations", type=int, default=PERMUTATIONS)
    parser.add_argument("--language", default="en")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    args = parser.parse_args()
    if args.articles is None or not args.articles.exists():
        print("skipped: name a table or a folder of articles")
        return
    if args.splits is None and args.articles.stat().st_size > LARGE:
        print("skipped: so many articles take hours; name the number of splits, --splits 20")
        return
    args.splits = args.splits or SPLITS
    with tempfile.TemporaryDirectory() as interim:
        measure(prepare(args.articles, args.language, Path(interim)), args)


if __name__ == "__main__":
    main()
