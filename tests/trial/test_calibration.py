"""Claims about texts dealt at random are rare, planted differences are found: a short benchmarks/bench_calibration.py.

Everything is invented and drawn from fixed seeds: a test that fails shows a change, never bad luck.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from bench_calibration import LEAST_STYLE, MOST_STYLE, try_kind
from calibration_kinds import KINDS, Kind
from calibration_material import Material, prepare
from calibration_power import CELLS, MANY, Cell, find_planted
from calibration_splits import SPLITS, Split
from calibration_style import subject_or_style
from synthetic_corpus import COLUMNS, SyntheticCorpus

from analysis.corpus import load_corpus
from analysis.text import tokens

pytestmark = pytest.mark.trial

# A rate of 5 % gives more than 3 of 20 in one case of 60, and more than 2 of 10 in one of 90.
SPLITS_TRIED, MOST = 20, 3
FEW_SPLITS, MOST_OF_FEW = 10, 2


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """Articles of one population."""
    folder = tmp_path_factory.mktemp("calibration")
    plan = SyntheticCorpus(900, outlets=1, words=6000, topics=5, style=False, subject=False)
    plan.write(folder / "articles.parquet")
    return prepare(folder / "articles.parquet", "en", folder / "interim", n_topics=5)


@pytest.mark.ci
def test_the_same_seed_writes_the_same_articles_and_another_seed_others(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.parquet", "b.parquet", "c.parquet", "d.csv")]
    for path, seed in zip(files, (0, 0, 1, 0), strict=True):
        SyntheticCorpus(300, outlets=4, words=3000, seed=seed).write(path)
    first, second, other = (path.read_bytes() for path in files[:3])
    assert first == second != other
    table = pd.read_parquet(files[0])
    assert list(table.columns) == COLUMNS
    assert len(table) == table["id"].nunique() == 300
    pd.testing.assert_frame_equal(table, pd.read_csv(files[3]))


@pytest.mark.ci
def test_cleaning_leaves_synthetic_articles_as_they_are_and_finds_the_copies(tmp_path: Path) -> None:
    plan = SyntheticCorpus(600, outlets=6, words=4000, seed=3)
    plan.write(tmp_path / "articles.parquet")
    corpus = load_corpus(str(tmp_path / "articles.parquet"), interim=tmp_path / "interim")
    written = plan.table().set_index("id")
    assert len(corpus.articles) == 600
    assert (len(corpus.refused), len(corpus.filtered), len(corpus.removed)) == (0, 0, 0)
    for shard in corpus.shards:
        for row in shard.read(["article_id", "title", "text"]).itertuples():
            assert tokens(row.text) == tokens(written.loc[row.article_id, "text"])
            assert row.title == written.loc[row.article_id, "title"]
    # Printings of one story keep its headline, and no two stories share one.
    groups = corpus.articles.groupby("title")["group"]
    assert (groups.nunique() == 1).mean() > 0.95
    assert corpus.independent_texts < 600


@pytest.mark.ci
def test_planted_words_are_used_more_by_their_outlet() -> None:
    plan = SyntheticCorpus(1000, outlets=3, words=8000, equal=True, wire=False)
    table = plan.table()
    words = [set(tokens(text)) for text in table["text"]]
    truth = plan.truth
    for (source, kind), planted in truth.groupby(["source", "kind"])["term"]:
        own = (table["source"] == source).to_numpy()
        held = np.array([np.mean([term in text for term in planted]) for text in words])
        assert held[own].mean() > (3 if kind == "style" else 1.1) * held[~own].mean()
        if kind == "subject":
            # Within a topic nothing is left of it.
            within = pd.Series(held).groupby([table["label"], own]).mean().unstack()
            np.testing.assert_allclose(within[True], within[False], atol=0.03)


def false_claims(material: Material, kind: Kind, how: Split | None, splits: int, folder: Path) -> int:
    return sum(clear + likely > 0 for clear, likely in try_kind(material, kind, how, splits, folder))


@pytest.mark.ci
@pytest.mark.parametrize("how", [SPLITS[0], SPLITS[4]], ids=lambda how: how.name)
def test_few_terms_set_random_sources_apart(material: Material, how: Split, tmp_path: Path) -> None:
    assert false_claims(material, KINDS[0], how, FEW_SPLITS, tmp_path) <= MOST_OF_FEW


@pytest.mark.parametrize(
    ("kind", "how"),
    [(kind, how) for kind in KINDS for how in kind.splits if how in (SPLITS[4], None)],
    ids=lambda value: getattr(value, "name", "dealt"),
)
def test_false_claims_are_rare(material: Material, kind: Kind, how: Split | None, tmp_path: Path) -> None:
    assert false_claims(material, kind, how, SPLITS_TRIED, tmp_path) <= MOST


@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell.least > 0.55], ids=lambda cell: cell.name)
def test_planted_words_are_found(material: Material, cell: Cell) -> None:
    found = [find_planted(material, cell, MANY, np.random.default_rng([number, 1]))[0] for number in range(10)]
    assert np.mean(found) >= cell.least


def test_style_is_told_from_subject(material: Material, tmp_path: Path) -> None:
    told = [subject_or_style(material, 2, tmp_path, np.random.default_rng(number)) for number in range(2)]
    assert sum(row.planted_style for row in told) >= LEAST_STYLE * sum(row.planted for row in told)
    assert sum(row.others_style for row in told) <= MOST_STYLE * sum(row.others for row in told)
