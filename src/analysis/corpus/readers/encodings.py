"""Bytes to text: byte-order mark, strict UTF-8, what was asked for, then a recorded guess; one encoding a file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from charset_normalizer import CharsetMatch, from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Below this a guess would rest on a handful of letters.
SHORTEST_GUESS = 200
# Of 100 bytes at most one may be broken; more, and the encoding is not the one.
_BROKEN = 100
# UTF-16 has more than one zero byte in 20: those of its blanks and commas at the least.
_ZEROS = 20
# Bytes of a piece; a guess rests on the first pieces that are not UTF-8, of so many bytes together.
_PIECE, _SAMPLE = 1 << 16, 1 << 18
# Guesses whose chaos and coherence (shares, in charset-normalizer's measure) differ by less are equally likely; then
# these are taken, because newspapers are far more often written in them than in their lookalikes.
_CHAOS, _COHERENCE, _USUAL = 0.005, 0.02, ("cp1252", "mac_roman")
# Lookalikes of the Western pages, and the languages written in them: one that reads Dutch is no Baltic page.
_REGIONAL = (
    (
        {"cp1250", "iso8859_2", "mac_latin2", "cp852"},
        {"Polish", "Czech", "Slovak", "Hungarian", "Romanian", "Croatian", "Slovene"},
    ),
    ({"cp1257", "iso8859_13", "iso8859_4", "cp775"}, {"Lithuanian"}),
    ({"cp1254", "iso8859_9", "mac_turkish", "cp857"}, {"Turkish"}),
)
_REGIONAL_ENCODINGS = frozenset().union(*(encodings for encodings, _ in _REGIONAL))
# Lower bytes are never part of a letter in any encoding, so that a text may be cut there.
_LETTERS = bytes(range(0x30, 0x100))
_BROKEN_BYTE, _REPLACED = re.compile("[\udc80-\udcff]"), re.compile("\ufffd")

Chunks = Callable[[], Iterator[bytes]]


@dataclass(frozen=True)
class Encoding:
    """How a file is decoded: the codec, whether it is a guess, and how many bytes become U+FFFD."""

    codec: str
    guessed: bool = False
    broken: int = 0

    def __str__(self) -> str:
        if not self.broken:
            return self.codec
        return f"{self.codec} with {self.broken:,} broken byte{'s' * (self.broken > 1)}"


@dataclass
class _Tried:
    """What came of decoding: bytes, bytes that are broken and the first of them, letters beyond ASCII, NUL bytes."""

    size: int = 0
    broken: int = 0
    first: int = 0
    letters: int = 0
    nuls: int = 0


def decode(data: bytes, given: str = "") -> tuple[str, Encoding]:
    r"""Decode the bytes of a file.

    Parameters
    ----------
    data : bytes
        A whole file.
    given : str
        The encoding asked for; it goes before a guess.

    Returns
    -------
    text : str
        The text, with line ends as ``\\n``.
    encoding : Encoding
        As `find_encoding` tells it.

    Raises
    ------
    ValueError
        When the bytes are no text in any encoding that can be told, with the reason in words.
    """
    encoding = find_encoding(lambda: (data[i : i + _PIECE] for i in range(0, len(data), _PIECE)), given)
    text = data.decode(encoding.codec, "replace")
    if "\0" in text:
        raise ValueError("it holds NUL bytes: not a text file")
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def find_encoding(chunks: Chunks, given: str = "") -> Encoding:
    """Tell the encoding of a file from all its bytes, in bounded memory.

    Parameters
    ----------
    chunks : callable
        Gives the bytes in pieces, the first of them not too short to tell a pattern; called up to five times.
    given : str
        The encoding asked for. A mark and valid UTF-8 go before it: they leave no doubt.

    Returns
    -------
    Encoding
        In this order: what a byte-order mark says; ``utf-8`` when every byte fits; the one asked for; UTF-16 without a
        mark, told by its zero bytes; ``utf-8`` with broken bytes, when they are at most 1 % and fewer than the letters
        that fit; a guess. Where Windows-1252 or Mac Roman is as likely as the guess, it is taken: in its lookalikes
        "ñ" would be "ń".

    Raises
    ------
    ValueError
        When none fits, or the file is not UTF-8 and has fewer than 200 bytes to guess from.
    """
    head = next(chunks(), b"")
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return _fitting(codec, chunks, f"it begins like {codec} but is not")
    utf8 = _try("utf-8", chunks)
    if not utf8.broken and not utf8.nuls:
        return Encoding("utf-8")
    if given and (utf8.broken or utf8.nuls * _ZEROS > utf8.size):
        return _fitting(given, chunks, f"not {given}, the encoding asked for")
    if utf8.size >= SHORTEST_GUESS and utf8.nuls and (wide := _without_mark(head)):
        return Encoding(wide, True, _try(wide, chunks).broken)
    if utf8.broken <= utf8.letters and utf8.broken * _BROKEN <= utf8.size:
        return Encoding("utf-8", False, utf8.broken)
    wrong = f"not UTF-8 (byte {utf8.first:,})"
    if utf8.nuls * _BROKEN > utf8.size:
        raise ValueError("it holds NUL bytes: not a text file")
    if utf8.size < SHORTEST_GUESS:
        raise ValueError(f"{wrong}, and too short to guess another encoding: say it, such as encoding: cp1252")
    codec = _guess(_sample(chunks))
    tried = _try(codec, chunks) if codec else utf8
    if tried.broken * _BROKEN > tried.size:
        raise ValueError(f"{wrong}, and no other encoding makes it text")
    return Encoding(codec, True, tried.broken)


def _fitting(codec: str, chunks: Chunks, wrong: str) -> Encoding:
    tried = _try(codec, chunks)
    if tried.broken * _BROKEN > tried.size:
        raise ValueError(f"{wrong} ({tried.broken:,} broken byte{'s' * (tried.broken > 1)})")
    return Encoding(codec, False, tried.broken)


def _try(codec: str, chunks: Chunks) -> _Tried:
    tried = _Tried()
    # A text in UTF-8 can hold U+FFFD of its own; there, what is broken is marked by half a surrogate pair.
    utf8 = codec.startswith("utf-8")
    broken, errors = (_BROKEN_BYTE, "surrogateescape") if utf8 else (_REPLACED, "replace")
    decoder = codecs.getincrementaldecoder(codec)(errors)
    for chunk in _with_end(chunks()):
        rest = len(decoder.getstate()[0]) if utf8 else 0
        text = decoder.decode(chunk, not chunk)
        if not text.isascii():
            found = len(broken.findall(text))
            if found and not tried.broken:
                tried.first = tried.size - rest + len(text[: _start(broken, text)].encode())
            tried.broken += found
            tried.letters += len(text) - len(text.encode("ascii", "ignore")) - found
        tried.nuls += chunk.count(0)
        tried.size += len(chunk)
    return tried


def _start(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text)
    return match.start() if match else 0


def _with_end(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Add the empty piece that tells a decoder that no more comes."""
    yield from chunks
    yield b""


def _without_mark(head: bytes) -> str:
    """Name the UTF-16 whose pattern of zero bytes a text has: on one side of each pair only."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    codec = "utf-16-le" if odd > even else "utf-16-be"
    if min(even, odd) or max(even, odd) * _ZEROS < len(head):
        return ""
    text = head.decode(codec, "replace")
    readable = sum(c.isprintable() or c.isspace() for c in text)
    return codec if readable * _BROKEN >= len(text) * (_BROKEN - 1) else ""


def _sample(chunks: Chunks) -> bytes:
    """Gather the first pieces that are not UTF-8, cut where no letter is."""
    sample: list[bytes] = []
    rest = b""
    for chunk in _with_end(chunks()):
        data = rest + chunk
        cut = len(data.rstrip(_LETTERS)) if chunk else len(data)
        piece, rest = data[: cut or None], data[cut:] if cut else b""
        try:
            piece.decode("utf-8")
        except UnicodeDecodeError:
            sample.append(piece.replace(b"\0", b""))
        if sum(map(len, sample)) >= _SAMPLE:
            break
    return b"".join(sample)


def _guess(sample: bytes) -> str:
    found = list(from_bytes(sample))
    guesses = [guess for guess in found if not _is_lookalike(guess, found)] or found
    if not guesses:
        return ""
    best = guesses[0]
    likely = [g for g in guesses if g.chaos < best.chaos + _CHAOS and g.coherence > best.coherence - _COHERENCE]
    names = {name for guess in likely for name in guess.could_be_from_charset}
    return next((usual for usual in _USUAL if usual in names), best.encoding)


def _is_lookalike(guess: CharsetMatch, guesses: list[CharsetMatch]) -> bool:
    """Tell whether an encoding cannot be that of the language it makes of the text."""
    names = set(guess.could_be_from_charset)
    home = next((encodings for encodings, languages in _REGIONAL if guess.language in languages), None)
    if home is None:
        return names <= _REGIONAL_ENCODINGS
    # The language is a guess too: it moves a text only where it reads better at home.
    at_home = [other for other in guesses if home & set(other.could_be_from_charset)]
    return not names & home and any(
        other.language == guess.language and other.coherence > guess.coherence for other in at_home
    )
