"""Published pay tables, cell by cell: the literals stand here as they are printed, the policy reads its CSV files."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kinerja_admin.engine.policy import Policy, Table

# PP 5/2024, one block for each golongan: a row is the first year of masa kerja, "-" where nothing is printed.
PNS_1 = """
from     I/a     I/b     I/c     I/d
   0 1685700       -       -       -
   2 1738800       -       -       -
   3       - 1840800 1918700 1999900
   4 1793500       -       -       -
   5       - 1898800 1979100 2062900
   6 1850000       -       -       -
   7       - 1958600 2041500 2127800
   8 1908300       -       -       -
   9       - 2020300 2105800 2194800
  10 1968400       -       -       -
  11       - 2083900 2172100 2264000
  12 2030400       -       -       -
  13       - 2149600 2240500 2335300
  14 2094300       -       -       -
  15       - 2217300 2311100 2408800
  16 2160300       -       -       -
  17       - 2287100 2383900 2484700
  18 2228300       -       -       -
  19       - 2359100 2458900 2562900
  20 2298500       -       -       -
  21       - 2433400 2536400 2643700
  22 2370900       -       -       -
  23       - 2510100 2616300 2726900
  24 2445500       -       -       -
  25       - 2589100 2698700 2812800
  26 2522600       -       -       -
  27       - 2670700 2783700 2901400
"""

PNS_2 = """
from    II/a    II/b    II/c    II/d
   0 2184000       -       -       -
   1 2218400       -       -       -
   3 2288200 2385000 2485900 2591100
   5 2360300 2460100 2564200 2672700
   7 2434600 2537600 2645000 2756800
   9 2511300 2617500 2728300 2843700
  11 2590400 2700000 2814200 2933200
  13 2672000 2785000 2902800 3025600
  15 2756200 2872700 2994300 3120900
  17 2843000 2963200 3088600 3219200
  19 2932500 3056500 3185800 3320600
  21 3024900 3152800 3286200 3425200
  23 3120100 3252100 3389700 3533100
  25 3218400 3354500 3496400 3644300
  27 3319800 3460200 3606500 3759100
  29 3424300 3569200 3720100 3877500
  31 3532200 3681600 3837300 3999600
  33 3643400 3797500 3958200 4125600
"""

PNS_3 = """
from   III/a   III/b   III/c   III/d
   0 2785700 2903600 3026400 3154400
   2 2873500 2995000 3121700 3253700
   4 2964000 3089300 3220000 3356200
   6 3057300 3186600 3321400 3461900
   8 3153600 3287000 3426000 3571000
  10 3252900 3390500 3533900 3683400
  12 3355400 3497300 3645200 3799400
  14 3461100 3607500 3760100 3919100
  16 3570100 3721100 3878500 4042500
  18 3682500 3838300 4000600 4169900
  20 3798500 3959200 4126600 4301200
  22 3918100 4083900 4256600 4436700
  24 4041500 4212500 4390700 4576400
  26 4168800 4345100 4528900 4720500
  28 4300100 4482000 4671600 4869200
  30 4435500 4623200 4818700 5022500
  32 4575200 4768800 4970500 5180700
"""

PNS_4 = """
from    IV/a    IV/b    IV/c    IV/d    IV/e
   0 3287800 3426900 3571900 3723000 3880400
   2 3391400 3534800 3684400 3840200 4002700
   4 3498200 3646200 3800400 3961200 4128700
   6 3608400 3761000 3920100 4085900 4258700
   8 3722000 3879500 4043600 4214600 4392900
  10 3839200 4001600 4170900 4347300 4531200
  12 3960200 4127700 4302300 4484300 4673900
  14 4084900 4257700 4437800 4625500 4821100
  16 4213500 4391800 4577500 4771200 4973000
  18 4346200 4530100 4721700 4921400 5129600
  20 4483100 4672800 4870400 5076400 5291200
  22 4624300 4819900 5023800 5236300 5457800
  24 4770000 4971700 5182000 5401200 5629700
  26 4920200 5128300 5345200 5571400 5807000
  28 5075200 5289800 5513600 5746800 5989900
  30 5235000 5456400 5687200 5927800 6178600
  32 5399900 5628300 5866400 6114500 6373200
"""

# Perpres 11/2024.
PPPK_1 = """
from       I      II     III      IV
   0 1938500       -       -       -
   2 1999500       -       -       -
   3       - 2116900 2206500 2299800
   4 2062500       -       -       -
   5       - 2183600 2276000 2372300
   6 2127500       -       -       -
   7       - 2252400 2347700 2447000
   8 2194500       -       -       -
   9       - 2323300 2421600 2524000
  10 2263600       -       -       -
  11       - 2396500 2497900 2603500
  12 2334900       -       -       -
  13       - 2472000 2576500 2685500
  14 2408400       -       -       -
  15       - 2549800 2657700 2770100
  16 2484300       -       -       -
  17       - 2630100 2741400 2857400
  18 2562500       -       -       -
  19       - 2713000 2827700 2947400
  20 2643200       -       -       -
  21       - 2798400 2916800 3040200
  22 2726500       -       -       -
  23       - 2886600 3008700 3135900
  24 2812400       -       -       -
  25       - 2977500 3103400 3234700
  26 2900900       -       -       -
  27       - 3071200 3201200 3336600
"""

PPPK_2 = """
from       V      VI     VII    VIII
   0 2511500       -       -       -
   1 2551100       -       -       -
   3 2631400 2742800 2858800 2979700
   5 2714300 2829100 2948800 3073500
   7 2799800 2918200 3041700 3170300
   9 2888000 3010100 3137500 3270200
  11 2978900 3105000 3236300 3373200
  13 3072800 3202700 3338200 3479400
  15 3169500 3303600 3443400 3589000
  17 3269400 3407700 3551800 3702000
  19 3372300 3515000 3663700 3818600
  21 3478500 3625700 3779100 3938900
  23 3588100 3739900 3898100 4063000
  25 3701100 3857700 4020800 4190900
  27 3817700 3979200 4147500 4322900
  29 3937900 4104500 4278100 4459100
  31 4061900 4233800 4412800 4599500
  33 4189900 4367100 4551800 4744400
"""

PPPK_3 = """
from      IX       X      XI     XII    XIII
   0 3203600 3339100 3480300 3627500 3781000
   2 3304400 3444200 3589900 3741800 3900000
   4 3408500 3552700 3703000 3859600 4022900
   6 3515900 3664600 3819600 3981200 4149600
   8 3626600 3780000 3939900 4106600 4280300
  10 3740800 3899100 4064000 4235900 4415100
  12 3858600 4021900 4192000 4369300 4554100
  14 3980200 4148500 4324000 4506900 4697600
  16 4105500 4279200 4460200 4648900 4845500
  18 4234800 4414000 4600700 4795300 4998100
  20 4368200 4553000 4745600 4946300 5155500
  22 4505800 4696400 4895000 5102100 5317900
  24 4647700 4844300 5049200 5262800 5485400
  26 4794100 4996900 5208200 5428500 5658200
  28 4945100 5154200 5372300 5599500 5836400
  30 5100800 5316600 5541500 5775900 6020200
  32 5261500 5484000 5716000 5957800 6209800
"""

PPPK_4 = """
from     XIV      XV     XVI    XVII
   0 3940900 4107600 4281400 4462500
   2 4065000 4237000 4416200 4603000
   4 4193000 4370400 4555300 4748000
   6 4325100 4508100 4698700 4897500
   8 4461300 4650000 4846700 5051800
  10 4601800 4796500 4999400 5210900
  12 4746800 4947600 5156800 5375000
  14 4896300 5103400 5319300 5544300
  16 5050500 5264100 5486800 5718900
  18 5209500 5429900 5659600 5899000
  20 5373600 5600900 5837800 6084800
  22 5542900 5777300 6021700 6276400
  24 5717400 5959300 6211400 6474100
  26 5897500 6147000 6407000 6678000
  28 6083200 6340600 6608800 6888300
  30 6274800 6540300 6816900 7105300
  32 6472500 6746200 7031600 7329000
"""

TABLES = {
    "gaji_pokok_pns": (PNS_1, PNS_2, PNS_3, PNS_4),
    "gaji_pokok_pppk": (PPPK_1, PPPK_2, PPPK_3, PPPK_4),
}

# Perpres 26/2007.
STRUCTURAL = {
    "I.a": 5_500_000, "I.b": 4_375_000, "II.a": 3_250_000, "II.b": 2_025_000, "III.a": 1_260_000, "III.b": 980_000,
    "IV.a": 540_000, "IV.b": 490_000, "V.a": 360_000,
}  # fmt: skip


def printed(block: str) -> dict[str, list[tuple[Fraction, Fraction]]]:
    """Lower bound and amount of every printed cell, by column."""
    header, *rows = (line.split() for line in block.strip().splitlines())
    return {
        column: [(Fraction(row[0]), Fraction(row[place])) for row in rows if row[place] != "-"]
        for place, column in enumerate(header)
        if place
    }


def held(table: Table) -> dict[object, list[tuple[Fraction | None, object]]]:
    """Lower bound and value of every band that a policy holds, by column."""
    (dated,) = table.contents
    bands = dated.value.items()
    return {column: [(band.low, band.value) for band in rows] for column, rows in bands}  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def pay(policies: dict[str, Policy]) -> Policy:
    return policies["nasional/gaji@2024.1"]


@pytest.mark.parametrize("name", TABLES)
def test_basic_pay_cell_by_cell(pay: Policy, name: str):
    expected = {column: cells for block in TABLES[name] for column, cells in printed(block).items()}
    assert sum(len(cells) for cells in expected.values()) == 272
    assert held(pay.tables[name]) == expected


@pytest.mark.parametrize("name", TABLES)
def test_basic_pay_rises_with_every_step(pay: Policy, name: str):
    for cells in held(pay.tables[name]).values():
        amounts = [amount for _, amount in cells]
        assert amounts == sorted(set(amounts))  # type: ignore[type-var]


def test_the_table_is_no_multiplication(pay: Policy):
    """5,901,200 × 1.08 would be 6,373,296: the law prints 6,373,200."""
    assert held(pay.tables["gaji_pokok_pns"])["IV/e"][-1] == (Fraction(32), Fraction(6_373_200))


def test_allowances(pay: Policy):
    (structural,) = pay.tables["tunjangan_eselon"].contents
    assert {key[0]: value for key, value in structural.value.items()} == STRUCTURAL  # type: ignore[index]
    (general,) = pay.tables["tarif_umum"].contents
    assert [value for _, value in sorted(general.value.items())] == [175_000, 180_000, 185_000, 190_000]
    fixed = {name: one.values[0].value for name, one in pay.parameters.items()}
    assert fixed["beras_sejiwa"] * fixed["harga_beras"] == 72_420  # type: ignore[operator]
    assert (fixed["persen_pasangan"], fixed["persen_anak"], fixed["anak_paling_banyak"]) == (10, 2, 2)
    rates = ("persen_kesehatan_pemberi_kerja", "persen_kesehatan_pegawai", "persen_kecelakaan_kerja", "persen_kematian")
    assert [fixed[name] for name in rates] == [4, 1, Fraction("0.24"), Fraction("0.72")]
    assert fixed["batas_dasar_kesehatan"] == 12_000_000


def test_what_is_not_certain_says_so(pay: Policy):
    for name in ("gaji_pokok_pns", "gaji_pokok_pppk", "persen_iwp"):
        assert pay.tables[name].basis.unverified or pay.tables[name].doubts
    assert pay.parameters["persen_cpns"].basis.unverified
