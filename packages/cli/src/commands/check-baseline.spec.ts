import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitRepo, scratch, type GitRepo } from '@oneleaf/git/testing';
import { cached } from '../testing/file-listing.js';
import { oneleaf } from '../testing/oneleaf.js';

const FILE = 'oneleaf-baseline.json';
const ini = '[alembic]\nscript_location = db\n';
const rules = JSON.stringify({ rules: { 'missing-downgrade': 'error', 'edited-landed': 'off' } });

function revision(id: string, parent: string | null, body = 'op.drop_table("x")'): string {
  const down = parent === null ? 'None' : `'${parent}'`;
  return `from alembic import op\n\nrevision = '${id}'\ndown_revision = ${down}\n\ndef upgrade():\n    ${body}\n`;
}

const at = (id: string): string => `db/versions/${id}.py`;
const files = {
  'alembic.ini': ini,
  'oneleaf.json': rules,
  'db/env.py': '',
  [at('a')]: revision('a', null, 'Base.metadata.create_all()'),
  [at('b')]: revision('b', 'a'),
};

const repository = (more: Record<string, string> = {}): GitRepo => gitRepo({ main: { ...files, ...more } });
const written = (repo: GitRepo): string => readFileSync(join(repo.path, FILE), 'utf8');

const accepting = (accepted: Record<string, readonly string[]>): string => `${JSON.stringify({ accepted }, undefined, 2)}\n`;
const whole = accepting({ 'create-all': [at('a')], 'missing-downgrade': [at('a'), at('b')] });

test('what is there is accepted, and only what is new is reported', async () => {
  const repo = repository();
  expect((await oneleaf(repo, ['check'])).exitCode).toBe(1);
  expect(await oneleaf(repo, ['check', '--write-baseline'])).toEqual({
    output: '1 history, 2 migrations, no finding\n3 findings accepted by oneleaf-baseline.json\n',
    complaint: '',
    exitCode: 0,
  });
  expect(written(repo)).toBe(whole);
  expect(repo.git('status', '--short')).toBe(`?? ${FILE}`);
  expect((await oneleaf(repo, ['check', '--write-baseline'])).exitCode).toBe(0);
  expect(written(repo)).toBe(whole);
  repo.write({ [at('b')]: `"""Lines above move nothing."""\n\n${revision('b', 'a')}`, [at('c')]: revision('c', 'b') });
  const { output, exitCode } = await oneleaf(repo, ['check']);
  expect([exitCode, output]).toEqual([
    1,
    `error missing-downgrade  c cannot be undone
  db/versions/c.py   line 6: there is no downgrade
fix: write what undoes it: downgrade(), reverse_code or reverse_sql

1 error in db/versions
3 findings accepted by oneleaf-baseline.json
`,
  ]);
});

test('the index, a ref and a bare clone are judged by it', async () => {
  const repo = repository({ [FILE]: whole });
  const bare = join(scratch(), 'bare.git');
  execFileSync('git', ['clone', '--quiet', '--bare', repo.path, bare], { env: repo.env });
  for (const args of [['--staged'], ['--ref', 'main'], ['--repo', bare]]) {
    const { output, exitCode } = await oneleaf(repo, ['check', '--format', 'json', ...args]);
    expect([exitCode, JSON.parse(output)]).toEqual([0, expect.objectContaining({ findings: [], accepted: 3 })]);
  }
  expect((await oneleaf(repo, ['check', '--write-baseline', '--repo', bare])).complaint).toContain(
    'has no working tree to write oneleaf-baseline.json to',
  );
});

test('what is mended is noted, in the folder that is looked at, until the file is written anew', async () => {
  const repo = repository({ [FILE]: whole });
  repo.write({ [at('b')]: `${revision('b', 'a')}\ndef downgrade():\n    op.create_table("x")\n` });
  const { output, exitCode } = await oneleaf(repo, ['check']);
  expect([exitCode, output]).toEqual([
    0,
    `note unused-acceptance  oneleaf-baseline.json accepts missing-downgrade in db/versions/b.py, where it finds nothing
  write it anew
fix: npx oneleaf check --write-baseline

1 note
2 findings accepted by oneleaf-baseline.json
`,
  ]);
  repo.write({ 'oneleaf.json': '{ "rules": { "create-all": "off", "unused-acceptance": "off", "edited-landed": "off" } }' });
  expect((await oneleaf(repo, ['check', '--under', 'db'])).output).toBe('1 history, 2 migrations, no finding\n');
  await oneleaf(repo, ['check', '--write-baseline']);
  expect(existsSync(join(repo.path, FILE))).toBe(false);
});

test('a second leaf is never accepted', async () => {
  const repo = repository({ [at('c')]: revision('c', 'a') });
  const { output, exitCode } = await oneleaf(repo, ['check', '--write-baseline']);
  expect([exitCode, output]).toEqual([1, expect.stringContaining('multiple-leaves')]);
  expect(written(repo)).not.toContain('multiple-leaves');
});

test.each([
  ['{', 'is not JSON'],
  ['[]', 'must hold an object'],
  ['{}', 'must hold an object called accepted'],
  ['{ "accepted": {}, "mood": 1 }', 'has an unknown key: mood'],
  ['{ "accepted": { "multiple-leaves": ["a.py"] } }', 'accepts multiple-leaves, which cannot be accepted'],
  ['{ "accepted": { "create-all": "a.py" } }', 'must hold a list of files for create-all'],
])('a baseline that says %s is wrong usage of check, and of nothing else', async (text, complaint) => {
  const repo = repository({ [FILE]: text });
  const { complaint: said, exitCode } = await oneleaf(repo, ['check']);
  expect([exitCode, said]).toEqual([2, expect.stringContaining(`error: ${FILE} ${complaint}\n`)]);
  expect((await oneleaf(repo, ['predict', '--base', 'main'])).exitCode).toBe(0);
});

test('a part cannot write for the whole', async () => {
  expect((await oneleaf(repository(), ['check', '--write-baseline', '--under', 'db'])).exitCode).toBe(2);
});

test('what migrations do is read where a rule wants to know, and kept', async () => {
  const known = (repo: GitRepo): boolean =>
    cached(join(repo.path, '.git')).some(
      path => path.endsWith('facts') && /^practices /m.test(readFileSync(join(repo.path, '.git', path), 'utf8')),
    );
  const repo = repository({ 'oneleaf.json': '{ "rules": { "create-all": "off", "credential-in-seed": "off" } }' });
  await oneleaf(repo, ['check']);
  await oneleaf(repo, ['predict', '--base', 'main']);
  expect(known(repo)).toBe(false);
  repo.write({ 'oneleaf.json': rules });
  const cold = await oneleaf(repo, ['check']);
  expect(known(repo)).toBe(true);
  expect(await oneleaf(repo, ['check'])).toEqual(cold);
});
