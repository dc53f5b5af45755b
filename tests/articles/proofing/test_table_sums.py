"""Totals of tables and of lines set like one."""

import time

from articles.proofing.checking import check_article
from articles.proofing.registers import NO_REGISTERS
from articles.proofing.units import article_text
from tests.articles.proofing.tables import assert_flags

EXAMPLES = {
    "number.sum": """
        装备制造　18|材料工业　13|消费品工业　9|数字经济　7|合计　⟦46⟧
        湖东区　4.85|湖西区　3.97|石梁区　3.12|合计　⟦12.94⟧
        一车间 120|二车间 96|总计 ⟦226⟧
        装备制造　18|材料工业　12|消费品工业　9|数字经济　7|合计　46
        湖东区　4.85|湖西区　3.97|石梁区　3.12|合计　11.95
        湖东区　4.85　增长7.1%|湖西区　3.97　增长5.4%
        一车间 10|二车间 20|小计 30|三车间 5|四车间 6|总计 41
        一车间 10|二车间 20|小计 30|三车间 5|四车间 6|小计 11|总计 ⟦42⟧
        企业数　120|其中小微企业　96|合计　120
    """
}


def test_lines() -> None:
    for line in EXAMPLES["number.sum"].strip().split("\n"):
        assert_flags("number.sum", line.strip().replace("|", "\n"))


def table(total: str, head: str = "项目数") -> str:
    rows = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in (("湖东区", 18), ("石梁区", 13)))
    return f"<table><tr><th>县区</th><th>{head}</th></tr>{rows}<tr><td>合计</td><td>{total}</td></tr></table>"


def found(body: str) -> list[str]:
    findings = check_article(article_text(body=body), NO_REGISTERS, None)
    return [one.text for one in findings if one.code == "number.sum"]


def test_columns() -> None:
    assert found(table("30")) == ["30"]
    assert found(table("31")) == []
    assert found(table("15.5", head="同比增长（%）")) == []


def test_a_subtotal_is_no_row_of_its_total() -> None:
    def of(first: str, second: str, whole: str) -> str:
        lines = ("甲 18", "乙 13", f"小计 {first}", "丙 5", "丁 6", f"小计 {second}", f"合计 {whole}")
        rows = "".join("<tr><td>{}</td><td>{}</td></tr>".format(*line.split()) for line in lines)
        return f"<table><tr><th>县区</th><th>项目数</th></tr>{rows}</table>"

    assert found(of("31", "11", "42")) == []
    assert found(of("30", "11", "42")) == ["30"]
    assert found(of("31", "12", "42")) == ["12"]
    assert found(of("31", "11", "43")) == ["43"]


def test_a_long_table_is_read_once() -> None:
    def cost(rows: int) -> float:
        body = f"<table><tr><th>甲</th><th>乙</th></tr>{'<tr><td>合计</td><td>1</td></tr>' * rows}</table>"
        start = time.process_time()
        found(body)
        return time.process_time() - start

    small = min(cost(200) for _ in range(2))
    assert min(cost(800) for _ in range(2)) < max(8 * small, 0.75)
