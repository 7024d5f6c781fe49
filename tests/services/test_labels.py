"""A stored result is traced with the names of its elements: days from the snapshot, months from the runs taken."""

from pathlib import Path

import pytest

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.engine.explanation import explain
from kinerja_admin.engine.trace import Trace
from kinerja_admin.locale import words
from kinerja_admin.services import results, runs
from tests.services.rules import import_rules
from tests.services.town import RINA, Town

LATE = """
schema: kinerja-policy/1
region: serang
policy: telat
version: "2026.1"
title: Terlambat
effective: {from: 2026-01, to: null}
decided: 2025-12-01
period: month
law: {perwal: {title: Peraturan}}
inputs:
  menit: {label: Terlambat, type: integer, unit: menit, each: hari_kerja, from: presensi.menit_telat, missing: {use: 0, cite: perwal}}
  lalu: {label: Jumlah lalu, type: integer, unit: persen, each: bulan_lalu, from: hasil.telat.jumlah, periods: year_to_date, missing: absent}
tables:
  tarif: {label: Tarif, band: menit, unit: persen, from: {0: 0, 1: 1, 31: 2}}
rounding: {persen: {to: 1, mode: half_up}}
steps:
  harian: {label: Harian, unit: persen, formula: "BAND(tarif, menit)"}
  jumlah: {label: Jumlah, unit: persen, formula: SUM(harian)}
  setahun: {label: Setahun, unit: persen, formula: "SUM(COALESCE(lalu, 0)) + jumlah"}
outputs:
  jumlah: {label: Jumlah}
  setahun: {label: Setahun}
"""


@pytest.fixture
def late(town: Town, tmp_path: Path) -> Town:
    import_rules(town.sessions, tmp_path, telat=LATE)
    town.attend(RINA, {"2026-03-03": {"menit_telat": 35}, "2026-03-05": {"menit_telat": 4}, "2026-03-06": {}})
    return town


def traced(town: Town, period: str) -> Trace:
    with acting_as(system("test")):
        number = runs.run_month(town.sessions, "serang", period)["telat"]
        with town.sessions() as session:
            return results.trace_of(session, results.find_result(session, runs.find(session, number), RINA))


def test_a_day_that_counted_is_told_with_its_date(late: Town):
    lines = {line.name: line for line in explain(traced(late, "2026-03").content, words("id"))}
    detail = lines["harian"].detail
    assert detail[0] == "hari kerja ke-2 (3 Maret 2026): Terlambat (35 menit) → Tarif, baris mulai 31 menit: 2%"
    assert detail[1] == "hari kerja ke-4 (5 Maret 2026): Terlambat (4 menit) → Tarif, baris 1–30 menit: 1%"
    assert detail[2].endswith(" hari kerja lain: Terlambat (0 menit) → Tarif, baris 0 menit: 0%")
    assert len(detail) == 3


def test_earlier_results_are_told_with_their_month(late: Town):
    late.attend(RINA, {"2026-01-05": {"menit_telat": 40}, "2026-02-03": {}})
    with acting_as(system("test")):
        for month in ("2026-01", "2026-02"):
            runs.run_month(late.sessions, "serang", month)
    content = traced(late, "2026-03").content
    assert content["labels"]["bulan_lalu"] == ["2026-01", "2026-02"]
    lines = {line.name: line for line in explain(content, words("en"))}
    assert lines["lalu"].detail == ("earlier month 1 (January 2026): 2%", "earlier month 2 (February 2026): 0%")
