"""Fail when code or docs use words that the glossary replaces, or modules break the rules of size and naming.

- words of the last table of `docs/explanation/glossary.md`, in names and docstrings;
- modules above 300 lines, and more than 25 below 60 lines that are not a package's face or a database migration;
- basenames used twice where no layer mirrors another by rule;
- public classes of one name in more modules than there are now;
- docstrings whose first line is a relative clause ("What …", "Whose …", "How …") or says "Nothing";
- numbers as constants of a module without a docstring or comment that gives their unit and source;
- a route or its helper that takes all services instead of those that it calls;
- the state of a job written as a text where `core.job_state.JobState` has it;
- words of both tables of the glossary in what users read: texts of the studio, README, tutorial, how-to pages;
  routes in texts of the studio.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src/clonyvoice"
GLOSSARY = ROOT / "docs/explanation/glossary.md"
LONGEST, SHORTEST, MOST_SHORT = 300, 60, 25
MOST_SHARED = 9
"""Class names that several modules define, at most: as many as there were when this was first counted."""
ROUTE = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE)\s+/|/(api|v1)/")
STATE = re.compile(r"\b(state|status)\b[^\"\n]{0,40}\"(queued|running|completed|cancelled)\"")
NARROW = ("api/routes/", "api/compat/", "api/responses/", "api/bodies/", "api/mcp/", "wyoming/")
"""Packages whose functions take the services that they call, not the object that has all of them."""
RELATIVE = re.compile(r"(What|Whose|Who|How|Where|When|Why|Which)\b|Nothing([.,]| (for|unless|when|while)\b)")
MIRRORED = frozenset({"errors", "model", "records", "service"})
"""Each domain package may have one of these."""
MIRRORING = (
    ("api/bodies", "api/routes", "api/responses", "api/compat"),
    ("text/normalise", "text/phonemes"),
    ("cli", "api/routes", "api/bodies", "core"),
)
"""Packages whose modules mirror each other: one module for each topic of the API, or for each language.

A type of `core` (`core/audio.py`) may have the name of the topic of the API that carries it.
"""


def modules() -> list[Path]:
    """The modules of the package, without package faces and migrations."""
    found = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
    return [path for path in found if path.name not in ("__init__.py", "__main__.py")]


def banned_words(heading: str = "## Words that are not used") -> dict[str, str]:
    """The words of the table below a heading of the glossary, each with its replacement."""
    table = GLOSSARY.read_text("utf-8").rpartition(heading)[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([\w ]+) \| (.+) \|$", table, re.MULTILINE)
    return {word.strip(): instead for word, instead in rows if word.strip() != "not"}


def definitions(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Name and docstring of the module (its name empty), and of every class, function and assigned name."""
    yield "", ast.get_docstring(tree) or ""
    for parent in ast.walk(tree):
        body = getattr(parent, "body", None)
        for before, after in pairwise(body if isinstance(body, list) else []):
            if isinstance(before, ast.Assign | ast.AnnAssign) and isinstance(after, ast.Expr):
                name = ast.unparse(before.target if isinstance(before, ast.AnnAssign) else before.targets[0])
                yield name, str(getattr(after.value, "value", ""))
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, ast.get_docstring(node) or ""


def is_number(node: ast.expr) -> bool:
    """Whether an expression is a number, or is made of numbers alone: a sum, tuple, dictionary or time span."""
    match node:
        case ast.Constant(value=value):
            return isinstance(value, int | float) and not isinstance(value, bool)
        case ast.UnaryOp(operand=operand):
            return is_number(operand)
        case ast.BinOp(left=left, right=right):
            return is_number(left) and is_number(right)
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Dict(values=parts) if parts:
            return all(map(is_number, parts))
        case ast.Call(func=ast.Name(id="timedelta")):
            return True
        case _:
            return False


def bare_numbers(tree: ast.Module, lines: list[str]) -> Iterator[str]:
    """Names of a module's numbers that have neither a docstring below nor a comment above or beside them."""
    for node, after in pairwise([*tree.body, ast.Pass()]):
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                names = [name]
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                names = [name]
            case ast.Assign(targets=[ast.Tuple(elts=elements)], value=value):
                names = [each.id for each in elements if isinstance(each, ast.Name)]
            case _:
                continue
        if not is_number(value) or not all(name.isupper() for name in names):
            continue
        described = isinstance(after, ast.Expr) and isinstance(getattr(after.value, "value", None), str)
        above = lines[node.lineno - 2].startswith("#")
        beside = re.search(r"# (?!fmt|type|noqa)", lines[(node.end_lineno or node.lineno) - 1])
        if not described and not above and beside is None:
            yield ", ".join(names)


def words_of(name: str) -> str:
    """A name as words: `GenerationJob` and `generation_job` are `generation job`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_", " ", name).lower().strip()


def problems_in(path: Path, banned: dict[str, str]) -> Iterator[str]:
    """Problems of one module: its size, its words, its docstrings."""
    shown = path.relative_to(SOURCE).as_posix()
    text = path.read_text("utf-8")
    lines = len(text.splitlines())
    if lines > LONGEST:
        yield f"{shown}: more than {LONGEST} lines"
    tree = ast.parse(text)
    for name in bare_numbers(tree, text.splitlines()):
        yield f"{shown}: {name} needs a docstring with its unit and source"
    if shown.startswith(NARROW) and re.search(r"\bparts\b: |: Services\b", text):
        yield f"{shown}: takes all services; ask for those that are called (api/services.py)"
    for number, line in enumerate(text.splitlines(), 1):
        if STATE.search(line):
            yield f"{shown}:{number}: a job's state is a member of core.job_state.JobState"
    names = [(path.stem, ""), *definitions(tree)]
    for name, docstring in names:
        first = docstring.partition("\n")[0]
        if RELATIVE.match(first):
            yield f"{shown}: docstring of {name or 'the module'} begins as a relative clause or with 'Nothing'"
        for word, instead in banned.items():
            if re.search(rf"\b{word}\b", words_of(name)) or re.search(rf"\b{word}\b", first.lower()):
                yield f"{shown}: {name or 'the module'} says '{word}', the glossary says {instead}"


def texts_of(strings: object) -> Iterator[tuple[str, str]]:
    """Key and text of each string of a language file."""
    for key, inner in strings.items() if isinstance(strings, dict) else ():
        if isinstance(inner, str):
            yield key, inner
        else:
            yield from ((f"{key}.{rest}", text) for rest, text in texts_of(inner))


def read_by_users() -> Iterator[tuple[str, str]]:
    """Place and text of everything that users read: texts of the studio, and lines of pages without their code."""
    for language in ("en", "ko"):
        strings = json.loads((ROOT / f"studio/src/i18n/{language}.json").read_text("utf-8"))
        for key, text in texts_of(strings):
            yield f"studio {language}.{key}", text
    pages = [ROOT / "README.md", ROOT / "README.ko.md", ROOT / "docs/tutorial.md"]
    for page in [*pages, *sorted((ROOT / "docs/how-to").glob("*.md"))]:
        prose = re.sub(
            r"```.*?```", lambda code: "\n" * code[0].count("\n"), page.read_text("utf-8"), flags=re.DOTALL
        )
        for number, line in enumerate(prose.splitlines(), 1):
            yield f"{page.relative_to(ROOT).as_posix()}:{number}", re.sub(r"`[^`]*`", "", line)


def problems_for_users() -> Iterator[str]:
    """Words that users do not see, in what they read, and routes in the studio."""
    banned = banned_words() | banned_words("## Words that users do not see")
    for place, text in read_by_users():
        if place.startswith("studio") and ROUTE.search(text):
            yield f"{place} shows a route"
        for word, instead in banned.items():
            if re.search(rf"\b{word}\b" if word.isascii() else word, text.lower()):
                yield f"{place} says '{word}', the glossary says {instead}"


def relative_clauses() -> Iterator[str]:
    """Docstrings of benchmarks, scripts and tests whose first line is a relative clause."""
    for folder in ("benchmarks", "scripts", "tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if ".venv" in path.parts:  # the packages of other clients (tests/clients)
                continue
            for name, docstring in definitions(ast.parse(path.read_text("utf-8"))):
                if RELATIVE.match(docstring):
                    shown = path.relative_to(ROOT).as_posix()
                    yield f"{shown}: docstring of {name or 'the module'} begins as a relative clause"


def same_basenames(paths: list[Path]) -> Iterator[str]:
    """Basenames that occur more than once without a rule."""
    by_name: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        by_name[path.stem].append(path.parent.relative_to(SOURCE).as_posix())
    for name, folders in sorted(by_name.items()):
        mirrored = any(set(folders) <= set(group) for group in MIRRORING)
        if len(folders) > 1 and name not in MIRRORED and not mirrored:
            yield f"{name}.py: in {', '.join(sorted(folders))}"


def shared_classes(paths: list[Path]) -> Iterator[str]:
    """Names of public classes that several modules define."""
    modules_of: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                modules_of[node.name].append(path.relative_to(SOURCE).as_posix())
    for name, found in sorted(modules_of.items()):
        if len(found) > 1:
            yield f"{name}: in {', '.join(found)}"


def main() -> int:
    """Print every problem; 1 when there is one."""
    paths, banned = modules(), banned_words()
    found = {problem for path in paths for problem in problems_in(path, banned)} | set(same_basenames(paths))
    found |= {*problems_for_users(), *relative_clauses()}
    files = [path for path in SOURCE.rglob("*.py") if path.name not in ("__init__.py", "__main__.py")]
    short = [path for path in files if len(path.read_text("utf-8").splitlines()) < SHORTEST]
    if len(short) > MOST_SHORT:
        found.add(
            f"{len(short)} files below {SHORTEST} lines, migrations among them; at most {MOST_SHORT}: merge one"
        )
    shared = list(shared_classes(paths))
    if len(shared) > MOST_SHARED:
        found.add(
            f"{len(shared)} class names in several modules, at most {MOST_SHARED}: " + "; ".join(shared)
        )
    for problem in sorted(found):
        print(problem)
    if not found:
        print(f"names: {len(paths)} modules, {len(short)} short ones")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
