"""Read tags, and what a browser would run or follow, from HTML."""

from __future__ import annotations

from html.parser import HTMLParser


class Tags(HTMLParser):
    """The tags with their attributes, in order, and those that are left open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("br", "img", "link", "meta", "source"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def runs(self) -> list[str]:
        """What a browser would run: scripts, and attributes such as onerror."""
        scripts = [tag for tag, _ in self.tags if tag == "script"]
        return scripts + [name for _, attributes in self.tags for name in attributes if name.startswith("on")]
