"""Reads the catalogues beside this file, once per process.

``<language>/LC_MESSAGES/*.po`` hold words keyed by their English (interface, library) or Indonesian (fields) text;
``problems.toml`` and ``phrases.toml`` hold sentences keyed by a code, both languages side by side. Nothing is
compiled: what stands in the file is what is shown.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent
_PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)(?::([^{}|]*)\|([^{}|]*))?\}")


@cache
def translations(language: str, domain: str) -> Mapping[str, str]:
    """The translated texts of one .po file by msgid; empty when the language needs no such file."""
    path = FOLDER / language / "LC_MESSAGES" / f"{domain}.po"
    if not path.exists():
        return MappingProxyType({})
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    return MappingProxyType({key: text for message in catalogue for key, text in _forms(message.id, message.string)})


def _forms(ids: object, texts: object) -> Iterator[tuple[str, str]]:
    """One pair for a plain message; for a counted one, singular and plural to the first and last form."""
    msgids = ids if isinstance(ids, tuple | list) else (ids,)
    strings = [text for text in (texts if isinstance(texts, tuple | list) else (texts,)) if text]
    if msgids[0] and strings:
        yield str(msgids[0]), str(strings[0])
        yield str(msgids[-1]), str(strings[-1])


@cache
def sentences(name: str) -> Mapping[str, Mapping[str, str]]:
    """The entries of problems.toml or phrases.toml by code; nested tables are joined by dots."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return MappingProxyType(dict(_flat(tomllib.load(file))))


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, Mapping[str, str]]]:
    for key, entry in table.items():
        if not isinstance(entry, dict):
            continue
        if isinstance(entry.get("id"), str):
            yield prefix + key, MappingProxyType({name: text for name, text in entry.items() if isinstance(text, str)})
        yield from _flat(entry, f"{prefix}{key}.")


def fill(template: str, values: Mapping[str, object]) -> str:
    """Put the values in place of ``{name}``; an unknown name stays as it is, so that a message never fails.

    ``{name:person|people}`` is the first word where the value is 1, otherwise the second.
    """

    def put(match: re.Match[str]) -> str:
        name, one, many = match.groups()
        if one is None or name not in values:
            return str(values.get(name, match[0]))
        return one if str(values[name]) == "1" else str(many)

    return _PLACEHOLDER.sub(put, template)


def placeholders(template: str) -> frozenset[str]:
    """The names of the values that a text says; a choice between two words says none."""
    return frozenset(match[1] for match in _PLACEHOLDER.finditer(template) if match[2] is None)
