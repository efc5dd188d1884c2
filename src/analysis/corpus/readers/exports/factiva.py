"""Articles as Factiva prints them: a header without labels, or with its two-letter field codes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.corpus.copyright_lines import is_copyright
from analysis.corpus.readers.exports.export_header import (
    DatabaseHeader,
    Line,
    head_lines,
    is_byline,
    make_header,
    quote_lines,
    read_day,
    read_language,
    tail_lines,
)
from analysis.corpus.readers.exports.labels import DOCUMENT, WORDS

# The name of an article: a source in 8 letters and digits, the day, 9 more.
NAME = r"[a-z][a-z\d]{5,9}(?:19|20)\d{6}[a-z\d]{7,11}"
_END = re.compile(rf"(?:AN\s+)?{DOCUMENT}\s+(?P<name>{NAME})", re.IGNORECASE)
_WORDS = re.compile(rf"\d[\d,.]*\s?{WORDS}", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}[:.]?\d\d(?: (?:gmt|bst|[ap]m))?", re.IGNORECASE)
_SITE = re.compile(r"\S+(?:\.\S+|com|couk)", re.IGNORECASE)
_SUMMARY = re.compile(r"search summary|.*factiva,? inc\b", re.IGNORECASE)
# Section, headline in two parts, byline, credit are above the count of words; six lines and the copyright are below.
_ABOVE, _BELOW = 6, 9
_MAX_TITLE, _MAX_SECTION, _MAX_CREDIT = 1_000, 8, 80


def read_factiva(text: str) -> DatabaseHeader | None:
    """Read a header without labels: section, title, byline, ``933 words``, date, source, language, copyright.

    None unless one of the first lines is a count of words, and a date and a language or copyright line follow it.
    """
    lines = head_lines(text)
    at = next((i for i, line in enumerate(lines[: _ABOVE + 1]) if _WORDS.fullmatch(line.plain)), None)
    if at is None or sum(len(line.plain) for line in lines[:at]) > _MAX_TITLE:
        return None
    below = lines[at + 1 : at + 1 + _BELOW]
    spoken = next((i for i, line in enumerate(below) if read_language(line.plain)), None)
    notice = next((i for i, line in enumerate(below) if is_copyright(line.plain)), None)
    if spoken is not None and notice not in (None, spoken + 1):
        notice = None  # it is part of the story
    last = max(spoken or 0, notice or 0)
    dated = bool(below) and read_day(below[0].plain) != ""
    if not last or not (dated or (spoken and notice)):
        return None
    # A program that keeps the blanks after a copyright line keeps those after a byline.
    keeps_blanks = notice is not None and _trails(below[notice])
    section, title, byline = _above(lines[:at], keeps_blanks)
    named = [line.plain for line in below[1:last] if not _TIME.fullmatch(line.plain)]
    end, document = _tail(text, below[last].end)
    return make_header(
        text,
        below[last].end,
        end,
        title=title,
        source=named[0] if named else "",
        found=below[0].plain,
        language=below[spoken].plain if spoken is not None else "",
        section=section,
        byline=byline,
        document=document,
    )


def why_not_factiva(text: str) -> str:
    """Say what of the header of an article of Factiva was not understood."""
    lines = [line.plain for line in head_lines(text)[: _ABOVE + 1]]
    at = next((i for i, line in enumerate(lines) if _WORDS.fullmatch(line)), None)
    if at is None:
        return f"no line such as '350 words' was understood among {quote_lines(lines)}"
    return f"no date, source, language and copyright line were understood below {quote_lines([lines[at]])}"


def _above(lines: Sequence[Line], keeps_blanks: bool) -> tuple[str, str, str]:
    """Tell section, title and byline apart."""
    plain = [line.plain for line in lines]
    by = _byline_at(lines, keeps_blanks)
    titles, byline = (plain[:by], plain[by]) if by else (plain, "")
    # One line is the title; of more, the first is the section, unless it is too long for one.
    if len(titles) > 1 and len(titles[0].split()) <= _MAX_SECTION:
        return titles[0], " ".join(titles[1:]), byline
    return "", " ".join(titles), byline


def _byline_at(lines: Sequence[Line], keeps_blanks: bool) -> int:
    """Find the byline below the title; 0: there is none. A credit, such as a web site, may follow it."""
    last = len(lines) - 1
    candidates = range(last, max(0, last - 2), -1)
    if keeps_blanks:
        return next((i for i in candidates if _trails(lines[i])), 0)
    named = next((i for i in candidates if is_byline(lines[i].plain)), 0)
    if named or last < 2:
        return named
    return last - 1 if _SITE.fullmatch(lines[last].plain) else last


def _trails(line: Line) -> bool:
    return line.raw.endswith("  ")


def _tail(text: str, start: int) -> tuple[int, str]:
    """Find where the story ends, and the name of the article: its last line, or the one above a search summary."""
    lines = tail_lines(text, start)
    for i in range(len(lines) - 1, -1, -1):
        match = _END.fullmatch(lines[i].plain)
        if not match:
            continue
        if i + 1 < len(lines) and not _SUMMARY.match(lines[i + 1].plain):
            break
        credit = lines[i - 1] if i else lines[i]
        has_credit = is_copyright(credit.plain) and len(credit.plain) <= _MAX_CREDIT
        return credit.start if has_credit else lines[i].start, match["name"]
    return max(start, len(text.rstrip())), ""


# Field codes above the text, and those that may follow it.
_ABOVE_TEXT = "SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CLM"
_BELOW_TEXT = "CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|ART|AN"
_CODED = re.compile(rf"(?P<code>{_ABOVE_TEXT}|{_BELOW_TEXT})(?:\s+(?P<value>.*))?")
_CODED_BEHIND = re.compile(rf"(?P<code>{_BELOW_TEXT})(?:\t.*|\s{{2,}}.*|\s+Document .*)?", re.DOTALL)
_NEEDED = {"HD", "PD", "SN"}


def read_factiva_codes(text: str) -> DatabaseHeader | None:
    """Read a header with field codes: ``HD  Headline``, ``PD  10 April 2014`` to ``LP`` (lead) and ``TD`` (text).

    None unless headline, date and source have their codes above the lead.
    """
    fields: dict[str, list[str]] = {}
    code, start = "", 0
    for line in head_lines(text):
        match = _CODED.fullmatch(line.plain)
        if match and match["code"] not in fields:
            code = match["code"]
            if code in ("LP", "TD"):
                start = line.start + line.raw.index(code) + len(code)
                break
            fields[code] = [match["value"]] if match["value"] else []
        elif code:
            fields[code].append(line.plain)
        else:
            return None
    if not start or not fields.keys() >= _NEEDED:
        return None
    end, document = start + len(text[start:].rstrip()), ""
    for line in reversed(tail_lines(text, start)):
        if _CODED_BEHIND.fullmatch(line.raw.strip()):
            end = line.start
        if name := _END.fullmatch(line.plain):
            document = name["name"]
    value = {key: " ".join(found) for key, found in fields.items()}
    header = make_header(
        text,
        start,
        end,
        title=value["HD"],
        source=value["SN"],
        found=value["PD"],
        language=value.get("LA", ""),
        section=value.get("SE", ""),
        byline=value.get("BY", ""),
        document=document,
    )
    return header._replace(body=re.sub(r"(?m)^[^\S\n]*TD\b[^\S\n]*", "", header.body, count=1))
