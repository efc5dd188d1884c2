"""Make the reports of some articles in a job, and write into its summary how the run ended and what changed.

    .venv/bin/python .ci/report.py ARTICLES PAGES EARLIER [OPTION OF `analysis run` ...]

PAGES is where the reports go, EARLIER the pages to compare with; it may be missing. The exit code is that of the run.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from pathlib import Path

from changes import as_markdown, tell

from analysis.diff import compare_reports
from analysis.errors import SettingsError

OUTCOMES = {
    0: "The pages are ready: download the artifact *pages* of this run and open `index.html`.",
    1: "Logs of notebooks that failed are in the artifact *pages*, in the folder `_failed`.",
    2: "A setting is wrong: the command, a parameter or a settings file.",
    3: "The articles cannot be used; `analysis check` says more about them.",
}
# Lines of a failed run that the summary repeats.
MOST_SAID = 12
_FAILED = re.compile(r"\d+ of \d+ notebooks? failed: .*")


def main() -> int:
    """Run, tell, and end as the run did."""
    articles, pages, earlier, *options = sys.argv[1:]
    code, said = run(["--articles", articles, "--reports", pages, *options])
    tell(summary(code, said, Path(earlier), Path(pages)))
    return code


def run(words: list[str]) -> tuple[int, list[str]]:
    """Let `analysis run` do its work; gives its exit code and the last it said."""
    command = [sys.executable, "-m", "analysis", "run", *words]
    last: deque[str] = deque(maxlen=MOST_SAID)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, errors="replace") as process:
        for line in process.stderr or ():
            sys.stderr.write(line)
            last.append(line.rstrip())
    return process.returncode, list(last)


def summary(code: int, said: Sequence[str], earlier: Path, pages: Path) -> str:
    """Say in Markdown how a run ended, what it said last if it failed, and what changed if it made pages."""
    failed = next((f"{line} " for line in reversed(said) if _FAILED.fullmatch(line)), "")
    outcome = f"{failed}{OUTCOMES.get(code, 'The run was interrupted.')} (exit code {code})"
    if code and not (failed and (pages / "index.html").is_file()):
        return as_markdown("The reports were not made", said, outcome)
    title = "Some reports were not made" if code else "The reports are made"
    made = as_markdown(title, said if code else [], outcome)
    try:
        changes = compare_reports(earlier, pages)
    except SettingsError:
        return f"{made}\nThere are no earlier pages to compare with.\n"
    return made + "\n" + as_markdown("What changed since the last run", changes, "" if changes else "Nothing changed.")


if __name__ == "__main__":
    sys.exit(main())
