"""Why a page was not fetched, in words for the editor."""


class FetchRefused(ValueError):
    """A page was not fetched. `code` is stable; the message is Chinese, for the editor.

    Codes: address, private, dns, connect, tls, timeout, too_large, encoding, type, status, redirects, robots, protocol.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class StatusRefused(FetchRefused):
    """An answer other than 200; the status rides along for robots.txt."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__("status", message)
        self.status = status
