"""The lanes of a webhook: updates of one lane come in order, those of different lanes as they may.

Source: the webhook queue ids in the add_update functions of the open Bot API server.
"""

from typing import Any

_CHAT_LANES = {"my_chat_member": 5 << 33}
_PERSON_LANES = {
    "inline_query": 1 << 33,
    "chosen_inline_result": 2 << 33,
    "callback_query": 3 << 33,
    "shipping_query": 4 << 33,
    "pre_checkout_query": 4 << 33,
    "chat_member": 6 << 33,
    "chat_join_request": 6 << 33,
}


def lane_of(kind: str, payload: dict[str, Any]) -> int:
    """This will say in which order of a webhook an update belongs: that of its chat, of the person
    who pressed or asked, or of its poll.
    """
    if kind in _PERSON_LANES:
        person = payload.get("from") if kind != "chat_member" else None
        person = person or payload.get("new_chat_member", {}).get("user", {})
        return int(person.get("id", 0)) + _PERSON_LANES[kind]
    if kind in ("poll", "poll_answer"):
        return int(payload.get("id") or payload.get("poll_id") or 0)
    return int(payload.get("chat", {}).get("id", 0)) + _CHAT_LANES.get(kind, 0)
