"""The settings of one desk: config.toml, written by the settings screen and by hand, without secrets."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from mmtui.errors import FileError, MmtuiError

THEMES = ("auto", "mmtui-dark", "mmtui-light", "mmtui-contrast")
DATE_STYLES = ("mdy", "dmy", "iso")
CURVES = ("braille", "blocks")
SECURITIES = ("starttls", "tls")
AUTHS = ("password", "xoauth2")
LOOPBACK = ("localhost", "127.0.0.1", "::1")
SECRET_WORDS = ("password", "passwd", "passphrase", "secret", "token", "apikey", "credential")


@dataclass(frozen=True)
class Office:
    """The view of the office from one desk; office-wide settings live in the database."""

    me: str = ""
    database: str = "sqlite:///office.db"
    import_folder: str = ""


@dataclass(frozen=True)
class Mail:
    """The server that takes this desk's mail; its password is a secret and stands elsewhere."""

    host: str = ""
    port: int = 587
    security: str = "starttls"
    user: str = ""
    sender: str = field(default="", metadata={"key": "from"})
    auth: str = "password"
    ca_file: str = ""


@dataclass(frozen=True)
class Plutio:
    """The Plutio workspace that tasks and comments go to."""

    base_url: str = "https://api.plutio.com/v1.11"
    business: str = ""
    client_id: str = ""


@dataclass(frozen=True)
class Look:
    """How this desk likes its screens."""

    theme: str = "auto"
    date_style: str = "mdy"
    curve: str = "braille"


@dataclass(frozen=True)
class Config:
    """All settings of this desk, each with its default."""

    office: Office = Office()
    mail: Mail = Mail()
    plutio: Plutio = Plutio()
    look: Look = Look()


Section = TypeVar("Section", Office, Mail, Plutio, Look)
Place = Callable[[str, str], str]


class Wrong(NamedTuple):
    """Why a value is refused and what is allowed instead."""

    what: str
    do: str


def read(file: Path) -> Config:
    """The settings in the file, else the defaults; FileError names a wrong key or value with its line."""
    try:
        text = file.read_text("utf-8-sig")
    except FileNotFoundError:
        return Config()
    except UnicodeDecodeError:
        raise FileError("this is not UTF-8 text.", "Save it again as UTF-8.", where=str(file)) from None
    except OSError as error:
        raise FileError(f"can't be read ({error.strerror}).", "Check its rights.", where=str(file)) from None
    return parse(text, str(file))


def parse(text: str, name: str) -> Config:
    """Settings from TOML text; `name` is the file's name for messages."""
    import tomllib

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _broken_toml(error, text, name) from None
    return _checked(found, lambda section, key: _where(text, name, section, key))


def save(file: Path, config: Config) -> None:
    """Write the settings in one step with mode 0600, after the same checks as on reading."""
    import tomli_w

    from mmtui.paths import write_private

    document = _as_document(config)
    _checked(document, lambda section, key: f"[{section}] {key}")
    text = (
        "# Settings of this desk. No key holds a secret: passwords stand in the keyring.\n\n"
        + tomli_w.dumps(document)
    )
    write_private(file, text.encode("utf-8"))


def _as_document(config: Config) -> dict[str, dict[str, object]]:
    return {
        section.name: {
            key: getattr(getattr(config, section.name), name) for key, name in _keys(_kind(section.name))
        }
        for section in fields(Config)
    }


def _kind(section: str) -> type[Any]:
    return type(getattr(Config(), section))


def _keys(kind: type[Any]) -> list[tuple[str, str]]:
    """The pairs (key in the file, attribute) of a section; they differ where the key is a word of Python."""
    return [(item.metadata.get("key", item.name), item.name) for item in fields(kind)]


def _checked(found: dict[str, Any], place: Place) -> Config:
    known = [section.name for section in fields(Config)]
    for name, values in found.items():
        if name not in known:
            raise _unknown(name, "", known, place)
        if not isinstance(values, dict):
            raise FileError(
                f"{name} is a section.", f"Write it as [{name}] on a line of its own.", where=place(name, "")
            )
    return Config(
        office=_section(Office, "office", found, place),
        mail=_section(Mail, "mail", found, place),
        plutio=_section(Plutio, "plutio", found, place),
        look=_section(Look, "look", found, place),
    )


def _section(kind: type[Section], name: str, found: dict[str, Any], place: Place) -> Section:
    attributes = dict(_keys(kind))
    values: dict[str, Any] = {}
    for key, value in found.get(name, {}).items():
        if key not in attributes:
            raise _unknown(key, name, list(attributes), place)
        _check(name, key, value, getattr(kind(), attributes[key]), place)
        values[attributes[key]] = value
    return kind(**values)


def _check(section: str, key: str, value: object, default: object, place: Place) -> None:
    """Refuse a value of the wrong type or outside what is allowed; the value itself is never repeated."""
    if type(value) is not type(default):
        allowed = "a whole number without quotes" if isinstance(default, int) else "text in quotes"
        raise FileError(
            f"{key} has a value of the wrong kind.", f"It takes {allowed}.", where=place(section, key)
        )
    if isinstance(value, str) and any(character < " " or character == "\x7f" for character in value):
        raise FileError(
            f"{key} holds a line break or control character.", "Take it out.", where=place(section, key)
        )
    wrong = RULES[section, key](value) if (section, key) in RULES else None
    if wrong:
        raise FileError(f"{key} {wrong.what}.", wrong.do, where=place(section, key))
    if section == "office" and key == "database":
        from mmtui.secrets import refuse_password_in_url

        refuse_password_in_url(str(value), where=place(section, key))


def _one_of(*allowed: str) -> Callable[[Any], Wrong | None]:
    def rule(value: str) -> Wrong | None:
        if value in allowed:
            return None
        near = _nearest(value, allowed)
        hint = f' Did you mean "{near}"?' if near else ""
        return Wrong("has a value that is not known", f"Allowed: {_quoted(allowed)}.{hint}")

    return rule


def _port(value: int) -> Wrong | None:
    return None if 1 <= value <= 65535 else Wrong("is not a port", "It takes a number from 1 to 65535.")


def _database(value: str) -> Wrong | None:
    if value.startswith(("sqlite:///", "postgresql://", "postgres://")):
        return None
    return Wrong("is not a database address", "Allowed: sqlite:///PATH or postgresql://HOST/NAME.")


def _base_url(value: str) -> Wrong | None:
    """Allow https only, as keys must not cross the network in the clear; loopback stays in the machine."""
    wrong = Wrong("is not an https address", "It starts with https://; http:// only for a loopback address.")
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        return wrong
    if "@" in parts.netloc:
        from mmtui.secrets import Secret, where_it_goes

        return Wrong("holds a name or password before the @", f"Take it out. {where_it_goes(Secret.PLUTIO)}")
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
    return None if host and safe else wrong


RULES: dict[tuple[str, str], Callable[[Any], Wrong | None]] = {
    ("office", "database"): _database,
    ("mail", "port"): _port,
    ("mail", "security"): _one_of(*SECURITIES),
    ("mail", "auth"): _one_of(*AUTHS),
    ("plutio", "base_url"): _base_url,
    ("look", "theme"): _one_of(*THEMES),
    ("look", "date_style"): _one_of(*DATE_STYLES),
    ("look", "curve"): _one_of(*CURVES),
}


def _unknown(key: str, section: str, allowed: list[str], place: Place) -> MmtuiError:
    where = place(section, key) if section else place(key, "")
    if _looks_secret(key):
        from mmtui.secrets import Secret, where_it_goes

        secret = {"office": Secret.DATABASE, "plutio": Secret.PLUTIO}.get(section, Secret.SMTP)
        do = f"Take it out. {where_it_goes(secret)}"
        return FileError(f"{key} looks like a secret, and settings hold none.", do, where=where)
    near = _nearest(key, allowed)
    hint = f'Did you mean "{near}"? ' if near else ""
    what = f"there is no key {key} in [{section}]." if section else f"there is no section [{key}]."
    return FileError(what, f"{hint}Allowed: {', '.join(allowed)}.", where=where)


def _looks_secret(key: str) -> bool:
    plain = re.sub(r"[^a-z]", "", key.lower())
    return any(word in plain for word in SECRET_WORDS)


def _nearest(word: str, allowed: tuple[str, ...] | list[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word.lower(), allowed, 1, 0.5)), "")


def _quoted(words: tuple[str, ...]) -> str:
    return " or ".join(f'"{word}"' for word in words)


def _broken_toml(error: ValueError, text: str, name: str) -> FileError:
    """A syntax error with its line; the parser's own words are kept, they repeat no values."""
    found = re.search(r"\(at line (\d+), column \d+\)", str(error))
    line = int(found[1]) if found else max(1, text.count("\n"))
    words = re.sub(r" \(at .*\)$", "", str(error))
    do = 'A line reads key = "value"; a section reads [name].'
    return FileError(f"this line can't be read as TOML ({words}).", do, where=f"{name}, line {line}")


def _where(text: str, name: str, section: str, key: str) -> str:
    """The file and, where the key can be found again, its line; the parser itself keeps no line numbers."""
    line = _line_of(text, section, key)
    return f"{name}, line {line}" if line else name


def _line_of(text: str, section: str, key: str) -> int:
    header = re.compile(
        rf'\s*\[+\s*["\']?{re.escape(section)}["\']?\s*[\].]|\s*["\']?{re.escape(section)}["\']?\s*[.=]'
    )
    entry = re.compile(rf'(?:.*[\s.{{,])?["\']?{re.escape(key)}["\']?\s*[.=]')
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        starts = bool(header.match(line))
        if line.lstrip().startswith("[") or starts:
            inside = starts
        if inside and ((starts and not key) or (key and entry.match(line))):
            return number
        if inside and key and re.match(rf'\s*\[+.*["\'.]{re.escape(key)}["\']?\s*\]', line):
            return number
    return 0
