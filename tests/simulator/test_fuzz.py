"""Nobody can break the local Telegram: whatever comes is answered in the right shape."""

import asyncio
import http.client
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator import Server, Telegram
from simulator.methods import METHODS

TOKEN = "1:TEST"
PERSON = 5_000_000_001
STATUSES = {200, 400, 401, 403, 404, 409, 413, 429, 501}
TEN_MEGABYTES = 10 << 20

fuzzed = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@dataclass
class Line:
    """A server in a thread of its own, and one connection to it."""

    port: int = 0
    telegram: Telegram = field(default_factory=lambda: Telegram(patience=0))
    _connection: http.client.HTTPConnection | None = None

    def ask(
        self, verb: str, path: str, body: bytes | None = None, kind: str | None = None
    ) -> tuple[int, bytes]:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {} if kind is None else {"Content-Type": kind}
        try:
            self._connection.request(verb, path, body, headers)
            response = self._connection.getresponse()
            answer = response.status, response.read()
            is_closed = response.will_close
        except OSError:
            self._connection.close()
            raise
        if is_closed:
            self._connection.close()
        return answer

    def must_answer(
        self, verb: str, path: str, body: bytes | None = None, kind: str | None = None
    ) -> dict[str, Any]:
        """Ask, and hold the answer to the shape that every answer of the Bot API has."""
        status, content = self.ask(verb, path, body, kind)
        answer: dict[str, Any] = json.loads(content)
        assert status in STATUSES, (status, content)
        if status == 200:
            assert answer["ok"] is True
            assert "result" in answer
        else:
            assert (answer["ok"], answer["error_code"]) == (False, status)
            assert isinstance(answer["description"], str)
        return answer


@pytest.fixture(scope="module")
def line() -> Iterator[Line]:
    made = Line()
    ready, loop = threading.Event(), asyncio.new_event_loop()

    async def serve() -> asyncio.Event:
        for token, name in ((TOKEN, "fuzzed_bot"), ("2:OTHER", "other_bot")):
            made.telegram.add_bot(name, name=name, token=token)
        person = made.telegram.add_person("Farhan <Javed>")
        made.telegram.lints.is_on = True
        await person.starts()
        server = Server(made.telegram)
        await server.start()
        made.port = int(server.url.rpartition(":")[2])
        ready.set()
        await ended.wait()
        await server.stop()
        return ended

    ended = asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    assert ready.wait(10)
    yield made
    if made._connection is not None:
        made._connection.close()
    loop.call_soon_threadsafe(ended.set)
    thread.join(10)
    loop.close()


@pytest.fixture(autouse=True)
def still_serves(line: Line) -> Iterator[None]:
    """Whatever a test did, another bot is served afterwards."""
    yield
    answer = line.must_answer("GET", "/bot2:OTHER/getMe")
    assert answer["result"]["username"] == "other_bot"


NASTY_TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "",
            "\x00",
            "\ud800",
            "9" * 5000,
            "-" + "9" * 400,
            "1e999",
            "NaN",
            "null",
            "true",
            "[" * 3000,
            '{"a":' * 2000,
            "<b><i>x</b>",
            "&#1114112;&#xD800;",
            "*_`[](",
            "😀" * 5000,
            "attach://document",
            "http://127.0.0.1:1/",
            "../../../etc/passwd",
            "@fuzzed_bot",
            str(1 << 63),
            str(-(1 << 80)),
        ]
    ),
)
FIELDS = """
text inline_keyboard keyboard url callback_data copy_text type offset length user id message_id
chat_id command description web_app style force_reply remove_keyboard media emoji until_date options
"""
NAMED = """
chat_id from_chat_id message_id message_ids text caption parse_mode entities reply_markup
caption_entities reply_parameters link_preview_options callback_query_id offset limit
allowed_updates commands scope language_code menu_button description file_id document photo url
secret_token ip_address max_connections action show_alert question options media user_id
message_thread_id name title permissions rights until_date reaction custom_title inline_message_id
type short_description button drop_pending_updates
"""
ACTS = """
text tap start edit file voice block unblock quiet online offline
"""
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(FIELDS.split()),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
VALUES = st.one_of(
    NASTY_TEXTS,
    JSON_VALUES.map(json.dumps),
    st.sampled_from([str(PERSON), "1", "2", "-1", "HTML", "MarkdownV2", "Hello"]),
)
NAMES = st.sampled_from(NAMED.split())
PARAMETERS = st.dictionaries(NAMES, VALUES, max_size=6)
# These end the bot's session, or would hold the call.
CALLED = sorted(set(METHODS) - {"logOut", "close"})


def form(parameters: dict[str, str]) -> bytes:
    return urlencode(parameters, errors="surrogatepass").encode()


@pytest.mark.parametrize("method", CALLED)
@settings(fuzzed, max_examples=8)
@given(parameters=PARAMETERS, is_addressed=st.booleans())
def test_any_parameters_of_any_method(
    line: Line, method: str, parameters: dict[str, str], is_addressed: bool
) -> None:
    if is_addressed:
        parameters = {"chat_id": str(PERSON), "message_id": "1", "text": "x"} | parameters

    line.must_answer(
        "POST", f"/bot{TOKEN}/{method}", form(parameters), "application/x-www-form-urlencoded"
    )


@fuzzed
@given(
    method=st.sampled_from(CALLED),
    body=st.one_of(
        st.dictionaries(NAMES, JSON_VALUES, max_size=5).map(lambda value: json.dumps(value)),
        JSON_VALUES.map(json.dumps),
        NASTY_TEXTS,
    ),
)
def test_any_json(line: Line, method: str, body: str) -> None:
    content = body.encode("utf-8", "surrogatepass")

    line.must_answer("POST", f"/bot{TOKEN}/{method}", content, "application/json")


@fuzzed
@given(
    method=st.sampled_from(["sendDocument", "sendPhoto", "sendMessage", "setWebhook"]),
    body=st.binary(max_size=200),
    kind=st.sampled_from(
        [
            "application/json; charset=nonsense",
            "application/x-www-form-urlencoded; charset=utf-16",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=x",
            "multipart/form-data; boundary=" + "y" * 100,
            "multipart/mixed; boundary=x",
            "text/plain",
            "nonsense",
            "",
        ]
    ),
)
def test_any_bytes(line: Line, method: str, body: bytes, kind: str) -> None:
    line.must_answer("POST", f"/bot{TOKEN}/{method}", body, kind)


@fuzzed
@given(
    heads=st.lists(
        st.sampled_from(
            [
                b'Content-Disposition: form-data; name="chat_id"',
                b'Content-Disposition: form-data; name="document"; filename="../../x"',
                b'Content-Disposition: form-data; name="photo"; filename=""',
                b"Content-Disposition: form-data",
                b"Content-Disposition: attachment; filename*=utf-8''%ff",
                b"Content-Type: multipart/mixed; boundary=z",
                b"Content-Transfer-Encoding: base64",
                b"Content-Transfer-Encoding: nonsense",
                b"Content-Encoding: gzip",
                b"Content-Length: 99999",
                b"Content-Length: -5",
                b"no colon",
                b"",
            ]
        ),
        max_size=3,
    ),
    content=st.binary(max_size=40),
    is_ended=st.booleans(),
)
def test_any_multipart(line: Line, heads: list[bytes], content: bytes, is_ended: bool) -> None:
    part = b"\r\n".join([b"--x", *heads, b"", content, b"--x"])
    body = part + (b"--\r\n" if is_ended else b"")

    line.must_answer("POST", f"/bot{TOKEN}/sendDocument", body, "multipart/form-data; boundary=x")


@fuzzed
@given(token=NASTY_TEXTS, method=NASTY_TEXTS)
def test_any_path(line: Line, token: str, method: str) -> None:
    path = f"/bot{quote(token, errors='surrogatepass')}/{quote(method, errors='surrogatepass')}"

    line.must_answer("GET", path[:4000])


@pytest.mark.parametrize(
    "path",
    [
        "../../../../etc/passwd",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/pyproject.toml",
        "/etc/passwd",
        "documents/../../../pyproject.toml",
        "documents/file_0.txt%00",
        "%ff%fe",
        "",
    ],
)
def test_no_path_leads_out_of_the_files(line: Line, path: str) -> None:
    answer = line.must_answer("GET", f"/file/bot{TOKEN}/{path}")
    page, _ = line.ask("GET", f"/page/{path}")

    assert (answer["error_code"], page) == (404, 404)


@pytest.mark.parametrize(
    ("kind", "head", "unit", "tail"),
    [
        ("application/x-www-form-urlencoded", b"text=", b"%2A", b""),
        ("application/json", b'{"text": "', b"<b>", b'"}'),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n',
            b"text ",
            b"\r\n--x--\r\n",
        ),
    ],
)
def test_ten_megabytes_of_text(
    line: Line, kind: str, head: bytes, unit: bytes, tail: bytes
) -> None:
    body = head + unit * (TEN_MEGABYTES // len(unit)) + tail

    answer = line.must_answer("POST", f"/bot{TOKEN}/sendMessage", body, kind)

    assert answer["description"].startswith("Request Entity Too Large: too many parameters")


@pytest.mark.parametrize("unit", ["x", "<b>", "@a ", "&amp;", "*", "[", "\n", "1 ", "a.bc "])
def test_texts_of_every_length(line: Line, unit: str) -> None:
    for length, modes in ((32768, ("", "HTML", "Markdown", "MarkdownV2")), (300_000, ("HTML",))):
        for mode in modes:
            text = unit * (length // len(unit))
            parameters = {"chat_id": str(PERSON), "parse_mode": mode, "text": text}
            line.must_answer(
                "POST",
                f"/bot{TOKEN}/sendMessage",
                form(parameters),
                "application/x-www-form-urlencoded",
            )


def test_more_than_fifty_megabytes_are_too_large(line: Line) -> None:
    answer = line.must_answer(
        "POST", f"/bot{TOKEN}/sendMessage", bytes((50 << 20) + 1), "application/octet-stream"
    )

    assert answer["error_code"] == 413


@fuzzed
@given(
    path=st.sampled_from(["act", "faults", "limits", "lint", "host/x"]),
    body=st.one_of(
        st.fixed_dictionaries(
            {"person": st.sampled_from([PERSON, 1, None, "x", [], 1 << 80])},
            optional={
                "act": st.sampled_from([*ACTS.split(), None, 1, []]),
                "text": NASTY_TEXTS | JSON_VALUES,
                "message": NASTY_TEXTS | JSON_VALUES,
                "data": NASTY_TEXTS | JSON_VALUES,
                "payload": NASTY_TEXTS | JSON_VALUES,
                "name": NASTY_TEXTS | JSON_VALUES,
                "content_base64": st.sampled_from(["", "eA==", "x", "é", 1, None]),
                "begins": NASTY_TEXTS,
                "ends": NASTY_TEXTS,
                "zone": NASTY_TEXTS,
            },
        ).map(json.dumps),
        JSON_VALUES.map(json.dumps),
        NASTY_TEXTS,
    ),
)
def test_any_order_of_the_control_plane(line: Line, path: str, body: str) -> None:
    status, content = line.ask("POST", f"/_emu/{path}", body.encode("utf-8", "surrogatepass"))
    line.telegram.faults.clear()
    line.telegram.limits = "off"

    assert status in {200, 400, 404, 409}
    assert isinstance(json.loads(content)["ok"], bool)


@pytest.mark.parametrize(
    "request_",
    [
        b"POST /bot1:TEST/getUpdates?timeout=50 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /bot1:TEST/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nchat_id=5",
        b"POST /bot1:TEST/sendDocument HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n"
        b"Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\nContent-Disp",
        b"POST /bot1:TEST/sendMessage HTTP/1.1\r\nHost: x\r\n"
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /_emu/stream HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\x16\x03\x01\x02\x00",
        b"",
    ],
)
def test_hanging_up_in_the_middle(line: Line, request_: bytes) -> None:
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", line.port)) as connection:
            connection.sendall(request_)

    assert line.telegram.bots[TOKEN].updates.is_held is False
