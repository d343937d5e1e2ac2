"""What every topic needs: one plain line said, and a fault of ours owned up to."""

from handlers.routes import Look, screen
from secretariat.kinds import Kind
from views import basics
from views.screen import Screen


@screen(Kind.SAID)
async def said(look: Look, text: str) -> Screen:
    """Render a line that was worded when it was said."""
    return basics.said(look.words, text)


@screen(Kind.FAULT)
async def fault(look: Look, reference: str) -> Screen:
    """Render that something did not work because of us."""
    return basics.fault(look.words, reference)
