"""The only place where everything meets: settings, database, policies, tables and screens become one application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

import kinerja_admin.models  # noqa: F401 - maps every table
from kinerja_admin.admin.door import Door, hang
from kinerja_admin.admin.entrance import entrance_routes
from kinerja_admin.admin.identify import Identify
from kinerja_admin.admin.safety.cookies import session_cookie
from kinerja_admin.admin.safety.failures import Failures, failure
from kinerja_admin.admin.safety.headers import SecurityHeaders
from kinerja_admin.admin.safety.origin import OriginCheck
from kinerja_admin.admin.screens import collect_screens
from kinerja_admin.admin.templating import STATIC
from kinerja_admin.admin.tweaks import collect_tweaks
from kinerja_admin.db.engine import make_engine
from kinerja_admin.db.session import Session
from kinerja_admin.db.session import session_maker as make_session_maker
from kinerja_admin.models.base import Base
from kinerja_admin.services.accounts import Accounts
from kinerja_admin.services.worker import Worker
from kinerja_admin.settings import Settings

LARGEST_BODY = 20 * 1024 * 1024
"""Policies, tables and evidence are small; whoever sends more wants something else."""


def create_app(settings: Settings) -> Starlette:
    """The application, ready to be served."""
    engine = make_engine(settings.database_url)
    session_maker = make_session_maker(engine)
    accounts = Accounts(session_maker, settings.is_production, timedelta(hours=settings.session_hours))
    door = Door(settings, session_maker, accounts, collect_screens())
    app = Starlette(
        routes=[
            Mount("/static/tabler", KeptFiles(packages=[("sqladmin", "statics")])),
            Mount("/static", KeptFiles(directory=STATIC), name="static"),
            *entrance_routes(),
        ],
        middleware=_middleware(settings, door),
        exception_handlers={HTTPException: failure},
        lifespan=_lifespan(settings, engine, session_maker),
    )
    app.state.door = door
    hang(app, door, tables(), collect_tweaks())
    return app


def tables() -> tuple[type[Any], ...]:
    """Every model, by the name of its table."""
    return tuple(sorted((mapper.class_ for mapper in Base.registry.mappers), key=lambda model: model.__tablename__))


class KeptFiles(StaticFiles):
    """Own files; their addresses carry a mark of their content, so browsers may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Any:
        """The file, with how long it may be kept."""
        response = await super().get_response(path, scope)
        is_marked = b"v=" in scope.get("query_string", b"")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if is_marked else "no-cache"
        return response


def _middleware(settings: Settings, door: Door) -> list[Middleware]:
    """From the outside in: which host, which headers, whose request, which cookie, what if it fails, and who."""
    is_https = settings.is_production or any(origin.startswith("https:") for origin in settings.public_origins)
    return [
        Middleware(SecurityHeaders, is_https=is_https),
        Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.allowed_hosts), www_redirect=False),
        Middleware(OriginCheck, origins=settings.public_origins, door=door),
        Middleware(RequestBodyLimitMiddleware, max_body_size=LARGEST_BODY),
        session_cookie(settings.secret_key, is_https=is_https),
        Middleware(Failures),
        Middleware(Identify, door=door),
    ]


def _lifespan(settings: Settings, engine: Engine, session_maker: sessionmaker[Session]) -> Any:
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        """Run the worker of long jobs beside the pages, where the settings want it; leave no connection open."""
        worker = Worker(session_maker, settings) if settings.worker else None
        if worker is not None:
            worker.start()
        try:
            yield
        finally:
            if worker is not None:
                worker.stop()
            engine.dispose()

    return lifespan
