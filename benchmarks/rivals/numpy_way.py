"""The two policies as somebody who knows NumPy writes them: plain float64, one array after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

BPK = np.array([
    1540000, 1947000, 2354000, 2849000, 3531000, 4763000, 6633000, 7523000, 9360000, 10843000, 12370000, 16000000,
    20010000, 21330000, 24930000, 32540000, 41550000,
], dtype=float)  # fmt: skip
STATUS = np.array([80.0, 100.0, 100.0])
NILAI = np.array([0, 50, 70, 90, 110.0]), np.array([40, 60, 80, 100, 110.0])
TELAT = np.array([0, 1, 31, 61, 91, 240.0]), np.array([0, 0.5, 1, 1.25, 1.5, 5])
PAJAK = np.array([
    5400000, 5650000, 5950000, 6300000, 6750000, 7500000, 8550000, 9650000, 10050000, 10350000, 10700000, 11050000,
    11600000, 12500000, 13750000, 15100000, 16950000, 19750000, 24150000, 26450000, 28000000, 30050000,
], dtype=float), np.array([
    0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
])  # fmt: skip
BEBAN = np.array([0, 5, 9, 12, 15]), np.array([10, 15, 20, 25, 30.0])
TEMPAT = np.array([0, 8]), np.array([5, 7.5])
KONDISI = np.array([0, 7, 11]), np.array([12.5, 10, 0])
KELANGKAAN = np.array([0, 14]), np.array([0, 40.0])

Facts = Mapping[str, Any]
Step = Callable[[Facts], Any]


def rupiah(values: Any) -> Any:
    """Half up to whole rupiah."""
    return np.floor(values + 0.5)


def cents(values: Any) -> Any:
    """Half up to two decimals."""
    return np.floor(values * 100 + 0.5) / 100


def band(table: tuple[Any, Any], values: Any) -> Any:
    """Lower bounds included."""
    return table[1][np.searchsorted(table[0], values, side="right") - 1]


def tax(values: Any) -> Any:
    """Upper bounds included."""
    return PAJAK[1][np.searchsorted(PAJAK[0], values, side="left")]


FOURTEEN: Mapping[str, Step] = {
    "dasar": lambda f: rupiah(BPK[f["kelas"].astype(int) - 1] * 0.606375),
    "masa": lambda f: rupiah(f["dasar"] * (np.minimum(f["masa_kerja"], 30) * 0.5 / 100)),
    "pokok": lambda f: f["dasar"] + f["masa"],
    "faktor_status": lambda f: STATUS[f["status_pegawai"]],
    "nilai": lambda f: cents(f["capaian"] * 0.6 + f["perilaku"] * 0.4),
    "faktor_nilai": lambda f: band(NILAI, f["nilai"]),
    "potongan_telat": lambda f: band(TELAT, f["menit_telat"]),
    "potongan": lambda f: np.minimum(cents(f["potongan_telat"] + f["hari_alpa"] * 3), 100),
    "produktivitas": lambda f: rupiah(f["pokok"] * 0.6 * (f["faktor_nilai"] / 100) * (f["faktor_status"] / 100)),
    "disiplin": lambda f: rupiah(f["pokok"] * 0.4 * (1 - f["potongan"] / 100) * (f["faktor_status"] / 100)),
    "potongan_hukuman": lambda f: np.where(f["tingkat_hukuman"] == 3, 50, np.where(f["tingkat_hukuman"] == 2, 25, 0)),
    "bruto": lambda f: rupiah((f["produktivitas"] + f["disiplin"]) * (1 - f["potongan_hukuman"] / 100)),
    "pph": lambda f: rupiah(f["bruto"] * (tax(f["bruto"]) / 100)),
    "bersih": lambda f: f["bruto"] - f["pph"],
}


def _criterion(name: str, table: tuple[Any, Any]) -> dict[str, Step]:
    return {
        f"bagian_{name}": lambda f: band(table, f["kelas"]),
        f"nilai_{name}": lambda f: rupiah(f["pokok"] * (f[f"bagian_{name}"] / 100) * (f["faktor_status"] / 100)),
        f"bersih_{name}": lambda f: rupiah(f[f"nilai_{name}"] * (1 - f["potongan"] / 100)),
    }


FORTY: Mapping[str, Step] = {
    **FOURTEEN,
    **_criterion("beban", BEBAN),
    **_criterion("tempat", TEMPAT),
    **_criterion("kondisi", KONDISI),
    **_criterion("kelangkaan", KELANGKAAN),
    "tunjangan_pasangan": lambda f: np.where(f["kawin"], rupiah(f["dasar"] * 0.1), 0),
    "tunjangan_anak": lambda f: rupiah(f["dasar"] * (np.minimum(f["anak"], 2) * 2 / 100)),
    "tambahan": lambda f: f["bersih_beban"] + f["bersih_tempat"] + f["bersih_kondisi"] + f["bersih_kelangkaan"]
    + f["tunjangan_pasangan"] + f["tunjangan_anak"],
    "bruto_semua": lambda f: f["bruto"] + f["tambahan"],
    "iuran_kesehatan": lambda f: rupiah(np.minimum(f["pokok"], 12000000) * 0.01),
    "iuran_pensiun": lambda f: rupiah(f["dasar"] * 0.0475),
    "iuran_hari_tua": lambda f: rupiah(f["dasar"] * 0.0325),
    "iuran_kecelakaan": lambda f: rupiah(f["dasar"] * 0.0024),
    "iuran_kematian": lambda f: rupiah(f["dasar"] * 0.0072),
    "zakat": lambda f: np.where(f["zakat_gaji"], rupiah(f["bruto_semua"] * 0.025), 0),
    "pph_semua": lambda f: rupiah(f["bruto_semua"] * (tax(f["bruto_semua"]) / 100)),
    "iuran": lambda f: f["iuran_kesehatan"] + f["iuran_pensiun"] + f["iuran_hari_tua"] + f["iuran_kecelakaan"]
    + f["iuran_kematian"],
    "potongan_semua": lambda f: f["pph_semua"] + f["iuran"] + f["zakat"],
    "bersih_semua": lambda f: f["bruto_semua"] - f["potongan_semua"],
}  # fmt: skip

POLICIES = {"tunjangan14": FOURTEEN, "tunjangan40": FORTY}


def evaluate(policy: str, facts: Facts) -> Any:
    """The last step of everybody."""
    found = dict(facts)
    for name, step in POLICIES[policy].items():
        found[name] = step(found)
    return found[name]
