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
    "penilaian.nilai_sendiri",
    "penilaian.ada_umpan_balik",
    "capaian.bulan_dilaporkan",
    "capaian.butir_tanpa_bukti",
    "jabatan.jenjang",
    "jabatan.tunjangan_fungsional",
    "unit_kerja.predikat",
    "hukuman.terberat_lima_tahun",
    "keluarga.pasangan_ditanggung",
    "keluarga.anak_ditanggung",
    "pajak.status_ptkp",
    "pendidikan.jenjang_tertinggi",
    "penghargaan.jumlah_tahun",
    "penghargaan.jumlah_lima_tahun",
    "pelatihan.diklat_jabatan",
    "pelatihan.jp_tahun",
    "pelatihan.jp_etika_tahun",
    "pelatihan.jumlah_etika_tahun",
    "pelatihan.undangan_ditolak_tahun",
    "pelatihan.jp_dua_tahun",
    "pelatihan.jp_teknis_setahun",
    "pelatihan.seminar_dua_tahun",
    "angka_kredit.bulan_dinilai",
    "angka_kredit.saldo_jenjang",
    "angka_kredit.saldo_pangkat",
    "talenta.nilai_asesmen",
    "talenta.nilai_catatan_kerja",
    "talenta.nilai_kehadiran",
    "talenta.nilai_pendidikan",
    "talenta.nilai_rekam_jejak",
    "promosi.jabatan_tujuan",
    "promosi.kelas_tujuan",
    "promosi.pendidikan_min",
    "promosi.golongan_min",
    "promosi.golongan_maks",
    "skp.tugas_tambahan",
    "skp.kreativitas",
    "skp.kinerja_tambahan",
    "perilaku_pp46.orientasi_pelayanan",
    "perilaku_pp46.integritas",
    "perilaku_pp46.komitmen",
    "perilaku_pp46.disiplin",
    "perilaku_pp46.kerja_sama",
    "perilaku_pp46.kepemimpinan",
    "perilaku_pp30.nilai",
    "perilaku_pp30.dinilai_rekan_dan_bawahan",
    "perilaku_pp30.ide_baru",
]
SERIES = {
    "bagian": "hari hari_kerja kelas status jenis_jabatan plt_kelas hukuman_tingkat cuti",
    "hari_kerja": "status menit_telat menit_pulang_cepat",
    "butir_rencana": "bobot target realisasi arah",
    "aspek_perilaku": "nilai_perilaku",
    "proyek": "jatuh_tempo selesai pagu realisasi peran",
    "penilai_rekan": "rekan",
    "penilai_bawahan": "bawahan",
    "penilai_masyarakat": "masyarakat",
    "responden": "persyaratan prosedur waktu biaya produk kompetensi perilaku pengaduan sarana",
    "inovasi": "tahap percobaan berhasil peran program sebelum sesudah arah diakui tanggal_diakui",
    "faktor_eksternal": "jenis hari penyesuaian",
    "kegiatan_skp": "target_kuantitas realisasi_kuantitas target_kualitas realisasi_kualitas target_waktu "
    "realisasi_waktu target_biaya realisasi_biaya",
    "indikator_skp": "arah bobot target target_atas realisasi target_terbesar",
}
ROOMS = {
    "bagian": "bagian",
    "hari_kerja": "presensi",
    "butir_rencana": "rencana",
    "aspek_perilaku": "penilaian",
    "proyek": "proyek",
    "penilai_rekan": "umpan_balik",
    "penilai_bawahan": "umpan_balik",
    "penilai_masyarakat": "umpan_balik",
    "responden": "survei",
    "inovasi": "inovasi",
    "faktor_eksternal": "faktor_eksternal",
    "kegiatan_skp": "skp",
    "indikator_skp": "skp",
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


def test_its_words_are_those_of_the_national_base_and_the_tax_tables(root: Path):
    known: dict[str, tuple[str, ...]] = {}
    for name, version in (("dasar", "2026.1"), ("pajak", "2024.1")):
        base = Loader(FolderShelf(root / "policies")).by_id(PolicyId("nasional", name, version))
        assert base is not None
        assert base.policy is not None
        known |= {word: found.words for word, found in base.policy.vocabularies.items()}
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
        "jenjang_jf": lists.JENJANG,
        "jenjang_pendidikan": lists.JENJANG_PENDIDIKAN,
        "status_ptkp": lists.STATUS_PTKP,
        "tahap_inovasi": lists.TAHAP_INOVASI,
        "peran_inovasi": lists.PERAN_INOVASI,
        "jenis_faktor": lists.JENIS_FAKTOR,
        "predikat_organisasi": lists.PREDIKAT_ORGANISASI,
    }
    assert {name: used[name] for name in tables} == {name: tuple(words) for name, words in tables.items()}
    assert used["tingkat_hukuman"] == ("tidak_ada", *lists.TINGKAT_HUKUMAN)
    assert used["jenis_cuti"] == ("tidak_cuti", *lists.JENIS_CUTI)
    assert used["jenis_penugasan"] == tuple(word for word in lists.JENIS_PENUGASAN if word != "definitif")
