"""The two rows in the bar's colour: where one is at the top, which keys act at the bottom."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.widget import Widget

from mmtui.tui import text
from mmtui.tui.bindings import BY_ID, Key
from mmtui.tui.widgets.guard import Guarded

PRODUCT = "mmtui"
TRAIL = " › "
LONGEST_CRUMB = 32


class Bar(Guarded, Widget):
    """One row over the whole width."""

    DEFAULT_CSS = "Bar { height: 1; width: 1fr; background: $bar; padding: 0 1; }"
    ALLOW_SELECT = False

    def on_resize(self) -> None:
        self.refresh()


class TopBar(Bar):
    """`mmtui  Office › Clients › Acme Dental` and, at the right, the day, the person and the database."""

    def __init__(self, crumbs: Sequence[str], facts: Sequence[str]) -> None:
        super().__init__(id="topbar")
        self.crumbs = tuple(crumbs)
        self.facts = tuple(facts)

    def show(self, crumbs: Sequence[str], facts: Sequence[str]) -> None:
        """Change both ends."""
        if (tuple(crumbs), tuple(facts)) != (self.crumbs, self.facts):
            self.crumbs, self.facts = tuple(crumbs), tuple(facts)
            self.refresh()

    def render(self) -> Content:
        width = self.size.width
        trail = self._trail(width - 20)
        for facts in (self.facts, self.facts[:2], self.facts[:1], ()):
            right = text.plain(text.DOT.join(facts), text.MUTED)
            if trail.cell_length + right.cell_length + 2 <= width:
                break
        return text.edges(trail, right, width)

    def _trail(self, width: int) -> Content:
        """Product, then the crumbs; when they are too long the ones in the middle go."""
        crumbs = [text.cut(crumb, LONGEST_CRUMB).plain for crumb in self.crumbs]
        while True:
            parts: list[str | tuple[str, str]] = [(PRODUCT, text.KEY), "  "]
            for crumb in crumbs[:-1]:
                parts += [(crumb, text.MUTED), (TRAIL, text.MUTED)]
            parts += [(crumb, text.HEADING) for crumb in crumbs[-1:]]
            trail = text.assemble(*parts)
            if trail.cell_length <= width or len(crumbs) < 2:
                return text.cut(trail, max(width, 8))
            del crumbs[0]


class FooterBar(Bar):
    """Keys and their words from the table of keys; a click on a word does the same as the key."""

    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__(id="footer")
        self.keys = tuple(keys)
        self._spans: list[tuple[int, int, Key]] = []

    def show(self, keys: Sequence[Key]) -> None:
        """Change the keys."""
        if tuple(keys) != self.keys:
            self.keys = tuple(keys)
            self.refresh()

    def render(self) -> Content:
        width = self.size.width
        commands = _word(BY_ID["commands"], True)
        room = width - commands.cell_length - 2
        keys, gap = list(self.keys), 3
        words = [_word(key, self._acts(key)) for key in keys]
        while len(words) > 1 and _length(words, gap) > room:
            if gap > 1:
                gap -= 1
            else:
                del keys[-2], words[-2]
        self._note_spans(keys, words, gap, width - commands.cell_length)
        return text.edges(Content(" " * gap).join(words), commands, width)

    def _note_spans(self, keys: list[Key], words: list[Content], gap: int, commands_at: int) -> None:
        """Remember where each word stands, for clicks."""
        at = 0
        self._spans = [(commands_at, commands_at + 20, BY_ID["commands"])]
        for key, word in zip(keys, words, strict=True):
            self._spans.append((at, at + word.cell_length, key))
            at += word.cell_length + gap

    async def on_click(self, event: events.Click) -> None:
        """Do what the key of the clicked word does."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for start, end, key in self._spans:
            if start <= offset.x < end and key.id != "job":
                await self._act(key)

    async def _act(self, key: Key) -> None:
        """Run the key's action on the screen, or on the list that has the focus."""
        namespace = self.screen if "." in key.action else self.screen.focused
        if namespace is not None:
            await self.app.run_action(key.action, default_namespace=namespace)

    def _acts(self, key: Key) -> bool:
        """Whether the key can act now; one that can't is drawn in the disabled role."""
        name = key.action.removeprefix("screen.").partition("(")[0]
        return self.screen.check_action(name, ()) is not None


def _length(words: list[Content], gap: int) -> int:
    return sum(word.cell_length for word in words) + gap * (len(words) - 1)


def _word(key: Key, acts: bool) -> Content:
    """A key and its word."""
    if not acts:
        return text.plain(f"{key.shown} {key.word}", text.DISABLED)
    return text.key_word(key.shown, key.word)
