"""Leftovers of Markdown and wikis: links, images, emphasis, headings, rulers."""

from __future__ import annotations

import re

_TARGET = (
    r"\(\s{0,3}(?P<to>[^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?)"
    r"(?:\s+[\"'][^\"'\n]{0,300}[\"'])?\s{0,3}\)"
)
_LINK = re.compile(rf"(?P<image>!?)\[(?P<text>[^\[\]\n]{{0,500}})\]{_TARGET}")
# Links are to an address, a path, an anchor or a file; "[sic](unknown)" is none.
_PLACE = re.compile(r"<?(?:[a-z]{2,10}:|[/#?.]|www\.)|\S*[\w-][./]\w|$")
_DEFINITION = re.compile(
    r"^ {0,3}\[(?P<name>[^\[\]\n]{1,60})\]:[ \t]+<?(?:https?:|/|www\.)\S{1,2000}.{0,300}$", re.MULTILINE
)
_REFERENCE = re.compile(r"!?\[(?P<text>[^\[\]\n]{1,500})\] ?\[(?P<name>[^\[\]\n]{0,60})\]")
_WIKI = re.compile(
    r"\[\[(?:(?:File|Image|Category|Datei|Bild|Fichier|Archivo):[^\[\]\n]{0,500}|(?:[^\[\]|\n]{1,200}\|)?"
    r"(?P<text>[^\[\]|\n]{1,200}))\]\]|\[https?://[^\s\[\]]{1,1000}[ \t]+(?P<name>[^\[\]\n]{1,300})\](?!\()"
    r"|\{\{[^{}\n]{0,500}\}\}|\{%[^{}\n]{0,300}%\}|\$\{[\w.]{1,60}\}",
    re.IGNORECASE,
)
# Pairs of marks around words. A star alone is a footnote, or part of a word that is not printed ("f***").
_EMPHASIS = re.compile(
    r"(?<![\w*\\])(\*{1,3})(?=[^\s*])(?P<stars>[^*\n]{1,500})(?<=\S)\1(?![\w*])"
    r"|(?<!\w)(_{1,3})(?=[^\W_])(?P<lines>[^_\n]{1,500})(?<=\S)\3(?!\w)"
    r"|(?<!~)~~(?=\S)(?P<struck>[^~\n]{1,500})(?<=\S)~~(?!~)"
    # Two would be the quotation marks of some papers.
    r"|(?<![\w'])'''(?=\w)(?P<quotes>[^'\n]{1,300})(?<=\w)'''(?![\w'])"
)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(?=\S)|^(?:>[ \t]?){1,5}(?=\S)", re.MULTILINE)
_WIKI_HEADING = re.compile(r"^[ \t]{0,3}(={2,5})[ \t]*(?=[^\s=])(?P<text>[^=\n]{1,200})\1[ \t]*$", re.MULTILINE)
_RULER = re.compile(
    r"^[ \t]*(?:(?:\*[ \t]*){3,200}|(?:[=_-][ \t]*){3,200}|[|:][ \t]*-{3,}[ \t|:-]{0,300}|(?:```|~~~).{0,30})$",
    re.MULTILINE,
)
_ESCAPED = re.compile(r"\\(?=[*_`#\[\]()!>~|{}+.-])")


def strip_markdown(text: str) -> str:
    r"""Remove the marks of Markdown and wikis; words of links stay, images and templates go.

    Examples
    --------
    >>> strip_markdown("## Ferry\nThe **[council](https://quay.test/a)** met. ![](b.jpg)\n***\n[[Dorsk|It]] left.")
    'Ferry\nThe council met. \n\nIt left.'
    """
    if "](" in text:
        # Twice: an image may be the text of a link.
        text = _LINK.sub(_without_link, _LINK.sub(_without_link, text))
    if "]:" in text:
        names = {match["name"].casefold() for match in _DEFINITION.finditer(text)}
        if names:
            text = _REFERENCE.sub(lambda m: m["text"] if _name_of(m) in names else m.group(), _DEFINITION.sub("", text))
    if "[[" in text or "[http" in text or "{" in text:
        text = _WIKI.sub(lambda match: match["text"] or match["name"] or "", text)
    if any(mark in text for mark in ("***", "* *", "---", "===", "___", "```", "~~~", "- -")):
        text = _RULER.sub("", text)
    if "#" in text or ">" in text:
        text = _HEADING.sub("", text)
    if "==" in text:
        text = _WIKI_HEADING.sub(lambda match: match["text"].rstrip(), text)
    if any(mark in text for mark in ("*", "_", "~~", "'''")):
        # Twice: strong words inside of emphasis.
        text = _EMPHASIS.sub(_words, _EMPHASIS.sub(_words, text))
    return _ESCAPED.sub("", text).replace("`", "") if "`" in text or "\\" in text else text


def _without_link(match: re.Match[str]) -> str:
    if not _PLACE.match(match["to"]):
        return match.group()
    return "" if match["image"] else match["text"]


def _name_of(match: re.Match[str]) -> str:
    return (match["name"] or match["text"]).casefold()


def _words(match: re.Match[str]) -> str:
    return str(match["stars"] or match["lines"] or match["struck"] or match["quotes"])
