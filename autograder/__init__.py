"""Build the course's notebooks, rehearse its exercises, and grade a class.

The package sees a chapter as a file and a student's work as a black box: it never imports what the chapters import.
"""
