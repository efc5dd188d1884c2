"""Saved web pages: the article in a page, without what stands around it. Nothing is ever fetched."""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from analysis.corpus.readers.article_rows import Record, Refused, has_words, one_line, read_date
from analysis.corpus.readers.encodings import decode
from analysis.corpus.readers.file_parts import LARGEST, first_folder, without_ending

NEEDS_WEB = "HTML needs the packages of the extra web: pip install -e '.[web]'"
# A newspaper page has some thousand elements; the time to find the article grows with the square of those side by side.
_MOST_ELEMENTS, _MOST_BESIDE, _DEEPEST = 20_000, 5_000, 250
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)
_LOOKED_AT = 4096
# What browsers take these for.
_MEANT = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"}
_DATE_NAMES = {
    "article:published_time", "article:published", "article.published", "og:published_time", "datepublished", "date",
    "dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued", "pubdate", "publishdate", "publish-date",
    "publish_date", "publication_date", "parsely-pub-date", "sailthru.date",
}  # fmt: skip
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{1,60})"')
# What the packages that find the article would write on the terminal.
_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext", "readability")


class Page(NamedTuple):
    """What a page says of itself, and its article; what it does not say is empty."""

    title: str
    text: str
    site: str
    host: str
    byline: str
    published: str
    date_as_found: str
    language: str


def read_html(data: bytes, relative: str, folder: str | None = None) -> Record | Refused:
    """Read a saved page.

    Parameters
    ----------
    data : bytes
        The page.
    relative : str
        Its path below the corpus folder, with ``/``.
    folder : str, optional
        The source; the first folder of ``relative`` when it is not given. When it is empty, the page names its source:
        the name of the site, or the host of its address.

    Returns
    -------
    Record or Refused
        Paragraphs of the article, one a line, without comments and tables; a date only if the page's metadata hold a
        day in ISO 8601. Refused are pages without an article, of more than 10 MB or 20,000 elements, and all when the
        extra ``web`` is not installed.
    """
    name, folder = without_ending(relative), first_folder(relative) if folder is None else folder
    if not has_web():
        return Refused(relative, 1, name, NEEDS_WEB)
    try:
        page = read_page(data)
    except ValueError as error:
        return Refused(relative, 1, name, str(error))
    source = folder or page.site or page.host
    if not source:
        reason = "no source: put the file into a folder named after its source (the page names none)"
        return Refused(relative, 1, name, reason)
    return make_record(page, name, source, relative, 1)


def make_record(page: Page, article_id: str, source: str, path: str, line: int) -> Record:
    """Make the record of a page."""
    return Record(
        article_id, source, page.published, page.title, page.text, path, line,
        language=page.language, byline=page.byline, date_as_found=page.date_as_found,
    )  # fmt: skip


@cache
def has_web() -> bool:
    """Tell whether the packages of the extra ``web`` are installed; they are imported only now, which takes time."""
    try:
        import_module("trafilatura")
        import_module("warcio")
    except ImportError:
        return False
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return True


def read_page(data: bytes, declared: str = "") -> Page:
    """Find the article in a page.

    Parameters
    ----------
    data : bytes
        HTML.
    declared : str
        The encoding its server declared; it goes before the one the page declares, and valid UTF-8 before both.

    Raises
    ------
    ValueError
        When there is none that can be found, with the reason in words.
    """
    if len(data) > LARGEST:
        raise ValueError(f"a page of more than {LARGEST:,} bytes")
    text = _decode(data, declared)
    try:
        return _extract(text)
    except ValueError:
        raise
    # The page may hold anything, and so may what is raised over it.
    except Exception as error:
        raise ValueError(f"no article could be found in the page ({type(error).__name__})") from error


def _decode(data: bytes, declared: str) -> str:
    found = _DECLARED.search(data[:_LOOKED_AT])
    name = (declared or (found[1].decode("ascii") if found else "")).lower()
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


def _extract(text: str) -> Page:
    trafilatura: Any = import_module("trafilatura")
    tree = trafilatura.load_html(text)
    if tree is None:
        raise ValueError("no HTML in it")
    if _is_too_large(tree):
        reason = f"more than {_MOST_ELEMENTS:,} elements, {_MOST_BESIDE:,} of them in one or {_DEEPEST} in one another"
        raise ValueError(f"too large for the page of an article: {reason}")
    found = list(_dates(tree))
    date = next((date for date in found if read_date(date)), found[0] if found else "")
    # Dates are read above: what the package guesses from the text depends on the day it runs.
    limits = {"extensive_search": False, "original_date": True, "max_date": "2199-12-31"}
    page = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        include_tables=False,
        favor_precision=True,
        with_metadata=True,
        date_extraction_params=limits,
    )
    title, text = (one_line(_clean(page.title)), _clean(page.text).strip()) if page else ("", "")
    first, _, rest = text.partition("\n")
    if one_line(first) == title:
        text = rest.strip()
    if not has_words(text):
        raise ValueError("no article found in the page")
    language = re.match(r"[a-z]{2,3}(?=$|[-_])", (tree.get("lang") or "").strip().lower())
    host = _clean(page.hostname) or host_of(_clean(page.url))
    return Page(
        title=title,
        text=text,
        site=one_line(_clean(page.sitename)),
        host=host,
        byline=one_line(_clean(page.author)),
        published=read_date(date),
        date_as_found=date,
        language=language[0] if language else "",
    )


def _is_too_large(tree: Any) -> bool:
    depth = count = 0
    etree: Any = import_module("lxml.etree")
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if count > _MOST_ELEMENTS or depth > _DEEPEST or len(element) > _MOST_BESIDE:
            return True
    return False


def _dates(tree: Any) -> Iterator[str]:
    """Give what the metadata of a page hold as its date: of its head, of its JSON-LD, of its time elements."""
    for meta in tree.iter("meta"):
        names = {(meta.get(key) or "").strip().lower() for key in ("property", "name", "itemprop")}
        if names & _DATE_NAMES and (found := one_line(meta.get("content") or "")):
            yield found
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            yield from map(one_line, _JSON_DATE.findall(script.text or ""))
    for time in tree.iter("time"):
        if (time.get("itemprop") or "").lower() == "datepublished" or time.get("pubdate") is not None:
            yield from filter(None, [one_line(time.get("datetime") or "")])


def host_of(address: str) -> str:
    """Name the host of an address, without ``www.``; empty when there is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _clean(found: str | None) -> str:
    """Write half surrogate pairs, which a page can name, as question marks."""
    return (found or "").encode("utf-8", "replace").decode()
