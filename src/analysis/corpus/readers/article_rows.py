"""An article as its file gives it, or why it cannot be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from analysis.corpus.copyright_lines import find_copyright
from analysis.corpus.readers.column_names import holds_beginnings, list_columns, say_which
from analysis.corpus.readers.dates import read_date
from analysis.corpus.readers.field_text import find_cut, read_field
from analysis.corpus.readers.file_parts import MAX_LENGTH, Part
from analysis.corpus.readers.plain_text import has_words
from analysis.corpus.readers.repair_characters import repair_characters

# What NewsAPI gives instead of an article that is no longer there.
_WITHDRAWN = "[Removed]"


@dataclass(frozen=True, kw_only=True)
class ArticleRow:
    """An article as read.

    ``published`` is an ISO day or empty, ``date_as_found`` the text it was read from; ``cut`` is what shows that the
    text is only the beginning of the article, and empty otherwise.
    """

    path: str
    line: int
    article_id: str
    source: str
    text: str
    title: str = ""
    published: str = ""
    date_as_found: str = ""
    label: str = ""
    language: str = ""
    byline: str = ""
    url: str = ""
    cut: str = ""


@dataclass(frozen=True)
class RefusedRow:
    """An article or row, or a whole file, that cannot be used, and why."""

    path: str
    line: int
    article_id: str
    reason: str


Rows = Iterator[ArticleRow | RefusedRow]


@dataclass(frozen=True)
class FileOutcome:
    """What was read from a file or a member of an archive; it follows the rows of the file."""

    path: str
    # The ending: "csv", "csv.gz"; empty without one.
    form: str
    # These four as in `Notes`.
    encoding: str
    guessed: bool
    columns: str
    understood_as: str
    # A file refused as a whole counts as one.
    articles: int
    refused: int
    # Articles of these whose wrongly decoded characters were repaired.
    repaired: int


@dataclass
class Notes:
    """What a reader finds out about a file, for its `FileOutcome`."""

    # "utf-8", "cp1252 with 3 unreadable characters"; empty for types that are not text and for refused files.
    encoding: str = ""
    # Nothing in the file or the settings states the encoding.
    guessed: bool = False
    # "text=body, source=outlet; not used: page": our names and those of the table; empty for types without columns.
    columns: str = ""
    # How a doubtful table was read: "separator ;, no quotation marks; first row: text=..."; empty without doubt.
    understood_as: str = ""


@dataclass(frozen=True)
class RowReader:
    """Turns the rows of one table into articles; ``columns`` are all it has, where a row does not hold them all."""

    part: Part
    date_formats: Sequence[str]
    columns: Sequence[str] = ()

    def read(self, row: Mapping[str, object], names: Mapping[str, str], line: int) -> ArticleRow | RefusedRow:
        """Read a row that begins at a line; ``names`` are our names -> those in the table, from `map_columns`.

        Ids stay the text they are ("007"); a text that is only a mark such as "NULL" is missing. Without a column of
        sources, the copyright line of the text or else the folder names the source.
        """
        try:
            field = {ours: read_field(row, names, ours) for ours in names}
        except ValueError as error:
            return self.refuse(line, str(error))
        article_id = field.get("article_id") or f"{self.part.name}/{line}"
        text, cut = find_cut(field["text"])
        cut = cut or ("the column holds first paragraphs" if holds_beginnings(names) else "")
        found = field.get("published", "")
        source = field.get("source") or find_copyright(text).name or ("" if "source" in names else self.part.folder)
        if len(text) > MAX_LENGTH:
            return self.refuse(line, f"longer than {MAX_LENGTH:,} characters", article_id)
        if text == _WITHDRAWN:
            return self.refuse(line, "withdrawn by its publisher", article_id)
        if not has_words(text):
            return self.refuse(line, "no text", article_id)
        if not source:
            return self.refuse(line, "no source" if "source" in names else self._no_source(row, names), article_id)
        return ArticleRow(
            path=self.part.path,
            line=line,
            article_id=article_id,
            source=source,
            text=text,
            published=read_date(found, *self.date_formats),
            date_as_found=found,
            cut=cut,
            **{name: field[name] for name in ("title", "label", "language", "byline", "url") if name in field},
        )

    def _no_source(self, row: Mapping[str, object], names: Mapping[str, str]) -> str:
        columns = list_columns(self.columns or row)
        if "url" in names:
            address = list_columns([names["url"]])
            return (
                f"no source: no column holds it (columns: {columns}); addresses name the outlet: --map source={address}"
            )
        folder = "or put it into a folder named after its source"
        return f"no source: no column holds it (columns: {columns}): {say_which('source')}; {folder}"

    def refuse(self, line: int, reason: str, article_id: str = "") -> RefusedRow:
        """Refuse the row that begins at a line."""
        return RefusedRow(self.part.path, line, article_id, reason)


def repair(article: ArticleRow) -> ArticleRow:
    """Repair wrongly decoded characters ("cafÃ©"); nothing else changes.

    Examples
    --------
    >>> repair(ArticleRow(path="t.csv", line=2, article_id="1", source="S", text="At the cafÃ©.")).text
    'At the café.'
    """
    names = ("source", "title", "text", "label", "byline")
    repaired: dict[str, Any] = {name: repair_characters(getattr(article, name)) for name in names}
    return replace(article, **repaired)
