"""Where a profile may lie, and who may read it."""

import errno
import os
from pathlib import Path

import pytest

from helhedsplan_desktop.foundation import files, folder_safety, paths
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.files import write_whole
from helhedsplan_desktop.foundation.folder_safety import (
    check_folder,
    mount_type,
    read_mount_listing,
    read_proc_mounts,
)
from helhedsplan_desktop.foundation.paths import Profile, default_profile, profile_at
from helhedsplan_desktop.foundation.process_lock import ProcessLock
from helhedsplan_desktop.services.unlocking import Stage
from tests.support.vaults import PASSPHRASE, problem_of, unlocking_at

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has access lists instead of modes")


def test_profile_dir_chooses_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert profile_at("mine").folder == tmp_path / "mine"
    assert profile_at(tmp_path / "x").database == tmp_path / "x" / "vault.db"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert profile_at("~/plan").folder == tmp_path / "plan"
    assert profile_at(None) == default_profile()
    assert default_profile().folder.name.casefold() == "helhedsplan"


@POSIX
def test_the_folder_is_closed_to_others(tmp_path: Path) -> None:
    profile = Profile(tmp_path / "deep" / "profile")
    profile.prepare()
    assert profile.folder.stat().st_mode & 0o777 == 0o700
    profile.folder.chmod(0o755)
    profile.settings.touch()
    profile.prepare()
    assert profile.folder.stat().st_mode & 0o777 == 0o700


@POSIX
def test_somebody_else_s_open_folder_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    (shared / "holiday.jpg").touch()
    error = problem_of(Profile(shared).prepare)
    assert (error.problem, error.params) == (Problem.FOLDER_UNSAFE, {"reason": "shared"})
    assert shared.stat().st_mode & 0o777 == 0o755
    assert unlocking_at(shared).state().stage is Stage.UNUSABLE


@POSIX
def test_every_file_of_a_used_profile_is_the_owner_s_alone(tmp_path: Path) -> None:
    umask = os.umask(0)
    try:
        unlocking = unlocking_at(tmp_path / "p")
        unlocking.create(PASSPHRASE)
        unlocking.lock()
        problem_of(unlocking.unlock, "en helt anden lang adgangskode")
        unlocking.unlock(PASSPHRASE)
        write_whole(tmp_path / "p" / "settings.json", b"{}")
        for each in (tmp_path / "p").rglob("*"):
            assert each.stat().st_mode & 0o077 == 0, each.name
        unlocking.close()
    finally:
        os.umask(umask)


@pytest.mark.parametrize(
    "place",
    [
        "OneDrive/plan",
        "OneDrive - Fredericia Kommune/plan",
        "Dropbox (Work)/plan",
        "Library/Mobile Documents/com~apple~CloudDocs/plan",
        "Library/CloudStorage/GoogleDrive-x/plan",
        "iCloudDrive/plan",
        "Google Drev/plan",
        "Nextcloud/deep/down/plan",
    ],
)
def test_cloud_folders_are_refused(tmp_path: Path, place: str) -> None:
    error = problem_of(check_folder, tmp_path / place)
    assert (error.problem, error.params) == (Problem.FOLDER_UNSAFE, {"reason": "cloud"})
    state = unlocking_at(tmp_path / place).state()
    assert state.stage is Stage.UNUSABLE
    assert not (tmp_path / place).exists()


@pytest.mark.parametrize("mark", [".dropbox.cache", ".stfolder", ".nextcloudsync.log"])
def test_a_folder_that_a_client_marked_is_refused(tmp_path: Path, mark: str) -> None:
    (tmp_path / mark).touch()
    assert problem_of(check_folder, tmp_path / "a" / "b").params == {"reason": "cloud"}


def test_onedrive_under_another_name_is_known_by_its_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Sky"))
    assert problem_of(check_folder, tmp_path / "Sky" / "plan").params == {"reason": "cloud"}
    check_folder(tmp_path / "Skyer" / "plan")


@POSIX
def test_a_link_into_a_cloud_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "innocent").symlink_to(tmp_path / "Dropbox")
    assert problem_of(check_folder, tmp_path / "innocent" / "plan").params == {"reason": "cloud"}


@pytest.mark.parametrize("place", ["plan", "Dropboxing", "boxes/onedriver", "My OneDrive notes"])
def test_ordinary_folders_are_not(tmp_path: Path, place: str) -> None:
    check_folder(tmp_path / place)


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs", "smbfs"])
def test_network_drives_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    mounts = [("/", "ext4"), (str(tmp_path / "share"), kind)]
    monkeypatch.setattr(folder_safety, "_mounts", lambda: mounts)
    check_folder(tmp_path / "shared")
    error = problem_of(check_folder, tmp_path / "share" / "plan")
    assert (error.problem, error.params) == (Problem.FOLDER_UNSAFE, {"reason": "network"})


def test_mount_tables_are_read() -> None:
    linux = (
        "proc /proc proc rw 0 0\n/dev/sda1 / ext4 rw 0 0\n"
        "//srv/x /mnt/f\\303\\246lles\\040drev cifs rw 0 0\nsrv:/h /hjem nfs4 rw 0 0\nshort\n"
    ).replace("\\303\\246", "æ")
    table = read_proc_mounts(linux)
    assert mount_type(Path("/mnt/fælles drev/a"), table) == "cifs"
    assert mount_type(Path("/hjem/mette/.local"), table) == "nfs4"
    assert mount_type(Path("/hjemme"), table) == "ext4"
    macos = (
        "/dev/disk1s1 on / (apfs, local, journaled)\n"
        "//mette@srv/f on /Volumes/My (old) disk (smbfs, nodev, nosuid)\n"
    )
    listing = read_mount_listing(macos)
    assert mount_type(Path("/Volumes/My (old) disk/a"), listing) == "smbfs"
    assert mount_type(Path("/Users/mette"), listing) == "apfs"
    assert mount_type(Path("/x"), []) == ""


def test_the_machine_policy_has_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    for platform in ("linux", "darwin", "win32"):
        monkeypatch.setattr("sys.platform", platform)
        assert paths.machine_policy_file().name == "policy.toml"


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (errno.ENOSPC, Problem.DISK_FULL),
        (errno.EROFS, Problem.DISK_READ_ONLY),
        (errno.EACCES, Problem.DISK_READ_ONLY),
        (errno.EIO, Problem.DISK_FAILED),
    ],
)
def test_a_disk_that_refuses_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, problem: Problem
) -> None:
    path = tmp_path / "file"
    write_whole(path, b"old")

    def refuse(_handle: int) -> None:
        raise OSError(number, "refused")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        assert problem_of(write_whole, path, b"new").problem is problem
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_an_error_that_is_no_disk_s_fault_is_not_dressed_up(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "missing" / "file", b"x")


def test_a_rest_of_an_earlier_crash_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / ".file.new").write_bytes(b"half")
    write_whole(tmp_path / "file", b"whole")
    assert (tmp_path / "file").read_bytes() == b"whole"
    assert files.read_limited(tmp_path / "file", 3) == b"who"


def test_one_lock_one_holder(tmp_path: Path) -> None:
    one, other = ProcessLock(tmp_path / "lock"), ProcessLock(tmp_path / "lock")
    assert one.acquire()
    assert one.acquire()
    assert not other.acquire()
    assert not other.held
    one.release()
    one.release()
    assert other.acquire()
    other.release()


def test_a_lock_that_cannot_be_made_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(AppError) as error:
        ProcessLock(tmp_path / "lock").acquire()
    assert error.value.problem is Problem.DISK_READ_ONLY
