"""phones that join a meeting without an account

Revision ID: 0009
Revises: 0008

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('phone_room',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_phone_room_meeting_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phone_room')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_phone_room_code_hash')),
    sa.UniqueConstraint('meeting_id', name=op.f('uq_phone_room_meeting_id'))
    )
    op.create_table('phone_device',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('room_id', sa.Integer(), nullable=False),
    sa.Column('key_hash', sa.String(length=64), nullable=True),
    sa.Column('discipline', sa.String(length=16), nullable=False),
    sa.Column('joined_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['room_id'], ['phone_room.id'], name=op.f('fk_phone_device_room_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phone_device')),
    sa.UniqueConstraint('room_id', 'key_hash', name=op.f('uq_phone_device_room_id_key_hash'))
    )
    op.create_index(op.f('ix_phone_device_room_id'), 'phone_device', ['room_id'])
    op.create_table('phone_question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('room_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('recognise', 'points', 'scores', 'stance', name='phonequestionkind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('subjects', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['room_id'], ['phone_room.id'], name=op.f('fk_phone_question_room_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phone_question'))
    )
    op.create_index(op.f('ix_phone_question_room_id'), 'phone_question', ['room_id'])
    op.create_table('phone_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('device_id', sa.Integer(), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['device_id'], ['phone_device.id'], name=op.f('fk_phone_answer_device_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['question_id'], ['phone_question.id'], name=op.f('fk_phone_answer_question_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phone_answer')),
    sa.UniqueConstraint('question_id', 'device_id', name=op.f('uq_phone_answer_question_id_device_id'))
    )
    op.create_index(op.f('ix_phone_answer_device_id'), 'phone_answer', ['device_id'])
    op.create_index(op.f('ix_phone_answer_question_id'), 'phone_answer', ['question_id'])


def downgrade():
    for table in ('phone_answer', 'phone_question', 'phone_device', 'phone_room'):
        op.drop_table(table)
