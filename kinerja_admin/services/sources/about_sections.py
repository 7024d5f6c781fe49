"""Sources over the sections of the period: what changed inside it, with its days."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kinerja_admin.engine.facts import Atom, Cell
from kinerja_admin.services.sources.entry import Entry, entry, per_person
from kinerja_admin.services.sources.later import Later
from kinerja_admin.services.sources.words import JENIS_CUTI, JENIS_JABATAN, STATUS_PEGAWAI, TINGKAT_HUKUMAN

if TYPE_CHECKING:
    from kinerja_admin.services.sources import sections
    from kinerja_admin.services.sources.records import Person, Records
else:
    sections = Later("sections")


def _section(
    name: str,
    kind: str | tuple[str, tuple[str, ...]],
    give: Callable[[sections.Section], Atom | None],
    *,
    id: str,  # noqa: A002 - the language
    en: str,
    unit: str = "",
) -> Entry:
    def series(records: Records, person: Person) -> Cell:
        return tuple(give(section) for section in records.of(sections.sections)[person.id])

    return entry(f"bagian.{name}", kind, per_person(series), unit=unit, each="bagian", id=id, en=en)


ENTRIES: tuple[Entry, ...] = (
    _section(
        "hari",
        "integer",
        lambda section: section.hari,
        unit="hari",
        id="Hari kalender tiap bagian periode yang kelas, penugasan, status, hukuman, dan cutinya tetap",
        en="Calendar days of each section in which class, acting post, status, sanction and leave stay the same",
    ),
    _section(
        "hari_kerja",
        "integer",
        lambda section: section.hari_kerja,
        unit="hari",
        id="Hari kerja tiap bagian",
        en="Working days of each section",
    ),
    _section(
        "kelas",
        "integer",
        lambda section: section.state.kelas,
        id="Kelas jabatan tiap bagian",
        en="Class of the position in each section",
    ),
    _section(
        "status",
        STATUS_PEGAWAI,
        lambda section: section.state.status,
        id="Status kepegawaian tiap bagian",
        en="Employment status in each section",
    ),
    _section(
        "jenis_jabatan",
        JENIS_JABATAN,
        lambda section: section.state.jenis,
        id="Jenis jabatan tiap bagian",
        en="Kind of position in each section",
    ),
    _section(
        "plt_kelas",
        "integer",
        lambda section: section.state.plt_kelas,
        id="Kelas jabatan yang dirangkap tiap bagian; kosong bila tidak ada",
        en="Class of the acting post in each section; missing when there is none",
    ),
    _section(
        "hukuman_tingkat",
        TINGKAT_HUKUMAN,
        lambda section: section.state.hukuman,
        id="Tingkat hukuman disiplin tiap bagian",
        en="Level of the disciplinary sanction in each section",
    ),
    _section(
        "cuti",
        JENIS_CUTI,
        lambda section: section.state.cuti,
        id="Jenis cuti tiap bagian",
        en="Kind of leave in each section",
    ),
)
