"""The language of the page being made: one variable per request, read wherever words are said."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from kinerja_admin.locale import DEFAULT_LANGUAGE, LANGUAGES, Words, words

COOKIE = "kinerja_language"

_language: ContextVar[str] = ContextVar("kinerja_language", default=DEFAULT_LANGUAGE)


def speak(language: str | None) -> str:
    """Choose the language of what follows in this request; an unknown one leaves the default."""
    chosen = language if language in LANGUAGES else DEFAULT_LANGUAGE
    _language.set(chosen)
    return chosen


def current_language() -> str:
    """The language of the page being made."""
    return _language.get()


def current_words() -> Words:
    """Words, numbers and dates in the language of the page being made."""
    return words(_language.get())


def say(msgid: str, **values: Any) -> str:
    """A text in the language of the page being made."""
    return current_words().say(msgid, **values)
