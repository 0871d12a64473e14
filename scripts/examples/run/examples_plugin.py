"""What the tests of examples have: the page's blocks as modules, and the addresses of the servers that they asked for."""

import importlib
import importlib.util
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


@dataclass(frozen=True)
class Block:
    """A block of the page that is under test."""

    file: Path
    path: str
    incorrect: bool

    @property
    def text(self) -> str:
        return self.file.read_text()

    def load(self) -> ModuleType:
        """The block as a module; what it imports comes from the page's other blocks and from `stand_in`."""
        spec = importlib.util.spec_from_file_location(f"block_{abs(hash(self.file))}", self.file)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        return module


def blocks() -> list[Block]:
    """Every Python block of the page, in order."""
    data = json.loads(Path(os.environ["EXAMPLE_BLOCKS"]).read_text())
    return [Block(Path(one["file"]), one["path"], one["incorrect"]) for one in data]


def block(containing: str, *, incorrect: bool = False) -> Block:
    """The only correct (or INCORRECT) block that contains a text."""
    found = [one for one in blocks() if one.incorrect is incorrect and containing in one.text]
    assert len(found) == 1, f"{len(found)} blocks contain {containing!r}"
    return found[0]


def stand_in(module: str, **names: Any) -> ModuleType:
    """Put a module of the project's own in place that the page imports and does not show."""
    found = ModuleType(module)
    vars(found).update(names)
    parts = module.split(".")
    for end in range(1, len(parts)):
        parent = ".".join(parts[:end])
        if parent not in sys.modules:
            try:
                importlib.import_module(parent)
            except ModuleNotFoundError:
                package = ModuleType(parent)
                package.__path__ = []
                sys.modules[parent] = package
    sys.modules[module] = found
    if len(parts) > 1:
        setattr(sys.modules[".".join(parts[:-1])], parts[-1], found)
    return found


def _address(name: str) -> Callable[[], str]:
    def address() -> str:
        return os.environ[name]

    return address


redis_url = pytest.fixture(_address("REDIS_URL"), name="redis_url")
database_url = pytest.fixture(_address("DATABASE_URL"), name="database_url")
rabbitmq_url = pytest.fixture(_address("RABBITMQ_URL"), name="rabbitmq_url")
