"""What robots.txt allows, remembered for an hour a site."""

import time
from dataclasses import dataclass, field
from urllib.robotparser import RobotFileParser

_KEEP_SECONDS = 3600.0
_MOST = 500


@dataclass
class Rules:
    """The rules of one site, and when they were read."""

    parser: RobotFileParser
    read_at: float

    def allows(self, user_agent: str, url: str) -> bool:
        return self.parser.can_fetch(user_agent, url)


@dataclass
class RobotsCache:
    """Rules by origin (scheme://host:port); the oldest are forgotten first."""

    _rules: dict[str, Rules] = field(default_factory=dict)

    def get(self, origin: str) -> Rules | None:
        rules = self._rules.get(origin)
        return rules if rules and time.monotonic() - rules.read_at < _KEEP_SECONDS else None

    def put(self, origin: str, status: int, body: bytes) -> Rules:
        """Reads a site's answer. No file (4xx): all is allowed; a broken server (5xx): nothing is (RFC 9309 §2.3.1)."""
        parser = RobotFileParser()
        if status >= 500:
            parser.parse(["User-agent: *", "Disallow: /"])
        else:
            parser.parse(body.decode("utf-8", "replace").splitlines()[:5000] if status == 200 else [])
        rules = Rules(parser, time.monotonic())
        while len(self._rules) >= _MOST:
            self._rules.pop(next(iter(self._rules)))
        self._rules[origin] = rules
        return rules
