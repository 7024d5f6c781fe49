"""``kinerja demo``: the whole product with invented people, from an empty folder to a page in the browser."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from time import monotonic
from typing import TYPE_CHECKING

import click

from kinerja_admin.cli._arguments import Whole
from kinerja_admin.cli._console import FINE, Console
from kinerja_admin.cli._program import Command
from kinerja_admin.errors import WrongUse
from kinerja_admin.locale import mark

if TYPE_CHECKING:
    from kinerja_admin.cli._database import Database
    from kinerja_admin.settings import Settings

_HOST = "127.0.0.1"


@click.command("demo", cls=Command, help=mark("Prepare invented people, policies and runs, and serve the pages."))
@click.option("--port", type=Whole(1, 65535), default="8000", help=mark("Where the pages are served."))
@click.option("--prepare-only", is_flag=True, help=mark("Prepare everything, but serve nothing."))
@click.pass_obj
def command(console: Console, port: int, *, prepare_only: bool) -> int:
    """Bring the database to where a visitor finds something to look at, then serve; what is there already is kept."""
    from kinerja_admin.cli._database import open_database

    with _listening(port) if not prepare_only else nullcontext() as listener:
        database = open_database(migrate=True, invented=True)
        prepare(database, console)
        database.engine.dispose()
        if listener is not None:
            serve(database.settings, console, listener)
    return FINE


def prepare(database: Database, console: Console) -> None:
    """People, policies and every seeded period of every region, each only where it is missing."""
    from kinerja_admin.db.scope import acting_as, system
    from kinerja_admin.services import seeding
    from kinerja_admin.services.seeding import official

    say, folder = console.words.say, database.settings.policies_folder
    with acting_as(system("demo", reason="data rekaan")):
        if not seeding.has_people(database.engine):
            with _step(console, say("People and their records")):
                seeding.seed(database.engine)
        with _step(console, say("Policies")):
            official.bring_policies(database.sessions, folder, "Peragaan")
        missing = {one: official.missing_periods(database.sessions, one) for one in official.regions(database.sessions)}
        for period in sorted({period for periods in missing.values() for period in periods}, key=official.place):
            with _step(console, say("Results of {period}", period=console.words.period(period))):
                for region in (one for one, periods in missing.items() if period in periods):
                    official.compute_period(database.sessions, region, period)


def serve(settings: Settings, console: Console, listener: socket.socket) -> None:
    """Serve the pages until interrupted, and say so once they can be opened."""
    import uvicorn

    from kinerja_admin.app import create_app

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            _welcome(console, listener.getsockname()[1])

    config = uvicorn.Config(create_app(settings), log_level="warning", timeout_graceful_shutdown=5)
    Server(config).run(sockets=[listener])


def _welcome(console: Console, port: int) -> None:
    """The address, and one account for each role."""
    from kinerja_admin.models.words import PERAN
    from kinerja_admin.services.seeding import DEMO_PASSWORD, demo_accounts, demo_regions

    say, field = console.words.say, console.words.field
    names = demo_regions()
    lines = [(name, field(PERAN[role]), names.get(region, region)) for name, role, region in demo_accounts()]
    width = max(len(name) for name, _, _ in lines)
    console.print(say("Kinerja is ready at {address}", address=f"http://{_HOST}:{port}"))
    console.print(say("Demo accounts, all with the password {password}:", password=DEMO_PASSWORD))
    for name, role, region in lines:
        console.print(f"  {name:{width}}  {role}{f' ({region})' if region else ''}")
    console.print(say("Stop with Ctrl+C; the data stays."))
    sys.stdout.flush()  # whoever waits for the address may be reading from a pipe


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    """Take the port first: nobody should wait for the preparations to hear that it is taken."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((_HOST, port))
        except OSError as error:
            raise WrongUse("PORT_TAKEN", port=str(port)) from error
        yield listener


@contextmanager
def _step(console: Console, name: str) -> Iterator[None]:
    """Say what is being done, and how long it took where that is worth a word."""
    begun = monotonic()
    yield
    seconds = round(monotonic() - begun)
    console.tell(f"✓ {name}" + (f" ({console.words.say('{n} s', n=seconds)})" if seconds else ""))
