"""meetings begin and end, decisions know who was present and stay as they are, and rows know when they came

Revision ID: 0008
Revises: 0007

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

DECIDED = 'number, kind, text, outcome, decided_on'
MOMENTS = (('meeting', 'opened_at'), ('meeting', 'closed_at'), ('action', 'created_at'), ('knowledge_gap', 'created_at'), ('knowledge_gap', 'answered_at'))


def upgrade():
    # Not in a batch: on SQLite that makes the table anew, and dropping the old one takes along what hangs under it.
    for table, column in MOMENTS:
        op.add_column(table, sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    op.create_table('decision_presence',
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_decision_presence_decision_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_decision_presence_organisation_id')),
    sa.PrimaryKeyConstraint('decision_id', 'organisation_id', name=op.f('pk_decision_presence'))
    )
    if op.get_bind().dialect.name == 'postgresql':
        op.execute("CREATE FUNCTION never_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a decision is never changed, only followed by another'; END $$")
        op.execute(f'CREATE TRIGGER decision_stays BEFORE UPDATE OF {DECIDED} ON decision FOR EACH ROW EXECUTE FUNCTION never_changed()')
        op.execute('CREATE TRIGGER vote_stays BEFORE UPDATE ON vote FOR EACH ROW EXECUTE FUNCTION never_changed()')
    else:
        refuse = "BEGIN SELECT RAISE(ABORT, 'a decision is never changed, only followed by another'); END"
        op.execute(f'CREATE TRIGGER decision_stays BEFORE UPDATE OF {DECIDED} ON decision {refuse}')
        op.execute(f'CREATE TRIGGER vote_stays BEFORE UPDATE ON vote {refuse}')


def downgrade():
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP TRIGGER vote_stays ON vote')
        op.execute('DROP TRIGGER decision_stays ON decision')
        op.execute('DROP FUNCTION never_changed()')
    else:
        op.execute('DROP TRIGGER vote_stays')
        op.execute('DROP TRIGGER decision_stays')
    op.drop_table('decision_presence')
    for table, column in reversed(MOMENTS):
        op.drop_column(table, column)
