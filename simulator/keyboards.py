"""reply_markup: reading it, and Telegram's checks of it.

Source: the open Bot API server, Client::get_reply_markup and get_inline_keyboard_button; TDLib,
ReplyMarkup.cpp. Codes in capitals come from Telegram's own servers.
"""

import json
from dataclasses import dataclass
from typing import Any

from simulator.decoding import load_json
from simulator.errors import ApiError, bad_request
from simulator.messages import Keyboard
from simulator.text import LinkError, check_link

BUTTONS_LIMIT = 100
"""The most buttons an inline keyboard may have."""
MARKUP_LIMIT = 10_000
"""About the most bytes its JSON may have (python-telegram-bot issue 5104)."""
INLINE_ROW = 12
"""Buttons of one row beyond this are cut off without a word (TDLib)."""

_STYLES = ("", "default", "primary", "danger", "success")
ACTIONS = (
    "url",
    "callback_data",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
)
"""In the order in which the server looks; the first one found wins, without an error."""

_PRIVATE_ONLY = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "request_poll": "poll can be requested in private chats only",
    "request_users": "users can be requested in private chats only",
    "request_chat": "chats can be requested in private chats only",
    "web_app": "web App buttons can be used in private chats only",
}


@dataclass(frozen=True, slots=True)
class Markup:
    """A reply_markup that could be read: an inline keyboard, or any other kind as it came."""

    inline: Keyboard | None = None
    other: dict[str, Any] | None = None

    def check(self, *, is_private: bool) -> None:
        """This will refuse what Telegram refuses when the message is really to be sent.

        Raises ApiError 400.
        """
        if self.other is not None and not is_private:
            _check_private_buttons(self.other)
        if self.inline is None:
            return
        if (
            sum(map(len, self.inline)) > BUTTONS_LIMIT
            or len(json.dumps(self.inline, ensure_ascii=False).encode()) > MARKUP_LIMIT
        ):
            raise bad_request("reply markup is too long")
        for row in self.inline:
            for button in row:
                _check_button(button, is_private=is_private)


NO_MARKUP = Markup()


def read_markup(value: str) -> Markup:
    """This will parse the parameter; raises ApiError 400 for what the server cannot parse."""
    if not value:
        return NO_MARKUP
    try:
        markup = load_json(value)
    except ValueError:
        raise bad_request("can't parse reply keyboard markup JSON object") from None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    keyboard = _rows(markup, "keyboard", 'field "keyboard" must be an Array of Arrays')
    inline = _rows(
        markup,
        "inline_keyboard",
        'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    )
    shown = _filled([[_text_button(button) for button in row] for row in keyboard])
    pressed = _filled([[_inline_button(button) for button in row[:INLINE_ROW]] for row in inline])
    if keyboard:
        return Markup(other={**markup, "keyboard": shown}) if shown else NO_MARKUP
    if inline:
        return Markup(inline=pressed) if pressed else NO_MARKUP
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return Markup(other=markup)
    return NO_MARKUP


def _rows(markup: dict[str, Any], name: str, complaint: str) -> list[list[Any]]:
    rows = markup.get(name)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(complaint)
    return rows


def _filled(rows: Keyboard) -> Keyboard:
    # Buttons that say nothing are dropped without an error, and so are rows left empty.
    kept = [[button for button in row if button["text"]] for row in rows]
    return [row for row in kept if row]


def _text_button(button: object) -> dict[str, Any]:
    if isinstance(button, str):
        return {"text": button}
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be an Object")
    _require_text(button, "can't parse keyboard button")
    return button


def _inline_button(button: object) -> dict[str, Any]:
    place = "can't parse inline keyboard button"
    if not isinstance(button, dict):
        raise bad_request(f"{place}: InlineKeyboardButton must be an Object")
    _require_text(button, place)
    style = button.get("style", "")
    if style not in _STYLES:
        raise bad_request(f"{place}: invalid button style specified")
    for action in ACTIONS:
        value = button.get(action)
        if value is None or (value in ("", False) and not action.startswith("switch")):
            continue
        kept = {"text": button["text"], action: value}
        if style not in ("", "default"):
            kept["style"] = style
        if action == "copy_text":
            _check_copied(value, place)
        elif action in ("url", "callback_data") and not isinstance(value, str):
            raise bad_request(f'{place}: Field "{action}" must be of type String')
        return kept
    raise bad_request(f"{place}: Text buttons are unallowed in the inline keyboard")


def _require_text(button: dict[str, Any], place: str) -> None:
    if "text" not in button:
        raise bad_request(f'{place}: Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise bad_request(f'{place}: Field "text" must be of type String')


def _check_copied(value: object, place: str) -> None:
    if not isinstance(value, dict):
        raise bad_request(f'{place}: Field "copy_text" must be of type Object')
    text = value.get("text")
    if not isinstance(text, str):
        raise bad_request(f'{place}: Can\'t find field "text"')


def _check_button(button: dict[str, Any], *, is_private: bool) -> None:
    data = button.get("callback_data")
    if data is not None:
        if len(data.encode("utf-8", "surrogatepass")) > 64:
            raise bad_request("BUTTON_DATA_INVALID")
        return
    if "url" in button:
        button["url"] = _checked_url(button["url"])
    elif "web_app" in button:
        if not is_private:
            raise bad_request("BUTTON_TYPE_INVALID")
        web_app = button["web_app"]
        web_app["url"] = _checked_url(web_app.get("url", ""), https_only=True)
    elif "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _checked_url(address: str, *, https_only: bool = False) -> str:
    try:
        return check_link(address, https_only=https_only)
    except LinkError as error:
        raise bad_request(f"inline keyboard button URL '{address}' is invalid: {error}") from None


def _check_private_buttons(markup: dict[str, Any]) -> None:
    for row in markup.get("keyboard", []):
        for button in row:
            for name, complaint in _PRIVATE_ONLY.items():
                if button.get(name):
                    raise bad_request(complaint)


def inline_only(markup: Markup) -> Keyboard | None:
    """This will give the inline keyboard for an edit, which may have no other kind."""
    if markup.other is not None:
        raise ApiError(400, "Bad Request: inline keyboard expected")
    return markup.inline
