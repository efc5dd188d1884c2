"""Measure our comparison of sources side by side with that of other libraries, on the same articles and tokens.

    python -m venv PEERS && PEERS/bin/pip install scattertext six convokit pycorpdiff shifterator
    python benchmarks/bench_sources.py ARTICLES.parquet --peers PEERS/bin/python [--language en] [--only NAME ...]

Each library compares every source with all others, in a process of its own (`source_peers.py`). All see the same
tokens: the words in at least five independent texts, every other word as one and the same token, so that all words stay
counted. The prior is a tenth of the counts everywhere. *Found*: terms that are more in a source, all tokens tested
together: clear or likely (for ours with everything: of content words in ten independent texts), or by intervals that
hold for all. Without ``--peers`` ours is measured alone.

Then the numbers are compared, on these articles and on the sample: z with ConvoKit's, the parts of the Jensen-Shannon
divergence and their sum with shifterator's, divergence and log-likelihood with scipy's. The goal is 1e-9.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.spatial.distance import jensenshannon
from scipy.stats import chi2_contingency
from source_peers import Articles, read_articles

from analysis.corpus import load_corpus
from analysis.counts import count_words, whole_texts
from analysis.statistics import MIN_TEXTS, jensen_shannon, jensen_shannon_parts, log_likelihood
from analysis.text import tokens

SCRIPT = Path(__file__).with_name("source_peers.py")
SAMPLE = Path(__file__).parents[1] / "data" / "raw"
# Stands for every word in fewer than five independent texts; no word has these signs.
OTHER = "<other>"
CLOSE = 1e-9
# Another formula: shown, no goal.
UNLIKE = "z, scattertext (its variance has two terms more)"
OURS = ("ours: z alone", "ours: test", "ours: everything")
PEERS = ("scattertext", "ConvoKit", "pycorpdiff")
HAS = ("log odds, prior", "independent texts", "all terms at once", "q", "own sentences", "settings")
# Ours that says as much as a peer does.
BESIDE = {"scattertext": OURS[0], "ConvoKit": OURS[0], "pycorpdiff": OURS[1]}
STATISTICS = {
    "ours: z alone": ("yes", "no", "no", "no", "no", "no"),
    "ours: test": ("no", "yes", "yes", "yes", "no", "no"),
    "ours: everything": ("yes", "yes", "yes", "yes", "yes", "yes"),
    "scattertext": ("yes", "no", "no", "no", "no", "no"),
    "ConvoKit": ("yes", "no", "no", "no", "no", "no"),
    "pycorpdiff": ("no, G2", "of G2", "of G2", "of G2", "no", "no"),
}


def prepare(where: Path, language: str, folder: Path) -> Articles:
    """Load a corpus and write its tokens for the libraries."""
    folder.mkdir(parents=True)
    interim = folder / "interim"
    corpus = load_corpus(str(where.resolve()), language=language, interim=interim)
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
    print(f"\n{where.name}: {len(table):,} articles, {corpus.independent_texts:,} independent texts,",
          f"{len(corpus.source_names)} sources, {counts.words:,} words, {len(known):,} different tokens\n")  # fmt: skip
    return read_articles(folder)


def run(articles: Articles, library: str, peers: str | None, limit: float) -> dict[str, Any]:
    """Run one library in a process of its own; ``error`` says why it did not work."""
    python = sys.executable if library.startswith("ours") or not peers else peers
    out = articles.folder / f"{library.replace(':', '')}.json"
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    # A home of its own: libraries leave settings behind.
    environment = {**os.environ, **threads, "HOME": str(articles.folder)}
    command = [python, str(SCRIPT), str(articles.folder), library, str(out)]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return {"error": f"no answer in {limit:.0f} s"}
    if done.returncode:
        return {"error": done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit {done.returncode}"}
    print(f"  {library}", file=sys.stderr, flush=True)
    return dict(json.loads(out.read_text(encoding="utf-8")))


def compare_cost(results: dict[str, dict[str, Any]]) -> None:
    """Print time and memory, what each library says, and how many times as long it takes as ours that says as much."""
    print("| | CPU s | wall s | MB | CPU, times ours | MB, times ours | found | " + " | ".join(HAS) + " |")
    print("| --- |" + " ---: |" * 6 + " --- |" * len(HAS))
    for library, result in results.items():
        if "error" in result:
            print(f"| {library}: {result['error']} |" + " |" * (6 + len(HAS)))
            continue
        cost, beside = result["cost"], results.get(BESIDE.get(library, ""), {}).get("cost")
        ratios = [f"{cost[key] / beside[key]:.2f}" if beside else "–" for key in ("cpu", "mb")]
        found = f"{result['findings']:,}" if result["findings"] >= 0 else "–"
        cells = [f"{cost['cpu']:.2f}", f"{cost['wall']:.2f}", f"{cost['mb']:.0f}", *ratios, found, *STATISTICS[library]]
        print(f"| {library} | " + " | ".join(cells) + " |", flush=True)


def apart(ours: Any, theirs: Any) -> float:
    """Give the largest difference."""
    return float(np.max(np.abs(np.asarray(ours, dtype=float) - np.asarray(theirs, dtype=float))))


def z_apart(ours: dict[str, Any], theirs: dict[str, Any]) -> float:
    """Compare z of every source and term."""
    return max(apart(z, theirs["scores"][name]) for name, z in ours["scores"].items())


def agree(articles: Articles, results: dict[str, dict[str, Any]]) -> dict[str, float | str]:
    """Compare our numbers with those of ConvoKit, scattertext, shifterator and scipy: the largest differences."""
    uses = articles.counts()
    by_source = np.array([np.asarray(uses[articles.sources == name].sum(axis=0)).ravel() for name in articles.names])
    share = by_source / by_source.sum(axis=1, keepdims=True)
    pairs = list(combinations(range(len(articles.names)), 2))
    first, second = share[[i for i, _ in pairs]], share[[j for _, j in pairs]]
    parts, whole = jensen_shannon_parts(first, second), jensen_shannon(first, second)
    found: dict[str, float | str] = {}
    alone = results[OURS[0]]
    for name, what in (("ConvoKit", "z, ConvoKit"), ("scattertext", UNLIKE)):
        failed = results[name].get("error") or alone.get("error")
        found[what] = failed or z_apart(alone, results[name])
    shifts = results["shifterator"]
    if "error" in shifts:
        found["Jensen-Shannon parts and sum, shifterator"] = shifts["error"]
    else:
        theirs = np.array([shifts["scores"][f"{articles.names[i]} | {articles.names[j]}"] for i, j in pairs])
        found["Jensen-Shannon parts, shifterator (in size)"] = apart(parts, np.abs(theirs[:, :-1]))
        found["Jensen-Shannon divergence, shifterator"] = apart(whole, theirs[:, -1])
    found["sum of the parts, our own divergence"] = apart(parts.sum(axis=1), whole)
    found["Jensen-Shannon divergence, scipy"] = apart(
        whole, [jensenshannon(p, q, base=2) ** 2 for p, q in zip(first, second, strict=True)]
    )
    here, there = by_source[0], by_source[1:].sum(axis=0)
    cells = here, there, here.sum() - here, there.sum() - there
    tables = np.stack(cells, axis=1).reshape(-1, 2, 2)
    theirs = [chi2_contingency(t, correction=False, lambda_="log-likelihood").statistic for t in tables]
    ours = log_likelihood(*cells)
    found["log-likelihood, scipy (relative)"] = apart(ours / np.maximum(theirs, 1), theirs / np.maximum(theirs, 1))
    return found


def main() -> None:
    """Read the arguments, time on the articles, compare the numbers on articles and sample."""
    parser = argparse.ArgumentParser(description="Measure our comparison of sources beside that of other libraries.")
    parser.add_argument("articles", type=Path, nargs="?")
    parser.add_argument("--peers", help="a Python that has the other libraries")
    parser.add_argument("--language", default="en")
    parser.add_argument("--only", nargs="+", metavar="NAME", help=f"of {'; '.join((*OURS, *PEERS))}; costs alone")
    parser.add_argument("--limit", type=float, default=1800, help="seconds; a slower library is left out")
    args = parser.parse_args()
    if args.articles is None or not args.articles.exists():
        print("skipped: name a table or a folder of articles")
        return
    with tempfile.TemporaryDirectory() as folder:
        articles = prepare(args.articles, args.language, Path(folder) / "articles")
        if len(articles.names) < 2:
            print("skipped: there is one source")
            return
        names = args.only or (*OURS, *(PEERS if args.peers else ()))
        results = {name: run(articles, name, args.peers, args.limit) for name in names}
        compare_cost(results)
        if args.only or not args.peers:
            return
        columns = {}
        for where in (args.articles, SAMPLE):
            if where == SAMPLE:
                articles = prepare(SAMPLE, "en", Path(folder) / "sample")
                results = {n: run(articles, n, args.peers, args.limit) for n in (OURS[0], "ConvoKit", "scattertext")}
            results["shifterator"] = run(articles, "shifterator", args.peers, args.limit)
            columns[where.parent.name + "/" + where.name] = agree(articles, results)
    print("| largest difference | " + " | ".join(columns) + " | goal |\n| --- |" + " ---: |" * (len(columns) + 1))
    for what in next(iter(columns.values())):
        found = [column.get(what, "–") for column in columns.values()]
        reached = all(isinstance(value, float) and value <= CLOSE for value in found)
        cells = [f"{value:.1e}" if isinstance(value, float) else value for value in found]
        goal = "–" if what == UNLIKE else "reached" if reached else "missed"
        print(f"| {what} | " + " | ".join(cells) + f" | {goal} |")


if __name__ == "__main__":
    main()
