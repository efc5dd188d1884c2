"""Find the copies among articles with one library, in a process of its own, so that time and memory are its own.

    python benchmarks/grouping_peers.py FOLDER LIBRARY

`bench_grouping.py` writes ``words.parquet`` into the folder (one row an article, a list of words) and calls this: ours
under the project's Python, the peers under one that has them (``pip install datasketch rensa pyarrow numpy``). Writes
``LIBRARY.npy``, the pairs of rows that are copies, and ``LIBRARY.json``: CPU and clock seconds from words in memory to
pairs, imports not counted, and the largest memory of the process. All see runs of eight words; the peers have 128
permutations and a threshold of 0.6.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

RUN, SAME_TEXT, PERMUTATIONS = 8, 0.6, 128
BATCH = 4000


def runs(words: list[str]) -> list[str]:
    """List the different runs of eight words."""
    return list({" ".join(words[i : i + RUN]) for i in range(max(len(words) - RUN + 1, 1))})


def ours(words: pa.Array, folder: Path) -> Iterable[tuple[int, int]]:
    """Group by `analysis.corpus.duplicates`, from hashing the texts on."""
    import hashlib
    import tempfile

    from analysis.corpus.duplicates.near_duplicates import group_duplicates, write_shingles
    from analysis.engine import Engine

    texts = words.to_pylist()
    ids = np.array(
        [int.from_bytes(hashlib.sha256(" ".join(text).encode()).digest()[:8]) for text in texts], dtype=np.uint64
    )
    with tempfile.TemporaryDirectory(dir=folder) as name:
        work = Path(name)
        files = [
            write_shingles(work / f"batch-{i}.npy", words[i : i + BATCH], ids[i : i + BATCH])
            for i in range(0, len(words), BATCH)
        ]
        table = group_duplicates(files, work, SAME_TEXT, Engine())
    group = dict(zip(table["text"].tolist(), table["group"].tolist(), strict=True))
    members: dict[int, list[int]] = {}
    for row, text in enumerate(ids.tolist()):
        members.setdefault(group.get(text, text), []).append(row)
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


LIBRARIES = {"ours": ours, "datasketch": datasketch, "rensa": rensa}


def main() -> None:
    """Time one library."""
    folder, name = Path(sys.argv[1]), sys.argv[2]
    words = pq.read_table(folder / "words.parquet")["words"].combine_chunks()
    # Imports are not counted: what a library needs is loaded by a few articles first.
    list(LIBRARIES[name](words[:5], folder))
    cpu, clock = time.process_time(), time.perf_counter()
    pairs = np.array(sorted(LIBRARIES[name](words, folder)), dtype=np.int64).reshape(-1, 2)
    cost = {
        "cpu": time.process_time() - cpu,
        "clock": time.perf_counter() - clock,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }
    np.save(folder / f"{name}.npy", pairs)
    (folder / f"{name}.json").write_text(json.dumps(cost))


if __name__ == "__main__":
    main()
