"""A formula as it is read aloud: labels for names, signs for operators, each name a link to where it is explained."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from markupsafe import Markup, escape

from kinerja_admin.engine.speaking import as_words
from kinerja_admin.locale import Words

_TOKEN = re.compile(r"'[^']*'|\"[^\"]*\"|[A-Za-z_][A-Za-z0-9_]*|\d[\d_]*(?:\.\d+)?|<=|>=|==|!=|\s+|.", re.DOTALL)
_SIGNS: Mapping[str, str] = {"*": "×", "/": "÷", "==": "=", "!=": "≠", "<=": "≤", ">=": "≥", "-": "−", ",": ";"}
_LOGIC = frozenset({"and", "or", "not"})


def readable(text: str, words: Words, label: Callable[[str], str | None]) -> Markup:
    """The formula with what ``label`` says of its names; a name without a label (a function) stays as it is."""
    return Markup("").join(_said(token, words, label) for token in _TOKEN.findall(" ".join(text.split())))


def _said(token: str, words: Words, label: Callable[[str], str | None]) -> Markup:
    if token in _LOGIC:
        return Markup('<span class="logic">{}</span>').format(words.phrase(f"word.{token}"))
    if token in ("true", "false"):
        return escape(words.phrase(f"value.{token}"))
    if token[0] in "'\"":
        return Markup('<span class="word">{}</span>').format(as_words(token[1:-1]))
    if token[0].isdigit():
        return Markup('<span class="figure">{}</span>').format(words.number(Decimal(token.replace("_", ""))))
    if token[0].isalpha() or token[0] == "_":
        return _named(token, label(token))
    return escape(_SIGNS.get(token, token))


def _named(name: str, label: str | None) -> Markup:
    if label is None:
        return Markup('<span class="function">{}</span>').format(name)
    return Markup('<a href="#{}" title="{}">{}</a>').format(anchor(name), name, label)


def anchor(name: str) -> str:
    """Where an item of a policy is explained on its page."""
    return f"b-{name}"
