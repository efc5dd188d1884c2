"""What a published table is: its rows, key, order and columns, declared once and used everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pandas as pd

Kind = Literal["text", "integer", "number", "flag", "date"]

# What an empty column of each kind is made of.
_DTYPES = {"text": "str", "integer": "int64", "number": "float64", "flag": "bool", "date": "datetime64[ns]"}
_IS_KIND: dict[str, Callable[[Any], bool]] = {
    "integer": pd.api.types.is_integer_dtype,
    "number": pd.api.types.is_numeric_dtype,
    "flag": pd.api.types.is_bool_dtype,
    "date": pd.api.types.is_datetime64_any_dtype,
    "text": lambda column: True,
}


@dataclass(frozen=True)
class Column:
    """A column of a published table.

    Attributes
    ----------
    name : str
        As the CSV file has it.
    kind : {"text", "integer", "number", "flag", "date"}
        Numbers are rounded to 6 significant digits; "integer" holds whole numbers, "flag" true or false.
    meaning : str
        One phrase for the codebook, without the unit.
    unit : str
        Such as "articles" or "share of 1"; empty for text.
    heading : str
        What a page writes above the column; empty for the name in words.
    optional : bool
        Whether the table is complete without it; text that is empty in every row is left out.
    """

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    heading: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Table:
    """A published table.

    Attributes
    ----------
    name : str
        Of its CSV file, without the suffix.
    row : str
        What one row is: "one term", "one source and term".
    key : tuple of str
        Columns that together name a row.
    order : str
        How rows are sorted, in words, with the last tie-breaker.
    columns : tuple of Column
        In the order of the CSV file.
    caption : str
        What a page writes above the table where it is shown by itself; a figure has a caption of its own.
    if_empty : str
        What a page says when there is no row, and why that may be.
    """

    name: str
    row: str
    key: tuple[str, ...]
    order: str
    columns: tuple[Column, ...]
    caption: str = ""
    if_empty: str = "Nothing to list."

    @property
    def names(self) -> list[str]:
        """Names of the columns, in order; optional ones are among them."""
        return [column.name for column in self.columns]

    @property
    def required(self) -> list[str]:
        """Names of the columns without the optional ones."""
        return [column.name for column in self.columns if not column.optional]

    def empty(self) -> pd.DataFrame:
        """Make the table without rows, each column with its type."""
        kinds = {column.name: column.kind for column in self.columns if not column.optional}
        return pd.DataFrame({name: pd.Series(dtype=_DTYPES[kind]) for name, kind in kinds.items()})

    def build(self, data: pd.DataFrame | Mapping[str, Any] | Iterable[Any]) -> pd.DataFrame:
        """Make the table: columns in their order, numbers rounded, rows numbered from 0.

        Parameters
        ----------
        data : DataFrame, mapping of columns, or rows
            Sorted as `order` says. Rows are mappings, or tuples in the order of the columns without the optional ones;
            further columns of a frame or mapping are left out.

        Returns
        -------
        DataFrame
            `empty` when there is no row.

        Raises
        ------
        ValueError
            When a column is missing or holds another kind of values than declared.
        """
        frame = data if isinstance(data, pd.DataFrame) else self._frame(data)
        if not len(frame):
            return self.empty()
        if missing := [name for name in self.required if name not in frame]:
            raise ValueError(f"table {self.name}: column {missing[0]!r} is missing; there are {list(frame.columns)}")
        table = frame[[name for name in self.names if name in frame]].reset_index(drop=True)
        for column in self.columns:
            if column.name not in table:
                continue
            values = table[column.name]
            if column.optional and column.kind == "text" and (values == "").all():
                del table[column.name]
                continue
            if not _IS_KIND[column.kind](values) and not values.isna().all():
                raise ValueError(f"table {self.name}: column {column.name!r} must be {column.kind}, not {values.dtype}")
            if column.kind == "number":
                table[column.name] = round_significant(values.to_numpy(dtype=float, na_value=np.nan))
        return table

    def extended(self, name: str, columns: Sequence[Column], **other: Any) -> Table:
        """Declare another table with further columns at the end; attributes are the same where no other is given."""
        return replace(self, name=name, columns=(*self.columns, *columns), **other)

    def _frame(self, data: Mapping[str, Any] | Iterable[Any]) -> pd.DataFrame:
        if isinstance(data, Mapping):
            return pd.DataFrame(data)
        rows = list(data)
        named = bool(rows) and isinstance(rows[0], Mapping)
        return pd.DataFrame(rows) if named else pd.DataFrame(rows, columns=self.required)


def round_significant(values: np.ndarray, digits: int = 6) -> np.ndarray:
    """Round to significant digits, so that ranks and files do not depend on the last bits of a sum.

    Parameters
    ----------
    values : ndarray of float
        Any shape; NaN and infinity stay themselves.

    Examples
    --------
    >>> round_significant(np.array([1234567.0, 0.00012345678])).tolist()
    [1234570.0, 0.000123457]
    """
    numbers = np.asarray(values, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        magnitude = np.where((numbers != 0) & np.isfinite(numbers), np.floor(np.log10(np.abs(numbers))), 0.0)
    # Numbers below 1e-295 would need a scale that overflows; they keep fewer digits.
    scale = 10.0 ** np.minimum(digits - 1 - magnitude, 300.0)
    return np.where(np.isfinite(numbers), np.round(numbers * scale) / scale, numbers)
