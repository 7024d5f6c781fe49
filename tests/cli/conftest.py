"""Runs commands in the process, in a folder of its own, with a small policy and a few people."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import sessionmaker

import kinerja_admin.models  # noqa: F401 - maps every table
from kinerja_admin.cli._program import run
from kinerja_admin.db.engine import make_engine
from kinerja_admin.db.migrate import upgrade
from kinerja_admin.db.session import Session, session_maker

POLICY = """schema: kinerja-policy/1
region: contoh
policy: coba
version: "1"
title: Tunjangan coba
effective: {from: 2026-01, to: 2026-06}
decided: 2025-12-19
period: month
law:
  perwal: {title: Peraturan Wali Kota Nomor 1}
vocabularies:
  predikat: [kurang, baik, sangat_baik]
inputs:
  kelas: {type: integer, from: jabatan.kelas, range: [1, 17]}
  predikat_kinerja: {type: predikat, from: hasil.penilaian.predikat}
  menit_telat: {type: integer, unit: menit, each: hari_kerja, from: presensi.menit_telat}
  lahir: {type: date, from: pegawai.tanggal_lahir, missing: absent}
  pelayanan: {type: condition, from: jabatan.pelayanan_publik, missing: {use: false, cite: perwal}}
parameters:
  nilai_kelas: {value: 1_000_000, unit: rupiah, label: Nilai satu kelas, cite: perwal, unverified: nilai contoh}
tables:
  persen: {label: Bagian menurut predikat, key: predikat, unit: persen, rows: {kurang: 50, baik: 100, sangat_baik: 110}, cite: perwal}
rounding:
  rupiah: {to: 1}
  persen: {to: 0.01}
steps:
  dasar: {label: Dasar, unit: rupiah, formula: kelas * nilai_kelas, cite: perwal}
  potongan_harian: {label: Potongan harian, unit: persen, formula: "IF(menit_telat > 30, 1.5, 0)"}
  potongan: {label: Potongan, unit: persen, formula: SUM(potongan_harian), then: [{at_most: 2}]}
  tunjangan:
    label: Tunjangan
    unit: rupiah
    formula: dasar * PERCENT(LOOKUP(persen, predikat_kinerja)) * (1 - PERCENT(potongan)) / 3
    cite: perwal#pasal-2
  sejak: {label: Mulai, formula: "COALESCE(lahir, PERIOD_START())"}
  layak: {label: Layak, formula: pelayanan or kelas >= 9}
outputs:
  tunjangan: {payable: true}
  layak: {label: Layak}
checks:
  - {id: tidak_negatif, assert: tunjangan >= 0}
tests:
  - {id: biasa, given: {kelas: 9, predikat_kinerja: baik, menit_telat: [0, 45]}, expect: {tunjangan: 2955000, potongan: "1.5"}}
"""
PEOPLE = """id,kelas,predikat_kinerja,menit_telat,lahir,pelayanan
199001,9,baik,0;45;0,1990-02-28,true
199002,7,sangat_baik,-,,
199003,18,baik,0,,
199004,5,,31;31,,false
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer as a program reads it."""
        return json.loads(self.out)


Kinerja = Callable[..., Answer]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "coba.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sessionmaker[Session]]:
    """A migrated database where commands look for it, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KINERJA_DATA_FOLDER", str(tmp_path / "var"))
    (tmp_path / "var").mkdir()
    engine = make_engine(f"sqlite:///{tmp_path / 'var' / 'kinerja.sqlite3'}")
    upgrade(engine)
    yield session_maker(engine)
    engine.dispose()


@pytest.fixture
def kinerja(capfd: pytest.CaptureFixture[str]) -> Kinerja:
    def call(*arguments: str) -> Answer:
        capfd.readouterr()
        code = run(list(arguments))
        said = capfd.readouterr()
        return Answer(code, said.out, said.err)

    return call
