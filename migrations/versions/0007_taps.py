"""what facilitators say with one tap about where a statement belongs

Revision ID: 0007
Revises: 0006

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('map_tap',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('phase_id', sa.Integer(), nullable=False),
    sa.Column('one', sa.String(length=64), nullable=False),
    sa.Column('other', sa.String(length=64), nullable=False),
    sa.Column('same', sa.Boolean(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_map_tap_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['phase_id'], ['phase.id'], name=op.f('fk_map_tap_phase_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_map_tap')),
    sa.UniqueConstraint('phase_id', 'one', 'other', 'person_id', name=op.f('uq_map_tap_phase_id_one_other_person_id'))
    )
    op.create_index(op.f('ix_map_tap_phase_id'), 'map_tap', ['phase_id'], unique=False)


def downgrade():
    op.drop_index(op.f('ix_map_tap_phase_id'), table_name='map_tap')
    op.drop_table('map_tap')
