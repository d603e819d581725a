import { gitRepo } from '@oneleaf/git/testing';
import { findingsOf } from '../testing/report-digest.js';
import { django, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';
import { expectRefused } from '../testing/untouched-repository.js';

const fork = { ...SHOP, ...django('0001_initial < 0002_sku'), ...django('0001_initial < 0002_tax') };

test.each([
  ['chekc', 'there is no command chekc', 'oneleaf --help'],
  ['--base main', 'there is no command --base', 'oneleaf --help'],
  ['check --stagd', "unknown option '--stagd'", 'oneleaf check --help'],
  ['check --ref', "option '--ref <value>' argument missing", 'oneleaf check --help'],
  ['check --ref --staged', "option '--ref' argument is ambiguous", 'oneleaf check --help'],
  ['check one two', 'there is one argument too many: two', 'oneleaf --help'],
  ['check --staged main', '--staged and a ref cannot be used together', 'oneleaf check --help'],
  ['check --format xml', 'there is no format xml', 'oneleaf check --format json'],
  ['status --format markdown', 'there is no format markdown', 'oneleaf status --format json'],
  ['check --since 3d', "unknown option '--since'", 'oneleaf check --help'],
  ['predict --since yesterday', '--since takes 90d, 12h, 6w, 2y or all, not yesterday', 'oneleaf predict --since 90d'],
  ['predict --local --remote origin', '--remote and --local cannot be used together', 'oneleaf predict --help'],
  ['predict --staged', "unknown option '--staged'", 'oneleaf predict --help'],
  ['pre-push origin url more', 'there is one argument too many: more', 'oneleaf --help'],
  ['pre-push --force', "unknown option '--force'", 'oneleaf pre-push --help'],
  ['--explain', '--explain takes the name of a rule', 'oneleaf --explain multiple-leaves'],
  ['--explain multiple-heads', 'there is no rule multiple-heads', 'oneleaf --help'],
  ['--explain ../../package', 'there is no rule ../../package', 'oneleaf --help'],
])('oneleaf %s: %s', async (line, message, hint) => {
  const { output, complaint, exitCode } = await expectRefused(gitRepo({ main: SHOP }), line.split(' '));
  expect({ output, exitCode }).toEqual({ output: '', exitCode: 2 });
  expect(complaint.split('\n')[0]).toMatch(new RegExp(`^error: ${message.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}`));
  expect(complaint).toMatch(new RegExp(`\\ntry: ${hint}\\n$`));
});

describe('a configuration that is wrong is named', () => {
  test.each([
    ['{', 'oneleaf.json is not JSON'],
    ['[]', 'oneleaf.json must hold an object'],
    ['{ "bse": "main" }', 'oneleaf.json has an unknown key: bse'],
    ['{ "base": "" }', 'oneleaf.json has a wrong value for base: ""'],
    ['{ "rules": { "cycle": "fatal" } }', 'oneleaf.json has a wrong value for rules: {"cycle":"fatal"}'],
    ['{ "histories": [{ "folder": "shop" }] }', 'oneleaf.json has a wrong value for histories: [{"folder":"shop"}]'],
    ['{ "since": "soon" }', 'oneleaf.json has a wrong value for since: soon'],
  ])('%s', async (text, message) => {
    const repo = gitRepo({ main: { ...SHOP, 'oneleaf.json': text } });
    const { complaint, exitCode } = await expectRefused(repo, ['predict']);
    expect([complaint.split('\n')[0], exitCode]).toEqual([`error: ${message}`, 2]);
  });
});

test('lint-staged appends the staged files: the index is checked whole', async () => {
  const repo = gitRepo({ main: fork });
  const file = `${repo.path}/shop/migrations/0002_sku.py`;
  expect(findingsOf(await oneleaf(repo, ['check', '--staged', '--format', 'json', file, file]))).toEqual(['error multiple-leaves shop']);
});

test('a check as people who review a change read it', async () => {
  const { output, exitCode } = await oneleaf(gitRepo({ main: fork }), ['check', '--format', 'markdown']);
  expect(exitCode).toBe(1);
  expect(output).toMatch(
    /^### ❌ \*\*check\*\* of `working tree`: 1 error in `shop`\n\n- \*\*error\*\* `multiple-leaves`: `shop` has 2 leaves: /,
  );
});

describe('help', () => {
  const repo = () => gitRepo({ main: SHOP });

  test.each([[[]], [['--help']], [['-h']], [['help']]])('%p is that of the program', async args => {
    const { output, complaint, exitCode } = await oneleaf(repo(), args);
    expect(output).toMatch(/^oneleaf finds and fixes migration conflicts between branches/);
    expect([complaint, exitCode]).toEqual(['', 0]);
  });

  test.each(['check', 'predict', 'pre-push'])('of %s, however it is asked for', async command => {
    const { output } = await oneleaf(repo(), [command, '--help']);
    expect(output).toMatch(new RegExp(`^oneleaf ${command} `));
    expect((await oneleaf(repo(), ['help', command])).output).toBe(output);
    expect((await oneleaf(repo(), [command, '-h'])).output).toBe(output);
  });

  test('of a rule, with the words of the frameworks', async () => {
    const { output } = await oneleaf(repo(), ['--explain', 'multiple-leaves']);
    expect(output).toContain('Multiple head revisions are present');
    expect(output).toContain('Conflicting migrations detected; multiple leaf nodes in the migration graph');
    expect((await oneleaf(repo(), ['check', '--explain', 'multiple-leaves'])).output).toBe(output);
  });

  test('and the version', async () => {
    expect(await oneleaf(repo(), ['--version'])).toEqual({ output: '0.0.0\n', complaint: '', exitCode: 0 });
  });
});
