"""The names of the elements of a series: as many as there are elements, in the same order."""

from datetime import date

from kinerja_admin.models.riwayat_status import RiwayatStatus
from kinerja_admin.services.sources.catalogue import ENTRIES
from kinerja_admin.services.sources.labels import LABELS
from tests.services.sources.plans import plan
from tests.services.town import RINA, Town

UNNAMED = {"penilai_rekan", "penilai_bawahan", "penilai_masyarakat", "responden"}
"""Who rates stays unknown to who was rated."""


def test_who_rates_has_no_name():
    assert UNNAMED.isdisjoint(label.each for label in LABELS)


def test_there_are_as_many_names_as_elements(town: Town):
    plan(town, RINA, "disetujui")
    series = {entry.source.each: entry.source.name for entry in ENTRIES if entry.source.each}
    for label in LABELS:
        facts, names = town.facts("2026-03", RINA, series[label.each], f"label.{label.each}")
        assert isinstance(facts, tuple)
        assert isinstance(names, tuple)
        assert len(facts) == len(names), label.each


def test_days_items_and_values_are_named(town: Town):
    plan(town, RINA, "disetujui")
    days, items, aspects = town.facts(
        "2026-03", RINA, "label.hari_kerja", "label.butir_rencana", "label.aspek_perilaku"
    )  # fmt: skip
    assert isinstance(days, tuple)
    assert days[0] == date(2026, 3, 2)
    assert items == ("Dokumen", "Dokumen")
    assert isinstance(aspects, tuple)
    assert aspects[0] == "Berorientasi pelayanan"


def test_sections_are_named_by_their_days(town: Town):
    assert town.fact("2026-03", RINA, "label.bagian") == ("2026-03-01/2026-03-31",)
    town.add(RiwayatStatus, pegawai_id=town.people[RINA], status="CPNS", mulai=date(2026, 3, 16))
    found = town.fact("2026-03", RINA, "label.bagian")
    assert isinstance(found, tuple)
    assert found[-1] == "2026-03-16/2026-03-31"
