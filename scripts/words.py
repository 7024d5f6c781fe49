"""Compares the catalogues with what the program says: a text without words, words without a text, lost {values}.

In code and templates a text is named by ``say("…")``, ``_("…")``, ``mark("…")`` or ``count("…", "…", n)``; a column's
label, help and unit stand in its ``info``. Prints one line a finding and fails when there is any.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kinerja_admin.locale import LANGUAGES  # noqa: E402 - found beside this script
from kinerja_admin.locale.catalogue import FOLDER, placeholders, sentences, translations  # noqa: E402

PACKAGE = ROOT / "kinerja_admin"
SAYING = {"_": 1, "say": 1, "mark": 1, "gettext": 1, "count": 2, "ngettext": 2}  # how many texts each takes
_KEY = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")
_NAMED = re.compile(r"""\b(?:phrase|say)\(\s*["']([a-z0-9_]+(?:\.[a-z0-9_]+)+)["']""")
SENTENCE_KEYS = {"problems": ("id", "en", "hint_id", "hint_en"), "phrases": ("id", "en")}


def said() -> dict[str, str]:
    """Every text that code and templates say, with the place of the first of them; a key is not a text."""
    found: dict[str, str] = {}
    for path in sorted((*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"))):
        for line, text in (_said_in_code if path.suffix == ".py" else _said_in_template)(path):
            if text and not _KEY.fullmatch(text):
                found.setdefault(text, f"{path.relative_to(ROOT)}:{line}")
    return found


def _said_in_code(path: Path) -> Iterator[tuple[int, str]]:
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call):
            name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
            texts = [arg.value if isinstance(arg, ast.Constant) else None for arg in call.args[: SAYING.get(name, 0)]]
            if len(texts) == SAYING.get(name):
                yield from ((call.lineno, text) for text in texts if isinstance(text, str))


def _said_in_template(path: Path) -> Iterator[tuple[int, str]]:
    with path.open("rb") as file:
        keywords = tuple(SAYING)
        for line, _function, text, _comments in babel_extract(file, keywords, (), {"silent": "false"}):
            yield from ((line, part) for part in (text if isinstance(text, tuple) else (text,)) if part)


def shown() -> dict[str, str]:
    """Every label, help, unit and word of the tables and their columns, with its place."""
    import kinerja_admin.models  # noqa: F401 - maps every table
    from kinerja_admin.models.base import Base

    found: dict[str, str] = {}
    for mapper in Base.registry.mappers:
        table = mapper.class_
        for text in (table.__label__, table.__plural__, table.__group__):
            found.setdefault(text, table.__tablename__)
        for column in mapper.local_table.columns:
            for text in _texts(column.info):
                found.setdefault(text, str(column))
    return found


def _texts(info: Mapping[str, object]) -> Iterator[str]:
    for key in ("label", "help", "unit"):
        if text := info.get(key):
            yield str(text)
    words = info.get("words")
    if isinstance(words, Mapping):
        yield from (label for word, label in words.items() if label != word)  # a code is its own label


def compare(texts: Mapping[str, str], language: str, domain: str) -> Iterator[str]:
    """What one .po file lacks, has in vain, or says with other values than the text it stands for."""
    words = translations(language, domain)
    file = f"locale/{language}/LC_MESSAGES/{domain}.po"
    for text in sorted(texts.keys() - words.keys()):
        yield f"{texts[text]}: {text!r} is not in {file}"
    for text in sorted(words.keys() - texts.keys()):
        yield f"{file}: {text!r} is said nowhere"
    for text in sorted(texts.keys() & words.keys()):
        if placeholders(text) != placeholders(words[text]):
            yield f"{file}: {text!r} is translated with other {{values}}"


def repeated(language: str, domain: str) -> Iterator[str]:
    """The texts that stand twice in one .po file, where only the last would count."""
    path = FOLDER / language / "LC_MESSAGES" / f"{domain}.po"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("msgid ")]
    for line in sorted({line for line in lines if line != 'msgid ""' and lines.count(line) > 1}):
        yield f"locale/{language}/LC_MESSAGES/{domain}.po: {line.removeprefix('msgid ')} stands there twice"


def half_said(name: str) -> Iterator[str]:
    """The sentences that lack a language, or that name other values in one language than in the other."""
    for code, entry in sentences(name).items():
        for key in SENTENCE_KEYS[name]:
            if not entry.get(key):
                yield f"locale/{name}.toml: [{code}] lacks {key}"
        for one, other in (("id", "en"), ("hint_id", "hint_en"), ("else_id", "else_en")):
            if placeholders(entry.get(one, "")) != placeholders(entry.get(other, "")):
                yield f"locale/{name}.toml: [{code}] names other {{values}} in {one} than in {other}"


def unworded() -> Iterator[str]:
    """The keys of sentences that code and templates name, but phrases.toml does not."""
    known = sentences("phrases")
    for path in sorted((*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"))):
        for key in _NAMED.findall(path.read_text(encoding="utf-8")):
            if key not in known:
                yield f"{path.relative_to(ROOT)}: [{key}] is not in locale/phrases.toml"


def unreadable() -> Iterator[str]:
    """The .po files that cannot be read as such."""
    for path in sorted(FOLDER.rglob("*.po")):
        try:
            with path.open("rb") as file:
                read_po(file, abort_invalid=True)
        except ValueError as error:
            yield f"{path.relative_to(ROOT)}: {error}"


def findings() -> Iterable[str]:
    """Everything that is wrong with the catalogues."""
    yield from unreadable()
    yield from unworded()
    yield from compare(said(), "id", "interface")
    yield from repeated("id", "interface")
    for language in LANGUAGES:
        if language != "id":  # labels stand in Indonesian on the columns
            yield from compare(shown(), language, "fields")
            yield from repeated(language, "fields")
    for name in SENTENCE_KEYS:
        yield from half_said(name)


def main() -> int:
    """Print what is wrong."""
    found = list(findings())
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
