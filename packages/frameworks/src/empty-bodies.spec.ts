import { extract as extractDjango } from './django/read/extract-facts.js';
import { extract as extractAlembic } from './alembic/read/extract-facts.js';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const django = (operations: string): string => `from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]
    operations = ${operations}
`;

const alembic = (upgrade: string): string => `from alembic import op
revision = 'b'
down_revision = 'a'

def upgrade():
    ${upgrade}

def downgrade():
    pass
`;

// Two of them are no twins: there is nothing that both do.
test.each([
  ['Django: no operation', () => extractDjango(encode(django('[]')))],
  ['Django: an empty list over two lines', () => extractDjango(encode(django('[\n    ]')))],
  ['Alembic: pass', () => extractAlembic(encode(alembic('pass')))],
  ['Alembic: a docstring', () => extractAlembic(encode(alembic('"""Nothing."""')))],
])('%s: the body is empty', (_, read) => {
  expect(read().body).toBe('');
});

test.each([
  ['Django: an operation', () => extractDjango(encode(django("[migrations.RunSQL('SELECT 1')]")))],
  ['Django: an empty list that grows', () => extractDjango(encode(`${django('[]')}    operations += more()\n`))],
  ['Django: a call beside the class', () => extractDjango(encode(`${django('[]')}\nregister()\n`))],
  ['Alembic: an operation', () => extractAlembic(encode(alembic("op.drop_table('x')")))],
  ['Alembic: a call of its own', () => extractAlembic(encode(alembic('drop_all()')))],
])('%s: the body is told apart', (_, read) => {
  expect(read().body).not.toBe('');
});
