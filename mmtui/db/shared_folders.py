"""Refuses folders where SQLite can lose data: network file systems and folders that a sync program copies."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from mmtui.errors import StoreError

# fmt: off
NETWORK_KINDS = frozenset((
    "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "afs",
    "ncpfs", "ncp", "coda", "ceph", "glusterfs", "lustre", "beegfs", "gpfs", "pvfs2", "orangefs",
    "ocfs2", "gfs2", "vboxsf", "vmhgfs", "prl_fs", "drvfs", "9p",
))
NETWORK_FUSE = frozenset((
    "sshfs", "rclone", "gvfsd-fuse", "davfs", "davfs2", "glusterfs", "ceph", "s3fs", "gcsfuse",
    "juicefs", "curlftpfs", "goofys", "onedriver", "google-drive-ocamlfuse", "drivefs",
    "vmhgfs-fuse", "seadrive", "smbnetfs",
))
# fmt: on
SYNCED_NAMES = (
    (r"onedrive(| - .*|-.*)", "OneDrive"),
    (r"dropbox(| \(.*\))", "Dropbox"),
    (r"google ?drive(| \(.*\)|-.*)", "Google Drive"),
    (r"icloud ?drive|com~apple~clouddocs|mobile documents", "iCloud Drive"),
    (r"nextcloud\d*", "Nextcloud"),
    (r"owncloud\d*", "ownCloud"),
    (r"box sync|box-box", "Box"),
)
SYNCED_MARKERS = (
    (".stfolder", "Syncthing"),
    (".dropbox.cache", "Dropbox"),
    (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
)
SYNC_DATABASE = re.compile(r"\._?sync_[0-9a-f]+\.db", re.IGNORECASE)
ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
REMOTE_DRIVE = 4  # what GetDriveTypeW answers for a drive letter that stands for a share

HINT = (
    "Keep the office on a disk of this machine (--data DIR). For an office that several people share, use "
    "PostgreSQL: --database postgresql://HOST/NAME."
)


class Mount(NamedTuple):
    """A mounted file system: the folder it appears at and its type."""

    point: str
    kind: str


def refuse_shared_folder(
    path: Path, *, mounts: Sequence[Mount] | None = None, drive_type: int | None = None
) -> None:
    """Raise StoreError if the file would lie on a network file system or in a synced folder.

    SQLite's locks and write-ahead log need a local file system (sqlite.org: "WAL does not work over a network
    filesystem"), and a sync program copies half-written files. Tests hand in the mount table and drive type.
    """
    text = str(path)
    if is_network_path(text):
        raise _refusal(path, "a network share")
    real = Path(os.path.realpath(path))
    if is_network_path(str(real)) or _drive_type(str(real), drive_type) == REMOTE_DRIVE:
        raise _refusal(path, "a network share")
    mount = mount_of(str(real), read_mounts() if mounts is None else mounts)
    if mount and is_network_mount(mount):
        raise _refusal(path, f"a network file system ({mount.kind})")
    for looked_at in {Path(os.path.abspath(path)), real}:  # noqa: PTH100  (both names of a link count)
        if program := synced_by(looked_at):
            raise _refusal(path, f"a folder that {program} copies")


def _refusal(path: Path, reason: str) -> StoreError:
    return StoreError(
        f"the office can't be kept here: this is {reason}, where a database gets damaged.",
        HINT,
        where=str(path),
    )


def is_network_path(text: str) -> bool:
    r"""Whether the path is of the form \\SERVER\SHARE; \\?\C:\ and \\.\ name local disks."""
    plain = text.replace("/", "\\") if os.name == "nt" else text
    if plain.upper().startswith("\\\\?\\UNC\\"):
        return True
    return plain.startswith("\\\\") and not plain.startswith(("\\\\?\\", "\\\\.\\"))


def _drive_type(text: str, given: int | None) -> int | None:
    """What Windows says about the drive letter; None on other systems."""
    if given is not None:
        return given
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(os.path.splitdrive(text)[0] + "\\"))
    return None


def is_network_mount(mount: Mount) -> bool:
    """Whether the type is one of a network; 9p at / is a sandbox's own disk, elsewhere a host's share."""
    kind = mount.kind.lower()
    if kind == "9p":
        return mount.point != "/"
    return kind in NETWORK_KINDS or (kind.startswith("fuse.") and kind[5:] in NETWORK_FUSE)


def mount_of(path: str, mounts: Sequence[Mount]) -> Mount | None:
    """The mount that holds the path: the deepest one, and of several at one place the newest."""
    held = [mount for mount in mounts if _is_under(path, mount.point)]
    return max(enumerate(held), key=lambda pair: (len(pair[1].point), pair[0]))[1] if held else None


def _is_under(path: str, point: str) -> bool:
    return point in ("/", path) or path.startswith(point.rstrip("/") + "/")


def read_mounts() -> list[Mount]:
    """The mount table of this machine; empty where there is none to read, as on Windows."""
    if sys.platform == "win32":
        return []
    try:
        return parse_mountinfo(Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape"))
    except OSError:
        return parse_mount_output(_mount_output())


def parse_mountinfo(text: str) -> list[Mount]:
    """Linux, proc(5): the fifth field is the mount point, the first after ` - ` the type."""
    mounts = []
    for line in text.splitlines():
        place, dash, source = line.partition(" - ")
        fields = place.split(" ")
        if dash and len(fields) >= 5:
            mounts.append(Mount(_unescape(fields[4]), source.split(" ")[0]))
    return mounts


def _unescape(text: str) -> str:
    r"""Spaces and tabs stand as \040 and \011 in the table."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def parse_mount_output(text: str) -> list[Mount]:
    """On macOS and BSD: `SOURCE on POINT (TYPE, options)`."""
    found = (re.fullmatch(r".+? on (.+) \(([^,)]+).*\)", line) for line in text.splitlines())
    return [Mount(match[1], match[2]) for match in found if match]


def _mount_output() -> str:
    import subprocess

    try:
        done = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout


def synced_by(path: Path) -> str:
    """The sync program whose folder holds the path, by a folder's name or a marker in it; else empty."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111  (never raises)
    onedrives = {os.environ[name] for name in ONEDRIVE_VARIABLES if os.environ.get(name)}
    for folder in _folders(path):
        if str(folder) in onedrives:
            return "OneDrive"
        if folder.parent == home and folder.name.lower() == "box":
            return "Box"
        if program := _named_like(folder.name) or _marked(folder):
            return program
    return ""


def _folders(path: Path) -> Iterator[Path]:
    """The path itself if it may be a folder, and every folder above it."""
    yield path
    yield from path.parents


def _named_like(name: str) -> str:
    return next((program for form, program in SYNCED_NAMES if re.fullmatch(form, name.lower())), "")


def _marked(folder: Path) -> str:
    try:
        names = os.listdir(folder)  # noqa: PTH208  (a name is all that is looked at)
    except OSError:
        return ""
    if any(SYNC_DATABASE.fullmatch(name) for name in names):
        return "Nextcloud"
    if (
        ".dropbox" in names and (folder / ".dropbox").is_file()
    ):  # a folder of that name holds only its settings
        return "Dropbox"
    return next((program for marker, program in SYNCED_MARKERS if marker in names), "")
