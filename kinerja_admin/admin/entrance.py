"""The pages around a visit: signing in and out, choosing the language, and what there is to do."""

from __future__ import annotations

import math
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kinerja_admin.admin.gate import LANGUAGE, SIGN_IN, SIGN_OUT, ask_to_sign_in
from kinerja_admin.admin.language import COOKIE, current_words, say, speak
from kinerja_admin.admin.pages.cards import cards
from kinerja_admin.admin.pages.often import often
from kinerja_admin.admin.safety.form_token import require_token
from kinerja_admin.admin.screens import current, door, form, page
from kinerja_admin.locale import LANGUAGES
from kinerja_admin.services.accounts import Denied, Visitor

_YEAR = 365 * 24 * 60 * 60


def entrance_routes() -> list[BaseRoute]:
    """Where everybody comes by; the only addresses that are open to those who are not signed in, besides the files."""
    return [
        Route("/", start, name="start"),
        Route(SIGN_IN, sign_in, name="sign-in", methods=["GET", "POST"]),
        Route(SIGN_OUT, sign_out, name="sign-out", methods=["POST"]),
        Route(LANGUAGE, choose_language, name="language", methods=["POST"]),
        Route("/sehat", healthy, name="health"),
    ]


async def start(request: Request) -> Response:
    """What is there for this person."""
    refusal = ask_to_sign_in(request)
    if refusal is not None:
        return refusal
    return await run_in_threadpool(_start_page, request)


def _start_page(request: Request) -> Response:
    who = current(request)
    made = cards(request)
    return page(
        request,
        "start.html",
        title=say("Welcome, {name}", name=who.name),
        waiting=[card for card in made if card.waits],
        others=[card for card in made if not card.waits],
        often=often(door(request).menu(request, who), who),
    )


async def sign_in(request: Request) -> Response:
    """The form, and what becomes of it: a new session, or one message for whatever was wrong."""
    target = _own_path(request.query_params.get("next", ""))
    if request.method == "GET":
        if request.scope["state"].get("who") is not None:
            return RedirectResponse(target, HTTPStatus.SEE_OTHER)
        return await _sign_in_page(request)
    await require_token(request)
    posted = form(request)
    name, password = str(posted.get("username", "")), str(posted.get("password", ""))
    visitor = Visitor(_address(request), request.headers.get("user-agent", ""))
    outcome = await run_in_threadpool(door(request).accounts.sign_in, name, password, visitor)
    if isinstance(outcome, Denied):
        return await _sign_in_page(request, name=name, outcome=outcome)
    old = request.session.get("sid")
    if old:
        await run_in_threadpool(door(request).accounts.sign_out, old)
    # A fresh session altogether: nothing that was known before the sign-in is worth anything after it.
    request.session.clear()
    request.session["sid"] = outcome.sid
    response = RedirectResponse(target, HTTPStatus.SEE_OTHER)
    _remember_language(request, response, outcome.who.language)
    return response


async def sign_out(request: Request) -> Response:
    """End the session here and on the server."""
    await require_token(request)
    sid = request.session.get("sid")
    if sid:
        await run_in_threadpool(door(request).accounts.sign_out, sid)
    request.session.clear()
    return RedirectResponse(SIGN_IN, HTTPStatus.SEE_OTHER)


async def choose_language(request: Request) -> Response:
    """Change the language and stay where one was."""
    await require_token(request)
    chosen = str(form(request).get("language", ""))
    response = RedirectResponse(_own_path(str(form(request).get("next", ""))), HTTPStatus.SEE_OTHER)
    if chosen in LANGUAGES:
        _remember_language(request, response, chosen)
        who = request.scope["state"].get("who")
        if who is not None:
            await run_in_threadpool(door(request).accounts.choose_language, who.account_id, chosen)
    return response


async def healthy(request: Request) -> Response:
    """Whether the program and its database answer; says nothing else."""
    try:
        await run_in_threadpool(_ask_database, door(request))
    except Exception:  # noqa: BLE001 - whatever it is, the answer is "not well"
        return PlainTextResponse("unavailable", HTTPStatus.SERVICE_UNAVAILABLE)
    return PlainTextResponse("ok")


def _ask_database(house: Any) -> None:
    with house.session_maker() as db:
        db.execute(select(1))


async def _sign_in_page(request: Request, name: str = "", outcome: Denied | None = None) -> HTMLResponse:
    error, status = "", 200
    if outcome is not None:
        status = HTTPStatus.TOO_MANY_REQUESTS if outcome.wait else HTTPStatus.BAD_REQUEST
        error = say("The account name or the password is not right.")
        if outcome.wait:
            minutes = math.ceil(outcome.wait.total_seconds() / 60)
            pause = current_words().count("Try again in {n} minute.", "Try again in {n} minutes.", minutes)
            too_many = say("Too many attempts have failed.")
            error = f"{too_many} {pause}"
    response = await run_in_threadpool(
        page, request, "sign_in.html", status_code=status, title=say("Sign in"), alert=error, name=name
    )
    if outcome is not None and outcome.wait:
        response.headers["Retry-After"] = str(math.ceil(outcome.wait.total_seconds()))
    return response


def _remember_language(request: Request, response: Response, language: str) -> None:
    is_https = request.url.scheme == "https"
    response.set_cookie(COOKIE, speak(language), max_age=_YEAR, httponly=True, secure=is_https, samesite="lax")


def _own_path(target: str) -> str:
    """A path on this very host; everything else leads to the start page (an open redirect helps fraud)."""
    parts = urlsplit(target.replace("\\", "/"))
    if parts.scheme or parts.netloc or not target.startswith("/") or target.startswith(("//", "/\\")):
        return "/"
    return "/" if any(ord(sign) < 0x20 for sign in target) else target


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
