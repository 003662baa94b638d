"""What must not happen while a page is open: console errors, exceptions, broken content policy, server errors."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Response, WebError

REPORT_POLICY = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`content policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


class Faults:
    """Listens to every page of the contexts it watches. A test that provokes a fault says which one it expects."""

    def __init__(self) -> None:
        self._found: list[str] = []
        self._expected: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        context.add_init_script(REPORT_POLICY)
        context.on("console", self._hear)
        context.on("weberror", self._catch)
        context.on("response", self._receive)

    def expect(self, *patterns: str) -> None:
        """Faults whose words match one of these belong to what the test shows."""
        self._expected += patterns

    @property
    def unexpected(self) -> list[str]:
        return [each for each in self._found if not any(re.search(pattern, each) for pattern in self._expected)]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._found.append(f"console: {message.text} ({message.location.get('url')})")

    def _catch(self, error: WebError) -> None:
        self._found.append(f"exception: {error.error}")

    def _receive(self, response: Response) -> None:
        if response.status >= 500:
            self._found.append(f"server: {response.status} {response.request.method} {response.url}")
