"""What each role opens most, for the start page: a few doors instead of the whole menu once more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kinerja_admin.admin.menu import Entry, Group
from kinerja_admin.admin.pages.addresses import POLICIES
from kinerja_admin.admin.pages.asking import COMPARISON
from kinerja_admin.admin.pages.explanations import OWN
from kinerja_admin.admin.pages.measures import MEASURES
from kinerja_admin.admin.pages.month_totals import MONTHS
from kinerja_admin.admin.pages.own_staff import STAFF
from kinerja_admin.admin.pages.reports import PATH as REPORTS
from kinerja_admin.admin.pages.runs import RUNS
from kinerja_admin.services.accounts import SignedIn


def _table(name: str) -> str:
    return f"/data/{name}/list"


OFTEN: Mapping[str, tuple[str, ...]] = {
    "atasan": (STAFF, OWN),
    "pegawai": (OWN,),
    "hr": (RUNS, *map(_table, ("pegawai", "presensi", "cuti", "riwayat-jabatan")), MEASURES),
    "policy_admin": (POLICIES, COMPARISON, RUNS),
    "policy_approver": (POLICIES, RUNS, COMPARISON, MONTHS),
    "pimpinan": (MONTHS, REPORTS, RUNS),
    "auditor": (_table("audit"), POLICIES, RUNS, MONTHS),
    "national_admin": (POLICIES, *map(_table, ("account", "account-role", "region", "audit"))),
}
"""Addresses by role, in the order in which they are shown."""


def often(menu: Iterable[Group], who: SignedIn) -> tuple[Entry, ...]:
    """The lines of the person's own menu that their roles open most, each once."""
    entries = {entry.url: entry for group in menu for entry in group.entries}
    wanted = dict.fromkeys(url for role in who.roles_in_order for url in OFTEN.get(role, ()))
    return tuple(entries[url] for url in wanted if url in entries)
