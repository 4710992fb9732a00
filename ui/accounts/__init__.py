"""People who use one server: accounts, groups, sessions, what each may see, quotas, and who did what.

Nothing of it is there for one person on one machine: it begins with the first account.
"""

from ui.accounts.account import (
    MEMBER_ROLES,
    ROLES,
    SHARED,
    Account,
    AccountError,
    Group,
    MemberRole,
    Membership,
    Principal,
    Role,
    only,
)
from ui.accounts.accounts import Accounts
from ui.accounts.audit import COMMAND, AuditLine, AuditLog, What
from ui.accounts.database import NAME, STEPS, Connection, Database
from ui.accounts.passwords import Passwords
from ui.accounts.quotas import Quota
from ui.accounts.standing import NOBODY, Standing

__all__ = [
    "COMMAND",
    "MEMBER_ROLES",
    "NAME",
    "NOBODY",
    "ROLES",
    "SHARED",
    "STEPS",
    "Account",
    "AccountError",
    "Accounts",
    "AuditLine",
    "AuditLog",
    "Connection",
    "Database",
    "Group",
    "MemberRole",
    "Membership",
    "Passwords",
    "Principal",
    "Quota",
    "Role",
    "Standing",
    "What",
    "only",
]
