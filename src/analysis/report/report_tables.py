"""The tables of a report folder, read back from the CSV files of its pages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

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
        self._folder = folder
        self.pages = list(pages)
        self._files = {page: sorted(path.stem for path in (folder / page).glob("*.csv")) for page in self.pages}
        self._read: dict[tuple[str, str], pd.DataFrame] = {}

    def page_of(self, name: str) -> str:
        """Name the first page that has a table; empty when none does."""
        return next((page for page in self.pages if name in self._files[page]), "")

    def read(self, name: str, *columns: str) -> pd.DataFrame:
        """Read a table, whichever page has it.

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
        return self.read_of(self.page_of(name), name, *columns)

    def read_of(self, page: str, name: str, *columns: str) -> pd.DataFrame:
        """Read the table of one page, as `read`."""
        if (page, name) not in self._read:
            self._read[page, name] = read_table(self._folder / page / f"{name}.csv") if page else pd.DataFrame()
        table = self._read[page, name]
        return table if set(columns) <= set(table) else pd.DataFrame(columns=list(columns))


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the rows of a table as mappings."""
    return cast("list[dict[str, Any]]", table.to_dict("records"))


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
