"""HTML in the fields of an article: tags, comments, scripts and styles, and their leftovers."""

from __future__ import annotations

import re

from analysis.corpus.cleaning.script_calls import strip_calls

# A value in quotation marks may hold any character; what is not closed ends at the next bracket.
_TAG = re.compile(
    r"<(?:(?P<mark>!--|!\[CDATA\[|[!?](?=[A-Za-z\[]))"
    r"|(?P<close>/?)(?P<name>[A-Za-z][\w:.-]{0,60})"
    r"(?P<inside>(?:[\s/\"'](?:[^<>\"']++|\"[^\"]*\"|'[^']*')*+|[\s/\"'][^<>]*+)?)>)"
)
_CUT_TAG = re.compile(r"<(?:/[a-z][a-z0-9]{0,9}|[a-z][a-z0-9]{0,9}\s[^<>\n]{0,500}=[^<>\n]{0,500})$")
_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre section summary table tbody tfoot "
    "thead tr ul hedline headline hl1 hl2"
)
_INLINE_NAMES = (
    "a abbr acronym area audio b base basefont bdi bdo big br button canvas cite code col colgroup data datalist del "
    "dfn em embed font form frame frameset head i iframe img input ins kbd label link map mark marquee math meta meter "
    "nav nobr noembed noframes noscript object optgroup option output param picture progress q rp rt ruby s samp "
    "script select small source span strike strong style sub sup svg td template textarea th time title track tt u "
    "var video wbr"
)
# Frames for reading aloud, menus and code are not the article.
_DROPPED_NAMES = (
    "audio button canvas datalist form head iframe map math nav noembed noframes noscript object script select style "
    "svg template textarea video"
)
_BARE_ATTRIBUTES = "allowfullscreen async autoplay checked controls defer disabled hidden loop muted selected"
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_KNOWN = _BLOCKS | frozenset(_INLINE_NAMES.split())
# With all that is in them.
_DROPPED = frozenset(_DROPPED_NAMES.split())
_CODE = frozenset(["script", "style"])
# These part words.
_SPACED = frozenset(["audio", "button", "form", "iframe", "img", "input", "object", "option", "td", "th", "video"])
_BARE = frozenset(_BARE_ATTRIBUTES.split())
_VALUE = re.compile(r"[\w:-]\s*=\s*[\"'\w#/%]")
_QUOTED_VALUE = re.compile(r"[\w:-]\s*=\s*[\"'][^\"']*[\"']")
_ADDRESS = re.compile(r"(?:https?|ftp|mailto|news):", re.IGNORECASE)
_NAMESPACE = re.compile(r"\w:\w")

# Rules of style sheets and scripts whose tags are lost.
_RULE = re.compile(r"(?P<before>(?<![^\n{}])[^{}\n]{0,300})\{(?P<inside>[^{}]{0,3000})\}")
_SELECTOR = re.compile(r"(?:^|(?<=\s))(?:[.#][A-Za-z][\w-]*|@(?:media|import|font-face|keyframes)\b)[^{}]*$")
_ELEMENT = re.compile(r"\s*(?:a|article|body|div|h[1-6]|html|img|li|ol|p|section|span|table|td|ul)\b[\w\s.#:,>+~()-]*")
_DECLARATION = re.compile(r"\s*[A-Za-z-]{2,40}\s*:\s*\S")
_SIGNS = re.compile(
    r"function\s?\w*\s?\(|\bvar \w+\s?=|\b(?:window|document)\.\w|\.push\(|googletag|adsbygoogle|[=!]==?|\|\||&&|=>"
    r"|\);|\breturn\b|\{\}"
)
_MARKS = re.compile(r"[{}();=\[\]]")


def strip_tags(text: str) -> str:
    r"""Remove tags: paragraphs and line breaks for those of blocks, nothing for those inside a line.

    Only known names are tags, names with attributes (``<tweet id="1">``), with a namespace, and those that are closed
    in the same text; and in capitals (``<BR>`` is also a share) only beside others. Scripts, styles, forms, frames and
    comments go with what is in them.

    Examples
    --------
    >>> strip_tags('<p>They <b>left</b>.</p><p>If a < b and c > d, <Name> stays &lt;3</p><script>x = "<p>"</script>')
    '\n\nThey left.\n\n\n\nIf a < b and c > d, <Name> stays &lt;3\n\n'
    """
    is_tag = _Judge(text)
    kept: list[str] = []
    at = start = 0
    unclosed: set[str] = set()
    while match := _TAG.search(text, start):
        start = match.end()
        if match["mark"]:
            end, instead = _end_of_mark(text, match, unclosed), ""
        elif is_tag(match):
            end, instead = match.end(), _instead(match["name"].lower(), text, match)
            if not match["close"]:
                end = _end_of_element(text, match, unclosed)
        else:
            continue
        kept += [text[at : match.start()], instead]
        at = start = end
    kept.append(text[at:])
    # A table that cuts long cells cuts tags too.
    return _CUT_TAG.sub("", "".join(kept).replace("]]>", "") if at else text)


class _Judge:
    """Judge what is a tag, by all that looks like one in the text."""

    def __init__(self, text: str) -> None:
        found = [m for m in _TAG.finditer(text) if m["name"]]
        opened = {m["name"].lower() for m in found if not m["close"]}
        self.closed = {m["name"].lower() for m in found if m["close"]} & opened
        self.marked = {m["name"].lower() for m in found if _QUOTED_VALUE.search(m["inside"])}
        small = any(m["name"] in _KNOWN and len(m["name"]) > 1 for m in found)
        breaks = [m["name"] for m in found if m["name"] in ("BR", "P")]
        names = {m["name"].lower() for m in found}
        self.is_html = bool(
            small or (self.closed & _KNOWN) or (self.marked & _KNOWN) or (len(breaks) > 1 and names <= _KNOWN)
        )

    def __call__(self, match: re.Match[str]) -> bool:
        """Say whether a match of `_TAG` is a tag."""
        name, inside = match["name"], match["inside"].strip("/ \t\r\n")
        small = name.lower()
        if _ADDRESS.match(name):
            return False
        if inside:
            if small in _KNOWN:
                return bool(_VALUE.search(inside)) or _BARE.issuperset(inside.lower().split())
            return bool(_QUOTED_VALUE.search(inside)) or bool(_NAMESPACE.search(name))
        if small not in _KNOWN:
            return bool(_NAMESPACE.search(name)) or small in self.closed or small in self.marked
        if len(small) == 1 and small != "p":
            return small in self.closed or small in self.marked
        return name.islower() or self.is_html


def _instead(name: str, text: str, match: re.Match[str]) -> str:
    if name in _BLOCKS:
        return "\n\n"
    if name == "br":
        return "\n"
    if name in _SPACED:
        return " "
    # What another vocabulary calls a block or a part of a line is not known.
    around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
    return " " if name not in _KNOWN and len(around) == 2 and around.isalnum() else ""


def _end_of_element(text: str, match: re.Match[str], unclosed: set[str]) -> int:
    """Find where an element ends that goes with what is in it; where its tag ends for all others."""
    name = match["name"].lower()
    if name not in _DROPPED or match["inside"].rstrip().endswith("/") or name in unclosed:
        return match.end()
    end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, match.end())
    if end is None:
        unclosed.add(name)
        rest = text[match.end() :].split("\n\n", 1)[0]
        return match.end() + len(rest) if name in _CODE and _MARKS.search(rest) else match.end()
    # Some pages are one form as a whole.
    is_page = name in ("form", "object") and 2 * (end.end() - match.start()) > len(text)
    return match.end() if is_page else end.end()


def _end_of_mark(text: str, match: re.Match[str], unclosed: set[str]) -> int:
    mark = match["mark"]
    if mark == "![CDATA[":
        return match.end()
    closing = "-->" if mark == "!--" else "?>" if text.startswith("?php", match.start() + 1) else ">"
    end = -1 if closing in unclosed else text.find(closing, match.end())
    if end < 0:
        unclosed.add(closing)
        return match.end()
    return end + len(closing)


def strip_code(text: str) -> str:
    """Remove rules of style sheets, and calls and lines of scripts, that lost their tags.

    Examples
    --------
    >>> strip_code('They left. .ad-box { width: 300px; float: left } The ships stayed.')
    'They left.  The ships stayed.'
    """
    for _ in range(2):
        # A second time for the rules in an @media rule.
        text = _RULE.sub(_without_rule, text) if "{" in text else text
    return strip_calls("\n".join(map(_without_script, text.split("\n"))))


def _without_rule(match: re.Match[str]) -> str:
    before, inside = match["before"], match["inside"]
    selector = _SELECTOR.search(before)
    parts = [part for part in inside.split(";") if part.strip()]
    if not all(map(_DECLARATION.match, parts)) or not (parts or (selector and "@" in selector.group())):
        return match.group()
    if selector:
        return before[: selector.start()]
    return "" if _ELEMENT.fullmatch(before) or not before.strip() else match.group()


def _without_script(line: str) -> str:
    rest = strip_calls(line)
    return _around_script(line) if _is_script(line) and _SIGNS.search(rest) else rest


def _around_script(line: str) -> str:
    """Keep the sentences before a script in its line, and the words behind its last mark."""
    signs, marks = _SIGNS.search(line), [match.end() for match in _MARKS.finditer(line)]
    before = line[: signs.start()] if signs else ""
    after = line[marks[-1] :] if marks else ""
    return before[: max(before.rfind(mark) + 1 for mark in ".!?")] + (after if after.count(" ") > 1 else "")


def _is_script(line: str) -> bool:
    """Say whether a line is a script: several of its signs, and as many marks as only code has."""
    if ";" not in line and "{" not in line:
        return False
    marks = len(_MARKS.findall(line)) + line.count(";")
    return 14 * marks > len(line) and len(set(_SIGNS.findall(line))) > 1
