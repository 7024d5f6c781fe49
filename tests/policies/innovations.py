"""Innovations of a person, made up."""

from __future__ import annotations

from random import Random

from kinerja_admin.engine.facts import Cell

INNOVATION = ("inovasi_tahap", "inovasi_percobaan", "inovasi_berhasil", "inovasi_peran")
STAGES = {"usulan": 80, "uji_coba": 90, "diterapkan": 100}

Idea = tuple[str, bool, bool | None, str]


def ideas_of(*ideas: Idea) -> dict[str, Cell]:
    return {name: tuple(idea[place] for idea in ideas) for place, name in enumerate(INNOVATION)}


def some_ideas(chance: Random) -> list[Idea]:
    return [
        (
            chance.choice(list(STAGES)), chance.random() < 0.5, chance.choice([None, True, False]),
            chance.choice(["anggota", "ketua"]),
        )
        for _ in range(chance.randint(0, 3))
    ]  # fmt: skip
