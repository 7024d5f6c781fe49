"""Facts about training."""

from typing import Any

import pytest

from kinerja_admin.models.pelatihan import Pelatihan
from kinerja_admin.models.peserta_pelatihan import PesertaPelatihan
from tests.services.town import BUDI, RINA, SITI, Town, day

HOURS = [f"pelatihan.{name}" for name in ("jp_tahun", "jp_dua_tahun", "jp_teknis_setahun", "jp_etika_tahun")]
TIMES = [f"pelatihan.{name}" for name in ("seminar_dua_tahun", "jumlah_etika_tahun", "undangan_ditolak_tahun")]


def course(town: Town, code: str, kind: str, last: str, hours: int, *, first: str = "") -> int:
    """A course that ends on a day."""
    return town.add(
        Pelatihan,
        kode=code,
        nama=code,
        jenis=kind,
        penyelenggara="BKPSDM",
        mulai=day(first or last),
        selesai=day(last),
        jp=hours,
    )


def join(town: Town, course_id: int, nip: str = RINA, status: str = "lulus", **given: Any) -> None:
    """Somebody's part in it."""
    town.add(PesertaPelatihan, pelatihan_id=course_id, pegawai_id=town.people[nip], status=status, **given)


def test_without_any_training_everything_is_zero(town: Town):
    assert town.facts("2026-03", RINA, *HOURS, *TIMES) == (0,) * 7
    assert town.fact("2026-03", RINA, "pelatihan.diklat_jabatan") is False


@pytest.mark.requirement("PP-43", "PP-45")
def test_hours_count_within_their_span_and_only_when_passed(town: Town):
    join(town, course(town, "A", "teknis", "2026-03-31", 20))
    join(town, course(town, "B", "teknis", "2025-04-01", 10))
    join(town, course(town, "C", "teknis", "2025-03-31", 5))
    join(town, course(town, "D", "sosial_kultural", "2024-04-01", 3))
    join(town, course(town, "E", "sosial_kultural", "2024-03-31", 100))
    join(town, course(town, "F", "teknis", "2026-03-02", 40), status="tidak_lulus")
    join(town, course(town, "G", "teknis", "2026-03-02", 40), status="terdaftar")
    join(town, course(town, "H", "teknis", "2026-04-01", 40, first="2026-03-30"))
    assert town.facts("2026-03", RINA, *HOURS) == (20, 38, 30, 0)
    assert town.fact("2026-04", RINA, HOURS[0]) == 60


@pytest.mark.requirement("PP-44", "PP-48", "PP-49")
def test_own_days_and_recognised_hours_go_before_the_course_s(town: Town):
    online = course(town, "E-LEARNING", "integritas_etika", "2026-12-31", 12, first="2026-01-01")
    join(town, online, selesai_pada=day("2026-02-14"), jp_diakui=4)
    join(town, online, BUDI)
    join(town, course(town, "NOL", "integritas_etika", "2026-02-20", 8), jp_diakui=0)
    assert town.facts("2026-02", RINA, HOURS[0], HOURS[3], "pelatihan.jumlah_etika_tahun") == (4, 4, 2)
    assert town.facts("2026-02", BUDI, HOURS[0], "pelatihan.jumlah_etika_tahun") == (0, 0)


@pytest.mark.requirement("PP-47")
def test_seminars_of_two_years(town: Town):
    for code, last in (("A", "2024-03-31"), ("B", "2024-04-01"), ("C", "2026-03-31")):
        join(town, course(town, code, "seminar", last, 6))
    assert town.fact("2026-03", RINA, "pelatihan.seminar_dua_tahun") == 2
    assert town.fact("2026", RINA, "pelatihan.seminar_dua_tahun") == 1


def test_each_kind_of_position_wants_its_own_training(town: Town):
    analyst = "198001012005011901"
    town.add_person(analyst, "Eko", "ANALIS", tanggal_masuk=day("2020-01-01"))
    leading, functional = (course(town, kind, kind, "2015-06-30", 200) for kind in ("kepemimpinan", "fungsional"))
    join(town, leading, SITI)
    join(town, functional, BUDI)
    join(town, functional, analyst)
    join(town, leading, RINA)
    found = [town.fact("2026-03", nip, "pelatihan.diklat_jabatan") for nip in (SITI, BUDI, analyst, RINA)]
    assert found == [True, False, True, False]


@pytest.mark.requirement("PP-51")
def test_an_invitation_that_was_not_taken_up(town: Town):
    invited: dict[str, Any] = {"diundang_pada": day("2026-01-20")}
    join(town, course(town, "A", "teknis", "2026-02-10", 8), status="tidak_ikut", alasan="beban_kerja", **invited)
    join(town, course(town, "B", "teknis", "2026-02-11", 8), status="tidak_ikut", **invited)
    join(town, course(town, "C", "teknis", "2026-03-31", 8), status="diundang", **invited)
    join(town, course(town, "D", "teknis", "2026-04-01", 8), status="diundang", **invited)
    join(town, course(town, "E", "teknis", "2026-02-12", 8), status="tidak_ikut")
    join(town, course(town, "F", "teknis", "2026-02-13", 8), status="lulus", **invited)
    join(town, course(town, "G", "teknis", "2025-12-30", 8), status="tidak_ikut", diundang_pada=day("2025-12-01"))
    wanted = "pelatihan.undangan_ditolak_tahun"
    assert [town.fact(month, RINA, wanted) for month in ("2025-12", "2026-02", "2026-03", "2026-04")] == [1, 2, 3, 4]
