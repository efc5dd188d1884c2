"""Time the main job on a large corpus: all four notebooks, from raw articles and again from prepared shards.

    python benchmarks/bench_main_job.py ARTICLES.parquet

Prints wall time of both runs, of each notebook, and the largest memory of any one process.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Run twice in a project folder of its own, so that nothing prepared before helps."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if path is None or not path.exists():
        print("skipped: name a table or folder of articles")
        return
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for name in ("notebooks", "requirements.lock"):
            (project / name).symlink_to(ROOT / name)
        environment = {**os.environ, "ANALYSIS_PROJECT": folder}
        command = [
            sys.executable,
            "-m",
            "analysis",
            "run",
            "--articles",
            str(path),
            "--reports",
            str(project / "reports"),
        ]
        print(f"{path.parent.name}, {os.cpu_count()} cores")
        for run in ("from raw articles", "from prepared shards"):
            start = time.monotonic()
            subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
            print(f"{run:22} {time.monotonic() - start:7.1f} s", flush=True)
            for name, seconds in notebook_seconds(project).items():
                print(f"  {name:20} {seconds:7.1f} s", flush=True)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024**2
        print(f"largest process        {peak:7.2f} GB")


def notebook_seconds(project: Path) -> dict[str, float]:
    """Read how long each notebook of the newest run took."""
    records = (project / "data" / "interim" / "runs").glob("*.json")
    newest = max(records, key=lambda path: int(path.stem))
    return {name: told["seconds"] for name, told in json.loads(newest.read_text())["notebooks"].items()}


if __name__ == "__main__":
    main()
