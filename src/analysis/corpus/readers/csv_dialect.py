r"""How a CSV table is written: what separates and quotes its fields, where its header is.

Programs differ: Excel writes ``sep=;`` or tabs, MySQL and pandas escape quotation marks by a backslash, databases and
many scripts do not quote at all, reports have a title above the header. Of the ways tried in a fixed order, the first
is taken in which the whole file can be read with rows as wide as the header.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from analysis.corpus.readers.column_names import map_columns
from analysis.settings.settings_files import CsvSettings

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
# Lines in which the header is looked for; a name in it may hold line ends.
_HEAD_LINES = 20
# Names in a row that leave no doubt that it is a header.
_CERTAIN = 3
# Characters of a line that may be a header below others.
_MAX_HEAD = 10_000
# Of the rows, so many may be damaged for another way than the usual one to be believed: one in 20.
_MAX_DAMAGED = 20
LOST_QUOTE = (
    "a quotation mark is missing, or is not doubled inside a field; where quotation marks mean something else, say so "
    "in corpus.yml, such as csv: {quote: none}"
)
_SEP_LINE = re.compile(r'\s{0,9}"?sep=(\\t|[^\w\s"]|\t)"?[\s,;]{0,99}$', re.IGNORECASE)
# What databases write for line ends, tabs and nothing; other backslashes, but those before quotation marks, are words.
_WRITTEN = {r"\n": "\u2028", r"\r": "", r"\t": " ", r"\0": ""}
_WRITES = re.compile(r"\\[nrtN\t\n]")
_STRAY = re.compile(r"\\(?![nrtN\t\n0bfvZ\"'])")
# A backslash that is meant (two are written).
_MEANT = "\ufdd1"
# Of a line end inside a field, and before an NA that is not quoted: no text holds them.
_LINE_END, _UNQUOTED = "\u2028", "\ufdd0"
NOT_AVAILABLE = f"{_UNQUOTED}NA"

Lines = Callable[[], Iterator[str]]


@dataclass(frozen=True)
class Dialect:
    """How fields are separated and quoted; an empty ``quote`` or ``escape`` is none."""

    separator: str
    quote: str = '"'
    escape: str = ""
    blanks: bool = False

    def rows(self, lines: Iterable[str], first: int = 1) -> Iterator[tuple[int, list[str]]]:
        """Give the rows that are not empty, with the number of the line each begins at.

        Raises
        ------
        ValueError
            At a line that cannot be read so.
        """
        rows = csv.reader(
            map(self._unescape, lines) if self.escape == "\\" else lines,
            delimiter=self.separator,
            quotechar=self.quote or None,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            escapechar=self.escape or None,
            skipinitialspace=self.blanks,
            strict=True,
        )
        line = first
        try:
            for fields in rows:
                if any(map(str.strip, fields)):
                    yield line, fields if self.quote and not self.escape else [self._restore(cell) for cell in fields]
                line = first + rows.line_num
        except csv.Error as error:
            raise ValueError(f"not CSV at line {line:,}: {LOST_QUOTE} ({error})") from error

    def mark_missing(self, lines: Iterable[str]) -> Iterator[str]:
        """Mark each NA that is a whole field without quotation marks: `NOT_AVAILABLE`."""
        around = re.escape(self.separator)
        alone = re.compile(rf"(?:^|(?<={around}))NA(?={around}|\n?\Z)")
        begins = f"{self.separator}NA"
        return (alone.sub(NOT_AVAILABLE, line) if begins in line or line[:2] == "NA" else line for line in lines)

    def _unescape(self, line: str) -> str:
        """Leave to the reader of CSV only what it reads as databases do."""
        if "\\" not in line:
            return line
        line = line.replace(r"\\", _MEANT).replace(r"\N", f"{_MEANT}N")
        for written, meant in _WRITTEN.items():
            line = line.replace(written, meant)
        line = re.sub(rf"\\(?![\"'\n{re.escape(self.separator)}])", _MEANT, line)
        return line.replace(_MEANT, r"\\")

    def _restore(self, cell: str) -> str:
        cell = cell.replace(_LINE_END, "\n") if self.escape and _LINE_END in cell else cell
        inner = cell[1:-1]
        if not self.quote and len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner.replace('""', ""):
            return inner.replace('""', '"')
        return cell

    def __str__(self) -> str:
        """Describe it for a person."""
        words = [f"separator {SEPARATORS.get(self.separator, self.separator)}"]
        words += [] if self.quote else ["no quotation marks"]
        words += [f"quotation mark {self.quote}"] if self.quote not in ("", '"') else []
        words += [f"escape {self.escape}"] if self.escape else []
        return ", ".join(words)


@dataclass(frozen=True)
class TableForm:
    """How a table is read: the lines above its header, the names in that, and our names -> those."""

    dialect: Dialect
    above: int
    head: list[str]
    names: dict[str, str]
    # A program that quotes names quotes all texts, so that a bare NA is no word.
    quoted_head: bool = False
    # What a person should look at, and the first row.
    doubts: tuple[str, ...] = ()
    first: list[str] = field(default_factory=list)
    # Rows that are too wide or too short; without any, a row may end before the header does.
    damaged: int = 0

    def rows(self, lines: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
        """Give the rows below the header."""
        below = islice(lines, self.above, None)
        return islice(self.dialect.rows(self.dialect.mark_missing(below), self.above + 1), 1, None)

    @property
    def needed(self) -> int:
        """The fields a row must have at least: text and source must not be among those that a short row leaves out."""
        return 1 + max(self.head.index(self.names[ours]) for ours in ("text", "source") if ours in self.names)


@dataclass
class _Scan:
    """What came of reading a whole file in a form: rows, those of another width, and the error that ended it."""

    form: TableForm
    rows: int = 0
    damaged: int = 0
    short: int = 0
    numbered: int = 0
    error: str = ""

    @property
    def clean(self) -> bool:
        return not (self.error or self.damaged or self.short)


@dataclass
class _Signs:
    """What the lines of a file show, whatever its form."""

    # Fields begin with a quotation mark, and with a blank before it.
    quotes: bool = False
    blanks: bool = False
    # Fields begin with a single one.
    single: bool = False
    # There are backslashes.
    backslashes: bool = False
    # One that no database writes.
    strays: bool = False
    # One for a line end and the like.
    written: bool = False
    # One before a quotation mark.
    marked: bool = False
    # The last line.
    last: str = ""

    def watch(self, lines: Iterator[str], separator: str) -> Iterator[str]:
        quote, spaced, single = f'{separator}"', f'{separator} "', f"{separator}'"
        for line in lines:
            self.quotes = self.quotes or line[:1] == '"' or quote in line
            self.blanks = self.blanks or spaced in line
            self.single = self.single or single in line
            if "\\" in line:
                rest = line.replace(r"\\", "")
                self.backslashes = True
                self.strays = self.strays or bool(_STRAY.search(rest))
                self.written = self.written or len(rest) < len(line) or bool(_WRITES.search(rest))
                self.marked = self.marked or r"\"" in rest
            self.last = line
            yield line


def find_form(lines: Lines, columns: Mapping[str, Sequence[str]], given: CsvSettings) -> TableForm:
    """Find how a table is written; ``lines`` gives them from the start, and is called once for each way that is tried.

    Of the separators under which a line is a header with a column of texts, the one that gives most columns is taken.

    Raises
    ------
    ValueError
        When there is no header, or the file cannot be read to its end.
    """
    first = list(islice(lines(), _HEAD_LINES))
    stated = _SEP_LINE.match(first[0].lstrip("\ufeff")) if first else None
    separator = given.separator or (stated[1].replace("\\t", "\t") if stated else "")
    separators = [separator] if separator else list(SEPARATORS)
    try:
        forms = _read_heads(first, int(bool(stated)), separators, columns, given)
    except ValueError:
        if given.separator or not stated:
            raise
        forms = _read_heads(first, 1, list(SEPARATORS), columns, given)
    scans: list[_Scan] = []
    for form in forms:
        scans.append(_scan_best(form, lines, given))
        if scans[-1].clean:
            break
    best = min(scans, key=lambda scan: (bool(scan.error), scan.damaged + scan.short))
    if best.error:
        raise ValueError(best.error)
    usual = len(forms) == 1 and best.form.dialect == forms[0].dialect
    usual = usual and best.form.dialect.quote == _none(given.quote, '"')
    doubts = [*([] if usual else [str(best.form.dialect)]), *best.form.doubts]
    doubts += [f"rows that end early: {best.short:,}"] if best.short and not best.damaged else []
    return replace(best.form, doubts=tuple(doubts), damaged=best.damaged)


def _read_heads(
    lines: list[str], above: int, separators: list[str], columns: Mapping[str, Sequence[str]], given: CsvSettings
) -> list[TableForm]:
    """Read the header under each separator; those with most columns first."""
    forms: list[TableForm] = []
    wrong: list[tuple[int, str]] = [(0, "no articles in it")]
    for separator in separators:
        quote, escape = (_none(given.quote, '"'), _none(given.escape, ""))
        blanks = bool(quote) and any(f"{separator} {quote}" in line for line in lines[above : above + 1])
        found = _read_head(lines, above, Dialect(separator, quote, escape, blanks), columns)
        if isinstance(found, TableForm):
            forms.append(found)
        else:
            wrong.append(found)
    if not forms and not given.quote and any(line.startswith("'") for line in lines):
        return _read_heads(lines, above, separators, columns, given.model_copy(update={"quote": "'"}))
    if not forms:
        raise ValueError(max(wrong, key=lambda tried: tried[0])[1])
    return sorted(forms, key=lambda form: (-len(form.head), -len(form.names)))


def _none(given: str, default: str) -> str:
    return "" if given == "none" else given or default


def _read_head(
    lines: list[str], above: int, dialect: Dialect, columns: Mapping[str, Sequence[str]]
) -> TableForm | tuple[int, str]:
    """Find the header in the first lines, or say how wide the first line is and why it is none."""
    wrong: tuple[int, str] = (0, "no articles in it")
    widest = 0
    for number in range(above, len(lines)):
        if not lines[number].strip() or (widest and len(lines[number]) > _MAX_HEAD):
            continue
        fields: list[str] = []
        try:
            fields = next(dialect.rows(lines[number:], number + 1))[1]
            head, names = map_head(fields, columns, widest)
            quoted = bool(dialect.quote) and lines[number].lstrip("\ufeff").startswith(dialect.quote)
            doubts = (f"lines above the header: {number - above}",) if widest else ()
            return TableForm(dialect, number, head, names, quoted, doubts)
        except (ValueError, StopIteration) as error:
            wrong = wrong if widest else (max(len(fields), 1), str(error))
        widest = max(widest, sum(bool(cell.strip()) for cell in lines[number].split(dialect.separator)))
    return wrong


def map_head(fields: list[str], columns: Mapping[str, Sequence[str]], widest: int) -> tuple[list[str], dict[str, str]]:
    """Read a row as a header: its names without the empty ones at the end, and which of them are ours.

    Raises
    ------
    ValueError
        When it is none. Below other rows, words of a row may look like names: three of ours are a header, and two where
        the rows above are a title or a note, with fewer fields.
    """
    head = fields[: max((i for i, cell in enumerate(fields, 1) if cell.strip()), default=0)]
    names = map_columns(head, columns)
    wider = widest < sum(map(bool, map(str.strip, head)))
    if widest and len(names) < (_CERTAIN - wider):
        raise ValueError("no header")
    return head, names


def _scan_best(form: TableForm, lines: Lines, given: CsvSettings) -> _Scan:
    """Scan a file in the usual way and, where that is not clean or in doubt, in the others."""
    signs = _Signs()
    usual = _scan(form, signs.watch(lines(), form.dialect.separator), signs)

    def scan(dialect: Dialect) -> _Scan:
        return _scan(replace(form, dialect=dialect), lines(), signs)

    bars = form.dialect.separator in "\t|" and not given.quote
    written = signs.written and not signs.strays
    marked = signs.marked and not signs.strays
    if given.escape or (usual.clean and not marked and not (bars and (signs.quotes or written))):
        return usual
    ways = [usual]
    if form.dialect.quote and signs.backslashes and (marked or not usual.clean):
        ways.append(scan(replace(form.dialect, escape="\\")))
        if usual.clean and ways[-1].clean and ways[-1].rows == usual.rows:
            usual = ways[-1]
    if form.dialect.quote and signs.blanks and not usual.clean:
        ways.append(scan(replace(form.dialect, blanks=not form.dialect.blanks)))
    if signs.single and not given.quote and not usual.clean:
        ways.append(scan(replace(form.dialect, quote="'")))
    if bars:
        # Without quotation marks every line is a row: more of them are clean only if none is part of a quoted field.
        plain = scan(replace(form.dialect, quote="", escape="\\" if written else ""))
        more = plain.rows > max((way.rows for way in ways if way.clean), default=0)
        if plain.clean and (more or (ways[0].clean and written and not marked)):
            return plain
        ways.append(plain)
    if usual.clean:
        return usual
    if form.quoted_head and usual.rows and usual.numbered == usual.rows:
        # R names every row, but not the column of these names.
        ways.append(_scan(replace(form, head=["", *form.head]), lines(), signs))
    believed = [way for way in ways if way is usual or (not way.error and way.damaged * _MAX_DAMAGED <= way.rows)]
    return min(believed, key=lambda way: (bool(way.error), way.damaged + way.short))


def _scan(form: TableForm, lines: Iterator[str], signs: _Signs) -> _Scan:
    scan = _Scan(form)
    width, needed, text = len(form.head), form.needed, form.head.index(form.names["text"])
    before = n = width
    try:
        for _, fields in islice(form.dialect.rows(islice(lines, form.above, None), form.above + 1), 1, None):
            before, n = n, len(fields)
            # Two halves of a row that a line end in its text has parted.
            scan.damaged += before < width and before + n == width + 1
            if not scan.rows:
                scan.form = replace(form, first=fields)
            scan.rows += 1
            if n > width and any(map(str.strip, fields[width:])):
                scan.damaged += 1
                scan.numbered += n == width + 1 and fields[0] == str(scan.rows)
            elif n < width:
                whole = n >= needed and fields[text].strip() != ""
                scan.short += whole
                scan.damaged += not whole
    except ValueError as error:
        scan.error = str(error)
    if scan.short and n < width and not signs.last.endswith("\n"):
        # The last row may be cut off within its text.
        scan.damaged += 1
    return scan
