"""what a facilitator changed in the questionnaire of a step

Revision ID: 0005
Revises: 0004

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('questionnaire_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('step_id', sa.Integer(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_questionnaire_change_made_by')),
    sa.ForeignKeyConstraint(['step_id'], ['step.id'], name=op.f('fk_questionnaire_change_step_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_questionnaire_change')),
    sa.UniqueConstraint('step_id', 'sequence', name=op.f('uq_questionnaire_change_step_id_sequence'))
    )
    op.create_index(op.f('ix_questionnaire_change_step_id'), 'questionnaire_change', ['step_id'])


def downgrade():
    op.drop_index(op.f('ix_questionnaire_change_step_id'), table_name='questionnaire_change')
    op.drop_table('questionnaire_change')
