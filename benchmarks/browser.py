"""A browser as far as a benchmark needs one: it signs in, keeps its cookie and its connection, and sends tokens."""

from __future__ import annotations

import http.client
import json
import re
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

TOKEN = re.compile(r'<meta name="csrf-token" content="([^"]+)">')
TIMEOUT = 30


class Unexpected(Exception):
    """An answer that the benchmark did not ask for: measuring it would say nothing."""


class Browser:
    """Signed in as one person. Not shared between threads."""

    def __init__(self, address: str, email: str, password: str) -> None:
        self._host = urlsplit(address).netloc
        self._connection = http.client.HTTPConnection(self._host, timeout=TIMEOUT)
        self._cookie = ""
        self.token = ""
        self.email = email
        self.get("/sign-in")
        self.post("/sign-in", {"email": email, "password": password})
        self.get("/account")  # a page of their own, with the token of the new session

    def get(self, path: str) -> str:
        return self._send("GET", path, None, {}, {200})

    def post(self, path: str, form: dict[str, str]) -> str:
        body = urlencode({**form, "csrf_token": self.token})
        return self._send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"}, {302, 303})

    def put(self, path: str, content: Any) -> Any:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": self.token}
        return json.loads(self._send("PUT", path, json.dumps(content), headers, {200}))

    def _send(self, method: str, path: str, body: str | None, headers: dict[str, str], expected: set[int]) -> str:
        answer = self._ask(method, path, body, headers | ({"Cookie": self._cookie} if self._cookie else {}))
        text = answer.read().decode()
        if answer.status not in expected:
            raise Unexpected(f"{method} {path} as {self.email}: {answer.status}: {text[:300]}")
        for name, morsel in SimpleCookie(answer.headers.get("Set-Cookie", "")).items():
            self._cookie = f"{name}={morsel.value}"
        if found := TOKEN.search(text):
            self.token = found[1]
        return text

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> http.client.HTTPResponse:
        """Once more on a new connection, should the server have closed an idle one."""
        try:
            self._connection.request(method, path, body, headers)
            return self._connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            self._connection.close()
            self._connection.request(method, path, body, headers)
            return self._connection.getresponse()
