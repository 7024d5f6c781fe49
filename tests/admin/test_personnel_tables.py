"""Every personnel table that nobody wrote a view for: its form, its look-ups, its row, and who sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.account import Account
from kinerja_admin.models.account_role import AccountRole
from kinerja_admin.models.golongan import Golongan
from kinerja_admin.models.layanan import Layanan
from tests.admin.conftest import Visit
from tests.cast import Cast

DAY = "2026-03-02"
FORMS: Mapping[str, Mapping[str, str]] = {
    "pendidikan": {"pegawai_id": "budi", "jenjang": "s1_d4", "lembaga": "Universitas", "tahun_lulus": "2012"},
    "keluarga": {
        "pegawai_id": "budi",
        "hubungan": "anak",
        "nama": "Tono",
        "tanggal_lahir": "2015-05-05",
        "pasangan_asn": "false",
        "ditanggung_sejak": "2015-06-01",
        "dasar": "KP4/12",
    },
    "status-ptkp": {"pegawai_id": "budi", "tahun": "2026", "status": "K/1"},
    "penghargaan": {
        "pegawai_id": "budi",
        "nama": "Satyalancana",
        "tanggal": DAY,
        "pemberi": "Presiden",
        "boleh_diumumkan": "true",
    },
    "angka-kredit": {
        "pegawai_id": "budi",
        "jenis": "konversi",
        "jenjang": "ahli_muda",
        "golongan_id": "golongan",
        "mulai": "2025-01-01",
        "selesai": "2025-12-31",
        "jumlah": "9,3750",
    },
    "asesmen-talenta": {"pegawai_id": "budi", "jenis": "asesmen", "tanggal": DAY, "nilai": "82,5"},
    "lowongan-jabatan": {
        "nomor": "PENG/1",
        "jabatan_id": "jabatan",
        "dibuka": DAY,
        "formasi": "1",
        "golongan_min_id": "golongan",
        "pendidikan_min": "s1_d4",
    },
    "calon-jabatan": {"lowongan_jabatan_id": "made", "pegawai_id": "budi", "diusulkan_pada": DAY},
    "umpan-balik": {
        "dinilai_id": "siti",
        "penilai_id": "budi",
        "jenis": "bawahan",
        "periode": "2026-03",
        "nilai": "88,25",
    },
    "penilaian-masyarakat": {
        "layanan_id": "layanan",
        "tanggal": DAY,
        "nilai": "5",
        "kanal": "loket",
        "dihitung": "true",
    },
    "survei": {"kode": "SKM1", "judul": "SKM 2026", "unit_kerja_id": "unit", "dibuka": DAY},
    "jawaban-survei": {"survei_id": "made", "nomor": "1", "waktu": "4", "biaya": "3"},
    "program": {
        "kode": "P1",
        "nama": "Antre daring",
        "unit_kerja_id": "unit",
        "mulai": DAY,
        "arah": "turun",
        "sebelum": "45,5",
        "sesudah": "12",
        "diukur_pada": "2026-06-30",
    },
    "inovasi": {
        "kode": "I1",
        "judul": "Akta kilat",
        "unit_kerja_id": "unit",
        "program_id": "made",
        "tahap": "uji_coba",
        "percobaan": "true",
        "mulai": DAY,
        "arah": "turun",
    },
    "anggota-inovasi": {"inovasi_id": "made", "pegawai_id": "budi", "peran": "ketua"},
    "faktor-eksternal": {
        "jenis": "bencana",
        "uraian": "Banjir",
        "unit_kerja_id": "unit",
        "mulai": DAY,
        "selesai": "2026-03-09",
    },
    "capaian-unit": {"unit_kerja_id": "unit", "periode": "2026-Q1", "predikat": "baik"},
    "pagu": {"tahun": "2026", "jenis": "tpp", "jumlah": "1.250.000.000"},
    "pelatihan": {
        "kode": "D1",
        "nama": "Pelayanan prima",
        "jenis": "teknis",
        "cara": "daring",
        "penyelenggara": "BKPSDM",
        "mulai": DAY,
        "selesai": "2026-03-04",
        "jp": "24",
    },
    "peserta-pelatihan": {"pelatihan_id": "made", "pegawai_id": "budi", "status": "lulus"},
    "usulan-pelatihan": {
        "pegawai_id": "budi",
        "nama": "Analisis data",
        "jenis": "teknis",
        "alasan": "Laporan",
        "status": "diajukan",
        "diajukan_pada": DAY,
        "pelatihan_id": "pelatihan",
    },
    "sosialisasi": {"kode": "S1", "judul": "Tahapan penilaian", "tanggal": DAY},
    "peserta-sosialisasi": {"sosialisasi_id": "made", "pegawai_id": "budi", "hadir": "true", "pemahaman": "90"},
    "bimbingan": {
        "pegawai_id": "budi",
        "pembimbing_id": "siti",
        "jenis": "bimbingan",
        "tanggal": DAY,
        "catatan": "Baik",
    },
    "tahapan": {"tahap": "penilaian_atasan", "periode": "2026-03", "mulai": "2026-04-01", "selesai": "2026-04-05"},
    "kewajiban": {"tahapan_id": "made", "pegawai_id": "siti", "tentang_id": "budi", "jatuh_tempo": "2026-04-05"},
    "keberatan": {
        "pegawai_id": "budi",
        "perihal": "penilaian",
        "periode": "2026-03",
        "hasil_diterima_pada": "2026-04-06",
        "diajukan_pada": "2026-04-10",
        "alasan": "Capaian belum dihitung",
    },
    "skp-lama": {"pegawai_id": "budi", "periode": "2019", "tugas_tambahan": "2", "kreativitas": "0"},
    "kegiatan-skp": {
        "skp_lama_id": "made",
        "nomor": "1",
        "uraian": "Menyusun laporan",
        "target_kuantitas": "12",
        "target_kualitas": "100",
        "target_waktu": "12",
    },
    "indikator-skp": {
        "skp_lama_id": "skp-lama",
        "nomor": "1",
        "uraian": "Kepuasan",
        "arah": "naik",
        "bobot": "60",
        "target": "80",
        "target_atas": "90",
        "target_terbesar": "false",
    },
    "perilaku-lama": {"pegawai_id": "budi", "periode": "2021-S2", "nilai": "105,5", "ide_baru": "true"},
}
"""One row a table, in an order in which each refers to what stands before it: ``made`` is the row before."""


@pytest.fixture
def rows(people: Cast, session_factory: sessionmaker[Session]) -> dict[str, str]:
    """The keys of what the forms refer to."""
    with acting_as(system("test")), session_factory.begin() as session:
        rank = Golongan(kode="III/a", jenis="PNS", urutan=9)
        service = Layanan(region_id="serang", kode="AKTA", nama="Akta lahir", unit_kerja_id=people.serang.dukcapil)
        session.add_all([rank, service])
        session.flush()
        return {
            "golongan": str(rank.id),
            "layanan": str(service.id),
            "siti": str(people.serang.kepala),
            "budi": str(people.serang.operator),
            "jabatan": str(people.serang.kepala_jabatan),
            "unit": str(people.serang.dukcapil),
        }


@pytest.mark.requirement(
    "BT-39", "BT-40", "BT-42", "BT-44", "PP-17", "PP-27", "PP-28", "PP-36", "PP-43", "PP-55", "PP-58"
)
@pytest.mark.requirement("KM-16", "KM-18", "KM-26", "SR-13", "SR-18", "SR-21", "SR-22", "SR-24")
def test_every_table_is_filled_in_through_its_form(hr: Visit, rows: dict[str, str]):
    for table, fields in FORMS.items():
        for name in (name for name in fields if name.endswith("_id")):
            offered = hr.get(f"/data/{table}/ajax/lookup?name={name}&term=")
            assert offered.json()["results"], (table, name)
        values = {name: rows.get(value, value) if name.endswith("_id") else value for name, value in fields.items()}
        made = hr.submit(f"/data/{table}/create", **values)
        assert made.status_code == 303, (table, made.text)
        rows["made"] = rows[table] = made.headers["location"].rsplit("/", 1)[-1]
        assert hr.get(made.headers["location"]).status_code == 200, table
        path = f"/data/{table}/edit/{rows[table]}"
        saved = hr.submit(path, **values, _stamp=hr.stamp(path))
        assert saved.status_code == 303, (table, saved.text)
        assert hr.get(f"/data/{table}/list").status_code == 200


@pytest.mark.requirement("PP-19")
def test_what_colleagues_say_is_hidden_from_whom_it_is_about(
    visit: Callable[..., Visit], hr: Visit, rows: dict[str, str], session_factory: sessionmaker[Session]
):
    """Also from personnel staff, where it is they who were rated."""
    with acting_as(system("test")), session_factory.begin() as session:
        account = session.query(Account).filter_by(username="policy_admin.serang").one()
        account.pegawai_id = int(rows["siti"])
        session.add(AccountRole(region_id="serang", account=account, role="hr"))
    values = {**FORMS["umpan-balik"], "dinilai_id": rows["siti"], "penilai_id": rows["budi"], "catatan": "Terus terang"}
    made = hr.submit("/data/umpan-balik/create", **values)
    key = made.headers["location"].rsplit("/", 1)[-1]
    rated = visit("policy_admin.serang")
    assert "2026-03" in hr.get("/data/umpan-balik/list").text
    assert "2026-03" not in rated.get("/data/umpan-balik/list").text
    assert "Terus terang" in hr.get("/data/umpan-balik/export/csv").text
    assert "Terus terang" not in rated.get("/data/umpan-balik/export/csv").text
    for action in ("details", "edit"):
        assert hr.get(f"/data/umpan-balik/{action}/{key}").status_code == 200
        assert rated.get(f"/data/umpan-balik/{action}/{key}").status_code == 404
    praise = {**values, "penilai_id": rows["budi"], "periode": "2026-04", "nilai": "100"}
    refused = rated.submit("/data/umpan-balik/create", **praise)
    assert refused.status_code == 400
    assert "2026-04" not in hr.get("/data/umpan-balik/list").text


def test_allowances_to_check_are_for_personnel_staff_alone(
    visit: Callable[..., Visit], hr: Visit, rows: dict[str, str]
):
    grown = {**FORMS["keluarga"], "pegawai_id": rows["budi"], "nama": "Tono Dewasa", "tanggal_lahir": "2001-05-05"}
    assert hr.submit("/data/keluarga/create", **grown).status_code == 303
    page = hr.get("/p/tunjangan-keluarga").text
    assert "Tono Dewasa" in page
    assert "berumur 21 tahun dan tidak bersekolah" in page
    assert "5 Mei 2022" in page
    assert 'href="/p/tunjangan-keluarga"' in hr.get("/").text
    for name in ("policy_admin.serang", "auditor.serang", "pimpinan.serang", "pegawai.serang", "nasional"):
        assert visit(name).get("/p/tunjangan-keluarga").status_code == 403, name
    assert "Tono" not in visit("hr.pangkalpinang").get("/p/tunjangan-keluarga").text


def test_duties_are_brought_up_to_date_and_shown_by_stage(visit: Callable[..., Visit], hr: Visit, rows: dict[str, str]):
    stage = {"tahap": "penilaian_diri", "periode": "2026-03", "mulai": "2026-04-01", "selesai": "2026-04-05"}
    made = hr.submit("/data/tahapan/create", **stage)
    number = made.headers["location"].rsplit("/", 1)[-1]
    assert "Belum ada tahapan" in hr.get("/p/kewajiban").text
    assert visit("pimpinan.serang").submit("/p/kewajiban/serang").status_code == 403
    assert hr.submit("/p/kewajiban/serang").status_code == 303
    page = hr.get("/p/kewajiban").text
    assert "3 kewajiban ditambahkan, 0 sudah dikerjakan" in page
    assert f'href="/p/kewajiban/serang/{number}"' in page
    for reader in (hr, visit("pimpinan.serang"), visit("auditor.serang")):
        shown = reader.get(f"/p/kewajiban/serang/{number}").text
        assert "Budi Santoso" in shown
        assert "Dinas Kependudukan" in shown
    assert hr.get("/p/kewajiban/serang/999").status_code == 404
    assert hr.submit("/p/kewajiban/pangkalpinang").status_code == 403
    for name in ("policy_admin.serang", "pegawai.serang", "hr.pangkalpinang"):
        assert visit(name).get(f"/p/kewajiban/serang/{number}").status_code == 403, name
