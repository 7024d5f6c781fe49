"""Whom a row of a file means: ``urusan=kesehatan,pendidikan jabatan=*-PERAWAT*`` and the like."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase

from sqlalchemy import select

from kinerja_admin.errors import WrongUse
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.layanan import Layanan
from kinerja_admin.services.sources.histories import Held, position_on, status_on
from kinerja_admin.services.sources.records import Person, Records
from kinerja_admin.services.sources.units import field_of, service_of, upwards

EVERYBODY = "*"


def selects(records: Records, person: Person, text: str) -> bool:
    """Whether a person is meant on the last day employed in the period; all conditions of the text must hold.

    A condition is ``name=pattern,pattern``: unit (or one above it), urusan, jabatan, jenis, publik, layanan or status.

    Raises:
        WrongUse: SEED_SELECTION for a condition that nobody understands.
    """
    held = position_on(records, person, person.last)
    if held is None:
        return False
    return all(_holds(records, person, held, part) for part in text.split() if part != EVERYBODY)


def _holds(records: Records, person: Person, held: Held, part: str) -> bool:
    name, _, patterns = part.partition("=")
    if name not in _FACTS or not patterns:
        raise WrongUse("SEED_SELECTION", text=part, known=", ".join(_FACTS))
    facts = _FACTS[name](records, person, held)
    return any(fnmatchcase(fact, pattern) for pattern in patterns.split(",") for fact in facts)


def codes(records: Records) -> dict[int, str]:
    """The codes of the region's positions."""
    found = records.bulk.rows(select(Jabatan.id, Jabatan.kode).where(Jabatan.region_id == records.region))
    return {row[0]: row[1] for row in found}


def services(records: Records) -> dict[int, str]:
    """The codes of the region's services."""
    found = records.bulk.rows(select(Layanan.id, Layanan.kode).where(Layanan.region_id == records.region))
    return {row[0]: row[1] for row in found}


def _service(records: Records, person: Person, _held: Held) -> list[str]:
    staffed = service_of(records, person)
    return [records.of(services)[staffed]] if staffed else []


_FACTS: Mapping[str, Callable[[Records, Person, Held], list[str]]] = {
    "unit": lambda records, _person, held: [unit.code for unit in upwards(records, held.unit)],
    "urusan": lambda records, person, _held: [field_of(records, person) or ""],
    "jabatan": lambda records, _person, held: [records.of(codes)[held.position]],
    "jenis": lambda _records, _person, held: [held.jenis],
    "publik": lambda _records, _person, held: ["ya" if held.serves_public else "tidak"],
    "layanan": _service,
    "status": lambda records, person, _held: [status_on(records, person, person.last)],
}
