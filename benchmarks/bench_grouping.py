"""Time the grouping of copies against datasketch's and rensa's MinHash indexes, from the same words, on one core.

    python -m venv peers && peers/bin/python -m pip install datasketch rensa pyarrow
    python benchmarks/bench_grouping.py ARTICLES.parquet [PAIRS.parquet] --peers peers/bin/python [--runs 3]

All get the articles as lists of words, in processes of their own, one after the other and again (`grouping_peers.py`),
and give the pairs of copies. The share that they are held against is that of the shingles of the shorter text that
stand in the longer one, counted in full for every pair that any has found. Prints a Markdown table; then how much the
pairs inside groups share, and the two texts of each group that share least, the ends of a chain. With a table of known
pairs (columns a, b, containment; ids of the articles), prints how many of them are grouped.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from grouping_peers import LIBRARIES

from analysis.corpus.duplicates.near_duplicates import group_duplicates, write_shingles
from analysis.corpus.duplicates.shingles import hash_shingles, split_words
from analysis.engine import Engine

SAME_TEXT = 0.6
SCRIPT = Path(__file__).with_name("grouping_peers.py")
BATCH = 4000
WORDS = pa.large_list(pa.large_string())
LEAST = (0.5, 0.3)
SIZES = (5_000, 15_000, 45_000)


def ours(words: list[list[str]]) -> tuple[float, np.ndarray, pd.DataFrame]:
    """Group articles; seconds of CPU, the group of each, and the texts in groups with what they share at least."""
    start = time.process_time()
    digests = [hashlib.sha256(" ".join(w).encode()).hexdigest()[:16] for w in words]
    ids = np.array([int(digest, 16) for digest in digests], dtype=np.uint64)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [
            write_shingles(folder / f"batch-{i}.npy", pa.array(words[i : i + BATCH], WORDS), ids[i : i + BATCH])
            for i in range(0, len(words), BATCH)
        ]
        table = group_duplicates(files, folder, SAME_TEXT, Engine())
    group = ids.copy()
    known = np.isin(ids, table["text"])
    group[known] = table["group"].to_numpy()[np.searchsorted(table["text"], ids[known])]
    return time.process_time() - start, group, table


def measure(words: list[list[str]], peers: str | None, times: int) -> dict[str, set[tuple[int, int]]]:
    """Print what each library takes and finds; give the pairs of each."""
    names = LIBRARIES if peers else ["ours"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pq.write_table(pa.table({"words": pa.array(words, WORDS)}), folder / "words.parquet")
        costs: dict[str, list[dict[str, float]]] = {library: [] for library in names}
        for _ in range(times):
            for library, cost in costs.items():
                python = sys.executable if library == "ours" or not peers else peers
                subprocess.run([python, SCRIPT, folder, library], check=True)
                cost.append(json.loads((folder / f"{library}.json").read_text()))
        found = {library: set(map(tuple, np.load(folder / f"{library}.npy").tolist())) for library in names}
    share = containment(words, set().union(*found.values()))
    copies = {pair for pair, value in share.items() if value >= SAME_TEXT}
    print(f"| {len(words):,} articles, {sum(map(len, words)):,} words | CPU s | clock s | MB | recall | precision |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for library, pairs in found.items():
        cpu, clock, mb = (min(cost[unit] for cost in costs[library]) for unit in ("cpu", "clock", "mb"))
        recall, precision = (len(copies & pairs) / max(len(of), 1) for of in (copies, pairs))
        print(f"| {library} | {cpu:.1f} | {clock:.1f} | {mb:.0f} | {recall:.3f} | {precision:.3f} |")
    print(f"\nPairs that share {SAME_TEXT:.0%} or more, found by any: {len(copies):,}.\n")
    return found


def pairs_of(group: np.ndarray) -> set[tuple[int, int]]:
    """List all pairs inside the groups."""
    members = pd.Series(np.arange(len(group))).groupby(group).agg(list)
    return {pair for rows in members if len(rows) > 1 for pair in combinations(rows, 2)}


def containment(words: list[list[str]], pairs: set[tuple[int, int]]) -> dict[tuple[int, int], float]:
    """Count in full which share of the shorter text's shingles stands in the longer."""
    held = {i: set(hash_shingles(pa.array([words[i]], WORDS))[0].tolist()) for i in {i for pair in pairs for i in pair}}
    return {(i, j): len(held[i] & held[j]) / max(min(len(held[i]), len(held[j])), 1) for i, j in pairs}


def share_from(shared: np.ndarray, least: float) -> str:
    """Say which part of the pairs share at least so much."""
    return f"from {least:.0%} {np.mean(shared >= least):.4f}"


def main() -> None:
    """Compare recall and time, then time at three sizes, then known pairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="?", help="a Parquet table with columns id and text")
    parser.add_argument("known", type=Path, nargs="?", help="known pairs")
    parser.add_argument("--peers", help="a Python that has the other libraries")
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    path = args.articles
    if path is None or not path.exists():
        print("skipped: name a Parquet table with columns id and text")
        return
    table = pd.read_parquet(path, columns=["id", "text"]).dropna(subset="text").reset_index(drop=True)
    words = split_words(table["text"].tolist()).to_pylist()
    measure(words, args.peers, args.runs)
    for size in SIZES:
        if size <= len(words):
            seconds, *_ = ours(words[:size])
            print(f"ours, the first {size:6,}   {seconds:7.1f} s   {1000 * seconds / size:.2f} ms an article")
    seconds, group, grouped = ours(words)
    found = pairs_of(group)
    print(f"ours                    {seconds:7.1f} s   {len(set(group.tolist())):,} independent texts")
    print(f"largest group: {pd.Series(group).value_counts().iloc[0]} articles")
    versions = {(i, j) for i, j in found if words[i] != words[j]}
    shared = np.array(list(containment(words, versions).values()))
    print(
        f"pairs of versions in one group: {len(versions):,}", *(share_from(shared, least) for least in LEAST), sep="; "
    )
    print(f"  sharing nothing: {(shared == 0).sum()}")
    ends = grouped.groupby("group")["least_shared"].min().to_numpy()
    print(f"ends of the {len(ends):,} groups with versions", *(share_from(ends, least) for least in LEAST), sep="; ")
    if args.known:
        known = pd.read_parquet(args.known)
        number = pd.Series(table.index, index=table["id"])
        known = known[known["a"].isin(number.index) & known["b"].isin(number.index)]
        a, b = (number[known[side]].to_numpy() for side in ("a", "b"))
        together = group[a] == group[b]
        for least in (0.8, 0.6):
            rows = (known["containment"] >= least).to_numpy()
            print(f"known pairs with containment >= {least}: {rows.sum()}, in one group {together[rows].mean():.3f}")


if __name__ == "__main__":
    main()
