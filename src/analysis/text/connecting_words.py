"""Small words that connect the words of a phrase: the "de l'" of "forces de l'ordre"."""

from __future__ import annotations

_CONNECTING = {
    "ca": "de|d'|del|dels|de l'|de la|de les",
    "es": "de|del|de la|de las|de los",
    "fr": "de|d'|du|des|de l'|de la|à|au|aux|à l'|à la",
    "gl": "de|do|da|dos|das",
    "it": "di|del|dei|dell'|della|delle|degli|dello",
    "nl": "van|van de|van der|van den|van het|voor",
    "pt": "de|do|da|dos|das",
    "ro": "de|al|ai|ale",
}


def connecting_words(language: str) -> tuple[str, ...]:
    """List the words, and pairs of words, that may connect two content words to a phrase of a language; often none.

    Examples
    --------
    >>> connecting_words("pt"), connecting_words("tr")
    (('de', 'do', 'da', 'dos', 'das'), ())
    """
    return tuple(_CONNECTING[language].split("|")) if language in _CONNECTING else ()
