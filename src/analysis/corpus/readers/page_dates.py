"""The date of the article in a page, of all dates that are in it.

htmldate finds a date in almost any page, but takes it from anywhere in the text, up to the day on which it runs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from analysis.corpus.readers.dates import read_date
from analysis.corpus.readers.page_text import is_beside
from analysis.corpus.readers.plain_text import one_line

_ARTICLE = re.compile(r"(?:https?://schema\.org/)?(?:\w{0,30}Article|(?:Live)?BlogPosting|Report)")
_PAGE = re.compile(r"(?:https?://schema\.org/)?(?:\w{0,20}Page)")
# Where the article of a page may be in its structured data; lists of others, comments and parts are not followed.
_FOLLOWED = ("@graph", "mainEntity", "mainEntityOfPage")
_MAX_NODES, _MAX_JSON = 2_000, 1_000_000
# Wrappers of old pages around a script.
_WRAPPER = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*$")
# Metadata of the article, and of the page, which may be the day it was saved.
_NAMES = (
    "article:published_time article:published article.published og:published_time og:article:published_time "
    "datepublished pubdate publishdate publish-date publish_date publication_date publication-date citation_date "
    "citation_publication_date parsely-pub-date sailthru.date dc.date.issued dcterms.issued dcterms.created "
    "cxenseparse:recs:publishtime bt:pubdate article.created date_published published_time"
)
_ARTICLE_NAMES = frozenset(_NAMES.split())
_PAGE_NAMES = frozenset(["date", "dc.date", "dcterms.date", "dc.date.created"])
_CHANGED = re.compile(
    r"modif|updat|chang|edited|aktualisi|ge[äa]ndert|mis à jour|actualiz|atualiz|aggiorna|bijgewerkt|opdater|uppdater|"
    r"oppdater|päivitet|aktualiz|обновл",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"^(?:first\s+|last\s+)?(?:published|posted|publication date|date|veröffentlicht|erschienen|stand|publié|paru|"
    r"publicado|pubblicato|gepubliceerd|offentliggjort|udgivet|publicerad|publisert|julkaistu|opublikowano)"
    r"(?:\s+(?:on|at|am|le|el|il|op|den|em|de))?\s*:?\s+",
    re.IGNORECASE,
)
# "By Ane Brod, 5 March 2018".
_BY = re.compile(r"(?:by|von|par|por|di|door)\s[^,\d|]{2,60},\s", re.IGNORECASE)
_DIVIDED = re.compile(r"[|•·—–]|\s-\s|\s(?=(?:last )?(?:updated|modified)\b)", re.IGNORECASE)
# The headline is followed by the date before the story begins.
_MIN_PARAGRAPH, _MAX_LINE, _MAX_STEPS = 100, 120, 200
# A page has few dates; more are there to take time.
_MAX_DATES = 50


def find_page_date(tree: Any) -> str:
    """Find the date of the article in a page (of lxml), as it is written there; empty for none.

    The first of these that can be read, or else the first: structured data of the article (JSON-LD, microdata),
    metadata of the article, metadata of the page, and a date between the headline and the story. Dates of comments and
    other articles, and of changes, are none.
    """
    first = ""
    for found in _dates(tree):
        if read_date(found):
            return found
        first = first or found
    return first


def _dates(tree: Any) -> Iterator[str]:
    articles, pages = _structured(tree)
    yield from articles
    yield from _microdata(tree)
    yield from _metadata(tree, _ARTICLE_NAMES)
    yield from pages
    yield from _metadata(tree, _PAGE_NAMES)
    yield from _below_headline(tree)


def _structured(tree: Any) -> tuple[list[str], list[str]]:
    """Give the dates of the article, and of the page, in JSON-LD; of several articles those with the page's title."""
    articles: list[tuple[set[str], str]] = []
    pages: list[str] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json" or len(script.text or "") > _MAX_JSON:
            continue
        try:
            data = json.loads(_WRAPPER.sub("", script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            day = node.get("datePublished")
            found = one_line(day) if isinstance(day, str) else ""
            types = node.get("@type")
            names = types if isinstance(types, list) else [types]
            if found and any(isinstance(name, str) and _ARTICLE.fullmatch(name) for name in names):
                articles.append((_names_of_node(node), found))
            elif found and (types is None or any(isinstance(name, str) and _PAGE.fullmatch(name) for name in names)):
                pages.append(found)
    if len({read_date(found) for _, found in articles}) > 1:
        own = _names_of_page(tree)
        articles = [(names, found) for names, found in articles if names & own]
    return [found for _, found in articles], pages


def _names_of_node(node: dict[str, Any]) -> set[str]:
    page = node.get("mainEntityOfPage")
    names = [*map(node.get, ("headline", "name", "url")), page, page.get("@id") if isinstance(page, dict) else ""]
    return {_key(name) for name in names if isinstance(name, str)} - {""}


def _names_of_page(tree: Any) -> set[str]:
    names = [heading.text_content() for heading in islice(tree.iter("h1", "title"), _MAX_DATES)]
    names += [meta.get("content") or "" for meta in tree.iter("meta") if meta.get("property") in ("og:title", "og:url")]
    names += [link.get("href") or "" for link in tree.iter("link") if link.get("rel") == "canonical"]
    return {_key(name) for name in names}


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    todo, seen = [data], 0
    while todo and seen < _MAX_NODES:
        node = todo.pop(0)
        seen += 1
        if isinstance(node, list):
            todo = [*node[:_MAX_NODES], *todo]
        elif isinstance(node, dict):
            yield node
            todo = [*(node[key] for key in _FOLLOWED if key in node), *todo]


def _key(title: str) -> str:
    return "".join(c for c in title.casefold() if c.isalnum())


def _microdata(tree: Any) -> Iterator[str]:
    """Give the dates marked as ``itemprop=datePublished`` of an article or of nothing in particular, or ``pubdate``."""
    marked = (
        one
        for one in tree.iter()
        if isinstance(one.tag, str)
        and ("datepublished" in (one.get("itemprop") or "").lower().split() or one.get("pubdate") is not None)
    )
    for element in islice(marked, _MAX_DATES):
        if not _is_of_another(element):
            yield from _date_of(element)


def _is_of_another(element: Any) -> bool:
    """Say whether an element is of a comment, a person or the like, or beside the article."""
    scope = next((one for one in element.iterancestors() if one.get("itemscope") is not None), None)
    kind = (scope.get("itemtype") or "").split("/")[-1] if scope is not None else ""
    return (kind != "" and not _ARTICLE.fullmatch(kind)) or is_beside(element)


def _date_of(element: Any) -> Iterator[str]:
    found = (one_line(element.get("content") or ""), one_line(element.get("datetime") or ""), _line_date(element))
    yield from filter(None, found)


def _line_date(element: Any) -> str:
    """Give the text of an element if it is a date, with or without "Published on"."""
    texts = list(islice(element.itertext(), 20))
    return next(filter(read_date, _parts("".join(texts))), "") if len(texts) < 20 else ""


def is_date_line(line: str) -> bool:
    """Say whether there are only dates in a line."""
    parts = _parts(line)
    return bool(parts) and all(read_date(part) for part in parts)


def _parts(line: str) -> list[str]:
    """Divide a short line at ``|`` or "updated", without what tells of a change; none of a line without digits."""
    if len(line) > _MAX_LINE or not any(c.isdigit() for c in line):
        return []
    parts = _DIVIDED.split(_BY.sub("", one_line(line)))
    return [_PUBLISHED.sub("", part.strip()) for part in parts if part.strip() and not _CHANGED.search(part)]


def _metadata(tree: Any, names: frozenset[str]) -> Iterator[str]:
    own = (
        meta
        for meta in tree.iter("meta")
        if names.intersection((meta.get(key) or "").strip().lower() for key in ("property", "name", "itemprop"))
    )
    for meta in islice(own, _MAX_DATES):
        if (found := one_line(meta.get("content") or "")) and not is_beside(meta):
            yield found


def _below_headline(tree: Any) -> Iterator[str]:
    """Give the dates between the headline and the first paragraph, then those above the headline in its article."""
    for heading in _headlines(tree) or [None]:
        yield from _around(tree, heading)


def _around(tree: Any, heading: Any) -> Iterator[str]:
    articles = (one for one in islice(tree.iter("article"), _MAX_DATES) if not is_beside(one))
    article = next(heading.iterancestors("article"), None) if heading is not None else next(articles, None)
    above: list[str] = []
    times: list[str] = []
    lines: list[str] = []
    is_below = heading is None
    for element in islice(_from(article, heading), _MAX_STEPS):
        is_below = is_below or element is heading
        if len(_own_text(element)) >= _MIN_PARAGRAPH or (is_below and len(element.tail or "") >= _MIN_PARAGRAPH):
            break
        if _is_of_another(element) or _is_changed(element):
            continue
        if element.tag == "time":
            (times if is_below else above).extend(_date_of(element))
        elif len(element) <= 3 and (line := _line_date(element)):
            (lines if is_below else above).append(line)
    yield from [*times, *lines, *above]


def _headlines(tree: Any) -> list[Any]:
    """Give the longest heading that is in the page's title, as the name of the site may be, and the first of all."""
    titles = [_key(title.text_content()) for title in islice(tree.iter("title"), 1)]
    headings = [one for one in islice(tree.iter("h1", "h2", "h3"), _MAX_DATES) if not is_beside(one)]
    keys = {one: _key(one.text_content()) for one in headings}
    named = [one for one in headings if keys[one] and any(keys[one] in title for title in titles)]
    first = next((one for one in headings if one.tag == "h1"), None)
    best = max(named, key=lambda one: len(keys[one]), default=first)
    return [one for one in dict.fromkeys([best, first]) if one is not None]


def _own_text(element: Any) -> str:
    """Give all text of a paragraph, and of another element what is in no inner one."""
    texts = element.itertext() if element.tag == "p" else element.xpath("text()")
    return " ".join("".join(islice(texts, _MAX_DATES)).split())


def _from(article: Any, heading: Any) -> Iterator[Any]:
    """Give what is in an article, or else what follows its headline in the page."""
    if article is not None:
        yield from (one for one in article.iter() if isinstance(one.tag, str))
    elif heading is not None:
        yield from heading.iter()
        for around in (heading, *heading.iterancestors()):
            yield from (one for after in around.itersiblings() for one in after.iter() if isinstance(one.tag, str))


def _is_changed(element: Any) -> bool:
    """Say whether a date is that of a change: marked so, or behind a word such as "updated"."""
    around = [element] if element.getparent() is None else [element, element.getparent()]
    marks = " ".join(one.get(name) or "" for one in around for name in ("class", "itemprop"))
    if "publish" in marks.lower():
        return False
    before = element.getprevious()
    said = (before.tail if before is not None else around[-1].text) or ""
    if before is not None and not said.strip():
        said = "".join(islice(before.itertext(), _MAX_DATES))
    # "Updated 9 March" is of another date.
    said = re.split(r"\d", said[-60:])[-1]
    own = (element.text or "")[:60] if element.tag == "time" else ""
    return _CHANGED.search(f"{marks} {said} {own}") is not None
