"""Time a run of all pages beside the notebook that one would write oneself, on the same articles, in turns.

    python benchmarks/bench_plain_notebook.py ARTICLES [--topics 10] [--rounds 3]

ARTICLES is a table with the columns `text` and `source`, or a folder with a folder of text files for each source. The
plain notebook uses scikit-learn, pandas and matplotlib alone: words and pairs of words are counted, ten topics fitted
by NMF (their number is given, not chosen), the words of each source found by log odds with an informative Dirichlet
prior (Monroe, Colaresi & Quinn 2008, eqs 16 and 22), and four figures drawn; papermill runs it in an ordinary kernel.
Ours is `analysis run` with nothing prepared before. Least of the rounds; CPU seconds and memory are of all processes.
"""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from pathlib import Path

import nbformat
from bench_main_job import make_pages, make_project
from measuring import Cost, alternate, arguments, best, print_table, read_arguments, run

CELLS = [
    """
from pathlib import Path
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
""",
    """
path = Path(articles)
if path.is_dir():
    files = sorted(path.glob("*/*.txt"))
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in files]
    table = pd.DataFrame({"text": texts, "source": [file.parent.name for file in files]})
else:
    table = pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path)
table["text"] = table["text"].fillna("").astype(str)
table.groupby("source").size()
""",
    """
vectorizer = CountVectorizer(ngram_range=(1, 2), min_df=2, stop_words="english")
counts = vectorizer.fit_transform(table["text"])
words = vectorizer.get_feature_names_out()
counts.shape
""",
    """
total = np.asarray(counts.sum(axis=0)).ravel()
top = pd.Series(total, words).nlargest(20)
top[::-1].plot.barh(figsize=(8, 6), title="Most frequent words and pairs");
""",
    """
model = NMF(n_topics, init="nndsvd", random_state=0, max_iter=400)
shares = model.fit_transform(TfidfTransformer(sublinear_tf=True).fit_transform(counts))
topics = [", ".join(words[row.argsort()[::-1][:4]]) for row in model.components_]
""",
    """
figure, panels = plt.subplots(2, -(-n_topics // 2), figsize=(16, 8))
for row, panel in zip(model.components_, panels.flat):
    best = row.argsort()[::-1][:8][::-1]
    panel.barh(words[best], row[best])
figure.tight_layout()
""",
    """
shares = shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-12)
by_source = pd.DataFrame(shares, columns=topics).groupby(table["source"].to_numpy()).mean()
by_source.plot.barh(stacked=True, figsize=(12, 6), title="Topics by source").legend(loc="lower left", fontsize=6);
""",
    """
prior = total * 500 / total.sum()
z = {}
for source, rows in table.groupby("source").indices.items():
    own = np.asarray(counts[rows].sum(axis=0)).ravel()
    rest = total - own
    log_odds = np.log((own + prior) / (own.sum() + prior.sum() - own - prior))
    log_odds -= np.log((rest + prior) / (rest.sum() + prior.sum() - rest - prior))
    z[source] = pd.Series(log_odds / np.sqrt(1 / (own + prior) + 1 / (rest + prior)), words)
z = pd.DataFrame(z)
""",
    """
shown = list(z)[:8]
figure, panels = plt.subplots(1, len(shown), figsize=(3 * len(shown), 5), squeeze=False)
for source, panel in zip(shown, panels.flat):
    z[source].nlargest(10)[::-1].plot.barh(ax=panel, title=source)
figure.tight_layout()
""",
]


def main() -> None:
    """Take both ways in turns."""
    parser = arguments(__doc__)
    parser.add_argument("--topics", type=int, default=10, help="of the plain notebook")
    parser.add_argument("--rounds", type=int, default=3)
    args = read_arguments(parser)
    articles = args.articles.resolve()
    ways = {"plain notebook": partial(run_plain, articles, args.topics), "all pages": partial(run_ours, articles)}
    costs = {name: best(rounds) for name, rounds in alternate(ways, args.rounds).items()}
    figures = {"CPU s": "cpu", "clock s": "wall", "all processes, MB": "together"}
    rows = []
    for what, key in figures.items():
        plain, ours = (getattr(cost, key) for cost in costs.values())
        rows.append([what, plain, ours, ours / plain])
    print_table(["", *costs, "times as much"], rows)


def run_plain(articles: Path, n_topics: int) -> Cost:
    """Run the plain notebook by papermill in a folder of its own."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell.strip()) for cell in CELLS])
    parameters = nbformat.v4.new_code_cell("articles = ''\nn_topics = 10", metadata={"tags": ["parameters"]})
    notebook.cells.insert(0, parameters)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "plain.ipynb"
        nbformat.write(notebook, place)
        given = ["-p", "articles", articles, "-p", "n_topics", str(n_topics)]
        return run([sys.executable, "-m", "papermill", place, Path(folder) / "done.ipynb", "--cwd", folder, *given])


def run_ours(articles: Path) -> Cost:
    """Make all pages in a project folder of its own, so that nothing prepared before helps."""
    with tempfile.TemporaryDirectory() as folder:
        make_project(Path(folder))
        return make_pages(articles, Path(folder))


if __name__ == "__main__":
    main()
