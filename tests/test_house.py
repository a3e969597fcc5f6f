"""The house itself: the files agree with each other, imports go down only, and nothing of one machine is left in it."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
FLOORS = {"data": 1, "reference": 2, "checks": 2, "models": 3, "explain": 4, "figures": 5, "demos": 6}
PYTHONS = ["3.11", "3.12", "3.13"]


# --- the files of the house -----------------------------------------------------------------------------------------


@cache
def files_of_the_house() -> list[Path]:
    """List what is committed or could be: all that git does not ignore."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip(f"expected a git repository, to know which files are ignored; came: {listed.stderr.strip()}")
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return sorted(path for path in paths if path.is_file())


@cache
def texts_of_the_house() -> dict[str, str]:
    """Read every file that is text; keys are paths below the root, with forward slashes."""
    texts = {}
    for path in files_of_the_house():
        try:
            texts[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return texts


def lines_with(pattern: str) -> list[str]:
    """Return `path:line: text` for each line of the house that the pattern is found in."""
    found = []
    for name, text in texts_of_the_house().items():
        if re.search(pattern, text):
            found += [
                f"{name}:{number}: {line.strip()[:120]}"
                for number, line in enumerate(text.splitlines(), 1)
                if re.search(pattern, line)
            ]
    return found


# The patterns are put together from pieces, or this file would be found by them.
def test_no_file_holds_the_address_of_a_package_registry():
    hosts = [r"py" + r"pi\.org", r"python" + r"hosted\.org", r"ana" + r"conda\.(com|org)", r"registry\.npm" + r"js"]
    flags = [r"--(extra-)?index" + r"-url", r"--find" + r"-links"]
    assert lines_with("|".join(hosts + flags)) == []


def test_no_file_holds_a_path_of_one_machine():
    folders = [r"/(home|Users)" + r"/\w", r"/ro" + r"ot/", r"(?<![\w.~}/])/wo" + r"rk/", r"[A-Z]:\\Use" + r"rs"]
    assert lines_with("|".join(folders)) == []


def test_no_file_is_a_drawer_for_everything():
    drawers = {"utils", "util", "helpers", "helper", "common", "misc"}
    parts = {path: path.relative_to(ROOT).with_suffix("").parts for path in files_of_the_house()}
    assert [str(path) for path, names in parts.items() if drawers & set(names)] == []


def test_tests_are_no_package():
    """With an `__init__.py`, `tests/autograder` would be a second package of that name."""
    assert [path for path in files_of_the_house() if path.name == "__init__.py" and "tests" in path.parts] == []


def test_notebooks_hold_no_outputs_and_no_widget_state():
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        assert "widgets" not in notebook["metadata"], f"{path.name} holds the state of widgets"
        code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        full = [cell["id"] for cell in code if cell["outputs"] or cell["execution_count"] is not None]
        assert not full, f"{path.name} holds outputs in {', '.join(full)}"


def test_shell_scripts_can_be_read_and_run():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", script], check=True)


# --- pyproject.toml, requirements.txt, environment.yml ---------------------------------------------------------------


def direct_dependencies() -> list[Requirement]:
    extras = PROJECT["optional-dependencies"]
    return [Requirement(line) for lines in (PROJECT["dependencies"], *extras.values()) for line in lines]


def requirement_lines() -> list[str]:
    return [line for line in (ROOT / "requirements.txt").read_text().splitlines() if not line.startswith("#")]


def pins() -> dict[str, str]:
    """Read requirements.txt; keys are normalised names, values are versions."""
    pinned = {}
    for requirement in map(Requirement, requirement_lines()):
        (only,) = requirement.specifier
        assert only.operator == "==", f"expected an exact version, came {requirement}"
        pinned[canonicalize_name(requirement.name)] = only.version
    return pinned


def test_requirements_are_names_and_exact_versions_in_order():
    lines = requirement_lines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][\w.!+]*( ?; .+)?", line)] == []
    assert lines == sorted(lines, key=str.lower)
    assert len(pins()) == len(lines)


@pytest.mark.parametrize("dependency", direct_dependencies(), ids=str)
def test_every_direct_dependency_is_pinned_within_its_range(dependency):
    pinned = pins().get(canonicalize_name(dependency.name))
    assert pinned, f"{dependency.name} is in pyproject.toml, but not in requirements.txt"
    assert dependency.specifier.contains(pinned), f"{dependency}: requirements.txt has {pinned}"


def test_what_is_installed_is_what_requirements_say():
    other = {name: f"{version(name)}, expected {pinned}" for name, pinned in pins().items() if version(name) != pinned}
    assert not other, "run `make setup`, or write what was tested into requirements.txt"


def test_the_gpu_extra_asks_for_the_tensorflow_of_the_course():
    (plain,) = [line for line in PROJECT["dependencies"] if line.startswith("tensorflow")]
    assert PROJECT["optional-dependencies"]["gpu"] == [plain.replace("tensorflow", "tensorflow[and-cuda]")]


def test_conda_users_get_the_same():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    python, pip, by_pip = environment["dependencies"]
    assert python == f"python {PROJECT['requires-python']}"
    assert pip == "pip"
    assert by_pip == {"pip": ["-r requirements.txt", "-e ."]}
    assert environment["name"] == PROJECT["name"]


def test_all_files_name_the_same_pythons():
    admitted = SpecifierSet(PROJECT["requires-python"])
    assert [f"3.{minor}" for minor in range(20) if f"3.{minor}" in admitted] == PYTHONS
    classifiers = [line.rsplit(" ", 1)[1] for line in PROJECT["classifiers"] if "Python :: 3." in line]
    assert classifiers == PYTHONS
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    assert tools["ruff"]["target-version"] == "py" + PYTHONS[0].replace(".", "")
    assert tools["mypy"]["python_version"] == PYTHONS[0]
    makefile = (ROOT / "Makefile").read_text()
    assert " ".join(f"python{each}" for each in PYTHONS) in makefile
    assert "|".join(PYTHONS) in makefile


@pytest.mark.parametrize("package", ["convcourse", "autograder"])
def test_every_import_of_the_packages_is_a_declared_dependency(package):
    extras = PROJECT["optional-dependencies"]
    lines = PROJECT["dependencies"] + (extras["cluster"] + extras["postgresql"] if package == "autograder" else [])
    declared = {canonicalize_name(Requirement(line).name) for line in lines}
    own = {"convcourse", "autograder"}
    sources = packages_distributions()
    undeclared = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        for module in {name.split(".")[0] for name in imports(path)} - own - sys.stdlib_module_names:
            if not declared & {canonicalize_name(name) for name in sources.get(module, [])}:
                undeclared.setdefault(module, path.relative_to(ROOT).as_posix())
    assert not undeclared


# --- floors: imports go down only ------------------------------------------------------------------------------------


def imports(path: Path, *, only_top_level: bool = False) -> list[str]:
    """List the modules that a file imports, with full names: `from a import b` counts as `a.b`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if only_top_level else ast.walk(tree)
    found = []
    for node in nodes:
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                package = path.relative_to(ROOT).parts[: -node.level]
                module = ".".join([*package, module]).rstrip(".")
            found += [f"{module}.{alias.name}" for alias in node.names]
    return found


def test_imports_in_convcourse_go_down_only():
    arrows_up = []
    for path in sorted((ROOT / "convcourse").rglob("*.py")):
        room = path.relative_to(ROOT / "convcourse").parts[0]
        if room == "__init__.py":
            continue
        assert room in FLOORS, f"expected one of the floors {', '.join(FLOORS)}; came {path.relative_to(ROOT)}"
        for name in imports(path):
            parts = name.split(".")
            if parts[0] == "convcourse" and len(parts) > 1 and parts[1] != room and FLOORS[parts[1]] >= FLOORS[room]:
                arrows_up.append(f"{path.relative_to(ROOT)} imports {name}")
    assert arrows_up == []


def test_the_autograder_sees_chapters_as_files_only():
    files = sorted((ROOT / "autograder").rglob("*.py"))
    assert [str(path) for path in files if any(name.startswith("convcourse") for name in imports(path))] == []


def test_a_chapter_needs_nothing_that_colab_lacks():
    """The README says that nothing is installed there; Colab has these."""
    there = {"numpy", "matplotlib", "PIL", "cv2", "ipywidgets", "IPython", "pygments", "traitlets", "keras"}
    needed = {name.split(".")[0] for path in (ROOT / "convcourse").rglob("*.py") for name in imports(path)}
    assert needed - sys.stdlib_module_names - {"convcourse"} <= there


CHAPTERS = sorted((ROOT / "solutions").glob("[0-9][0-9]_*.py"))


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_imports_the_course_and_few_others(path):
    standard_library = {"functools", "math", "pathlib", "tempfile", "time"}
    allowed = {"convcourse", "numpy", "matplotlib", "keras", "ipywidgets", "IPython", *standard_library}
    assert {name.split(".")[0] for name in imports(path)} <= allowed


@pytest.mark.parametrize("path", [path for path in CHAPTERS if path.stem < "07"], ids=lambda path: path.stem)
def test_a_chapter_before_keras_imports_no_keras(path):
    assert {name.split(".")[0] for name in imports(path)} & {"keras", "tensorflow"} == set()


def test_the_course_can_be_imported_without_keras():
    code = """
import sys
import convcourse.checks, convcourse.data, convcourse.demos, convcourse.figures, convcourse.reference
print(*sorted({"keras", "tensorflow", "scipy", "skimage", "sklearn"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


# --- README and Makefile ---------------------------------------------------------------------------------------------


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):.*  ## ", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))


def readme_code() -> str:
    """Return what README.md sets as code: its blocks and its spans."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", readme, flags=re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", readme, flags=re.MULTILINE | re.DOTALL))
    return "\n".join(blocks + spans)


def test_every_make_target_says_what_it_does():
    makefile = (ROOT / "Makefile").read_text()
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)
    assert set(phony.split()) == make_targets()
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [target for target in make_targets() if not re.search(rf"^  {target} ", shown, flags=re.MULTILINE)] == []


def test_every_make_target_in_the_readme_exists():
    named = set(re.findall(r"\bmake ([a-z]+)", readme_code()))
    assert {"lab", "test", "grade"} <= named
    assert named <= make_targets()


def test_every_autograder_command_in_the_readme_exists():
    from typer.main import get_command

    from autograder.cli import app

    named = set(re.findall(r"\bautograder ([a-z]+)", readme_code()))
    assert {"check", "reset", "update", "grade", "build", "rehearse"} <= named
    assert named <= set(get_command(app).commands)


def test_every_file_that_the_readme_links_to_exists():
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (ROOT / link).exists()] == []


def test_the_readme_lists_every_chapter():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [path.stem for path in CHAPTERS if path.stem not in readme] == []
