"""The environment is read once, strictly, and never leaves a secret to chance in production."""

from __future__ import annotations

import stat
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from kinerja_admin.errors import WrongUse
from kinerja_admin.settings import Environment, Settings

SECRET = "x" * 40


def test_defaults_are_a_demo_in_one_folder(tmp_path: Path):
    settings = Settings.from_environment({"KINERJA_DATA_FOLDER": str(tmp_path)})
    assert settings.environment is Environment.DEMO
    assert settings.database_url == f"sqlite:///{tmp_path}/kinerja.sqlite3"
    assert settings.evidence_folder == tmp_path / "evidence"
    assert settings.worker
    assert not settings.is_production


def test_everything_can_be_set():
    settings = Settings.from_environment(
        {
            "KINERJA_ENVIRONMENT": "production",
            "KINERJA_DATABASE_URL": "postgresql://kinerja@db/kinerja",
            "KINERJA_POLICIES_FOLDER": "/srv/policies",
            "KINERJA_EVIDENCE_FOLDER": "/srv/evidence",
            "KINERJA_SECRET_KEY": SECRET,
            "KINERJA_ALLOWED_HOSTS": "kinerja.example.go.id, www.example.go.id",
            "KINERJA_PUBLIC_ORIGINS": "https://kinerja.example.go.id",
            "KINERJA_SESSION_HOURS": "8",
            "KINERJA_WORKER": "tidak",
            "PATH": "/bin",
        }
    )
    assert settings.database_url == "postgresql+psycopg://kinerja@db/kinerja"
    assert settings.allowed_hosts == ("kinerja.example.go.id", "www.example.go.id")
    assert settings.public_origins == ("https://kinerja.example.go.id",)
    assert (settings.session_hours, settings.worker, settings.is_production) == (8, False, True)


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path: Path):
    first = Settings.from_environment({"KINERJA_DATA_FOLDER": str(tmp_path)})
    again = Settings.from_environment({"KINERJA_DATA_FOLDER": str(tmp_path)})
    assert first.secret_key == again.secret_key
    assert len(first.secret_key) >= 32
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_the_secret_is_not_shown():
    assert SECRET not in repr(Settings(secret_key=SECRET))


def test_settings_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        Settings().session_hours = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("variables", "code", "name"),
    [
        ({"KINERJA_ENVIRONMENT": "prod"}, "SETTING_INVALID", "KINERJA_ENVIRONMENT"),
        ({"KINERJA_ENVIRONMENT": "production"}, "SETTING_MISSING", "KINERJA_SECRET_KEY"),
        (
            {"KINERJA_ENVIRONMENT": "production", "KINERJA_SECRET_KEY": "short"},
            "SETTING_INVALID",
            "KINERJA_SECRET_KEY",
        ),
        ({"KINERJA_SESSION_HOURS": "0"}, "SETTING_INVALID", "KINERJA_SESSION_HOURS"),
        ({"KINERJA_SESSION_HOURS": "٨"}, "SETTING_INVALID", "KINERJA_SESSION_HOURS"),
        ({"KINERJA_WORKER": "maybe"}, "SETTING_INVALID", "KINERJA_WORKER"),
        ({"KINERJA_DATABSE_URL": "sqlite://"}, "SETTING_UNKNOWN", "KINERJA_DATABSE_URL"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(variables: dict[str, str], code: str, name: str, tmp_path: Path):
    with pytest.raises(WrongUse) as caught:
        Settings.from_environment({"KINERJA_DATA_FOLDER": str(tmp_path), **variables})
    assert (caught.value.code, caught.value.parameters["name"]) == (code, name)
