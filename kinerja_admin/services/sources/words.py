"""The words of vocabularies as ``nasional/dasar`` and ``nasional/pajak`` publish them, low to high where ordered.

Kept apart from the tables' lists so that the catalogue can be read without a database; a test compares them.
"""

from __future__ import annotations

from typing import Final

Vocabulary = tuple[str, tuple[str, ...]]
"""Name and words."""

STATUS_PEGAWAI: Final[Vocabulary] = ("status_pegawai", ("CPNS", "PNS", "PPPK"))
JENIS_KELAMIN: Final[Vocabulary] = ("jenis_kelamin", ("L", "P"))
JENIS_JABATAN: Final[Vocabulary] = ("jenis_jabatan", ("pelaksana", "fungsional", "struktural"))
ESELON: Final[Vocabulary] = ("eselon", ("V.a", "IV.b", "IV.a", "III.b", "III.a", "II.b", "II.a", "I.b", "I.a"))
JENIS_PENUGASAN: Final[Vocabulary] = ("jenis_penugasan", ("plt", "plh"))
GOLONGAN: Final[Vocabulary] = (
    "golongan",
    (
        *("I/a", "I/b", "I/c", "I/d", "II/a", "II/b", "II/c", "II/d", "III/a", "III/b", "III/c", "III/d"),
        *("IV/a", "IV/b", "IV/c", "IV/d", "IV/e"),
    ),
)
GOLONGAN_PPPK: Final[Vocabulary] = (
    "golongan_pppk",
    (
        *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"),
        *("X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII"),
    ),
)
URUSAN: Final[Vocabulary] = (
    "urusan",
    ("pendidikan", "kesehatan", "kependudukan", "pekerjaan_umum", "kewilayahan", "penunjang", "lainnya"),
)
TINGKAT_HUKUMAN: Final[Vocabulary] = ("tingkat_hukuman", ("tidak_ada", "ringan", "sedang", "berat"))
JENIS_CUTI: Final[Vocabulary] = (
    "jenis_cuti",
    ("tidak_cuti", "tahunan", "sakit", "melahirkan", "besar", "alasan_penting", "luar_tanggungan"),
)
STATUS_PRESENSI: Final[Vocabulary] = ("status_presensi", ("hadir", "dinas_luar", "dispensasi", "cuti", "alpa"))
STATUS_RENCANA: Final[Vocabulary] = ("status_rencana", ("belum_ada", "draf", "diajukan", "disetujui"))
ARAH_CAPAIAN: Final[Vocabulary] = ("arah_capaian", ("naik", "turun"))
JENJANG_JF: Final[Vocabulary] = (
    "jenjang_jf",
    ("pemula", "terampil", "mahir", "penyelia", "ahli_pertama", "ahli_muda", "ahli_madya", "ahli_utama"),
)
JENJANG_PENDIDIKAN: Final[Vocabulary] = (
    "jenjang_pendidikan",
    ("di_bawah_slta", "slta", "d1", "d2", "d3", "s1_d4", "s2", "s3"),
)
STATUS_PTKP: Final[Vocabulary] = (
    "status_ptkp",
    ("TK/0", "TK/1", "TK/2", "TK/3", "K/0", "K/1", "K/2", "K/3"),
)
TAHAP_INOVASI: Final[Vocabulary] = ("tahap_inovasi", ("usulan", "uji_coba", "diterapkan"))
PERAN_INOVASI: Final[Vocabulary] = ("peran_inovasi", ("anggota", "ketua"))
JENIS_FAKTOR: Final[Vocabulary] = (
    "jenis_faktor",
    ("bencana", "perubahan_aturan", "pasokan", "wabah", "lainnya"),
)
PREDIKAT_ORGANISASI: Final[Vocabulary] = (
    "predikat_organisasi",
    ("sangat_kurang", "kurang", "butuh_perbaikan", "baik", "istimewa"),
)
EKSPEKTASI: Final[Vocabulary] = (
    "ekspektasi",
    ("di_bawah_ekspektasi", "sesuai_ekspektasi", "di_atas_ekspektasi"),
)
PERAN_PROYEK: Final[Vocabulary] = ("peran_proyek", ("anggota", "ketua"))
