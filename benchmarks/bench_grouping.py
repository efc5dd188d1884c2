"""Time the grouping of duplicates beside datasketch, rensa and text-dedup (MinHash), from the same words, on one core.

    python benchmarks/bench_grouping.py ARTICLES.parquet --peers PYTHON [--rounds 3]

All get the articles as lists of words, in processes of their own, in turns (`grouping_peers.py`), and give the pairs of
duplicates. What a pair shares is counted in full for every pair that any has found: the share of the shorter text's
runs of eight words that the longer one has too. Recall is of the pairs that share 60% or more; precision is how many of
a library's pairs do. Then how much the pairs of different texts in one of our groups share.
"""

from __future__ import annotations

import json
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from grouping_peers import LIBRARIES, SAME_TEXT
from measuring import ONE_THREAD, alternate, arguments, print_table, read_arguments, run

from analysis.corpus.duplicates.shingles import hash_shingles, split_words

SCRIPT = Path(__file__).with_name("grouping_peers.py")
Pairs = set[tuple[int, int]]


def find(folder: Path, library: str, python: str) -> dict[str, float]:
    """Find the pairs with one library; gives CPU seconds and MB."""
    run([python, SCRIPT, folder, library], **ONE_THREAD)
    return dict(json.loads((folder / f"{library}.json").read_text()))


def shares(words: pa.Array, pairs: Pairs) -> dict[tuple[int, int], float]:
    """Count in full which share of the shorter text's shingles the longer one has."""
    held = {i: set(hash_shingles(words[i : i + 1])[0].tolist()) for i in {i for pair in pairs for i in pair}}
    return {(i, j): len(held[i] & held[j]) / max(min(len(held[i]), len(held[j])), 1) for i, j in pairs}


def main() -> None:
    """Take all in turns, print."""
    parser = arguments(__doc__, peers=True)
    parser.add_argument("--rounds", type=int, default=3)
    args = read_arguments(parser)
    words = split_words(pd.read_parquet(args.articles, columns=["text"])["text"].dropna().tolist())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pq.write_table(pa.table({"words": words}), folder / "words.parquet")
        ways = {library: partial(find, folder, library, sys.executable if library == "ours" else args.peers)
                for library in LIBRARIES if library == "ours" or args.peers}  # fmt: skip
        costs = alternate(ways, args.rounds)
        found: dict[str, Pairs] = {way: set(map(tuple, np.load(folder / f"{way}.npy").tolist())) for way in ways}
    share = shares(words, set().union(*found.values()))
    duplicates = {pair for pair, value in share.items() if value >= SAME_TEXT}
    least = {way: {unit: min(cost[unit] for cost in costs[way]) for unit in ("cpu", "mb")} for way in ways}
    rows: list[list[Any]] = []
    for way, pairs in found.items():
        right = len(duplicates & pairs)
        quality = (f"{right / max(len(of), 1):.3f}" for of in (duplicates, pairs))
        cpu, mb = least[way].values()
        rows.append([way, cpu, cpu / least["ours"]["cpu"], round(mb), *quality])
    title = f"{len(words):,} articles, {words.value_lengths().to_numpy().sum():,} words, {len(duplicates):,} pairs"
    print_table(["", "CPU s", "times ours", "MB", "recall", "precision"], rows, title)
    texts = words.to_pylist()
    versions = np.array([share[i, j] for i, j in found["ours"] if texts[i] != texts[j]])
    under = [f"{np.mean(versions < most):.1%}" if len(versions) else None for most in (0.5, 0.3)]
    print_table(["pairs of different texts in one group", "share under 50%", "under 30%", "nothing"],
                [[f"{len(versions):,}", *under, int((versions == 0).sum())]])  # fmt: skip


if __name__ == "__main__":
    main()
