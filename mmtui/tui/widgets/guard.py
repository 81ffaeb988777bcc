"""Keeps a screen or widget alive when one of its handlers fails: the error goes to the app's funnel."""

from __future__ import annotations

from textual.message import Message
from textual.message_pump import MessagePump


class Guarded(MessagePump):
    """A message pump that reports what goes wrong in its handlers and goes on with the next message."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            report = getattr(self.app, "report", None)
            if report is None or not self.is_running:
                raise
            report(error)
