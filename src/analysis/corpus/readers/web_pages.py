"""Saved web pages: the article in a page, without its surroundings. Nothing is ever fetched."""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from importlib import import_module
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from analysis.corpus.outlet_doubts import is_no_outlet
from analysis.corpus.readers.article_rows import ArticleRow, Notes, Rows
from analysis.corpus.readers.dates import read_date
from analysis.corpus.readers.encodings import decode
from analysis.corpus.readers.exports.export_pages import keep_one_article, read_export_page
from analysis.corpus.readers.file_parts import MAX_LENGTH, Part
from analysis.corpus.readers.page_dates import find_page_date, is_date_line
from analysis.corpus.readers.page_text import page_text
from analysis.corpus.readers.plain_text import has_words, one_line
from analysis.settings.settings_files import CorpusSettings

# A newspaper page has some thousand elements; the time to find the article grows with the square of those side by side.
_MAX_ELEMENTS, _MAX_SIBLINGS, _MAX_DEPTH = 20_000, 5_000, 250
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)
_HEAD = 4096
# What browsers take these for.
_MEANT = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"}
# What the packages that find the article would write on the terminal.
_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext", "readability")


def read_html(part: Part, settings: CorpusSettings, notes: Notes) -> Rows:
    """Read a saved page.

    The text is the paragraphs of the article, one a line, without comments and tables; the date is that of the
    article (`find_page_date`). The source is the folder, the name of the site, or the host of its address. A page that
    a newspaper database exported gives all its articles, as `read_export_page` does.

    Raises
    ------
    ValueError
        When there is no article in it, or there are several, it has more than 10 MB or 20,000 elements, or the extra
        ``web`` is not installed.
    """
    need_web()
    html, tree = _parse(part.read())
    with _any_error_said():
        rows = read_export_page(html, tree, part)
    if rows:
        yield from rows
        return
    page = _find_article(html, tree)
    # A page in a folder such as "saved pages" says itself whose it is.
    source = page.source if page.source and is_no_outlet(part.folder) else part.folder or page.source
    if not source:
        raise ValueError("no source: put the file into a folder named after its source (the page names none)")
    yield replace(page, path=part.path, line=1, article_id=part.name, source=source)


@cache
def _has_web() -> bool:
    """Say whether the packages of the extra ``web`` are installed; they are imported only now, which takes time."""
    try:
        import_module("trafilatura")
        import_module("warcio")
    except ImportError:
        return False
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return True


def need_web() -> None:
    """Raise ValueError when the packages of the extra ``web`` are not installed."""
    if not _has_web():
        raise ValueError("HTML needs the packages of the extra web: pip install -e '.[web]'")


def read_page(data: bytes, content_type: str) -> ArticleRow:
    """Find the article in a page; what its server declared goes before what the page declares, UTF-8 before both.

    Raises
    ------
    ValueError
        When there is none that can be found, with the reason in words.
    """
    if len(data) > MAX_LENGTH:
        raise ValueError(f"a page of more than {MAX_LENGTH:,} bytes")
    return _find_article(*_parse(data, content_type))


def _parse(data: bytes, content_type: str = "") -> tuple[str, Any]:
    html = _decode(data, content_type)
    tree = import_module("trafilatura").load_html(html)
    if tree is None:
        raise ValueError("no HTML in it")
    return html, tree


@contextmanager
def _any_error_said() -> Iterator[None]:
    """Raise ValueError for any error: a page may hold anything, and so may what is raised over it."""
    try:
        yield
    except ValueError:
        raise
    except Exception as error:
        raise ValueError(f"no article could be found in the page ({type(error).__name__})") from error


def _decode(data: bytes, content_type: str) -> str:
    found = _DECLARED.search(content_type.encode("utf-8", "replace")) or _DECLARED.search(data[:_HEAD])
    name = found[1].decode("ascii").lower() if found else ""
    try:
        given = codecs.lookup(_MEANT.get(name, name)).name if name else ""
        # Codecs such as "hex" give no text.
        "".encode(given or "utf-8")
    except LookupError:
        given = ""
    try:
        return decode(data, given)[0]
    except ValueError:
        return decode(data)[0]


@_any_error_said()
def _find_article(html: str, tree: Any) -> ArticleRow:
    """Find the article in a page and what the page says of it: its source is the site or else the host."""
    trafilatura: Any = import_module("trafilatura")
    if _is_too_large(tree):
        limits = f"{_MAX_ELEMENTS:,} elements, {_MAX_SIBLINGS:,} of them in one or {_MAX_DEPTH} in one another"
        raise ValueError(f"too large for the page of an article: more than {limits}")
    keep_one_article(html, tree)
    date = find_page_date(tree)
    # What the package guesses from the text depends on the day it runs.
    dates = {"extensive_search": False, "original_date": True, "max_date": "2199-12-31"}
    page = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        include_tables=False,
        favor_precision=True,
        with_metadata=True,
        date_extraction_params=dates,
    )
    title, text = (one_line(_clean(page.title)), _clean(page.text).strip()) if page else ("", "")
    around = {title, *(one_line(page_text(heading)) for heading in islice(tree.iter("h1"), 2))}
    first, _, rest = text.partition("\n")
    while first and (one_line(first) in around or is_date_line(first)):
        text = rest.strip()
        first, _, rest = text.partition("\n")
    if not has_words(text):
        raise ValueError("no article found in the page")
    language = re.match(r"[a-z]{2,3}(?=$|[-_])", (tree.get("lang") or "").strip().lower())
    url = one_line(_clean(page.url))
    return ArticleRow(
        path="",
        line=0,
        article_id="",
        source=one_line(_clean(page.sitename)) or _clean(page.hostname) or host_of(url),
        text=text,
        title=title,
        published=read_date(date),
        date_as_found=date,
        language=language[0] if language else "",
        byline=one_line(_clean(page.author)),
        url=url,
    )


def _is_too_large(tree: Any) -> bool:
    depth = count = 0
    etree: Any = import_module("lxml.etree")
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if count > _MAX_ELEMENTS or depth > _MAX_DEPTH or len(element) > _MAX_SIBLINGS:
            return True
    return False


def host_of(address: str) -> str:
    """Name the host of an address, without ``www.``; empty when there is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _clean(found: str | None) -> str:
    """Write half surrogate pairs, which a page can name, as question marks."""
    return (found or "").encode("utf-8", "replace").decode()
