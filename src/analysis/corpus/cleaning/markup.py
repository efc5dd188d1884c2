"""Markup and escapes in the fields of an article, removed or mended before anything is counted."""

from __future__ import annotations

import re

# Removal log entries: markup differs in every article.
ESCAPES = "(escapes of spreadsheets, such as _x000D_)"
ENTRIES = (ESCAPES,)

_EXCEL = re.compile(r"_x([0-9A-Fa-f]{4})_")


def remove_markup(text: str, keep: frozenset[str] = frozenset()) -> tuple[str, list[str]]:
    r"""Remove the markup of a text, title or name.

    Parameters
    ----------
    text : str
        As in the file.
    keep : frozenset of str
        Of `ENTRIES`: what stays.

    Returns
    -------
    text : str
        The same object when nothing was found.
    entries : list of str
        Of `ENTRIES`: what was removed.

    Examples
    --------
    >>> remove_markup("They left._x000D_The ships stayed.")
    ('They left.\nThe ships stayed.', ['(escapes of spreadsheets, such as _x000D_)'])
    """
    entries = []
    if "_x" in text and ESCAPES not in keep:
        mended = _EXCEL.sub(lambda m: chr(int(m[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")
        if mended != text:
            text = mended
            entries.append(ESCAPES)
    return text, entries
