"""Names of places: short forms. Pure."""

import re

_PEOPLES = """
    蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 拉祜 水 东乡 纳西 景颇
    柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固
    京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺
"""
_OF_PEOPLES = re.compile(rf"(?<=[一-鿿])(?:(?:{'|'.join(_PEOPLES.split())})族)+(?:各族)?(自治)?(?=[县区旗州])")


def short_form(name: str) -> str:
    """What people call a place whose name carries its peoples: 瀍河回族区 → 瀍河区; "" for any other."""
    if name.endswith("自治区"):  # 广西, not 广西区
        return ""
    shortened = _OF_PEOPLES.sub("", name)
    return shortened if shortened != name and len(shortened) >= 3 else ""
