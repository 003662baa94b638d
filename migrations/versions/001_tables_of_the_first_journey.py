"""tables of the first journey"""

import sqlalchemy as sa
from alembic import op

revision = "001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "email",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("to", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email")),
    )
    with op.batch_alter_table("email", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_email_sent_at"), ["sent_at"], unique=False)

    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "provider", "employer", name="organisationkind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("provider_id", sa.Uuid(), nullable=True, comment="for an employer: who registered it"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'employer') = (provider_id IS NOT NULL)", name=op.f("ck_organisation_employer_has_a_provider")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["organisation.id"], name=op.f("fk_organisation_provider_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organisation_provider_id"), ["provider_id"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False, comment="lower case"),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_person_email_is_lower_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_attempt_key_at", ["key", "at"], unique=False)

    op.create_table(
        "standard_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False, comment="ST0310"),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column(
            "frame", sa.String(length=40), nullable=False, comment="which list of KSBs: milepost-1 is our working frame"
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard_version")),
        sa.UniqueConstraint("reference", "version", "frame", name=op.f("uq_standard_version_reference_version_frame")),
    )
    op.create_table(
        "cohort",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["organisation.id"], name=op.f("fk_cohort_provider_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
        sa.UniqueConstraint("provider_id", "name", name=op.f("uq_cohort_provider_id_name")),
    )
    op.create_table(
        "document_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False, comment="the document's id in its pack, not a row"),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_document_note_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_note")),
        sa.UniqueConstraint("person_id", "document_id", name=op.f("uq_document_note_person_id_document_id")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("stream_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_event_actor_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("stream_id", "sequence", name=op.f("uq_event_stream_id_sequence")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_actor_id"), ["actor_id"], unique=False)

    op.create_table(
        "membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "apprentice",
                "tutor",
                "internal-quality-assurer",
                "line-manager",
                "administrator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_membership_organisation_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "person_id", "organisation_id", "role", name=op.f("uq_membership_person_id_organisation_id_role")
        ),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index("ix_notice_person_id_created_at", ["person_id", "created_at"], unique=False)

    op.create_table(
        "one_time_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "invitation", "password-reset", name="linkpurpose", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_one_time_link_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_link_token_hash")),
    )
    with op.batch_alter_table("one_time_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_one_time_link_person_id"), ["person_id"], unique=False)

    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("browser", sa.String(length=200), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_in_session_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
    )
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_session_person_id"), ["person_id"], unique=False)

    op.create_table(
        "apprenticeship",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("apprentice_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("line_manager_id", sa.Uuid(), nullable=False),
        sa.Column("tutor_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("standard_version_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("gateway_on", sa.Date(), nullable=False, comment="the baseline date of the gateway"),
        sa.Column(
            "status",
            sa.Enum(
                "on-programme",
                "break-in-learning",
                "at-gateway",
                "completed",
                "withdrawn",
                name="apprenticeshipstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "apprentice_id <> line_manager_id", name=op.f("ck_apprenticeship_line_manager_is_somebody_else")
        ),
        sa.CheckConstraint("apprentice_id <> tutor_id", name=op.f("ck_apprenticeship_tutor_is_somebody_else")),
        sa.CheckConstraint("starts_on < gateway_on", name=op.f("ck_apprenticeship_starts_before_gateway")),
        sa.ForeignKeyConstraint(
            ["apprentice_id"], ["person.id"], name=op.f("fk_apprenticeship_apprentice_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_apprenticeship_cohort_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["organisation.id"], name=op.f("fk_apprenticeship_employer_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["line_manager_id"], ["person.id"], name=op.f("fk_apprenticeship_line_manager_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["organisation.id"], name=op.f("fk_apprenticeship_provider_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["standard_version_id"],
            ["standard_version.id"],
            name=op.f("fk_apprenticeship_standard_version_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["tutor_id"], ["person.id"], name=op.f("fk_apprenticeship_tutor_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_apprenticeship")),
    )
    with op.batch_alter_table("apprenticeship", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_apprenticeship_apprentice_id"), ["apprentice_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_apprenticeship_cohort_id"), ["cohort_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_apprenticeship_employer_id"), ["employer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_apprenticeship_line_manager_id"), ["line_manager_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_apprenticeship_provider_id"), ["provider_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_apprenticeship_standard_version_id"), ["standard_version_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_apprenticeship_tutor_id"), ["tutor_id"], unique=False)
        batch_op.create_index(
            "uq_apprenticeship_one_current",
            ["apprentice_id"],
            unique=True,
            sqlite_where=sa.text("status IN ('on-programme', 'break-in-learning', 'at-gateway')"),
            postgresql_where=sa.text("status IN ('on-programme', 'break-in-learning', 'at-gateway')"),
        )

    op.create_table(
        "attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("apprenticeship_id", sa.Uuid(), nullable=False),
        sa.Column("exercise_id", sa.Uuid(), nullable=False, comment="the exercise's id in its pack, not a row"),
        sa.Column("number", sa.Integer(), nullable=False, comment="1 for the first attempt at this exercise"),
        sa.Column("kind_key", sa.String(length=40), nullable=False),
        sa.Column("kind_version", sa.Integer(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "drafting",
                "handed-in",
                "released",
                name="attemptstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_attempt_number_is_positive")),
        sa.ForeignKeyConstraint(
            ["apprenticeship_id"], ["apprenticeship.id"], name=op.f("fk_attempt_apprenticeship_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        sa.UniqueConstraint(
            "apprenticeship_id", "exercise_id", "number", name=op.f("uq_attempt_apprenticeship_id_exercise_id_number")
        ),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attempt_exercise_id"), ["exercise_id"], unique=False)
        batch_op.create_index(
            "uq_attempt_one_open",
            ["apprenticeship_id", "exercise_id"],
            unique=True,
            sqlite_where=sa.text("state = 'drafting'"),
            postgresql_where=sa.text("state = 'drafting'"),
        )

    op.create_table(
        "duty_baseline",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("apprenticeship_id", sa.Uuid(), nullable=False),
        sa.Column("duty", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("finishes_on", sa.Date(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.CheckConstraint("duty BETWEEN 1 AND 14", name=op.f("ck_duty_baseline_duty_is_one_of_fourteen")),
        sa.CheckConstraint("starts_on <= finishes_on", name=op.f("ck_duty_baseline_starts_before_it_finishes")),
        sa.CheckConstraint("weight > 0", name=op.f("ck_duty_baseline_weight_is_positive")),
        sa.ForeignKeyConstraint(
            ["apprenticeship_id"],
            ["apprenticeship.id"],
            name=op.f("fk_duty_baseline_apprenticeship_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_baseline")),
        sa.UniqueConstraint("apprenticeship_id", "duty", name=op.f("uq_duty_baseline_apprenticeship_id_duty")),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("apprenticeship_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("account", sa.Text(), nullable=False, comment="what it is and what the apprentice did"),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["apprenticeship_id"],
            ["apprenticeship.id"],
            name=op.f("fk_evidence_apprenticeship_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_apprenticeship_id"), ["apprenticeship_id"], unique=False)

    op.create_table(
        "claim",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("frame", sa.String(length=40), nullable=False),
        sa.Column("ksb", sa.String(length=20), nullable=False),
        sa.Column("ksb_text", sa.Text(), nullable=False, comment="copied"),
        sa.Column("duty", sa.Integer(), nullable=True, comment="None for a behaviour"),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "with-tutor",
                "accepted",
                "more-needed",
                name="claimstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_claim_evidence_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("evidence_id", "frame", "ksb", name=op.f("uq_claim_evidence_id_frame_ksb")),
    )
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_index("ix_claim_state", ["state"], unique=False)

    op.create_table(
        "draft_revision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_draft_revision_attempt_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_revision")),
        sa.UniqueConstraint("attempt_id", "revision", name=op.f("uq_draft_revision_attempt_id_revision")),
    )
    op.create_table(
        "evidence_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_evidence_file_size_is_positive")),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_file_evidence_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_file")),
    )
    with op.batch_alter_table("evidence_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_file_evidence_id"), ["evidence_id"], unique=False)

    op.create_table(
        "submission",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("exercise", sa.JSON(), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_submission_sha256_is_whole")),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_submission_attempt_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("attempt_id", name=op.f("uq_submission_attempt_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_submission_reference")),
    )
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_submission_handed_in_at"), ["handed_in_at"], unique=False)

    op.create_table(
        "automark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("engine_version", sa.String(length=40), nullable=False),
        sa.Column(
            "outcome", sa.String(length=20), nullable=True, comment="provisional: over what checks can decide alone"
        ),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("measures", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_automark_submission_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_automark")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_automark_submission_id")),
    )
    op.create_table(
        "claim_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "with-tutor",
                "accepted",
                "more-needed",
                name="claimstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state <> 'with-tutor'", name=op.f("ck_claim_decision_decides_something")),
        sa.CheckConstraint(
            "state = 'accepted' OR length(reason) > 0", name=op.f("ck_claim_decision_more_needed_says_what")
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_claim_decision_claim_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_claim_decision_decided_by_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_decision")),
    )
    with op.batch_alter_table("claim_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_decision_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_decision_decided_by_id"), ["decided_by_id"], unique=False)

    op.create_table(
        "mark_sheet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("marker_id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "first",
                "second",
                "agreed",
                "standardisation",
                name="purpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "not_yet", "pass", "distinction", name="level", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("score", sa.Numeric(precision=5, scale=4), nullable=True),
        sa.CheckConstraint(
            "(released_at IS NULL) = (outcome IS NULL) AND (outcome IS NULL) = (score IS NULL)",
            name=op.f("ck_mark_sheet_released_with_an_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["marker_id"], ["person.id"], name=op.f("fk_mark_sheet_marker_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_mark_sheet_submission_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark_sheet")),
    )
    with op.batch_alter_table("mark_sheet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mark_sheet_marker_id"), ["marker_id"], unique=False)
        batch_op.create_index("uq_mark_sheet_submission_id_purpose", ["submission_id", "purpose"], unique=True)

    op.create_table(
        "comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mark_sheet_id", sa.Uuid(), nullable=False),
        sa.Column("criterion_id", sa.String(length=60), nullable=False),
        sa.Column("where", sa.String(length=60), nullable=False, comment="a row's ref; empty for the whole"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["mark_sheet_id"], ["mark_sheet.id"], name=op.f("fk_comment_mark_sheet_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_mark_sheet_id"), ["mark_sheet_id"], unique=False)

    op.create_table(
        "criterion_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mark_sheet_id", sa.Uuid(), nullable=False),
        sa.Column(
            "criterion_id",
            sa.String(length=60),
            nullable=False,
            comment="its id in the rubric that was handed in under",
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "not_yet", "pass", "distinction", name="level", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False, comment="copied"),
        sa.Column("descriptor", sa.Text(), nullable=False, comment="copied"),
        sa.Column(
            "decided_by",
            sa.Enum("checks", "person", name="decidedby", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "proposed",
            sa.Enum(
                "not_yet",
                "pass",
                "distinction",
                name="proposed_level",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
            comment="what the checks proposed",
        ),
        sa.Column("reason", sa.Text(), nullable=False, comment="why the checks were overruled, or a note"),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "proposed IS NULL OR proposed = level OR length(reason) > 0",
            name=op.f("ck_criterion_mark_overruling_has_a_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["mark_sheet_id"], ["mark_sheet.id"], name=op.f("fk_criterion_mark_mark_sheet_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion_mark")),
        sa.UniqueConstraint(
            "mark_sheet_id",
            "criterion_id",
            "revision",
            name=op.f("uq_criterion_mark_mark_sheet_id_criterion_id_revision"),
        ),
    )
    op.create_table(
        "feedback_action",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mark_sheet_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("where", sa.String(length=60), nullable=False),
        sa.Column("criterion_id", sa.String(length=60), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["mark_sheet_id"], ["mark_sheet.id"], name=op.f("fk_feedback_action_mark_sheet_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_action")),
        sa.UniqueConstraint("mark_sheet_id", "position", name=op.f("uq_feedback_action_mark_sheet_id_position")),
    )
    with op.batch_alter_table("feedback_action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_action_mark_sheet_id"), ["mark_sheet_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("feedback_action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_action_mark_sheet_id"))

    op.drop_table("feedback_action")
    op.drop_table("criterion_mark")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_mark_sheet_id"))

    op.drop_table("comment")
    with op.batch_alter_table("mark_sheet", schema=None) as batch_op:
        batch_op.drop_index("uq_mark_sheet_submission_id_purpose")
        batch_op.drop_index(batch_op.f("ix_mark_sheet_marker_id"))

    op.drop_table("mark_sheet")
    with op.batch_alter_table("claim_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_decision_decided_by_id"))
        batch_op.drop_index(batch_op.f("ix_claim_decision_claim_id"))

    op.drop_table("claim_decision")
    op.drop_table("automark")
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submission_handed_in_at"))

    op.drop_table("submission")
    with op.batch_alter_table("evidence_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_file_evidence_id"))

    op.drop_table("evidence_file")
    op.drop_table("draft_revision")
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.drop_index("ix_claim_state")

    op.drop_table("claim")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_apprenticeship_id"))

    op.drop_table("evidence")
    op.drop_table("duty_baseline")
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_attempt_one_open",
            sqlite_where=sa.text("state = 'drafting'"),
            postgresql_where=sa.text("state = 'drafting'"),
        )
        batch_op.drop_index(batch_op.f("ix_attempt_exercise_id"))

    op.drop_table("attempt")
    with op.batch_alter_table("apprenticeship", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_apprenticeship_one_current",
            sqlite_where=sa.text("status IN ('on-programme', 'break-in-learning', 'at-gateway')"),
            postgresql_where=sa.text("status IN ('on-programme', 'break-in-learning', 'at-gateway')"),
        )
        batch_op.drop_index(batch_op.f("ix_apprenticeship_tutor_id"))
        batch_op.drop_index(batch_op.f("ix_apprenticeship_standard_version_id"))
        batch_op.drop_index(batch_op.f("ix_apprenticeship_provider_id"))
        batch_op.drop_index(batch_op.f("ix_apprenticeship_line_manager_id"))
        batch_op.drop_index(batch_op.f("ix_apprenticeship_employer_id"))
        batch_op.drop_index(batch_op.f("ix_apprenticeship_cohort_id"))
        batch_op.drop_index(batch_op.f("ix_apprenticeship_apprentice_id"))

    op.drop_table("apprenticeship")
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_session_person_id"))

    op.drop_table("sign_in_session")
    with op.batch_alter_table("one_time_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_one_time_link_person_id"))

    op.drop_table("one_time_link")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index("ix_notice_person_id_created_at")

    op.drop_table("notice")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_organisation_id"))

    op.drop_table("membership")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_actor_id"))

    op.drop_table("event")
    op.drop_table("document_note")
    op.drop_table("cohort")
    op.drop_table("standard_version")
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_attempt_key_at")

    op.drop_table("sign_in_attempt")
    op.drop_table("person")
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_provider_id"))

    op.drop_table("organisation")
    with op.batch_alter_table("email", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_email_sent_at"))

    op.drop_table("email")
