"""The site's own pages as direct hits of the search, by the names that people look for them under."""

import re
from collections.abc import Iterator

from articles.paths import path_to
from articles.search.direct import Direct, Named, offer

# Its name in the URL map, what the page is called, what it is looked for by (folded; pinyin where it is short).
PAGES: tuple[tuple[str, str, str], ...] = (
    (
        "about",
        "关于本站",
        "关于 关于本站 关于我们 本站简介 联系 联系我们 联系方式 联系电话 电话 地址 投稿 投稿方式 编辑部 主办单位"
        " about guanyu gy",
    ),
    ("feeds", "订阅", "订阅 怎么订阅 如何订阅 rss atom feed feeds 邮件订阅 订阅邮件 退订 取消订阅 订阅源 dingyue dy"),
    ("issues", "往期", "往期 往期回顾 过刊 过往 历史 所有期 全部期 期刊 各期 目录 存档 档案 归档 archive wangqi wq"),
    ("home", "首页", "首页 主页 最新 手机报 home shouye sy"),
    ("sections", "栏目", "栏目 所有栏目 板块 lanmu lm"),
    ("departments", "科室", "科室 所有科室 部门 单位 处室 keshi ks"),
    ("contributors", "作者", "作者 通讯员 所有作者 zuozhe zz"),
    ("tags", "标签", "标签 关键词 专题词 biaoqian bq"),
    ("sources", "来源", "来源 出处 laiyuan ly"),
    ("pictures", "图片新闻", "图片 图片新闻 照片 tupian tp"),
    ("corrections", "更正", "更正 勘误 纠错 差错 更正声明 gengzheng gz"),
    ("data", "数据", "数据 指标 统计数据 经济数据 shuju sj"),
    ("accessibility", "无障碍与适老化", "无障碍 适老化 长者版 长者模式 老年版 老人版 大字版 听新闻 朗读"),
    ("saved", "阅读清单", "阅读清单 收藏 我的收藏 稍后读"),
    ("ranking", "阅读排行", "排行 阅读排行 排行榜 热门 点击排行 paihang ph"),
)
_PAGE = re.compile("页面?|云|列表|大全|汇总|一览|入口|方式|方法|地址|在哪")
_SITE = re.compile("^(?:网站|本站|本网|手机报|所有|全部|查看)的?")


def install() -> None:
    """Offer them to the search."""
    offer("page", _pages)


def _pages(name: Named) -> Iterator[Direct]:
    wanted = {name.typed, name.subject, _SITE.sub("", name.subject)}
    for page, title, names in PAGES:
        if any(_calls(text, names.split()) for text in wanted):
            yield Direct("page", title, path_to(page))


def _calls(text: str, names: list[str]) -> bool:
    """Whether the text is one of the names, or made of several of them: 往期目录, 联系编辑部, 标签列表."""
    if text in names:
        return True
    left = text
    for name in sorted(names, key=len, reverse=True):
        left = left.replace(name, " ") if len(name) > 1 and not name.isascii() else left
    return left != text and (not left.strip() or bool(_PAGE.fullmatch(left.strip())))
