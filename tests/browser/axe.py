"""Ask axe-core whether people can use a page who do not see it, or see it otherwise."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SERIOUS = ("serious", "critical")


def serious_findings(page: Page) -> list[str]:
    """Return what axe-core finds on a page that is serious or critical: the rule, in words, and where."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {each['help']}: {each['nodes'][0]['target']}" for each in found if each["impact"] in SERIOUS
    ]
