"""Measure time and memory of the test of differences between sources on a synthetic corpus of the largest usual size.

    python benchmarks/bench_score_test.py [--size 37000] [--outlets 130] [--words 40000]

37,000 articles of 130 outlets, some 25,000 words in at least ten independent texts. Counting the words is part of
every page and is listed apart; the goal for the sums and the test, from counts to tiers, is one minute and 2 GB.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from calibration_kinds import tiers_of
from calibration_material import count_texts
from measuring import arguments, cell, peak_mb, spent
from synthetic_corpus import SyntheticCorpus

from analysis.corpus import load_corpus
from analysis.counts import count_words
from analysis.sources import compare_sources, term_differences
from analysis.statistics.resampling import MIN_TEXTS_FOR_INTERVAL
from analysis.statistics.score_test import LENGTH_STRATA, length_stratum, score_test, sum_scores
from analysis.text import is_content


@contextmanager
def measured(what: str) -> Iterator[None]:
    """Print seconds by the clock and by the CPU, and the largest memory of this process up to now."""
    wall, cpu = time.monotonic(), spent()
    yield
    figures = (time.monotonic() - wall, spent() - cpu, peak_mb() / 1024)
    print(f"| {what} | {' | '.join(map(cell, figures))} |", flush=True)


def main() -> None:
    """Make the corpus, count it, test it."""
    parser = arguments(__doc__, articles=False)
    parser.add_argument("--size", type=int, default=37_000, help="articles")
    parser.add_argument("--outlets", type=int, default=130)
    parser.add_argument("--words", type=int, default=40_000, help="different invented words")
    args = parser.parse_args()
    print("| | clock s | CPU s | GB, largest up to then |\n| --- | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.parquet"
        with measured("making the articles"):
            SyntheticCorpus(args.size, args.outlets, args.words).write(path)
        with measured("preparing them"):
            corpus = load_corpus(str(path), interim=Path(folder) / "interim")
        with measured("counting words"):
            counts = count_words(corpus)
            held = np.asarray(counts.groups.matrix.sum(axis=0)).ravel()
            words = counts.groups.terms[held >= MIN_TEXTS_FOR_INTERVAL]
            texts = count_texts(corpus, np.array([w for w in words if is_content(str(w), "en")], dtype=object))
        with measured("sums by source, length and term"):
            sums = sum_scores(texts, length_stratum(texts.words), LENGTH_STRATA)
        with measured("test"):
            test = score_test(sums)
        with measured("tiers"):
            tier = tiers_of(test)
        del texts, sums
        with measured("all of `compare_sources`"):
            comparison = compare_sources(corpus, counts)
        with measured("`term_differences`"):
            differences = term_differences(comparison)
    n_sources, n_terms = test.p.shape
    print(f"\n{n_terms:,} terms x {n_sources} sources; {(tier != '').sum():,} clear or likely; "
          f"{len(differences):,} differences described.")  # fmt: skip


if __name__ == "__main__":
    main()
