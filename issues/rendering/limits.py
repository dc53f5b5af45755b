"""What the channels take, as settings with these defaults; figures marked (K) are unverified common knowledge. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The channels' limits. Characters are counted as each channel counts them.

    wechat_*       公众号图文: characters of title, author, digest, and of the content *with its tags*; its bytes
    mms_bytes      one 彩信 in all (K)
    sms_single     characters of a 短信 that stands alone; `sms_part` of one part of a long one (K)
    warn_at        the share of a limit from which the editor is warned
    """

    wechat_title: int = 32
    wechat_author: int = 16
    wechat_digest: int = 128
    wechat_characters: int = 20_000
    wechat_bytes: int = 1_000_000
    mms_bytes: int = 300 * 1024
    sms_single: int = 70
    sms_part: int = 67
    warn_at: float = 0.9
