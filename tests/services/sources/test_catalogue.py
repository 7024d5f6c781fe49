"""The catalogue: exactly the promised names, readable without a database, in the words that policies know."""

import subprocess
import sys
from pathlib import Path

from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.engine.policy import PolicyId
from kinerja_admin.engine.reader.load import Loader
from kinerja_admin.models import words as lists
from kinerja_admin.services.sources import catalogue
from kinerja_admin.services.sources.catalogue import ENTRIES

SCALARS = [
    "pegawai.status",
    "pegawai.jenis_kelamin",
    "pegawai.tanggal_lahir",
    "pegawai.tanggal_masuk",
    "pegawai.tanggal_keluar",
    "pegawai.hari_bekerja",
    "pegawai.unit_kerja",
    "jabatan.kelas",
    "jabatan.jenis",
    "jabatan.eselon",
    "jabatan.tanggal_mulai",
    "jabatan.pelayanan_publik",
    "jabatan.plt_kelas",
    "jabatan.plt_jenis",
    "jabatan.plt_hari",
    "unit_kerja.urusan",
    "layanan.jumlah",
    "pangkat.golongan",
    "pangkat.golongan_pppk",
    "pangkat.masa_kerja",
    "pangkat.tanggal_mulai",
    "hukuman.tingkat",
    "hukuman.tanggal_mulai",
    "hukuman.tanggal_selesai",
    "cuti.hari_tahunan",
    "cuti.hari_sakit",
    "cuti.hari_melahirkan",
    "cuti.hari_besar",
    "cuti.hari_alasan_penting",
    "cuti.hari_luar_tanggungan",
    "presensi.hari_kerja",
    "presensi.hari_hadir",
    "presensi.hari_dinas_luar",
    "presensi.hari_alpa",
    "presensi.hari_dispensasi",
    "presensi.hari_alpa_tahun",
    "presensi.alpa_beruntun",
    "presensi.apel_wajib",
    "presensi.apel_tidak_hadir",
    "rencana.status",
    "rencana.jumlah_butir",
    "penilaian.hasil_kerja",
    "penilaian.perilaku_kerja",
    "penilaian.bawahan_belum_dinilai",
]
SERIES = {
    "bagian": "hari hari_kerja kelas status jenis_jabatan plt_kelas hukuman_tingkat cuti",
    "hari_kerja": "status menit_telat menit_pulang_cepat",
    "butir_rencana": "bobot target realisasi arah",
    "aspek_perilaku": "nilai_perilaku",
    "proyek": "jatuh_tempo selesai pagu realisasi peran",
}
ROOMS = {
    "bagian": "bagian",
    "hari_kerja": "presensi",
    "butir_rencana": "rencana",
    "aspek_perilaku": "penilaian",
    "proyek": "proyek",
}


def test_it_offers_exactly_the_promised_sources():
    series = {f"{ROOMS[each]}.{name}": each for each, names in SERIES.items() for name in names.split()}
    offered = {source.name: source.each for source in catalogue()}
    assert offered == {**dict.fromkeys(SCALARS, ""), **series}
    assert len(ENTRIES) == len(offered)


def test_every_source_says_what_it_means_in_both_languages():
    assert [source.name for source in catalogue() if not (source.meaning and source.meaning_en)] == []


def test_it_is_read_without_a_database(root: Path):
    code = (
        "import sys; sys.modules['sqlalchemy'] = None\n"
        "from kinerja_admin.services.sources import catalogue\nprint(len(catalogue()))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(len(ENTRIES))


def test_its_words_are_those_of_the_national_base(root: Path):
    base = Loader(FolderShelf(root / "policies")).by_id(PolicyId("nasional", "dasar", "2026.1"))
    assert base is not None
    assert base.policy is not None
    known = {name: found.words for name, found in base.policy.vocabularies.items()}
    used = {source.type: source.words for source in catalogue() if source.words}
    assert used == {name: known[name] for name in used}


def test_its_words_are_those_of_the_tables():
    used = {source.type: source.words for source in catalogue() if source.words}
    tables = {
        "status_pegawai": lists.STATUS_PEGAWAI,
        "jenis_kelamin": lists.JENIS_KELAMIN,
        "jenis_jabatan": lists.JENIS_JABATAN,
        "eselon": lists.ESELON,
        "urusan": lists.URUSAN,
        "status_presensi": lists.STATUS_PRESENSI,
        "status_rencana": lists.STATUS_RENCANA,
        "arah_capaian": lists.ARAH_CAPAIAN,
        "ekspektasi": lists.EKSPEKTASI,
        "peran_proyek": lists.PERAN_PROYEK,
    }
    assert {name: used[name] for name in tables} == {name: tuple(words) for name, words in tables.items()}
    assert used["tingkat_hukuman"] == ("tidak_ada", *lists.TINGKAT_HUKUMAN)
    assert used["jenis_cuti"] == ("tidak_cuti", *lists.JENIS_CUTI)
    assert used["jenis_penugasan"] == tuple(word for word in lists.JENIS_PENUGASAN if word != "definitif")
