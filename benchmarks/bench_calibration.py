"""Measure how often a page claims a difference where there is none, and how often it finds one that is there.

    python benchmarks/bench_calibration.py ARTICLES.parquet [--splits 200] [--kinds terms names ...] [--language en]
    python benchmarks/bench_calibration.py --synthetic 2000 [...]

Every kind of claim is tried where nothing is to be found: texts of a real or synthetic corpus are dealt at random to
invented sources, sources of unequal sizes among them, one with a text printed 25 times more, and, where all articles
are dated, whole weeks; months are dealt for changes in time, and words of a text to its headline. A *false claim* is
one or more claims, clear or likely, in a split. The goal is 5%, and 8% is allowed for sampling; whole weeks have
none, since what happens in a week sets its texts apart. Then words are planted and looked for, one alone, and twenty
at once. Behind each share stands its Monte Carlo standard error. All claims are the product's own; texts are counted
once.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np
from calibration_kinds import KINDS, Kind
from calibration_material import Material, prepare
from calibration_power import CELLS, MANY, find_planted
from calibration_splits import SPLITS, Split, can_split
from calibration_style import can_prefer, subject_or_style
from measuring import arguments, skip
from synthetic_corpus import SyntheticCorpus

MOST_FALSE = 0.08
LEAST_STYLE, MOST_STYLE = 0.80, 0.05
# Splits of what takes longer, at most.
FEWER_SPLITS, FEWEST_SPLITS = 100, 20


def share_of(found: list[bool] | list[float]) -> str:
    """Write a mean share over the splits with its Monte Carlo standard error."""
    return f"{100 * np.mean(found):.1f}% ({100 * np.std(found) / np.sqrt(len(found)):.1f})"


def try_kind(material: Material, kind: Kind, how: Split | None, splits: int, folder: Path) -> list[tuple[int, int]]:
    """Count clear and likely claims of a kind in each of many splits."""
    found = []
    for number in range(splits):
        rng = np.random.default_rng([number, 0, kind.number])
        found.append(kind.claims(kind.invent(material, how, rng, folder), number))
    return found


def false_claims(material: Material, kinds: list[Kind], splits: int, folder: Path) -> Iterator[str]:
    """Write a row for each kind: splits with a clear claim / with a clear or likely one (its standard error)."""
    ways = [*SPLITS, None]
    yield f"\n| false claims | splits | {' | '.join(how.name if how else 'otherwise' for how in ways)} | goal |"
    yield "| --- | ---: |" + " ---: |" * len(ways) + " --- |"
    for kind in kinds:
        cells, reached = [], True
        for how in ways:
            if how not in kind.splits or (how and not can_split(material, how)):
                cells.append("")
                continue
            found = try_kind(material, kind, how, splits, folder)
            any_tier = [clear + likely > 0 for clear, likely in found]
            cells.append(f"{100 * np.mean([clear > 0 for clear, _ in found]):.1f} / {share_of(any_tier)}")
            reached &= bool(how and how.weeks) or bool(np.mean(any_tier) <= MOST_FALSE)
        goal = f"at most {MOST_FALSE:.0%}: {'reached' if reached else 'missed'}"
        yield f"| {kind.name} | {splits} | {' | '.join(cells)} | {goal} |"


def power(material: Material, splits: int) -> Iterator[str]:
    """Write the rows of words planted and found: each alone, and twenty at once."""
    yield "\n| words planted for one source | found, alone | found, of twenty | of all told, false | goal |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for cell in CELLS:
        if sum(cell.sizes) > material.n_groups:
            continue
        seeds = [[number, 1] for number in range(splits)]
        tried = [[find_planted(material, cell, n, np.random.default_rng(seed)) for seed in seeds] for n in (1, MANY)]
        shares = [[share for share, _, _ in rows] for rows in tried]
        told, false = (sum(row[column] for row in tried[1]) for column in (1, 2))
        alone, many = ("reached" if np.mean(found) >= cell.least else "missed" for found in shares)
        cells = [*map(share_of, shares), f"{100 * false / max(told, 1):.1f}%"]
        yield f"| {cell.name} | {' | '.join(cells)} | at least {cell.least:.0%}: alone {alone}, of twenty {many} |"


def style(material: Material, splits: int, folder: Path) -> Iterator[str]:
    """Write the rows of subject and style."""
    yield "\n| sources that prefer subjects | splits | planted words called style | others called style | goals |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for n_sources in (2, 6) if can_prefer(material) else ():
        seeds = [[number, 2, n_sources] for number in range(splits)]
        told = [subject_or_style(material, n_sources, folder, np.random.default_rng(seed)) for seed in seeds]
        planted = [row.planted_style / row.planted for row in told]
        others = [row.others_style / max(row.others, 1) for row in told]
        found = sum(row.others for row in told) / splits
        reached = np.mean(planted) >= LEAST_STYLE, np.mean(others) <= MOST_STYLE
        goals = f"at least {LEAST_STYLE:.0%}, at most {MOST_STYLE:.0%}: {'reached' if all(reached) else 'missed'}"
        yield f"| {n_sources} | {splits} | {share_of(planted)} | {share_of(others)} of {found:.0f} | {goals} |"


def main() -> None:
    """Read the arguments, count, split, plant."""
    parser = arguments(__doc__)
    parser.add_argument("--synthetic", type=int, default=0, help="so many invented articles instead")
    parser.add_argument("--splits", type=int, default=200)
    parser.add_argument(
        "--kinds", nargs="+", choices=[kind.name for kind in KINDS] + ["power", "style"], metavar="KIND"
    )
    parser.add_argument("--language", default="en")
    args = parser.parse_args()
    if not args.synthetic and (args.articles is None or not args.articles.exists()):
        skip("name a table or a folder of articles, or a number with --synthetic")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = args.articles
        if args.synthetic:
            articles = folder / "synthetic.parquet"
            SyntheticCorpus(args.synthetic, outlets=1, words=8000, style=False, subject=False).write(articles)
        material = prepare(articles, args.language, folder / "interim")
        kinds = [kind for kind in KINDS if not args.kinds or kind.name in args.kinds]
        rows = [false_claims(material, kinds, args.splits, folder)] if kinds else []
        if not args.kinds or "power" in args.kinds:
            rows.append(power(material, min(args.splits, FEWER_SPLITS)))
        if not args.kinds or "style" in args.kinds:
            rows.append(style(material, min(args.splits, FEWEST_SPLITS), folder))
        for line in chain(*rows):
            print(line, flush=True)


if __name__ == "__main__":
    main()
