"""What Python files import: a JSON object of path and text on standard input, of path and [module, names] on standard output."""

import ast
import json
import sys


def imports(path: str, text: str) -> list[tuple[str, list[str]]]:
    """Absolute names; relative imports are resolved from the file's own place. A file that does not parse has none."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return []
    package = path.removesuffix(".py").split("/")[:-1]
    found: list[tuple[str, list[str]]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(name.name, []) for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            found.append((module, [name.name for name in node.names]))
    return found


json.dump({path: imports(path, text) for path, text in json.load(sys.stdin).items()}, sys.stdout)
