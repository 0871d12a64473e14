"""Readers of languages whose real reader is Python's: a JSON list of blocks on standard input, the faults on standard output."""

import ast
import configparser
import json
import re
import sys
import tomllib
from collections.abc import Callable
from typing import NamedTuple


class Fault(NamedTuple):
    line: int
    message: str


def python(text: str) -> Fault | None:
    """The language of the examples is 3.12; a younger interpreter reads it too."""
    try:
        ast.parse(text)
    except SyntaxError as error:
        return Fault((error.lineno or 1) - 1, error.msg)
    return None


def toml(text: str) -> Fault | None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Fault(line_of(r"line (\d+)", error), str(error))
    return None


def postgres(text: str) -> Fault | None:
    """PostgreSQL's own parser. Commands of psql (`\\d`) are not SQL; `:name` and `%s` are parameters of drivers."""
    import pglast

    lines = ["" if line.lstrip().startswith("\\") else line for line in text.split("\n")]
    sql = re.sub(r"(?<![:\w]):[a-z_]\w*|%s|%\(\w+\)s", "$1", "\n".join(lines))
    try:
        pglast.parse_sql(sql)
    except pglast.parser.ParseError as error:
        at = error.args[1] if len(error.args) > 1 and isinstance(error.args[1], int) else 0
        return Fault(sql[:at].count("\n"), str(error.args[0]))
    return None


def mysql(text: str) -> Fault | None:
    import sqlglot
    from sqlglot.errors import SqlglotError

    try:
        for statement in sqlglot.parse(text, dialect="mysql", error_level=sqlglot.ErrorLevel.RAISE):
            del statement
    except SqlglotError as error:
        return Fault(line_of(r"Line (\d+)", error), str(error).split("\n")[0])
    return None


def hcl(text: str) -> Fault | None:
    import hcl2

    try:
        hcl2.loads(text if text.endswith("\n") else f"{text}\n")
    except Exception as error:  # the parser's exceptions have no base of their own
        return Fault(line_of(r"line (\d+)", error), str(error).strip().split("\n")[0])
    return None


def ini(text: str) -> Fault | None:
    """As Alembic and logging.config read it: `%` is looked at only when a value is asked for. A .env file has no section."""
    try:
        configparser.RawConfigParser(strict=True, allow_no_value=False).read_string(text)
    except configparser.Error as error:
        return Fault(line_of(r"line:? +(\d+)", error), str(error).split("\n")[0])
    return None


def line_of(pattern: str, error: Exception) -> int:
    found = re.search(pattern, str(error))
    return int(found[1]) - 1 if found else 0


readers: dict[str, Callable[[str], Fault | None]] = {
    "python": python, "toml": toml, "postgres": postgres, "mysql": mysql, "hcl": hcl, "ini": ini,
}


def main() -> None:
    faults = []
    for block in json.load(sys.stdin):
        fault = readers[block["kind"]](block["text"])
        if fault is not None:
            faults.append({"id": block["id"], "line": max(0, fault.line), "message": fault.message})
    json.dump(faults, sys.stdout)


main()
