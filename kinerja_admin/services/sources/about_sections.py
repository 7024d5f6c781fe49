"""Sources over the sections of the period: what changed inside it, with its days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_admin.services.sources.entry import Entry, entry
from kinerja_admin.services.sources.later import Later
from kinerja_admin.services.sources.words import JENIS_CUTI, JENIS_JABATAN, STATUS_PEGAWAI, TINGKAT_HUKUMAN

if TYPE_CHECKING:
    from kinerja_admin.engine.columns.typed import Given
    from kinerja_admin.services.sources import sections
    from kinerja_admin.services.sources.records import Records
else:
    sections = Later("sections")


def _section(
    name: str,
    kind: str | tuple[str, tuple[str, ...]],
    *,
    id: str,  # noqa: A002 - the language
    en: str,
    unit: str = "",
) -> Entry:
    def series(records: Records) -> Given:
        return records.of(sections.sections).series(name)

    return entry(f"bagian.{name}", kind, series, unit=unit, each="bagian", id=id, en=en)


ENTRIES: tuple[Entry, ...] = (
    _section(
        "hari",
        "integer",
        unit="hari",
        id="Hari kalender tiap bagian periode yang kelas, penugasan, status, hukuman, dan cutinya tetap",
        en="Calendar days of each section in which class, acting post, status, sanction and leave stay the same",
    ),
    _section(
        "hari_kerja",
        "integer",
        unit="hari",
        id="Hari kerja tiap bagian",
        en="Working days of each section",
    ),
    _section(
        "kelas",
        "integer",
        id="Kelas jabatan tiap bagian",
        en="Class of the position in each section",
    ),
    _section(
        "status",
        STATUS_PEGAWAI,
        id="Status kepegawaian tiap bagian",
        en="Employment status in each section",
    ),
    _section(
        "jenis_jabatan",
        JENIS_JABATAN,
        id="Jenis jabatan tiap bagian",
        en="Kind of position in each section",
    ),
    _section(
        "plt_kelas",
        "integer",
        id="Kelas jabatan yang dirangkap tiap bagian; kosong bila tidak ada",
        en="Class of the acting post in each section; missing when there is none",
    ),
    _section(
        "hukuman_tingkat",
        TINGKAT_HUKUMAN,
        id="Tingkat hukuman disiplin tiap bagian",
        en="Level of the disciplinary sanction in each section",
    ),
    _section(
        "cuti",
        JENIS_CUTI,
        id="Jenis cuti tiap bagian",
        en="Kind of leave in each section",
    ),
)
