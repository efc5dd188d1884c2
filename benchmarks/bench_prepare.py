"""Time preparing a corpus: reading, cleaning and grouping, until the shards stand on disk.

    python benchmarks/bench_prepare.py ARTICLES [--scheduler NAME ...]

From nothing, in one process and on all cores, unless one is named; each in a process of its own, so that neither helps
the other.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pandas as pd
from measuring import arguments, print_table, read_arguments, run, tell

from analysis import session
from analysis.corpus import prepare
from analysis.engine import Engine

SCHEDULERS = ("in-process", "processes")


def main() -> None:
    """Measure under each scheduler."""
    parser = arguments(__doc__)
    parser.add_argument("--once", nargs=2, metavar=("SCHEDULER", "FOLDER"), help="prepare once; measured by the other")
    parser.add_argument("--scheduler", nargs="+", default=SCHEDULERS, help="of `analysis run`; default: both")
    args = read_arguments(parser)
    if args.once:
        session.INTERIM = Path(args.once[1])
        prepare(args.articles, Engine(args.once[0]))
        return
    rows = []
    for scheduler in args.scheduler:
        tell(scheduler)
        with tempfile.TemporaryDirectory() as folder:
            cost = run([sys.executable, __file__, args.articles, "--once", scheduler, folder])
            shards = Path(folder).rglob("shard*.parquet")
            group = pd.concat([pd.read_parquet(shard, columns=["group"]) for shard in shards])["group"]
        rows.append([f"`{scheduler}`", cost.wall, cost.cpu, cost.largest / 1024, cost.together / 1024])
    print_table(["", "clock s", "CPU s", "largest process, GB", "all processes at once, GB"], rows,
                title=f"{len(group):,} articles, {group.nunique():,} independent texts")  # fmt: skip


if __name__ == "__main__":
    main()
