"""Sphinx's settings for the site; docs/site/build.py copies them beside what it renders."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

project = "From weighted averages to convolutional networks"
author = "the course's authors"
copyright = "the course's authors, CC BY 4.0"
language = "en"
extensions = ["myst_nb", "sphinx_design", "mathml"]
exclude_patterns = ["_build", "executed"]
nb_execution_mode = "off"
nb_number_source_lines = False
nb_merge_streams = True
myst_enable_extensions = ["dollarmath", "amsmath", "deflist"]
myst_heading_anchors = 3
myst_links_external_new_tab = False
# Chapters show code of a function in its middle now and then, and notebooks have no highlighting language of their own.
suppress_warnings = ["misc.highlighting_failure", "mystnb.unknown_mime_type"]
html_theme = "sphinx_book_theme"
html_title = "Convolutional networks, from a weighted average"
html_static_path = ["_static"]
html_favicon = "_static/favicon.svg"
html_context = {"default_mode": "auto"}
html_css_files = ["course.css"]
html_js_files = ["showcase.js"]
html_copy_source = False
html_show_sourcelink = False
# Opened from a folder, a page may not read another one, and the search would fail on its summaries.
html_show_search_summary = False
html_theme_options = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "home_page_in_toc": True,
    "show_toc_level": 2,
    "search_bar_text": "Search the course",
    "navbar_persistent": [],  # the search field stands above the list of chapters, and once is enough
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
