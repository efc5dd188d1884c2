"""Addresses of pages and people, the frames of embedded posts, and lines of hashtags and handles."""

from __future__ import annotations

import re

_COMMON = r"com|org|net|edu|gov|info|int|biz|tv|io|eu|(?:com?|org|net|gov|ac|edu|gob)\.[a-z]{2}|nhs\.uk"
_ALSO = "news|media|press|online|site|blog|app|link|live|world|today|zone|london|berlin|example|test"
_PATH = r"[^\s<>\"“”«»]{0,3000}"
# A host with a path has an ending of hosts; a host alone has a common one and small letters: "Amazon.com" is a name.
_ADDRESS = re.compile(
    rf"(?<![\w@])(?:<?(?i:[a-z]{{2,10}}://){_PATH}>?|(?i:www)\.[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,6}}(?:[/?#:]{_PATH})?"
    rf"|(?:[a-z0-9-]{{1,63}}\.){{1,6}}(?:{_COMMON}|{_ALSO}|[a-z]{{2}})/{_PATH}"
    rf"|(?:[a-z0-9-]{{1,63}}\.){{1,4}}(?:{_COMMON})(?![\w-]|\.\w))"
)
_MAIL = re.compile(
    r"(?:<|\bmailto:)?(?<![\w.+@-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}>?|\[email[\s\u00a0]protected\]"
)
# What closes a sentence or bracket behind an address is not part of it.
_CLOSING = ".,;:!?…'’)]}*_"
_SIGN_OFF_LINES = 3
_BEFORE_MAIL = re.compile(r"(?:e-?mail:?)?", re.IGNORECASE)
# What is left where one was: "( )", "text ." and the tags behind it at the end of a line.
_HOLE = "\ue0ff"
_TAGS_BEHIND = re.compile(rf"{_HOLE}(?:[ \t\u00a0]*(?:{_HOLE}|[#@]\w{{1,100}}))+(?=[ \t\u00a0]*(?:\n|$))")
_BRACKETED = re.compile(rf"[ \t\u00a0]?[(\[<“\"][ \t\u00a0]?(?:{_HOLE}[ \t\u00a0,;|]{{0,3}}){{1,5}}[)\]>”\"]")
_TIDY = re.compile(rf"[ \t\u00a0]*{_HOLE}[ \t\u00a0]*(?P<mark>[.,;:!?)\]](?!\w))|{_HOLE}")
_TAG_LINE = re.compile(r"^[ \t\u00a0]*(?!@\w{1,100}\s*$)(?:[#@]\w{1,100}#?[ \t\u00a0,|·.]{0,5}){1,60}$", re.MULTILINE)

_DAY = (
    r"(?:[\w.,*]{1,20}[ \u00a0]){1,5}(?:20\d\d|\*NUMBER\*)|20\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
    r"|\d{1,2}[./]\d{1,2}[./]20\d\d"
)
# "— Ane Brod (@anebrod) June 3, 2016" below a tweet.
_SIGNED = re.compile(
    rf"[ \t\u00a0]*(?:—|–|―|--)[ \t\u00a0]?[^\n@]{{1,80}}\( ?@\w{{1,30}} ?\)"
    rf"(?:[ \t\u00a0,:]{{1,3}}(?:{_DAY})|(?=[ \t\u00a0]*(?:\n|$)))"
)
_SHARED_BY = (
    "a (?:post|photo|video) (?:shared|posted) by|ein (?:beitrag geteilt|von .{1,60} geteilter beitrag)"
    "|una publicación compartida (?:de|por)|(?:une )?publication partagée par|un post condiviso da"
    "|(?:uma|um) (?:publicação|post) (?:partilhad|compartilhad)[ao] por|een bericht gedeeld door|et opslag delt af"
    "|et innlegg delt av|ett inlägg delat av|post udostępniony przez"
)
_VIEW_ON = (
    r"view (?:this post|image|photo|video|more) on \w{1,20}|view on (?:instagram|twitter|facebook)"
    "|watch this video on (?:youtube|vimeo)|sieh dir diesen beitrag auf instagram an"
    "|diesen beitrag auf instagram (?:an)?sehen|ver est[ae] (?:publicación|post|foto) en instagram"
    "|ver ess[ae] (?:foto|publicação|post) no instagram|voir cette publication sur instagram"
    "|visualizza questo post su instagram|dit bericht (?:op instagram )?bekijken(?: op instagram)?"
    "|(?:vis|visa) det(?:te|ta) (?:opslag|innlegget|inlägg|inlägget) på instagram|wyświetl ten post na instagramie"
)
_TWEET_CARD = (
    r"twitter ads info(?:rmation)? and privacy|see .{1,80}['’]s other tweets|replying to(?: @\w{1,30},?(?: and)?){1,6}"
    r"|[\d,.]{1,9}[km]?(?: people are talking about this|(?: [\d,.]{1,9}[km]?)? (?:retweets?|likes?|replies)){1,4}"
    r"|\d{1,2}[:.]\d\d (?:[ap]\.?m\.? )?[-·–—] \w{1,10}\.? \d{1,2},? \w{0,10} ?\d{0,4}"
)
# Whole lines of embedded posts, in the languages of the papers that embed them.
_POST_LINE = re.compile(
    rf"^[ \t\u00a0]*(?:(?:{_SHARED_BY})\b.{{0,200}}|{_VIEW_ON}|{_TWEET_CARD})\.?[ \t\u00a0]*$",
    re.IGNORECASE | re.MULTILINE,
)


def strip_posts(text: str) -> str:
    r"""Remove what frames an embedded post; its words stay, as those of any quotation.

    Examples
    --------
    >>> strip_posts("They left. — Ane Brod (@anebrod) June 3, 2016\nView this post on Instagram\nThe ships stayed.")
    'They left.\n\nThe ships stayed.'
    """
    return _POST_LINE.sub("", _SIGNED.sub("", text))


def strip_addresses(text: str) -> str:
    """Remove addresses with brackets that hold nothing else, and hashtags behind one that ends a line.

    An e-mail address alone in one of the last lines stays: it is the sign-off of an author.

    Examples
    --------
    >>> strip_addresses("The plan (https://quay.test/a) is at quay.test/b, says Amazon.com. Write to ane@quay.test.")
    'The plan is at, says Amazon.com. Write to.'
    """
    marked = text
    if "@" in text or "[email" in text:
        tail = _last_lines(text)
        marked = _MAIL.sub(lambda match: match.group() if _is_sign_off(match, tail) else _hole(match), text)
    marked = _ADDRESS.sub(_hole, marked)
    if marked == text:
        return text
    marked = _BRACKETED.sub(_HOLE, _TAGS_BEHIND.sub(_HOLE, marked))
    return _TIDY.sub(lambda match: match["mark"] or "", marked)


def _hole(match: re.Match[str]) -> str:
    address = match.group()
    end = len(address)
    if not address.endswith("protected]"):
        # A bracket that is opened in the address is closed in it.
        for _ in range(10):
            last = address[end - 1 : end]
            if last not in _CLOSING or (last == ")" and address.count("(", 0, end) >= address.count(")", 0, end)):
                break
            end -= 1
    return _HOLE + address[end:]


def _last_lines(text: str) -> int:
    """Find where the last lines begin, in which authors sign off."""
    start = len(text)
    for _ in range(_SIGN_OFF_LINES):
        start = text.rfind("\n", 0, len(text[:start].rstrip()))
        if start < 0:
            return 0
    return start


def _is_sign_off(match: re.Match[str], tail: int) -> bool:
    text = match.string
    if match.start() < tail:
        return False
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
    return _BEFORE_MAIL.fullmatch(before) is not None and not text[match.end() :].split("\n", 1)[0].strip(" .")


def strip_tag_lines(text: str) -> str:
    r"""Remove lines of nothing but hashtags and handles, except one handle; in a sentence they are words of it.

    Examples
    --------
    >>> strip_tag_lines("We like #quay, says @anebrod.\n#quay #dorsk")
    'We like #quay, says @anebrod.\n'
    """
    return _TAG_LINE.sub("", text)
