"""Where a notebook's report goes."""

from __future__ import annotations

import os
from pathlib import Path

from analysis.paths import project_path
from analysis.report.evidence import Evidence
from analysis.report.report import Report


def open_report(report_dir: str, corpus: Evidence) -> Report:
    """Open the report of a notebook.

    Parameters
    ----------
    report_dir : str
        Folder to write to, relative to the project; "" shows everything and writes nothing.
        The environment variable ``ANALYSIS_REPORT_DIR``, set by the runner, goes before it.
    corpus : Corpus
        Its articles, independent texts and fingerprint are told with every figure.

    Returns
    -------
    Report
    """
    where = os.environ.get("ANALYSIS_REPORT_DIR") or report_dir
    # "." stands in executed notebooks: the folder they lie in, should someone run them again there.
    folder = Path.cwd() if where == "." else project_path(where) if where else None
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    return Report(folder, corpus)
