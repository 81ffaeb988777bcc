"""Secrets: only the systems' own keyrings, read back before "saved", and never shown."""

import os
import pickle
import re
import struct
import subprocess
import sys
import threading
from pathlib import Path

import keyring
import keyring.errors
import pytest
from keyring.backends import chainer, fail, null

from mmtui import config, log, secrets
from mmtui.config import Config, Office
from mmtui.errors import UsageError
from mmtui.paths import DataRoot
from mmtui.secrets import Found, Hidden, Place, Secret, SecretError
from tests.system import require

CANARY = "canary-7f3a9c é"
ACCOUNT = "ana@example.com"


class Memory(keyring.backend.KeyringBackend):
    """A keyring in memory; `called` decides which class it passes for."""

    priority = 5

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


def called(module: str, name: str = "Keyring", base: type = Memory, **methods) -> Memory:
    return type(name, (base,), {"__module__": module, "__qualname__": name, **methods})()


def secret_service(**methods) -> Memory:
    return called("keyring.backends.SecretService", **methods)


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch):
    """Each test begins with no keyring, no credentials folder and an empty session."""
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    monkeypatch.setattr(secrets, "_session", {})
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


def credentials(
    monkeypatch, folder: Path, content: bytes, mode: int = 0o600, name: str = "mmtui-smtp"
) -> Path:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    (folder / name).write_bytes(content)
    (folder / name).chmod(mode)
    return folder / name


def test_what_is_saved_is_found_and_forgotten():
    backend = secret_service()
    keyring.set_keyring(backend)
    assert secrets.save(Secret.SMTP, ACCOUNT, Hidden(CANARY)) == "Secret Service"
    assert backend.kept == {("mmtui-smtp", ACCOUNT): CANARY}
    found = secrets.look_up(Secret.SMTP, ACCOUNT)
    assert (found.value.reveal(), found.place, found.trouble) == (CANARY, Place.KEYRING, None)
    assert secrets.look_up(Secret.SMTP, "bob@example.com") == Found(None, None, None)
    secrets.forget(Secret.SMTP, ACCOUNT)
    assert secrets.look_up(Secret.SMTP, ACCOUNT) == Found(None, None, None)
    secrets.forget(Secret.SMTP, ACCOUNT)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("keyring.backends.macOS", "Keyring"),
        ("keyring.backends.Windows", "WinVaultKeyring"),
        ("keyring.backends.SecretService", "Keyring"),
        ("keyring.backends.libsecret", "Keyring"),
        ("keyring.backends.kwallet", "DBusKeyring"),
    ],
)
def test_the_keyrings_of_the_systems_are_allowed(module, name):
    keyring.set_keyring(called(module, name))
    assert secrets.save(Secret.PLUTIO, "key", Hidden(CANARY)) == secrets.keyring_name()


@pytest.mark.parametrize(
    "backend",
    [
        null.Keyring(),
        fail.Keyring(),
        called("keyrings.alt.file", "PlaintextKeyring"),
        called("keyrings.alt.file", "EncryptedKeyring"),
        called("keyrings.alt.Windows", "RegistryKeyring"),
        called("keyrings.alt.keyczar", "EnvironCrypter"),
        called("somebody.own", "Keyring"),
    ],
    ids=lambda backend: f"{type(backend).__module__}.{type(backend).__name__}",
)
def test_fault_7_every_other_keyring_is_refused_and_holds_nothing(backend):
    keyring.set_keyring(backend)
    with pytest.raises(SecretError, match="asked for in each session"):
        secrets.save(Secret.SMTP, ACCOUNT, Hidden(CANARY))
    assert getattr(backend, "kept", {}) == {}
    found = secrets.look_up(Secret.SMTP, ACCOUNT)
    assert found.value is None
    assert "keeps secrets" in found.trouble.sentence


def test_fault_7_a_chainer_is_allowed_only_if_all_its_members_are(monkeypatch):
    good, bad = secret_service(), called("keyrings.alt.file", "PlaintextKeyring")
    keyring.set_keyring(chainer.ChainerBackend())
    for members, allowed in (([good], True), ([good, bad], False), ([bad, good], False), ([], False)):
        monkeypatch.setattr(chainer.ChainerBackend, "backends", members)
        good.kept.clear()
        if allowed:
            assert secrets.save(Secret.SMTP, ACCOUNT, Hidden(CANARY)) == "Secret Service"
        else:
            with pytest.raises(SecretError):
                secrets.save(Secret.SMTP, ACCOUNT, Hidden(CANARY))
            assert good.kept == bad.kept == {}


@pytest.mark.parametrize("given_back", [None, "", CANARY + " "])
def test_fault_7_saved_is_said_only_after_reading_it_back(given_back):
    keyring.set_keyring(secret_service(get_password=lambda self, service, username: given_back))
    with pytest.raises(SecretError, match="did not give back what was saved"):
        secrets.save(Secret.SMTP, ACCOUNT, Hidden(CANARY))


def test_fault_7_a_hanging_keyring_is_given_up_after_its_time():
    release = threading.Event()
    keyring.set_keyring(secret_service(get_password=lambda self, service, username: release.wait(60)))
    found = secrets.look_up(Secret.SMTP, ACCOUNT, seconds=0.05)
    release.set()
    assert "did not answer within 0.05 seconds" in found.trouble.sentence


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (keyring.errors.NoKeyringError(CANARY), "this machine has no keyring"),
        (keyring.errors.KeyringLocked(CANARY), "the keyring is locked. Unlock it"),
        (keyring.errors.InitError(CANARY), "could not be opened"),
        (keyring.errors.PasswordSetError(CANARY), "refused to save"),
        (RuntimeError(CANARY), "can't be used"),
        (OSError(CANARY), r"the keyring failed \(OSError\)"),
        (SystemExit(3), r"the keyring failed \(SystemExit\)"),
    ],
)
def test_what_a_keyring_raises_becomes_a_sentence_without_its_text(error, words):
    def refuse(self, service, username, password=None):
        raise error

    keyring.set_keyring(secret_service(set_password=refuse, get_password=refuse))
    with pytest.raises(SecretError, match=words) as caught:
        secrets.save(Secret.SMTP, ACCOUNT, Hidden(CANARY))
    assert CANARY not in caught.value.sentence
    assert re.search(words, secrets.look_up(Secret.SMTP, ACCOUNT).trouble.sentence)


def test_a_credential_file_helps_when_the_keyring_does_not(monkeypatch, tmp_path):
    credentials(monkeypatch, tmp_path, f"{CANARY}\n".encode())
    found = secrets.look_up(Secret.SMTP, ACCOUNT)
    assert (found.value.reveal(), found.place) == (CANARY, Place.CREDENTIALS)
    assert found.trouble is not None
    assert secrets.look_up(Secret.PLUTIO, "key").value is None


def test_the_keyring_comes_before_the_file_and_the_session_before_both(monkeypatch, tmp_path):
    credentials(monkeypatch, tmp_path, b"from the file")
    keyring.set_keyring(secret_service())
    secrets.save(Secret.SMTP, ACCOUNT, Hidden("from the keyring"))
    assert secrets.look_up(Secret.SMTP, ACCOUNT).value.reveal() == "from the keyring"
    secrets.keep_for_session(Secret.SMTP, ACCOUNT, Hidden("typed"))
    found = secrets.look_up(Secret.SMTP, ACCOUNT)
    assert (found.value.reveal(), found.place) == ("typed", Place.SESSION)
    secrets.forget(Secret.SMTP, ACCOUNT)
    assert secrets.look_up(Secret.SMTP, ACCOUNT).place is Place.CREDENTIALS


@pytest.mark.skipif(os.name != "posix", reason="needs a system with file modes")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620, 0o666])
def test_a_credential_file_that_others_may_read_is_refused(monkeypatch, tmp_path, mode):
    path = credentials(monkeypatch, tmp_path, CANARY.encode(), mode)
    with pytest.raises(SecretError, match=r"others may read this file\. Run: chmod 600") as caught:
        secrets.look_up(Secret.SMTP, ACCOUNT)
    assert caught.value.where == str(path)


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="needs access lists")
@pytest.mark.parametrize(("group_rights", "allowed"), [(0, True), (4, False)])
def test_a_credential_as_systemd_hands_it_over_is_read(monkeypatch, tmp_path, group_rights, allowed):
    """An access list of owner r, this user r, group as given, mask r: the mode then shows as 0440."""
    path = credentials(monkeypatch, tmp_path, CANARY.encode())
    nobody = 0xFFFFFFFF
    entries = [
        (1, 4, nobody),
        (2, 4, os.geteuid()),
        (4, group_rights, nobody),
        (16, 4, nobody),
        (32, 0, nobody),
    ]
    rights = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)
    try:
        os.setxattr(path, "system.posix_acl_access", rights)
    except OSError:
        pytest.skip("this file system has no access lists")
    assert path.stat().st_mode & 0o777 == 0o440
    if allowed:
        assert secrets.look_up(Secret.SMTP, ACCOUNT).value.reveal() == CANARY
    else:
        with pytest.raises(SecretError, match="others may read"):
            secrets.look_up(Secret.SMTP, ACCOUNT)


def test_an_empty_or_unreadable_credential_file(monkeypatch, tmp_path):
    credentials(monkeypatch, tmp_path, b"\n")
    assert secrets.look_up(Secret.SMTP, ACCOUNT).value is None
    credentials(monkeypatch, tmp_path, b"\xff\xfe\x00")
    with pytest.raises(SecretError, match="not UTF-8"):
        secrets.look_up(Secret.SMTP, ACCOUNT)


def test_fault_27_a_secret_shows_nothing_of_itself():
    hidden = Hidden(CANARY)
    shown = [
        repr(hidden),
        str(hidden),
        f"{hidden}",
        f"{Found(hidden, Place.SESSION)}",
        repr(vars(secrets)["_session"]),
    ]
    assert not any(CANARY in text for text in shown)
    with pytest.raises(TypeError):
        pickle.dumps(hidden)
    assert hidden.same(Hidden(CANARY))
    assert not hidden.same(Hidden(CANARY[:-1]))


def test_fault_27_a_canary_is_found_in_no_file_of_the_data_root(tmp_path, capsys):
    """Every way a secret can go wrong, each reported to the log: refused setting, address, keyring, crash."""

    def crash(password, hidden):
        raise RuntimeError(f"login failed with {hidden}")

    root = DataRoot(tmp_path)
    root.create()
    log.install(root)
    keyring.set_keyring(called("keyrings.alt.file", "PlaintextKeyring"))
    hidden = Hidden(CANARY)
    attempts = [
        lambda: config.parse(f'[mail]\npassword = "{CANARY}"\n', "config.toml"),
        lambda: config.parse(f'[mail]\nuser = "{CANARY}\n', "config.toml"),
        lambda: config.save(root.config_file, Config(office=Office(database=f"postgresql://a:{CANARY}@b/c"))),
        lambda: secrets.refuse_password_in_url(f"postgresql://a:{CANARY}@b/c"),
        lambda: secrets.save(Secret.SMTP, ACCOUNT, hidden),
        lambda: crash(CANARY, hidden),
    ]
    said = []
    try:
        secrets.keep_for_session(Secret.SMTP, ACCOUNT, hidden)
        config.save(root.config_file, Config())
        for attempt in attempts:
            with pytest.raises(Exception) as caught:
                attempt()
            said.append(log.report(caught.value))
    finally:
        log.uninstall()
    output = capsys.readouterr()
    stored = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(stored) == 2 and all(stored)
    assert len(said) == 6
    for word in CANARY.split():
        if len(word) > 2:
            assert not any(word.encode() in content for content in stored)
            assert word not in "".join([*said, output.out, output.err])


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://ana:{CANARY}@db.example.com/office",
        f"postgresql://ana:{CANARY}@/office?host=/run",
        f"postgresql:///office?user=ana&password={CANARY}",
        f"postgresql:///office?sslpassword={CANARY}",
        f"postgresql://ana:{CANARY}@[bad/office",
        f"postgres://ana:p@ss/{CANARY}@db/office",
        f"host=db user=ana password={CANARY}",
        f"host=db password = '{CANARY}'",
    ],
)
def test_fault_27_a_password_in_an_address_is_refused_with_where_to_put_it(url):
    with pytest.raises(UsageError) as caught:
        secrets.refuse_password_in_url(url, where="--database")
    sentence = caught.value.sentence
    assert sentence.startswith("--database: the database address holds a password. Take it out")
    assert "keyring" in sentence and "mmtui-database of mode 0600" in sentence and ".pgpass" in sentence
    assert CANARY not in sentence


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///office.db",
        "sqlite:////srv/a@b:c/office.db",
        "sqlite:///C:/Users/ana@work/office.db",
        "postgresql://ana@db.example.com:5432/office",
        "postgresql:///office?host=/run/postgresql&port=5433&user=ana",
    ],
)
def test_an_address_without_a_password_is_let_through(url):
    secrets.refuse_password_in_url(url)


REAL = """
import keyring, sys
from mmtui import secrets
from mmtui.secrets import Hidden, Secret
canary = "canary-" + "7f3a9c é"
print(secrets.save(Secret.SMTP, "ana", Hidden(canary)))
secrets._session.clear()
found = secrets.look_up(Secret.SMTP, "ana")
print(found.place, found.value.reveal() == canary)
secrets.forget(Secret.SMTP, "ana")
print(secrets.look_up(Secret.SMTP, "ana").value)
"""
KEEP = """
from mmtui import secrets
from mmtui.secrets import Hidden, Secret
print(secrets.save(Secret.SMTP, "ana", Hidden("kept")))
"""
LOCKED = """
from mmtui import secrets
from mmtui.secrets import Secret
print(secrets.look_up(Secret.SMTP, "ana", seconds=30).trouble.sentence)
"""
UNLOCK = "printf %s login | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; "


def run_at_home(tmp_path: Path, code: str, *before: str) -> str:
    """Run the code with a home of its own and no session but what `before` starts."""
    homes = {
        name: tmp_path / name for name in ("HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME")
    }
    for folder in homes.values():
        folder.mkdir(mode=0o700, exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    environment = kept | {name: str(folder) for name, folder in homes.items()}
    environment["PYTHON_KEYRING_BACKEND"] = "keyring.backends.SecretService.Keyring"
    environment["PYTHONPATH"] = str(Path(__file__).parent.parent)
    job = tmp_path / "job.py"
    job.write_text(code, "utf-8")
    command = (
        [*before[:-1], before[-1] + f'exec "{sys.executable}" "{job}"']
        if before
        else [sys.executable, str(job)]
    )
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=90)
    assert done.returncode == 0, done.stderr
    return done.stdout


def under_a_bus(tmp_path: Path, code: str, before: str = "") -> str:
    """The same with a session bus, as on a desk that has just been logged in."""
    require("dbus-run-session", "dbus")
    require("gnome-keyring-daemon", "gnome-keyring")
    return run_at_home(tmp_path, code, "dbus-run-session", "--", "bash", "-c", before)


@pytest.mark.system
def test_a_real_gnome_keyring_keeps_and_forgets_a_secret(tmp_path):
    lines = under_a_bus(tmp_path, REAL, UNLOCK).splitlines()
    assert lines == ["Secret Service", "keyring True", "None"]
    stored = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.suffix == ".keyring" for path in stored)
    assert not any(b"canary-7f3a9c" in path.read_bytes() for path in stored)


@pytest.mark.system
def test_a_real_keyring_that_stays_locked_is_told_in_words(tmp_path):
    """Without a desktop nobody can answer the daemon's dialog, so a later session finds it locked."""
    assert under_a_bus(tmp_path, KEEP, UNLOCK) == "Secret Service\n"
    assert under_a_bus(tmp_path, LOCKED) == "the keyring is locked. Unlock it and try again.\n"


@pytest.mark.system
def test_a_real_keyring_that_was_never_made_is_told_in_words(tmp_path):
    assert under_a_bus(tmp_path, LOCKED).startswith(
        "the keyring could not be opened. Unlock it or create one"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="the Secret Service is Linux's")
def test_a_machine_without_a_session_bus_is_told_in_words(tmp_path):
    """A forced Secret Service without a bus raises a plain RuntimeError."""
    assert run_at_home(tmp_path, LOCKED).startswith(
        "the keyring of this machine can't be used. The secret will be"
    )
