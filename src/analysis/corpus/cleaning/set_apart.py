"""Words and marks that a program set apart, as corpora for language processing have them, joined again."""

from __future__ import annotations

import re

# So many commas, and full stops at the end of a paragraph, stand apart, and this share of all.
_MIN_APART, _MOST = 3, 2 / 3
_BRACKETS = {"L": {"R": "(", "S": "[", "C": "{"}, "R": {"R": ")", "S": "]", "C": "}"}}
_NAMED_BRACKET = re.compile(r"-(?P<side>[LR])(?P<kind>[RSC])B-", re.IGNORECASE)
# What is left out of a text, step by step; a full stop before a digit may begin a number.
_STEPS = tuple(
    (re.compile(pattern), joined)
    for pattern, joined in (
        (r"``[ \u00a0]?", "“"),
        (r"[ \u00a0]?''", "”"),
        # "do n't", "it 's", "it ’ s", "don ’ t"
        (r"(?<=\w)[ \u00a0](['’])[ \u00a0]?(s|t|re|ve|ll|d|m)(?!\w)", r"\1\2"),
        (r"(?<=\w)[ \u00a0](n['’]t)\b", r"\1"),
        # "O ’ Rourke", "l' homme", "qu ’ il"
        (r"\b([DLO]|[cdjlmnst]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu|[Aa]ujourd)[ \u00a0]?(['’])[ \u00a0](?=\w)", r"\1\2"),
        # "cities ’ schools"
        (r"(?<=[\w,.!?])[ \u00a0](’(?!\w|[ \u00a0]\d)|(?<=s.)'(?!\w))", r"\1"),
        # Where a run of blanks begins: each of them would be tried otherwise.
        (r"(?<![ \u00a0])[ \u00a0]+([,;:!?%)\]}”»،؛؟]|\.(?!\d))", r"\1"),
        (r"([(\[{“«‘„¿¡$£€])[ \u00a0]+(?=\S)", r"\1"),
        (r"(?<![^\s(])([@#])[ \u00a0](?=\w)", r"\1"),
        (r"\b(https?):[ \u00a0]//", r"\1://"),
    )
)


def join_set_apart(text: str) -> str:
    """Join the words and marks of a text in which most commas and last full stops stand apart; others stay as they are.

    Examples
    --------
    >>> join_set_apart("They did n't sail , he said ( on Monday ) , `` for now '' . It ’ s late , he said .")
    "They didn't sail, he said (on Monday), “for now”. It’s late, he said."
    >>> join_set_apart("A river , a road, a quay, a mill. All stay.")
    'A river , a road, a quay, a mill. All stay.'
    """
    # Full stops inside a paragraph may be those of abbreviations.
    ended = f"{text}\n"
    apart = text.count(" ,") + ended.count(" .\n")
    if apart < _MIN_APART or apart < _MOST * (text.count(",") + ended.count(".\n")):
        return text
    joined = _NAMED_BRACKET.sub(lambda found: _BRACKETS[found["side"].upper()][found["kind"].upper()], text)
    for pattern, replacement in _STEPS:
        joined = pattern.sub(replacement, joined)
    return joined
