"""Time preparing a corpus: reading, cleaning and grouping, until the shards stand on disk.

    python benchmarks/bench_prepare.py ARTICLES.parquet

Prints wall time and the largest memory of any one process, in one process and on all cores; each in a process of its
own, so that neither helps the other.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from analysis import session
from analysis.corpus import prepare
from analysis.engine import Engine

SCHEDULERS = ("in-process", "processes")


def measure(path: Path, scheduler: str) -> None:
    """Prepare once, from nothing."""
    with tempfile.TemporaryDirectory() as folder:
        session.INTERIM = Path(folder)
        start = time.monotonic()
        prepared = prepare(path, Engine(scheduler))
        seconds = time.monotonic() - start
        articles = pd.concat([pd.read_parquet(shard, columns=["group"]) for shard in prepared.shards])
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"{scheduler:12} {seconds:7.1f} s  {peak / 1024**2:5.2f} GB  ", end="")
    print(f"{len(articles):,} articles, {articles['group'].nunique():,} independent texts", flush=True)


def main() -> None:
    """Measure under each scheduler."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if path is None or not path.exists():
        print("skipped: name a table or folder of articles")
    elif len(sys.argv) > 2:
        measure(path, sys.argv[2])
    else:
        print(f"{os.cpu_count()} cores")
        for scheduler in SCHEDULERS:
            subprocess.run([sys.executable, __file__, str(path), scheduler], check=True)


if __name__ == "__main__":
    main()
