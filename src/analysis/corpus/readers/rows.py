"""A row of a table turned into a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analysis.corpus.cleaning.credits import find_copyright
from analysis.corpus.readers.article_rows import Record, Refused, has_words, read_date
from analysis.corpus.readers.column_names import pick
from analysis.corpus.readers.file_parts import LARGEST, Part

Found = Record | Refused
Rows = Iterator[Found]


@dataclass(frozen=True)
class RowReader:
    """Turns the rows of one table into records.

    Attributes
    ----------
    part : Part
        The table.
    date_format : str
        How its dates are written; empty for ISO 8601.
    """

    part: Part
    date_format: str

    def record(self, row: Mapping[str, object], names: Mapping[str, str], line: int) -> Found:
        """Turn a row into a record; ids stay the text they are ("007"), "NA" and "null" stay words.

        Parameters
        ----------
        row : mapping
            Their names -> fields.
        names : mapping
            Our names -> theirs, from `map_columns`. Without a column of sources, the copyright line of the text or
            else the folder names the source.
        line : int
            Where the row begins.
        """
        try:
            field = {ours: pick(row, names, ours) for ours in names}
        except ValueError as error:
            return self.refuse(line, str(error))
        article_id = field.get("article_id") or f"{self.part.name}/{line}"
        text, found = field["text"], field.get("published", "")
        source = field.get("source") or find_copyright(text).name or ("" if "source" in names else self.part.folder)
        if len(text) > LARGEST:
            return self.refuse(line, f"longer than {LARGEST:,} characters", article_id)
        if not has_words(text):
            return self.refuse(line, "no text", article_id)
        if not source:
            return self.refuse(line, "no source", article_id)
        return Record(
            article_id, source, read_date(found, self.date_format), field.get("title", ""), text, self.part.path, line,
            field.get("label", ""), field.get("language", ""), field.get("byline", ""), found,
        )  # fmt: skip

    def refuse(self, line: int, reason: str, article_id: str = "") -> Refused:
        """Refuse what begins at a line."""
        return Refused(self.part.path, line, article_id, reason)
