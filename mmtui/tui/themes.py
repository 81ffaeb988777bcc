"""The three looks: light, dark and high contrast. Roles, not colours, are what everything else names.

Every role is a theme variable (`$ink`, `$muted`, `$bad` …), for stylesheets and for the styles of a Content.
A healthy row has no colour; colour means "look here".
"""

from __future__ import annotations

from typing import NamedTuple

from textual.theme import Theme


class Palette(NamedTuple):
    """The colours of one look, by role; `veil` is laid over the page behind a dialog."""

    bg: str
    bar: str
    dialog: str
    field: str
    select: str
    ink: str
    muted: str
    accent: str
    on: str
    good: str
    warn: str
    bad: str
    ideal: str
    disabled: str
    line: str
    track: str
    veil: str


DARK = Palette(
    bg="#14181d",
    bar="#1d242c",
    dialog="#1d242c",
    field="#27303a",
    select="#20364b",
    ink="#e6eaee",
    muted="#a6b1bc",
    accent="#7ebaff",
    on="#0d1b2a",
    good="#86c99b",
    warn="#e8b765",
    bad="#f7968d",
    ideal="#8a96a2",
    disabled="#76828e",
    line="#44505d",
    track="#44505d",
    veil="#14181d 40%",
)

LIGHT = Palette(
    bg="#faf8f4",
    bar="#eeeae1",
    dialog="#fffefb",
    field="#e9e4da",
    select="#d9e7f6",
    ink="#20252b",
    muted="#535b64",
    accent="#0c579e",
    on="#ffffff",
    good="#1e6039",
    warn="#7a4a00",
    bad="#a8231a",
    ideal="#7b828a",
    disabled="#7d8389",
    line="#c2baab",
    track="#cfc7b8",
    veil="#faf8f4 27%",
)

HIGH_CONTRAST = Palette(
    bg="#000000",
    bar="#101418",
    dialog="#0a0d10",
    field="#1e2832",
    select="#00396b",
    ink="#ffffff",
    muted="#d6dde4",
    accent="#9ad2ff",
    on="#000000",
    good="#9af0b2",
    warn="#ffd866",
    bad="#ffb3ab",
    ideal="#b4bfca",
    disabled="#a9b3bd",
    line="#8d99a5",
    track="#66717c",
    veil="#000000 40%",
)

PALETTES = {"mmtui-dark": DARK, "mmtui-light": LIGHT, "mmtui-contrast": HIGH_CONTRAST}
WORDS = {"mmtui-dark": "Dark", "mmtui-light": "Light", "mmtui-contrast": "High contrast"}
DEFAULT = "mmtui-dark"


def _framework_variables(palette: Palette) -> dict[str, str]:
    """What Textual's own widgets (inputs, option lists, palette, toasts) draw themselves with."""
    ink, muted, accent, on, select = palette.ink, palette.muted, palette.accent, palette.on, palette.select
    return {
        "text": ink,
        "text-muted": muted,
        "text-disabled": palette.disabled,
        "text-primary": accent,
        "text-accent": accent,
        "text-warning": palette.warn,
        "text-error": palette.bad,
        "text-success": palette.good,
        "foreground-muted": muted,
        "foreground-disabled": palette.disabled,
        "block-cursor-foreground": ink,
        "block-cursor-background": select,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": ink,
        "block-cursor-blurred-background": select,
        "block-cursor-blurred-text-style": "none",
        "block-hover-background": palette.field,
        "border": accent,
        "border-blurred": palette.line,
        "surface-active": select,
        "scrollbar": palette.ideal,
        "scrollbar-hover": palette.muted,
        "scrollbar-active": accent,
        "scrollbar-background": palette.bar,
        "scrollbar-background-hover": palette.bar,
        "scrollbar-background-active": palette.bar,
        "scrollbar-corner-color": palette.bar,
        "link-color": accent,
        "link-color-hover": on,
        "link-background-hover": accent,
        "input-cursor-background": accent,
        "input-cursor-foreground": on,
        "input-selection-background": accent,
        "input-selection-foreground": on,
        "screen-selection-background": accent,
        "screen-selection-foreground": on,
        "button-foreground": ink,
        "button-color-foreground": on,
        "button-focus-text-style": "bold",
        "footer-foreground": ink,
        "footer-background": palette.bar,
        "footer-key-foreground": accent,
    }


def theme(name: str) -> Theme:
    """The Textual theme called `name`; KeyError when there is none."""
    palette = PALETTES[name]
    return Theme(
        name=name,
        primary=palette.accent,
        secondary=palette.accent,
        accent=palette.accent,
        warning=palette.warn,
        error=palette.bad,
        success=palette.good,
        foreground=palette.ink,
        background=palette.bg,
        surface=palette.bg,
        panel=palette.dialog,
        boost=palette.field,
        dark=name != "mmtui-light",
        variables=palette._asdict() | _framework_variables(palette),
    )
