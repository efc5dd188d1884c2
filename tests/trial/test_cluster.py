"""The sample on a scheduler and two workers over TCP: the same bytes, whichever worker is killed in whichever stage."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import PROJECT, analysis, files, run_notebooks, wait_until
from local_cluster import LocalCluster, local_cluster

from analysis.corpus.cleaning.clean_batch import clean_batch
from analysis.corpus.cleaning.mend_batch import mend_batch
from analysis.corpus.duplicates.compare_pairs import compare_met
from analysis.corpus.shards import assign_to_shards, write_shard
from analysis.counts.shared_sentences import _sentences_of_shard
from analysis.counts.word_counts import _count_shard
from analysis.topics.model.reliability import _place_half

pytestmark = [
    pytest.mark.trial,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc"),
]

RUNS = 20
SEED = 20250107
SECONDS = 0.3
# Of every stage: reading, cleaning, grouping, shards, words, topics of halves, sentences of several sources.
FUNCTIONS = (
    *(mend_batch, clean_batch, compare_met, assign_to_shards, write_shard),
    *(_count_shard, _place_half, _sentences_of_shard),
)
STAGES = {"send", *(function.__name__.lstrip("_") for function in FUNCTIONS)}


@pytest.fixture(scope="module")
def orders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("orders")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, orders: Path) -> Iterator[LocalCluster]:
    pytest.importorskip("distributed")
    killing = {"DASK_DISTRIBUTED__WORKER__PRELOAD": '["cluster_tasks"]', "KILL_ORDERS": str(orders)}
    with local_cluster(tmp_path_factory.mktemp("cluster"), **killing) as started:
        yield started


def reports_of(project: Path, cluster: LocalCluster) -> dict[str, bytes]:
    """Make the reports of the sample from nothing."""
    for made in ("data/interim", "reports"):
        shutil.rmtree(project / made, ignore_errors=True)
    done = run_notebooks("--reports", str(project / "reports"), "--scheduler", cluster.address, project=project)
    assert done.returncode == 0, done.stderr
    assert "distributed" not in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((project / "data" / "interim").glob("making-*"))
    assert not list((project / "data" / "interim").glob("*/making-*"))
    return files(project / "reports")


def kill_amid(orders: Path, task: str, seconds: float) -> None:
    """Order the next worker that begins a task to be killed some time later."""
    (orders / "done.json").unlink(missing_ok=True)
    making = orders / "making.json"
    making.write_text(json.dumps({"task": task, "seconds": seconds}))
    making.rename(orders / "order.json")


@pytest.mark.ci
def test_the_sample_comes_out_as_in_one_process(
    cluster: LocalCluster, orders: Path, sample_reports: Path, tmp_path: Path
) -> None:
    kill_amid(orders, "clean_batch", 0.05)
    assert reports_of(tmp_path, cluster) == files(sample_reports)
    assert (orders / "done.json").exists()
    assert set((orders / "tasks.txt").read_text().split()) >= STAGES


def test_twenty_workers_are_killed_in_twenty_runs(
    cluster: LocalCluster, orders: Path, sample_reports: Path, tmp_path: Path
) -> None:
    expected = files(sample_reports)
    assert reports_of(tmp_path, cluster) == expected
    names = sorted(set((orders / "tasks.txt").read_text().split()))
    draw = random.Random(SEED)
    victims = [*draw.sample(names, min(RUNS, len(names))), *draw.choices(names, k=max(0, RUNS - len(names)))]
    for run, task in enumerate(victims):
        kill_amid(orders, task, draw.uniform(0, SECONDS))
        assert reports_of(tmp_path, cluster) == expected, f"run {run}, killed amid {task}"
        assert (orders / "done.json").exists(), f"run {run}: no worker began {task}"
        wait_until(lambda: len(cluster.workers()) == 2)


@pytest.mark.ci
def test_a_cluster_that_is_not_there_stops_the_run_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "articles").mkdir()
    shutil.copy(PROJECT / "notebooks" / "term_frequency.ipynb", tmp_path / "notebooks")
    (tmp_path / "articles" / "a.txt").write_text("A title\n\nA text.\n")
    arguments = ("run", "--articles", "articles", "--reports", "out", "--scheduler", "tcp://127.0.0.1:1")
    code, out, err = analysis(tmp_path, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("analysis: No dask scheduler answers at tcp://127.0.0.1:1 (")
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("stage", ["clean_batch", "count_shard"])
def test_a_scheduler_that_goes_amid_a_run_is_named(
    stage: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pytest.importorskip("distributed")
    orders = tmp_path / "orders"
    orders.mkdir()
    killing = {
        "DASK_DISTRIBUTED__WORKER__PRELOAD": '["cluster_tasks"]',
        "KILL_ORDERS": str(orders),
        "KILL_SCHEDULER": "1",
    }
    with local_cluster(tmp_path / "cluster", **killing) as cluster:
        kill_amid(orders, stage, 0.01)
        project = tmp_path / "project"
        project.mkdir()
        done = run_notebooks("--reports", str(project / "reports"), "--scheduler", cluster.address, project=project)
    assert done.returncode == 1
    assert f"The dask scheduler at {cluster.address} is gone: start it again, with its workers" in done.stderr
    assert "Traceback" not in done.stderr
    assert "distributed" not in done.stderr
