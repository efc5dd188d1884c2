"""Leftovers of Markdown, wikis, forums and blogs: links, emphasis, headings, rulers, codes in brackets."""

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


# BBCode, and the shortcodes of WordPress.
_CODE = re.compile(
    r"\[(?P<close>/?)(?P<name>[A-Za-z][\w-]{0,40}|\*)(?P<inside>=[^\[\]\n]{1,300}"
    r"|(?:\s+[\w-]{1,40}=(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|“[^”]{0,2000}”|[^\s\[\]\"']{1,300})){1,40}"
    r"|\s+https?://[^\s\[\]]{1,500})?\s{0,5}/?\]"
)
# Forums write these without any value, in either case; of others, both ends must be there.
_ALONE = frozenset(["hr", "gallery", "embed", "playlist", "nextpage", "toc"])
_BLOCK_NAMES = "* caption center h1 h2 h3 h4 hr li list pullquote quote table tr"
_DROPPED_NAMES = "attach audio embed facebook gallery img instagram media playlist tweet twitter video vimeo youtube"
_BLOCKS = frozenset(_BLOCK_NAMES.split())
# With what is between the marks.
_DROPPED = frozenset(_DROPPED_NAMES.split())
_MAX_DROPPED = 2000


def strip_shortcodes(text: str) -> str:
    r"""Remove codes in brackets that have values or are closed; "[i]t" and "[applause]" stay.

    Examples
    --------
    >>> strip_shortcodes('[caption id="a1"]The quay[/caption] "[i]t [b]left[/b]" [gallery ids="1,2"][sic]')
    '\n\nThe quay\n\n "[i]t left" [sic]'
    """
    found = list(_CODE.finditer(text))
    opened = {match["name"].lower() for match in found if not match["close"]}
    known = _ALONE | ({match["name"].lower() for match in found if match["close"]} & opened)
    pairs = known - _ALONE
    known |= {match["name"].lower() for match in found if match["inside"]} | ({"*"} if "list" in known else set())
    kept: list[str] = []
    at = start = 0
    while match := _CODE.search(text, start):
        start = match.end()
        name = match["name"].lower()
        if name not in known or (name in _ALONE and not match["inside"] and not match["name"].islower()):
            continue
        end = match.end()
        if name in _DROPPED and name in pairs and not match["close"]:
            closing = text.find(f"[/{match['name']}]", end, end + _MAX_DROPPED)
            end = closing + len(name) + 3 if closing >= 0 else end
        kept += [text[at : match.start()], "\n\n" if name in _BLOCKS else ""]
        at = start = end
    kept.append(text[at:])
    return "".join(kept)
