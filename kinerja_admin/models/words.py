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
    "ahli_pertama": "Ahli pertama",
    "ahli_muda": "Ahli muda",
    "ahli_madya": "Ahli madya",
    "ahli_utama": "Ahli utama",
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
HUBUNGAN_KELUARGA: Final[Words] = {"pasangan": "Suami atau istri", "anak": "Anak"}
STATUS_PTKP: Final[Words] = {word: word for word in ("TK/0", "TK/1", "TK/2", "TK/3", "K/0", "K/1", "K/2", "K/3")}
JENJANG_PENDIDIKAN: Final[Words] = {
    "di_bawah_slta": "Di bawah SLTA",
    "slta": "SLTA",
    "d1": "D-I",
    "d2": "D-II",
    "d3": "D-III",
    "s1_d4": "S-1 atau D-IV",
    "s2": "S-2",
    "s3": "S-3",
}
JENIS_UMPAN_BALIK: Final[Words] = {"rekan": "Rekan kerja", "bawahan": "Bawahan"}
KANAL_PENILAIAN: Final[Words] = {
    "aplikasi": "Aplikasi",
    "situs": "Situs",
    "loket": "Loket layanan",
    "telepon": "Telepon atau pesan",
}
UNSUR_SURVEI: Final[Words] = {
    "persyaratan": "Persyaratan",
    "prosedur": "Sistem, mekanisme, dan prosedur",
    "waktu": "Waktu penyelesaian",
    "biaya": "Biaya atau tarif",
    "produk": "Produk layanan",
    "kompetensi": "Kompetensi pelaksana",
    "perilaku": "Perilaku pelaksana",
    "pengaduan": "Penanganan pengaduan, saran, dan masukan",
    "sarana": "Sarana dan prasarana",
}
"""The nine elements of PermenPANRB 14/2017; known by name, because documents number the last two differently."""
TAHAP_INOVASI: Final[Words] = {"usulan": "Usulan", "uji_coba": "Uji coba", "diterapkan": "Diterapkan"}
PERAN_INOVASI: Final[Words] = {"anggota": "Anggota", "ketua": "Ketua"}
JENIS_FAKTOR: Final[Words] = {
    "bencana": "Bencana",
    "perubahan_aturan": "Perubahan aturan",
    "pasokan": "Gangguan pasokan",
    "wabah": "Wabah",
    "lainnya": "Lainnya",
}
PREDIKAT_ORGANISASI: Final[Words] = {
    "sangat_kurang": "Sangat kurang",
    "kurang": "Kurang",
    "butuh_perbaikan": "Butuh perbaikan",
    "baik": "Baik",
    "istimewa": "Istimewa",
}
JENIS_PAGU: Final[Words] = {"tpp": "TPP", "gaji": "Gaji dan tunjangan", "insentif": "Insentif dan penghargaan"}
JENIS_PELATIHAN: Final[Words] = {
    "kepemimpinan": "Pelatihan kepemimpinan",
    "fungsional": "Pelatihan fungsional",
    "teknis": "Pelatihan teknis",
    "integritas_etika": "Integritas dan etika",
    "sosial_kultural": "Sosial kultural",
    "seminar": "Seminar, lokakarya, atau sejenisnya",
    "lainnya": "Lainnya",
}
CARA_PELATIHAN: Final[Words] = {
    "klasikal": "Klasikal",
    "daring": "Pembelajaran daring",
    "campuran": "Campuran",
    "magang": "Magang atau di tempat kerja",
    "mandiri": "Belajar mandiri",
}
STATUS_PESERTA: Final[Words] = {
    "diundang": "Diundang",
    "terdaftar": "Terdaftar",
    "lulus": "Selesai dan lulus",
    "tidak_lulus": "Tidak lulus",
    "tidak_ikut": "Tidak ikut",
}
ALASAN_TIDAK_IKUT: Final[Words] = {
    "beban_kerja": "Beban kerja",
    "bentrok_jadwal": "Bentrok jadwal",
    "sakit_atau_cuti": "Sakit atau cuti",
    "tidak_berminat": "Tidak berminat",
    "tidak_sesuai": "Tidak sesuai kebutuhan",
    "jarak_atau_biaya": "Jarak atau biaya",
    "lainnya": "Lainnya",
}
STATUS_USULAN: Final[Words] = {"diajukan": "Diajukan", "disetujui": "Disetujui", "ditolak": "Ditolak"}
JENIS_BIMBINGAN: Final[Words] = {"bimbingan": "Bimbingan kinerja", "konseling": "Konseling kinerja"}
PERIHAL_KEBERATAN: Final[Words] = {
    "penilaian": "Hasil penilaian",
    "tpp": "Besaran TPP",
    "presensi": "Data presensi",
    "lainnya": "Lainnya",
}
KEPUTUSAN_KEBERATAN: Final[Words] = {
    "dikabulkan": "Dikabulkan",
    "dikabulkan_sebagian": "Dikabulkan sebagian",
    "ditolak": "Ditolak",
}
TAHAP_KINERJA: Final[Words] = {
    "penyusunan_rencana": "Penyusunan rencana kinerja",
    "persetujuan_rencana": "Persetujuan rencana kinerja",
    "pelaporan_capaian": "Pelaporan capaian",
    "penilaian_diri": "Penilaian diri",
    "umpan_balik": "Umpan balik rekan dan bawahan",
    "penilaian_atasan": "Penilaian atasan",
}
JENIS_ANGKA_KREDIT: Final[Words] = {
    "konversi": "Konversi predikat kinerja",
    "integrasi": "Integrasi angka kredit lama",
    "pendidikan": "Peningkatan pendidikan",
    "penyesuaian": "Penyesuaian",
}
JENIS_ASESMEN: Final[Words] = {
    "asesmen": "Asesmen kompetensi",
    "catatan_kerja": "Catatan kerja harian",
    "kehadiran": "Kehadiran",
    "pendidikan": "Pendidikan",
    "rekam_jejak": "Rekam jejak jabatan",
}
HASIL_CALON: Final[Words] = {"terpilih": "Terpilih", "tidak_terpilih": "Tidak terpilih"}
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
