"""``kinerja worker``: work through long jobs in a process of its own."""

from __future__ import annotations

import signal

import click

from kinerja_admin.cli._console import FINE, Console
from kinerja_admin.cli._program import Command
from kinerja_admin.locale import mark


@click.command("worker", cls=Command, help=mark("Work through long jobs until told to stop."))
@click.pass_obj
def command(console: Console) -> int:
    """Take jobs one after the other; what is under way when the process is told to stop goes back into the queue."""
    from kinerja_admin.cli._database import open_database
    from kinerja_admin.services.worker import Worker

    database = open_database()
    worker = Worker(database.sessions, database.settings)
    signal.signal(signal.SIGTERM, lambda _signal, _frame: worker.stop(patience=0))
    console.tell(console.words.say("Waiting for jobs."))
    try:
        worker.work()
    except KeyboardInterrupt:
        worker.stop(patience=0)
    return FINE
