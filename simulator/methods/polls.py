"""Polls: sending and stopping them.

Source: the open Bot API server, Client::process_send_poll_query; TDLib, MessageContent.cpp.
"""

from typing import Any

from simulator.chats import BotAccount
from simulator.errors import bad_request
from simulator.keyboards import inline_only, read_markup
from simulator.methods.access import read_chat, read_json, read_message, read_required
from simulator.methods.envelopes import Envelope
from simulator.methods.registry import method
from simulator.objects import message_object
from simulator.parameters import Parameters
from simulator.polls import Option, Poll
from simulator.text import finish, read
from simulator.world import World

QUESTION_LIMIT = 300
OPTION_LIMIT = 100
OPTIONS_LIMIT = 12
EXPLANATION_LIMIT = 200
LONGEST_PERIOD = 2_628_000
"""Seconds; the shortest is 5."""


@method("sendPoll")
def send_poll(world: World, bot: BotAccount, parameters: Parameters) -> dict[str, Any]:
    """This will ask a question with answers to choose from."""
    question = _finished(parameters, "question")
    options = _read_options(parameters)
    kind = parameters.text("type") or "regular"
    if kind not in ("regular", "quiz"):
        raise bad_request("unsupported poll type specified")
    correct = _read_correct(parameters) if kind == "quiz" else []
    explanation = _finished(parameters, "explanation") if parameters.text("explanation") else None
    envelope = Envelope(parameters)
    chat = envelope.address(world, bot)
    _check_texts(question, options)
    if any(index >= len(options) for index in correct):
        raise bad_request("wrong correct option ID specified")
    if explanation and len(explanation.text) > EXPLANATION_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    envelope.check(bot, "poll")
    settled: dict[str, Any] = {"question": question.text, "type": kind}
    if question.entities:
        settled["question_entities"] = question.entities
    if kind == "quiz":
        settled["correct_option_ids"] = correct
        if explanation:
            settled["explanation"] = explanation.text
            settled["explanation_entities"] = explanation.entities
    period, close_date = _read_end(world, parameters)
    if period:
        settled["open_period"] = period
    poll = Poll(
        str(5_300_000_000_000_000_000 + (bot.id << 20) + len(bot.polls)),
        bot.id,
        options,
        settled,
        is_anonymous=parameters.text("is_anonymous").lower() not in ("false", "no", "0"),
        allows_multiple=parameters.is_true("allows_multiple_answers"),
        allows_revoting=_may_revote(parameters, kind),
        close_date=close_date,
        is_closed=parameters.is_true("is_closed"),
    )
    bot.polls[poll.id] = poll
    message = world.send(bot, chat, "", [], kind="poll", poll=poll, **envelope.fields())
    return message_object(message, chat, bot)


@method("stopPoll")
def stop_poll(world: World, bot: BotAccount, parameters: Parameters) -> dict[str, Any]:
    """This will close a poll of the bot's and give its final state."""
    markup = read_markup(parameters.text("reply_markup"))
    chat = read_chat(world, bot, parameters, access="edit")
    number = parameters.identifier("message_id")
    message = read_message(bot, chat, number, "message with poll to stop")
    poll = message.poll
    if poll is None:
        raise bad_request("message is not a poll")
    if not message.is_of(bot.id) or "forward_origin" in message.extras:
        raise bad_request("poll can't be stopped")
    poll.close_if_over(world.clock.unix())
    if poll.is_closed:
        raise bad_request("poll has already been closed")
    keyboard = inline_only(markup)
    markup.check(is_private=chat.type == "private")
    poll.is_closed = True
    world.edit(bot, chat, message, text="", entities=[], keyboard=keyboard)
    return poll.as_object()


def _finished(parameters: Parameters, name: str) -> Option:
    if name == "question":
        read_required(parameters, name)
    given = parameters.text(f"{name}_entities")
    entities = read_json(given, "entities") if given else None
    return _formatted(parameters.text(name), parameters.text(f"{name}_parse_mode"), entities)


def _formatted(text: str, parse_mode: str, entities: object) -> Option:
    if parse_mode and parse_mode.lower() != "none":
        entities = None
    if entities is not None and not isinstance(entities, list):
        raise bad_request("expected an Array of message entities")
    formatted = finish(read(text, parse_mode, entities, may_be_empty=True))
    return Option(formatted.text, formatted.entities)


def _read_options(parameters: Parameters) -> list[Option]:
    given = read_json(parameters.text("options"), "options")
    if not isinstance(given, list):
        raise bad_request("expected an Array of InputPollOption")
    return [_read_option(option) for option in given]


def _read_option(option: object) -> Option:
    place = "can't parse InputPollOption"
    if isinstance(option, str):
        option = {"text": option}
    if not isinstance(option, dict):
        raise bad_request(f"{place}: expected an Object")
    if "text" not in option:
        raise bad_request(f'{place}: Can\'t find field "text"')
    mode = option.get("text_parse_mode", "")
    for name, value in (("text", option["text"]), ("text_parse_mode", mode)):
        if not isinstance(value, str):
            raise bad_request(f'{place}: Field "{name}" must be of type String')
    return _formatted(option["text"], mode, option.get("text_entities"))


def _check_texts(question: Option, options: list[Option]) -> None:
    if not question.text:
        raise bad_request("poll question must be non-empty")
    if len(question.text) > QUESTION_LIMIT:
        raise bad_request(f"poll question length must not exceed {QUESTION_LIMIT}")
    if not options:
        raise bad_request("poll must have at least 1 option")
    if len(options) > OPTIONS_LIMIT:
        raise bad_request(f"poll can't have more than {OPTIONS_LIMIT} options")
    if not all(option.text for option in options):
        raise bad_request("poll options must be non-empty")
    if any(len(option.text) > OPTION_LIMIT for option in options):
        raise bad_request(f"poll options length must not exceed {OPTION_LIMIT}")


def _read_correct(parameters: Parameters) -> list[int]:
    given = parameters.text("correct_option_ids")
    if not given and parameters.text("correct_option_id"):
        given = f"[{parameters.text('correct_option_id')}]"
    numbers = read_json(given or "[]", "correct option identifiers")
    if not isinstance(numbers, list) or not all(
        type(number) is int and number >= 0 for number in numbers
    ):
        raise bad_request("wrong correct option ID specified")
    if not numbers:
        raise bad_request("wrong correct option ID specified")
    return numbers


def _read_end(world: World, parameters: Parameters) -> tuple[int, int]:
    now = world.clock.unix()
    period = parameters.integer("open_period", lowest=0, highest=LONGEST_PERIOD)
    if period:
        return period, now + period
    close_date = parameters.integer("close_date", lowest=0, highest=(1 << 31) - 1)
    return 0, close_date if 5 <= close_date - now <= LONGEST_PERIOD else 0


def _may_revote(parameters: Parameters, kind: str) -> bool:
    given = parameters.text("allows_revoting")
    return parameters.is_true("allows_revoting") if given else kind == "regular"
