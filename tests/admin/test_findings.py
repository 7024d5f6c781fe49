"""What is wrong with a row is said at its field, in words; nothing typed is lost."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.golongan import Golongan
from tests.admin.conftest import Visit
from tests.cast import Cast

ADE = {
    "nip": "199306242016121901",
    "nama": "Ade Putri",
    "jenis_kelamin": "L",
    "status": "PNS",
    "tanggal_lahir": "1993-06-24",
    "tanggal_masuk": "2016-12-01",
}
MARKED = "Isian belum benar. Tidak ada yang tersimpan; perbaiki isian yang ditandai."


def errors(page: str) -> dict[str, str]:
    """The messages of a form by the field under which they stand; only fields that are marked count."""
    found = {}
    for block in re.findall(r'<div class="field is-wrong">(.*?)</div>\s*</div>\s*</div>', page, re.DOTALL):
        name = re.search(r'<label class="form-label" for="([^"]+)"', block)
        text = re.search(r'<p class="field-error" role="alert">(.*?)</p>', block)
        assert name is not None
        assert text is not None
        assert "is-invalid" in block
        assert 'aria-invalid="true"' in block
        found[name[1]] = html.unescape(text[1])
    return found


NIP_MISTAKES = [
    (
        "199313452016121901",
        {},
        (
            "Angka 19931345 pada NIP 199313452016121901 bukan tanggal lahir. "
            "Delapan angka pertama adalah tahun, bulan, dan tanggal lahir."
        ),
    ),
    (
        "19930624201612190X",
        {},
        "NIP harus terdiri atas 18 angka; yang diisikan “19930624201612190X”. Salin dari SK; spasi boleh, huruf tidak.",
    ),
    (
        "1993062420161219",
        {},
        "NIP harus terdiri atas 18 angka; yang diisikan “1993062420161219”. Salin dari SK; spasi boleh, huruf tidak.",
    ),
    (
        "199306242016121001",
        {"jenis_kelamin": "P"},
        (
            "Angka ke-15 NIP 199306242016121001 tidak sesuai dengan jenis kelamin yang diisikan. "
            "1 berarti laki-laki, 2 perempuan; perbaiki yang keliru."
        ),
    ),
    (
        "199306242016121001",
        {"tanggal_lahir": "1993-06-25"},
        (
            "NIP 199306242016121001 menyebut lahir 24 Juni 1993, berbeda dengan tanggal lahir yang diisikan. "
            "Perbaiki yang keliru: NIP atau tanggal lahir."
        ),
    ),
    ("199001152015031002", {"tanggal_lahir": "1990-01-15"}, "Sudah dipakai data lain."),
]


@pytest.mark.parametrize(("nip", "given", "said"), NIP_MISTAKES)
def test_every_mistake_in_a_number_is_named(hr: Visit, nip: str, given: dict[str, str], said: str):
    answer = hr.submit("/data/pegawai/create", **{**ADE, "nip": nip, **given})
    assert answer.status_code == 400
    assert errors(answer.text)["nip"] == said
    assert f'value="{nip}"' in answer.text
    assert 'value="Ade Putri"' in answer.text
    assert "Perbaiki setiap temuan yang disebutkan" not in answer.text


def test_mistakes_found_while_editing_are_named_too(hr: Visit, people: Cast):
    path = f"/data/pegawai/edit/{people.rina}"
    fields = {**ADE, "nip": "12", "_stamp": hr.stamp(path)}
    answer = hr.submit(path, **fields)
    assert answer.status_code == 400
    assert errors(answer.text)["nip"].startswith("NIP harus terdiri atas 18 angka; yang diisikan “12”.")
    assert MARKED in answer.text


def test_an_overlapping_position_says_with_which_days(hr: Visit, people: Cast):
    fields = {
        "pegawai_id": str(people.serang.operator),
        "jabatan_id": str(people.serang.operator_jabatan),
        "unit_kerja_id": str(people.serang.dukcapil),
        "penugasan": "definitif",
        "mulai": "2025-03-01",
    }
    answer = hr.submit("/data/riwayat-jabatan/create", **fields)
    assert answer.status_code == 400
    assert errors(answer.text) == {
        "mulai": "Pegawai ini sudah memangku jabatan definitif pada 1 Januari 2024 s.d. sekarang. "
        "Isi tanggal selesai jabatan yang lama, atau pilih Plt/Plh."
    }
    assert 'value="2025-03-01"' in answer.text


def test_overlapping_leave_says_with_which_days(hr: Visit, people: Cast):
    fields = {"pegawai_id": str(people.rina), "jenis": "tahunan", "mulai": "2026-02-02", "selesai": "2026-02-04"}
    assert hr.submit("/data/cuti/create", **fields).status_code == 303
    answer = hr.submit("/data/cuti/create", **{**fields, "mulai": "2026-02-04", "selesai": "2026-02-09"})
    assert answer.status_code == 400
    assert errors(answer.text) == {
        "mulai": "Pegawai ini sudah mempunyai cuti pada 2 Februari 2026 s.d. 4 Februari 2026. "
        "Ubah tanggalnya, atau perbaiki cuti yang sudah tercatat."
    }


def test_a_first_day_far_ahead_is_refused(hr: Visit):
    far = (date.today() + timedelta(days=60)).isoformat()  # noqa: DTZ011 - two months ahead, in any zone
    answer = hr.submit("/data/pegawai/create", **{**ADE, "nip": "199306242016121001", "tanggal_masuk": far})
    assert answer.status_code == 400
    assert "terlalu jauh di masa depan" in errors(answer.text)["tanggal_masuk"]
    soon = (date.today() + timedelta(days=20)).isoformat()  # noqa: DTZ011
    fine = hr.submit("/data/pegawai/create", **{**ADE, "nip": "199306242016121001", "tanggal_masuk": soon})
    assert fine.status_code == 303


def test_a_post_of_a_child_or_long_before_the_first_day_is_refused(hr: Visit, people: Cast):
    fields = {
        "pegawai_id": str(people.rina),
        "jabatan_id": str(people.serang.operator_jabatan),
        "unit_kerja_id": str(people.serang.dukcapil),
        "penugasan": "definitif",
    }
    child = hr.submit("/data/riwayat-jabatan/create", **fields, mulai="2011-12-29")
    assert errors(child.text)["mulai"] == (
        "Mulai 29 Desember 2011 tidak mungkin: pegawai ini lahir 30 Desember 1995 dan belum berumur 16 tahun. "
        "Periksa tahunnya, atau perbaiki tanggal lahir pegawai ini."
    )
    early = hr.submit("/data/riwayat-jabatan/create", **fields, mulai="2012-12-01")
    assert errors(early.text)["mulai"] == (
        "Jabatan definitif ini mulai 1 Desember 2012, lebih dari setahun sebelum pegawai masuk pada 1 Desember 2020. "
        "Periksa tahunnya, atau perbaiki tanggal masuk pegawai ini."
    )
    assert hr.submit("/data/riwayat-jabatan/create", **fields, mulai="2020-06-01").status_code == 303


def test_a_rank_of_a_child_is_refused_and_one_brought_along_is_kept(
    hr: Visit, people: Cast, session_factory: sessionmaker[Session]
):
    with acting_as(system("test")), session_factory.begin() as db:
        rank = Golongan(kode="III/z", urutan=99, jenis="PNS")
        db.add(rank)
        db.flush()
        fields = {"pegawai_id": str(people.rina), "golongan_id": str(rank.id), "masa_kerja_tahun": "0"}
    child = hr.submit("/data/riwayat-pangkat/create", **fields, mulai="2010-01-01")
    assert "belum berumur 16 tahun" in errors(child.text)["mulai"]
    assert hr.submit("/data/riwayat-pangkat/create", **fields, mulai="2014-01-01").status_code == 303
