"""Entities that a bot gives beside a text, as MessageEntity objects.

Source: the open Bot API server, Client.cpp (get_text_entity, get_text_entity_type), and TDLib,
MessageEntity.cpp (get_message_entities), for what is checked and in which words.
"""

from collections.abc import Mapping
from typing import Any

from simulator.errors import bad_request
from simulator.text.cleaning import cleaned
from simulator.text.entities import FOUND, QUOTES, STYLES, Entity
from simulator.text.links import LinkError, check_link, date_format, integer, linked_user

_PLAIN = frozenset({*STYLES, *QUOTES, "code"})


class _FieldError(ValueError):
    """A MessageEntity cannot be read; the message is the server's, without its prefix."""


def read_entities(given: list[Any]) -> list[Entity]:
    """This will read MessageEntity objects, leaving out what Telegram finds by itself.

    Raises ApiError "can't parse MessageEntity: …".
    """
    entities: list[Entity] = []
    for one in given:
        try:
            entity = _read(one)
        except _FieldError as error:
            raise bad_request(f"Can't parse MessageEntity: {error}") from None
        if entity.kind not in FOUND:
            entities.append(entity)
    return entities


def checked(entity: Entity) -> Entity:
    """This will check an entity as TDLib does before it sends and return it as Telegram keeps it.

    Raises ApiError.
    """
    match entity.kind:
        case "text_link":
            url = _clean(entity.details["url"], "MessageEntityTextUrl.url")
            user_id = linked_user(url)
            if user_id is not None:
                return _mention(entity, user_id)
            try:
                return Entity("text_link", entity.offset, entity.length, {"url": check_link(url)})
            except LinkError as error:
                raise bad_request(f"Entity URL '{url}' is invalid: {error}") from None
        case "text_mention" if not 0 < entity.details["user"]["id"] < 1 << 40:
            raise bad_request("User not found")
        case "custom_emoji" if entity.details["custom_emoji_id"] == "0":
            raise bad_request("Invalid custom emoji identifier specified")
        case "date_time" if entity.details["unix_time"] <= 0:
            raise bad_request("Invalid date specified")
        case "pre" if "language" in entity.details:
            language = _clean(entity.details["language"], "MessageEntityPreCode.language")
            return Entity("pre", entity.offset, entity.length, {"language": language})
    return entity


def _mention(entity: Entity, user_id: int) -> Entity:
    return Entity("text_mention", entity.offset, entity.length, {"user": {"id": user_id}})


def _clean(text: str, name: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad_request(f"{name} must be encoded in UTF-8") from None
    return cleaned(text)


def _read(given: Any) -> Entity:
    if not isinstance(given, Mapping):
        raise _FieldError("expected an Object")
    offset = _integer(given, "offset", 32)
    length = _integer(given, "length", 32)
    kind = _text(given, "type")
    details: dict[str, Any] = {}
    match kind:
        case "":
            raise _FieldError("Type is not specified")
        case "pre":
            language = _text(given, "language") if "language" in given else ""
            details = {"language": language} if language else {}
        case "text_link":
            details = {"url": _text(given, "url")}
        case "text_mention":
            user = _field(given, "user")
            if not isinstance(user, Mapping):
                raise _FieldError('Field "user" must be of type Object')
            details = {"user": {"id": _integer(user, "id", 64)}}
        case "custom_emoji":
            details = {"custom_emoji_id": str(_integer(given, "custom_emoji_id", 64))}
        case "date_time":
            moment = _integer(given, "unix_time", 32)
            written = _text(given, "date_time_format") if "date_time_format" in given else ""
            letters = date_format(written)
            if letters is None:
                raise _FieldError("Invalid date-time format specified")
            details = {"unix_time": moment, "date_time_format": letters}
        case _ if kind not in _PLAIN and kind not in FOUND:
            raise _FieldError("Unsupported type specified")
    return Entity(kind, offset, length, details)


def _field(given: Mapping[str, Any], name: str) -> Any:
    if name not in given:
        raise _FieldError(f'Can\'t find field "{name}"')
    return given[name]


def _integer(given: Mapping[str, Any], name: str, bits: int) -> int:
    value = _field(given, name)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _FieldError(f'Field "{name}" must be a Number')
    number = integer(str(value), bits)
    if number is None:
        raise _FieldError(f'Field "{name}" must be a valid Number')
    return number


def _text(given: Mapping[str, Any], name: str) -> str:
    value = _field(given, name)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _FieldError(f'Field "{name}" must be of type String')
    return str(value)
