"""Set phrases, territory and peoples, advertising: what any paper must get right."""

import pytest

from tests.articles.proofing.tables import assert_flags

EXAMPLES = {
    "politics.fixed": """
        写下感言：“⟦牢记使命、不忘初心⟧。”
        增强⟦政治意识、大局意识、看齐意识、核心意识⟧。
        贯彻⟦创新、协调、绿色、共享、开放⟧的理念。
        做到⟦科学立法、公正司法、严格执法、全民守法⟧。
        坚持⟦以人民中心的发展思想⟧。
        ⟦青山绿水就是金山银山⟧。
        推进⟦全面从严制党⟧。
        不忘初心、牢记使命。
        增强政治意识、大局意识，坚定道路自信。
        增强“四个意识”、坚定“四个自信”、做到“两个维护”。
        坚持稳中求进工作总基调。
        “五位一体”总体布局、“四个全面”战略布局。
        富强民主文明和谐美丽，自由、平等。
    """,
    "hk-tw-nation": """
        产品销往美国、法国和中国香港等20多个⟦国家⟧。
        来自日本、韩国、台湾等多个⟦国家⟧的客商参会。
        出口香港、新加坡等⟦国家⟧。
        促进⟦中港⟧两地合作。
        赴⟦广西省⟧考察。
        ⟦新疆自治区⟧客商来访。
        展示⟦撒尼族⟧刺绣。
        ⟦大陆与香港⟧企业签约。
        ⟦APEC成员国⟧代表参会。
        产品销往美国、法国和中国香港等20多个国家和地区。
        香港、澳门企业参展，国家级展会。
        中港路改造，维吾尔族群众，彝族刺绣。
        上班族、工薪族，各族群众，少数民族妇女。
        中国香港客商说，国家政策好。
        内地与香港、大陆与台湾企业合作。
    """,
    "word.advert": """
        产品是⟦全国第一品牌⟧、⟦质量最好⟧的轴承。
        公司生产的是⟦顶级⟧面粉。
        推出⟦最先进的⟧机床设备。
        ⟦销量全国第一⟧，深受欢迎。
        口感好、⟦性价比最高⟧。
        总结最佳实践，评选最佳组织奖。
        获评国家级专精特新“小巨人”企业。
        产量居全国第一位，第一批产品下线。
        力争打造行业第一品牌。
        以最优的服务支持企业。
    """,
}


@pytest.mark.parametrize(
    ("code", "example"),
    [(code, line.strip()) for code, table in EXAMPLES.items() for line in table.strip().split("\n")],
)
def test_examples(code: str, example: str) -> None:
    assert_flags(code, example)
