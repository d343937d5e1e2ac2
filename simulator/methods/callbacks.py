"""Answering presses of buttons."""

from urllib.parse import urlsplit

from simulator.chats import Answer, BotAccount
from simulator.errors import bad_request
from simulator.groups import Group
from simulator.methods.registry import method
from simulator.parameters import Parameters
from simulator.world import World

TEXT_LIMIT = 200
"""The most characters of a notification."""


@method("answerCallbackQuery")
def answer_callback_query(world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will stop the button's spinner and show the person a text, once."""
    callback = bot.callbacks.get(parameters.text("callback_query_id"))
    now = world.clock.now().timestamp()
    if callback is None or now > callback.asked_at + world.callback_window:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text, url = parameters.text("text"), parameters.text("url")
    if len(text) > TEXT_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    # Only games and links that start this bot may be opened by an answer.
    if url and not _opens_bot(url, bot):
        raise bad_request("URL_INVALID")
    answer = callback.answer = Answer(text, parameters.is_true("show_alert"), url)
    del bot.callbacks[callback.id]
    world.chat(callback.person, bot).answers.append(answer)
    told = {"type": "answer", "person": callback.person.id, "text": text, "alert": answer.alert}
    if isinstance(callback.chat, Group):
        told["group"] = callback.chat.id
    if url:
        told["url"] = url
    world.tell(told)
    return True


def _opens_bot(url: str, bot: BotAccount) -> bool:
    parts = urlsplit(url)
    return (
        parts.netloc in ("t.me", "telegram.me")
        and parts.path.strip("/").lower() == bot.username.lower()
        and parts.query.startswith("start=")
    )
