"""People of Pangkalpinang with nothing out of the ordinary: tests change one fact at a time."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from kinerja_admin.engine.facts import Cell
from kinerja_admin.engine.policy import Policy
from tests.policies.oracles import Part, as_facts, outcome

MONTHS = {"2025.1": "2025-06", "2026.1": "2026-09"}
SURVEY = (
    "survei_waktu", "survei_produk", "survei_kompetensi", "survei_persyaratan", "survei_prosedur", "survei_biaya",
    "survei_perilaku", "survei_pengaduan", "survei_sarana",
)  # fmt: skip
INNOVATION = ("tahap", "peran", "percobaan", "berhasil", "program", "arah", "sebelum", "sesudah", "diakui")
Idea = tuple[str, str, bool, bool | None, bool, str, int | None, int | None, bool]


def ideas_of(*ideas: Idea) -> dict[str, Cell]:
    return {f"inovasi_{name}": tuple(idea[place] for idea in ideas) for place, name in enumerate(INNOVATION)}


CLERK: dict[str, Cell] = {
    "status_rencana": "disetujui", "butir_bobot": (100,), "butir_target": (120,), "butir_realisasi": (60,),
    "butir_arah": ("naik",), "faktor_hari": (), "faktor_penyesuaian": (), "kelonggaran_sebelumnya": (),
    "urusan": "penunjang", "unit_kerja": "BAGIAN-UMUM", "tingkat_hukuman": "tidak_ada", "nilai_perilaku": (80,) * 7,
    "nilai_rekan": (), "bintang_masyarakat": (), "hasil_kerja": "sesuai_ekspektasi", "perilaku_kerja": "sesuai_ekspektasi",
    "menit_telat": (0,), "menit_pulang_cepat": (0,), "hari_alpa": 0, "apel_tidak_hadir": 0,
    **dict.fromkeys(SURVEY, ()), **ideas_of(),
}  # fmt: skip
PAID_MONTH: dict[str, Cell] = {
    **as_facts([Part(30, 9)], 0), "kelas_jabatan": 9, "tingkat_hukuman": "tidak_ada", "nilai_bulan_ini": 90,
    "predikat_bulan_ini": "baik", "predikat_pembanding": "baik", "predikat_kinerja": "baik", "bawahan_belum_dinilai": 0,
    "menit_telat": (0,), "menit_pulang_cepat": (0,), "hari_kerja": 22, "hari_alpa": 0, "apel_tidak_hadir": 0,
    "hari_sakit": 0, "hari_alpa_tahun": 0, "alpa_beruntun": 0, "insentif_sejak_januari": (), "inovasi_program": (),
    "inovasi_peran": (), "inovasi_diakui": (), "inovasi_tanggal_diakui": (),
}  # fmt: skip
LEARNER: dict[str, Cell] = {
    "status": "PNS", "hari_bekerja": 365, "urusan": "kesehatan", "unit_kerja": "DINKES", "jp_tahun": 20, "jp_etika": 4,
    "jumlah_etika": 1, "undangan_ditolak": 0, "hasil_kerja_bulanan": (90, 90), "pelayanan_bulanan": (80, 80),
    "disiplin_bulanan": (95, 95), "inovasi_bulanan": (70, 70),
}  # fmt: skip
AWARD: dict[str, Cell] = {"inovasi_program": (True,), "inovasi_peran": ("anggota",), "inovasi_diakui": (True,)}


def found(policy: Policy, base: Mapping[str, Cell], name: str, month: str = "", **changed: Cell) -> object:
    text = month or (policy.id.version[:4] if policy.id.policy == "pembinaan" else MONTHS[policy.id.version])
    return outcome(policy, text, {**base, **changed}).values[name]


def score(policy: Policy, base: Mapping[str, Cell], name: str = "nilai", month: str = "", **changed: Cell) -> Fraction:
    value = found(policy, base, name, month, **changed)
    assert isinstance(value, Fraction)
    return value
