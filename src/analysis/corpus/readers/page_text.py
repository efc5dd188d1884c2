"""The text of a page as a reader sees it, a line for each block, and what in it is beside the article."""

from __future__ import annotations

import re
from typing import Any

# Elements that begin a line of their own; paragraphs are apart by an empty one.
_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|center|d[dlt]|div|fieldset|figcaption|figure|footer|form|h[1-6r]|header|html"
    r"|li|main|nav|[ou]l|p|pre|section|t(?:able|body|foot|head|r)"
)
_HIDDEN = frozenset(["script", "style", "noscript", "template", "head", "title", "iframe", "object", "svg", "button"])
# Comments, lists of other articles, boxes: by a word of a class or id, but not "has-comments" or "comments-open".
_BESIDE = re.compile(
    r"(?:^|\s)(?!(?:has|with|no|without|hide|show)[-_])(?:[\w-]{0,30}[-_])?"
    r"(?:comments?|respond|related|recommend\w{0,10}|teasers?|sidebar|promo\w{0,8}|popular|latest|newsletter|modal|login|dialog|cookies?|consent"
    r"|more[-_](?:stories|articles|news))(?![-_](?:open|closed|enabled|count))(?=$|[\s_-])",
    re.IGNORECASE,
)
_OUTSIDE = frozenset(["aside", "nav", "footer"])
_BLANKS = re.compile(r"[^\S\u00a0]+")


def page_text(root: Any) -> str:
    """Write an element (of lxml) as text; its depth does not matter."""
    out: list[str] = []
    newlines = 2

    def begin_line(apart: int) -> None:
        nonlocal newlines
        if newlines < apart:
            out.append("\n" * (apart - newlines))
            newlines = apart

    def write(text: str | None) -> None:
        nonlocal newlines
        plain = _BLANKS.sub(" ", text or "")
        plain = plain.lstrip() if newlines else plain
        if plain:
            out.append(plain)
            newlines = 0

    todo: list[tuple[Any, bool]] = [(root, False)]
    while todo:
        node, is_done = todo.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        apart = 2 if tag == "p" else int(_BLOCKS.fullmatch(tag) is not None)
        if is_done:
            begin_line(apart)
            if tag in ("td", "th"):
                out.append("\t")
        elif tag and tag not in _HIDDEN:
            begin_line(apart)
            if tag == "br":
                out.append("\n")
                newlines += 1
            write(node.text)
            todo.append((node, True))
            todo += [(child, False) for child in reversed(node)]
            continue
        if node is not root:
            write(node.tail)
    return "\n".join(line.strip() for line in "".join(out).split("\n")).strip("\n")


def is_beside(element: Any) -> bool:
    """Say whether an element is in a comment, a list of other articles, or around the article."""
    return any(
        one.tag in _OUTSIDE or _BESIDE.search(f"{one.get('class') or ''} {one.get('id') or ''}") is not None
        for one in [element, *element.iterancestors()]
        if isinstance(one.tag, str) and one.tag not in ("html", "head", "body")
    )
