"""Markup, escapes and addresses in the fields of an article, removed or mended before anything is counted."""

from __future__ import annotations

import re
from collections.abc import Callable

from analysis.corpus.cleaning.addresses import strip_addresses, strip_posts, strip_tag_lines
from analysis.corpus.cleaning.cut_words import join_soft
from analysis.corpus.cleaning.escapes import (
    strip_invisible,
    unescape_entities,
    unescape_excel,
    unescape_written,
)
from analysis.corpus.cleaning.html_tags import strip_code, strip_tags
from analysis.corpus.cleaning.light_markup import strip_markdown, strip_shortcodes
from analysis.corpus.cleaning.set_apart import join_set_apart

# Removal log entries: markup differs in every article.
SPREADSHEET = "(escapes of spreadsheets such as _x000D_, now the characters they stand for)"
WRITTEN = "(escapes of programs such as \\n and \\u2019, now the characters they stand for)"
SET_APART = "(blanks between words and marks, as programs cut texts into words, now joined)"
ENTITIES = "(HTML entities such as &quot;, now the characters they stand for)"
TAGS = "(HTML tags, comments, scripts and styles)"
SHORTCODES = "(BBCode, shortcodes of WordPress)"
MARKDOWN = "(marks of Markdown and wikis; the words of links stay)"
POSTS = "(what frames embedded posts: name, handle and date; their words stay)"
ADDRESSES = "(addresses of pages and e-mail)"
TAG_LINES = "(lines of hashtags and handles)"
INVISIBLE = "(soft hyphens and other marks that cannot be seen)"
CUT_WORDS = "(hyphens at line ends inside a word, now joined)"

# One character is found ten times as fast as two.
_MARKDOWN = ("*", "_", "`", "[", "~", "{", "#", ">", "=", "---", "'''")
_POSTS = ("@", "nstagram", "witter", "ouTube")
# Step by step: the entry, what a text must have for it, and what is done. Tags may be written as entities, and
# addresses stand in tags and links.
_STEPS: tuple[tuple[str, tuple[str, ...], Callable[[str], str]], ...] = (
    (SPREADSHEET, ("_x",), unescape_excel),
    (WRITTEN, ("\\", "u20"), unescape_written),
    (SET_APART, (" ,", " ."), join_set_apart),
    (TAGS, ("<",), strip_tags),
    (ENTITIES, ("&",), unescape_entities),
    (TAGS, ("<",), strip_tags),
    (TAGS, ("}", ");", "window.", "document."), strip_code),
    (SHORTCODES, ("[",), strip_shortcodes),
    (POSTS, _POSTS, strip_posts),
    (MARKDOWN, _MARKDOWN, strip_markdown),
    (ADDRESSES, ("@", "://", "www.", "[email"), strip_addresses),
    (TAG_LINES, ("#", "@"), strip_tag_lines),
)
ENTRIES = (*dict.fromkeys(entry for entry, _, _ in _STEPS), INVISIBLE, CUT_WORDS)
# Hosts in small letters, with a path or one of the common endings.
_HOST = re.compile(r"\.[a-z]{2,24}/|\.(?:com|org|net|edu|gov|info|int|biz|tv|io|eu|co|ac|gob|uk)\b")
# What is left of a line that was removed but for its full stop.
_LEFT_OVER = re.compile(r"^[^\w\n]{1,10}$", re.MULTILINE)


def remove_markup(text: str, keep: frozenset[str] = frozenset()) -> tuple[str, list[str]]:
    r"""Remove or mend the markup of a text, title or name; give it, the same when nothing was found, and what was done.

    What is done, and what is to be kept, are some of `ENTRIES`.

    Examples
    --------
    >>> remove_markup("<p>They left.</p><p>The ships stayed.</p>")
    ('They left.\n\n\n\nThe ships stayed.', ['(HTML tags, comments, scripts and styles)'])
    """
    mended = text
    entries: dict[str, None] = {}
    for entry, marks, mend in _STEPS:
        if not any(mark in mended for mark in marks) and not (entry == ADDRESSES and _HOST.search(mended)):
            continue
        if entry not in keep and (after := mend(mended)) != mended:
            mended = after
            entries[entry] = None
    if not mended.isascii() and INVISIBLE not in keep and (after := strip_invisible(join_soft(mended))) != mended:
        mended = after
        entries[INVISIBLE] = None
    return (_LEFT_OVER.sub("", mended).strip(), list(entries)) if entries else (text, [])
