"""Find the duplicates among articles with one library, in a process of its own, so that time and memory are its own.

    python benchmarks/grouping_peers.py FOLDER LIBRARY

`bench_grouping.py` writes ``words.parquet`` into the folder (one row an article, a list of words) and calls this: ours
under the project's Python, the peers under one that has them (``benchmarks/peers.txt``). Writes ``LIBRARY.npy``, the
pairs of rows that are duplicates, and ``LIBRARY.json``: CPU seconds from words in memory to pairs, imports not counted,
and the largest memory of the process. All see runs of eight words; the peers have 128 permutations and a threshold of
0.6.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from measuring import cost_of

RUN, SAME_TEXT, PERMUTATIONS = 8, 0.6, 128
BATCH = 4000


def runs(words: list[str]) -> list[str]:
    """List the different runs of eight words."""
    return list({" ".join(words[i : i + RUN]) for i in range(max(len(words) - RUN + 1, 1))})


def group(words: pa.Array, folder: Path) -> tuple[np.ndarray, Any]:
    """Group by `analysis.corpus.duplicates`, from hashing the texts on: the group of each row, the table of groups."""
    import hashlib
    import tempfile

    import pyarrow.compute as pc

    from analysis.corpus.duplicates.near_duplicates import group_duplicates, write_shingles
    from analysis.engine import Engine

    texts = pc.binary_join(words, pa.scalar(" ", words.type.value_type)).to_pylist()
    ids = np.array([int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) for text in texts], dtype=np.uint64)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        work = Path(name)
        files = [
            write_shingles(work / f"batch-{i}.npy", words[i : i + BATCH], ids[i : i + BATCH])
            for i in range(0, len(words), BATCH)
        ]
        table = group_duplicates(files, work, SAME_TEXT, Engine())
    group = dict(zip(table["text"].tolist(), table["group"].tolist(), strict=True))
    return np.array([group.get(text, text) for text in ids.tolist()], dtype=np.uint64), table


def ours(words: pa.Array, folder: Path) -> Iterable[tuple[int, int]]:
    """List all pairs inside our groups."""
    members: dict[int, list[int]] = {}
    for row, name in enumerate(group(words, folder)[0].tolist()):
        members.setdefault(name, []).append(row)
    return (pair for rows in members.values() for pair in combinations(rows, 2))


def datasketch(words: pa.Array, folder: Path) -> Iterable[tuple[int, int]]:
    """Ask MinHashLSH for the likes of each article."""
    from datasketch import MinHash, MinHashLSH

    index, sketches = MinHashLSH(threshold=SAME_TEXT, num_perm=PERMUTATIONS), []
    for row, text in enumerate(words.to_pylist()):
        sketch = MinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update_batch([run.encode() for run in runs(text)])
        sketches.append(sketch)
        index.insert(row, sketch)
    return ((i, j) for i, sketch in enumerate(sketches) for j in index.query(sketch) if i < j)


def rensa(words: pa.Array, folder: Path) -> Iterable[tuple[int, int]]:
    """Ask rensa's index for the likes of each article."""
    from rensa import RMinHash, RMinHashLSH

    # As many bands as datasketch takes for this threshold.
    index, sketches = RMinHashLSH(threshold=SAME_TEXT, num_perm=PERMUTATIONS, num_bands=32), []
    for row, text in enumerate(words.to_pylist()):
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update(runs(text))
        sketches.append(sketch)
        index.insert(row, sketch)
    return ((i, j) for i, sketch in enumerate(sketches) for j in index.query(sketch) if i < j)


def text_dedup(words: pa.Array, folder: Path) -> Iterable[tuple[int, int]]:
    """Sign the articles with text-dedup, whose command needs files, and pair those that share a band, as it does."""
    from text_dedup.minhash import RNG, SIGNATURE_COLUMN, embed_func
    from text_dedup.utils import optimal_param, xxh3_32hash

    bands, rows = optimal_param(SAME_TEXT, PERMUTATIONS, 0.5, 0.5)
    prime, largest = np.uint32((1 << 32) - 5), np.uint32((1 << 32) - 1)
    permutations = tuple(RNG.randint(low, prime, size=PERMUTATIONS, dtype=np.uint32) for low in (1, 0))
    buckets: list[dict[bytes, list[int]]] = [{} for _ in range(bands)]
    for row, text in enumerate(words.to_pylist()):
        # Its command leaves out texts without a run of words, which would all be alike.
        if len(text) < RUN:
            continue
        signed = embed_func(
            " ".join(text), row, num_perm=PERMUTATIONS, ngram_size=RUN, min_length=RUN,
            hashranges=[(band * rows, (band + 1) * rows) for band in range(bands)], permutations=permutations,
            hash_func=xxh3_32hash, dtype=np.uint32, max_hash=largest, modulo_prime=prime,
        )  # fmt: skip
        for bucket, key in zip(buckets, signed[SIGNATURE_COLUMN], strict=True):
            bucket.setdefault(key, []).append(row)
    return {pair for bucket in buckets for held in bucket.values() for pair in combinations(held, 2)}


LIBRARIES = {"ours": ours, "datasketch": datasketch, "rensa": rensa, "text-dedup": text_dedup}


def main() -> None:
    """Time one library."""
    folder, name = Path(sys.argv[1]), sys.argv[2]
    words = pq.read_table(folder / "words.parquet")["words"].combine_chunks()
    # Imports are not counted: what a library needs is loaded by a few articles first.
    list(LIBRARIES[name](words[:5], folder))
    pairs, cost = cost_of(lambda: sorted(LIBRARIES[name](words, folder)))
    np.save(folder / f"{name}.npy", np.array(pairs, dtype=np.int64).reshape(-1, 2))
    (folder / f"{name}.json").write_text(json.dumps({"cpu": cost.cpu, "mb": cost.largest}))


if __name__ == "__main__":
    main()
