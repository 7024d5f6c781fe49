"""Two small policies of Serang: a score, and the pay that takes it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.services.registry import Outcome, import_shelf

SCORE = """
schema: kinerja-policy/1
region: serang
policy: nilai
version: "2026.1"
title: Nilai
effective: {from: 2026-01, to: null}
decided: 2025-12-01
period: month
law: {perwal: {title: Peraturan}}
inputs:
  hari_hadir: {type: integer, unit: hari, from: presensi.hari_hadir, range: [0, 31], missing: error}
  hari_kerja: {type: integer, unit: hari, from: presensi.hari_kerja, range: [1, 31], missing: error}
  nilai_lalu: {type: decimal, decimals: 2, unit: persen, from: hasil.nilai.nilai, periods: previous, missing: {use: 0, cite: perwal}}
rounding: {persen: {to: 0.01, mode: half_up}}
steps:
  nilai: {label: Nilai, unit: persen, formula: "RATIO(hari_hadir, hari_kerja) * 100", cite: perwal}
  naik: {label: Naik, formula: nilai > nilai_lalu, cite: perwal}
outputs:
  nilai: {label: Nilai}
  naik: {label: Naik}
"""
PAY = """
schema: kinerja-policy/1
region: serang
policy: gaji
version: "2026.1"
title: Gaji
effective: {from: 2026-01, to: null}
decided: 2025-12-01
period: month
law: {perwal: {title: Peraturan}}
inputs:
  kelas: {type: integer, from: jabatan.kelas, range: [1, 17], missing: error}
  nilai: {type: decimal, decimals: 2, unit: persen, from: hasil.nilai.nilai, periods: same, missing: error}
parameters:
  dasar: {label: Dasar, value: 1_000_000, unit: rupiah, cite: perwal}
rounding: {rupiah: {to: 1, mode: half_up}}
steps:
  gaji: {label: Gaji, unit: rupiah, formula: dasar * kelas * PERCENT(nilai), cite: perwal}
outputs:
  gaji: {label: Gaji, payable: true}
"""


def import_rules(sessions: sessionmaker[Session], folder: Path, **texts: str) -> None:
    """Bring policies into force as a shipped folder would."""
    for name, text in (texts or {"nilai": SCORE, "gaji": PAY}).items():
        path = folder / "serang" / name / "2026.1.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    with acting_as(system("rules")), sessions.begin() as session:
        done = import_shelf(session, FolderShelf(folder), "uji")
    assert [one.problems for one in done if one.outcome is not Outcome.IMPORTED] == []
