"""Ask axe-core whether people can use a page who do not see it, or see it otherwise."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SERIOUS = ("serious", "critical")


def serious_findings(page: Page, within: str | None = None) -> list[str]:
    """Return what axe-core finds that is serious or critical: the rule, in words, and where.

    Args:
        page: a page in the browser.
        within: a CSS selector of the part to look at; the whole page when not given.
    """
    found = Axe().run(page, context=within).response["violations"]
    return [
        f"{each['id']}: {each['help']}: {each['nodes'][0]['target']}" for each in found if each["impact"] in SERIOUS
    ]
