import { alembic, django } from './index.js';
import type { Framework } from '@oneleaf/core';

function idle(framework: Framework, text: string): boolean {
  return framework.read.doesNothing(Buffer.from(text));
}

const imports = 'from django.db import migrations\n';

function migration(body: string, before = imports, base = 'migrations.Migration'): string {
  return `${before}\n\nclass Migration(${base}):\n    dependencies = [('shop', '0002_a'), ('shop', '0002_b')]\n${body}`;
}

test.each([
  ['an empty list', migration('    operations = []\n')],
  ['as makemigrations --merge writes it', migration('\n    operations = [\n    ]\n')],
  ['a comment in the list', migration('    operations = [  # nothing\n        # at all\n    ]\n')],
  ['a tuple', migration('    operations = ()\n')],
  ['an annotated list', migration('    operations: list = []\n')],
  ['no operations at all', migration('')],
  ['a class that passes', migration('    pass\n')],
  ['a sum of nothings', migration('    operations = [] + []\n')],
  ['a name for an empty list', migration('    operations = NONE\n', `${imports}NONE = []\n`)],
  ['a docstring and initial', migration('    """Joins."""\n    initial = True\n    operations = []\n')],
  ['the base imported by itself', migration('    operations = []\n', 'from django.db.migrations import Migration\n', 'Migration')],
  ['an alias', migration('    operations = []\n', 'from django.db import migrations as m, models\n', 'm.Migration')],
  ['the whole module imported', migration('    operations = []\n', 'import django.db.migrations\n', 'django.db.migrations.Migration')],
  ['an import in brackets', migration('    operations = []\n', 'from django.db import (\n    migrations,  # noqa\n    models,\n)\n')],
  ['Windows line ends', migration('    operations = []\n').replaceAll('\n', '\r\n')],
])('Django, nothing: %s', (_, text) => expect(idle(django, text)).toBe(true));

test.each([
  ['an operation', migration("    operations = [migrations.DeleteModel('Tag')]\n")],
  ['one that calls nothing by itself', migration('    operations = [first]\n')],
  ['a list that grows', migration('    operations = []\n    operations += more()\n')],
  ['a list that is appended to', migration('    operations = []\n    operations.append(x)\n')],
  ['operations set from outside', `${migration('    operations = []\n')}\nMigration.operations.append(x)\n`],
  ['operations in a branch', migration('    operations = []\n    if x:\n        operations = [y]\n')],
  ['computed operations', migration('    operations = make()\n')],
  ['a method', migration('    operations = []\n\n    def apply(self, *args):\n        return drop()\n')],
  ['a squash', migration("    replaces = [('shop', '0001_initial')]\n    operations = []\n")],
  ['a base of their own', migration('    operations = []\n', 'from shop.base import Migration\n', 'Migration')],
  ['a base of another name', migration('    operations = []\n', imports, 'Checked')],
  ['a second base', migration('    operations = []\n', imports, 'Mixin, migrations.Migration')],
  ['migrations of something else', migration('    operations = []\n', 'from south import migrations\n')],
  ['a star import', migration('    operations = []\n', `${imports}from shop.models import *\n`)],
  ['a decorated class', migration('    operations = []\n').replace('class', '@checked\nclass')],
  ['a call of the module', `${migration('    operations = []\n')}register()\n`],
  ['no migration', ''],
  ['no Python', migration('    operations = [\n')],
])('Django, something: %s', (_, text) => expect(idle(django, text)).toBe(false));

const header = `"""Join.\n\nRevises: a, b\n"""\nfrom alembic import op\n\nrevision = 'c'\ndown_revision = ('a', 'b')\n\n\n`;

test.each([
  ['as alembic merge writes it', 'def upgrade() -> None:\n    pass\n\n\ndef downgrade() -> None:\n    pass\n'],
  ['a docstring', 'def upgrade():\n    """Upgrade schema."""\n    pass\n\ndef downgrade():\n    """Downgrade schema."""\n'],
  ['an ellipsis', 'def upgrade(): ...\ndef downgrade(): ...\n'],
  ['on one line', 'def upgrade(): pass; pass\ndef downgrade(): return None\n'],
  ['comments', 'def upgrade():\n    # ### commands ###\n    pass  # nothing\n    # ### end ###\n\n\ndef downgrade():\n    return\n'],
  ['no downgrade', 'def upgrade():\n    pass\n'],
  ['tabs and Windows line ends', 'def upgrade():\r\n\tpass\r\n\r\ndef downgrade():\r\n\tpass\r\n'],
  ['no line break at the end', 'def upgrade():\n    pass\ndef downgrade():\n    pass'],
  ['the other way round', 'def downgrade():\n    pass\ndef upgrade():\n    pass\n'],
  ['a helper that nobody calls', 'def upgrade():\n    pass\ndef downgrade():\n    pass\ndef helper():\n    op.drop_table("a")\n'],
])('Alembic, nothing: %s', (_, text) => expect(idle(alembic, header + text)).toBe(true));

test.each([
  ['an operation', 'def upgrade():\n    op.drop_table("a")\ndef downgrade():\n    pass\n'],
  ['only down', 'def upgrade():\n    pass\ndef downgrade():\n    op.drop_table("a")\n'],
  ['a refusal', 'def upgrade():\n    pass\ndef downgrade():\n    raise NotImplementedError\n'],
  ['an operation after pass', 'def upgrade():\n    pass; op.drop_table("a")\n'],
  ['an operation in a branch', 'def upgrade():\n    if x:\n        op.drop_table("a")\n'],
  ['a branch', 'def upgrade():\n    if done():\n        pass\n'],
  ['what is returned', 'def upgrade():\n    return go()\n'],
  ['an assignment', 'def upgrade():\n    x = go()\n'],
  ['no upgrade', 'def downgrade():\n    pass\n'],
  ['a decorator', '@checked\ndef upgrade():\n    pass\n'],
  ['a decorator and a comment', '@checked\n# why\n\ndef upgrade():\n    pass\n'],
  ['two of them', 'def upgrade():\n    pass\ndef upgrade():\n    pass\n'],
  ['another name for it', 'def upgrade():\n    pass\ndowngrade = go\n'],
  ['in a branch', 'if x:\n    def upgrade():\n        pass\n'],
  ['asynchronous', 'async def upgrade():\n    pass\n'],
  ['several databases', 'def upgrade(engine_name):\n    globals()["upgrade_%s" % engine_name]()\n'],
  ['a call of the module', 'def upgrade():\n    pass\nop.drop_table("a")\n'],
  ['no Python', 'def upgrade(:\n    pass\n'],
])('Alembic, something: %s', (_, text) => expect(idle(alembic, header + text)).toBe(false));
