"""The public functions of the modules that change what is stored."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from enum import Enum
from importlib import import_module
from typing import Any

# Modules, and packages with the modules right below them.
PLACES = (
    "articles.workflow",
    "articles.tagging",
    "articles.images",
    "articles.credits",
    "articles.record",
    "articles.intake",
    "issues.workflow",
    "issues.assembly",
    "issues.editions",
    "issues.inspection",
    "issues.statistics",
    "articles.registers",
)


def name_of(function: Callable[..., Any]) -> str:
    """articles.workflow.edit, issues.assembly.storing.Importer.store"""
    return f"{function.__module__}.{function.__qualname__}"


def public_functions() -> set[str]:
    """By name, methods of plain classes too."""
    return {name for module in _modules() for name in _of(import_module(module))}


def _modules() -> Iterator[str]:
    for place in PLACES:
        module = import_module(place)
        yield place
        for found in pkgutil.iter_modules(getattr(module, "__path__", [])):
            if not found.ispkg:
                yield f"{place}.{found.name}"


def _of(module: Any) -> Iterator[str]:
    for name, thing in vars(module).items():
        if name.startswith("_") or getattr(thing, "__module__", "") != module.__name__:
            continue
        if inspect.isfunction(thing):
            yield name_of(thing)
        elif inspect.isclass(thing) and not is_dataclass(thing) and not issubclass(thing, Enum | Exception):
            yield from (
                name_of(method) for key, method in vars(thing).items() if inspect.isfunction(method) and key[0] != "_"
            )
