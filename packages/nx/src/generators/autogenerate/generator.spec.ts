import { addProjectConfiguration, logger, type Tree } from '@nx/devkit';
import { createTree } from '@nx/devkit/testing';
import { describeWithPython } from '@oneleaf/frameworks/testing';
import { gitRepo, type RepoFiles, type GitRepo } from '@oneleaf/git/testing';
import generator from './generator.js';

const ENV = `from alembic import context
from sqlalchemy import create_engine
from models import Base

with create_engine(context.config.get_main_option('sqlalchemy.url')).connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata)
    with context.begin_transaction():
        context.run_migrations()
`;

const MAKO = `revision = \${repr(up_revision)}
down_revision = \${repr(down_revision)}
from alembic import op
import sqlalchemy as sa

def upgrade():
    \${upgrades if upgrades else "pass"}

def downgrade():
    \${downgrades if downgrades else "pass"}
`;

const FIRST = `revision = 'aaaa'
down_revision = None
from alembic import op
import sqlalchemy as sa

def upgrade():
    op.create_table('entry', sa.Column('id', sa.Integer, primary_key=True), sa.Column('note', sa.Text))

def downgrade():
    op.drop_table('entry')
`;

const models = (...columns: readonly string[]): string => `from sqlalchemy import Column, Integer, MetaData, Table, Text

class Base:
    metadata = MetaData()

Table('entry', Base.metadata, Column('id', Integer, primary_key=True)${columns.map(name => `, Column('${name}', Text)`).join('')})
`;

const BANK: RepoFiles = {
  'apps/bank/db/alembic.ini': '[alembic]\nscript_location = %(here)s/scripts\nprepend_sys_path = .\nsqlalchemy.url = sqlite:///bank.db\n',
  'apps/bank/db/models.py': models('note'),
  'apps/bank/db/scripts/env.py': ENV,
  'apps/bank/db/scripts/script.py.mako': MAKO,
  'apps/bank/db/scripts/versions/aaaa_first.py': FIRST,
};

const said: string[] = [];
const usual = { info: logger.info, warn: logger.warn };
beforeEach(() => {
  said.length = 0;
  Object.assign(logger, {
    info: (line: unknown) => said.push(`info ${String(line)}`),
    warn: (line: unknown) => said.push(`warn ${String(line)}`),
  });
});
afterAll(() => Object.assign(logger, usual));

describeWithPython('autogenerate', ({ newest }) => {
  const repository = (more: RepoFiles = {}): GitRepo => {
    const project = { folder: 'apps/bank/db', python: newest, provider: 'sqlite' };
    return gitRepo({ main: { ...BANK, 'oneleaf.json': JSON.stringify({ projects: [project] }), ...more } });
  };
  const treeOf = ({ path }: GitRepo): Tree => {
    const tree = Object.assign(createTree(), { root: path });
    addProjectConfiguration(tree, 'bank', { root: 'apps/bank' });
    return tree;
  };
  const written = (tree: Tree): Readonly<Record<string, string>> =>
    Object.fromEntries(tree.listChanges().flatMap(({ path, content }) => (path.endsWith('.py') ? [[path, String(content)]] : [])));

  test('what the models ask for is put into the tree, and proved when it is written', async () => {
    const repo = repository({ 'apps/bank/db/models.py': models('note', 'tax') });
    const tree = treeOf(repo);
    const prove = await generator(tree, { name: 'tax', project: 'bank' });
    const files = written(tree);
    expect(Object.entries(files)).toEqual([
      [
        expect.stringMatching(/^apps\/bank\/db\/scripts\/versions\/[0-9a-f]{12}_tax\.py$/),
        expect.stringContaining("op.add_column('entry'"),
      ],
    ]);
    expect([said, repo.git('status', '--porcelain')]).toEqual([[expect.stringMatching(/^info apps\/bank\/db {2}alembic on SQLite /)], '']);
    repo.write(files);
    await prove();
    expect(said[1]).toMatch(/fresh install +passed, 2 migrations/);
  });

  test('the first migration of all', async () => {
    const repo = repository();
    repo.git('rm', '--quiet', 'apps/bank/db/scripts/versions/aaaa_first.py');
    repo.git('commit', '--quiet', '--message', 'begin anew');
    const tree = treeOf(repo);
    const prove = await generator(tree, { name: 'initial', project: 'bank' });
    const files = written(tree);
    expect(Object.entries(files)).toEqual([
      [
        expect.stringMatching(/^apps\/bank\/db\/scripts\/versions\/[0-9a-f]{12}_initial\.py$/),
        expect.stringContaining('down_revision = None'),
      ],
    ]);
    repo.write(files);
    await prove();
    expect(said[1]).toMatch(/fresh install +passed, 1 migration/);
  });

  test('what would drop data is held back, and said; allowed, it is written', async () => {
    const repo = repository({ 'apps/bank/db/models.py': models('tax') });
    const tree = treeOf(repo);
    await generator(tree, { name: 'tax', project: 'bank' });
    expect(Object.values(written(tree)).map(text => /drop_column\('entry', 'note'\)/.test(text.split('def downgrade')[0] ?? ''))).toEqual([
      false,
    ]);
    expect(said).toEqual([expect.stringMatching(/^warn [^]*error held-back {2}DropColumn entry\.note/)]);
    const other = treeOf(repo);
    await generator(other, { name: 'tax', project: 'bank', allow: ['drop_column:entry.note'] });
    expect(Object.values(written(other))).toEqual([expect.stringContaining("drop_column('entry', 'note')")]);
  });

  test('where all of it is held back, or nothing can be generated, it is an error', async () => {
    const tree = treeOf(repository({ 'apps/bank/db/models.py': models() }));
    await expect(generator(tree, { name: 'tax', project: 'bank' })).rejects.toThrow(/error held-back {2}DropColumn entry\.note/);
    expect(written(tree)).toEqual({});
    const fork = { 'apps/bank/db/scripts/versions/bbbb_second.py': FIRST.replace('aaaa', 'bbbb') };
    await expect(generator(treeOf(repository(fork)), { name: 'tax' })).rejects.toThrow(/leaves/);
  });

  test('where nothing is missing in the project that is meant, nothing is written', async () => {
    const other = Object.fromEntries(Object.entries(BANK).map(([path, text]) => [path.replace('bank', 'pay'), text]));
    const tree = treeOf(repository(other));
    const prove = await generator(tree, { name: 'tax', project: 'bank' });
    await prove();
    expect([said, written(tree)]).toEqual([[expect.stringContaining('nothing is missing: models and migrations agree')], {}]);
  });

  test('a file that fails when it is written fails the generator', async () => {
    const repo = repository({ 'apps/bank/db/models.py': models('note', 'tax') });
    const tree = treeOf(repo);
    const prove = await generator(tree, { name: 'tax' });
    const spoiled = Object.entries(written(tree)).map(([path, text]) => [path, text.replace("'entry'", "'gone'")] as const);
    repo.write(Object.fromEntries(spoiled));
    await expect(prove()).rejects.toThrow(/error fresh-install/);
  });
});
