"""The local Telegram's reading of texts against what real TDLib answered, and its own promises."""

import json
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.errors import ApiError
from simulator.text import (
    Formatted,
    LinkError,
    check_caption_length,
    check_link,
    check_message_length,
    escape,
    finish,
    parse,
    read,
    to_html,
)
from simulator.text.detect import find_entities
from simulator.text.entities import utf16_length
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


def found(text: str) -> list[tuple[str, str]]:
    """What is found in a text of plain characters: (type, marked text)."""
    entities = parse(text).entities
    return [(e["type"], text[e["offset"] : e["offset"] + e["length"]]) for e in entities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Room 4.12, 15.00 to 16.30, 3 Mar.Bring notes.", []),
        ("see www.gov.pk, then write to desk@gov.pk.", ["www.gov.pk", "desk@gov.pk"]),
        ("(https://example.org/a_(b)?x=1)", ["https://example.org/a_(b)?x=1"]),
        ("https://user:word@example.org:8080/", ["https://user:word@example.org:8080/"]),
        ("example.org:65536 example.org:0443", ["example.org", "example.org:0443"]),
        ("sftp://example.org", []),
        ("minutes.docx agenda.pdf 10.0.0.1 10.0.0.256", ["10.0.0.1"]),
        ("Example.Org EXAMPLE.ORG", ["EXAMPLE.ORG"]),
        ("mailto:desk@gov.pk", ["desk@gov.pk"]),
        ("a@b@example.org -x_.org", []),
        ("موقع.مصر", ["موقع.مصر"]),
        ("tg://resolve?domain=ewg_desk_bot.", ["tg://resolve?domain=ewg_desk_bot"]),
    ],
)
def test_addresses_are_found_in_prose(text: str, expected: list[str]) -> None:
    assert [marked for _, marked in found(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@fjaved_moi, @gif and no@mention", [("mention", "@fjaved_moi"), ("mention", "@gif")]),
        ("#tag@desk #12 #a#b", [("hashtag", "#tag@desk")]),
        ("#" + "7" * 255 + "aa", [("hashtag", "#" + "7" * 255 + "a")]),
        ("$USD@desk $$EUR $usd $1INCH", [("cashtag", "$USD@desk"), ("cashtag", "$1INCH")]),
        (
            "4916-3385-0608-2832, 4916-3385-0608-2833",
            [("bank_card_number", "4916-3385-0608-2832")],
        ),
        ("5280 9342 8317 1080 x4556728228023269", [("bank_card_number", "5280 9342 8317 1080")]),
        ("call +1-212-555-0123 now", [("phone_number", "+1-212-555-0123")]),
        ("call +92 (51) 920 1234", [("phone_number", "+92 (51) 920 1234")]),
        ("1+2025550123 +12 tel 051 9201234", []),
        ("/start@ewg_desk_bot /a/b", [("bot_command", "/start@ewg_desk_bot")]),
    ],
)
def test_tags_numbers_and_commands_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("  <b>a</b> \n", "a", [("bold", 0, 1)]),
        ("\n<b> a </b> b ", " a  b", [("bold", 0, 3)]),
        ("a<b> \n </b>", "a", []),
        ("<b>a\r\nb\tc</b>", "a\nb c", [("bold", 0, 5)]),
        ("x\u202ey\u2028z\u0333<i>!</i>", "xyz!", [("italic", 3, 1)]),
        ("\u200f\u200e\u200fa", "\u200c\u200c\u200fa", []),
        ("<b>a</b><b>b</b>", "ab", [("bold", 0, 2)]),
        ("<code><b>a</b></code>", "a", [("code", 0, 1)]),
        ("<b>a<code>b</code>c</b>", "abc", [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]),
        ("<i>ab<b>c</b></i>", "abc", [("italic", 0, 2), ("bold", 2, 1), ("italic", 2, 1)]),
        ("<b>@desk x</b>", "@desk x", [("mention", 0, 5), ("bold", 0, 5), ("bold", 5, 2)]),
        ("<code>/start</code> /help", "/start /help", [("code", 0, 6), ("bot_command", 7, 5)]),
        ("<a href='e.org'>x.org</a>", "x.org", [("text_link", 0, 5)]),
        ("<blockquote>x.org</blockquote>", "x.org", [("blockquote", 0, 5), ("url", 0, 5)]),
        ("😀<b>😀</b> /go", "😀😀 /go", [("bold", 2, 2), ("bot_command", 5, 3)]),
        (
            "<pre>a</pre><blockquote>b<pre>c</pre></blockquote>",
            "abc",
            [("pre", 0, 1), ("blockquote", 1, 2), ("pre", 2, 1)],
        ),
    ],
)
def test_a_text_is_cleaned_trimmed_and_its_entities_made_to_fit(
    html: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    formatted = parse(html, "HTML")

    assert formatted.text == text
    assert [(e["type"], e["offset"], e["length"]) for e in formatted.entities] == entities


@pytest.mark.parametrize(
    ("text", "parse_mode", "description"),
    [
        ("", None, "message text is empty"),
        ("", "nonsense", "message text is empty"),
        (" \n\u200b\u00a0", None, "text must be non-empty"),
        ("<b></b>", "HTML", "text must be non-empty"),
        ("a", "XML", "unsupported parse_mode"),
        ("é" * 16385, None, "text is too long"),
        ("a\ud800", None, "strings must be encoded in UTF-8"),
        ("a\ud800", "HTML", "text must be encoded in UTF-8"),
        ("a\0", "html", "can't parse entities: Text must not contain null bytes"),
        (
            "é<b>",
            "HTML",
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ("é</b>", "HTML", "can't parse entities: Unexpected end tag at byte offset 2"),
        (
            "<i ",
            "HTML",
            'can\'t parse entities: Empty attribute name in the tag "i" at byte offset 0',
        ),
        ("<i a= ", "HTML", 'can\'t parse entities: Unclosed start tag "i" at byte offset 0'),
        ("<i>a</i ", "HTML", "can't parse entities: Unclosed end tag at byte offset 4"),
        ("<i a=b,>", "HTML", "can't parse entities: Unexpected end of name token at byte offset 5"),
        (
            "&#xD83D;",
            "HTML",
            "can't parse entities: Text contains invalid Unicode characters after decoding HTML"
            " entities, check for unmatched surrogate code units",
        ),
        (
            "<a href='http://e.org/&#xD83D;'>a</a>",
            "HTML",
            "messageEntityTextUrl.url must be encoded in UTF-8",
        ),
        (
            ">a\n>||b\nc",
            "MarkdownV2",
            "can't parse entities: Can't find end of Spoiler entity at byte offset 4",
        ),
    ],
)
def test_a_wrong_text_is_refused_in_telegrams_words(
    text: str, parse_mode: str | None, description: str
) -> None:
    with pytest.raises(ApiError) as refused:
        parse(text, parse_mode)

    assert (refused.value.code, refused.value.description) == (400, f"Bad Request: {description}")


def test_a_caption_may_be_blank() -> None:
    assert parse(" \n ", may_be_empty=True) == Formatted("", [])
    assert parse("", "HTML", may_be_empty=True) == Formatted("", [])


def test_what_concerns_the_chat_last_is_checked_last() -> None:
    draft = read("<b> </b>", "HTML")

    with pytest.raises(ApiError, match="text must be non-empty"):
        finish(draft)


def test_lengths_count_code_points() -> None:
    check_message_length("😀" * 4096)
    check_caption_length("😀" * 1024)

    with pytest.raises(ApiError, match="Bad Request: message is too long"):
        check_message_length("a" * 4097)
    with pytest.raises(ApiError, match="Bad Request: message caption is too long"):
        check_caption_length("a" * 1025)


@pytest.mark.parametrize(
    ("entity", "kept"),
    [
        ({"type": "bold", "offset": 0, "length": 1}, {}),
        ({"type": "bold", "offset": "0", "length": "1"}, {}),
        ({"type": "pre", "offset": 0, "length": 1, "language": "sql"}, {"language": "sql"}),
        (
            {"type": "text_link", "offset": 0, "length": 1, "url": "HTTPS://E.org"},
            {"url": "https://e.org/"},
        ),
        (
            {"type": "text_mention", "offset": 0, "length": 1, "user": {"id": 7, "is_bot": False}},
            {"user": {"id": 7}},
        ),
        (
            {"type": "custom_emoji", "offset": 0, "length": 1, "custom_emoji_id": "5368324170671"},
            {"custom_emoji_id": "5368324170671"},
        ),
        (
            {
                "type": "date_time",
                "offset": 0,
                "length": 1,
                "unix_time": 1647531900,
                "date_time_format": "TwD",
            },
            {"unix_time": 1647531900, "date_time_format": "wDT"},
        ),
    ],
)
def test_a_given_entity_is_kept(entity: dict[str, Any], kept: dict[str, Any]) -> None:
    formatted = parse("a", None, [entity])

    assert formatted.entities == [{"offset": 0, "length": 1, "type": entity["type"], **kept}]


def test_a_mention_written_as_a_link_becomes_a_mention() -> None:
    link = {"type": "text_link", "offset": 0, "length": 1, "url": "tg://user?id=7"}

    formatted = parse("a", None, [link])

    mention = {"offset": 0, "length": 1, "type": "text_mention", "user": {"id": 7}}
    assert formatted.entities == [mention]


def test_given_entities_do_not_count_beside_a_parse_mode_or_where_telegram_finds_its_own() -> None:
    nonsense = [{"type": "nonsense"}]
    own = [{"type": "mention", "offset": 0, "length": 1}]

    assert parse("a", "HTML", nonsense).entities == []
    assert parse("a", None, own).entities == []


@pytest.mark.parametrize(
    ("entity", "description"),
    [
        ("bold", "can't parse MessageEntity: expected an Object"),
        ({"type": "bold", "length": 1}, "can't parse MessageEntity: Can't find field \"offset\""),
        (
            {"type": "bold", "offset": True, "length": 1},
            'can\'t parse MessageEntity: Field "offset" must be a Number',
        ),
        (
            {"type": "bold", "offset": 0.5, "length": 1},
            'can\'t parse MessageEntity: Field "offset" must be a valid Number',
        ),
        (
            {"type": [], "offset": 0, "length": 1},
            'can\'t parse MessageEntity: Field "type" must be of type String',
        ),
        (
            {"type": "", "offset": 0, "length": 1},
            "can't parse MessageEntity: Type is not specified",
        ),
        (
            {"type": "shiny", "offset": 0, "length": 1},
            "can't parse MessageEntity: Unsupported type specified",
        ),
        (
            {"type": "text_link", "offset": 0, "length": 1},
            "can't parse MessageEntity: Can't find field \"url\"",
        ),
        (
            {
                "type": "date_time",
                "offset": 0,
                "length": 1,
                "unix_time": 1,
                "date_time_format": "x",
            },
            "can't parse MessageEntity: Invalid date-time format specified",
        ),
        (
            {"type": "date_time", "offset": 0, "length": 1, "unix_time": 0},
            "invalid date specified",
        ),
        (
            {"type": "custom_emoji", "offset": 0, "length": 1, "custom_emoji_id": "0"},
            "invalid custom emoji identifier specified",
        ),
        (
            {"type": "text_mention", "offset": 0, "length": 1, "user": {"id": -1}},
            "user not found",
        ),
        (
            {"type": "text_link", "offset": 0, "length": 1, "url": "localhost"},
            "entity URL 'localhost' is invalid: Wrong HTTP URL",
        ),
        (
            {"type": "bold", "offset": -1, "length": 1},
            "receive an entity with incorrect offset -1",
        ),
        (
            {"type": "bold", "offset": 0, "length": 1000001},
            "receive an entity with incorrect length 1000001",
        ),
        (
            {"type": "bold", "offset": 6, "length": 1},
            "entity begins after the end of the text at UTF-16 offset 6",
        ),
        (
            {"type": "bold", "offset": 3, "length": 5},
            "entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 8",
        ),
        (
            {"type": "bold", "offset": 2, "length": 2},
            "entity begins in a middle of a UTF-16 symbol at byte offset 5",
        ),
        (
            {"type": "bold", "offset": 0, "length": 2},
            "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte"
            " offset 5",
        ),
    ],
)
def test_a_wrong_given_entity_is_refused_in_telegrams_words(entity: Any, description: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse("a😀bc", None, [entity])

    assert refused.value.description == f"Bad Request: {description}"


def test_more_than_a_hundred_entities_are_left_out_without_a_word() -> None:
    html = "<i>a</i> " * 101 + "<code>b</code> @mention_1"

    kinds = [entity["type"] for entity in parse(html, "HTML").entities]

    assert kinds == ["italic"] * 99 + ["code", "mention"]


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("example.org", "http://example.org/"),
        ("HTTPS://User@Example.ORG:0443?a b#c ", "https://User@example.org:443/?a%20b#c"),
        ("tg:resolve?domain=x", "tg://resolve?domain=x"),
        ("http://[::1]:80/x", "http://[::1]:80/x"),
    ],
)
def test_a_link_is_kept_in_its_plain_form(link: str, kept: str) -> None:
    assert check_link(link) == kept


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("localhost", "Wrong HTTP URL"),
        ("", "URL host is empty"),
        (".", "Host is invalid"),
        ("ftp://example.org", "Unsupported URL protocol"),
        ("example.org:port", "Wrong port number specified in the URL"),
        ("exam ple.org", "Disallowed character in URL host"),
        ("example%zz.org", "Wrong percent-encoded symbol in URL host"),
        ("http://[::zz]/", "Wrong IPv6 address specified in the URL"),
        ("tg://resolve:80", "Wrong tg URL"),
        ("tg://re.solve", "Unallowed characters in URL host"),
    ],
)
def test_a_wrong_link_is_refused_with_a_reason(link: str, reason: str) -> None:
    with pytest.raises(LinkError) as refused:
        check_link(link)

    assert str(refused.value) == reason


def test_a_web_app_may_only_be_reached_over_https() -> None:
    assert check_link("https://example.org", https_only=True) == "https://example.org/"
    for link in ("http://example.org", "tg://resolve?domain=x"):
        with pytest.raises(LinkError, match="Only HTTPS links are allowed"):
            check_link(link, https_only=True)


def test_a_formatted_text_is_written_as_html_again() -> None:
    html = (
        "<b>Plenary</b> &amp; <i>1 &lt; 2</i>\n"
        '<a href="https://example.org/?a=1&amp;b=%22">link</a> '
        '<a href="tg://user?id=7">Ann</a> @mention_1\n'
        "<blockquote expandable><u>a</u><s>b</s><tg-spoiler>c</tg-spoiler></blockquote>\n"
        '<pre><code class="language-sql">select 1</code></pre><pre>x</pre><code>y</code>'
        '<tg-time unix="1647531900" format="wDT">soon</tg-time>'
        '<tg-time unix="1647531900">now</tg-time>'
        '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>'
    )
    formatted = parse(html, "HTML")

    assert to_html(formatted.text, formatted.entities) == html


ALPHABET = st.characters(codec="utf-8")
FRAGMENTS = st.sampled_from(
    [
        *"<>&/=\"' \n\r\t*_~`|[]()!>\\#@$.:+-",
        *("<b>", "</b>", "<i>", "</i>", "<u>", "</u>", "</>", "<code>", "</code>", "<pre>"),
        *("</pre>", '<code class="language-a">', "<blockquote>", "</blockquote>", "<s>", "</s>"),
        *("<a href='e.org'>", "<a>", "</a>", "tg://user?id=5", "e.org", "&lt;", "&#x202E;", "😀"),
        *(
            "&#55357;",
            "<tg-spoiler>",
            "</tg-spoiler>",
            "@mention",
            "#tag",
            "/go",
            "4111111111111111",
        ),
        *(
            "```",
            "||",
            "**",
            "__",
            "![",
            "](tg://emoji?id=5)",
            "](e.org)",
            "\n>",
            "\u200f",
            "\u0333",
        ),
        *("<tg-time unix=5 format='r'>", "</tg-time>", "+12025550123", "a@e.org", "\u2000", "1.2."),
    ]
)
MESSY = st.lists(FRAGMENTS | st.text(ALPHABET, max_size=3), max_size=14).map("".join)
MODES = st.sampled_from([None, "HTML", "MarkdownV2", "Markdown"])
KINDS = st.sampled_from(
    [
        *("bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "blockquote"),
        *("expandable_blockquote", "text_link", "text_mention", "custom_emoji", "date_time"),
        "url",
    ]
)


@st.composite
def given_entities(draw: st.DrawFn) -> list[dict[str, Any]]:
    edges = st.integers(-1, 12)
    details = {"url": "e.org", "user": {"id": 5}, "custom_emoji_id": "5", "unix_time": 5}
    return [
        {"type": draw(KINDS), "offset": draw(edges), "length": draw(edges), **details}
        for _ in range(draw(st.integers(0, 6)))
    ]


def assert_is_sound(formatted: Formatted) -> None:
    """Entities are in order, nested or apart, and begin and end between whole characters."""
    units = formatted.text.encode("utf-16-le")
    places = [(e["offset"], -e["length"]) for e in formatted.entities]
    assert places == sorted(places)
    around: list[int] = []
    for begin, minus_length in places:
        end = begin - minus_length
        assert begin < end <= len(units) // 2
        # Half a character would not decode.
        assert utf16_length(units[: 2 * begin].decode("utf-16-le")) == begin
        assert utf16_length(units[: 2 * end].decode("utf-16-le")) == end
        while around and around[-1] <= begin:
            around.pop()
        assert not around or end <= around[-1]
        around.append(end)


@settings(deadline=None)
@given(MESSY, MODES)
def test_any_text_is_read_or_refused(text: str, parse_mode: str | None) -> None:
    try:
        formatted = parse(text, parse_mode)
    except ApiError:
        return

    assert_is_sound(formatted)


@settings(deadline=None)
@given(MESSY, given_entities())
def test_any_given_entities_are_fixed_or_refused(text: str, entities: list[dict[str, Any]]) -> None:
    try:
        formatted = parse(text, None, entities)
    except ApiError:
        return

    assert_is_sound(formatted)


@settings(deadline=None)
@given(MESSY)
def test_an_escaped_text_comes_back_cleaned_and_trimmed(text: str) -> None:
    plain = parse(text.replace("\0", " "), None, None, may_be_empty=True)

    escaped = parse(escape(text.replace("\0", " ")), "HTML", None, may_be_empty=True)

    assert escaped == plain


@settings(deadline=None)
@given(MESSY, MODES)
def test_what_is_written_as_html_is_read_as_the_same(text: str, parse_mode: str | None) -> None:
    try:
        formatted = parse(text, parse_mode)
    except ApiError:
        return

    again = parse(to_html(formatted.text, formatted.entities), "HTML")

    assert again == formatted


def test_a_usual_message_is_read_well_within_a_millisecond() -> None:
    html = "<b>Plenary</b>, 15.00 at &lt;room 4&gt;\n<i>Interior</i>: not yet. See e.org/a.\n" * 4
    best = 1.0

    for _ in range(20):
        start = perf_counter()
        parse(html, "HTML")
        best = min(best, perf_counter() - start)

    # About 0.3 ms on a slow machine; the bound leaves room for a busy one.
    assert best < 0.005


@pytest.mark.parametrize(
    "piece",
    ["<b>", "&lt;", "a.b", "@a.", "#a", "1 ", "/a", "+1", ":", "[", "`", "||", ">a\n", "<a "],
)
@pytest.mark.parametrize("parse_mode", [None, "HTML", "MarkdownV2", "Markdown"])
def test_a_long_run_of_anything_takes_no_quadratic_time(piece: str, parse_mode: str | None) -> None:
    text = piece * (32000 // len(piece))

    start = perf_counter()
    with suppress(ApiError):
        parse(text, parse_mode)

    assert perf_counter() - start < 2
