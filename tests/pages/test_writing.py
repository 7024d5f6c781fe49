"""Writing a draft: what is found while typing, what is asked before a text is lost, and every text that was saved."""

from __future__ import annotations

import re

import pytest

from tests.pages.conftest import Come, Visit, World, words_of
from tests.pages.drafting import DRAFT, after, base_in, copied, raised, save, text_in

LOOK = f"{DRAFT}/periksa-ketikan"


def typed(visit: Visit, text: str):
    return visit.submit(LOOK, text=text.replace("\n", "\r\n"), base=base_in(visit)).json()


def test_what_is_found_while_typing_is_told_with_its_fix_and_nothing_is_kept(come: Come, world: World):
    sari = come("sari")
    text = copied(sari)
    before = world.version("2026.2")
    found = typed(sari, text.replace("kelas * per_kelas", "kelas * per_kelass"))
    (problem,) = [one for one in found["problems"] if one["severity"] == "error"]
    line = text.splitlines()[problem["line"] - 1]
    assert line[problem["column"] - 1 :].startswith("per_kelas")
    assert "per_kelas" in problem["hint"] + problem["message"]
    assert "per_kelass" in words_of(f"<main{found['panel']}")
    assert (found["errors"], found["computable"]) == (1, False)
    kept = world.version("2026.2")
    assert (kept.text, kept.updated_at) == (before.text, before.updated_at)


def test_a_text_without_errors_can_be_computed(come: Come):
    sari = come("sari")
    found = typed(sari, raised(copied(sari)))
    assert (found["errors"], found["computable"]) == (0, True)


def test_a_text_with_the_beginning_of_the_version_in_force_is_found_while_typing(come: Come):
    sari = come("sari")
    text = copied(sari).replace('supersedes: "2026.1"\n', "").replace("{from: 2026-04", "{from: 2026-01")
    (problem,) = [one for one in typed(sari, text)["problems"] if one["severity"] == "error"]
    assert problem["code"] == "POLICY_SAME_BEGINNING"
    assert text.splitlines()[problem["line"] - 1][problem["column"] - 1 :].startswith("2026-01")


def test_looking_is_for_those_who_write(come: Come):
    copied(come("sari"))
    for name in ("wulan", "hana", "yudi"):
        assert come(name).submit(LOOK, text="x").status_code in (403, 404)


@pytest.mark.parametrize("text", ["", "schema: kinerja-policy/1\n"])
def test_losing_most_of_a_text_is_asked_about(come: Come, world: World, text: str):
    sari = come("sari")
    whole = copied(sari)
    answer = save(sari, text)
    assert answer.status_code == 409
    assert "Sebagian besar naskah akan hilang" in words_of(answer.text)
    assert world.version("2026.2").text == whole
    yes = re.search(r'name="gone" value="([0-9a-f]+)"', answer.text)
    assert yes
    other = sari.submit(f"{DRAFT}/ubah", text="# lain\n", base=base_in(sari), gone=yes[1])
    assert other.status_code == 409, "the yes was to another text"
    sent = sari.submit(f"{DRAFT}/ubah", text=text.replace("\n", "\r\n"), base=base_in(sari), gone=yes[1])
    assert sent.status_code == 303
    assert world.version("2026.2").text == text


def test_every_saved_text_is_kept_and_can_be_restored(come: Come, world: World):
    sari, dimas = come("sari"), come("dimas")
    first = copied(sari)
    second = raised(first)
    after(sari, save(sari, second))
    after(dimas, save(dimas, second + "# tiga\n"))
    listed = dimas.get(f"{DRAFT}/naskah-lama").text
    numbers = re.findall(rf'href="{DRAFT}/naskah-lama/(\d+)"', listed)
    assert len(numbers) == 3
    assert re.search(r"Dimas.*Sari.*Sari", words_of(listed))
    shown = dimas.get(f"{DRAFT}/naskah-lama/{numbers[-1]}")
    assert "per_kelas: {value: 100_000" in shown.text
    assert "nonce-" in shown.headers["content-security-policy"]
    assert "dipulihkan" in after(dimas, dimas.submit(f"{DRAFT}/naskah-lama/{numbers[-1]}"))
    assert world.version("2026.2").text == first
    assert text_in(dimas.get(f"{DRAFT}/ubah").text) == first
    assert len(re.findall(rf'href="{DRAFT}/naskah-lama/(\d+)"', dimas.get(f"{DRAFT}/naskah-lama").text)) == 4


def test_texts_are_those_of_the_version_and_for_its_writers(come: Come, world: World):
    sari = come("sari")
    copied(sari)
    own = re.findall(rf'href="{DRAFT}/naskah-lama/(\d+)"', sari.get(f"{DRAFT}/naskah-lama").text)
    assert sari.get(f"{DRAFT}/naskah-lama/{int(own[0]) + 999}").status_code == 404
    assert sari.get(f"/p/kebijakan/serang/hadiah/2026.1/naskah-lama/{own[0]}").status_code == 404
    assert come("yudi").get(f"{DRAFT}/naskah-lama").status_code in (403, 404)
    assert come("wulan").submit(f"{DRAFT}/naskah-lama/{own[0]}").status_code == 403
