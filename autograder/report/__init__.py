"""What grading found out, for people: a page for each student, a page for the instructor, files for other systems."""
