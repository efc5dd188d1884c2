"""Articles whose header and tail are labelled lines: ``LENGTH: 350 words`` (Nexis), ``Full text: ...`` (ProQuest)."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from analysis.corpus.copyright_lines import is_copyright
from analysis.corpus.readers.exports.export_header import (
    DatabaseHeader,
    Line,
    head_lines,
    make_header,
    quote_lines,
    read_day,
    tail_lines,
)
from analysis.corpus.readers.exports.labels import (
    BODY,
    BYLINE,
    DOCUMENTS,
    END,
    GRAPHIC,
    HEAD,
    HEADLINE,
    LANGUAGE,
    LENGTH,
    OF,
    RESERVED,
    SECTION,
    TAIL,
    fold,
)

_LABEL = re.compile(r"(?P<label>[^\W\d_][^:\d_]{0,30}?)\s?:(?:\s+(?P<value>.*))?")
_AROUND_PROQUEST = (
    "subject|business indexing term|location|people|person|company / organization|company|identifier / keyword|"
    "classification|title|publication title|publication subject|publication year|publication date|publication info|"
    "volume|issue|pages|first page|column|section|publisher|place of publication|country of publication|issn|e-issn|"
    "source type|language of publication|document type|document feature|document url|proquest document id|"
    "accession number|copyright|last updated|database|credit|caption|author|links|dateline|number of pages|word count|"
    "abstract|supplement|edition"
)
_PROQUEST = set(_AROUND_PROQUEST.split("|"))
_HEADING = re.compile(
    r"classification|klassifi[kc]ation|klasyfikacja|clasificación|classificazione|classificação|classificatie|luokitus|"
    r"body|details|notes|contact (?:us|proquest)\b.*|terms (?:and|&) conditions\b.*"
    rf"|database copyright\b.*|bibliography|citation style\b.*|_{{10,}}|proquest document link|{END}|(?:{RESERVED})\.?",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    rf"(?:{DOCUMENTS} \d{{1,6}} ?{OF} ?\d{{1,6}}|\d{{1,6}} ?{OF} ?\d{{1,6}} {DOCUMENTS})", re.IGNORECASE
)
_COUNT = re.compile(r"[\d,. ]{1,12} [^\W\d_]+")
_FULL_TEXT = re.compile(r"full text(?P<colon>\s?:)?(?P<more>.*)", re.IGNORECASE)
# A value that fills a line is continued on the next; longer runs without a label below a story are the story.
_FULL_LINE, _MAX_VALUE = 50, 12
_MAX_FRONT = 300
_MAX_CAPTIONS, _CORRECTION = 40, re.compile(r"correction appended", re.IGNORECASE)
_EDITION = re.compile(
    r"edition|edición|edizione|edição|ausgabe|editie|udgave|utgåva|utgave|painos|wydanie", re.IGNORECASE
)


def read_nexis(text: str) -> DatabaseHeader | None:
    """Read source, date and title, then labels to ``LENGTH: 350 words`` or ``Body``, in either order.

    None unless a length is among the first lines, and a line above it is a date.
    """
    lines, labels, at = _find_length(text)
    if at is None:
        return None
    front = _front(lines, labels)
    # The first date is the paper's: the title below may be one.
    day = next((i for i in range(1, len(front)) if read_day(front[i].plain)), 0)
    # With a correction, title, source and copyright line may be all that is there.
    day = day or _undated(lines, front)
    if not day or any(len(line.plain) > _MAX_FRONT for line in front[day - 1 :]):
        return None
    first = next(i for i, (name, _) in enumerate(labels) if name)
    fields, last = _head_fields(lines, labels, first)
    title = _first(fields, HEADLINE) or _front_title(front, day)
    sections = {name: value for name, value in fields.items() if name in SECTION}
    # German "Rubrik" is the section, Swedish "Rubrik" the title beside an "Avdelning".
    if len(sections) > 1 and "rubrik" in sections:
        title = sections.pop("rubrik")
    end, tail = _tail(text, lines[last].end, TAIL)
    return make_header(
        text,
        lines[last].end,
        end,
        title=title,
        source=front[day - 1].plain,
        found=front[day].plain if read_day(front[day].plain) else "",
        language=_first(tail, LANGUAGE),
        section=_first(sections, SECTION),
        byline=_first(fields, BYLINE),
    )


def _undated(lines: Sequence[Line], front: Sequence[Line]) -> int:
    """Give the place below the source where the date is missing; 0 without a note of a correction and a copyright."""
    day = next((i for i, line in enumerate(front) if i >= 2 and _CORRECTION.fullmatch(line.plain)), 0)
    return day if any(is_copyright(line.plain) for line in lines[: len(front) + 3]) else 0


def why_not_nexis(text: str) -> str:
    """Say what of the header of an article of Nexis was not understood."""
    lines, labels, at = _find_length(text)
    if at is None:
        shown = [line.plain for line in lines if not NUMBERED.fullmatch(line.plain)]
        return f"no line such as 'LENGTH: 350 words' was understood among {quote_lines(shown)}"
    front = [line.plain for line in _front(lines, labels)]
    if len(front) < 2:
        return f"no lines with a source and a date above {quote_lines([lines[at].plain])}"
    return f"no date was understood among {quote_lines(front)}, above {quote_lines([lines[at].plain])}"


def _find_length(text: str) -> tuple[list[Line], list[tuple[str, str]], int | None]:
    lines = head_lines(text)
    labels = [_label(line.plain, HEAD) for line in lines]
    return lines, labels, next((i for i, (n, v) in enumerate(labels) if n in LENGTH and _COUNT.fullmatch(v)), None)


def _front(lines: Sequence[Line], labels: Sequence[tuple[str, str]]) -> list[Line]:
    """Give the lines above the first label: source, date, edition, title."""
    first = next(i for i, (name, _) in enumerate(labels) if name)
    return [line for line in lines[:first] if not NUMBERED.fullmatch(line.plain) and not is_copyright(line.plain)]


def _label(line: str, known: Set[str]) -> tuple[str, str]:
    """Split a line such as ``BYLINE: Jane Smith``; a label that is not known, and any other line, have none."""
    match = _LABEL.fullmatch(line)
    name = fold(match["label"].strip()) if match else ""
    return (name, match["value"] or "") if match and name in known else ("", "")


def _first(fields: dict[str, str], names: Set[str]) -> str:
    return next((value for name, value in fields.items() if name in names), "")


def _head_fields(lines: Sequence[Line], labels: Sequence[tuple[str, str]], first: int) -> tuple[dict[str, str], int]:
    """Gather labelled values, some of several lines; find the last line above the story."""
    fields: dict[str, str] = {}
    name, last = "", first
    for i, line in enumerate(lines[first:], first):
        if labels[i][0]:
            name = labels[i][0]
            fields[name] = labels[i][1]
        elif is_copyright(line.plain):
            name = ""
        elif fold(line.plain) in BODY:
            return fields, i
        elif name and name not in LENGTH and not line.after_blank and len(lines[i - 1].plain) >= _FULL_LINE:
            if not lines[i - 1].after_blank and labels[i - 1][0]:
                break  # a header without blank lines: the story follows at once
            fields[name] += f" {line.plain}"
        else:
            break
        last = i
    return fields, last


def _front_title(front: Sequence[Line], day: int) -> str:
    """Find a title without label: below the date and its edition, or else above the source."""
    below = front[day + 1 :]
    apart = next((i for i, line in enumerate(below) if line.after_blank), None)
    if apart is None:
        apart = next((i for i, line in enumerate(below) if not _EDITION.search(line.plain)), len(below))
    if apart < len(below):
        return " ".join(line.plain for line in below[apart:])
    return front[day - 2].plain if day >= 2 else ""


def read_proquest(text: str) -> DatabaseHeader | None:
    """Read ``Title: ...``, ``Publication title: ...`` and the like around ``Full text: ...``.

    None unless a line is or begins with "Full text:", and a publication title or info is above or below it.
    """
    lines = head_lines(text)
    matches = ((i, _FULL_TEXT.fullmatch(line.plain)) for i, line in enumerate(lines))
    at, match = next(((i, m) for i, m in matches if m and (m["colon"] or not m["more"])), (0, None))
    if match is None:
        return None
    head: dict[str, str] = {}
    for line in lines[:at]:
        name, value = _label(line.plain, _PROQUEST)
        if name:
            head.setdefault(name, value)
    start = lines[at].end
    if match["more"]:
        colon = lines[at].raw.index(":") + 1
        start = lines[at].start + colon + len(lines[at].raw[colon:]) - len(lines[at].raw[colon:].lstrip())
    end, tail = _tail(text, start, _PROQUEST)
    fields = tail | {name: value for name, value in head.items() if value}
    info = fields.get("publication info", "")
    source = re.split(r"\s?[;\[]", fields.get("publication title", "") or info, maxsplit=1)[0]
    if not source:
        return None
    within = re.search(r"\d{1,2} [^\W\d_]{3,9}\.? \d{4}", info)
    above = [line.plain for line in lines[:at] if not is_heading(line.plain) and not NUMBERED.fullmatch(line.plain)]
    heading = next((line for line in above if not _label(line, _PROQUEST)[0]), "")
    return make_header(
        text,
        start,
        end,
        title=fields.get("title", "") or heading,
        source=source,
        found=fields.get("publication date", "") or (within[0] if within else ""),
        language=fields.get("language of publication", ""),
        section=fields.get("section", ""),
        byline=fields.get("author", "").rstrip(" ."),
        document=fields.get("proquest document id", ""),
    )


def is_heading(line: str) -> bool:
    """Say whether a line is a heading or notice of the database, such as ``Classification`` or ``End of Document``."""
    return _HEADING.fullmatch(line) is not None


def _tail(text: str, start: int, known: Set[str]) -> tuple[int, dict[str, str]]:
    """Go up from the end over labelled lines and what continues full ones: where the story ends, and the fields."""
    end, fields = max(start, len(text.rstrip())), dict[str, str]()
    below = 0
    lines = tail_lines(text, start)
    captions = next((i for i, line in enumerate(lines[-_MAX_CAPTIONS:]) if fold(line.plain) in GRAPHIC), None)
    if captions is not None and known is TAIL:
        captions += max(0, len(lines) - _MAX_CAPTIONS)
        fields = dict(label for line in reversed(lines[captions:]) if (label := _label(line.plain, known))[0])
        end, lines = lines[captions].start, lines[:captions]
    for line in reversed(lines):
        name, value = _label(line.plain, known)
        if name or is_copyright(line.plain) or is_heading(line.plain):
            if below and len(line.plain) < _FULL_LINE:
                break
            end, below = line.start, 0
            if name:
                fields[name] = value
        else:
            below += 1
        if below > _MAX_VALUE or (below and line.after_blank):
            break
    return end, fields
