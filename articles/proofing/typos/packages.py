"""What the typo model needs from outside and what an editor reads when it is not there. Pure."""


class Missing(Exception):
    """An optional package is not installed; the message names it in Chinese."""

    def __init__(self, what: str) -> None:
        super().__init__(f"缺少{what}，错别字检查已停用。")
