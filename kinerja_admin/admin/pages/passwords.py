"""Changing the own password, and giving somebody a new one."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.gate import PASSWORD
from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.screens import EVERYONE, Screen, current, door, flash, form, page, redirect, say, session
from kinerja_admin.errors import NotFound, Refused
from kinerja_admin.models.account import Account
from kinerja_admin.services.accounts import SHORTEST, Visitor, change_password, reset_password

RESET = "/p/akun/{number:int}/kata-sandi"
ADMINISTRATORS = frozenset({"national_admin"})


def ask(request: Request) -> Response:
    """The form: the old password, and the new one twice."""
    return _form(request)


def change(request: Request) -> Response:
    """Change it, and say which sessions went."""
    given = {name: str(form(request).get(name, "")) for name in ("old", "new", "again")}
    if given["new"] != given["again"]:
        return _form(request, say("The two new passwords differ."))
    address = request.client.host if request.client else ""
    visitor = Visitor(address, request.headers.get("user-agent", ""))
    try:
        change_password(
            door(request).session_maker, current(request), given["old"], given["new"],
            sid=str(request.session.get("sid", "")), visitor=visitor,
        )  # fmt: skip
    except Refused as refusal:
        text = current_words().problem(refusal.as_problem())
        return _form(request, f"{text.message} {text.hint}".strip())
    flash(request, say("Your password is changed. Everywhere else you are signed out."))
    return redirect(request, "start")


def _form(request: Request, error: str = "") -> Response:
    return page(
        request,
        "pages/password.html",
        status_code=400 if error else 200,
        title=say("Change password"),
        error=error,
        shortest=SHORTEST,
    )


def ask_reset(request: Request) -> Response:
    """Ask before somebody's password stops working."""
    return _reset_page(request)


def reset(request: Request) -> Response:
    """Show the new password, this once."""
    made = reset_password(door(request).session_maker, current(request), request.path_params["number"])
    return _reset_page(request, made)


def _reset_page(request: Request, made: str = "") -> Response:
    with session(request) as db:
        account = db.get(Account, request.path_params["number"])
        if account is None:
            raise NotFound("NOT_FOUND")
        return page(
            request,
            "pages/password_reset.html",
            title=say("New password for {name}", name=account.name),
            account=account,
            made=made,
        )


SCREENS = (
    Screen("password", PASSWORD, ask, roles=EVERYONE),
    Screen("password-change", PASSWORD, change, roles=EVERYONE, methods=("POST",)),
    Screen("password-reset-ask", RESET, ask_reset, roles=ADMINISTRATORS),
    Screen("password-reset", RESET, reset, roles=ADMINISTRATORS, methods=("POST",)),
)
