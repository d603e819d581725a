import { gitRepo, type GitRepo } from '@oneleaf/git/testing';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { findingsOf } from '../testing/report-digest.js';
import { alembic, alembicText, django, PAY, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';

const README = 'docs/chain.md';
const fee = alembic('start < fee');
const both = { ...PAY, ...fee, ...SHOP };
const configured = { 'oneleaf.json': JSON.stringify({ describe: [README] }) };

const describing = (repo: GitRepo, ...args: string[]) => oneleaf(repo, ['describe', ...args]);
const text = (repo: GitRepo, path = README) => readFileSync(join(repo.path, path), 'utf8');
const block = (names: string, ...lines: readonly string[]) =>
  `<!-- oneleaf:describe${names} -->\n\n${lines.join('\n')}\n\n<!-- /oneleaf:describe -->\n`;

const CHAIN = [
  '`alembic/versions`: 2 migrations, expected leaf `fee`.',
  '',
  '- **`start`**, the first',
  '  - removes table `start`',
  '- **`fee`**, on `start`',
  '  - removes table `fee`',
];
const APP = [
  '`shop`: 1 migration, expected leaf `0001_initial`.',
  '',
  '- **`0001_initial`**, the first',
  '  - adds to `shop.item`: `0001_initial`',
];

describe('printed', () => {
  test('one history as text, all of them as Markdown', async () => {
    const repo = gitRepo({ main: both });
    expect(await describing(repo, 'alembic')).toEqual({
      output:
        'alembic/versions  2 migrations, expected leaf fee\n  start  the first\n    removes table start\n  fee  on start\n    removes table fee\n',
      complaint: '',
      exitCode: 0,
    });
    expect((await describing(repo, '--format', 'markdown')).output).toBe([...CHAIN, '', ...APP, ''].join('\n'));
  });

  test('of a ref, as JSON', async () => {
    const repo = gitRepo({ main: PAY, feat: fee });
    const { output } = await describing(repo, '--ref', 'feat', '--format', 'json');
    expect(JSON.parse(output)).toMatchObject({
      command: 'describe',
      ref: 'feat',
      histories: [{ migrations: [{ name: 'start' }, { name: 'fee' }] }],
    });
    expect((await describing(repo)).output).not.toContain('fee');
  });

  test('what cannot be read is reported', async () => {
    const repo = gitRepo({ main: { ...PAY, ...alembic('start < fee'), ...alembic('start < tax'), 'alembic/versions/odd.py': 'def (\n' } });
    const { output } = await describing(repo);
    expect(output).toMatch(/^alembic\/versions {2}3 migrations, 2 leaves: fee, tax\n/);
    expect(output).toMatch(/ {2}not certain {2}alembic\/versions\/odd\.py: .+\n$/);
  });

  test.each([
    ['a history that is not there', ['nope'], /^error: there is no history nope, only alembic\/versions, shop\n/],
    ['another format', ['--format', 'xml'], /^error: there is no format xml\n/],
    ['to write and to check', ['--write', 'a', '--check', 'a'], /^error: --write and --check cannot be used together/],
    ['to check a history', ['shop', '--check', README], /^error: --check takes the histories from the blocks of the file/],
    ['a file outside', ['--write', '../x.md'], /^error: \.\.\/x\.md is outside of the repository\n/],
  ])('wrong usage: %s', async (_, args, complaint) => {
    expect(await describing(gitRepo({ main: both }), ...args)).toEqual({
      output: '',
      complaint: expect.stringMatching(complaint) as string,
      exitCode: 2,
    });
  });

  test('without migrations', async () => expect((await describing(gitRepo({ main: { a: '' } }))).exitCode).toBe(2));
});

describe('written', () => {
  test('a file that is not there is made, and true from then on', async () => {
    const repo = gitRepo({ main: both });
    expect(await describing(repo, '--write', README)).toEqual({
      output: `${README} does not describe alembic/versions, shop yet\n\n1 description, 1 rewritten\n`,
      complaint: '',
      exitCode: 0,
    });
    expect(text(repo)).toBe(block('', ...CHAIN, '', ...APP));
    const done = { output: '1 description, all true\n', complaint: '', exitCode: 0 };
    expect([await describing(repo, '--write', README), await describing(repo, '--check', README)]).toEqual([done, done]);
  });

  test('blocks for some histories each, and everything around them as it was', async () => {
    const before = '# Chain\r\n\r\n<!-- oneleaf:describe shop -->\r\nold\r\n<!-- /oneleaf:describe -->\r\n  by hand \r\n';
    const repo = gitRepo({ main: { ...both, [README]: before } });
    expect((await describing(repo, 'alembic', '--write', README)).exitCode).toBe(0);
    const windows = (lines: string) => lines.replaceAll('\n', '\r\n');
    const head = `# Chain\r\n\r\n${windows(block(' shop', ...APP))}  by hand \r\n`;
    expect(text(repo)).toBe(`${head}\r\n${windows(block(' alembic/versions', ...CHAIN))}`);
  });

  test('without a history, each block is made again for what it names', async () => {
    const repo = gitRepo({ main: { ...both, [README]: `${block(' pay', 'kept')}${block(' shop', 'old')}` } });
    expect(await describing(repo, '--write', README)).toMatchObject({
      output: expect.stringContaining(`${README} describes pay, but there is no such history\n`) as string,
      exitCode: 1,
    });
    expect(text(repo)).toBe(`${block(' pay', 'kept')}${block(' shop', ...APP)}`);
  });

  test('a file that cannot be distinguished is left alone', async () => {
    const broken = '<!-- oneleaf:describe -->\n';
    const repo = gitRepo({ main: { ...both, [README]: broken } });
    expect((await describing(repo, '--write', README)).output).toContain('a block of oneleaf:describe is not closed');
    expect(text(repo)).toBe(broken);
    symlinkSync('chain.md', join(repo.path, 'docs/link.md'));
    expect((await describing(repo, '--write', 'docs/link.md')).complaint).toContain('docs/link.md is a symbolic link');
  });

  test('from a folder, files are called as they are there', async () => {
    const repo = gitRepo({ main: both });
    await oneleaf({ env: repo.env, path: join(repo.path, 'alembic') }, ['describe', '--write', 'README.md']);
    expect(existsSync(join(repo.path, 'alembic/README.md'))).toBe(true);
  });
});

describe('checked', () => {
  test('what is missing, gone or otherwise is reported, and nothing written', async () => {
    const repo = gitRepo({ main: { ...PAY, ...fee } });
    await describing(repo, '--write', README);
    const before = text(repo);
    repo.git('rm', '--quiet', 'alembic/versions/fee.py');
    repo.write({
      ...alembic('start < tax'),
      'alembic/versions/start.py': alembicText('start', []).replace("'start')\n", "'other')\n"),
    });
    expect(await describing(repo, '--check', README)).toEqual({
      output: `${[
        `${README} does not tell tax`,
        `${README} tells fee, which is not here`,
        `${README} tells the length and the leaf of alembic/versions otherwise`,
        `${README} tells start otherwise`,
      ]
        .map(line => `error stale-description  ${line}\n`)
        .join('')}fix: npx oneleaf describe --write ${README}\n\n1 description, 1 stale\n`,
      complaint: '',
      exitCode: 1,
    });
    expect(text(repo)).toBe(before);
  });

  test('a file without a description is none', async () => {
    const repo = gitRepo({ main: { ...PAY, [README]: '# Chain\n' } });
    expect((await describing(repo, '--check', README)).output).toContain(`${README} does not describe alembic/versions yet\n`);
  });
});

describe('kept true', () => {
  const repository = async (): Promise<GitRepo> => {
    const repo = gitRepo({ main: { ...both, ...configured, [README]: block(' alembic/versions', 'x') } });
    expect((await oneleaf(repo, ['sync'])).exitCode).toBe(0);
    repo.git('add', '.');
    repo.git('commit', '--quiet', '--message', 'describe');
    return repo;
  };

  test('sync writes it, check finds it in the working tree, the index and a commit', async () => {
    const repo = await repository();
    const check = async (...args: string[]) => findingsOf(await oneleaf(repo, ['check', '--format', 'json', ...args]));
    const found = ['error stale-description alembic/versions', 'error stale-description alembic/versions'];
    expect(await check()).toEqual([]);
    repo.write(alembic('fee < tax'));
    expect([await check(), await check('--staged')]).toEqual([found, []]);
    repo.git('add', '.');
    expect([await check('--staged'), await check('--ref', 'HEAD'), await check('--under', 'shop')]).toEqual([found, [], []]);
    expect((await oneleaf(repo, ['sync', '--check'])).exitCode).toBe(1);
    expect((await oneleaf(repo, ['sync'])).output).toContain('1 description, 1 rewritten');
    expect(text(repo)).toContain('- **`tax`**, on `fee`\n');
    expect(await check()).toEqual([]);
  });

  test('new writes it along', async () => {
    const repo = await repository();
    expect((await oneleaf(repo, ['new', 'alembic', 'add vat'])).output).toContain(`wrote ${README}`);
    expect((await oneleaf(repo, ['sync', '--check'])).output).toBe('1 description, all true\n');
  });

  test('a file that is not there yet is made', async () => {
    const repo = gitRepo({ main: { ...PAY, ...configured } });
    expect((await oneleaf(repo, ['check'])).exitCode).toBe(1);
    expect((await oneleaf(repo, ['sync'])).exitCode).toBe(0);
    expect((await oneleaf(repo, ['check'])).exitCode).toBe(0);
  });

  test('where the rule is off, nothing is found', async () => {
    const repo = gitRepo({
      main: { ...PAY, 'oneleaf.json': JSON.stringify({ describe: [README], rules: { 'stale-description': 'off' } }) },
    });
    expect((await oneleaf(repo, ['check'])).exitCode).toBe(0);
  });

  test('a conflict of git in the block goes away', async () => {
    const repo = await repository();
    const torn = text(repo)
      .replace('- **`fee`**', '<<<<<<< HEAD\n- **`fee`**')
      .replace('table `fee`\n', 'table `fee`\n=======\n>>>>>>> feat\n');
    const before = text(repo);
    repo.write({ [README]: torn });
    await oneleaf(repo, ['sync']);
    expect(text(repo)).toBe(before);
  });
});

test('Django: what a squash replaces is not reported', async () => {
  const squash = `from django.db import migrations


class Migration(migrations.Migration):
    """All in one"""

    replaces = [('shop', '0001_initial'), ('shop', '0002_sku')]
`;
  const repo = gitRepo({ main: { ...SHOP, ...django('0001_initial < 0002_sku'), 'shop/migrations/0001_squashed_0002_sku.py': squash } });
  expect((await describing(repo)).output).toBe(
    'shop  1 migration, expected leaf 0001_squashed_0002_sku\n  0001_squashed_0002_sku  the first\n    All in one\n    in place of 0001_initial, 0002_sku\n',
  );
});
