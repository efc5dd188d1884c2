"""Ask the public advisory service about every locked package, and never call silence an answer.

    .venv/bin/python .ci/audit.py [LOCK] [ADDRESS OF ANOTHER SERVICE]

Exit codes: 0 every package was looked up and none is named in an advisory, 1 some are, 3 not audited.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from make_venv import LOCK, PYTHON, pip_settings_for_uv

FOUND, NOT_AUDITED = 1, 3


def main() -> int:
    """Say what the audit found, or that there was none."""
    lock = Path(sys.argv[1]) if len(sys.argv) > 1 else LOCK
    locked = len(set(re.findall(r"^(\S+==[^\s;]+)", lock.read_text(encoding="utf-8"), re.MULTILINE)))
    try:
        answer = ask(lock.resolve(), sys.argv[2:3])
        looked_up = answer["summary"]["audited_packages"]
        named = [describe(found) for found in answer["vulnerabilities"]]
        # Yanked, in quarantine or the like.
        named += [json.dumps(found, sort_keys=True) for found in answer["adverse_statuses"]]
    except subprocess.CalledProcessError as error:
        print(f"not audited: {last_words(error.stderr)}")
        return NOT_AUDITED
    except (ValueError, KeyError, TypeError) as error:
        print(f"not audited: the answer could not be read ({error!r})")
        return NOT_AUDITED
    for line in named:
        print(line)
    if looked_up < locked:
        print(f"not audited: {locked - looked_up} of {locked} packages")
    if named:
        print(f"found: {len(named)}; choose newer versions with make lock")
        return FOUND
    if looked_up < locked:
        return NOT_AUDITED
    print(f"ok: {looked_up} packages were looked up, none is named in an advisory")
    return 0


def ask(lock: Path, service: list[str]) -> Any:
    """Let uv look up the packages of a lock file; it needs a project, so it gets one that is thrown away."""
    settings = {**os.environ, "UV_INDEX_STRATEGY": "unsafe-best-match", **pip_settings_for_uv()}
    uv = [str(PYTHON), "-m", "uv", "--quiet"]
    where = ["--service-url", service[0]] if service else []
    with tempfile.TemporaryDirectory() as folder:
        for words in (["init", "--bare", "--name", "audited"], ["add", "--frozen", "-r", str(lock)]):
            subprocess.run([*uv, *words], cwd=folder, env=settings, capture_output=True, text=True, check=True)
        audit = [*uv, "audit", "--preview-features", "audit,json-output", "--output-format", "json", *where]
        done = subprocess.run(audit, cwd=folder, env=settings, capture_output=True, text=True, check=False)
    if not done.stdout.strip():
        done.check_returncode()
    return json.loads(done.stdout)


def describe(found: Any) -> str:
    """Write one advisory in a line."""
    return f"{found['dependency']['name']} {found['dependency']['version']}: {found['id']}"


def last_words(told: str) -> str:
    """Give what uv said went wrong, and the deepest cause."""
    lines = [line.strip() for line in told.splitlines() if re.match(r"\s*(error|cause):|\s+×|\s+╰", line)]
    return "; ".join(dict.fromkeys([*lines[:1], *lines[-1:]])) or "uv gave no reason"


if __name__ == "__main__":
    sys.exit(main())
