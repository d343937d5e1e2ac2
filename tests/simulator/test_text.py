"""The local Telegram's reading of texts against what real TDLib answered, and its own promises."""

import json
from pathlib import Path
from typing import Any

import pytest

from simulator.text.detect import find_entities
from simulator.text.html import MarkupError, parse_html
from simulator.text.markdown import parse_markdown, parse_markdown_v2

GOLDEN = json.loads((Path(__file__).parent / "entities_golden.json").read_text("utf-8"))
PARSERS = {"HTML": parse_html, "MarkdownV2": parse_markdown_v2, "Markdown": parse_markdown}
SHORT = {"@type": "dateTimePartPrecisionShort"}
LONG = {"@type": "dateTimePartPrecisionLong"}


def as_bot_api(golden: dict[str, Any]) -> dict[str, Any]:
    """TDLib's name and fields of an entity, written as the Bot API writes them."""
    entity = dict(golden)
    if entity["type"] == "bank_card":
        entity["type"] = "bank_card_number"
    if "user_id" in entity:
        entity["user"] = {"id": entity.pop("user_id")}
    if entity["type"] == "date_time":
        chosen = entity.pop("formatting_type", {})
        letters = "w" if chosen.get("show_day_of_week") else ""
        letters += {str(SHORT): "d", str(LONG): "D"}.get(str(chosen.get("date_precision")), "")
        letters += {str(SHORT): "t", str(LONG): "T"}.get(str(chosen.get("time_precision")), "")
        is_relative = chosen.get("@type") == "dateTimeFormattingTypeRelative"
        entity["date_time_format"] = "r" if is_relative else letters
    return entity


@pytest.mark.parametrize(
    "case",
    [case for case in GOLDEN if case["mode"] != "detect"],
    ids=lambda case: f"{case['mode']} {case['in'][:30]}",
)
def test_markup_reads_as_in_tdlib(case: dict[str, Any]) -> None:
    try:
        text, found = PARSERS[case["mode"]](case["in"])
        answer = {"text": text, "entities": [entity.as_json() for entity in found]}
    except MarkupError as error:
        answer = {"error": f"Can't parse entities: {error}"}

    expected = {key: case[key] for key in ("text", "entities", "error") if key in case}
    if "entities" in expected:
        expected["entities"] = [as_bot_api(entity) for entity in expected["entities"]]
    assert answer == expected


@pytest.mark.parametrize(
    "case",
    [case for case in GOLDEN if case["mode"] == "detect"],
    ids=lambda case: case["in"][:30],
)
def test_entities_are_found_as_in_tdlib(case: dict[str, Any]) -> None:
    found = [entity.as_json() for entity in find_entities(case["in"])]

    # Bots are never shown media timestamps.
    expected = [as_bot_api(e) for e in case["entities"] if e["type"] != "media_timestamp"]
    assert found == expected
