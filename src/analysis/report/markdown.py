"""Markdown cells to HTML: raw HTML is escaped, headings keep their order and can be linked to."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import mistune

_TAGS = re.compile(r"<[^>]*>")


class Headings(mistune.HTMLRenderer):
    """Renders markdown with one ``h1``, no level left out, and an id for each heading.

    Attributes
    ----------
    found : list of tuple
        Level, id and plain text of each heading, in order; one object renders a whole notebook.
    """

    def __init__(self) -> None:
        super().__init__(escape=True)
        self.found: list[tuple[int, str, str]] = []

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        """Render a heading, at a level that the headings before it allow."""
        before = self.found[-1][0] if self.found else 0
        level = min(max(level, 2 if self.found else 1), before + 1)
        plain = unescape(_TAGS.sub("", text))
        anchor = self._free(re.sub(r"\W+", "-", plain.lower()).strip("-") or "section")
        self.found.append((level, anchor, plain))
        return super().heading(text, level, id=anchor)

    def block_code(self, code: str, info: str | None = None) -> str:
        """Render a block of code that a keyboard can scroll."""
        return super().block_code(code).replace("<pre>", '<pre tabindex="0">', 1)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Leave images out, the page asks for nothing outside itself; their text stays."""
        return text

    def _free(self, anchor: str) -> str:
        taken = {a for _, a, _ in self.found}
        name, n = f"s-{anchor}", 2
        while name in taken:
            name, n = f"s-{anchor}-{n}", n + 1
        return name


def plain_text(source: str) -> str:
    """Read a piece of markdown as plain text on one line."""
    html = str(make_markdown(Headings())(source))
    return " ".join(unescape(_TAGS.sub("", html)).split())


def make_markdown(headings: Headings) -> mistune.Markdown:
    """Make a markdown-to-HTML function that notes its headings."""
    return mistune.create_markdown(renderer=headings, plugins=["table"])
