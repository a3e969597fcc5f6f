"""Give submitted cells the tags that the course gives them (a step in stock `nbgrader autograde`)."""

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

SKIP = "skip-execution"


class CourseTags(NbGraderPreprocessor):
    """Skip demos and run everything else.

    nbclient skips a cell of the tag `skip-execution`, and nbgrader gives a check that did not run full marks: so no tag
    of a submission may stay.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, object], cell_index: int
    ) -> tuple[NotebookNode, dict[str, object]]:
        """Replace the tags of one cell."""
        grading = cell.metadata.get("nbgrader", {})
        is_demo = grading.get("grade_id", "").startswith("demo-") and not grading.get("grade")
        cell.metadata["tags"] = [SKIP] if is_demo else []
        return cell, resources
