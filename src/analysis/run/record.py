"""What varies between runs and still matters to someone: kept in ``data/interim/runs/``, never in a report."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import distributions
from typing import Any

from analysis import session
from analysis.run.execute import Execution
from analysis.run.plan import Plan


def write_record(plan: Plan, executions: Mapping[str, Execution], seconds: float) -> None:
    """Write the record of a run as the next number."""
    folder = session.INTERIM / "runs"
    folder.mkdir(parents=True, exist_ok=True)
    number = 1 + max((int(path.stem) for path in folder.glob("*.json") if path.stem.isdecimal()), default=0)
    record: dict[str, Any] = {
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(seconds, 1),
        "commit": _git("rev-parse", "HEAD"),
        "changed_files": len(_git("status", "--porcelain").splitlines()),
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "scheduler": plan.scheduler,
        "jobs": plan.jobs,
        "articles": str(plan.articles),
        "reports": str(plan.reports),
        "notebooks": {
            name: {"seconds": round(done.seconds, 1), "error": done.error, "log": done.log}
            for name, done in executions.items()
        },
        "packages": {
            found.name: found.version for found in sorted(distributions(), key=lambda found: found.name.lower())
        },
    }
    text = json.dumps(record, indent=1, ensure_ascii=False)
    (folder / f"{number}.json").write_bytes(text.encode("utf-8", "backslashreplace"))


def _git(*arguments: str) -> str:
    try:
        answer = subprocess.run(
            ["git", *arguments], cwd=session.PROJECT, capture_output=True, text=True, check=False, timeout=10
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.strip() if answer.returncode == 0 else ""
