"""What stands out: a sentence, how sure it is, and the small picture that proves it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from typing import Literal

import numpy as np
import pandas as pd

from analysis.tables.schema import Column, Table

Form = Literal["dots", "line", "bars"]
Unit = Literal["share", "per_million", "times", "count"]
# Rows of named dots or bars that can be taken in at a glance; further ones are joined in the figure on the page.
MAX_ROWS = 8

FINDINGS = Table(
    "findings",
    row="one sentence of what stands out",
    key=("sentence",),
    order="by kind, then clear before likely, then by strength, largest first, where there is one",
    columns=(
        Column("kind", "text", "what it is about: words, names, topics, change, distance or corpus"),
        Column("source", "text", "source it is about; empty for none in particular"),
        Column("sentence", "text", "the finding"),
        Column("detail", "text", "its interval, counts and conditions"),
        Column(
            "tier",
            "text",
            '"clear" when it holds with all claims of its kind tested together (5%), "likely" at a false discovery '
            "rate of 5% within the kind; empty: counted, not tested",
        ),
        Column(
            "strength",
            "number",
            "end of the effect that is nearest to none, times the square root of the independent texts behind it; "
            "about the corpus: articles concerned; empty: not for the index page",
            "comparable within a kind",
        ),
        Column("anchor", "text", "figure or table on the page that shows it"),
    ),
)
PICTURES = Table(
    "finding_pictures",
    row="one row of the small picture of a finding",
    key=("finding", "row"),
    order="as the findings, then from the top or from the first period",
    columns=(
        Column("finding", "integer", "row of `findings.csv`, from 1"),
        Column("row", "integer", "row of the picture, from 1"),
        Column("form", "text", "dots (with intervals), line (over periods) or bars"),
        Column("unit", "text", "what the values are: share, per_million, times or count"),
        Column("label", "text", "source, period or other name"),
        Column("value", "number", "what is drawn", "as `unit`"),
        Column("low", "number", "lower end of the 95% interval; empty: none", "as `unit`"),
        Column("high", "number", "upper end of it", "as `unit`"),
        Column("marked", "flag", "whether the sentence is about this row"),
        Column("total", "integer", "rows there are; of more than 8 those marked and the first are drawn: the largest"),
    ),
)


@dataclass(frozen=True)
class Picture:
    """The numbers of a small picture, of equal length; NaN where there is no interval."""

    form: Form  # named rows with intervals, values over periods in their order, or named bars from zero
    unit: Unit
    labels: Sequence[str]  # sources or periods
    values: Sequence[float]
    lows: Sequence[float]
    highs: Sequence[float]
    marked: Sequence[bool]  # rows the sentence is about; of a line, the periods after the change
    total: int = 0  # rows there are, of which these are drawn; 0: these are all

    @classmethod
    def of(
        cls, form: Form, unit: Unit, table: pd.DataFrame, label: str, value: str, marked: Iterable[object] = ()
    ) -> Picture:
        """Take a picture from the rows of a table: columns `label`, `value` and, where there are, its interval.

        Parameters
        ----------
        marked : iterable
            Labels of the rows the sentence is about; of dots and bars they come first of what is cut to eight rows,
            then the first rows of the table: of sources the largest, not those that make the most of a text or two.

        Examples
        --------
        >>> shares = pd.DataFrame({"source": ["A", "B"], "share": [0.3, 0.1]})
        >>> Picture.of("bars", "share", shares, "source", "share", marked=["A"]).marked
        (True, False)
        """
        named = set(marked)
        is_marked, total = table[label].isin(named), len(table)
        if form != "line" and len(table) > MAX_ROWS:
            first = np.sort(np.argsort(~is_marked.to_numpy(dtype=bool), kind="stable")[:MAX_ROWS])
            table, is_marked = table.iloc[first], is_marked.iloc[first]
        ends = [table.get(f"{value}_{end}", pd.Series(np.nan, index=table.index)) for end in ("low", "high")]
        values, lows, highs = (tuple(column.astype(float).tolist()) for column in (table[value], *ends))
        return cls(form, unit, tuple(table[label].astype(str)), values, lows, highs, tuple(is_marked.tolist()), total)


@dataclass(frozen=True)
class Finding:
    """A row of `FINDINGS`, with its picture. Without a tier it is counted, not tested.

    Examples
    --------
    >>> Finding("length", "nyt", "nyt writes the longest articles.", anchor="lengths").strength
    1.0
    """

    kind: str
    source: str
    sentence: str
    detail: str = ""
    tier: str = ""
    strength: float = 1.0
    anchor: str = ""
    picture: Picture | None = None


def findings_table(findings: Sequence[Finding]) -> pd.DataFrame:
    """Tabulate findings in their order: `FINDINGS`."""
    names = [field.name for field in fields(Finding)[:-1]]
    return FINDINGS.build([{name: getattr(finding, name) for name in names} for finding in findings])


def pictures_table(findings: Sequence[Finding]) -> pd.DataFrame:
    """Tabulate the pictures of findings: `PICTURES`."""
    rows = [
        (number, row, finding.picture.form, finding.picture.unit, *values, finding.picture.total)
        for number, finding in enumerate(findings, start=1)
        if finding.picture
        for row, values in enumerate(zip(*astuple(finding.picture)[2:-1], strict=True), start=1)
    ]
    return PICTURES.build(rows)
