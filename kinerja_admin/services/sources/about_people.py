"""Sources about the person: status, dates, rank, sanctions and leave."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kinerja_admin.engine.facts import Cell
from kinerja_admin.services.sources.entry import Deliver, Entry, entry, per_person
from kinerja_admin.services.sources.later import Later
from kinerja_admin.services.sources.words import (
    GOLONGAN,
    GOLONGAN_PPPK,
    JENIS_CUTI,
    JENIS_KELAMIN,
    STATUS_PEGAWAI,
    TINGKAT_HUKUMAN,
)

if TYPE_CHECKING:
    from kinerja_admin.services.sources import histories, schedules, units
    from kinerja_admin.services.sources.records import Person, Records
else:
    histories = Later("histories")
    schedules = Later("schedules")
    units = Later("units")


def years_since(first: date, last: date) -> int:
    """Complete years from a day to another."""
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def _unit(records: Records, person: Person) -> Cell:
    unit = units.unit_of(records, person)
    return unit.code if unit else None


def _rank(kind: str) -> Deliver:
    def give(records: Records, person: Person) -> Cell:
        rank = histories.rank_on(records, person, person.last)
        return rank.code if rank and rank.kind == kind else None

    return per_person(give)


def _service_years(records: Records, person: Person) -> Cell:
    rank = histories.rank_on(records, person, person.last)
    return rank.years + years_since(rank.since, person.last) if rank else None


def _rank_since(records: Records, person: Person) -> Cell:
    rank = histories.rank_on(records, person, person.last)
    return rank.since if rank else None


def _sanction(attribute: str, otherwise: Cell = None) -> Deliver:
    def give(records: Records, person: Person) -> Cell:
        sanction = histories.sanction_on(records, person, person.last)
        found: Cell = getattr(sanction, attribute) if sanction else otherwise
        return found

    return per_person(give)


def _leave_days(kind: str) -> Entry:
    def give(records: Records, person: Person) -> Cell:
        return records.of(schedules.days_on_leave)[person.id][kind]

    return entry(
        f"cuti.hari_{kind}",
        "integer",
        per_person(give),
        unit="hari",
        id=f"Hari kerja dalam periode yang dijalani dengan cuti {kind.replace('_', ' ')}",
        en=f"Working days of the period on leave of the kind {kind}",
    )


ENTRIES: tuple[Entry, ...] = (
    entry(
        "pegawai.status",
        STATUS_PEGAWAI,
        per_person(lambda records, person: histories.status_on(records, person, person.last)),
        id="Status kepegawaian pada hari terakhir bekerja dalam periode",
        en="Employment status on the last day employed in the period",
    ),
    entry(
        "pegawai.jenis_kelamin",
        JENIS_KELAMIN,
        per_person(lambda _records, person: person.jenis_kelamin),
        id="Jenis kelamin",
        en="Sex",
    ),
    entry(
        "pegawai.tanggal_lahir",
        "date",
        per_person(lambda _records, person: person.tanggal_lahir),
        id="Tanggal lahir",
        en="Date of birth",
    ),
    entry(
        "pegawai.tanggal_masuk",
        "date",
        per_person(lambda _records, person: person.tanggal_masuk),
        id="Hari pertama bekerja di daerah ini",
        en="First day employed in the region",
    ),
    entry(
        "pegawai.tanggal_keluar",
        "date",
        per_person(lambda _records, person: person.tanggal_keluar),
        id="Hari terakhir bekerja; kosong selama masih bekerja",
        en="Last day employed; missing while employed",
    ),
    entry(
        "pegawai.hari_bekerja",
        "integer",
        per_person(lambda _records, person: (person.last - person.first).days + 1),
        unit="hari",
        id="Hari kalender dalam periode selama menjadi pegawai",
        en="Calendar days of the period on which the person was employed",
    ),
    entry(
        "pegawai.unit_kerja",
        "text",
        per_person(_unit),
        id="Kode unit kerja pada hari terakhir bekerja dalam periode; hanya untuk pengelompokan",
        en="Code of the unit on the last day employed in the period; for grouping only",
    ),
    entry(
        "pangkat.golongan",
        GOLONGAN,
        _rank("PNS"),
        id="Golongan PNS atau CPNS; kosong bagi PPPK",
        en="Rank of civil servants; missing for contracted employees",
    ),
    entry(
        "pangkat.golongan_pppk",
        GOLONGAN_PPPK,
        _rank("PPPK"),
        id="Golongan PPPK; kosong bagi PNS dan CPNS",
        en="Rank of contracted employees; missing for civil servants",
    ),
    entry(
        "pangkat.masa_kerja",
        "integer",
        per_person(_service_years),
        unit="tahun",
        id="Masa kerja golongan: tahun penuh pada hari terakhir bekerja dalam periode",
        en="Complete years of service in rank on the last day employed in the period",
    ),
    entry(
        "pangkat.tanggal_mulai",
        "date",
        per_person(_rank_since),
        id="Terhitung mulai tanggal pangkat sekarang",
        en="First day of the present rank",
    ),
    entry(
        "hukuman.tingkat",
        TINGKAT_HUKUMAN,
        _sanction("level", "tidak_ada"),
        id="Tingkat hukuman disiplin pada hari terakhir bekerja dalam periode; dari beberapa yang terberat",
        en="Disciplinary sanction in force on the last day employed in the period; of several the hardest",
    ),
    entry(
        "hukuman.tanggal_mulai",
        "date",
        _sanction("since"),
        id="Hari pertama hukuman itu; kosong bila tidak ada",
        en="First day of that sanction; missing when there is none",
    ),
    entry(
        "hukuman.tanggal_selesai",
        "date",
        _sanction("until"),
        id="Hari terakhir hukuman itu; kosong bila tidak ada atau belum ditentukan",
        en="Last day of that sanction; missing when there is none or it is open",
    ),
    *(_leave_days(kind) for kind in JENIS_CUTI[1][1:]),
)
