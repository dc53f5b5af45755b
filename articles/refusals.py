"""What somebody may not do, said to them: one exception for every function and page of ours."""

from django.core.exceptions import PermissionDenied


class Refused(PermissionDenied):
    """This person may not do this (now). The message is Chinese, for them: pages answer 403 and show it.

    Django's own PermissionDenied stays what its pages raise without a word.
    """
