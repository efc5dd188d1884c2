"""Words of Chinese and Japanese, which are written without blanks, by dictionaries in the packages of an extra."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import SettingsError

if TYPE_CHECKING:
    from janome.tokenizer import Tokenizer
    from rjieba import Jieba

_PACKAGES = {"ja": ("Japanese", "janome"), "zh": ("Chinese", "rjieba")}
SEGMENTED = frozenset(_PACKAGES)
_TABLE = Path(__file__).with_name("traditional.txt")


@cache
def can_segment(language: str) -> bool:
    """Tell whether the package for a language written without blanks is installed, or none is needed."""
    return language not in _PACKAGES or find_spec(_PACKAGES[language][1]) is not None


def require_segmenter(language: str) -> None:
    """Refuse a language whose package is missing: with other words, the same articles would give other numbers.

    Raises
    ------
    SettingsError
        Says how to install it.
    """
    if not can_segment(language):
        raise SettingsError(f"Words of {_PACKAGES[language][0]} need the extra words: pip install -e '.[words]'.")


@lru_cache(maxsize=200_000)
def segment(run: str, language: str) -> tuple[str, ...]:
    """Cut characters between which no blank or punctuation is into words; together they are the characters again.

    Chinese by the dictionary of jieba, and its guess at names that are not in it; traditional characters are looked up
    as the simplified ones. Japanese by the dictionary of MeCab (IPADIC). Both always give the same words.

    Examples
    --------
    >>> segment("中国的人工智能", "zh"), segment("討論經濟", "zh"), segment("東京で会う", "ja")
    (('中国', '的', '人工智能'), ('討論', '經濟'), ('東京', 'で', '会う'))
    """
    if language == "ja":
        return tuple(map(str, _japanese().tokenize(run, wakati=True)))
    ends = accumulate(map(len, _chinese().cut(run.translate(simplified()), True)), initial=0)
    return tuple(run[start:end] for start, end in pairwise(ends))


@cache
def simplified() -> dict[int, int]:
    """Read the table of traditional characters, for ``str.translate``."""
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    pairs = "".join(line for line in lines if not line.startswith("#"))
    return str.maketrans(pairs[::2], pairs[1::2])


@cache
def _chinese() -> Jieba:
    """Load the dictionary once a process; not the shared one of the package, which other code may add words to."""
    require_segmenter("zh")
    from rjieba import Jieba

    return Jieba()


@cache
def _japanese() -> Tokenizer:
    require_segmenter("ja")
    from janome.tokenizer import Tokenizer

    return Tokenizer(wakati=True)
