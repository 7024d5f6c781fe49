"""Invented people as arrays: the same for every engine, from a seed."""

from __future__ import annotations

import numpy as np

from kinerja_admin.engine.columns.typed import Given

STATUS = ("CPNS", "PNS", "PPPK")
HUKUMAN = ("tidak_ada", "ringan", "sedang", "berat")


def people(count: int, seed: int = 14) -> dict[str, Given]:
    """Facts of so many people, by the names of the policies' inputs."""
    chance = np.random.default_rng(seed)
    late = np.where(chance.random(count) < 0.6, 0, chance.integers(0, 400, count))
    return {
        "kelas": _whole(chance.integers(1, 17, count, endpoint=True)),
        "masa_kerja": _whole(chance.integers(0, 40, count)),
        "status_pegawai": Given(chance.choice(3, count, p=(0.05, 0.75, 0.2)), words=STATUS),
        "menit_telat": _whole(late),
        "hari_alpa": _whole(chance.binomial(22, 0.02, count)),
        "capaian": Given(chance.integers(4000, 12000, count).astype(np.float64), decimals=2),
        "perilaku": Given(chance.integers(6000, 10000, count).astype(np.float64), decimals=2),
        "tingkat_hukuman": Given(chance.choice(4, count, p=(0.96, 0.02, 0.015, 0.005)), words=HUKUMAN),
        "kawin": Given(chance.random(count) < 0.7),
        "anak": _whole(chance.integers(0, 5, count)),
        "zakat_gaji": Given(chance.random(count) < 0.3),
    }


def _whole(values: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> Given:
    return Given(values.astype(np.float64))
