"""The tables, one file per aggregate. Importing this package registers all of them."""

from app.models.answers import Answer, CorrectionNote, QuestionnaireChange, QuestionnaireVersion, Submission, Upload
from app.models.audit import AuditEvent
from app.models.indicators import Indicator
from app.models.maps import DraftRecord, MapEdit, MapTap, ScreenQuote
from app.models.marks import AnswerMark, MarkKind
from app.models.opinions import ReaderReply
from app.models.people import HeldInput, Organisation, Person, SignInLink
from app.models.phones import PhoneAnswer, PhoneDevice, PhoneQuestion, PhoneQuestionKind, PhoneRoom
from app.models.projects import (
    Attendance,
    Meeting,
    Membership,
    Phase,
    Place,
    Project,
    Role,
    Step,
    StepStatus,
)
from app.models.results import (
    Action,
    Decision,
    DecisionPresence,
    Evaluation,
    Goal,
    GoalSource,
    KnowledgeGap,
    ParkedItem,
    ProblemStatement,
    Vote,
)
from app.models.sqlite import register
from app.models.vectors import TextVector

__all__ = [
    "Action",
    "Answer",
    "AnswerMark",
    "Attendance",
    "AuditEvent",
    "CorrectionNote",
    "Decision",
    "DecisionPresence",
    "DraftRecord",
    "Evaluation",
    "Goal",
    "GoalSource",
    "HeldInput",
    "Indicator",
    "KnowledgeGap",
    "MapEdit",
    "MapTap",
    "MarkKind",
    "Meeting",
    "Membership",
    "Organisation",
    "ParkedItem",
    "Person",
    "Phase",
    "PhoneAnswer",
    "PhoneDevice",
    "PhoneQuestion",
    "PhoneQuestionKind",
    "PhoneRoom",
    "Place",
    "ProblemStatement",
    "Project",
    "QuestionnaireChange",
    "QuestionnaireVersion",
    "ReaderReply",
    "Role",
    "ScreenQuote",
    "SignInLink",
    "Step",
    "StepStatus",
    "Submission",
    "TextVector",
    "Upload",
    "Vote",
    "register",
]
