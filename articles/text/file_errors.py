"""What the system says when a file cannot be opened or written, in an editor's words."""

import errno

_WORDS = {
    errno.ENOENT: "找不到",
    errno.EISDIR: "是文件夹",
    errno.ENOTDIR: "找不到",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只读",
    errno.ENOSPC: "磁盘满了",
    errno.ENAMETOOLONG: "名字太长",
}


def why(error: OSError) -> str:
    """The reason in two or three words; the system's own where we have none."""
    return _WORDS.get(error.errno or 0) or error.strerror or str(error)
