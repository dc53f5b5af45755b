"""What was done, as an editor says it: the names of the actions in histories and in the audit log."""

from dataclasses import dataclass
from functools import cache

from django.apps import apps

_SAID = {
    "accept": "采用", "agree": "审核同意", "bring_back": "从回收站恢复", "change": "修改", "correct": "更正",
    "create": "新建", "declare_signed": "声明已签发", "delete": "删除", "edit": "修改",
    "file": "改归栏目", "found": "原有内容", "keep_page": "存原始网页", "poll": "看订阅源", "remark": "写审核意见",
    "settle_remark": "处理审核意见", "take_item": "取用消息", "unsubscribe": "退订邮件", "subscribe": "确认邮件订阅",
    "ask_subscriber": "寄出订阅确认信", "forget_subscriber": "删除没有确认的邮箱",
    "hold": "备用", "ignore_item": "标为不用", "import": "导入",
    "import_again": "再次导入", "lapse": "签字失效", "lead_title": "改导读标题", "merge": "合并修改",
    "move": "调整次序", "order_sections": "调整栏目次序", "propose_correction": "提出更正", "publish": "发布",
    "put_in": "编入", "recall": "收回", "refuse_correction": "不采纳更正", "restore": "恢复旧版",
    "retry_mailing": "重发邮件", "return": "退回", "schedule": "定时发布", "send_mailing": "发邮件",
    "send_to_review": "送审", "sign_off_again": "签字恢复有效", "submit": "投稿", "take_file": "从文件取稿",
    "take_out": "移出", "take_page": "取用外稿", "take_pictures": "取图", "unschedule": "取消定时",
    "assign": "约稿", "answer_assignment": "交稿", "ask_for_time": "申请延期", "extend_assignment": "同意延期",
    "refuse_time": "不同意延期", "end_assignment": "结束约稿", "remind": "催稿", "close_period": "结算统计",
    "object": "提出异议", "answer_objection": "答复异议", "draft_circular": "起草通报", "sign_circular": "签发通报",
    "ask_consent": "请负责人同意", "consent": "负责人同意", "refuse_consent": "负责人不同意",
    "write_unit_letter": "写信给单位负责人", "keep_scan": "存凭据扫描件", "drop_scan": "删凭据扫描件",
    "forward": "上报", "urge": "催审",
    "inspect": "存量检查", "check_off": "复查存量检查结果",
    "waive": "标为不是错误", "unwaive": "收回放行", "waive_everywhere": "对所有稿件放行", "withdraw": "撤回",
    "create_user": "新建用户", "change_user": "修改用户", "delete_user": "删除用户",
    "create_group": "新建组", "change_group": "改组名", "delete_group": "删除组",
    "add_groups": "加入组", "remove_groups": "移出组", "clear_groups": "清空所在组",
    "add_permissions": "授予权限", "remove_permissions": "收回权限", "clear_permissions": "清空权限",
    "lock_sign_in": "登录暂停", "end_sign_in": "结束登录",
    "enrol_factor": "启用动态口令", "remove_factor": "停用动态口令", "reset_factor": "重设他人动态口令",
    "tie_outside": "关联统一登录", "tidy_pictures": "清理没有用到的图片文件",
    "new_recovery_codes": "换恢复码", "use_recovery_code": "用恢复码登录", "wrong_code": "动态口令不对",
    "sign_in": "登录", "sign_out": "退出登录", "sign_in_failed": "登录失败",
    "refused": "操作被拒", "preview": "预览", "read": "查看", "export": "导出", "archive_audit": "归档审计记录",
    "ask_account": "申请变更账号", "agree_account": "同意账号变更", "refuse_account": "不同意账号变更",
    "take_back_account": "撤回账号变更申请", "rekey": "换密钥",
    "export_person": "导出个人信息", "erase_person": "删除个人信息",
    "add_members": "加入通讯员", "remove_members": "移出通讯员", "clear_members": "清空通讯员",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Actions that are asked for together."""

    label: str
    actions: tuple[str, ...]


GROUPS = {
    "sign-in": Group(
        "登录与退出",
        ("sign_in", "sign_out", "sign_in_failed", "lock_sign_in", "end_sign_in", "use_recovery_code",
         "wrong_code"),
    ),
    "refused": Group("失败与被拒", ("sign_in_failed", "lock_sign_in", "wrong_code", "refused")),
    "looks": Group("查看与导出", ("read", "preview", "export", "archive_audit")),
    "accounts": Group(
        "账号与权限",
        (
            "create_user", "change_user", "delete_user", "create_group", "change_group", "delete_group",
            "add_groups", "remove_groups", "clear_groups",
            "add_permissions", "remove_permissions", "clear_permissions", "add_members", "remove_members",
            "clear_members", "ask_account", "agree_account", "refuse_account", "take_back_account",
            "export_person", "erase_person", "enrol_factor", "remove_factor", "reset_factor", "new_recovery_codes",
            "tie_outside",
        ),
    ),
    "signing": Group(
        "审签与发布",
        ("send_to_review", "agree", "return", "recall", "lapse", "sign_off_again", "declare_signed", "publish",
         "schedule", "unschedule", "withdraw", "propose_correction", "correct", "refuse_correction"),
    ),
}  # fmt: skip


def all_in_chinese() -> list[tuple[str, str]]:
    """Every action that has a name, with it, in the order of the names."""
    return sorted(_SAID.items(), key=lambda pair: pair[1])


def in_chinese(action: str) -> str:
    """The action's Chinese name."""
    return _SAID.get(action, action)


@cache
def kind_in_chinese(kind: str) -> str:
    """The Chinese name of a kind of thing, as the audit log keeps it (`model_name`)."""
    return next((str(model._meta.verbose_name) for model in apps.get_models() if model._meta.model_name == kind), kind)
