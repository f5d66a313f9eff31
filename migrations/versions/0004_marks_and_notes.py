"""marks of authors on their answers, and notes after a step closed

Revision ID: 0004
Revises: 0003

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('answer_mark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('answer_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['answer_id'], ['answer.id'], name=op.f('fk_answer_mark_answer_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_mark')),
    sa.UniqueConstraint('answer_id', 'kind', name=op.f('uq_answer_mark_answer_id_kind'))
    )
    op.create_index(op.f('ix_answer_mark_answer_id'), 'answer_mark', ['answer_id'], unique=False)
    op.create_table('correction_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_correction_note_submission_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_correction_note'))
    )
    op.create_index(op.f('ix_correction_note_submission_id'), 'correction_note', ['submission_id'], unique=False)


def downgrade():
    op.drop_index(op.f('ix_correction_note_submission_id'), table_name='correction_note')
    op.drop_table('correction_note')
    op.drop_index(op.f('ix_answer_mark_answer_id'), table_name='answer_mark')
    op.drop_table('answer_mark')
