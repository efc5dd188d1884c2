"""Time the main job: all notebooks on a corpus, from raw articles and again from prepared shards.

    python benchmarks/bench_main_job.py ARTICLES

In a project folder of its own, so that nothing prepared before helps. Each notebook's seconds are by the clock, two
notebooks at a time; CPU seconds and memory are of all processes of the run.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from measuring import Cost, arguments, print_table, read_arguments, run, tell

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Run twice."""
    articles = read_arguments(arguments(__doc__)).articles.resolve()
    costs: list[Cost] = []
    notebooks: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for name in ("notebooks", "requirements.lock"):
            (project / name).symlink_to(ROOT / name)
        command = [sys.executable, "-m", "analysis", "run", "--articles", articles, "--reports", project / "reports"]
        for what in ("from raw articles", "from prepared shards"):
            tell(what)
            costs.append(run(command, ANALYSIS_PROJECT=folder))
            notebooks.append(notebook_seconds(project))
    figures = {"clock s": "wall", "CPU s": "cpu", "largest process, GB": "largest", "all processes, GB": "together"}
    rows = [
        [f"all notebooks, {what}", *(getattr(cost, key) / (1024 if "GB" in what else 1) for cost in costs)]
        for what, key in figures.items()
    ]
    rows += [[f"`{name}`, clock s", *(told.get(name) for told in notebooks)] for name in notebooks[0]]
    print_table(["", "from raw articles", "again, from prepared shards"], rows)


def notebook_seconds(project: Path) -> dict[str, float]:
    """Read how long each notebook of the newest run took."""
    records = (project / "data" / "interim" / "runs").glob("*.json")
    newest = max(records, key=lambda path: int(path.stem))
    return {name: told["seconds"] for name, told in json.loads(newest.read_text())["notebooks"].items()}


if __name__ == "__main__":
    main()
