"""the optional reader: a switch per traject, and what it answered

Revision ID: 0002
Revises: 0001

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade():
    # Not in a batch: on SQLite that makes the table anew, and dropping the old one takes along all that hangs under it.
    op.add_column('project', sa.Column('uses_reader', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table('reader_reply',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('request_hash', sa.String(length=64), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_reader_reply_project_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reader_reply')),
    sa.UniqueConstraint('project_id', 'request_hash', name=op.f('uq_reader_reply_project_id_request_hash'))
    )


def downgrade():
    op.drop_table('reader_reply')
    op.drop_column('project', 'uses_reader')
