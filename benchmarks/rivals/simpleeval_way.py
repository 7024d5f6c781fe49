"""The two policies in simpleeval as its README shows it: one evaluator, names and functions, a text a step."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from math import floor
from typing import Any

from simpleeval import SimpleEval

from benchmarks.rivals import numpy_way as tables

FOURTEEN = {
    "dasar": "rupiah(bpk(kelas) * 0.606375)",
    "masa": "rupiah(dasar * (min(masa_kerja, 30) * 0.5 / 100))",
    "pokok": "dasar + masa",
    "faktor_status": "status(status_pegawai)",
    "nilai": "cents(capaian * 0.6 + perilaku * 0.4)",
    "faktor_nilai": "band_nilai(nilai)",
    "potongan_telat": "band_telat(menit_telat)",
    "potongan": "min(cents(potongan_telat + hari_alpa * 3), 100)",
    "produktivitas": "rupiah(pokok * 0.6 * (faktor_nilai / 100) * (faktor_status / 100))",
    "disiplin": "rupiah(pokok * 0.4 * (1 - potongan / 100) * (faktor_status / 100))",
    "potongan_hukuman": "50 if tingkat_hukuman == 3 else (25 if tingkat_hukuman == 2 else 0)",
    "bruto": "rupiah((produktivitas + disiplin) * (1 - potongan_hukuman / 100))",
    "pph": "rupiah(bruto * (pajak(bruto) / 100))",
    "bersih": "bruto - pph",
}
_CRITERIA = ("beban", "tempat", "kondisi", "kelangkaan")
FORTY = {
    **FOURTEEN,
    **{
        name: text
        for one in _CRITERIA
        for name, text in {
            f"bagian_{one}": f"band_{one}(kelas)",
            f"nilai_{one}": f"rupiah(pokok * (bagian_{one} / 100) * (faktor_status / 100))",
            f"bersih_{one}": f"rupiah(nilai_{one} * (1 - potongan / 100))",
        }.items()
    },
    "tunjangan_pasangan": "rupiah(dasar * 0.1) if kawin else 0",
    "tunjangan_anak": "rupiah(dasar * (min(anak, 2) * 2 / 100))",
    "tambahan": "bersih_beban + bersih_tempat + bersih_kondisi + bersih_kelangkaan"
    " + tunjangan_pasangan + tunjangan_anak",
    "bruto_semua": "bruto + tambahan",
    "iuran_kesehatan": "rupiah(min(pokok, 12000000) * 0.01)",
    "iuran_pensiun": "rupiah(dasar * 0.0475)",
    "iuran_hari_tua": "rupiah(dasar * 0.0325)",
    "iuran_kecelakaan": "rupiah(dasar * 0.0024)",
    "iuran_kematian": "rupiah(dasar * 0.0072)",
    "zakat": "rupiah(bruto_semua * 0.025) if zakat_gaji else 0",
    "pph_semua": "rupiah(bruto_semua * (pajak(bruto_semua) / 100))",
    "iuran": "iuran_kesehatan + iuran_pensiun + iuran_hari_tua + iuran_kecelakaan + iuran_kematian",
    "potongan_semua": "pph_semua + iuran + zakat",
    "bersih_semua": "bruto_semua - potongan_semua",
}
POLICIES = {"tunjangan14": FOURTEEN, "tunjangan40": FORTY}


def _banded(table: tuple[Any, Any]) -> Any:
    edges, values = table[0].tolist(), table[1].tolist()
    return lambda amount: values[bisect_right(edges, amount) - 1]


_BPK, _STATUS = tables.BPK.tolist(), tables.STATUS.tolist()
_EDGES, _RATES = tables.PAJAK[0].tolist(), tables.PAJAK[1].tolist()
FUNCTIONS = {
    "rupiah": lambda amount: floor(amount + 0.5),
    "cents": lambda amount: floor(amount * 100 + 0.5) / 100,
    "min": min,
    "bpk": lambda kelas: _BPK[int(kelas) - 1],
    "status": lambda word: _STATUS[word],
    "pajak": lambda amount: _RATES[bisect_left(_EDGES, amount)],
    "band_nilai": _banded(tables.NILAI),
    "band_telat": _banded(tables.TELAT),
    "band_beban": _banded(tables.BEBAN),
    "band_tempat": _banded(tables.TEMPAT),
    "band_kondisi": _banded(tables.KONDISI),
    "band_kelangkaan": _banded(tables.KELANGKAAN),
}


def evaluate(policy: str, facts: Mapping[str, Any]) -> list[float]:
    """The last step of everybody, one person after the other."""
    names = list(facts)
    found = []
    for row in zip(*(facts[name].tolist() for name in names), strict=True):
        person = dict(zip(names, row, strict=True))
        evaluator = SimpleEval(names=person, functions=FUNCTIONS)
        for name, text in POLICIES[policy].items():
            person[name] = evaluator.eval(text)
        found.append(person[name])
    return found
