"""A slip in words: every output with its amount, the rule with its values, and the law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kinerja_admin.admin.pages.naming import with_version
from kinerja_admin.engine.explanation import Line, explain
from kinerja_admin.engine.reading_order import reading_order
from kinerja_admin.engine.speaking import as_words
from kinerja_admin.locale import Words
from kinerja_admin.services.slips import Part, Slip


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One line: what, how much, by which rule and law."""

    label: str
    amount: str
    rule: str
    sum: str
    law: tuple[str, ...]
    cited: str
    notes: tuple[str, ...]
    is_payable: bool
    error: str = ""


@dataclass(frozen=True, slots=True)
class SlipPart:
    """One policy's lines; ``number`` is that of the result, which its page explains in full."""

    number: int
    title: str
    source: str
    payable: str
    is_provisional: bool
    error: str
    lines: tuple[SlipLine, ...]
    seal: str


@dataclass(frozen=True, slots=True)
class ShownSlip:
    """A whole slip as it is read; ``laws`` are numbered from 1, and lines cite them by number."""

    title: str
    nama: str
    about: tuple[tuple[str, str], ...]
    parts: tuple[SlipPart, ...]
    laws: tuple[str, ...]
    payable: str
    is_provisional: bool
    made: int


def shown_slip(slip: Slip, words: Words) -> ShownSlip:
    """The slip in the words of a language."""
    laws: dict[str, int] = {}
    parts = tuple(_part(part, laws, words) for part in slip.parts)
    return ShownSlip(
        title=words.say("Slip of {month}", month=words.period(slip.period)),
        nama=slip.nama,
        about=tuple(_about(slip, words)),
        parts=parts,
        laws=tuple(laws),
        payable=words.rupiah(slip.payable),
        is_provisional=slip.is_provisional,
        made=max(int(part.run.computed_at.timestamp()) for part in slip.parts),
    )


def _about(slip: Slip, words: Words) -> Iterator[tuple[str, str]]:
    facts = slip.facts
    yield "NIP", slip.nip
    yield words.say("Unit"), slip.unit or "–"
    for label, value in (
        (words.say("Employment status"), facts.get("pegawai.status")),
        (words.say("Grade"), facts.get("pangkat.golongan") or facts.get("pangkat.golongan_pppk")),
        (words.say("Class of position"), facts.get("jabatan.kelas")),
    ):
        if value:
            yield label, as_words(value)


def _part(part: Part, laws: dict[str, int], words: Words) -> SlipPart:
    lines = explain(part.trace.content, words, reading_order(part.policy))
    steps = {line.name: line for line in lines if line.kind == "step"}
    head = next(line for line in lines if line.kind == "head")
    outputs = [line for line in lines if line.kind == "output"]
    pays = any(output.payable for output in part.policy.outputs.values())
    return SlipPart(
        number=part.result.id,
        title=part.policy.title,
        source=with_version(as_words(part.policy.id.policy), part.policy.id.version),
        payable=words.rupiah(part.payable) if pays else "",
        is_provisional=part.is_provisional,
        error="; ".join(head.notes),
        lines=tuple(_line(part, line, steps.get(line.name), laws) for line in outputs),
        seal=f"{part.policy.id} {part.run.digest[:12]} · {part.trace.digest[:12]}",
    )


def _line(part: Part, output: Line, step: Line | None, laws: dict[str, int]) -> SlipLine:
    law = step.law if step else ()
    cited = sorted(laws.setdefault(one, len(laws) + 1) for one in law)
    return SlipLine(
        label=output.title,
        amount=output.amount,
        rule=step.text if step else "",
        sum=step.sum if step else "",
        law=law,
        cited=", ".join(map(str, cited)),
        notes=step.notes if step and not output.notes else (),
        is_payable=part.policy.outputs[output.name].payable,
        error="; ".join(output.notes),
    )
