"""Puts a mutant into the running program: into one function, or into a file not yet imported."""

import ast
import sys
from collections.abc import Iterator
from functools import cached_property
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from tools.mutate.operators import Mutant


def compiled(tree: ast.Module, mutant: Mutant, path: Path) -> CodeType:
    """The whole file with this change, compiled."""
    old = mutant.swap()
    try:
        return compile(tree, str(path), "exec")
    finally:
        mutant.swap_back(old)


def function_of(module: ModuleType, qualified: str) -> FunctionType | None:
    """The outermost function on the way to a name; None where the way leads to none."""
    place: Any = module
    for part in qualified.split(".") if qualified else ():
        place = vars(place).get(part) if hasattr(place, "__dict__") else None
        if (function := _unwrapped(place)) is not None:
            return function if function.__module__ == module.__name__ else None
    return None


def _unwrapped(thing: Any) -> FunctionType | None:
    """The plain function under a property, a class method or a cache."""
    for _ in range(8):
        if isinstance(thing, FunctionType) and not hasattr(thing, "__wrapped__"):
            return thing
        if isinstance(thing, property):
            thing = thing.fget
        elif isinstance(thing, staticmethod | classmethod):
            thing = thing.__func__
        elif isinstance(thing, cached_property):
            thing = thing.func
        else:
            thing = getattr(thing, "__wrapped__", None)
    return None


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def swap_code(function: FunctionType, changed: CodeType) -> bool:
    """Give a function its code from a changed file; False where it cannot be found or fitted."""
    old = function.__code__
    for code in _codes(changed):
        same_place = code.co_firstlineno == old.co_firstlineno
        if code.co_name == old.co_name and same_place and code.co_freevars == old.co_freevars:
            function.__code__ = code
            return True
    return False


def clear_caches(package: str) -> None:
    """Forget what functions of the package remember from before the change."""
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == package:
            for thing in list(vars(module).values()):
                if hasattr(thing, "cache_clear"):
                    thing.cache_clear()


class ChangedFile:
    """Serves the changed code when the file is imported for the first time."""

    def __init__(self, name: str, code: CodeType) -> None:
        self.name = name
        self.code = code

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The place of the file, with a loader that gives the changed code."""
        if name != self.name or (spec := PathFinder.find_spec(name, path, target)) is None:
            return None
        code = self.code

        class Loader(SourceFileLoader):
            def get_code(self, _fullname: str, /) -> CodeType:
                return code

        spec.loader = Loader(name, str(spec.origin))
        return spec
