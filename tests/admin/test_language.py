"""Two languages: Indonesian first, English by a switch, and not a word of a library in between."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import sqladmin.models
from babel.messages.pofile import read_po
from starlette.testclient import TestClient

from kinerja_admin.locale.catalogue import translations
from tests.admin.conftest import Visit

SITE = Path(sqladmin.models.__file__).parent.parent


def msgids(path: Path) -> set[str]:
    with path.open("rb") as file:
        catalogue = read_po(file)
    found: set[str] = set()
    for message in catalogue:
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        found.update(str(text) for text in ids if text)
    return found


def test_plain_sqladmin_has_no_indonesian(plain: TestClient):
    page = plain.get("/admin/pegawai/create").text
    assert '<html lang="en">' in page
    assert "Save and continue editing" in page


@pytest.mark.parametrize(
    "source",
    ["sqladmin/translations/de/LC_MESSAGES/admin.po", "wtforms/locale/wtforms.pot"],
)
def test_everything_that_the_libraries_say_has_its_indonesian(source: str):
    known = translations("id", "interface").keys() | translations("id", "library").keys()
    said = msgids(SITE / source)
    assert len(said) > 30
    assert not said - known


def test_indonesian_comes_first(visit: Callable[..., Visit]):
    page = visit().get("/masuk", headers={"accept-language": "en"}).text
    assert '<html lang="id">' in page
    assert "Nama akun" in page


def test_the_switch_works_before_and_after_signing_in_and_is_remembered(visit: Callable[..., Visit]):
    stranger = visit()
    answer = stranger.submit("/bahasa", language="en", next="/masuk?next=/data/cuti/list")
    assert answer.headers["location"] == "/masuk?next=/data/cuti/list"
    assert '<html lang="en">' in stranger.get("/masuk").text
    hr = visit("hr.serang")
    assert "Daftar pegawai" in hr.get("/data/pegawai/list").text
    hr.submit("/bahasa", language="en", next="/data/pegawai/list")
    page = hr.get("/data/pegawai/list").text
    assert '<html lang="en">' in page
    assert "1 March 2015" in page
    again = visit("hr.serang")
    assert '<html lang="en">' in again.get("/").text


def test_an_unknown_language_changes_nothing(hr: Visit):
    assert hr.submit("/bahasa", language="xx", next="//jahat.example").headers["location"] == "/"
    assert '<html lang="id">' in hr.get("/").text


def test_the_switch_is_posted(hr: Visit):
    assert hr.get("/bahasa?language=en").status_code == 405


@pytest.mark.parametrize("path", ["/nope", "/data/pegawai/list?page=x", "/data/audit/list"])
def test_failures_speak_the_language_too(hr: Visit, path: str):
    assert '<html lang="id">' in hr.get(path).text
    hr.submit("/bahasa", language="en", next="/")
    english = hr.get(path).text
    assert '<html lang="en">' in english
    assert "To the start page" in english
