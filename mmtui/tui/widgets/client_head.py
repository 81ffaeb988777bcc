"""The lines above the meters: who it is, what was agreed, and how it stands."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from mmtui.domain.pages import ClientPage, ContractPage
from mmtui.domain.standing import ENDED, LOW, OVER, PAUSED, USED_UP, Standing
from mmtui.tui import text
from mmtui.tui.widgets.client_lists import allowances, rollover
from mmtui.tui.widgets.guard import Guarded

NARROW = 100


class ClientHead(Guarded, Widget):
    """One line at 80 columns, two where there is room."""

    DEFAULT_CSS = "ClientHead { height: 2; width: 1fr; }"
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__(id="head")
        self.page: ClientPage | None = None
        self.current = 0
        self.standing: Standing | None = None
        self.date_style = "mdy"

    def show(self, page: ClientPage, current: int, standing: Standing | None, date_style: str) -> None:
        """A client, the number of the contract shown, and its standing in the cycle shown."""
        self.page, self.current, self.standing, self.date_style = page, current, standing, date_style
        self.refresh()

    def render(self) -> Content:
        if self.page is None:
            return Content("")
        width = self.size.width
        if not self.page.contracts:
            return text.cut(text.plain(self.page.name, text.HEADING), width)
        contract = self.page.contracts[self.current]
        standing = self.standing or contract.standing
        lines = [first_line(self.page, self.current, standing, width)]
        if self.size.height > 1:
            facts = second_line(self.page, contract, standing, self.date_style)
            lines.append(text.plain(fitting(facts, width), text.MUTED))
        return Content("\n").join(lines)


def first_line(page: ClientPage, current: int, standing: Standing, width: int) -> Content:
    """The title and the state at its right; where both don't fit, the state says less, then the plan."""
    paced = not page.contracts[current].agreement.prepaid
    for plan_roomy, state_roomy in ((True, True), (True, False), (False, False)):
        start = title(page, current, plan_roomy and width >= NARROW)
        end = state_words(standing, state_roomy and width >= NARROW, paced)
        if start.cell_length + end.cell_length + 2 <= width:
            break
    return text.edges(start, end, width)


def title(page: ClientPage, current: int, roomy: bool) -> Content:
    """Name, plan, and which of several contracts it is, with the key that shows the next."""
    contract = page.contracts[current]
    name = text.plain(page.name, text.HEADING)
    plan = text.plain(plan_words(contract, roomy), text.INK if roomy else text.MUTED)
    several = len(page.contracts)
    if several == 1:
        return text.assemble(name, "  ", plan)
    switch = text.assemble(("C", text.KEY), (f" {current + 1} of {several}", text.MUTED))
    switch = switch.stylize(Style.from_meta({"@click": "screen.next_contract"}))
    contract_name = text.plain(contract.standing.contract, text.INK)
    return text.assemble(name, "  ", contract_name, "  ", switch, "  ", plan)


def plan_words(contract: ContractPage, roomy: bool) -> str:
    """`Standard, 16 hours a month`, as short as room asks; a prepaid block names its rate."""
    terms = contract.terms
    if contract.agreement.prepaid:
        rate = "" if terms.rate_cents is None else f", {text.money(terms.rate_cents)} an hour"
        return f"{terms.plan}{rate}"
    minutes = terms.hours if terms.hours is not None else terms.phone
    if minutes is None:
        return ", ".join([terms.plan, *allowances(terms)])
    number = str(minutes // 60) if minutes % 60 == 0 else text.duration(minutes)
    kind = "hours" if terms.hours is not None else "phone hours"
    return f"{terms.plan}, {number} {kind if roomy else 'h'} a month"


def state_words(standing: Standing, roomy: bool, paced: bool = True) -> Content:
    """`◆ low: 95 % used, 80 % of the cycle gone`; a healthy contract in grey, a block without its cycle."""
    figures = []
    if standing.percent_tenths is not None and standing.state not in (PAUSED, ENDED):
        figures.append(f"{text.whole_percent(standing.percent_tenths)} used")
        if roomy and paced and standing.gone_tenths is not None:
            figures.append(f"{text.whole_percent(standing.gone_tenths)} of the cycle gone")
    tail = (": " if roomy else ", ") + ", ".join(figures) if figures else ""
    style = text.state_style(standing.state)
    weight = "bold " if standing.state in (OVER, USED_UP, LOW) else ""
    word = text.visible(standing.state)
    glyph = text.state_glyph(standing.state)
    shown = text.plain(word + tail, weight + style)
    return shown if glyph.plain == " " else glyph + Content(" ") + shown


def fitting(parts: list[str], width: int) -> str:
    """As many facts as find room whole; one that is too long gives way to the next."""
    line = ""
    for part in parts:
        longer = f"{line}{text.DOT}{text.visible(part)}" if line else text.visible(part)
        if not line or text.width_of(longer) <= width:
            line = longer
    return line


def second_line(page: ClientPage, contract: ContractPage, standing: Standing, date_style: str) -> list[str]:
    """The cycle, since when, what becomes of unused hours, and the first contact."""
    parts = []
    if standing.cycle is not None:
        first = text.short_day(standing.cycle.start, date_style)
        parts.append(f"{standing.cycle.title}, {first} to {text.short_day(standing.cycle.end, date_style)}")
    else:
        parts.append(f"starts {text.day(standing.starts_on, date_style)}")
    if standing.cycle is not None and standing.starts_on > page.on:
        parts.append(f"starts {text.day(standing.starts_on, date_style)}")
    if standing.ends_on is not None:
        parts.append(f"ends {text.day(standing.ends_on, date_style)}")
    if page.since is not None:
        parts.append(f"client since {text.day(page.since, date_style)}")
    if contract.terms.hours is not None and not contract.agreement.prepaid:
        parts.append(f"unused hours {rollover(contract.terms)}")
    parts += [contact.email for contact in page.contacts[:1] if contact.email]
    return parts
