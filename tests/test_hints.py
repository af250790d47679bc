"""Errors of ours say what to do."""

import ast
from pathlib import Path

from bilat import errors

SOURCE = Path(errors.__file__).parent


def test_every_error_says_what_to_do():
    """An error of ours has a hint wherever it is raised; unknown names find theirs by themselves."""
    kinds = {
        name
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, errors.BilatError) and name != "UnknownNameError"
    }
    bare = []
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                call = node.exc
                if isinstance(call.func, ast.Name) and call.func.id in kinds:
                    given = len(call.args) + len(call.keywords)
                    if given < 2 and not any(isinstance(a, ast.Starred) for a in call.args):
                        bare.append(f"{file.relative_to(SOURCE)}:{node.lineno}")
    assert not bare
