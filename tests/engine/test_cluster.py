"""A cluster of two processes over TCP: the same answers whatever dies, and one sentence for what is wrong."""

from __future__ import annotations

import math
import operator
import os
import pickle
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from cluster_tasks import Announced, add, announce_and_wait, die, die_once, fail_first, see_late
from command import PROJECT, wait_until
from local_cluster import LocalCluster, local_cluster

from analysis.engine import Engine
from analysis.engine import cluster as module
from analysis.engine.cluster import _difference, _refuse, check_cluster
from analysis.engine.versions import versions
from analysis.errors import AnalysisError, SettingsError
from analysis.progress import Progress

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")
ARTICLES = PROJECT / "data" / "raw"


def with_own_cluster(test: Callable[..., None]) -> Callable[..., None]:
    """Mark a test that starts a cluster of its own, which takes its time."""
    return pytest.mark.trial(pytest.mark.ci(test))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    pytest.importorskip("distributed")
    with local_cluster(tmp_path_factory.mktemp("cluster")) as started:
        yield started


@pytest.fixture
def impatient() -> Iterator[None]:
    dask = pytest.importorskip("dask")
    with dask.config.set({"distributed.scheduler.no-workers-timeout": "3s"}):
        yield


@pytest.mark.parametrize("n", [1, 2, 7, 33])
def test_the_same_answers_as_in_one_process(cluster: LocalCluster, n: int) -> None:
    engine = Engine(cluster.address)
    assert engine.map(math.factorial, range(n)) == Engine().map(math.factorial, range(n))
    # Joining text depends on the order.
    assert engine.fold(str, range(n), operator.add) == "".join(map(str, range(n)))
    assert engine.map(str, []) == []


def test_what_is_bound_to_a_function_is_sent_once_and_not_with_each_task(cluster: LocalCluster, tmp_path: Path) -> None:
    arrived = tmp_path / "arrived.txt"
    job = partial(add, bound=Announced(arrived))
    assert Engine(cluster.address).map(job, range(40)) == list(range(1, 41))
    # The scheduler, and the workers from each other.
    assert len(arrived.read_text().split()) <= 6


def test_progress_counts_tasks_as_they_end(cluster: LocalCluster) -> None:
    ended = []

    class Counted(Progress):
        @contextmanager
        def counting(self, task, total):  # type: ignore[no-untyped-def]
            yield lambda: ended.append(task)

    engine = Engine(cluster.address, Counted())
    engine.map(str, range(5), "mapping")
    engine.fold(str, range(5), operator.add, "folding")
    assert ended == ["mapping"] * 5 + ["folding"] * 5


def test_a_failing_shard_fails_the_pass_and_the_next_one_works(cluster: LocalCluster) -> None:
    with pytest.raises(ValueError, match="invalid literal for int"):
        Engine(cluster.address).map(int, ["1", "one"])
    with pytest.raises(ValueError, match="invalid literal for int"):
        Engine(cluster.address).fold(int, ["1", "one", "3"], operator.add)
    # Equal shards are not taken for one.
    assert Engine(cluster.address).fold(int, ["2", "2", "2"], operator.add) == 6


def test_an_error_amid_results_that_are_fetched_leaves_the_connection_whole(cluster: LocalCluster) -> None:
    engine = Engine(cluster.address)
    for n in range(5, 15):
        with pytest.raises(ValueError, match="could not convert string to float: 'x'"):
            engine.map(float, [*range(n), "x", *range(n, 60)])
        assert engine.map(str, range(2)) == ["0", "1"]


@pytest.mark.parametrize("way", ["map", "fold"])
def test_after_an_error_the_other_tasks_are_given_up(cluster: LocalCluster, tmp_path: Path, way: str) -> None:
    engine, job = Engine(cluster.address), partial(fail_first, folder=tmp_path)
    with pytest.raises(ValueError, match="the number is 0") as raised:
        engine.map(job, range(60)) if way == "map" else engine.fold(job, range(60), operator.add)
    # Tasks of the pass before would come first.
    assert engine.map(str, range(2)) == ["0", "1"]
    assert len(list(tmp_path.iterdir())) < 30
    # The error holds on to the tasks as long as it is looked at.
    del raised


def test_a_file_that_is_seen_late_is_looked_for_again(cluster: LocalCluster, tmp_path: Path) -> None:
    assert Engine(cluster.address).map(partial(see_late, folder=tmp_path), [1, 2]) == [1, 2]


def test_only_what_the_disk_refuses_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def fail(error: Exception) -> None:
        tried.append(error)
        raise error

    monkeypatch.setattr(module, "_PAUSES", (0, 0, 0))
    for error, times in ((OSError("gone"), 4), (ValueError("wrong"), 1)):
        tried.clear()
        with pytest.raises(type(error)):
            module._persist(fail, error)
        assert len(tried) == times


def test_an_engine_that_is_sent_works_alone() -> None:
    sent = pickle.loads(pickle.dumps(Engine("tcp://127.0.0.1:1", kept=Path("kept"))))
    assert (sent.scheduler, sent.kept) == ("in-process", None)


def test_workers_that_are_killed_change_no_answer(cluster: LocalCluster, tmp_path: Path) -> None:
    for name in ("map", "fold"):
        (tmp_path / name).mkdir()
    engine = Engine(cluster.address)
    assert engine.map(partial(die_once, folder=tmp_path / "map"), range(10)) == [n * n for n in range(10)]
    assert engine.fold(partial(die_once, folder=tmp_path / "fold"), range(10), operator.add) == 285
    assert sorted(path.name for path in (tmp_path / "map").iterdir()) == ["0", "4", "8"]


def test_a_task_that_kills_every_worker_is_given_up(cluster: LocalCluster) -> None:
    with pytest.raises(AnalysisError, match=r"4 workers of the cluster at tcp.* died of one task \(die\), most often"):
        Engine(cluster.address).map(die, [1])


def test_a_cluster_as_it_should_be_is_accepted_and_nothing_is_left(cluster: LocalCluster, tmp_path: Path) -> None:
    check_cluster(cluster.address, ARTICLES, tmp_path / "interim")
    assert list((tmp_path / "interim").iterdir()) == []


def test_articles_that_workers_do_not_see_are_named(
    cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Here is what is not there: as if this machine had a disk that the workers have not.
    hash_files = module._hash_files
    monkeypatch.setattr(module, "_hash_files", lambda path: "seen" if path == tmp_path / "raw" else hash_files(path))
    with pytest.raises(SettingsError, match=f"^The worker tcp.* sees nothing at {tmp_path}/raw: .*on a disk that"):
        check_cluster(cluster.address, tmp_path / "raw", tmp_path / "interim")
    shutil.copytree(ARTICLES, tmp_path / "raw")
    with pytest.raises(SettingsError, match=f"^The worker tcp.* sees other files at {tmp_path}/raw: "):
        check_cluster(cluster.address, tmp_path / "raw", tmp_path / "interim")
    monkeypatch.setattr(
        module, "_hash_files", lambda path: "seen" if path.parent == tmp_path / "interim" else hash_files(path)
    )
    with pytest.raises(SettingsError, match=f"^The worker tcp.* sees other files at {tmp_path}/interim: "):
        check_cluster(cluster.address, ARTICLES, tmp_path / "interim")


@with_own_cluster
def test_other_code_or_packages_are_named_with_both_versions(tmp_path: Path) -> None:
    own, code = tmp_path / "own", versions()["analysis"]
    shutil.copytree(PROJECT / "src" / "analysis", own / "analysis", ignore=shutil.ignore_patterns("__pycache__"))
    with (own / "analysis" / "errors.py").open("a") as file:
        file.write("# Of another day.\n")
    with (
        local_cluster(tmp_path / "code", PYTHONPATH=str(own)) as cluster,
        pytest.raises(SettingsError, match=f": analysis is the code [0-9a-f]+ there and {code} here. Install the same"),
    ):
        check_cluster(cluster.address, ARTICLES, tmp_path / "interim")
    (tmp_path / "packages" / "pyarrow-1.0.dist-info").mkdir(parents=True)
    (tmp_path / "packages" / "pyarrow-1.0.dist-info" / "METADATA").write_text("Name: pyarrow\nVersion: 1.0\n")
    here = versions()["pyarrow"]
    with local_cluster(tmp_path / "pyarrow", PYTHONPATH=str(tmp_path / "packages")) as cluster:
        with pytest.raises(SettingsError, match=f"pyarrow is 1.0 there and {here} here"):
            check_cluster(cluster.address, ARTICLES, tmp_path / "interim")
        # Of a worker that comes later nobody has asked.
        with pytest.raises(
            AnalysisError, match=f"came since the start may give other results: pyarrow is 1.0 .*{here} "
        ):
            Engine(cluster.address).map(str, [1, 2])


@with_own_cluster
def test_workers_with_more_threads_are_refused(tmp_path: Path) -> None:
    wanted = r"may give other results: --nthreads is 2 there and must be 1: start its workers again \(docs/cluster.md\)"
    with local_cluster(tmp_path) as cluster:
        cluster.kill_workers()
        command = [sys.executable, "-m", "dask", "worker", cluster.address, "--host", "127.0.0.1", "--no-dashboard"]
        with (tmp_path / "worker.txt").open("wb") as log:
            worker = subprocess.Popen(
                [*command, "--nthreads", "2"],
                env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
                stdout=log,
                stderr=log,
            )
        try:
            with pytest.raises(SettingsError, match=f"^The worker tcp.* {wanted}"):
                check_cluster(cluster.address, ARTICLES, tmp_path / "interim")
            with pytest.raises(AnalysisError, match=f"^A worker that came since the start {wanted}"):
                Engine(cluster.address).map(str, [1, 2])
        finally:
            worker.terminate()
            worker.wait()


def test_threads_inside_a_model_are_compared() -> None:
    threads = {"--nthreads": "1", "threads of openblas": "2"}
    assert _difference(versions(), threads, versions()).startswith("threads of openblas is 2 there and must be 1: ")
    assert _difference(versions(), {"--nthreads": "1"}, versions()) == ""


def test_a_process_that_cannot_answer_is_named() -> None:
    with pytest.raises(SettingsError, match=r"^The scheduler x cannot run this project \(ImportError: no numpy\)\. "):
        _refuse("scheduler x", ImportError("no numpy"), {}, Path("mark"))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "tcp://nowhere.invalid:8786", "gopher://x:1", "x:y"])
def test_an_address_without_a_scheduler_is_named(address: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(module, "_TO_ANSWER", 2)
        with pytest.raises(
            SettingsError, match=f"^No dask scheduler answers at {address} .*correct --scheduler, start"
        ):
            check_cluster(address, ARTICLES, Path("interim"))
    assert capfd.readouterr() == ("", "")


@with_own_cluster
def test_without_workers_nobody_waits_for_ever(tmp_path: Path, impatient: None) -> None:
    with local_cluster(tmp_path / "cluster") as cluster:
        engine = Engine(cluster.address)
        job = partial(announce_and_wait, folder=tmp_path)
        death = threading.Thread(target=lambda: (wait_until((tmp_path / "1").exists), cluster.kill_workers()))
        death.start()
        with pytest.raises(AnalysisError, match=f"{cluster.address} has had no worker for 3 s, .*start some"):
            engine.fold(job, [1, 2, 3], operator.add)
        death.join()
        with pytest.raises(SettingsError, match="has had no worker for 3 s"):
            check_cluster(cluster.address, ARTICLES, tmp_path / "interim")


@with_own_cluster
@pytest.mark.parametrize("way", ["map", "fold"])
def test_a_scheduler_that_goes_is_named(tmp_path: Path, way: str) -> None:
    with local_cluster(tmp_path / "cluster") as cluster:
        engine, job = Engine(cluster.address), partial(announce_and_wait, folder=tmp_path)
        death = threading.Thread(target=lambda: (wait_until((tmp_path / "1").exists), cluster.kill("scheduler")))
        death.start()
        for _ in range(2):
            # Which sentence depends on whether it goes while the engine connects or later.
            with pytest.raises(
                AnalysisError, match=f"^(The dask scheduler at|No dask scheduler answers at) {cluster.address}"
            ):
                engine.map(job, [1, 2, 3]) if way == "map" else engine.fold(job, [1, 2, 3], operator.add)
        death.join()
