"""Sources about the position, the acting post, the unit and its services."""

from __future__ import annotations

from kinerja_admin.engine.facts import Cell
from kinerja_admin.models.words import ESELON, JENIS_JABATAN, JENIS_PENUGASAN, URUSAN
from kinerja_admin.services.sources.entry import Deliver, Entry, entry, per_person
from kinerja_admin.services.sources.histories import acting_on, position_on
from kinerja_admin.services.sources.records import Person, Records
from kinerja_admin.services.sources.units import field_of, services, unit_of

PENUGASAN = tuple(word for word in JENIS_PENUGASAN if word != "definitif")


def _held(attribute: str) -> Deliver:
    def give(records: Records, person: Person) -> Cell:
        held = position_on(records, person, person.last)
        found: Cell = getattr(held, attribute) if held else None
        return found

    return per_person(give)


def _acting(attribute: str) -> Deliver:
    def give(records: Records, person: Person) -> Cell:
        held = acting_on(records, person, person.last)
        found: Cell = getattr(held, attribute) if held else None
        return found

    return per_person(give)


def _acting_days(records: Records, person: Person) -> Cell:
    held = acting_on(records, person, person.last)
    return (person.last - held.since).days + 1 if held else 0


def _services(records: Records, person: Person) -> Cell:
    unit = unit_of(records, person)
    return len(records.of(services).get(unit.id, ())) if unit else 0


ENTRIES: tuple[Entry, ...] = (
    entry(
        "jabatan.kelas",
        "integer",
        _held("kelas"),
        id="Kelas jabatan pada hari terakhir bekerja dalam periode",
        en="Class of the position on the last day employed in the period",
    ),
    entry(
        "jabatan.jenis",
        ("jenis_jabatan", tuple(JENIS_JABATAN)),
        _held("jenis"),
        id="Jenis jabatan pada hari terakhir bekerja dalam periode",
        en="Kind of position on the last day employed in the period",
    ),
    entry(
        "jabatan.eselon",
        ("eselon", tuple(ESELON)),
        _held("eselon"),
        id="Eselon jabatan; kosong bila tidak ada",
        en="Echelon of the position; missing when there is none",
    ),
    entry(
        "jabatan.tanggal_mulai",
        "date",
        _held("since"),
        id="Terhitung mulai tanggal jabatan sekarang",
        en="First day in the present position",
    ),
    entry(
        "jabatan.pelayanan_publik",
        "condition",
        _held("serves_public"),
        id="Apakah jabatan melayani masyarakat secara langsung",
        en="Whether the position serves the public directly",
    ),
    entry(
        "jabatan.plt_kelas",
        "integer",
        _acting("kelas"),
        id="Kelas jabatan yang dirangkap (Plt atau Plh) pada hari terakhir bekerja; kosong bila tidak ada",
        en="Class of the acting post on the last day employed in the period; missing when none",
    ),
    entry(
        "jabatan.plt_jenis",
        ("jenis_penugasan", PENUGASAN),
        _acting("assigned"),
        id="Jenis penugasan rangkap: plt atau plh; kosong bila tidak ada",
        en="Kind of acting post: plt or plh; missing when there is none",
    ),
    entry(
        "jabatan.plt_hari",
        "integer",
        per_person(_acting_days),
        unit="hari",
        id="Hari kalender sejak penugasan rangkap itu dimulai sampai akhir periode; 0 bila tidak ada",
        en="Calendar days since that acting post began up to the period's end; 0 when there is none",
    ),
    entry(
        "unit_kerja.urusan",
        ("urusan", tuple(URUSAN)),
        per_person(field_of),
        id="Urusan pemerintahan unit kerja; bila unit tidak menyebutnya, urusan unit di atasnya",
        en="Field of government of the unit; where the unit names none, that of the unit above",
    ),
    entry(
        "layanan.jumlah",
        "integer",
        per_person(_services),
        unit="layanan",
        id="Banyaknya layanan yang diselenggarakan unit kerja; 0 bila tidak ada",
        en="Number of services that the unit gives; 0 when there is none",
    ),
)
