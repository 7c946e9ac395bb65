"""Choices outside the vault survive a restart; rubbish and rules do not loosen anything."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helhedsplan_desktop.foundation.policy import Policy, read_policy
from helhedsplan_desktop.foundation.settings import Settings, SettingsFile


def test_a_choice_lasts(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    first = SettingsFile(path)
    assert first.value == Settings()
    first.change(theme="dark", text_scale=150)
    first.change(language="en", window="AdnQywADAAA=")
    again = SettingsFile(path)
    assert again.value == Settings("dark", "en", 150, "AdnQywADAAA=")
    assert again.value == first.value
    if os.name != "nt":
        assert path.stat().st_mode & 0o777 == 0o600


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.binary(max_size=300))
def test_rubbish_gives_the_defaults(tmp_path: Path, rubbish: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(rubbish)
    assert SettingsFile(path).value == Settings()


_ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from(["theme", "language", "text_scale", "window", "new"]),
        st.sampled_from(["dark", "da", 150, 150.0, "150", True, "AdnQ"]) | _ODD,
    )
)
def test_whatever_stands_in_it_only_what_fits_is_taken(
    tmp_path: Path, content: dict[str, object]
) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps(content))
    file = SettingsFile(path)
    found = file.value
    assert found.theme == ("dark" if content.get("theme") == "dark" else "system")
    assert found.language in {"system", "da", "en"}
    assert type(found.text_scale) is int
    assert (found.text_scale == 150) == (
        type(content.get("text_scale")) is int and content["text_scale"] == 150
    )
    assert isinstance(found.window, str)
    # Neither does it stand in the way of a choice that is made now.
    file.change(theme="light" if found.theme == "dark" else "dark")
    assert SettingsFile(path).value == file.value


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"theme": "dark", "text_scale": 7}', Settings(theme="dark")),
        ('{"theme": ["dark"], "language": "da"}', Settings(language="da")),
        ('{"text_scale": true, "window": "<script>"}', Settings()),
        ('{"text_scale": 200, "from_a_newer_program": {}}', Settings(text_scale=200)),
        ('["dark"]', Settings()),
        ("[" * 100_000, Settings()),
    ],
)
def test_what_fits_is_kept_of_a_damaged_file(
    tmp_path: Path, content: str, expected: Settings
) -> None:
    path = tmp_path / "settings.json"
    path.write_text(content)
    assert SettingsFile(path).value == expected


@pytest.mark.parametrize(
    "change", [{"theme": "pink"}, {"text_scale": 110}, {"window": "Birthe Holm"}]
)
def test_nothing_unknown_can_be_kept(tmp_path: Path, change: dict[str, str | int]) -> None:
    with pytest.raises(AssertionError):
        SettingsFile(tmp_path / "settings.json").change(**change)
    assert not (tmp_path / "settings.json").exists()


def test_without_a_policy_the_strict_defaults_hold(tmp_path: Path) -> None:
    policy = read_policy(tmp_path / "policy.toml")
    assert policy == Policy()
    assert policy.lock_minutes() == 5
    assert not policy.keychain
    assert not policy.screen_capture


def test_it_sets_the_policy_of_a_computer(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(
        'lock_minutes_max = 3\nkeychain = true\nunencrypted_disk = "refuse"\n'
        'server = " plan.vesterport.example "\nca_file = "/etc/ssl/vesterport.pem"\n'
    )
    policy = read_policy(path)
    assert policy == Policy(
        lock_minutes_max=3,
        keychain=True,
        unencrypted_disk="refuse",
        server="plan.vesterport.example",
        ca_file="/etc/ssl/vesterport.pem",
    )
    assert policy.lock_minutes(15) == 3
    assert policy.lock_minutes(1) == 1


@pytest.mark.parametrize(
    "content",
    [
        "lock_minutes_max = 600",
        "lock_minutes_max = true",
        'lock_minutes_max = "never"',
        'keychain = "yes"',
        "unencrypted_disk = 7",
        "server = 12",
        "not toml at all",
        "\x00",
    ],
)
def test_a_policy_full_of_mistakes_is_strict(tmp_path: Path, content: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(content)
    assert read_policy(path) == Policy()


def test_nobody_stays_open_longer_than_a_quarter_of_an_hour() -> None:
    assert Policy(lock_minutes_max=999).lock_minutes(999) == 15
    assert Policy(lock_minutes_max=0).lock_minutes(0) == 1


def test_leads_can_tighten_but_not_loosen() -> None:
    loose = Policy(keychain=True, screen_capture=True)
    tight = loose.tightened(
        {
            "lock_minutes_max": "4",
            "keychain": "no",
            "unencrypted_disk": "refuse",
            "screen_capture": "no",
        }
    )
    assert tight == Policy(lock_minutes_max=4, unencrypted_disk="refuse")
    freed = tight.tightened(
        {"lock_minutes_max": "60", "keychain": "yes", "unencrypted_disk": "warn", "new": "rule"}
    )
    assert freed == tight
    assert tight.tightened({"lock_minutes_max": "٣"}) == tight
