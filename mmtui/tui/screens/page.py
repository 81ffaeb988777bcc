"""What every screen has: top line, footer, places for its panels, reads in a worker, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Region
from textual.layout import Layout
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import get_current_worker

from mmtui.errors import FieldError
from mmtui.tui import bindings, text
from mmtui.tui.widgets.bar import FooterBar, TopBar
from mmtui.tui.widgets.guard import Guarded
from mmtui.tui.widgets.panel import Framed
from mmtui.tui.widgets.places import Place, Places

if TYPE_CHECKING:
    from mmtui.tui.app import MmtuiApp
    from mmtui.tui.ports import Office

Value = TypeVar("Value")
READING_AFTER = 0.3


class Page(Guarded, Screen[None]):
    """A screen of the office.

    A subclass names its keys in `KEYS` (the footer's order) and `MORE_KEYS`, yields its panels from `body`,
    and says in `places` where each stands; the order of `places` is the order of the focus.
    """

    BINDINGS: ClassVar[list[BindingType]] = []
    KEYS: ClassVar[tuple[str, ...]] = ("help", "menu", "back")
    MORE_KEYS: ClassVar[tuple[str, ...]] = ()
    LAYOUT = Places()

    crumb = ""
    registered_name = ""

    class Arrived(Message):
        """What a worker read, on its way to the screen."""

        def __init__(self, deliver: Callable[[], None]) -> None:
            self.deliver = deliver
            super().__init__()

    def __init_subclass__(cls, **options: Any) -> None:
        """Make the screen's bindings from the table of keys."""
        if "KEYS" in cls.__dict__ or "MORE_KEYS" in cls.__dict__:
            cls.BINDINGS = [*cls.__dict__.get("BINDINGS", []), *bindings.of(*cls.KEYS, *cls.MORE_KEYS)]
        super().__init_subclass__(**options)

    @property
    def office(self) -> Office:
        """The open office."""
        return self.mmtui.office

    @property
    def mmtui(self) -> MmtuiApp:
        """The app, with its own methods."""
        return cast("MmtuiApp", self.app)

    # What a subclass says

    def body(self) -> Iterable[Widget]:
        """The panels, with the ids that `places` speaks of."""
        return ()

    def places(self, width: int, height: int) -> dict[str, Place]:
        """Where top line, footer and panels stand; a subclass adds its panels."""
        return {"topbar": Place(0, 0, width, 1), "footer": Place(0, height - 1, width, 1)}

    def unsaved(self) -> str | None:
        """A sentence about typed work that would be lost, or None."""
        return None

    def save(self) -> bool:
        """Save what `unsaved` speaks of; False when it could not be."""
        return True

    def refused(self, error: FieldError) -> bool:
        """Show an error at its field; False when the screen has no such field."""
        return False

    def refresh_figures(self) -> None:
        """Read the figures again."""

    # The frame around it

    def compose(self) -> ComposeResult:
        yield TopBar(self.crumbs(), self.mmtui.facts())
        yield from self.body()
        yield FooterBar(bindings.footer(self.KEYS))

    @property
    def layout(self) -> Layout:
        """The screen's own arithmetic instead of a layout of the stylesheet."""
        return self.LAYOUT

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Draw again; with `layout` the places are asked for anew, which depend on more than the size."""
        if layout:
            self._clear_arrangement_cache()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def crumbs(self) -> list[str]:
        """The office and the screens one came through."""
        return self.mmtui.trail(self)

    def show_top(self) -> None:
        """Draw the top line again, after its facts have changed."""
        self.query_one(TopBar).show(self.crumbs(), self.mmtui.facts())

    @property
    def focus_chain(self) -> list[Widget]:
        """Fields and panels in the order in which one sees them; what is folded away has no turn."""
        order = {name: index for index, name in enumerate(self.places(self.size.width, self.size.height))}
        chain = [(self._turn(widget, order), widget) for widget in super().focus_chain]
        return [widget for turn, widget in sorted(chain, key=lambda pair: pair[0]) if turn >= 0]

    def _turn(self, widget: Widget, order: dict[str, int]) -> int:
        """The place in the order of the panel that holds the widget; -1 when it is not on screen."""
        for node in widget.ancestors_with_self:
            if node.parent is self:
                return order.get(node.id or "", -1)
        return -1

    # Reading

    def read(
        self,
        work: Callable[[], Value],
        then: Callable[[Value], None],
        *,
        panel: Framed | None = None,
        group: str = "read",
    ) -> None:
        """Run `work` in a thread and hand what it returns to `then` on the screen's own thread.

        A newer read of the same group makes an older one's answer void. After 300 ms the panel says so.
        """
        timer = None if panel is None else self.set_timer(READING_AFTER, lambda: panel.set_reading(True))

        def in_thread() -> None:
            worker = get_current_worker()
            try:
                value = work()
            except Exception as error:
                failure = error
                if not worker.is_cancelled:
                    self.post_message(self.Arrived(lambda: self._failed(failure, timer, panel)))
                return
            if not worker.is_cancelled:
                self.post_message(self.Arrived(lambda: self._arrived(value, then, timer, panel)))

        self.run_worker(in_thread, thread=True, exclusive=True, group=group, exit_on_error=False)

    def on_page_arrived(self, message: Arrived) -> None:
        message.stop()
        message.deliver()

    def _arrived(
        self, value: Value, then: Callable[[Value], None], timer: Timer | None, panel: Framed | None
    ) -> None:
        _settle(timer, panel)
        then(value)

    def _failed(self, error: Exception, timer: Timer | None, panel: Framed | None) -> None:
        _settle(timer, panel)
        if not (isinstance(error, FieldError) and self.refused(error)):
            self.mmtui.report(error)

    # What its keys do

    def action_back(self) -> None:
        """Put away a warning that was read; else go back one screen, and unsaved work asks first."""
        if not self.mmtui.put_warnings_away():
            self.mmtui.leave(self)

    def action_refresh_data(self) -> None:
        """Read the figures again."""
        self.refresh_figures()

    def action_find(self) -> None:
        """Go to the clients, where typing narrows the list."""
        self.mmtui.open("clients", find=True)

    def action_show(self, name: str) -> None:
        """Open another screen by its name in the registry."""
        self.mmtui.open(name)

    def action_save(self) -> None:
        """Save what was changed."""
        self.save()

    def say(self, sentence: str, *, warning: bool = False) -> None:
        """A short word at the edge of the screen: two seconds for good news, until read for a warning."""
        self.app.notify(
            text.visible(sentence),
            severity="warning" if warning else "information",
            timeout=86_400 if warning else 2,
            markup=False,
        )


def _settle(timer: Timer | None, panel: Framed | None) -> None:
    """Take back the word that figures are under way."""
    if timer is not None:
        timer.stop()
    if panel is not None:
        panel.set_reading(False)
