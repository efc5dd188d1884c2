"""One function over many shards: results in order, merged by pairs, the same on every scheduler."""

from __future__ import annotations

import math
import operator
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from cluster_tasks import Announced, add
from command import processes, wait_until

from analysis.engine import Engine
from analysis.errors import AnalysisError


def test_results_come_in_the_order_of_the_shards() -> None:
    assert Engine().map(partial(operator.mul, 3), range(7)) == [0, 3, 6, 9, 12, 15, 18]
    assert Engine().map(str, []) == []


@pytest.mark.parametrize("n", [1, 2, 3, 4, 7, 8, 33])
def test_folding_merges_every_shard_once_in_order(n: int) -> None:
    # Joining text depends on the order, and the depth of the pairs shows how it was grouped.
    assert Engine().fold(str, range(n), operator.add) == "".join(map(str, range(n)))
    depth = Engine().fold(lambda _: 0, range(n), lambda left, right: max(left, right) + 1)
    assert depth == math.ceil(math.log2(n))


def test_a_failing_shard_fails_the_pass() -> None:
    with pytest.raises(ValueError, match="invalid literal for int"):
        Engine().map(int, ["1", "one"])


def test_processes_give_the_same_answers() -> None:
    assert Engine("processes").map(math.factorial, [40, 3, 12]) == Engine().map(math.factorial, [40, 3, 12])
    assert Engine("processes").fold(math.factorial, [4, 3, 2], operator.add) == 32


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")
def test_many_articles_are_worked_on_by_all_cores_unless_told_otherwise() -> None:
    def is_spread(engine: Engine) -> bool:
        return str(os.getpid()) not in engine.map(os.readlink, ["/proc/self"] * 3)

    automatic = Engine("automatic")
    assert [is_spread(automatic.for_articles(n)) for n in (9_999, 10_000)] == [False, True]
    # Some of many are few again, but where they are all over many shards, which are read whole.
    assert not is_spread(automatic.for_articles(10_000).for_articles(30, 5))
    assert is_spread(automatic.for_articles(30, 10))
    assert not is_spread(automatic)
    assert not is_spread(Engine("in-process").for_articles(1_000_000))
    assert is_spread(Engine("processes").for_articles(1))


def test_a_process_that_is_killed_fails_the_pass() -> None:
    with pytest.raises(AnalysisError, match="A process was killed while it read or counted"):
        Engine("processes").map(signal.raise_signal, [signal.SIGKILL] * 3)


def test_a_script_that_each_process_would_run_again_is_told_how_to_be_written(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        'import math\nfrom analysis.engine import Engine\nEngine("processes").map(math.sqrt, [1, 4, 9])\n'
    )
    ended = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "A process could not start" in ended.stderr
    assert 'below if __name__ == "__main__":' in ended.stderr
    assert "memory" not in ended.stderr


def test_what_is_bound_goes_to_each_process_once(tmp_path: Path) -> None:
    arrived = tmp_path / "arrived.txt"
    assert Engine("processes").map(partial(add, bound=Announced(arrived)), range(20)) == list(range(1, 21))
    assert len(arrived.read_text().split()) <= (os.cpu_count() or 1)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")
def test_workers_end_when_the_process_that_waits_for_them_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "waits.py"
    script.write_text(
        "import time\nfrom analysis.engine import Engine\n"
        "if __name__ == '__main__':\n    Engine('processes').map(time.sleep, [1000, 1001, 1002])\n"
    )
    mark = f"OF_THIS_TEST={tmp_path}"
    process = subprocess.Popen([sys.executable, str(script)], env={**os.environ, "OF_THIS_TEST": str(tmp_path)})

    def workers() -> list[int]:
        return [pid for pid, words in processes(mark).items() if "forkserver" in " ".join(words)]

    # Those they are forked from is one more.
    wait_until(lambda: len(workers()) > (os.cpu_count() or 1))
    process.kill()
    process.wait()
    wait_until(lambda: not processes(mark))


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")
def test_an_interrupted_pass_ends_its_workers_and_the_next_one_works(tmp_path: Path) -> None:
    script = tmp_path / "interrupted.py"
    script.write_text(
        "import signal, sys\nfrom functools import partial\nfrom pathlib import Path\n"
        "from analysis.engine import Engine\nfrom cluster_tasks import announce_and_wait\n"
        "if __name__ == '__main__':\n    engine = Engine('processes')\n"
        # As a notebook's kernel does; a shell lets what it starts in the background ignore interrupts.
        "    signal.signal(signal.SIGINT, signal.default_int_handler)\n    try:\n"
        "        engine.map(partial(announce_and_wait, folder=Path(sys.argv[1])), [1, 2, 3])\n"
        "    except KeyboardInterrupt:\n        print(engine.map(abs, [-1, -2, -3]))\n"
    )
    mark = {"OF_THIS_TEST": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[1])}
    process = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path)], env={**os.environ, **mark}, stdout=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    wait_until((tmp_path / "1").exists)
    # As JupyterLab does: the whole group hears it.
    os.killpg(process.pid, signal.SIGINT)
    try:
        # One that does not hear it would wait for a quarter of an hour.
        assert process.communicate(timeout=300)[0] == "[1, 2, 3]\n"
    finally:
        process.kill()
    assert process.returncode == 0
    wait_until(lambda: not processes(f"OF_THIS_TEST={tmp_path}"))
