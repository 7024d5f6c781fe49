"""The catalogues hold every word that the program says, and no other."""

from __future__ import annotations

import pytest

from kinerja_admin.locale import catalogue
from scripts import words as script


@pytest.mark.parametrize("name", ["problems", "phrases"])
def test_sentences_stand_in_both_languages_with_the_same_values(name):
    assert list(script.half_said(name)) == []


def test_every_text_of_the_interface_has_its_indonesian_and_no_other_stands_there():
    assert list(script.compare(script.said(), "id", "interface")) == []
    assert list(script.repeated("id", "interface")) == []


def test_every_label_of_a_column_has_its_english_and_no_other_stands_there():
    assert list(script.compare(script.shown(), "en", "fields")) == []
    assert list(script.repeated("en", "fields")) == []


def test_every_sentence_that_is_named_exists():
    assert list(script.unworded()) == []


def test_catalogues_can_be_read():
    assert list(script.unreadable()) == []


def test_what_is_missing_dead_or_differs_is_found(tmp_path, monkeypatch):
    folder = tmp_path / "id" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "trial.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Dead"\nmsgstr "Mati"\n\nmsgid "Hello {name}"\nmsgstr "Halo {nama}"\n\n'
        'msgid "{n} page"\nmsgid_plural "{n} pages"\nmsgstr[0] "{n} halaman"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    said = {"Hello {name}": "a.py:1", "New": "a.py:2", "{n} page": "a.py:3", "{n} pages": "a.py:3"}
    assert list(script.compare(said, "id", "trial")) == [
        "a.py:2: 'New' is not in locale/id/LC_MESSAGES/trial.po",
        "locale/id/LC_MESSAGES/trial.po: 'Dead' is said nowhere",
        "locale/id/LC_MESSAGES/trial.po: 'Hello {name}' is translated with other {values}",
    ]
