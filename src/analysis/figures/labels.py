"""Make hostile text safe to draw, and know how wide it will be.

Labels come from articles: control characters, bidi overrides, letters without a font, any length. Widths are taken from
the unhinted outlines, so they do not depend on the resolution or on the file format.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font
from matplotlib.textpath import TextToPath

from analysis.wording import clean_label

# DejaVu Sans comes with matplotlib; the others draw what it lacks, on machines that have them.
_FALLBACKS = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans CJK KR", "Noto Sans SC", "Noto Sans JP", "Noto Sans KR",
    "Source Han Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback", "IPAexGothic",
    "PingFang SC", "Hiragino Sans", "Microsoft YaHei", "Malgun Gothic", "Arial Unicode MS",
    "Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Tamil", "Noto Sans Thai",
)  # fmt: skip
NO_FONT = "\u25af"  # ▯, drawn for a letter no font here can draw
_OUTLINES = TextToPath()
_MAX_BUFFER = 1_000_000  # bytes; DejaVu Sans has 760,000, fonts of Chinese characters have many millions
_USUAL_LETTER = 0.55  # of the size, blanks among them: mean width in running text


@lru_cache(maxsize=1)
def families() -> tuple[str, ...]:
    """List the font families to draw with: DejaVu Sans, then the fallbacks this machine has."""
    manager = font_manager.fontManager
    # matplotlib keeps its list of fonts in a file, which does not know of fonts installed later.
    for path in sorted({*font_manager.findSystemFonts()} - {font.fname for font in manager.ttflist}):
        with suppress(Exception):  # files of many kinds; one that cannot be read draws nothing
            if FT2Font(path).family_name in _FALLBACKS:
                manager.addfont(path)
    installed = {font.name for font in manager.ttflist}
    return ("DejaVu Sans", *(name for name in _FALLBACKS if name in installed))


@lru_cache(maxsize=1)
def _fonts() -> tuple[tuple[FT2Font, ...], ...]:
    """Open the regular and the bold fonts: a label may be drawn in both."""
    _open_at_once()
    return tuple(
        tuple(
            font_manager.get_font(font_manager.findfont(font_manager.FontProperties(family=name, weight=weight)))
            for name in families()
        )
        for weight in ("normal", "bold")
    )


@lru_cache(maxsize=1)
def _open_at_once() -> None:
    """Open the fonts to draw with so that their files are read once; matplotlib keeps them open.

    It reads the shape of a letter from the file whenever it measures or draws one, through the small buffer that
    `io.open` gives a file: a fifth of the time of a figure.
    """
    usual = io.open

    def with_buffer(file: Any, mode: str = "r", *how: Any, **named: Any) -> Any:
        if isinstance(file, str) and mode == "rb" and not how and not named:
            size = Path(file).stat().st_size
            return usual(file, mode, size + 1 if size < _MAX_BUFFER else -1)
        return usual(file, mode, *how, **named)

    io.open = with_buffer
    try:
        for weight in ("normal", "bold"):
            font = font_manager.FontProperties(family=list(families()), weight=weight)
            _OUTLINES.get_text_width_height_descent("a", font, ismath=False)
    finally:
        io.open = usual


@lru_cache(maxsize=1)
def font_files() -> tuple[tuple[str, int, int], ...]:
    """List the files of the fonts to draw with, with size and time of change."""
    paths = [Path(str(font.fname)) for fonts in _fonts() for font in fonts]
    return tuple((str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in paths)


def has_font(letter: str) -> bool:
    """Tell whether `letter` can be drawn here, in regular and in bold."""
    return all(any(font.get_char_index(ord(letter)) for font in fonts) for fonts in _fonts())


def drawable(text: object, row: int | None = None, limit: int = 80) -> str:
    """Clean `text`, cut at `limit` letters, and put "▯" for each without a font.

    Where there is such a letter, the `row` of the saved table, from 1, is named, for it spells the label out.
    """
    line = clean_label(text, limit)
    if line.isascii():
        return line
    drawn = "".join(letter if has_font(letter) else NO_FONT for letter in line)
    return f"{drawn} (row {row})" if row is not None and drawn != line else drawn


def drawable_names(names: Iterable[object]) -> dict[object, str]:
    """Map each distinct name to its drawable label, in the order of their first rows."""
    labels: dict[object, str] = {}
    for row, name in enumerate(names, start=1):
        if name not in labels:
            labels[name] = drawable(name, row)
    return labels


@lru_cache(maxsize=20_000)
def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Measure one line of `text` in inches, at `size` points."""
    _open_at_once()
    font = font_manager.FontProperties(family=list(families()), size=size, weight=weight)
    return float(_OUTLINES.get_text_width_height_descent(text, font, ismath=False)[0]) / 72


def widest(texts: Iterable[str], size: float, weight: str = "normal") -> float:
    """Measure the widest of `texts` in inches; 0 for none."""
    return max((text_width(text, size, weight) for text in texts), default=0.0)


def fit(text: str, inches: float, size: float, weight: str = "normal") -> str:
    """Cut one line with "…" so that it is at most `inches` wide."""
    if text_width(text, size, weight) <= inches:
        return text
    short, long = 0, len(text)
    while long - short > 1:  # the width grows with the letters, so halve the span
        middle = (short + long) // 2
        fits = text_width(text[:middle].rstrip() + "…", size, weight) <= inches
        short, long = (middle, long) if fits else (short, middle)
    return text[:short].rstrip() + "…"


def wrap(text: str, inches: float, size: float, weight: str = "normal", lines: int = 2) -> list[str]:
    """Break `text` into at most `lines` lines of at most `inches`; what is left over is cut.

    A word wider than a line is broken behind its hyphens.
    """
    pieces = [part for word in text.split() for part in _break(word, inches, size, weight)]
    wrapped: list[str] = []
    while pieces and len(wrapped) < lines - 1:
        taken = _pieces_that_fit(pieces, inches, size, weight)
        wrapped.append(fit("".join(pieces[:taken]).rstrip(), inches, size, weight))
        pieces = pieces[taken:]
    return [*wrapped, fit("".join(pieces).rstrip(), inches, size, weight)] if pieces else wrapped


def _pieces_that_fit(pieces: list[str], inches: float, size: float, weight: str) -> int:
    def fits(taken: int) -> bool:
        return text_width("".join(pieces[:taken]).rstrip(), size, weight) <= inches

    # To measure takes longer than all else here: what usual letters fill is tried first.
    usual = 72 * inches / (_USUAL_LETTER * size)
    taken = max(1, bisect_right(list(accumulate(map(len, pieces))), usual))
    while taken < len(pieces) and fits(taken + 1):
        taken += 1
    while taken > 1 and not fits(taken):
        taken -= 1
    return taken


def _break(word: str, inches: float, size: float, weight: str) -> list[str]:
    may_break = "-" in word and text_width(word, size, weight) > inches
    parts = re.findall("[^-]*-+|[^-]+", word) if may_break else [word]
    return [*parts[:-1], f"{parts[-1]} "]
