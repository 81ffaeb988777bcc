"""Text of strangers: control, bidi and half characters are taken out before anything else sees them."""

from __future__ import annotations

import re
import unicodedata

LONGEST_CELL = 10_000
"""Characters; a longer cell is damage or an attack, and its row is refused."""

# C0 but tab and line ends, DEL and C1, bidi marks and overrides, zero width space, byte order mark,
# interlinear and tag characters, lone surrogates. Joiners stay: scripts and emoji need them.
_HOSTILE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACES = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")


def is_hostile(text: str) -> bool:
    """Whether the text holds a character that may not reach a terminal or a database."""
    return not text.isprintable() and _HOSTILE.search(text) is not None


def clean_text(text: str) -> str:
    """The text without hostile characters, in composed form, with plain spaces and line feeds only."""
    if text.isascii() and text.isprintable():
        return text.strip()
    if not text.isprintable():
        text = _LINE_ENDS.sub("\n", _SPACES.sub(" ", _HOSTILE.sub("", text)))
    return unicodedata.normalize("NFC", text).strip()


def clean_line(text: str) -> str:
    """As `clean_text`, on one line: for names, addresses and everything that is shown in one row."""
    text = clean_text(text)
    return " ".join(text.split("\n")) if "\n" in text else text


def shown(text: str, limit: int = 40) -> str:
    """A cell's text inside a sentence: cleaned, in quotation marks, cut after `limit` characters."""
    text = clean_line(text)
    return f"“{text[: limit - 1]}…”" if len(text) > limit else f"“{text}”"
