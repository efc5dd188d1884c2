"""Bytes to text in one encoding a file: its byte-order mark, UTF-8, the one that was set, or a guess that is listed."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from charset_normalizer import from_bytes

from analysis.corpus.readers.article_rows import Notes
from analysis.corpus.readers.file_parts import MAX_LENGTH, Part
from analysis.wording import plural

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What is guessed, the most used first: of equally likely ones the first is taken. The Baltic cp1257 is not among them,
# because much English with French names looks like it; it must be set.
_CODECS = "cp1252 mac_roman cp1250 iso8859_2 cp1251 koi8_r cp1253 cp1254 cp1255 cp1256 gb18030 big5 cp932 euc_jp cp949"
_GUESSED = _CODECS.split()
# Guesses whose chaos and coherence (shares of 1, measured by charset-normalizer) differ by less are equally likely.
_CHAOS, _COHERENCE = 0.01, 0.02
# In the wrong encoding, letters become symbols inside words: Polish "był" is "by³".
_SYMBOL_IN_WORD = re.compile(r"[^\W\d_][¡¿£¥¤¦§©®°±¶·¹²³¼½¾†‡‰ˆ˜ºª∞≠≤≥∑∏∫Ω√∆◊][^\W\d_]|\b[ºª¹³][^\W\d_]")
# Further signs that Mac Roman and cp1252 were confused: German "Maß" becomes "Maﬂ" and "für" "f¸r", "né" "nÈ" or "nŽ".
_CONFUSED = re.compile(
    rf"{_SYMBOL_IN_WORD.pattern}|[^\W\d_][‹›÷„‚¸¯˘˙˚˝˛ˇ⁄Š™][^\W\d_]|[a-zà-öø-ÿ][À-ÖØ-ÞŽŸŒŠı]|[ﬁﬂ˙˛ˇ˘]|\b[‡‰ˆ¸][^\W\d_]"
)
# Fewer bytes hold a handful of letters to guess from.
MIN_GUESSED = 200
# A guess uses so many bytes.
_SAMPLE = 1 << 18
# At most one character in 100 bytes may be unreadable; more, and the encoding is another one.
_UNREADABLE = 100
# Lower bytes are never part of a letter in any encoding, so a text may be cut there.
_LETTERS = bytes(range(0x30, 0x100))
_NUL = (
    "it holds NUL bytes, so it is not a text file; if it is UTF-16 without a byte-order mark, set the encoding, such "
    "as encoding: utf-16-le"
)

# Of the bytes of a text in UTF-16 one in so many is NUL at least: half of its letters are Latin, or blanks.
_MIN_WIDE = 4
_NOT_PRINTED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")

Chunks = Callable[[], Iterable[bytes]]


@dataclass(frozen=True)
class Encoding:
    """How a file is decoded: the codec, whether it is a guess, and how many characters become U+FFFD."""

    codec: str
    guessed: bool = False
    unreadable: int = 0

    def __str__(self) -> str:
        return f"{self.codec} with {plural(self.unreadable, 'unreadable character')}" if self.unreadable else self.codec


@dataclass
class _Tried:
    """What came of decoding: bytes, characters beyond ASCII, and of these the unreadable."""

    size: int = 0
    letters: int = 0
    unreadable: int = 0

    @property
    def fits(self) -> bool:
        return self.unreadable * _UNREADABLE <= self.size


def decode(data: bytes | bytearray, given: str = "") -> tuple[str, Encoding]:
    r"""Decode the bytes of a whole file, with line ends as ``\\n``; parameters and errors as of `find_encoding`."""
    encoding = find_encoding(lambda: [bytes(data)], given)
    text = data.decode(encoding.codec, "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def open_text(part: Part, given: str, notes: Notes) -> Callable[[], Iterator[str]]:
    r"""Open a part as text: each call gives it in pieces of at most 64 kB, with line ends as ``\\n``.

    Notes get its encoding.

    Raises
    ------
    ValueError
        When its encoding cannot be found, or it cannot be read to its end.
    """
    encoding = find_encoding(part.chunks, given)
    notes.encoding, notes.guessed = str(encoding), encoding.guessed
    codec = codecs.getincrementaldecoder(encoding.codec)

    def pieces() -> Iterator[str]:
        decoder = io.IncrementalNewlineDecoder(codec("replace"), translate=True)
        for chunk in part.chunks():
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)

    return pieces


def read_lines(pieces: Iterable[str]) -> Iterator[str | None]:
    """Cut a text into lines with their ends; None is one of more than `MAX_LENGTH` characters, never held."""
    begun: list[str] = []
    length = 0
    for piece in pieces:
        *lines, rest = piece.split("\n")
        for line in lines:
            yield None if length + len(line) >= MAX_LENGTH else f"{''.join(begun)}{line}\n"
            begun, length = [], 0
        length += len(rest)
        begun = [*begun, rest] if length <= MAX_LENGTH else []
    if length:
        yield None if length > MAX_LENGTH else "".join(begun)


def find_encoding(chunks: Chunks, given: str = "") -> Encoding:
    """Find the encoding of a file from all its bytes, in bounded memory.

    In this order: that of the byte-order mark; UTF-16 where its NUL bytes leave no doubt; ``utf-8`` when every byte
    fits; the one that was set; ``utf-8`` with at most one unreadable character in 100 bytes and fewer of them than of
    those that fit; the best guess. ``chunks`` gives the bytes in pieces, and is called up to four times.

    Raises
    ------
    ValueError
        When none fits, it holds NUL bytes, or it is not UTF-8 and has fewer than 200 bytes to guess from.
    """
    head = next(iter(chunks()), b"")
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return _fitting(codec, chunks, f"it begins like {codec} but is not")
    is_utf8, holds_nul = _scan(chunks)
    if holds_nul and not codecs.lookup(given or "utf-8").name.startswith(("utf-16", "utf-32")):
        codec = _find_wide(chunks)
        if not codec:
            raise ValueError(_NUL)
        return Encoding(codec, guessed=True)
    if is_utf8 and not holds_nul:
        return Encoding("utf-8")
    if given:
        return _fitting(given, chunks, f"not {given}, the encoding that was set")
    utf8 = _try("utf-8", chunks)
    if utf8.fits and 2 * utf8.unreadable <= utf8.letters:
        return Encoding("utf-8", unreadable=utf8.unreadable)
    if utf8.size < MIN_GUESSED:
        raise ValueError("not UTF-8, and too short to guess another encoding: set it, such as encoding: cp1252")
    codec = _guess(_sample(chunks))
    tried = _try(codec, chunks) if codec else utf8
    if not tried.fits:
        raise ValueError("not UTF-8, and no other encoding makes it text: set it, such as encoding: cp1252")
    return Encoding(codec, guessed=True, unreadable=tried.unreadable)


def _fitting(codec: str, chunks: Chunks, wrong: str) -> Encoding:
    tried = _try(codec, chunks)
    if not tried.fits:
        raise ValueError(f"{wrong} ({plural(tried.unreadable, 'unreadable character')})")
    return Encoding(codec, unreadable=tried.unreadable)


def _scan(chunks: Chunks) -> tuple[bool, bool]:
    """Say whether all bytes are UTF-8, and whether there is a NUL byte."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, holds_nul = True, False
    for chunk in chain(chunks(), [b""]):
        holds_nul = holds_nul or b"\0" in chunk
        try:
            if is_utf8:
                decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            is_utf8 = False
    return is_utf8, holds_nul


def _find_wide(chunks: Chunks) -> str:
    """Find UTF-16 without a mark where it is certain; empty where it is not.

    Of many letters one byte is NUL, always the first or always the second, and all characters are such as are printed.
    """
    size, nuls = 0, [0, 0]
    for chunk in chunks():
        for place in (0, 1):
            nuls[(size + place) % 2] += chunk[place::2].count(0)
        size += len(chunk)
    codec = "utf-16-be" if nuls[0] else "utf-16-le"
    if size % 2 or min(nuls) or _MIN_WIDE * max(nuls) < size:
        return ""
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        printed = not any(_NOT_PRINTED.search(decoder.decode(chunk, not chunk)) for chunk in chain(chunks(), [b""]))
    except UnicodeDecodeError:
        return ""
    return codec if printed else ""


def _try(codec: str, chunks: Chunks) -> _Tried:
    tried = _Tried()
    decoder = codecs.getincrementaldecoder(codec)("replace")
    for chunk in chain(chunks(), [b""]):
        text = decoder.decode(chunk, not chunk)
        tried.size += len(chunk)
        tried.letters += len(text) - len(text.encode("ascii", "ignore"))
        tried.unreadable += text.count("\ufffd")
    return tried


def _sample(chunks: Chunks) -> bytes:
    """Gather the first line, and the first that are not plain ASCII; where a line is long, cut where no letter is."""
    sample = rest = b""
    for number, chunk in enumerate(chain(chunks(), [b""])):
        data = rest + chunk
        cut = len(data.rstrip(_LETTERS)) if chunk else 0
        piece, rest = data[: cut or None], data[cut:] if cut else b""
        lines = enumerate(piece.splitlines(keepends=True))
        sample += b"".join(line for i, line in lines if not line.isascii() or i == number == 0)
        if len(sample) >= _SAMPLE:
            break
    return sample


def _guess(sample: bytes) -> str:
    found = list(from_bytes(sample, cp_isolation=_GUESSED))
    guesses = [guess for guess in found if not _SYMBOL_IN_WORD.search(str(guess))] or found
    if not guesses:
        return ""
    best = guesses[0]
    likely = [g for g in guesses if g.chaos < best.chaos + _CHAOS and g.coherence > best.coherence - _COHERENCE]
    names = {name for guess in likely for name in guess.could_be_from_charset}
    guess = next((name for name in _GUESSED if name in names), best.encoding)
    return "cp1252" if guess == "mac_roman" and _is_windows(sample) else guess


def _is_windows(sample: bytes) -> bool:
    """Say whether cp1252 makes no worse words of what is taken for Mac Roman, of which few letters may tell."""
    try:
        windows = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return len(_CONFUSED.findall(windows)) <= len(_CONFUSED.findall(sample.decode("mac_roman")))
