"""The articles of a page that a newspaper database exported, and pages that hold several articles of another form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

from analysis.corpus.copyright_lines import is_copyright
from analysis.corpus.readers.article_rows import ArticleRow, RefusedRow
from analysis.corpus.readers.dates import read_date
from analysis.corpus.readers.exports.export_files import Piece, read_export, read_pieces, read_row
from analysis.corpus.readers.exports.export_header import DatabaseHeader
from analysis.corpus.readers.exports.labels import DOCUMENT, OF, WORDS
from analysis.corpus.readers.file_parts import Part
from analysis.corpus.readers.page_text import is_beside, page_text
from analysis.corpus.readers.plain_text import one_line

# A page without one of these is no export.
_HINT = re.compile(rf"DocPublicationName|\b[a-z]{{2}}Article\b|\d (?:{OF}) \d|{DOCUMENT}|full text", re.IGNORECASE)
_FACTIVA = re.compile(r"[a-z]{2}Article")
_HEADLINE, _AUTHOR = re.compile(r"[a-z]{2}Headline"), re.compile("author")
_EUROPRESSE_ID = re.compile(r"\b[a-z]{2,8}·\d{8}·[A-Z\d]{1,8}·\w{1,40}")
_EUROPRESSE_END = re.compile(
    r"(?:numéro de document|document number|número de documento|dokumentnummer)\s?:.*|[a-z]{2,8}·\d{8}·.*",
    re.IGNORECASE,
)
_PAPER, _HEADER = re.compile("DocPublicationName"), re.compile("DocHeader")
_BLOCK, _TITLE = re.compile("titreArticle"), re.compile("titreArticleVisu", re.IGNORECASE)
_TEXT = re.compile("docOcurrContainer")
_ISSUE = re.compile(r",?\s+(?:n[o°º]\.?|nr\.?|no|vol\.?)\s?[\w.-]{1,20}.{0,40}$", re.IGNORECASE)
_COUNT = re.compile(rf"\b\d{{1,3}}(?:[\s,.]\d{{3}})*\s{WORDS}\b", re.IGNORECASE)
_MAX_BYLINE = 80

# Elements that hold a story.
_STORY_CLASSES = frozenset(["article", "story", "post", "hentry", "entry", "h-entry"])
_STORY_TYPE = re.compile(r"schema\.org/\w*(?:Article|BlogPosting)\b")
_HEADINGS = ("h1", "h2", "h3", "h4")
# A story has so many characters in paragraphs that are not short, by their number; a teaser has one or two.
_MIN_PARAGRAPH, _MIN_STORIES = 60, (10_000, 600, 450, 300)
_MIN_STORY, _MAX_TEASER = min(_MIN_STORIES), 600


def read_export_page(html: str, tree: Any, part: Part) -> list[ArticleRow | RefusedRow] | None:
    """Cut a page (and the same as an element of lxml) that Factiva, Europresse, Nexis or ProQuest exported.

    Its articles come in the order of the page, with sources as of `read_export`; None for any other page.
    """
    if not _HINT.search(html):
        return None
    if found := list(_outermost(tree, lambda element: _has_class(element, _FACTIVA))):
        pieces = [Piece(number, page_text(element)) for number, element in enumerate(found, 1)]
        rows = read_pieces(pieces, "Factiva", part)
        return [_by_markup(row, found[row.line - 1]) if isinstance(row, ArticleRow) else row for row in rows]
    if names := [element for element in tree.iter() if _has_class(element, _PAPER)]:
        # A paper may be named twice around an article.
        counts = Counter(one for name in names for one in name.iterancestors())
        around = {_around(name, counts): name for name in reversed(names)}
        alone = len(around) == 1
        return [_europresse(*piece, number, alone, part) for number, piece in enumerate(reversed(around.items()), 1)]
    return read_export(page_text(tree), part)


def keep_one_article(html: str, tree: Any) -> None:
    """Take the teasers of other articles out of a page.

    Raises
    ------
    ValueError
        When several elements hold an article each: a headline of its own and more text than a teaser.
    """
    if "LiveBlogPosting" in html:
        return
    lengths = {paragraph: _length(paragraph) for paragraph in tree.iter("p")}
    stories = _stories(tree, lengths)
    if len(stories) > 1:
        raise ValueError(
            f"the page holds {len(stories):,} articles: save each by itself, or export them as text or a table"
        )
    kept = {*stories, *(around for story in stories for around in story.iterancestors())}
    for element in list(_outermost(tree, _may_be_story)) if stories else []:
        if element.tag == "article" and element not in kept and _is_teaser(element):
            element.drop_tree()


def _stories(tree: Any, lengths: Mapping[Any, int]) -> list[Any]:
    """List the elements that hold an article each; one around several, without a text of its own, is not one."""
    found = []
    for element in _outermost(tree, _may_be_story):
        inner = _stories(element, lengths)
        own = sum(_long(element, lengths)) - sum(sum(_long(one, lengths)) for one in inner)
        if len(inner) > 1 and own < _MIN_STORY:
            found += inner
        elif _is_story(element, lengths):
            found.append(element)
    return found


def _outermost(tree: Any, wanted: Any) -> Iterator[Any]:
    """Give the elements that are wanted, none of them in another."""
    todo = [tree]
    while todo:
        element = todo.pop()
        if not isinstance(element.tag, str):
            continue
        if element is not tree and wanted(element):
            yield element
        else:
            todo += reversed(element)


def _has_class(element: Any, name: re.Pattern[str]) -> bool:
    return isinstance(element.tag, str) and any(name.fullmatch(token) for token in (element.get("class") or "").split())


def _by_class(element: Any, name: re.Pattern[str]) -> str:
    """Give the text of the first element that has a class; empty for none."""
    found = next((inner for inner in element.iter() if _has_class(inner, name)), None)
    return one_line(page_text(found)) if found is not None else ""


def _by_markup(row: ArticleRow, element: Any) -> ArticleRow:
    """Take title and byline from the marked elements: lines alone do not always tell them from the section."""
    title, author = _by_class(element, _HEADLINE), _by_class(element, _AUTHOR)
    if not title:
        return row
    byline = re.sub(r"^(?i:by|von|par|por)\s+", "", author) or row.byline
    return replace(row, title=title, byline=byline, label="" if row.label in (title, author) else row.label)


def _europresse(around: Any, name: Any, number: int, alone: bool, part: Part) -> ArticleRow | RefusedRow:
    """Read an article of Europresse: a paper, a line with section and date, a title, an author, the text."""
    document = _EUROPRESSE_ID.search(page_text(around))
    article_id = part.name if alone else f"{part.name}/{document[0] if document else number}"
    titles = [element for element in around.iter() if _has_class(element, _TITLE)]
    if len(titles) > 1:
        reason = f"{len(titles):,} articles of Europresse that cannot be told apart: export them again as HTML"
        return RefusedRow(part.path, number, article_id, reason)
    title = one_line(page_text(titles[0])) if titles else ""
    headers = (one_line(page_text(element)) for element in around.iter() if _has_class(element, _HEADER))
    header = ", ".join(line.strip(" ,") for line in headers)
    source = (part.folder if alone else "") or _ISSUE.sub("", one_line(page_text(name))) or part.folder
    lines = _europresse_lines(around, title)
    # The author is below the block of the title.
    block = next((one for one in titles[0].iterancestors() if _has_class(one, _BLOCK)), None) if titles else None
    after = block.getnext() if block is not None else None
    byline = one_line(page_text(after)) if after is not None else ""
    byline = byline if len(byline) <= _MAX_BYLINE else ""
    if block is None and len(lines) > 1 and len(lines[0]) <= _MAX_BYLINE and lines[0][-1] not in '.!?…»"”:':
        byline = lines[0]
    if lines and lines[0] == byline:
        lines = lines[1:]
    section, found = _section_and_date(header)
    printed = DatabaseHeader(section, title, byline, read_date(found), found, body="\n".join(lines))
    return read_row(printed, part.path, number, article_id, source)


def _around(name: Any, counts: Mapping[Any, int]) -> Any:
    """Find the element of an article by the name of its paper: as it is marked, or the outermost around no other."""
    marked = next((one for one in name.iterancestors("article", "table")), None)
    own = [one for one in name.iterancestors() if counts[one] == 1 and one.tag not in ("body", "html")]
    return marked if marked is not None else (own or [name.getparent()])[-1]


def _europresse_lines(around: Any, title: str) -> list[str]:
    """Give the lines of the story: the marked element, or what is between the title and the number of the document."""
    marked = [*around.iter("section")] or [*_outermost(around, lambda element: _has_class(element, _TEXT))]
    lines = [one_line(line) for element in marked or [around] for line in page_text(element).split("\n")]
    lines = [line for line in lines if line]
    if not marked and title in lines:
        lines = lines[lines.index(title) + 1 :]
    end = next((i for i, line in enumerate(lines) if _EUROPRESSE_END.fullmatch(line)), len(lines))
    while end and is_copyright(lines[end - 1]):
        end -= 1
    return lines[:end]


def _section_and_date(header: str) -> tuple[str, str]:
    """Find the date among what commas divide; before it is the section."""
    parts = [part.strip() for part in _COUNT.sub("", header).split(",")][:12]
    for start, end in combinations(range(len(parts) + 1), 2):
        if read_date(", ".join(parts[start:end])):
            return ", ".join(part for part in parts[:start] if part), ", ".join(parts[start:end])
    return "", header


def _may_be_story(element: Any) -> bool:
    classes = (element.get("class") or "").lower()
    return (
        element.tag == "article"
        or element.get("role") == "article"
        or _STORY_TYPE.search(element.get("itemtype") or "") is not None
        or (not _STORY_CLASSES.isdisjoint(classes.split()) and "list" not in classes)
    )


def _is_story(element: Any, lengths: Mapping[Any, int]) -> bool:
    if is_beside(element) or next(element.iter(*_HEADINGS), None) is None:
        return False
    long = _long(element, lengths)
    return sum(long) >= _MIN_STORIES[min(len(long), 3)]


def _is_teaser(element: Any) -> bool:
    return next(element.iter(*_HEADINGS), None) is not None and len(page_text(element)) < _MAX_TEASER


def _long(element: Any, lengths: Mapping[Any, int]) -> list[int]:
    """Give the lengths of the paragraphs of an element that are not short."""
    return [lengths[paragraph] for paragraph in element.iter("p") if lengths[paragraph] >= _MIN_PARAGRAPH]


def _length(paragraph: Any) -> int:
    """Count the letters outside of links; a sign of Chinese, Japanese or Korean counts for three."""
    if next(paragraph.iterancestors("a"), None) is not None:
        return 0
    linked = sum(len("".join(link.itertext())) for link in paragraph.iter("a"))
    text = "".join(paragraph.itertext())
    return len(text) + 2 * sum("\u2e80" <= c <= "\ud7af" for c in text) - linked
