"""Measure our comparison of sources side by side with that of other libraries, on the same articles and tokens.

    python benchmarks/bench_sources.py ARTICLES --peers PYTHON [--language en] [--rounds 3]

Each library compares every source with all others by one statistic, in a process of its own (`source_peers.py`), in
turns; the least of the rounds counts. All see the same tokens: the words in at least five independent texts, every
other word as one and the same token, so that all words stay counted. The prior is a tenth of the counts everywhere.
*Alone* is from counts to scores, where a library lets counts be given to it (ConvoKit and pycorpdiff count anew for
each source). *Found*: terms that are more in a source, all tokens tested together: clear or likely, or by pycorpdiff's
intervals that hold for all. *Apart*: the largest difference from our numbers; G2 relative to its size.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from measuring import ONE_THREAD, alternate, arguments, print_table, read_arguments, run, skip
from source_peers import G2, INTERVALS, WAYS

from analysis.corpus import load_corpus
from analysis.counts import count_words, whole_texts
from analysis.statistics.resampling import MIN_TEXTS
from analysis.text import tokens

SCRIPT = Path(__file__).with_name("source_peers.py")
# Stands for every word in fewer than five independent texts; no word has these signs.
OTHER = "<other>"


def prepare(where: Path, language: str, folder: Path) -> str:
    """Load a corpus and write its tokens for the libraries; say what it is."""
    interim = folder / "interim"
    corpus = load_corpus(str(where.resolve()), language=language, interim=interim)
    if len(corpus.source_names) < 2:
        skip("there is one source")
    counts = count_words(corpus)
    groups = np.asarray(counts.groups.matrix.sum(axis=0)).ravel()
    known = {str(term) for term in counts.groups.terms[groups >= MIN_TEXTS]}
    told = pd.concat([s.read(["title", "text"]).assign(at=s.article) for s in corpus.shards]).sort_values("at")
    cut = [[t if t in known else OTHER for t in tokens(text)] for text in whole_texts(told["title"], told["text"])]
    table = pd.DataFrame({"id": corpus.articles["article_id"].astype(str), "tokens": cut,
                          "group": pd.factorize(corpus.articles["group"])[0],
                          "source": corpus.articles["source"].astype(str)})  # fmt: skip
    table.to_json(folder / "articles.jsonl", orient="records", lines=True)
    (folder / "terms.json").write_text(json.dumps(sorted({token for article in cut for token in article})))
    options = {"articles": str(where.resolve()), "language": language, "interim": str(interim)}
    (folder / "corpus.json").write_text(json.dumps(options))
    return (f"{len(table):,} articles, {corpus.independent_texts:,} independent texts, {len(corpus.source_names)} "
            f"sources, {counts.words:,} words, {len(known):,} different tokens")  # fmt: skip


def compare(folder: Path, python: str, way: tuple[str, str], limit: float) -> dict[str, Any]:
    """Score by one library in a process of its own; ``error`` says why it did not work."""
    out = folder / "out.json"
    # A home of its own: libraries leave settings behind.
    try:
        run([python, SCRIPT, folder, *way, out], limit=limit, HOME=str(folder), **ONE_THREAD)
    except RuntimeError as error:
        return {"error": str(error)}
    return dict(json.loads(out.read_text(encoding="utf-8")))


def apart(statistic: str, ours: dict[str, list[float]], theirs: dict[str, list[float]]) -> str | None:
    """Give the largest difference of two libraries' scores."""
    if statistic == INTERVALS or not ours:
        return None
    one, other = (np.array([scores[name] for name in ours]) for scores in (ours, theirs))
    return f"{np.max(np.abs(one - other) / (np.maximum(one, 1) if statistic == G2 else 1)):.0e}"


def rows(results: dict[tuple[str, str], list[dict[str, Any]]]) -> list[list[Any]]:
    """Make a row a library."""
    made = []
    for (statistic, library), found in results.items():
        if failed := next((told["error"] for told in found if "error" in told), None):
            made.append([statistic, f"{library}: {failed}", *[None] * 7])
            continue
        ours = results[statistic, "ours"]
        # Time before memory: the least of each over the rounds.
        cpu, alone, mb = (min(told[key] for told in found) for key in ("cpu", "alone", "mb"))
        peer = library != "ours" and "error" not in ours[0]
        least = [min(told[key] for told in ours) for key in ("cpu", "alone")] if peer else [cpu, alone]
        findings = found[0]["findings"] if found[0]["findings"] >= 0 else None
        differ = apart(statistic, ours[0]["scores"], found[0]["scores"]) if peer else None
        times = [f"{mine / theirs:.1f}" for mine, theirs in zip((cpu, alone), least, strict=True)]
        made.append([statistic, library, cpu, f"{alone:.3f}", round(mb), *times, findings, differ])
    return made


def main() -> None:
    """Prepare, take all in turns, print."""
    parser = arguments(__doc__, peers=True)
    parser.add_argument("--language", default="en")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=float, default=600, help="seconds; a slower library is left out")
    args: argparse.Namespace = read_arguments(parser)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        what = prepare(args.articles, args.language, folder)
        ways = [way for way in WAYS if way[1] == "ours" or args.peers]
        runs = {way: partial(compare, folder, sys.executable if way[1] == "ours" else args.peers, way, args.limit)
                for way in ways}  # fmt: skip
        found = rows(alternate(runs, args.rounds))
    heads = ["statistic", "library", "CPU s", "alone", "MB", "times ours", "alone, times ours", "found", "apart"]
    print_table(heads, found, title=what, texts=2)


if __name__ == "__main__":
    main()
