"""Facts about plans and ratings of the years before 2022."""

from decimal import Decimal

from kinerja_admin.models.indikator_skp import IndikatorSkp
from kinerja_admin.models.kegiatan_skp import KegiatanSkp
from kinerja_admin.models.perilaku_lama import PerilakuLama
from kinerja_admin.models.skp_lama import SkpLama
from tests.services.town import BUDI, SITI, Town

ACTIVITY = [
    f"skp.{kind}_{aspect}" for aspect in ("kuantitas", "kualitas", "waktu", "biaya") for kind in ("target", "realisasi")
]
INDICATOR = [f"skp.{name}" for name in ("arah", "bobot", "target", "target_atas", "realisasi", "target_terbesar")]


def test_without_a_plan_nothing_is_known(town: Town):
    assert town.facts("2019", SITI, *ACTIVITY, *INDICATOR) == ((),) * 14
    wanted = ("skp.tugas_tambahan", "skp.kreativitas", "skp.kinerja_tambahan", "perilaku_pp46.disiplin")
    assert town.facts("2019", SITI, *wanted, "perilaku_pp30.nilai", "perilaku_pp30.ide_baru") == (None,) * 6


def test_activities_of_exactly_the_period_in_their_order(town: Town):
    plan = town.add(SkpLama, pegawai_id=town.people[SITI], periode="2019", tugas_tambahan=0, kreativitas=3)
    other = town.add(SkpLama, pegawai_id=town.people[SITI], periode="2018", tugas_tambahan=2)
    common = {"uraian": "Laporan", "target_kualitas": Decimal(100), "target_waktu": Decimal(12)}
    costs = {"target_biaya": 5_000_000, "realisasi_biaya": 4_900_000}
    done = {
        "realisasi_kuantitas": Decimal(11),
        "realisasi_kualitas": Decimal("86.5"),
        "realisasi_waktu": Decimal("10.5"),
    }
    town.add(KegiatanSkp, skp_lama_id=plan, nomor=2, target_kuantitas=Decimal(4), **common)
    town.add(KegiatanSkp, skp_lama_id=plan, nomor=1, target_kuantitas=Decimal(12), **common, **costs, **done)
    town.add(KegiatanSkp, skp_lama_id=other, nomor=1, target_kuantitas=Decimal(99), **common)
    assert town.facts("2019", SITI, *ACTIVITY, "skp.tugas_tambahan", "skp.kreativitas") == (
        (Decimal(12), Decimal(4)),
        (Decimal(11), None),
        (Decimal(100), Decimal(100)),
        (Decimal("86.5"), None),
        (Decimal(12), Decimal(12)),
        (Decimal("10.5"), None),
        (5_000_000, None),
        (4_900_000, None),
        0,
        3,
    )
    assert town.facts("2018", SITI, "skp.tugas_tambahan", "skp.kreativitas") == (2, None)


def test_indicators_with_one_target_and_with_a_range(town: Town):
    plan = town.add(SkpLama, pegawai_id=town.people[BUDI], periode="2021-S2", kinerja_tambahan=Decimal("7.5"))
    common = {"skp_lama_id": plan, "uraian": "Indikator"}
    town.add(IndikatorSkp, nomor=1, bobot=Decimal(60), target=Decimal(80), target_atas=Decimal(90), **common)
    last = {"realisasi": Decimal(0), "target_terbesar": True, "arah": "turun"}
    town.add(IndikatorSkp, nomor=2, bobot=Decimal(40), target=Decimal("2.5"), **last, **common)
    assert town.facts("2021-S2", BUDI, *INDICATOR, "skp.kinerja_tambahan") == (
        ("naik", "turun"),
        (Decimal(60), Decimal(40)),
        (Decimal(80), Decimal("2.5")),
        (Decimal(90), None),
        (None, Decimal(0)),
        (False, True),
        Decimal("7.5"),
    )


def test_behaviour_of_both_rules(town: Town):
    town.add(PerilakuLama, pegawai_id=town.people[BUDI], periode="2019", disiplin=Decimal(85), integritas=Decimal(0))
    joint = {"nilai": Decimal("105.5"), "dinilai_rekan_dan_bawahan": False, "ide_baru": True}
    town.add(PerilakuLama, pegawai_id=town.people[BUDI], periode="2021-S2", **joint)
    aspects = [f"perilaku_pp46.{name}" for name in ("disiplin", "integritas", "kepemimpinan")]
    assert town.facts("2019", BUDI, *aspects, "perilaku_pp30.nilai") == (Decimal(85), Decimal(0), None, None)
    rated = [f"perilaku_pp30.{name}" for name in ("nilai", "dinilai_rekan_dan_bawahan", "ide_baru")]
    assert town.facts("2021-S2", BUDI, *rated, aspects[0]) == (Decimal("105.5"), False, True, None)
