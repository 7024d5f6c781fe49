"""What belongs to a person: family, tax status, education, and for careers credit and assessments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy import select

from kinerja_admin.db.bulk import Bulk
from kinerja_admin.engine.periods import Month, Period
from kinerja_admin.models.angka_kredit import AngkaKredit
from kinerja_admin.models.asesmen_talenta import AsesmenTalenta
from kinerja_admin.models.golongan import Golongan
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.keluarga import Keluarga
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.pendidikan import Pendidikan
from kinerja_admin.models.status_ptkp import StatusPtkp
from kinerja_admin.models.words import JENIS_ASESMEN
from kinerja_admin.services.seeding.chance import day_between
from kinerja_admin.services.seeding.maker import Maker
from kinerja_admin.services.seeding.people import Names
from kinerja_admin.services.seeding.traits import FIRST, LAST
from kinerja_admin.services.seeding.write import add_missing
from kinerja_admin.services.sources.histories import position_on, rank_on
from kinerja_admin.services.sources.records import Person, Records

_MARRIED, _WEDDING_AGE, _MOST_CHILDREN = 0.84, (22, 31), 3
_BOTH_SERVE = 0.15
_OF_AGE, _STUDENT_OF_AGE = 21, 25
_SCHOOL_ENDS = {"slta": 19, "d3": 22, "s1_d4": 23, "s2": 27, "s3": 33, "di_bawah_slta": 16}
_SCHOOLS = ("Universitas Merdeka Nusantara", "Universitas Cendekia Pertiwi", "Institut Bina Praja")
_YEAR = timedelta(days=365)
_AT_A_CENTRE, _ASSESSED_FROM_CLASS = "asesmen", 9
"""Only those who may rise are sent to an assessment centre; the other values are kept of everybody."""


def add_private(bulk: Bulk, maker: Maker) -> None:
    """Family, tax status and education of every new person, as of the seeded months; what the files say stays."""
    people = _everybody(maker)
    families = {one.id: list(_family(maker, one)) for one in people}
    told = {row["nip"] for row in maker.rows("keluarga")}
    bulk.insert(Keluarga, (row for one in people if one.nip not in told for row in families[one.id]))
    bulk.insert(StatusPtkp, (row for one in people for row in _tax_statuses(maker, one, families[one.id])))
    degrees = _degrees(bulk, maker)
    schooled = (row for one in people for row in _education(maker, one, degrees.get(one.id, "")))
    add_missing(bulk, Pendidikan, ("region_id", "pegawai_id", "jenjang", "tahun_lulus"), schooled)


def _everybody(maker: Maker) -> list[Person]:
    """The new people of all seeded months."""
    found: dict[int, Person] = {}
    for year in (FIRST.year, LAST.year):
        found.update({one.id: one for one in maker.people(maker.records(Period(Month(year, 1), "year")))})
    return list(found.values())


def _family(maker: Maker, person: Person) -> Iterator[dict[str, Any]]:
    source = maker.chance("keluarga", person.nip)
    wedding = _birthday(person.tanggal_lahir, source.randint(*_WEDDING_AGE)) + timedelta(days=source.randrange(365))
    if source.random() > _MARRIED or wedding > FIRST:
        return
    names = Names.of(maker.files["nama"])
    both_serve = source.random() < _BOTH_SERVE
    other = "P" if person.jenis_kelamin == "L" else "L"
    is_claimed = not (both_serve and person.jenis_kelamin == "P")
    born = person.tanggal_lahir + timedelta(days=source.randint(-1500, 1500))
    yield _member(maker, person, "pasangan", names.draw(source, other), born, since=wedding if is_claimed else None) | {
        "pasangan_asn": both_serve
    }
    for number in range(source.choice((0, 1, 1, 2, 2, 2, 3, 4)) if is_claimed else 0):
        birth = wedding + (number * 3 + 1) * _YEAR + timedelta(days=source.randrange(500))
        if birth <= LAST:
            yield _child(maker, person, source, names.draw(source, source.choice("LP")), birth)


def _child(maker: Maker, person: Person, source: Random, name: str, born: date) -> dict[str, Any]:
    of_age = _birthday(born, _OF_AGE)
    is_student = of_age <= LAST and source.random() < 0.6
    until = _birthday(born, _STUDENT_OF_AGE) if is_student else of_age
    return _member(maker, person, "anak", name, born, since=born, until=until - timedelta(days=1)) | {
        "bersekolah_sampai": until - timedelta(days=1) if is_student else None
    }


def _member(
    maker: Maker, person: Person, kind: str, name: str, born: date, *, since: date | None, until: date | None = None
) -> dict[str, Any]:
    return {
        "region_id": maker.region,
        "pegawai_id": person.id,
        "hubungan": kind,
        "nama": name,
        "tanggal_lahir": born,
        "pasangan_asn": False,
        "bersekolah_sampai": None,
        "ditanggung_sejak": since,
        "ditanggung_sampai": until,
        "dasar": f"KP4/{person.nip[-6:]}" if since else None,
    }


def _tax_statuses(maker: Maker, person: Person, family: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """As the family stood on 1 January; a married woman whose husband earns is taxed as unmarried."""
    for year in (FIRST.year, LAST.year):
        begun = date(year, 1, 1)
        covered = [one for one in family if _is_covered(one, begun)]
        children = min(_MOST_CHILDREN, sum(one["hubungan"] == "anak" for one in covered))
        is_married = person.jenis_kelamin == "L" and any(one["hubungan"] == "pasangan" for one in covered)
        status = f"K/{children}" if is_married else "TK/0"
        row = {"region_id": maker.region, "pegawai_id": person.id, "tahun": year, "status": status}
        yield row | {"dasar": f"SP-PTKP/{year}/{person.nip[-6:]}"}


def _is_covered(member: dict[str, Any], day: date) -> bool:
    since, until = member["ditanggung_sejak"], member["ditanggung_sampai"]
    return since is not None and since <= day and (until is None or day <= until)


def _degrees(bulk: Bulk, maker: Maker) -> dict[int, str]:
    found = bulk.rows(select(Pegawai.id, Pegawai.gelar_belakang).where(Pegawai.region_id == maker.region))
    return {row[0]: row[1] or "" for row in found}


def _education(maker: Maker, person: Person, degree: str) -> Iterator[dict[str, Any]]:
    """School and, with a degree behind the name, what it stands for."""
    source = maker.chance("pendidikan", person.nip)
    for level in _levels(degree):
        year = person.tanggal_lahir.year + _SCHOOL_ENDS[level] + source.randint(0, 1)
        school = f"SMA Negeri {source.randint(1, 9)}" if level == "slta" else source.choice(_SCHOOLS)
        yield {
            "region_id": maker.region,
            "pegawai_id": person.id,
            "jenjang": level,
            "lembaga": school,
            "tahun_lulus": year,
            "nomor_ijazah": f"IJZ/{year}/{person.nip[-6:]}",
            "diakui_sejak": max(person.tanggal_masuk, date(year, 9, 1)),
        }


def _levels(degree: str) -> tuple[str, ...]:
    if degree.startswith("M."):
        return ("slta", "s1_d4", "s2")
    if degree.startswith("S."):
        return ("slta", "s1_d4")
    return ("slta", "d3") if degree else ("slta",)


def add_careers(bulk: Bulk, maker: Maker) -> None:
    """Credit of functional positions and assessments of those who may rise, up to the last whole year and after."""
    records = maker.records(Period(Month(LAST.year, 1), "year"))
    amounts = {row["jenjang"]: Decimal(row["setahun"]) for row in maker.files["bahan_angka_kredit"]}
    levels = {row[0]: row[1] for row in bulk.rows(select(Jabatan.id, Jabatan.jenjang)) if row[1]}
    ranks = {row[0]: row[1] for row in bulk.rows(select(Golongan.kode, Golongan.id))}
    people = maker.people(records)
    bulk.insert(AngkaKredit, (row for one in people for row in _credits(maker, records, one, amounts, levels, ranks)))
    bulk.insert(AsesmenTalenta, (row for one in people for row in _assessments(maker, records, one)))


def _credits(
    maker: Maker,
    records: Records,
    person: Person,
    amounts: Mapping[str, Decimal],
    levels: Mapping[int, str],
    ranks: Mapping[str, int],
) -> Iterator[dict[str, Any]]:
    held, rank = position_on(records, person, person.last), rank_on(records, person, person.last)
    level = levels.get(held.position) if held else None
    if held is None or rank is None or level is None or rank.kind != "PNS":
        return
    source = maker.chance("angka_kredit", person.nip)
    for year in range(max(held.since.year, rank.since.year, FIRST.year - 3), LAST.year):
        begun = max(date(year, 1, 1), held.since, rank.since, person.tanggal_masuk)
        months = 13 - begun.month
        yield {
            "region_id": maker.region,
            "pegawai_id": person.id,
            "jenis": "konversi",
            "jenjang": level,
            "golongan_id": ranks[rank.code],
            "mulai": begun,
            "selesai": date(year, 12, 31),
            "jumlah": (amounts[level] * source.choice((1, 1, 1, Decimal("1.5"))) * months / 12).quantize(
                Decimal("0.01")
            ),
            "nomor_pak": f"PAK/{year}/{person.nip[-6:]}",
        }


def _assessments(maker: Maker, records: Records, person: Person) -> Iterator[dict[str, Any]]:
    held = position_on(records, person, person.last)
    if held is None or maker.marked(person, "tanpa_asesmen", LAST):
        return
    source = maker.chance("asesmen", person.nip)
    character = maker.traits(person)
    for kind in JENIS_ASESMEN:
        if kind == _AT_A_CENTRE and held.kelas < _ASSESSED_FROM_CLASS:
            continue
        day = day_between(source, date(2025, 2, 3), date(2025, 11, 28))
        level = {"kehadiran": 100 - 120 * character.late, _AT_A_CENTRE: 78 * character.skill}.get(
            kind, character.manner
        )
        yield {
            "region_id": maker.region,
            "pegawai_id": person.id,
            "jenis": kind,
            "tanggal": max(day, person.tanggal_masuk),
            "berlaku_sampai": date(2028, 12, 31) if kind == _AT_A_CENTRE else None,
            "nilai": Decimal(min(400, round(4 * (level + source.uniform(-6, 6))))) / 4,
            "penyelenggara": "Tim Asesmen Daerah" if kind == _AT_A_CENTRE else None,
            "dasar": f"LAP/{day.year}/{person.nip[-6:]}",
        }


def _birthday(born: date, age: int) -> date:
    """The day on which somebody reaches an age; those born on 29 February on the first of March."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)
