"""forms that somebody fills in for somebody else, and files with answers from elsewhere

Revision ID: 0006
Revises: 0005

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade():
    # Not in a batch: on SQLite that makes the table anew, and dropping the old one takes along the answers.
    op.add_column('submission', sa.Column('entered_by_id', sa.Integer(), sa.ForeignKey('membership.id', name=op.f('fk_submission_entered_by_id'), ondelete='SET NULL'), nullable=True), inline_references=True)
    op.add_column('submission', sa.Column('source_label', sa.Text(), nullable=False, server_default=''))
    op.add_column('submission', sa.Column('taken_over_at', sa.DateTime(timezone=True), nullable=True))
    op.create_table('upload',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('step_id', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('file_name', sa.Text(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('choices', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['membership.id'], name=op.f('fk_upload_owner_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['step_id'], ['step.id'], name=op.f('fk_upload_step_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_upload'))
    )
    op.create_index(op.f('ix_upload_owner_id'), 'upload', ['owner_id'])
    op.create_index(op.f('ix_upload_step_id'), 'upload', ['step_id'])


def downgrade():
    op.drop_table('upload')
    op.drop_column('submission', 'taken_over_at')
    op.drop_column('submission', 'source_label')
    op.drop_column('submission', 'entered_by_id')
