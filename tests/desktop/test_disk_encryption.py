"""What Linux tells of the disk under a folder, by mount tables and layers as it has them."""

from pathlib import Path

import pytest

from helhedsplan_desktop.foundation.disk_encryption import DiskState, _linux, disk_state

MOUNTS = """\
22 1 253:1 / / rw,relatime shared:1 - ext4 /dev/mapper/vg-root rw
30 22 253:5 / /people rw,relatime shared:2 - ext4 /dev/mapper/vg-home rw
31 22 0:40 / /net rw shared:3 - nfs4 server:/x rw
32 30 0:41 / /people/a/private rw shared:3 - ecryptfs /x rw
"""


@pytest.fixture
def devices(tmp_path: Path) -> Path:
    """Return a root on LVM on LUKS, and a home on LVM on a bare disk."""
    for name, uuid, under in (
        ("253:1", "LVM-abc", "luks"),
        ("253:5", "LVM-def", "bare"),
        ("luks", "CRYPT-LUKS2-1", ""),
        ("bare", "", ""),
    ):
        (tmp_path / name / "slaves").mkdir(parents=True)
        if uuid:
            (tmp_path / name / "dm").mkdir()
            (tmp_path / name / "dm" / "uuid").write_text(f"{uuid}\n")
        if under:
            (tmp_path / name / "slaves" / under).symlink_to(tmp_path / under)
    return tmp_path


@pytest.mark.parametrize(
    ("folder", "state"),
    [
        ("/var/lib/x", DiskState.ENCRYPTED),
        ("/people/a/vault", DiskState.PLAIN),
        ("/peopleless", DiskState.ENCRYPTED),
        ("/people/a/private/vault", DiskState.ENCRYPTED),
        ("/net/vault", DiskState.UNKNOWN),
    ],
)
def test_the_layers_below_a_folder_decide(folder: str, state: DiskState, devices: Path) -> None:
    assert _linux(Path(folder), MOUNTS, devices) is state


def test_this_computer_gives_an_answer_and_no_error(tmp_path: Path) -> None:
    assert disk_state(tmp_path) in DiskState
