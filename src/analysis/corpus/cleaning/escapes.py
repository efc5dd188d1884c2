"""Characters that were written as escapes of HTML, spreadsheets and programs, and characters that cannot be seen."""

from __future__ import annotations

import html
import re
from html.entities import html5

_ENTITY = re.compile(
    r"&(?:#(?P<number>[xX][0-9a-fA-F]{1,6}(?=;)|[0-9]{2,7});?|(?P<name>[A-Za-z][A-Za-z0-9]{1,31})(?P<end>;?))"
)
# These begin no English word, so they need no end.
_BEGINNING = re.compile(r"nbsp|(?:amp|quot)(?=[A-Z])")
# Written twice or three times by as many programs: "&amp;quot;".
_DEPTH = 3

_EXCEL = re.compile(r"_x([0-9A-Fa-f]{4})_")

# A path of Windows stays ("C:\new"); a line end that was written out, once or with others.
_WRITTEN = re.compile(
    r"(?P<path>\b[A-Za-z]:\\[^\s\"<>|]{0,300})|\\+u\{?(?P<code>[0-9A-Fa-f]{4})\}?|\\+x(?P<byte>[89A-Fa-f][0-9A-Fa-f])"
    r"|\\+(?P<quote>[\"'/])|(?P<end>(?:\\+r)?\\+n|\\+r(?![a-z])|\\+t)"
)
_CLEAR_END = re.compile(r"(?:^|(?<=[.!?:;,\"'”’»)…。])|(?<=\s))(?:\\+r)?\\+n|(?:\\+r)?\\+n(?=[A-Z\s\"“«\\—–-]|$)")
_LOST_BACKSLASH = re.compile(r"(?<=[^\W\d_])u(20(?:1[34589cd]|26)|00a0)(?=[a-z\s.,]|$)")

# Zero-width blanks part the words of scripts that have no others.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_INVISIBLE = re.compile(rf"[\u00ad\u2060\ufeff]|(?<![{_UNSPACED}])\u200b")


def unescape_entities(text: str) -> str:
    r"""Write the entities of HTML as the characters they stand for, also where they were escaped twice.

    Examples
    --------
    >>> unescape_entities("&quot;AT&T&quot; &amp;#8211; R&D; Price &amp Sons&#39;s")
    '"AT&T" – R&D; Price & Sons\'s'
    """
    for _ in range(_DEPTH):
        mended = _ENTITY.sub(_character, text)
        if mended == text:
            break
        text = mended
    return text


def _character(match: re.Match[str]) -> str:
    entity, name = match.group(), match["name"]
    if not name:
        found = html.unescape(f"&#{match['number']};")
        return "" if found == "\ufffd" else found
    if match["end"]:
        return html5.get(f"{name};") or html5.get(f"{name.lower()};", entity)
    # As HTML has it, without a semicolon only these, and not in an address ("?a=1&copy=2").
    if name in html5 and match.string[match.end() : match.end() + 1] != "=":
        return html5[name]
    begun = _BEGINNING.match(name)
    return html5[begun.group()] + name[begun.end() :] if begun else entity


def unescape_excel(text: str) -> str:
    r"""Write the escapes of spreadsheets as their characters, ``_x000D_`` as a line end.

    Examples
    --------
    >>> unescape_excel("They left._x000D_\nThe _x00A3_5 stays, and _x005F_x000D_.")
    'They left.\nThe £5 stays, and _x000D_.'
    """
    mended = _join_pairs(_EXCEL.sub(lambda match: chr(int(match[1], 16)), text))
    return text if mended == text else mended.replace("\r\n", "\n").replace("\r", "\n")


def unescape_written(text: str) -> str:
    r"""Write the escapes of programs as their characters: ``\n``, ``\u2019``, ``\'``.

    Examples
    --------
    >>> unescape_written(r"It\u2019s \"over\".\nThey left C:\new.")
    'It’s "over".\nThey left C:\\new.'
    """
    ends = [match for match in _WRITTEN.finditer(text) if match["end"]]
    believed = len(ends) > 1 or (bool(ends) and _CLEAR_END.search(text) is not None)
    mended = _WRITTEN.sub(lambda match: _written(match, believed), text)
    return _join_pairs(_LOST_BACKSLASH.sub(lambda match: chr(int(match[1], 16)), mended))


def _written(match: re.Match[str], believed: bool) -> str:
    if code := match["code"] or match["byte"]:
        return chr(int(code, 16))
    if match["end"]:
        return ("\t" if match["end"].endswith("t") else "\n") if believed else match.group()
    return match["quote"] or match.group()


def _join_pairs(text: str) -> str:
    """Join the halves of characters beyond U+FFFF, which are written as two escapes; a lone half is dropped."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")


def strip_invisible(text: str) -> str:
    """Remove soft hyphens, zero-width blanks and marks of byte order.

    Examples
    --------
    >>> strip_invisible("news\u00adpaper\ufeff")
    'newspaper'
    """
    return _INVISIBLE.sub("", text)
