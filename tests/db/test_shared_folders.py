"""Fault 14: a database on a network share or in a synced folder is refused, with the way out."""

import os
from pathlib import Path

import pytest

from mmtui.db import shared_folders
from mmtui.db.shared_folders import Mount, parse_mount_output, parse_mountinfo, refuse_shared_folder
from mmtui.errors import StoreError

LOCAL = [Mount("/", "ext4")]

MOUNTINFO = """\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 27 0:35 / /mnt/office\\040share rw,relatime shared:20 master:3 - cifs //server/office rw,vers=3.1.1
41 27 0:36 / /home/ana/remote rw,nosuid - fuse.sshfs ana@server: rw,user_id=1000
42 27 0:37 / /srv/data rw - nfs4 server:/export rw
43 42 254:1 / /srv/data rw - ext4 /dev/vdb rw
"""
MACOS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//ana@server/office on /Volumes/office (smbfs, nodev, nosuid, mounted by ana)
server:/export on /Volumes/on call (nfs, nodev)
"""


def test_the_mount_table_of_linux_is_read():
    assert parse_mountinfo(MOUNTINFO) == [
        Mount("/proc", "proc"),
        Mount("/", "ext4"),
        Mount("/mnt/office share", "cifs"),
        Mount("/home/ana/remote", "fuse.sshfs"),
        Mount("/srv/data", "nfs4"),
        Mount("/srv/data", "ext4"),
    ]


def test_the_mount_output_of_macos_is_read():
    assert parse_mount_output(MACOS) == [
        Mount("/", "apfs"), Mount("/Volumes/office", "smbfs"), Mount("/Volumes/on call", "nfs"),
    ]  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="paths of Linux and macOS")
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/mnt/office share/office.db", "cifs"),
        ("/home/ana/remote/a/b/office.db", "fuse.sshfs"),
        ("/Volumes/office/office.db", "smbfs"),
        ("/Volumes/on call/office.db", "nfs"),
    ],
)
def test_fault_14_a_network_file_system_is_refused_with_the_way_out(path, kind):
    mounts = parse_mountinfo(MOUNTINFO) + parse_mount_output(MACOS)[1:]
    with pytest.raises(StoreError) as caught:
        refuse_shared_folder(Path(path), mounts=mounts)
    assert f"this is a network file system ({kind})" in caught.value.sentence
    assert "PostgreSQL" in caught.value.do


@pytest.mark.skipif(os.name == "nt", reason="paths of Linux and macOS")
@pytest.mark.parametrize(
    "path", ["/srv/data/office.db", "/home/ana/remotely/office.db", "/mnt/office.db", "/home/ana/office.db"]
)
def test_a_local_disk_is_let_through_also_beside_or_over_a_share(path):
    refuse_shared_folder(Path(path), mounts=parse_mountinfo(MOUNTINFO))


@pytest.mark.parametrize(("point", "refused"), [("/", False), ("/mnt/c", True)])
def test_9p_is_a_share_unless_it_is_the_machines_own_disk(point, refused):
    assert shared_folders.is_network_mount(Mount(point, "9p")) is refused


@pytest.mark.parametrize(
    ("path", "refused"),
    [
        ("\\\\server\\share\\office.db", True),
        ("\\\\?\\UNC\\server\\share\\office.db", True),
        ("\\\\wsl.localhost\\Debian\\home", True),
        ("\\\\?\\C:\\Users\\ana\\office.db", False),
        ("C:\\Users\\ana\\office.db", False),
        ("/home/ana/office.db", False),
    ],
)
def test_a_share_of_windows_is_known_by_its_path(path, refused):
    assert shared_folders.is_network_path(path) is refused


def test_a_drive_letter_that_stands_for_a_share_is_refused(tmp_path):
    refuse_shared_folder(tmp_path / "office.db", mounts=LOCAL, drive_type=3)
    with pytest.raises(StoreError, match="a network share"):
        refuse_shared_folder(tmp_path / "office.db", mounts=LOCAL, drive_type=shared_folders.REMOTE_DRIVE)


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Office Ltd", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("Library/CloudStorage/GoogleDrive-ana@example.com", "Google Drive"),
        ("Library/CloudStorage/OneDrive-Personal", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud Drive"),
        ("iCloudDrive", "iCloud Drive"),
        ("Nextcloud", "Nextcloud"),
        ("ownCloud", "ownCloud"),
        ("Box Sync", "Box"),
    ],
)
def test_fault_14_a_synced_folder_is_known_by_its_name(tmp_path, folder, program):
    with pytest.raises(StoreError, match=f"a folder that {program} copies"):
        refuse_shared_folder(tmp_path / folder / "mm" / "office.db", mounts=LOCAL)


@pytest.mark.parametrize(
    ("marker", "program"),
    [
        (".stfolder/", "Syncthing"),
        (".dropbox", "Dropbox"),
        (".dropbox.cache/", "Dropbox"),
        (".tmp.driveupload/", "Google Drive"),
        (".sync_0a1b2c3d.db", "Nextcloud"),
        ("._sync_0a1b2c3d.db", "Nextcloud"),
        (".owncloudsync.log", "ownCloud"),
    ],
)
def test_fault_14_a_synced_folder_of_any_name_is_known_by_its_marker(tmp_path, marker, program):
    shared = tmp_path / "documents"
    (shared / "mm").mkdir(parents=True)
    if marker.endswith("/"):
        (shared / marker).mkdir()
    else:
        (shared / marker).touch()
    with pytest.raises(StoreError, match=f"a folder that {program} copies"):
        refuse_shared_folder(shared / "mm" / "office.db", mounts=LOCAL)


def test_the_settings_folder_of_dropbox_in_the_home_folder_is_no_synced_folder(tmp_path):
    (tmp_path / ".dropbox").mkdir()
    refuse_shared_folder(tmp_path / "office.db", mounts=LOCAL)


def test_names_that_only_sound_alike_are_let_through(tmp_path):
    for name in ("boxes", "Box", "my dropbox notes", "nextcloud-invoices", "drive"):
        refuse_shared_folder(tmp_path / name / "office.db", mounts=LOCAL)


def test_the_folders_named_by_the_environment_and_by_the_home(monkeypatch, tmp_path):
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Work"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert shared_folders.synced_by(tmp_path / "Work" / "office.db") == "OneDrive"
    assert shared_folders.synced_by(tmp_path / "Box" / "office.db") == "Box"


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_into_a_synced_folder_is_seen_through(tmp_path):
    (tmp_path / "Dropbox" / "mm").mkdir(parents=True)
    (tmp_path / "office").symlink_to(tmp_path / "Dropbox" / "mm")
    with pytest.raises(StoreError, match="Dropbox"):
        refuse_shared_folder(tmp_path / "office" / "office.db", mounts=LOCAL)


def test_this_machines_own_table_lets_a_temporary_folder_through(tmp_path):
    refuse_shared_folder(tmp_path / "not" / "yet" / "office.db")
