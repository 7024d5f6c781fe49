"""Policy staff of two regions for the tests of the registry, and a small policy to work on."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.account import Account
from kinerja_admin.models.account_role import AccountRole
from kinerja_admin.models.region import NATIONAL
from kinerja_admin.services.accounts import SignedIn

TEXT = """\
# Hadiah bagi yang tepat waktu; baris ini harus tetap ada.
schema: kinerja-policy/1
region: serang
policy: hadiah
version: "2026.1"
title: Hadiah tepat waktu
effective: {from: 2026-01, to: null}   # sejak Januari
decided: 2025-12-19
period: month

law:
  perwal: {title: Peraturan Wali Kota Serang tentang hadiah}

inputs:
  hari_hadir: {type: integer, unit: hari, from: presensi.hari_hadir, missing: error}

parameters:
  per_hari: {value: 10_000, unit: rupiah/hari, cite: perwal}

rounding:
  rupiah: {to: 1, mode: half_up}

steps:
  hadiah:
    label: Hadiah bulan ini
    unit: rupiah
    formula: hari_hadir * per_hari   # yang diubah orang
    cite: perwal

outputs:
  hadiah: {label: Hadiah, payable: true}

tests:
  - {id: dua-hari, given: {hari_hadir: 2}, expect: {hadiah: 20000}}
"""


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works on policies: two administrators and an approver of Serang, both in one person elsewhere."""

    sari: SignedIn
    dimas: SignedIn
    wulan: SignedIn
    outsider: SignedIn
    clerk: SignedIn


def staff(sessions: sessionmaker[Session]) -> Staff:
    """Write their accounts, and hand them over as signed in."""
    with acting_as(system("cast")), sessions.begin() as session:
        made = {
            name: _account(session, region, name, roles)
            for name, region, roles in (
                ("sari", "serang", {"policy_admin"}),
                ("dimas", "serang", {"policy_admin", "policy_approver"}),
                ("wulan", "serang", {"policy_approver"}),
                ("outsider", "pangkalpinang", {"policy_admin", "policy_approver"}),
                ("clerk", "serang", {"hr"}),
            )
        }
    return Staff(**made)


def national(name: str = "pusat", account_id: int = 1) -> SignedIn:
    """A national administrator who also writes national policies."""
    return SignedIn(account_id, name, name, {}, frozenset({"national_admin", "policy_admin"}), {NATIONAL: "Nasional"})


def _account(session: Session, region: str, name: str, roles: set[str]) -> SignedIn:
    account = Account(region_id=region, username=name, name=name.title())
    session.add(account)
    session.add_all(AccountRole(region_id=region, account=account, role=role) for role in sorted(roles))
    session.flush()
    return SignedIn(account.id, name, name.title(), {region: frozenset(roles)}, frozenset(), {region: region})
