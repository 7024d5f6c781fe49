"""Closed lists of words that stand in rows, each with what Indonesian readers see."""

from __future__ import annotations

from typing import Final

Words = dict[str, str]

URUSAN: Final[Words] = {
    "pendidikan": "Pendidikan",
    "kesehatan": "Kesehatan",
    "kependudukan": "Kependudukan",
    "pekerjaan_umum": "Pekerjaan umum",
    "kewilayahan": "Kewilayahan",
    "penunjang": "Penunjang",
    "lainnya": "Lainnya",
}
STATUS_PEGAWAI: Final[Words] = {"CPNS": "CPNS", "PNS": "PNS", "PPPK": "PPPK"}
JENIS_KELAMIN: Final[Words] = {"L": "Laki-laki", "P": "Perempuan"}
JENIS_GOLONGAN: Final[Words] = {"PNS": "PNS", "PPPK": "PPPK"}
JENIS_JABATAN: Final[Words] = {"pelaksana": "Pelaksana", "fungsional": "Fungsional", "struktural": "Struktural"}
ESELON: Final[Words] = {word: word for word in ("V.a", "IV.b", "IV.a", "III.b", "III.a", "II.b", "II.a", "I.b", "I.a")}
JENJANG: Final[Words] = {
    "pemula": "Pemula",
    "terampil": "Terampil",
    "mahir": "Mahir",
    "penyelia": "Penyelia",
    "pertama": "Ahli pertama",
    "muda": "Ahli muda",
    "madya": "Ahli madya",
    "utama": "Ahli utama",
}
JENIS_PENUGASAN: Final[Words] = {
    "definitif": "Definitif",
    "plt": "Pelaksana tugas (Plt)",
    "plh": "Pelaksana harian (Plh)",
}
TINGKAT_HUKUMAN: Final[Words] = {"ringan": "Ringan", "sedang": "Sedang", "berat": "Berat"}
JENIS_CUTI: Final[Words] = {
    "tahunan": "Cuti tahunan",
    "sakit": "Cuti sakit",
    "melahirkan": "Cuti melahirkan",
    "besar": "Cuti besar",
    "alasan_penting": "Cuti karena alasan penting",
    "luar_tanggungan": "Cuti di luar tanggungan negara",
}
JENIS_LIBUR: Final[Words] = {
    "libur_nasional": "Libur nasional",
    "cuti_bersama": "Cuti bersama",
    "libur_daerah": "Libur daerah",
}
STATUS_PRESENSI: Final[Words] = {
    "hadir": "Hadir",
    "dinas_luar": "Dinas luar",
    "dispensasi": "Dispensasi",
    "cuti": "Cuti",
    "alpa": "Tanpa keterangan",
}
STATUS_RENCANA: Final[Words] = {
    "belum_ada": "Belum ada",
    "draf": "Draf",
    "diajukan": "Diajukan",
    "disetujui": "Disetujui",
}
ARAH_CAPAIAN: Final[Words] = {"naik": "Makin tinggi makin baik", "turun": "Makin rendah makin baik"}
EKSPEKTASI: Final[Words] = {
    "di_bawah_ekspektasi": "Di bawah ekspektasi",
    "sesuai_ekspektasi": "Sesuai ekspektasi",
    "di_atas_ekspektasi": "Di atas ekspektasi",
}
ASPEK_PERILAKU: Final[Words] = {
    "berorientasi_pelayanan": "Berorientasi pelayanan",
    "akuntabel": "Akuntabel",
    "kompeten": "Kompeten",
    "harmonis": "Harmonis",
    "loyal": "Loyal",
    "adaptif": "Adaptif",
    "kolaboratif": "Kolaboratif",
}
PERAN_PROYEK: Final[Words] = {"anggota": "Anggota", "ketua": "Ketua"}
STATUS_KEBIJAKAN: Final[Words] = {
    "draft": "Draf",
    "in_review": "Dalam telaah",
    "approved": "Disetujui",
    "scheduled": "Terjadwal",
    "effective": "Berlaku",
    "superseded": "Digantikan",
    "withdrawn": "Ditarik",
}
KEBIJAKAN_TERBIT: Final = ("scheduled", "effective", "superseded", "withdrawn")
"""The states in which a policy version is public; before them it is the policy staff's alone."""
JENIS_PERHITUNGAN: Final[Words] = {
    "preview": "Pratinjau",
    "scenario": "Skenario",
    "official": "Resmi",
    "correction": "Koreksi",
}
STATUS_PERHITUNGAN: Final[Words] = {
    "computing": "Sedang dihitung",
    "computed": "Terhitung",
    "checked": "Diperiksa",
    "approved": "Disetujui",
    "locked": "Terkunci",
}
STATUS_PEKERJAAN: Final[Words] = {
    "queued": "Antre",
    "running": "Berjalan",
    "done": "Selesai",
    "failed": "Gagal",
    "cancelled": "Dibatalkan",
}
PERAN: Final[Words] = {
    "policy_admin": "Administrator kebijakan",
    "policy_approver": "Penyetuju kebijakan",
    "hr": "Staf kepegawaian",
    "atasan": "Atasan",
    "pegawai": "Pegawai",
    "pimpinan": "Pimpinan",
    "auditor": "Auditor",
    "national_admin": "Administrator nasional",
    "operator": "Operator",
}
TINDAKAN_JEJAK: Final[Words] = {"insert": "Ditambahkan", "update": "Diubah", "delete": "Dihapus", "export": "Diekspor"}
