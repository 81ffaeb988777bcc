"""Where data becomes text: the only place that turns names, minutes, cents and days into what is drawn.

Data never passes through markup. What a terminal would obey (escape codes, direction marks, line breaks) is
replaced by something visible, so that no byte of a client's name can act. Roles are theme variables.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len
from textual.content import Content

from mmtui.domain import dates
from mmtui.domain.hours import hmm, signed_hmm
from mmtui.domain.money import show_money
from mmtui.domain.rounding import account
from mmtui.domain.standing import ENDED, LOW, OK, OVER, PAUSED, USED_UP

INK = "$ink"
MUTED = "$muted"
ACCENT = "$accent"
GOOD = "$good"
WARN = "$warn"
BAD = "$bad"
IDEAL = "$ideal"
DISABLED = "$disabled"
LINE = "$line"
TRACK = "$track"
HEADING = "bold $ink"
KEY = "bold $accent"

NONE = "—"
ELLIPSIS = "…"
DOT = " · "
UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"
SEPARATORS = "\x1c\x1d\x1e\x1f\x85"
LONGEST = 2_000

STATE_LOOKS: dict[str, tuple[str, str]] = {
    OVER: ("▲", BAD),
    USED_UP: ("▲", BAD),
    LOW: ("◆", WARN),
    OK: (" ", MUTED),
    PAUSED: ("‖", MUTED),
    ENDED: ("–", MUTED),
}
TONE_GLYPHS: dict[str, tuple[str, str]] = {
    "": ("·", MUTED),
    "?": ("?", WARN),
    "warn": ("◆", WARN),
    "bad": ("▲", BAD),
    "good": ("✓", GOOD),
}


def _shown(character: str) -> str:
    """A character as it may be drawn: itself, a blank for any kind of space, else the replacement sign."""
    if character.isprintable():
        return character
    return " " if character.isspace() and character not in SEPARATORS else UNPRINTABLE


def visible(value: str, limit: int = LONGEST) -> str:
    """One line of data without anything a terminal could obey; cut after `limit` characters."""
    if len(value) > limit:
        value = value[: limit - 1] + ELLIPSIS
    return value if value.isprintable() else "".join(map(_shown, value))


def visible_lines(value: str, limit: int = LONGEST) -> str:
    """Like `visible`, but line breaks stay line breaks."""
    return "\n".join(visible(line) for line in value[:limit].splitlines())


def plain(value: str, style: str = "") -> Content:
    """Data as Content: literal, on one line, in one role (`$bad`, `bold $ink` …)."""
    text = visible(value)
    return Content.styled(text, style) if style else Content(text)


def assemble(*parts: str | Content | tuple[str, str]) -> Content:
    """Several pieces on one line; a piece is data, Content, or (data, style)."""
    return Content("").join(
        part if isinstance(part, Content) else plain(part) if isinstance(part, str) else plain(*part)
        for part in parts
    )


def width_of(value: str | Content) -> int:
    """How many cells it takes on screen."""
    return value.cell_length if isinstance(value, Content) else cell_len(value)


def cut(value: str | Content, width: int) -> Content:
    """At most `width` cells; what was longer ends in "…"."""
    content = plain(value) if isinstance(value, str) else value
    return content if content.cell_length <= width else content.truncate(max(width, 0), ellipsis=True)


def padded(content: Content, before: int, after: int) -> Content:
    """Blanks around it in its own style, so that fewer changes of style go to the terminal."""
    if before <= 0 and after <= 0:
        return content
    plain_text = " " * before + content.plain + " " * after
    spans = content.spans
    if len(spans) == 1 and spans[0].start == 0 and spans[0].end == len(content):
        return Content.styled(plain_text, spans[0].style)
    return content.pad_left(before).pad_right(after)


def left(value: str | Content, width: int) -> Content:
    """Exactly `width` cells, text at the left."""
    content = cut(value, width)
    return padded(content, 0, width - content.cell_length)


def right(value: str | Content, width: int) -> Content:
    """Exactly `width` cells, text at the right, as figures in a column stand."""
    content = cut(value, width)
    return padded(content, width - content.cell_length, 0)


def edges(start: str | Content, end: str | Content, width: int) -> Content:
    """`start` at the left edge and `end` at the right; the start gives way when both don't fit."""
    tail = cut(end, width)
    room = max(width - tail.cell_length - (1 if tail.cell_length else 0), 0)
    return left(start, room) + Content(" " * (width - room - tail.cell_length)) + tail


def columns(cells: Sequence[str | Content], widths: Sequence[int], aligns: str, gap: int = 1) -> Content:
    """Cells side by side; `aligns` has one letter per column, `l` or `r`."""
    parts = []
    for index, (cell, width, align) in enumerate(zip(cells, widths, aligns, strict=True)):
        content = cut(cell, width)
        before, after = gap if index else 0, width - content.cell_length
        parts.append(padded(content, before + after, 0) if align == "r" else padded(content, before, after))
    return Content("").join(parts)


def wrapped(value: str | Content, width: int) -> list[Content]:
    """Prose broken into lines of at most `width` cells."""
    content = Content(visible_lines(value)) if isinstance(value, str) else value
    return list(content.wrap(max(width, 1)))


def duration(minutes: int | None) -> str:
    """Minutes as `H:MM`, `−1:30` below zero, a dash when there are none to tell."""
    return NONE if minutes is None else hmm(minutes)


def worked(seconds: int) -> str:
    """Raw seconds as `H:MM`, to the nearest minute."""
    return hmm(account(seconds))


def signed_duration(minutes: int) -> str:
    """A change in minutes: `+1:30`, `−0:45`."""
    return signed_hmm(minutes)


def money(cents: int | None) -> str:
    """Cents as `$1,240.00`."""
    return NONE if cents is None else show_money(cents)


def day(value: date | None, style: str = "mdy") -> str:
    """`11/24/26`, or as the office writes dates."""
    return NONE if value is None else dates.show_date(value, style)


def weekday(value: date | None, style: str = "mdy") -> str:
    """`Tue 11/24/26`."""
    return NONE if value is None else dates.show_day(value, style)


def short_day(value: date | None, style: str = "mdy") -> str:
    """`11/26`, for columns within one year."""
    return NONE if value is None else dates.short_date(value, style)


def percent(tenths: int | None) -> str:
    """Tenths of a percent as `76.6 %`."""
    if tenths is None:
        return NONE
    sign = "−" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10} %"


def whole_percent(tenths: int | None) -> str:
    """Tenths of a percent as `77 %`, rounded half up, where room is short."""
    return NONE if tenths is None else f"{(tenths + 5) // 10} %"


def count(number: int, one: str, many: str = "") -> str:
    """`1 client`, `14 clients`, `1,000 rows`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def state_style(state: str) -> str:
    """The role of a state; a healthy one is grey."""
    return STATE_LOOKS.get(state, (" ", MUTED))[1]


def state_glyph(state: str) -> Content:
    """The one-cell mark of a state, so that it is told by shape too."""
    glyph, style = STATE_LOOKS.get(state, (" ", MUTED))
    return Content.styled(glyph, style)


def state_word(state: str) -> Content:
    """Mark and word: `▲ over`, `◆ low`, `  ok`."""
    glyph, style = STATE_LOOKS.get(state, (" ", MUTED))
    weight = "" if style == MUTED else "bold "
    return Content.styled(f"{glyph} {visible(state)}", weight + style)


def tone_style(tone: str) -> str:
    """The role of a tone ("", "?", "warn", "bad", "good")."""
    return TONE_GLYPHS.get(tone, ("·", MUTED))[1]


def tone_glyph(tone: str) -> Content:
    """The one-cell mark of a tone."""
    glyph, style = TONE_GLYPHS.get(tone, ("·", MUTED))
    return Content.styled(glyph, style if style == MUTED else "bold " + style)


def key_word(key: str, word: str) -> Content:
    """A key and what it does: `F1 Help`, the key bold in the accent."""
    return assemble((key, KEY), " ", (word, INK))


def folded(value: str) -> str:
    """A name as one types it: lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", value.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def highlighted(value: str, typed: str, style: str = "") -> Content:
    """A name with the letters that were typed in the accent."""
    content, shown = plain(value, style), visible(value)
    for word in folded(typed).split():
        at = folded(shown).find(word) if len(folded(shown)) == len(shown) else -1
        if at >= 0:
            content = content.stylize(KEY, at, at + len(word))
    return content
