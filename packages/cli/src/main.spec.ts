import { gitRepo } from '@oneleaf/git/testing';
import { main } from './main.js';
import { contextOf, oneleaf } from './testing/oneleaf.js';
import { django, SHOP } from './testing/migrations.js';

const repo = gitRepo({ main: { ...SHOP, ...django('0001_a') } });
const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' });

const prePush = (thrown: Error, env: Readonly<Record<string, string>> = {}) =>
  main(['pre-push', 'origin', 'url'], { ...contextOf(repo, { env }), readInput: () => Promise.reject(thrown) });

test('a full disk is no defect: the push goes through', async () => {
  expect(await prePush(full)).toEqual({
    output: '',
    complaint: 'error: ENOSPC: no space left on device, write\nthe push was not checked\n',
    exitCode: 0,
  });
});

test('a full disk stops a strict push', async () => {
  const complaint = 'error: ENOSPC: no space left on device, write\n';
  expect(await prePush(full, { ONELEAF_STRICT: '1' })).toEqual({ output: '', complaint, exitCode: 3 });
});

test('a defect of ours stops no push, unless it is strict', async () => {
  const { output, complaint, exitCode } = await prePush(new TypeError('odd'));
  expect({ output, exitCode }).toEqual({ output: '', exitCode: 0 });
  expect(complaint).toMatch(/^oneleaf 0.0.0 has a defect, on Node v20.19.0:\nTypeError: odd\n[^]*the push was not checked\n$/);
  expect((await prePush(new TypeError('odd'), { ONELEAF_STRICT: '1' })).exitCode).toBe(70);
});

test.each(['/nonexistent', '/dev/full'])('TMPDIR=%s: no verdict, and what to set', async folder => {
  const ended = await oneleaf(repo, ['verify'], { env: { TMPDIR: folder } });
  expect(ended.complaint).not.toContain('has a defect');
  expect(ended.exitCode).toBe(3);
});

test.each([
  ['a value that nests too deep', `{ "rules": ${'['.repeat(200_000)}${']'.repeat(200_000)} }`, 'has more than 262144 characters'],
  ['a list in a list', `{ "rules": ${'['.repeat(100_000)}${']'.repeat(100_000)} }`, 'has a wrong value for rules: it nests too deep'],
  ['a long value', `{ "base": [${'"a",'.repeat(1000)}"b"] }`, `has a wrong value for base: [${'"a",'.repeat(49)}"a" ...`],
])('oneleaf.json with %s', async (_, text, message) => {
  const odd = gitRepo({ main: { ...SHOP, ...django('0001_a'), 'oneleaf.json': text } });
  const ended = await oneleaf(odd, ['check']);
  expect(ended.exitCode).toBe(2);
  expect(ended.complaint).toContain(`oneleaf.json ${message}`);
});
