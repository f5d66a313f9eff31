"""quotes that a facilitator lets through to the big screen, or keeps away from it

Revision ID: 0011
Revises: 0010

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('screen_quote',
    sa.Column('phase_id', sa.Integer(), nullable=False),
    sa.Column('statement_id', sa.String(length=64), nullable=False),
    sa.Column('shown', sa.Boolean(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_screen_quote_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['phase_id'], ['phase.id'], name=op.f('fk_screen_quote_phase_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('phase_id', 'statement_id', name=op.f('pk_screen_quote'))
    )


def downgrade():
    op.drop_table('screen_quote')
