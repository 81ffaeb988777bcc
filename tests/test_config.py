"""Settings: what is wrong is named with file, line, key and what is allowed."""

import os
from dataclasses import replace

import pytest

from mmtui import config
from mmtui.config import Config, Look, Mail, Office
from mmtui.errors import FileError, MmtuiError

CANARY = "canary-7f3a9c"

EXAMPLE = """\
[office]                       # this desk
me = "Ana"
database = "sqlite:///office.db"
[mail]
host = "smtp.example.com"
port = 465
security = "tls"
user = "ana@example.com"
from = "Ana <ana@example.com>"
auth = "xoauth2"
ca_file = "/etc/ca.pem"
[plutio]
base_url = "https://api.plutio.com/v1.11"
business = "example"
client_id = "abc"
[look]
theme = "mmtui-light"
date_style = "dmy"
curve = "blocks"
"""


def refusal(text: str) -> str:
    with pytest.raises(MmtuiError) as caught:
        config.parse(text, "config.toml")
    return caught.value.sentence


def test_every_key_is_read():
    read = config.parse(EXAMPLE, "config.toml")
    assert read.office == Office("Ana", "sqlite:///office.db")
    assert read.mail.sender == "Ana <ana@example.com>"
    assert (read.mail.port, read.mail.security, read.mail.auth, read.mail.ca_file) == (
        465, "tls", "xoauth2", "/etc/ca.pem",
    )  # fmt: skip
    assert (read.plutio.business, read.plutio.client_id) == ("example", "abc")
    assert read.look == Look("mmtui-light", "dmy", "blocks")


def test_without_a_file_the_defaults_hold(tmp_path):
    assert config.read(tmp_path / "config.toml") == Config()
    assert config.parse("", "config.toml") == Config()


def test_what_is_saved_is_read_back_and_private(tmp_path):
    file = tmp_path / "config.toml"
    wanted = replace(
        Config(), mail=Mail(host='mx "1" é', sender="Ana <a@b.c>"), look=Look(theme="mmtui-dark")
    )
    config.save(file, wanted)
    assert config.read(file) == wanted
    assert list(tmp_path.iterdir()) == [file]
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600


def test_a_wrong_value_is_not_saved_and_the_old_file_stays(tmp_path):
    file = tmp_path / "config.toml"
    config.save(file, Config())
    before = file.read_bytes()
    with pytest.raises(FileError, match=r"\[mail\] port: port is not a port"):
        config.save(file, replace(Config(), mail=Mail(port=0)))
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[office]\nme = "A"\n[mail]\nhots = "x"\n',
         'config.toml, line 4: there is no key hots in [mail]. Did you mean "host"? '
         "Allowed: host, port, security, user, from, auth, ca_file."),
        ('\n[ofice]\nme = "A"\n',
         'config.toml, line 2: there is no section [ofice]. Did you mean "office"? '
         "Allowed: office, mail, plutio, look."),
        ('[mail]\nport = "587"\n',
         "config.toml, line 2: port has a value of the wrong kind. It takes a whole number without quotes."),
        ("[mail]\nport = true\n",
         "config.toml, line 2: port has a value of the wrong kind. It takes a whole number without quotes."),
        ("[office]\nme = 5\n",
         "config.toml, line 2: me has a value of the wrong kind. It takes text in quotes."),
        ("[mail]\nport = 70000\n",
         "config.toml, line 2: port is not a port. It takes a number from 1 to 65535."),
        ('[mail]\nsecurity = "none"\n',
         'config.toml, line 2: security has a value that is not known. Allowed: "starttls" or "tls".'),
        ('[mail]\nsecurity = "startls"\n',
         'config.toml, line 2: security has a value that is not known. Allowed: "starttls" or "tls". '
         'Did you mean "starttls"?'),
        ('[look]\ntheme = "dark"\n',
         'config.toml, line 2: theme has a value that is not known. Allowed: "auto" or "mmtui-dark" or '
         '"mmtui-light" or "mmtui-contrast". Did you mean "mmtui-dark"?'),
        ('[mail]\nfrom = "a@b.c\\r\\nBcc: d@e.f"\n',
         "config.toml, line 2: from holds a line break or control character. Take it out."),
        ('[office]\ndatabase = "office.db"\n',
         "config.toml, line 2: database is not a database address. "
         "Allowed: sqlite:///PATH or postgresql://HOST/NAME."),
        ("mail = 5\n",
         "config.toml, line 1: mail is a section. Write it as [mail] on a line of its own."),
        ('mail.hots = "x"\n',
         'config.toml, line 1: there is no key hots in [mail]. Did you mean "host"? '
         "Allowed: host, port, security, user, from, auth, ca_file."),
        ("[mail]\nhost = \n",
         "config.toml, line 2: this line can't be read as TOML (Invalid value). "
         'A line reads key = "value"; a section reads [name].'),
        ('[mail]\nhost = "a"\nhost = "b"\n',
         "config.toml, line 3: this line can't be read as TOML (Cannot overwrite a value). "
         'A line reads key = "value"; a section reads [name].'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line_and_what_is_allowed(text, sentence):
    assert refusal(text) == sentence


@pytest.mark.parametrize("url", ["http://api.plutio.com", "ftp://x", "plutio", "https://", "http://[bad"])
def test_plutio_is_reached_by_https_only(url):
    assert "line 2: base_url is not an https address" in refusal(f'[plutio]\nbase_url = "{url}"\n')


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000/v1", "http://localhost", "http://[::1]:80", "https://x.y"]
)
def test_a_loopback_address_may_be_plain(url):
    assert config.parse(f'[plutio]\nbase_url = "{url}"\n', "c").plutio.base_url == url


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f'[mail]\npassword = "{CANARY}"\n', "a file mmtui-smtp of mode 0600"),
        (f'[mail]\nsmtp_passwd = "{CANARY}"\n', "a file mmtui-smtp of mode 0600"),
        (f'[plutio]\nclient_secret = "{CANARY}"\n', "a file mmtui-plutio of mode 0600"),
        (f'[plutio]\naccess-token = "{CANARY}"\n', "a file mmtui-plutio of mode 0600"),
        (f'[plutio]\nAPI_KEY = "{CANARY}"\n', "a file mmtui-plutio of mode 0600"),
        (f'[office]\ndatabase_password = "{CANARY}"\n', "~/.pgpass"),
        (f'[office]\ndatabase = "postgresql://ana:{CANARY}@db/office"\n', "~/.pgpass"),
        (f'[plutio]\nbase_url = "https://ana:{CANARY}@api.plutio.com"\n', "a file mmtui-plutio of mode 0600"),
        (f'[secrets]\nsmtp = "{CANARY}"\n', "in the keyring"),
        (f'[mail]\nport = "{CANARY}"\n', "whole number"),
        (f'[mail]\nauth = "{CANARY}"\n', '"password" or "xoauth2"'),
        (f'[mail]\nuser = "{CANARY}\n', "can't be read as TOML"),
    ],
)
def test_fault_27_a_secret_is_refused_with_where_to_put_it_and_never_repeated(text, place):
    sentence = refusal(text)
    assert place in sentence
    assert "config.toml, line " in sentence
    assert CANARY not in sentence


def test_a_file_that_is_no_text_is_named(tmp_path):
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xff\xfe[\x00o\x00")
    with pytest.raises(FileError, match="not UTF-8"):
        config.read(file)
    file.write_bytes("\ufeff[office]\nme = 'Änne'\n".encode())
    assert config.read(file).office.me == "Änne"
