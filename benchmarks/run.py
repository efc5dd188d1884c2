"""Make the tables of benchmarks/README.md: each by one command, side by side with the other libraries.

    python benchmarks/run.py [NAME ...] [--corpus NAME=PATH ...] [--peers PYTHON] [--write]

NAME is the name of a table (or its beginning: `sources` stands for all of sources); without one all are made. Tables
whose articles, peers or other needs are not at hand are listed as skipped. ``--synthetic`` takes 2,000 articles that
`synthetic_corpus.py` invents in place of those that were not given. ``--write`` puts each table between its marks in
the README, with the command that made it; without it they are printed.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shlex
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil
from measuring import arguments, tell

HERE = Path(__file__).parent
README = HERE / "README.md"
PEERS = "peers/bin/python"
# Every table by its name: the script that makes it, and what it is given.
TABLES = {
    "runner": "bench_runner.py",
    "run_all": "bench_run_all.py",
    "main_job/sample": "bench_main_job.py sample",
    "main_job/us_outlets": "bench_main_job.py us_outlets.parquet",
    "main_job/agency_2006": "bench_main_job.py agency_2006.parquet",
    "main_job/invented": "bench_main_job.py invented_50000.parquet invented_1000000.parquet --once",
    "plain/sample": "bench_plain_notebook.py sample",
    "plain/us_outlets": "bench_plain_notebook.py us_outlets.parquet",
    "preparing/templated": "bench_prepare.py templated_1000000.parquet --scheduler processes",
    "preparing/agency_2006": "bench_prepare.py agency_2006.parquet",
    "counting/agency_2006": "bench_counting.py agency_2006.parquet",
    "grouping/broadcaster": "bench_grouping.py broadcaster.parquet --peers peers/bin/python",
    "grouping/agency_1987": "bench_grouping.py agency_1987.parquet --peers peers/bin/python",
    "grouping/agency_2006": "bench_grouping.py agency_2006.parquet --peers peers/bin/python",
    "cluster/sample": "bench_cluster.py sample",
    "cluster/agency_2006": "bench_cluster.py agency_2006.parquet",
    "topics/speed": "bench_topics.py broadcaster.parquet --peers peers/bin/python --speed",
    "topics/broadcaster_words": "bench_topics.py broadcaster_words.parquet --peers peers/bin/python",
    "topics/broadcaster": "bench_topics.py broadcaster.parquet --peers peers/bin/python",
    "topics/spanish": "bench_topics.py spanish.parquet --peers peers/bin/python --language es",
    "levels/agency_1987": "bench_topic_levels.py agency_1987.parquet --peers peers/bin/python --one-label",
    "levels/broadcaster": "bench_topic_levels.py broadcaster.parquet --peers peers/bin/python",
    "levels/spanish": "bench_topic_levels.py spanish.parquet --peers peers/bin/python --language es",
    "planted": "bench_planted_topics.py",
    "anchors/broadcaster": "bench_anchors.py broadcaster.parquet",
    "anchors/agency_1987": "bench_anchors.py agency_1987.parquet --themes 12 --subjects 40",
    "labels": "bench_topic_labels.py us_outlets.parquet uk_papers.parquet broadcaster.parquet spanish.parquet",
    "people": "bench_people.py proxann --ratings all_data.json",
    "sources/us_outlets": "bench_sources.py us_outlets.parquet --peers peers/bin/python",
    "sources/uk_papers": "bench_sources.py uk_papers.parquet --peers peers/bin/python",
    "test/synthetic": "bench_score_test.py",
    "replication/us_outlets": "bench_replication.py us_outlets.parquet",
    "replication/uk_papers": "bench_replication.py uk_papers.parquet",
    "calibration/us_outlets": "bench_calibration.py us_outlets.parquet",
    "calibration/broadcaster": "bench_calibration.py broadcaster.parquet",
    "boilerplate/us_outlets": "bench_boilerplate.py us_outlets.parquet",
    "boilerplate/uk_papers": "bench_boilerplate.py uk_papers.parquet",
    "boilerplate/spanish": "bench_boilerplate.py spanish.parquet",
}
# Articles that a script invents, made where none are given.
INVENTED = {
    "invented_50000": "synthetic_corpus.py {} --articles 50000 --outlets 100 --length 353",
    "invented_1000000": "synthetic_corpus.py {} --articles 1000000 --outlets 100 --length 353",
    "templated_1000000": "templated_corpus.py {} --articles 1000000",
}
# What a user has to give by --corpus; the README says what each is.
CORPUS = re.compile(r"(\w+)\.parquet|proxann|all_data\.json|sample")
SAMPLE = HERE.parent / "data" / "raw"
OURS = ("numpy", "scipy", "scikit-learn", "pandas", "pyarrow", "matplotlib", "papermill")
VERSIONS = """
import sys
from importlib.metadata import PackageNotFoundError, version
for name in sys.argv[1:]:
    try:
        print(name, version(name), sep=" ")
    except PackageNotFoundError:
        pass
"""
INVENTED_ARTICLES = "On 2,000 invented articles in place of those named, where none were given.\n\n"
SYNTHETIC = "synthetic_corpus.py {} --articles 2000 --outlets 8 --words 20000"


def shown(name: str) -> str:
    """Write the command of a table as a reader would give it."""
    return f"python benchmarks/{TABLES[name]}"


def chosen(names: list[str]) -> list[str]:
    """List the tables that are named, by their whole name or the part before a stroke."""
    unknown = [name for name in names if name not in TABLES and not any(t.startswith(f"{name}/") for t in TABLES)]
    if unknown:
        raise SystemExit(f"There is no table {', '.join(unknown)}. There are: {', '.join(TABLES)}.")
    return [table for table in TABLES if not names or table in names or table.split("/")[0] in names]


def command(name: str, given: dict[str, Path], peers: str | None, folder: Path) -> list[str] | str:
    """Give the command of a table, for a folder where each corpus has the name it is shown by; or what it lacks."""
    script, *words = shlex.split(TABLES[name])
    lacking = []
    for place, word in enumerate(words):
        if word == PEERS:
            lacking += [] if peers else ["--peers PYTHON"]
            words[place] = peers or ""
        elif CORPUS.fullmatch(word):
            corpus, link = word.partition(".")[0], folder / word
            if corpus in INVENTED and corpus not in given:
                given[corpus] = invent(INVENTED[corpus], folder / f"made-{word}")
            if corpus not in given:
                lacking.append(f"--corpus {corpus}=PATH")
            elif not link.is_symlink():
                link.symlink_to(given[corpus])
    return f"give {' and '.join(lacking)}" if lacking else [sys.executable, str(HERE / script), *words]


def invent(line: str, table: Path) -> Path:
    """Let a script write articles that it invents."""
    tell(f"python benchmarks/{line.format(table.name)}")
    script, *words = line.format(table).split(" ")
    subprocess.run([sys.executable, HERE / script, *words], check=True, stdout=subprocess.DEVNULL)
    return table


def edition() -> str:
    """Name what is measured: the last commit that changed the package, or its version."""
    command = ["git", "log", "-1", "--format=%h", "--", "src"]
    told = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=False)
    return told.stdout.strip() or version("news-analysis")


def versions(python: str, packages: list[str] | tuple[str, ...]) -> str:
    """List the versions of packages of a Python."""
    said = subprocess.run([python, "-c", VERSIONS, *packages], capture_output=True, text=True, check=True).stdout
    return ", ".join(said.splitlines())


def machine(peers: str | None) -> str:
    """Say what machine this is and which versions are measured."""
    names = [re.split("[=<>]", line)[0] for line in (HERE / "peers.txt").read_text().splitlines() if line[:1] != "#"]
    rows = {
        "processor": f"{os.cpu_count()} cores, {processor()}",
        "memory": f"{psutil.virtual_memory().total / 1024**3:.0f} GB",
        "system": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "packages": versions(sys.executable, OURS),
        "peers": versions(peers, names) if peers else "none",
    }
    return "\n| | |\n| --- | --- |\n" + "\n".join(f"| {what} | {value} |" for what, value in rows.items())


def processor() -> str:
    """Name the processor."""
    told = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", told.read_text(encoding="utf-8")) if told.exists() else None
    return found[1].strip() if found else platform.processor() or platform.machine()


def make(name: str, words: list[str], folder: Path) -> tuple[str, str]:
    """Run the command of a table: "measured" and what it printed, or "skipped" or "failed" and why."""
    done = subprocess.run(words, cwd=folder, stdout=subprocess.PIPE, text=True, check=False)
    said = done.stdout.strip()
    if done.returncode or not said:
        return "failed", f"exit code {done.returncode}"
    if said.startswith("skipped:"):
        return "skipped", said.removeprefix("skipped: ")
    if re.search(r"^\|[-| :]+\|$", said, re.MULTILINE) and not re.search(r"^\|[-| :]+\|\n\|", said, re.MULTILINE):
        return "skipped", "these articles have nothing that it measures"
    if not re.search(r"^\|", said, re.MULTILINE):
        said = f"```text\n{said}\n```"
    when = f"Measured with version {edition()} on {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores"
    return "measured", f"`{shown(name)}`\n\n{said}\n\n<sub>{when}</sub>"


def put(text: str, name: str, table: str) -> str:
    r"""Put a table between its marks.

    Examples
    --------
    >>> put("Before.\n<!-- table: a -->\nold\n<!-- end -->\nAfter.", "a", "new")
    'Before.\n<!-- table: a -->\nnew\n<!-- end -->\nAfter.'
    """
    mark, end = f"<!-- table: {name} -->\n", "<!-- end -->"
    start = text.index(mark) + len(mark)
    return f"{text[:start]}{table}\n{text[text.index(end, start) :]}"


def main() -> None:
    """Make the tables one after the other."""
    parser = arguments(__doc__, articles=False, peers=True)
    parser.add_argument("tables", nargs="*", metavar="NAME", help=f"of {', '.join(TABLES)}")
    parser.add_argument("--corpus", nargs="+", action="extend", default=[], metavar="NAME=PATH")
    parser.add_argument("--synthetic", action="store_true", help="invented articles where none are given")
    parser.add_argument("--write", action="store_true", help="write the tables into benchmarks/README.md")
    args: argparse.Namespace = parser.parse_args()
    if args.synthetic and args.write:
        parser.error("the tables of the README are not of invented articles: leave out --synthetic or --write")
    places = dict(each.split("=", 1) for each in args.corpus)
    given = {"sample": SAMPLE, **{name: Path(place).resolve() for name, place in places.items()}}
    if lost := [str(place) for place in given.values() if not place.exists()]:
        parser.error(f"there is no {', '.join(lost)}")
    peers = args.peers and os.path.abspath(args.peers)  # noqa: PTH100 - `resolve` would leave the environment
    missing: dict[str, tuple[str, str]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if args.synthetic:
            table = invent(SYNTHETIC, folder / "synthetic.parquet")
            names = [match[1] for line in TABLES.values() for match in CORPUS.finditer(line) if match[1]]
            given = {**dict.fromkeys(names, table), **given}
        # The versions of the peers that were measured stay in the README.
        if peers or not args.write:
            show("machine", f"{machine(peers)}\n", args.write)
        for name in chosen(args.tables):
            words = command(name, given, peers, folder)
            if isinstance(words, str):
                missing[name] = "skipped", words
                continue
            tell(f"{name}: {shown(name)}")
            how, made = make(name, words, folder)
            if how == "measured":
                show(name, f"{INVENTED_ARTICLES if args.synthetic else ''}{made}", args.write)
            else:
                missing[name] = how, made
    for name, (how, why) in missing.items():
        tell(f"{how} {name}: {why}")
    raise SystemExit(int(any(how == "failed" for how, _ in missing.values())))


def show(name: str, table: str, write: bool) -> None:
    """Print a table or write it into the README."""
    if write:
        README.write_text(put(README.read_text(encoding="utf-8"), name, table), encoding="utf-8")
    else:
        print(f"\n### {name}\n\n{table}", flush=True)


if __name__ == "__main__":
    main()
