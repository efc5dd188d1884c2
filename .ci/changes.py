"""Write what changed between the reports of a commit and those in the folder, for a job summary or a comment.

    .venv/bin/python .ci/changes.py [COMMIT]

Run where ``reports/`` is. Goes to the job summary and the output ``changes`` on GitHub, to the terminal anywhere else.
"""

from __future__ import annotations

import io
import os
import secrets
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

from analysis.diff import compare_reports
from analysis.run.manifest import read_manifest

# Bytes: a comment may hold 65,536 characters, a variable of a step less than 128 KiB.
MOST = 60_000


def main() -> None:
    """Compare and tell."""
    tell(changes_since(sys.argv[1] if len(sys.argv) > 1 else "HEAD"))


def tell(text: str) -> None:
    """Write a text of Markdown where it is read: the job's summary and output, or the terminal."""
    if len(text.encode()) > MOST:
        text = (
            text.encode()[:MOST].decode(errors="ignore").rpartition("\n")[0]
            + "\n\nThere is more; all of it: analysis diff OLD NEW.\n"
        )
    if "GITHUB_STEP_SUMMARY" not in os.environ:
        print(text)
        return
    with Path(os.environ["GITHUB_STEP_SUMMARY"]).open("a", encoding="utf-8") as summary:
        summary.write(text)
    # Nobody can guess the line that ends the value, so no text can end it and add another.
    end = secrets.token_hex(16)
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as output:
        output.write(f"changes<<{end}\n{text}{end}\n")


def changes_since(commit: str) -> str:
    """Say in Markdown what changed."""
    packed = subprocess.run(["git", "archive", commit, "--", "reports"], capture_output=True, check=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        before, now = Path(folder) / "reports", Path("reports")
        changes = compare_reports(before, now) or other_bytes(before, now)
    return as_markdown("What changed in the reports", changes, "" if changes else "Nothing changed.")


def as_markdown(title: str, lines: Iterable[str], sentence: str = "") -> str:
    """Write a part of a page; every line is indented, so that no text of an article is taken for Markdown."""
    parts = [f"## {title}", sentence, "\n".join(f"    {' '.join(line.splitlines())}" for line in lines)]
    return "\n\n".join(part for part in parts if part) + "\n"


def other_bytes(before: Path, now: Path) -> list[str]:
    """Name the pages whose tables are the same and whose bytes are not, by the manifests."""
    old, new = (read_manifest(folder)["notebooks"] for folder in (before, now))
    names = [name for name in sorted({*old, *new}) if old.get(name, {}).get("files") != new.get(name, {}).get("files")]
    return [f"{name}: the same tables, but other bytes: analysis verify says where" for name in names]


if __name__ == "__main__":
    main()
