import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { FileCache } from './cache.js';
import { openRepository } from '../open-repository.js';
import { gitRepo, plainEnv, scratch } from '../testing/git-repo.js';

test('any text comes back in the next run', async () => {
  const folder = scratch();
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), async texts => {
      const cache = new FileCache(folder, 'facts');
      for (const [key, value] of Object.entries(texts)) cache.set(key, value);
      await cache.save();
      const next = new FileCache(folder, 'facts');
      for (const [key, value] of Object.entries(texts)) expect(next.get(key)).toBe(value);
    }),
  );
  expect(readdirSync(folder)).toEqual(['facts']);
});

test('tabs, newlines, backslashes and escaped bytes are text like any other', async () => {
  const folder = scratch();
  const odd = ['\t', '\n', '\\', '\\n', '\\\\t', '\\0009', '\t\n\\', 'caf\udce9', '\udcff\ud800', '🐘', ''];
  const cache = new FileCache(folder, 'odd');
  for (const text of odd) cache.set(`key ${text}`, text);
  await cache.save();
  const next = new FileCache(folder, 'odd');
  expect(odd.map(text => next.get(`key ${text}`))).toEqual(odd);
  expect(next.get('key')).toBeUndefined();
});

const broken = [
  '',
  'oneleaf cache 0\na\tb\n',
  'oneleaf cache 3',
  'oneleaf cache 3\nno tab\n',
  'oneleaf cache 3\na\tcut off',
  'oneleaf cache 3\na\t\n',
  'oneleaf cache 3\na\t00000000b\n',
  '\0\xff',
];

test.each(broken)('a file that holds %j is an empty cache', async text => {
  const folder = scratch();
  writeFileSync(join(folder, 'facts'), text, 'latin1');
  const cache = new FileCache(folder, 'facts');
  expect(cache.get('a')).toBeUndefined();
  cache.set('a', '1');
  await cache.save();
  expect(new FileCache(folder, 'facts').get('a')).toBe('1');
});

test('a byte that changed is never another answer', async () => {
  const folder = scratch();
  const texts = new Map([
    ['report 1', '{"verdict":"conflict","text":"tab\\t"}'],
    ['report 2', '{"verdict":"clean"}'],
    ['', ''],
  ]);
  const cache = new FileCache(folder, 'facts');
  for (const [key, value] of texts) cache.set(key, value);
  await cache.save();
  const whole = readFileSync(join(folder, 'facts'));
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, bits) => {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8(bytes.readUInt8(at) ^ bits, at);
      writeFileSync(join(folder, 'facts'), bytes);
      const next = new FileCache(folder, 'facts');
      for (const [key, value] of texts) expect([value, undefined]).toContain(next.get(key));
    }),
    { numRuns: 1000 },
  );
});

test('what nobody has used goes first when a file grows too large', async () => {
  const folder = scratch();
  const first = new FileCache(folder, 'facts', 100);
  for (const key of ['a', 'b', 'c']) first.set(key, key.repeat(25));
  await first.save();
  const second = new FileCache(folder, 'facts', 100);
  second.get('a');
  second.set('d', 'd'.repeat(25));
  second.set('e', 'e'.repeat(10));
  await second.save();
  const third = new FileCache(folder, 'facts', 100);
  expect(['a', 'b', 'c', 'd', 'e'].filter(key => third.get(key) !== undefined)).toEqual(['a', 'c', 'd', 'e']);
});

test('files that were not written for longest go when the folder grows too large; folders are not its own', async () => {
  const folder = scratch();
  for (const [age, name] of ['old', 'older', 'oldest', 'ancient'].entries()) {
    writeFileSync(join(folder, name), Buffer.alloc(30 << 20));
    utimesSync(join(folder, name), 1_000_000 - age, 1_000_000 - age);
  }
  mkdirSync(join(folder, 'rewrite'));
  utimesSync(join(folder, 'rewrite'), 1_000_000 - 2.5, 1_000_000 - 2.5);
  const cache = new FileCache(folder, 'new');
  cache.set('a', '1');
  await cache.save();
  expect(readdirSync(folder).sort()).toEqual(['new', 'old', 'older', 'rewrite']);
});

test('nothing is written when nothing was added', async () => {
  const folder = join(scratch(), 'oneleaf');
  const cache = new FileCache(folder, 'facts');
  cache.get('a');
  await cache.save();
  expect(() => readdirSync(folder)).toThrow('ENOENT');
});

test('a folder that cannot be written is no error', async () => {
  const folder = scratch();
  writeFileSync(join(folder, 'file'), '');
  const cache = new FileCache(join(folder, 'file', 'oneleaf'), 'facts');
  cache.set('a', '1');
  await cache.save();
  expect(cache.get('a')).toBe('1');
});

describe('of a repository', () => {
  const crowd = () => {
    const repo = gitRepo({ main: [{ 'a.py': '1' }, { 'b.py': '2' }] });
    const tips = Array.from({ length: 12 }, (_, index) => repo.commit(`t${index}`, { [`t${index % 3}.py`]: '' }, { parents: ['main~1'] }));
    return { repo, tips, main: repo.id('main'), base: repo.id('main~1') };
  };
  const interest = { key: 'py', wants: (path: string) => path.endsWith('.py') };

  test('the next run gives the same answers, without reading commits or trees', async () => {
    const { repo, tips, main, base } = crowd();
    const ask = async () => {
      const repository = await openRepository(repo.path, { env: plainEnv(), cache: true });
      const relations = await repository.relate(main, tips);
      const changes = await repository.changes(
        tips.map(tip => [base, tip] as const),
        interest,
      );
      return { relations, changes, dates: await repository.commitTimes(tips), list: await repository.list(main, interest) };
    };
    const first = await ask();
    const files = () => readdirSync(join(repo.path, '.git/oneleaf')).sort();
    expect(files().map(name => name.replace(/-.*/, ''))).toEqual(['changes', 'list', 'relations']);
    mkdirSync(join(repo.path, '.git/hidden'));
    repo.run(['-c', 'alias.x=!mv .git/objects/* .git/hidden/', 'x']);
    expect(await ask()).toEqual(first);
  });

  test('another interest has answers of its own', async () => {
    const { repo, tips, base } = crowd();
    const pairs = tips.map(tip => [base, tip] as const);
    const repository = await openRepository(repo.path, { env: plainEnv(), cache: true });
    await repository.changes(pairs, interest);
    const none = await repository.changes(pairs, { key: 'none', wants: () => false });
    expect(none.flat()).toEqual([]);
  });

  test('two questions at once do not mix up their answers', async () => {
    const { repo, tips, main, base } = crowd();
    const [forth, back] = [tips.map(tip => [base, tip] as const), tips.map(tip => [tip, main] as const)];
    const alone = await openRepository(repo.path, { env: plainEnv() });
    const expected = [await alone.changes(forth, interest), await alone.changes(back, interest)];
    const repository = await openRepository(repo.path, { env: plainEnv(), cache: true });
    expect(await Promise.all([repository.changes(forth, interest), repository.changes(back, interest)])).toEqual(expected);
    const next = await openRepository(repo.path, { env: plainEnv(), cache: true });
    expect(await Promise.all([next.changes(forth, interest), next.changes(back, interest)])).toEqual(expected);
  });

  test('a cache that lost a line is asked again, not believed', async () => {
    const { repo, tips, base } = crowd();
    const pairs = tips.map(tip => [base, tip] as const);
    const ask = async () => (await openRepository(repo.path, { env: plainEnv(), cache: true })).changes(pairs, interest);
    const first = await ask();
    const folder = join(repo.path, '.git/oneleaf');
    const file = join(folder, readdirSync(folder).find(name => name.startsWith('changes-')) ?? '');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^#0\t.*\n/m, ''));
    expect(await ask()).toEqual(first);
    expect(await ask()).toEqual(first);
  });

  test('nothing is written unless it may be', async () => {
    const { repo, tips, main } = crowd();
    await (await openRepository(repo.path, { env: plainEnv() })).relate(main, tips);
    expect(readdirSync(join(repo.path, '.git'))).not.toContain('oneleaf');
  });

  test('a shallow clone remembers no relation: a deeper one has others', async () => {
    const { repo } = crowd();
    const clone = repo.clone('--depth=1', '--no-single-branch');
    const ask = async () => {
      const repository = await openRepository(clone.path, { env: plainEnv(), cache: true });
      const tips = (await repository.refs(['refs/remotes/origin/t*'])).map(({ commit }) => commit);
      return [...(await repository.relate(clone.id('origin/main'), tips)).values()].map(({ kind }) => kind);
    };
    expect(new Set(await ask())).toEqual(new Set(['unknown']));
    clone.git('fetch', '--quiet', '--unshallow');
    expect(new Set(await ask())).toEqual(new Set(['diverged']));
  });
});
