"""Whatever a public function changes in the desk's tables, the record tells of it: an audit row for each row, a
revision for each version. Every public function of the modules that change something stands in `cases` or below."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.record.audit import OPERATOR
from issues.workflow import publishing
from tests import factories
from tests.articles.intake.conftest import web  # noqa: F401 - a fixture
from tests.recording import cases_of_accounts, cases_of_statistics_and_registers  # noqa: F401 - add their cases
from tests.recording.cases import CASES
from tests.recording.comparing import changed_tables, last_records, tables, unrecorded
from tests.recording.functions import public_functions

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]

# Public functions that change nothing in the watched tables, by module.
CHANGE_NOTHING = {
    "articles.images": "reencoded rendition_name rendition_widths srcset store_image stored",
    "articles.intake.drafting": "body_html require_taker",
    "articles.intake.duplicates": "articles_sharing body_text candidates catch_up duplicates_of store_sketches",
    "articles.intake.file_kinds": "file_kind is_garbled",
    "articles.intake.illustrating": "can_be_fetched check_wanted picture_fetcher with_page_caption",
    "articles.intake.envelope": "opened",
    "articles.intake.one_file": "incoming manuscript_of read_manuscript",
    "articles.intake.saved_page": "blocks_of byline_of notes_of story_in",
    "articles.intake.pages": "captured_again fetch_page fetcher is_allowed pasted_page uploaded_page",
    "articles.intake.watching": "entries_of_feed entries_of_list",
    "articles.intake.web_addresses": "checked_url request_path",
    "articles.record.accounts": "combined guarded_roles is_guarded lock refuse_combination who_may_agree",
    "articles.record.actions": "all_in_chinese in_chinese",
    "articles.record.archiving": "archive",
    "articles.record.audit": "actor_of current_actor edited name_of require tell tell_once",
    "articles.record.chain": "before_commit canonical digest_of end line_of pend seal",
    "articles.record.copying": "after_commit hold wanted",
    "articles.record.guards": "install missing uninstall",
    "articles.record.history": "revisions_of",
    "articles.record.jobs": "is_due last_success note noted shown troubles",
    "articles.record.open_points": "fingerprint",
    "articles.record.personal": "everything_of minute_of",
    "articles.record.presence": "beat leave others",
    "articles.record.reasons": "joined offered",
    "articles.record.recovery": "discard held_for store",
    "articles.record.listing": "as_csv as_xlsx page",
    "articles.record.rekeying": "behind rekey",
    "articles.record.rights": "connect fresh_accounts tell_auditors",
    "articles.record.sign_ins": "connect",
    "articles.record.staff_mail": "send_waiting waiting write",
    "articles.record.verifying": "follow not_copied read_lines verify verify_file",
    "articles.record.syslog": "SyslogHandler.close SyslogHandler.emit SyslogHandler.finish parsed",
    "articles.registers.concerned": "articles_concerned tell words_of_row",
    "articles.registers.files": "cells decoded read_file read_text",
    "articles.registers.importing": "plan",
    "articles.registers.known": "known_sources of_published of_unpublished",
    "articles.registers.loading": "forget registers",
    "articles.registers.telling": "differences said told_fields",
    "articles.registers.typos": "archive_file forget learnt_revision model_at_hand train typo_model why_off",
    "articles.registers.waiving": "waivers_of waivers_of_each",
    "articles.workflow": "locked needs_consent require_editable",
    "articles.workflow.deleting": "deleted",
    "articles.workflow.together": "locked",
    "issues.assembly.back_catalogue": "read_record",
    "issues.assembly.between": "between own",
    "issues.assembly.examining": "examine handed_file other_publication",
    "issues.assembly.filling": "new_issue",
    "issues.assembly.findings": "findings_of found_in",
    "issues.assembly.kept": "complete is_complete look",
    "issues.assembly.loading": "byline_of document_of document_with_articles item_of masthead_of pictures_of tags_of",
    "issues.assembly.past": "past_of",
    "issues.assembly.pictures": "without_pictures",
    "issues.assembly.proofreading": "check_document check_stored_article check_stored_issue check_words "
    "context_of day_of",
    "issues.assembly.snapshots": "changes_between lines_of snapshot_of",
    "issues.assembly.texts": "text_of_article text_of_issue",
    "issues.assembly.typo_checks": "keep looked_for remembered said",
    "issues.editions.files": "content fingerprint forget_older is_made made",
    "issues.editions.mailing": "newest_mailing progress",
    "issues.editions.outgoing": "context_of going_out of_edition outgoing read_picture rendered",
    "issues.editions.signing_up": "forget_limits",
    "issues.editions.withdrawn": "document_to_send",
    "issues.inspection.integrity": "problems",
    "issues.inspection.listing": "cells counts of_published rechecks",
    "issues.inspection.rechecks": "forget gone queue settle waiting",
    "issues.inspection.running": "due marks_now pending progress",
    "issues.inspection.storing": "settled",
    "issues.inspection.workers": "checked",
    "issues.statistics.adopted": "LocalDays.of credits_of entered entered_rows in_span printed raw",
    "issues.statistics.assigning": "own_parts part_of",
    "issues.statistics.charts": "bars",
    "issues.statistics.closing": "before_closing closed_on differences_of latest_closings",
    "issues.statistics.counting": "counted counted_anew counted_with_facts in_period report rule_books whole_report",
    "issues.statistics.examples": "examples",
    "issues.statistics.facts": "month_end span_of",
    "issues.statistics.freezing": "differences digest freeze thaw",
    "issues.statistics.importing": "read",
    "issues.statistics.letters": "best_of draft tied",
    "issues.statistics.open_points": "open_for open_in",
    "issues.statistics.reading": "answer_state read",
    "issues.statistics.planning": "coming issues_ahead",
    "issues.statistics.printing": "html_table rules_shown to_docx to_html to_pdf to_xlsx workbook",
    "issues.statistics.word_letters": "annexes word_letter",
    "issues.statistics.quality": "quality",
    "issues.statistics.rules": "from_json in_force overlap to_json",
    "issues.statistics.running": "quarter quota_of running_of",
    "issues.statistics.lines": "in_order shown totals unit_line within",
    "issues.statistics.deadlines": "copy_day late late_of with_deadlines",
    "issues.statistics.scoring": "account earn grant",
    "issues.statistics.sent": "sendings",
    "issues.statistics.sharing": "portions shares",
    "issues.statistics.summarising": "ranks summarise",
    "issues.statistics.tables": "account_table display_width moved placed printed quality_table shares_of_width tables",
    "issues.statistics.unit_letters": "letter",
    "issues.workflow.arranging": "entries_of",
    "issues.workflow.going_out": "facts open_points",
    "issues.workflow.in_words": "in_words",
    "issues.workflow.lateness": "late reason tell_late",
    "issues.workflow.mails": "approved correction_proposed lapsed not_published returned waiting",
    "issues.workflow.correcting": "printed_tags",
    "issues.workflow.days": "day_of_publication misplaced morning_of place_among",
    "issues.workflow.publishing": "require_signed words_are_signed",
    "issues.editions.subscribers": "everything_of",
    "issues.workflow.readiness": "doubts not_ready open_points problems_of proof_points reviewers_remarks "
    "sectionless withdrawn",
    "issues.workflow.refiling": "printed_section",
    "issues.workflow.reviewers": "fresh_accounts_of fresh_accounts_said may_review other_step_of under_way why_not",
    "issues.workflow.reviewing": "locked",
    "issues.workflow.rewording": "body_with may_be_reworded",
    "issues.workflow.standing": "reviewed_document standing_of what_changed",
    "issues.workflow.tidying": "unused",
}
# Cases that change a table that is not watched only.
UNWATCHED_ONLY = {
    "articles.record.personal.erase",
    "issues.workflow.reviewing.mark_seen",
    "issues.editions.mailing.send_waiting",
    "issues.editions.mailing.retry",
    "issues.workflow.reviewing.urge",  # sends mail, which the audit row keeps from going twice
    "issues.statistics.running.refresh",
    "issues.statistics.unit_letters.send_waiting",
    "issues.workflow.tidying.tidy",  # deletes files, which the audit row names
}


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize("name", CASES)
def test_a_change_is_on_record(name: str, request: pytest.FixtureRequest) -> None:
    call = CASES[name](request)
    before, since = tables(), last_records()
    call()
    after = tables()
    assert unrecorded(before, after, since=since) == []
    assert changed_tables(before, after) or name in UNWATCHED_ONLY, "this case changes nothing: it proves nothing"


def test_every_public_function_is_tried_or_known_to_change_nothing() -> None:
    tried = {name.split(" (")[0] for name in CASES if not name.startswith("admin: ")}
    known = {f"{module}.{name}" for module, names in CHANGE_NOTHING.items() for name in names.split()}
    found = public_functions()
    assert found - tried - known == set(), "new: add a case to tests/recording/cases.py"
    assert (tried | known) - found == set(), "gone"
    assert tried & known == set()


def test_a_change_that_nobody_records_is_noticed() -> None:
    """The comparison itself: rows changed behind the functions' backs."""
    one = factories.article()
    before, since = tables(), last_records()
    one.title = "改过"
    one.save()
    one.tags.add("技改")
    factories.department("新设科")
    assert {re.sub(r" \d+:", "", found) for found in unrecorded(before, tables(), since=since)} == {
        "Article no audit row",
        "Article ['title', 'title_breaks'] changed at the same version",
        "Department no audit row",
        "TaggedArticle no audit row",
        "Tag no audit row",
    }


def test_sixty_articles_are_published_and_recorded_in_as_many_statements_as_three() -> None:
    def statements(size: int) -> int:
        issue = factories.signed(factories.issue(*(factories.article() for _ in range(size))))
        with CaptureQueriesContext(connection) as asked:
            publishing.publish(issue=issue, by=OPERATOR)
        return len(asked)

    assert statements(3) == statements(60)


def test_the_record_is_written_in_one_place() -> None:
    writers = re.compile(r"(?<!class )\b(AuditEntry|Revision)(\.objects\.\w*create|\([a-z])")
    found = {
        str(path.relative_to(ROOT))
        for app in ("articles", "issues", "cms")
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts and writers.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"articles/record/audit.py", "articles/record/history.py"}
