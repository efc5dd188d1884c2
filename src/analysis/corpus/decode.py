"""Bytes to text: byte-order mark, strict UTF-8, then a recorded guess."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Below this a guess would rest on a handful of letters.
SHORTEST_GUESS = 200
# Guesses whose chaos and coherence (shares, in charset-normalizer's measure) differ by less are equally likely.
_EQUAL = 0.005


def decode(data: bytes) -> tuple[str, str]:
    r"""Decode the bytes of a file.

    Parameters
    ----------
    data : bytes
        A whole file.

    Returns
    -------
    text : str
        The text, with line ends as ``\\n``.
    encoding : str
        ``utf-8`` when certain, else the name of the guess. Where Windows-1252 is as likely as the guess, it is taken:
        western files are far more often written in it than in its lookalikes (in which "ñ" would be "ń").

    Raises
    ------
    ValueError
        When the bytes are no text in any encoding that can be told, with the reason in words.
    """
    text, encoding = _decode(data)
    if "\0" in text:
        raise ValueError("it holds NUL bytes: not a text file")
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if len(data) < SHORTEST_GUESS:
            raise ValueError(f"not UTF-8 (byte {error.start}), and too short to guess another encoding") from error
    guesses = from_bytes(data)
    best = guesses.best()
    if best is None:
        raise ValueError("not UTF-8, and no other encoding makes it text")
    for guess in guesses:
        as_likely = guess.chaos < best.chaos + _EQUAL and guess.coherence > best.coherence - _EQUAL
        if as_likely and "cp1252" in guess.could_be_from_charset:
            return str(guess), "cp1252"
    return str(best), best.encoding


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(f"it begins like {encoding} but breaks at byte {error.start}") from error
