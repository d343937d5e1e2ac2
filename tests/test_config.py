"""The configuration: every fault has its message, the environment overrules, no secret is told."""

import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.config import Config, ConfigRefused, example, read_config, require_token

SECRET = "123456:AAE-very-secret"


def refused(text: str, folder: Path, **environment: str) -> list[str]:
    """Give the lines with which a file is refused, without the folder's name."""
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigRefused) as caught:
        read_config(path, environment)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return [line.replace(f"{folder}/", "") for line in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "[telegram]\ntokne = 'x'",
            'config.toml: unknown key telegram.tokne; did you mean "token"?',
        ),
        ("[telegram]\nqqq = 'x'", "config.toml: unknown key telegram.qqq"),
        (
            "[telegrm]\ntoken = 'x'",
            'config.toml: unknown section telegrm; did you mean "telegram"?',
        ),
        ("zzz = 1", "config.toml: unknown section zzz"),
        ("telegram = 3", "config.toml: telegram: has to be a section, [telegram]"),
        ("[telegram]\ntoken = 5", "config.toml: telegram.token: Input should be a valid string"),
        (
            "[telegram]\napi_url = 'api.telegram.org'",
            "config.toml: telegram.api_url: has to begin with http:// or https://",
        ),
        (
            "[server]\nport = 'x'",
            "config.toml: server.port: Input should be a valid integer, "
            "unable to parse string as an integer",
        ),
        (
            "[server]\nport = 65536",
            "config.toml: server.port: Input should be less than or equal to 65535",
        ),
        (
            "[server]\nport = -1",
            "config.toml: server.port: Input should be greater than or equal to 0",
        ),
        (
            "[secretariat]\ntimezone = 'Karachi'",
            "config.toml: secretariat.timezone: is not an IANA time zone such as Asia/Karachi",
        ),
        (
            "[secretariat]\nlanguage = 'de'",
            "config.toml: secretariat.language: Input should be 'en' or 'ur'",
        ),
        (
            "[log]\nlevel = 'loud'",
            "config.toml: log.level: Input should be 'debug', 'info', 'warning' or 'error'",
        ),
        ("[log]\nformat = 'xml'", "config.toml: log.format: Input should be 'text' or 'json'"),
        ("[database]\nurl = ['a']", "config.toml: database.url: Input should be a valid string"),
        (
            "[telegram\n",
            "config.toml: Expected ']' at the end of a table declaration (at line 1, column 10)",
        ),
    ],
)
def test_a_fault_is_named_with_its_place_and_what_was_expected(
    tmp_path: Path, text: str, problem: str
) -> None:
    assert refused(text, tmp_path) == [problem]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    found = refused("[telegram]\ntokne = 'x'\n[log]\nlevel = 'loud'\n", tmp_path)

    assert found == [
        'config.toml: unknown key telegram.tokne; did you mean "token"?',
        "config.toml: log.level: Input should be 'debug', 'info', 'warning' or 'error'",
    ]


def test_a_fault_of_the_environment_names_the_variable(tmp_path: Path) -> None:
    found = refused("[server]\nport = 1\n", tmp_path, SECRETARIAT_SERVER_PORT="x")

    assert found == [
        "SECRETARIAT_SERVER_PORT: server.port: Input should be a valid integer, "
        "unable to parse string as an integer"
    ]


def test_a_file_that_is_not_there_is_told_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "absent.toml"

    with pytest.raises(ConfigRefused) as caught:
        read_config(path, {})

    assert caught.value.problems == [
        f"{path}: there is no such file; copy config.example.toml to it"
    ]


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(ConfigRefused) as caught:
        read_config(path, {})

    assert caught.value.problems == [
        f"{path}: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"
    ]


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigRefused) as caught:
        read_config(tmp_path, {})

    assert caught.value.problems == [f"{tmp_path}: Is a directory"]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf[telegram]\r\ntoken = 'x'\r\n")

    assert require_token(read_config(path, {}), path) == "x"


def test_the_environment_overrules_the_file(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[telegram]\ntoken = 'of the file'\n[server]\nport = 1\n")

    config = read_config(
        path,
        {
            "SECRETARIAT_TELEGRAM_TOKEN": "of the environment",
            "SECRETARIAT_SERVER_HOST": "0.0.0.0",
            "SECRETARIAT_SECRETARIAT_TIMEZONE": "Europe/Vienna",
            "SECRETARIAT_SERVICE_PORT": "of something else",
        },
    )

    assert config.telegram.token.get_secret_value() == "of the environment"
    assert (config.server.host, config.server.port) == ("0.0.0.0", 1)
    assert config.zone() == ZoneInfo("Europe/Vienna")


def test_the_environment_is_enough_without_a_file() -> None:
    config = read_config(None, {"SECRETARIAT_SERVER_PORT": "8443"})

    assert config.server.port == 8443
    assert config.telegram.api_url == "https://api.telegram.org"


def test_a_trailing_slash_of_the_server_is_no_matter() -> None:
    config = read_config(None, {"SECRETARIAT_TELEGRAM_API_URL": "http://127.0.0.1:8081/"})

    assert config.telegram.api_url == "http://127.0.0.1:8081"


def test_the_token_may_come_from_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{SECRET}\n")

    config = read_config(None, {"SECRETARIAT_TELEGRAM_TOKEN_FILE": str(tmp_path / "token")})

    assert require_token(config, None) == SECRET


@pytest.mark.parametrize(
    ("content", "problem"),
    [(None, "No such file or directory"), (b"\xff\xfe", "not a text file")],
)
@pytest.mark.parametrize("by_variable", [False, True])
def test_a_token_file_that_cannot_be_read_is_told(
    tmp_path: Path, content: bytes | None, problem: str, *, by_variable: bool
) -> None:
    file, path = tmp_path / "token", tmp_path / "config.toml"
    path.write_text("" if by_variable else f"[telegram]\ntoken_file = '{file}'\n")
    environment = {"SECRETARIAT_TELEGRAM_TOKEN_FILE": str(file)} if by_variable else {}
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(ConfigRefused) as caught:
        read_config(path, environment)

    source = "SECRETARIAT_TELEGRAM_TOKEN_FILE" if by_variable else path
    assert caught.value.problems == [f"{source}: telegram.token_file: {file}: {problem}"]


@pytest.mark.parametrize(
    ("path", "source"), [(None, "defaults"), (Path("config.toml"), "config.toml")]
)
def test_a_missing_token_is_told_where_one_is_needed(path: Path | None, source: str) -> None:
    with pytest.raises(ConfigRefused) as caught:
        require_token(Config(), path)

    assert caught.value.problems == [
        f"{source}: telegram.token is missing; BotFather gives one (docs/operator.md says how)"
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"[telegram]\ntoken = '{SECRET}'\nport = 5\n",
        f"[telegram]\ntoken = ['{SECRET}']\n",
        f"[telegram]\napi_url = '{SECRET}'\n",
        f"[telegram]\ntoken = '{SECRET}\n",
        f"[telegram]\ntoken = {SECRET}\n",
        f"[database]\nurl = ['postgresql://u:{SECRET}@h/d']\n",
        f"telegram = '{SECRET}'\n",
    ],
)
def test_no_message_tells_a_secret(tmp_path: Path, text: str) -> None:
    (problem,) = refused(text, tmp_path)

    assert SECRET not in problem


def test_a_configuration_that_is_printed_hides_the_token() -> None:
    config = read_config(None, {"SECRETARIAT_TELEGRAM_TOKEN": SECRET})

    assert SECRET not in f"{config!r} {config}"


def test_the_example_is_what_the_defaults_are(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(example(), encoding="utf-8")

    assert read_config(path, {}) == Config()


def test_the_example_has_every_key_with_a_sentence() -> None:
    keys = {
        f"{section}.{key}"
        for section, model in Config.model_fields.items()
        for key in model.annotation.model_fields  # type: ignore[union-attr]
    }
    # A key whose default is "none" stands there switched off.
    lines = [line.removeprefix("# ") if " = " in line else line for line in example().splitlines()]

    written = tomllib.loads("\n".join(lines))

    assert {f"{name}.{key}" for name, part in written.items() for key in part} == keys
    for number, line in enumerate(lines):
        if " = " in line:
            assert lines[number - 1].startswith("# ")
            assert lines[number - 1].endswith(".")
