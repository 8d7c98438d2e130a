"""Mutants of a module: each changed in one place, and run against tests that should notice.

    python -m tests.drivers.mutants MODULE … -- TEST.py …

prints every mutant that survives and the share that is killed. A fork a mutant: what the tests import of the outside
is read once. A mutant that takes longer than a minute counts as killed: it does not end.
"""

import ast
import copy
import importlib.util
import os
import signal
import sys
from collections.abc import Callable, Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

SECONDS = 60  # of processor time
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
REVERSED = {ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt}
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.MatMult: ast.Add,
}  # fmt: skip
CALLED = {
    "any": "all",
    "all": "any",
    "min": "max",
    "max": "min",
    "argmin": "argmax",
    "argmax": "argmin",
}
Change = Callable[[ast.AST], None]


def changes(node: ast.AST) -> Iterator[Change]:
    """Every way in which a node is changed."""
    yield from _of_operators(node)
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield lambda n: setattr(n, "value", not n.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        yield lambda n: setattr(n, "value", n.value + 1)
    elif isinstance(node, ast.Name) and node.id in CALLED:
        yield lambda n: setattr(n, "id", CALLED[n.id])
    elif isinstance(node, ast.Attribute) and node.attr in CALLED:
        yield lambda n: setattr(n, "attr", CALLED[n.attr])
    elif isinstance(node, (ast.If, ast.While, ast.IfExp)):
        yield lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield lambda n: n.ifs.pop(0)
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield lambda n: setattr(n, "value", ast.Constant(None))


def _of_operators(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Compare):
        for table in (COMPARED, REVERSED):
            if (other := table.get(type(node.ops[0]))) is not None:
                yield lambda n, other=other: n.ops.__setitem__(0, other())
    elif isinstance(node, ast.BoolOp):
        turned = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield lambda n: setattr(n, "op", turned())
    elif isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in COUNTED:
        yield lambda n: setattr(n, "op", COUNTED[type(n.op)]())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield lambda n: setattr(n, "op", ast.UAdd())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield lambda n: setattr(n, "operand", ast.UnaryOp(ast.Not(), n.operand))


def mutants(source: str) -> Iterator[tuple[int, str, ast.Module]]:
    """(line, the changed line, the tree) of every mutant of a source; annotations and docstrings stay."""
    tree = ast.parse(source)
    kept = {
        id(inner)
        for node in ast.walk(tree)
        for part in (
            getattr(node, "annotation", None),
            getattr(node, "returns", None),
            *(getattr(node, "decorator_list", None) or ()),
        )
        if part is not None
        for inner in ast.walk(part)
    }
    order = [node for node in ast.walk(tree) if id(node) not in kept]
    for at, node in enumerate(ast.walk(tree)):
        if node not in order:
            continue
        for change in changes(node):
            other = copy.deepcopy(tree)
            found = list(ast.walk(other))[at]
            line = getattr(found, "lineno", 0)
            try:
                change(found)
                ast.fix_missing_locations(other)
                told = ast.unparse(found)
                compile(other, "mutant", "exec")
            except (ValueError, TypeError, AttributeError):
                continue
            yield line, told, other


class Mutated(MetaPathFinder, Loader):
    """Gives a module's mutant in the place of the module."""

    def __init__(self, name: str, tree: ast.Module) -> None:
        self.name, self.tree = name, tree

    def find_spec(self, name: str, path: object, target: object = None) -> ModuleSpec | None:
        return importlib.util.spec_from_loader(name, self) if name == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.tree, self.name, "exec"), module.__dict__)


def survives(name: str, tree: ast.Module, tests: list[str]) -> bool:
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return status == 0
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    import resource

    used = int(resource.getrusage(resource.RUSAGE_SELF).ru_utime)
    resource.setrlimit(resource.RLIMIT_CPU, (used + SECONDS, used + SECONDS))
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    sys.meta_path.insert(0, Mutated(name, tree))
    import pytest

    told = pytest.main(
        [
            *tests,
            "-x",
            "-q",
            "-n0",
            "-p",
            "no:cacheprovider",
            "--assert=plain",
            "-m",
            "slow or not slow",
        ]
    )
    os._exit(0 if told == 0 else 1)


def main(arguments: list[str]) -> int:
    names, tests = arguments[: arguments.index("--")], arguments[arguments.index("--") + 1 :]
    for outside in ("pytest", "hypothesis", "numpy", "scipy.optimize", "scipy.cluster.hierarchy",
                    "pandas", "sqlalchemy", "alembic.command", "mcda.study.factory"):  # fmt: skip
        importlib.import_module(outside)
    killed = everything = 0
    for name in names:
        path = Path(*name.split(".")).with_suffix(".py")
        if not survives(name, ast.parse(path.read_text("utf-8")), tests):
            print("the tests fail without any change")
            return 1
        for line, told, tree in mutants(path.read_text("utf-8")):
            everything += 1
            if survives(name, tree, tests):
                print(f"{path}:{line}: survives: {told}", flush=True)
            else:
                killed += 1
        print(f"{name}: so far {killed} of {everything} killed", flush=True)
    print(f"{killed} of {everything} mutants killed, {killed / everything:.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
