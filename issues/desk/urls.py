"""The desk's own pages, below /admin/desk/."""

from django.urls import path, register_converter

from issues.desk import (
    assignments,
    channels,
    circulars,
    closings,
    consents,
    corrections,
    fate,
    glance,
    history,
    in_place,
    inspecting,
    open_pages,
    pictures,
    proof,
    proofs,
    regular_jobs,
    review,
    statistics,
    trash,
    waiving,
    ways,
    workbench,
)


class Kind:
    """What has versions: an article or an issue."""

    regex = "article|issue"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Report(Kind):
    """A file that statistics come as."""

    regex = "xlsx|docx|pdf"


register_converter(Kind, "kind")
register_converter(Report, "report")

app_name = "desk"
urlpatterns = [
    path("this-issue/", ways.this_issue, name="this_issue"),
    path("to-review/", ways.to_review, name="to_review"),
    path("jobs/", regular_jobs.regular_jobs, name="jobs"),
    path("to-publish/", ways.to_publish, name="to_publish"),
    path("issues/<int:pk>/review/", review.review_page, name="review"),
    path("issues/<int:pk>/decide/", review.decide, name="decide"),
    path("issues/<int:pk>/send/", review.send, name="send"),
    path("issues/<int:pk>/urge/", review.urge, name="urge"),
    path("issues/<int:pk>/recall/", review.recall, name="recall"),
    path("issues/<int:pk>/publish/", review.publish, name="publish"),
    path("issues/<int:pk>/schedule/", review.schedule, name="schedule"),
    path("issues/<int:pk>/remark/", review.remark, name="remark"),
    path("issues/<int:pk>/reword/", in_place.reword, name="reword"),
    path("issues/<int:pk>/approval-form/", review.approval_form, name="approval_form"),
    path("issues/<int:pk>/correct/", corrections.correct_issue, name="correct_issue"),
    path("remarks/<int:pk>/settle/", review.settle_remark, name="settle_remark"),
    path("pictures/", pictures.pictures, name="pictures"),
    path("pictures/tidy/", pictures.tidy, name="tidy_pictures"),
    path("articles/people/", workbench.people, name="people"),
    path("articles/recognise/", workbench.recognise, name="recognise"),
    path("articles/<int:pk>/side/", workbench.side, name="side"),
    path("articles/<int:pk>/remark/", workbench.remark, name="article_remark"),
    path("articles/<int:pk>/channel/<slug:key>/", channels.channel, name="article_channel"),
    path("articles/<int:pk>/since/", workbench.since, name="since"),
    path("articles/<int:pk>/preview/", workbench.article_preview, name="article_preview"),
    path("compare/<kind:kind>/<int:pk>/", history.compare_page, name="compare"),
    path("articles/<int:pk>/glance/", glance.glance, name="glance"),
    path("articles/findings/", glance.findings, name="findings"),
    path("articles/put-into/", glance.put_into, name="put_into"),
    path("articles/<int:pk>/correct/", corrections.correct_article, name="correct_article"),
    path("trash/", trash.trash_page, name="trash"),
    path("trash/<int:pk>/", trash.bring_back, name="bring_back"),
    path("corrections/", corrections.corrections_page, name="corrections"),
    path("corrections/<int:pk>/", corrections.correction_page, name="correction"),
    path("corrections/<int:pk>/decide/", corrections.decide_correction, name="decide_correction"),
    path("history/<kind:kind>/<int:pk>/", history.history_page, name="history"),
    path("history/<kind:kind>/<int:pk>/<int:version>/", history.restore_page, name="restore"),
    path("open/<kind:kind>/<int:pk>/here/", open_pages.here, name="here"),
    path("open/<kind:kind>/<int:pk>/autosave/", open_pages.autosave, name="autosave"),
    path("archive-check/", inspecting.archive_check, name="archive_check"),
    path("archive-check/export/<slug:kind>/", inspecting.export, name="archive_check_export"),
    path("archive-check/<int:pk>/waive/", inspecting.waive, name="archive_check_waive"),
    path("archive-check/<int:pk>/check/", inspecting.check_off, name="archive_check_off"),
    path("proof/", proof.check, name="proof"),
    path("proof/waive/", proof.waive, name="waive"),
    path("issues/<int:pk>/waive/", waiving.waive_in_issue, name="waive_in_issue"),
    path("waivers/<int:pk>/reopen/", waiving.reopen, name="waiver_reopen"),
    path("waivers/<int:pk>/everywhere/", waiving.everywhere, name="waiver_everywhere"),
    path("statistics/", statistics.statistics_page, name="statistics"),
    path("statistics/account/", statistics.account_page, name="statistics_account"),
    path("statistics/close/", closings.close, name="close_period"),
    path("statistics/export.<report:kind>", statistics.export, name="statistics_file"),
    path("statistics/closings/<int:pk>/", closings.closing_page, name="closing"),
    path("statistics/closings/<int:pk>/account/", closings.closing_account, name="closing_account"),
    path("statistics/closings/<int:pk>/object/", closings.object_, name="object"),
    path("statistics/closings/<int:pk>/circular/", circulars.draft, name="draft_circular"),
    path("statistics/objections/<int:pk>/answer/", closings.answer, name="answer_objection"),
    path("statistics/circulars/<int:pk>/", circulars.circular_page, name="circular"),
    path("statistics/circulars/<int:pk>/sign/", circulars.sign, name="sign_circular"),
    path("statistics/circulars/<int:pk>.<report:kind>", circulars.circular_file, name="circular_file"),
    path("statistics/import/", statistics.import_page, name="import_adoptions"),
    path("articles/<int:pk>/fate/", fate.fate_page, name="fate"),
    path("articles/<int:pk>/forward/", proofs.forward, name="forward"),
    path("forwardings/<int:pk>.docx", proofs.forwarding_form, name="forwarding_form"),
    path("adoptions/<int:pk>/scan/", proofs.scan, name="adoption_scan"),
    path("consents/<int:pk>/", consents.consent_page, name="consent"),
    path("assignments/", assignments.board, name="assignments"),
    path("assignments/new/", assignments.new, name="assignment_new"),
    path("assignments/<int:pk>/act/", assignments.act, name="assignment_act"),
    path("assignments/parts/<int:pk>/remind/", assignments.remind, name="assignment_remind"),
    path("assignments/parts/<int:pk>/", assignments.part_page, name="assignment_part"),
]
