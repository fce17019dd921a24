"""The contracts of the house that no lint checks."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from gongkai.audit.actions import Action

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(
    path for path in (ROOT / "gongkai").rglob("*.py") if "migrations" not in path.parts
)
TREES = {path.relative_to(ROOT): ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(TREES[path])


def quoted(document: str) -> set[str]:
    """What a document sets in code font."""
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    return set(re.findall(r"`([^`\n]+)`", text))


def models_with_status() -> set[str]:
    names = set()
    for model in apps.get_models():
        try:
            model._meta.get_field("status")
        except FieldDoesNotExist:
            continue
        names.add(model.__name__)
    return names


def writes_status(node: ast.AST, models: set[str]) -> bool:
    """`x.status = …`, `.update(status=…)`, `.create(status=…)` and `Model(status=…)`."""
    match node:
        case ast.Assign(targets=targets):
            return any(
                isinstance(target, ast.Attribute) and target.attr == "status" for target in targets
            )
        case ast.AugAssign(target=ast.Attribute(attr="status")):
            return True
        case ast.AnnAssign(target=ast.Attribute(attr="status")):
            return True
        case ast.Call(func=ast.Attribute(attr="update" | "create" | "get_or_create")):
            return any(keyword.arg == "status" for keyword in node.keywords)
        case ast.Call(func=ast.Name(id=name)) if name in models:
            return any(keyword.arg == "status" for keyword in node.keywords)
    return False


def test_only_transitions_write_a_status() -> None:
    models = models_with_status()
    assert {"Application", "DisclosureItem"} <= models
    writers = {
        str(path) for path in TREES if any(writes_status(node, models) for node in nodes(path))
    }
    assert writers
    assert {path for path in writers if "transitions" not in path} == set()


def test_no_file_is_longer_than_500_lines() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in MODULES
    }
    assert {path: length for path, length in lengths.items() if length > 500} == {}


# Where an action is asked about or described, not written to the log.
NOT_RECORDING = {"actions.py", "permissions.py", "policies.py", "ledgers.py"}


def test_every_action_is_recorded() -> None:
    recorded = {
        node.attr
        for path in TREES
        if path.name not in NOT_RECORDING
        for node in nodes(path)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Action"
    }
    assert set(Action.names) - recorded == set()


def test_every_setting_is_explained() -> None:
    settings = ast.parse((ROOT / "config" / "settings.py").read_text(encoding="utf-8"))
    read = {
        node.args[0].value
        for node in ast.walk(settings)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and isinstance(node.args[0], ast.Constant)
    }
    assert {"SECRET_KEY", "DATABASE_URL"} <= read
    assert read - quoted("settings.md") == set()


@pytest.mark.parametrize("document", ["law.md", "glossary.md"])
def test_every_name_in_the_documents_on_the_law_exists(document: str) -> None:
    sources = [*MODULES, *(ROOT / "gongkai" / "law").rglob("*.toml")]
    words = {path.name for path in sources} | {"gongkai", "report_forms", "data"}
    for path in sources:
        words |= set(re.findall(r"[\w-]+", path.read_text(encoding="utf-8")))
    named = {
        name
        for quotation in quoted(document)
        for name in re.findall(r"[\w-]+\.(?:py|toml)|[A-Za-z][\w-]+", quotation)
    }
    assert named - words == set()


@pytest.mark.parametrize("name", ["utils", "helpers", "services", "managers"])
def test_every_module_is_named_after_what_it_holds(name: str) -> None:
    assert [path for path in TREES if name in (path.stem, *path.parts)] == []


def test_no_import_inside_a_function() -> None:
    late = {
        f"{path}:{inner.lineno}"
        for path in TREES
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    }
    assert late == set()


def test_no_signals() -> None:
    imported = {
        f"{path}:{node.lineno}"
        for path in TREES
        for node in nodes(path)
        if (isinstance(node, ast.ImportFrom) and is_signal(node.module or ""))
        or (isinstance(node, ast.Import) and any(is_signal(name.name) for name in node.names))
    }
    assert imported == set()


def is_signal(module: str) -> bool:
    return module == "django.dispatch" or module.endswith(".signals")


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_locked_requirements_name_no_index_address(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert re.findall(r"^.*(?:://|index-url|find-links|trusted-host).*$", text, re.MULTILINE) == []
