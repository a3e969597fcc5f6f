"""Apply the instructor's policy for late work: nbgrader's own plugin, with the settings of the course folder."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from autograder.nbgrader_converter import own_programs_on_path


def apply_late_policy(folder: Path, url: str, course_name: str, handed_in: Iterable[tuple[str, str, str]]) -> None:
    """Write the penalty of every submission that came after its due date; take it away where it is not late any more.

    As in nbgrader, there is no penalty unless the assignment has a due date, the submission a time, and the settings a
    policy (`LateSubmissionPlugin.penalty_method`, or a plugin of the instructor's own).

    Args:
        folder: nbgrader's course folder.
        url: the gradebook's address.
        course_name: nbgrader's name of the course.
        handed_in: student, assignment and notebook of submissions that say when they came.
    """
    from nbgrader.api import Gradebook
    from nbgrader.preprocessors import AssignLatePenalties

    assign: Any = None
    with own_programs_on_path(), Gradebook(url, course_name) as gradebook:
        for student, assignment, name in handed_in:
            submission = gradebook.find_submission(assignment, student)
            if submission.assignment.duedate is None:
                continue
            if assign is None:
                assign = AssignLatePenalties(config=_settings(folder), log=logging.getLogger("autograder"))
                assign.init_plugin()
            notebook = gradebook.find_submission_notebook(name, assignment, student)
            late, penalty = submission.total_seconds_late, None
            if late > 0:
                penalty = assign.plugin_inst.late_submission_penalty(student, notebook.score, late)
            if penalty is not None:
                penalty = float(min(max(penalty, 0.0), notebook.score))
            notebook.late_submission_penalty = penalty
        gradebook.db.commit()


def _settings(folder: Path) -> Any:
    """Read `nbgrader_config.py`, where there is one."""
    from traitlets.config import Config, PyFileConfigLoader

    if not (folder / "nbgrader_config.py").is_file():
        return Config()
    return PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config()
