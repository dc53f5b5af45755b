"""An issue's document as the text that the proof checks read."""

from articles.proofing.checking import check_issue
from articles.proofing.registers import NO_REGISTERS
from articles.proofing.units import Field
from articles.text.blocks import paragraphs
from issues.document import IssueDocument, Item, LeadLine, Masthead, Picture, SectionBlock
from issues.proofing.adapting import issue_text


def test_titles_paragraphs_captions_lead_and_head_are_all_checked() -> None:
    item = Item(
        "截止5月底我市投资增长",
        body=paragraphs(["截止5月底，投资增长。"]),
        summary="截止5月底。",
        kicker="截止5月底",
        pictures=(Picture(caption="截止5月底的现场"),),
    )
    document = IssueDocument(
        Masthead("澄州经信手机报", facts=(("编辑", "截止5月底"),)),
        lead=(LeadLine("要闻", "截止5月底投资增长"), LeadLine("要闻", "截止5月底我市投资增长")),
        sections=(SectionBlock("要闻", (Item("甲"), item)),),
    )
    found = [one for one in check_issue(issue_text(document), NO_REGISTERS, None) if one.code == "word.jiezhi"]
    assert [(one.article, one.paragraph, str(one.unit.field) if one.unit else "") for one in found] == [
        (None, 1, Field.LEAD),
        (2, 0, Field.TITLE),
        (2, 0, Field.KICKER),
        (2, 0, Field.SUMMARY),
        (2, 1, Field.BODY),
        (2, 2, Field.CAPTION),
    ]
