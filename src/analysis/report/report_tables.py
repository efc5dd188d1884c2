"""The tables of a report folder, read back from the CSV files of its pages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from analysis.report.csv_files import without_guard
from analysis.tables import find


class ReportTables:
    """Reads tables by name, whichever page has them; of several pages the first.

    Parameters
    ----------
    folder : Path
        The report folder.
    pages : iterable of str
        Folders of its pages, in their order.
    """

    def __init__(self, folder: Path, pages: Iterable[str]) -> None:
        self._pages: dict[str, str] = {}
        self._folder = folder
        for page in pages:
            for path in sorted((folder / page).glob("*.csv")):
                self._pages.setdefault(path.stem, page)
        self._read: dict[str, pd.DataFrame] = {}

    def page_of(self, name: str) -> str:
        """Name the page that has a table; empty when none does."""
        return self._pages.get(name, "")

    def read(self, name: str, *columns: str) -> pd.DataFrame:
        """Read a table.

        Parameters
        ----------
        name : str
        *columns : str
            Those it must have; others it has are there too.

        Returns
        -------
        DataFrame
            Columns of the kinds that `analysis.tables` declares, others text. Without rows when no page has the table,
            it cannot be read, or one of ``columns`` is missing, as in a report of an earlier version.
        """
        if name not in self._read:
            self._read[name] = read_table(self._folder / self.page_of(name) / f"{name}.csv")
        table = self._read[name]
        return table if set(columns) <= set(table) else pd.DataFrame(columns=list(columns))


def read_table(path: Path) -> pd.DataFrame:
    """Read one CSV file of a report; one that is not there or damaged has no rows and no columns."""
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, na_filter=False, encoding="utf-8")
    except (OSError, ValueError):
        return pd.DataFrame()
    declared = find(path.stem)
    kinds = {column.name: column.kind for column in declared.columns} if declared else {}
    for name in table:
        kind = kinds.get(str(name), "text")
        if kind in ("number", "integer"):
            table[name] = pd.to_numeric(table[name], errors="coerce")
        elif kind == "flag":
            table[name] = table[name] == "True"
        else:
            table[name] = table[name].map(without_guard)
    return table
