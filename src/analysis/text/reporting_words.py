"""Words that report who said something: frequent in all news, and about nothing."""

from __future__ import annotations

# Verbs of speech and who speaks for others; none that reports an act, such as "announced", or is a noun, as "claims".
_ENGLISH = """
according added adds argued argues asked asking asks commented explained explains insisted insists noted quoted replied
said say saying says spokesman spokesperson spokeswoman stated tell telling tells told
"""
_REPORTING = {"en": frozenset(_ENGLISH.split())}


def is_reporting(word: str, language: str) -> bool:
    """Tell whether a word only reports that somebody said something; for languages other than English none does.

    Examples
    --------
    >>> is_reporting("said", "en"), is_reporting("minister", "en"), is_reporting("said", "ca")
    (True, False, False)
    """
    return word in _REPORTING.get(language, ())
