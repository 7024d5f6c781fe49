"""The list of policies: every version that the reader may see, by region and policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import load_only
from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.pages.access import RUN_READERS
from kinerja_admin.admin.pages.addresses import POLICIES
from kinerja_admin.admin.pages.naming import people_of
from kinerja_admin.admin.screens import EVERYONE, Screen, current, door, page, say, session
from kinerja_admin.db.session import Session
from kinerja_admin.locale import mark
from kinerja_admin.models.policy_event import PolicyEvent
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.region import Region
from kinerja_admin.models.words import STATUS_KEBIJAKAN
from kinerja_admin.services import registry
from kinerja_admin.services.accounts import SignedIn

_SHOWN = (
    PolicyFile.region_id,
    PolicyFile.policy,
    PolicyFile.version,
    PolicyFile.title,
    PolicyFile.status,
    PolicyFile.effective_from,
    PolicyFile.effective_to,
    PolicyFile.details,
    PolicyFile.updated_at,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A version with the last thing that happened to it."""

    row: PolicyFile
    actor: str
    at: datetime

    @property
    def findings(self) -> dict[str, int]:
        """How many findings of each weight it has."""
        found: dict[str, int] = self.row.details.get("findings", {})
        return found

    @property
    def tests(self) -> dict[str, int]:
        """How many tests it holds, and how many of them are green."""
        found: dict[str, int] = self.row.details.get("tests", {})
        return found


@dataclass(frozen=True, slots=True)
class Shelf:
    """One policy of one region with its versions, newest first."""

    region: str
    region_name: str
    policy: str
    title: str
    lines: tuple[Line, ...]


def overview(request: Request) -> Response:
    """Every policy that the reader may see."""
    registry.activate_due(door(request).session_maker)
    who = current(request)
    region, status = request.query_params.get("daerah", ""), request.query_params.get("status", "")
    with session(request) as db:
        rows = [row for row in _rows(db) if registry.may_read(who, row)]
        names = {code: name for code, name in db.execute(select(Region.code, Region.name))}  # noqa: C416
        chosen = [row for row in rows if region in ("", row.region_id) and status in ("", row.status)]
        events = _last_events(db)
        people = people_of(db, (event.actor for event in events.values()))
        shelves = _shelves(chosen, events, people, names)
        ends = registry.real_ends(db, chosen)
    return page(
        request,
        "pages/policies.html",
        title=say("Policies"),
        shelves=sorted(shelves, key=lambda shelf: _nearness(who, shelf)),
        regions=[(code, names.get(code, code.title())) for code in sorted({row.region_id for row in rows})],
        statuses={word: STATUS_KEBIJAKAN[word] for word in STATUS_KEBIJAKAN if word in {row.status for row in rows}},
        region=region,
        status_chosen=status,
        ends=ends,
        may_compare=bool(who.regions_as(*RUN_READERS)),
        may_write=bool(who.regions_as(registry.WRITER)),
    )


def _rows(db: Session) -> Sequence[PolicyFile]:
    return db.scalars(select(PolicyFile).options(load_only(*_SHOWN)).order_by(PolicyFile.region_id)).all()


def _last_events(db: Session) -> dict[int, PolicyEvent]:
    last = select(func.max(PolicyEvent.id)).group_by(PolicyEvent.policy_file_id)
    return {event.policy_file_id: event for event in db.scalars(select(PolicyEvent).where(PolicyEvent.id.in_(last)))}


def _shelves(
    rows: Sequence[PolicyFile], events: Mapping[int, PolicyEvent], people: Mapping[str, str], names: Mapping[str, str]
) -> list[Shelf]:
    grouped: dict[tuple[str, str], list[Line]] = {}
    for row in rows:
        event = events.get(row.id)
        actor = people.get(event.actor, event.actor) if event else ""
        line = Line(row, actor, max(row.updated_at, event.at) if event else row.updated_at)
        grouped.setdefault((row.region_id, row.policy), []).append(line)
    shelves = []
    for (region, policy), lines in grouped.items():
        ordered = sorted(lines, key=lambda line: (line.row.effective_from or "", line.row.version), reverse=True)
        speaking = next((line for line in ordered if line.row.status == "effective"), ordered[0])
        shelves.append(Shelf(region, names.get(region, region.title()), policy, speaking.row.title, tuple(ordered)))
    return shelves


def _nearness(who: SignedIn, shelf: Shelf) -> tuple[int, str, str]:
    """The own region first, then what everybody shares, then the others."""
    rank = 0 if shelf.region in who.regions else 1 if shelf.region == "nasional" else 2
    return rank, shelf.region, shelf.policy


SCREENS = (
    Screen(
        "policies", POLICIES, overview, title=mark("Policies and versions"), group=mark("Policies"), icon="policy",
        roles=EVERYONE, order=10, is_shared=True,
    ),
)  # fmt: skip
