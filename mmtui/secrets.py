"""Passwords and keys: from the keyring, else from files for scheduled jobs, else asked for each session.

Never from settings, environment variables or the command line, and never written to a log: a value travels
inside `Hidden`, which shows nothing of itself.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import stat
import struct
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeVar

from mmtui.errors import MmtuiError, UsageError

CREDENTIALS_VARIABLE = "CREDENTIALS_DIRECTORY"
KEYRING_SECONDS = 20.0

# The stores of the systems themselves: each keeps a secret encrypted under the person's login.
ALLOWED_BACKENDS = {
    ("keyring.backends.macOS", "Keyring"): "macOS Keychain",
    ("keyring.backends.Windows", "WinVaultKeyring"): "Windows Credential Manager",
    ("keyring.backends.SecretService", "Keyring"): "Secret Service",
    ("keyring.backends.libsecret", "Keyring"): "Secret Service",
    ("keyring.backends.kwallet", "DBusKeyring"): "KDE Wallet",
    ("keyring.backends.kwallet", "DBusKeyringKWallet4"): "KDE Wallet",
}
CHAINER = ("keyring.backends.chainer", "ChainerBackend")
NO_STORE = {("keyring.backends.fail", "Keyring"), ("keyring.backends.null", "Keyring")}

Answer = TypeVar("Answer")


class Secret(StrEnum):
    """The secrets there are; the value is the keyring's service and the credential file's name."""

    SMTP = "mmtui-smtp"
    PLUTIO = "mmtui-plutio"
    DATABASE = "mmtui-database"


class Place(StrEnum):
    """Where a secret was found or kept."""

    KEYRING = "keyring"
    CREDENTIALS = "credentials folder"
    SESSION = "this session"


class SecretError(MmtuiError):
    """A secret can't be read or kept safely; the message never holds it."""


class Hidden:
    """A secret value that is shown, copied into logs and compared by nobody; only `reveal` gives it out."""

    __slots__ = ("__value",)

    def __init__(self, value: str) -> None:
        self.__value = value

    def reveal(self) -> str:
        return self.__value

    def same(self, other: Hidden) -> bool:
        """Whether both hold the same text, in a time that does not tell where they differ."""
        mine, theirs = (value.encode("utf-8", "surrogatepass") for value in (self.__value, other.reveal()))
        return hmac.compare_digest(mine, theirs)

    def __repr__(self) -> str:
        return "Hidden"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not stored")


class Found(NamedTuple):
    """What a look-up gave: the value and its place, or neither and why the keyring was of no use."""

    value: Hidden | None
    place: Place | None
    trouble: SecretError | None = None


_session: dict[tuple[Secret, str], Hidden] = {}

NAMES = {Secret.SMTP: "mail password", Secret.PLUTIO: "Plutio key", Secret.DATABASE: "database password"}


def where_it_goes(secret: Secret) -> str:
    """The places that may hold the secret, as an instruction."""
    pgpass = " ~/.pgpass works too." if secret is Secret.DATABASE else ""
    return (
        f"The {NAMES[secret]} belongs in the keyring (save it on the settings screen), or for scheduled jobs "
        f"in a file {secret} of mode 0600 in the folder named by {CREDENTIALS_VARIABLE}.{pgpass}"
    )


def look_up(secret: Secret, account: str, *, seconds: float = KEYRING_SECONDS) -> Found:
    """The secret of an account (such as ana@example.com): from the session, the keyring, the credential file.

    What was typed in this session comes first, as it is the person's newest word. A credential file with
    loose rights raises SecretError; trouble with the keyring is handed back, as a file or a person may help.
    """
    if kept := _session.get((secret, account)):
        return Found(kept, Place.SESSION)
    trouble = None
    try:
        if value := _from_keyring(secret, account, seconds):
            return Found(value, Place.KEYRING)
    except SecretError as error:
        trouble = error
    value = _from_credentials(secret)
    return Found(value, Place.CREDENTIALS if value else None, trouble)


def save(secret: Secret, account: str, value: Hidden, *, seconds: float = KEYRING_SECONDS) -> str:
    """Put the secret into the keyring and read it back before its name is given out as the place it is kept.

    Raises SecretError with the reason when there is no allowed keyring or it gives back something else.
    """

    def write_and_read() -> str:
        backend = _allowed_keyring()
        backend.set_password(str(secret), account, value.reveal())
        back = backend.get_password(str(secret), account)
        if back is None or not value.same(Hidden(back)):
            raise SecretError("the keyring did not give back what was saved.", _ask_each_session())
        return _title(backend)

    place = _in_time(write_and_read, seconds)
    _session.pop((secret, account), None)
    return place


def keep_for_session(secret: Secret, account: str, value: Hidden) -> None:
    """Hold the secret in memory until the app ends; nothing is written."""
    _session[secret, account] = value


def forget(secret: Secret, account: str, *, seconds: float = KEYRING_SECONDS) -> None:
    """Remove the secret from this session and from the keyring; having none is no error."""
    _session.pop((secret, account), None)

    def delete() -> None:
        backend = _allowed_keyring()
        if backend.get_password(str(secret), account) is not None:
            backend.delete_password(str(secret), account)

    _in_time(delete, seconds)


def keyring_name(*, seconds: float = KEYRING_SECONDS) -> str:
    """The name of the keyring that would hold a secret; SecretError says why there is none."""
    return _in_time(lambda: _title(_allowed_keyring()), seconds)


def _from_keyring(secret: Secret, account: str, seconds: float) -> Hidden | None:
    def read() -> Hidden | None:
        found = _allowed_keyring().get_password(str(secret), account)
        return None if found is None else Hidden(found)

    return _in_time(read, seconds)


def _allowed_keyring() -> Any:
    """The system's keyring, if its every member is on the list; plaintext, file and null are refused."""
    import keyring

    backend = keyring.get_keyring()
    members = _members(backend)
    if not members or any(_kind(member) in NO_STORE for member in members):
        raise SecretError("this machine has no keyring that keeps secrets.", _ask_each_session())
    for member in members:
        if _kind(member) not in ALLOWED_BACKENDS:
            name = ".".join(_kind(member))
            raise SecretError(f"the keyring {name} is not one that keeps secrets safe.", _ask_each_session())
    return backend


def _members(backend: Any) -> list[Any]:
    """The keyring itself, or the keyrings that keyring's chainer asks in turn."""
    return list(backend.backends) if _kind(backend) == CHAINER else [backend]


def _kind(backend: object) -> tuple[str, str]:
    return type(backend).__module__, type(backend).__qualname__


def _title(backend: Any) -> str:
    return ALLOWED_BACKENDS[_kind(_members(backend)[0])]


def _ask_each_session() -> str:
    return (
        "The secret will be asked for in each session; scheduled jobs read it from a file of mode 0600 in "
        f"the folder named by {CREDENTIALS_VARIABLE}."
    )


def _in_time(job: Callable[[], Answer], seconds: float) -> Answer:
    """Run the job in a thread and give up waiting after the limit: a keyring's own dialog may hang."""
    import threading

    done: list[Answer] = []
    failed: list[SecretError] = []

    def run() -> None:
        try:
            done.append(job())
        except SecretError as error:
            failed.append(error)
        except BaseException as error:  # (backends raise whatever their system does)
            failed.append(_in_words(error))

    thread = threading.Thread(target=run, name="keyring", daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed.pop()
    if not done:
        raise SecretError(
            f"the keyring did not answer within {seconds:g} seconds.",
            f"Look for its dialog behind other windows and try again. {_ask_each_session()}",
        )
    return done.pop()


def _in_words(error: BaseException) -> SecretError:
    """What a backend's error means; its own text is left out, as it may repeat what was given to it."""
    import keyring.errors as reasons

    if isinstance(error, reasons.NoKeyringError):
        return SecretError("this machine has no keyring.", _ask_each_session())
    if isinstance(error, reasons.KeyringLocked):
        return SecretError("the keyring is locked.", "Unlock it and try again.")
    if isinstance(error, reasons.InitError):
        return SecretError("the keyring could not be opened.", "Unlock it or create one, and try again.")
    if isinstance(error, reasons.PasswordSetError):
        return SecretError("the keyring refused to save.", "Unlock it and try again.")
    if isinstance(error, (RuntimeError, ImportError)):
        return SecretError("the keyring of this machine can't be used.", _ask_each_session())
    return SecretError(f"the keyring failed ({type(error).__name__}).", _ask_each_session())


def _from_credentials(secret: Secret) -> Hidden | None:
    """The secret's file without its last line end; loose rights or a foreign owner raise SecretError."""
    folder = os.environ.get(CREDENTIALS_VARIABLE)
    if not folder:
        return None
    path = Path(folder) / secret
    try:
        with path.open("rb") as file:
            _refuse_loose_rights(file.fileno(), path)
            text = file.read().decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise SecretError(
            "this is not UTF-8 text.", "Write the secret as one line.", where=str(path)
        ) from None
    except OSError as error:
        raise SecretError(f"can't be read ({error.strerror}).", "Check its owner.", where=str(path)) from None
    return Hidden(text.removesuffix("\n").removesuffix("\r")) if text.strip() else None


def _refuse_loose_rights(handle: int, path: Path) -> None:
    if os.name != "posix":
        return
    found = os.fstat(handle)
    loose = stat.S_IMODE(found.st_mode) & 0o077
    if loose and not _only_named_users(handle):
        raise SecretError("others may read this file.", f"Run: chmod 600 {path}", where=str(path))
    if found.st_uid not in (0, os.geteuid()):
        raise SecretError("this file belongs to somebody else.", "Make it yours, mode 0600.", where=str(path))


def _only_named_users(handle: int) -> bool:
    """Whether the group bit is only the mask of an access list that names this user, as systemd sets it."""
    try:
        rights = os.getxattr(handle, "system.posix_acl_access")
    except (OSError, AttributeError):
        return False
    entries = list(struct.iter_unpack("<HHI", rights[4:]))
    user_owner, user, mask = 0x01, 0x02, 0x10
    mine = (os.geteuid(), 0)
    return all(
        tag in (user_owner, mask) or (tag == user and who in mine) for tag, allowed, who in entries if allowed
    )


def refuse_password_in_url(url: str, *, where: str = "") -> None:
    """Raise UsageError if a database address holds a password; the address itself is not repeated."""
    if _holds_password(url):
        raise UsageError(
            "the database address holds a password.",
            f"Take it out of the address. {where_it_goes(Secret.DATABASE)}",
            where=where,
        )


def _holds_password(url: str) -> bool:
    """Whether there is `user:password@`, `?password=` or a `password=` word, also in a malformed address."""
    from urllib.parse import parse_qsl, urlsplit

    with contextlib.suppress(ValueError):
        parts = urlsplit(url)
        if parts.password or any("password" in key.lower() for key, _ in parse_qsl(parts.query)):
            return True
    rest = url.partition("://")[2] or url
    name, at, _ = rest.rpartition("@")
    return (
        bool(at) and ":" in name and "/" not in name.partition(":")[0]
    ) or "password=" in url.lower().replace(" ", "")
