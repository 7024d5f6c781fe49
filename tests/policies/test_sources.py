"""What the shipped policies ask of the personnel records, the catalogue of sources offers, in the same words."""

from __future__ import annotations

from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.engine.policy import Kind, Policy
from kinerja_admin.engine.reader.load import load
from kinerja_admin.services.sources import catalogue


def test_every_source_is_offered(shelf: FolderShelf, policy_name: str):
    """Bound to the catalogue no policy has a finding, not even a warning."""
    (policy_id,) = (one for one in shelf.policies() if str(one) == policy_name)
    file = shelf.read(policy_id)
    assert file is not None
    assert load(file, shelf, catalogue()).problems == ()


def test_the_base_and_the_tax_tables_publish_the_words_of_the_catalogue(policies: dict[str, Policy]):
    spoken = {source.type: source.words for source in catalogue() if source.words}
    assert spoken
    for name in ("nasional/dasar@2025.1", "nasional/dasar@2026.1"):
        published = {**policies["nasional/pajak@2024.1"].vocabularies, **policies[name].vocabularies}
        assert {word: tuple(published[word].words) for word in spoken if word in published} == spoken


def test_units_and_words_agree_with_the_catalogue(policies: dict[str, Policy], policy_name: str):
    sources = {source.name: source for source in catalogue()}
    for one in policies[policy_name].inputs.values():
        source = sources.get(one.source)
        if source is None:
            continue
        assert str(one.shape.unit or "") == source.unit, one.name
        if one.shape.kind is Kind.WORD:
            assert one.shape.vocabulary is not None
            assert (one.shape.vocabulary.name, one.shape.vocabulary.words) == (source.type, source.words)
