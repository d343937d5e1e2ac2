"""Screens into Telegram: sending one, editing a message into one, telling whether it changed."""

import hashlib
import re
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Message,
    error,
)
from telegram.constants import MessageLimit, ParseMode

from handlers.routes import Look
from secretariat.kinds import Kind, Quiet, budget_of
from storage import Fields
from views import discretion
from views.screen import Button, Screen

#: Telegram's apps show a preview of the first link unless told not to; weak links, lock screens.
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Letterhead:
    """How a screen leaves: pushed or asked for, with or without sound."""

    pushed: bool
    silent: bool


def letterhead(look: Look, kind: Kind, args: Fields, *, pushed: bool) -> Letterhead:
    """Decide a message's sound from its budget and the reader's quiet hours at this moment."""
    budget = budget_of(kind)
    sound = bool(args.get("sound", budget.sound))
    rings = budget.quiet is Quiet.RINGS or bool(args.get("rings"))
    if pushed and look.reader is not None and look.reader.quiet_until(look.now) and not rings:
        sound = False
    return Letterhead(pushed=pushed, silent=not sound)


def dressed(look: Look, screen: Screen, *, pushed: bool) -> Markup:
    """Give a screen's text as it is sent: discreet on the lock screen, marked when a repeat."""
    text = screen.text
    discreet = look.reader is not None and look.reader.person.discreet
    if pushed and discreet and not screen.plain_first_line:
        text = discretion.covered(look.words, text)
    return discretion.marked_as_repeat(look.words, text) if look.repeat else text


def digest(text: Markup, screen: Screen) -> str:
    """Give what a message shows in short, to tell whether it is still true."""
    return hashlib.sha256(repr((str(text), screen.rows)).encode()).hexdigest()[:32]


async def send(bot: Bot, chat_id: int, text: Markup, screen: Screen, *, silent: bool) -> int:
    """Send a screen as a new message; give its message id. Raises PTB's TelegramError."""
    keyboard = _keyboard(screen)
    message: Message
    if screen.file is not None:
        # A caption is shorter than a message: a long text goes first, on its own.
        short = _visible_length(text) <= MessageLimit.CAPTION_LENGTH
        if not short:
            await bot.send_message(
                chat_id,
                str(text),
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                disable_notification=silent,
            )
        try:
            message = await bot.send_document(
                chat_id,
                screen.file.file_id or InputFile(screen.file.content, filename=screen.file.name),
                caption=str(text) if short else None,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
                disable_notification=silent,
            )
        except (error.RetryAfter, error.NetworkError) as failure:
            if short or isinstance(failure, error.BadRequest):
                raise
            # The text has arrived: both are sent again as what they are then, a repeat.
            raise error.NetworkError(failure.message) from failure
    else:
        message = await bot.send_message(
            chat_id,
            str(text),
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
            link_preview_options=NO_PREVIEW,
            disable_notification=silent,
        )
    return message.message_id


async def edit(bot: Bot, chat_id: int, message_id: int, text: Markup, screen: Screen) -> None:
    """Make a message show a screen. Raises PTB's TelegramError."""
    await bot.edit_message_text(
        str(text),
        chat_id=chat_id,
        message_id=message_id,
        parse_mode=ParseMode.HTML,
        reply_markup=_keyboard(screen),
        link_preview_options=NO_PREVIEW,
    )


def _visible_length(text: Markup) -> int:
    """Count as Telegram does: UTF-16 units, line ends too, without the tags."""
    return len(unescape(_TAG.sub("", text)).encode("utf-16-le")) // 2


def _keyboard(screen: Screen) -> InlineKeyboardMarkup | None:
    if not screen.rows:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in screen.rows])


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        button.label,
        callback_data=button.press or None,
        url=button.url or None,
        copy_text=CopyTextButton(button.copy) if button.copy else None,
        style=str(button.style) or None,
    )
