"""how fine or coarse a phase wants its draft

Revision ID: 0010
Revises: 0009

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('phase', sa.Column('grain', sa.Integer(), nullable=False, server_default='0'))


def downgrade():
    op.drop_column('phase', 'grain')
