import fc from 'fast-check';
import type { MergeOutcome } from './merge-request.js';
import type { PathFilter } from '../trees/tree-entry.js';
import { openRepository } from '../open-repository.js';
import { gitRepo, plainEnv, type GitRepo, type RepoFiles } from '../testing/git-repo.js';

/** Migrations are of interest; what stands beside them is not. */
const interest: PathFilter = { key: 'py', wants: path => path.endsWith('.py') };

type Text = Readonly<Record<string, string>>;
type Step = (files: Text) => Text;

const line = (name: string, index: number): string => `${name} line ${index}\n`;
const body = (name: string): string => Array.from({ length: 10 }, (_, index) => line(name, index)).join('');
const start: Text = {
  'app/m/0001.py': body('one'),
  'app/m/0002.py': body('two'),
  'app/m/0003.py': body('three'),
  'app/views.txt': body('views'),
  'app/notes.txt': body('notes'),
  'shop/m/0001.py': body('shop'),
  'shop/list.txt': body('list'),
};

const moved = (files: Text, from: string, to: string): Text =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path.startsWith(from) ? to + path.slice(from.length) : path, text]));
const without = (files: Text, gone: string): Text => Object.fromEntries(Object.entries(files).filter(([path]) => path !== gone));

const paths = fc.constantFrom('app/m/0001.py', 'app/m/0002.py', 'app/m/0003.py', 'shop/m/0001.py');
const folders = fc.constantFrom('app/m/', 'app/', 'shop/m/', 'shop/');
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(paths, fc.nat(9), fc.constantFrom('x', 'y')).map(
    ([path, at, word]): Step =>
      files =>
        files[path] === undefined ? files : { ...files, [path]: editLine(files[path], at, word) },
  ),
  paths.map(
    (path): Step =>
      files =>
        without(files, path),
  ),
  fc
    .tuple(fc.constantFrom('app/m/0004.py', 'shop/m/0002.py'), fc.constantFrom('p', 'q'))
    .map(([path, word]): Step => files => ({ ...files, [path]: body(word) })),
  fc.tuple(paths, fc.constantFrom('app/m/0007.py', 'app/m/0008.py', 'shop/m/0009.py'), fc.nat(3)).map(
    ([from, to, edits]): Step =>
      files =>
        files[from] === undefined ? files : { ...without(files, from), [to]: editLines(files[from], edits) },
  ),
  fc.tuple(folders, fc.constantFrom('lib/', 'lib/m/', 'core/app/')).map(
    ([from, to]): Step =>
      files =>
        moved(files, from, to),
  ),
);

function editLine(text: string, at: number, word: string): string {
  return text
    .split('\n')
    .map((one, index) => (index === at ? `${one} ${word}` : one))
    .join('\n');
}

function editLines(text: string, count: number): string {
  return Array.from({ length: count }).reduce<string>((edited, _, index) => editLine(edited, index * 3, 'moved'), text);
}

const history = fc.array(steps, { minLength: 1, maxLength: 3 });
const after = (all: readonly Step[]): Text => all.reduce((files, step) => step(files), start);

/** A commit replaces all files. */
function changesTo(files: Text): RepoFiles {
  return { ...Object.fromEntries(Object.keys(start).map(path => [path, null])), ...files };
}

interface Landed {
  readonly files: readonly string[];
  readonly stops: readonly string[];
}

/** What git makes of the whole branch, as far as it is of interest. Files with conflict markers count by name: they quote commit ids. */
function landedByGit(repo: GitRepo, ours: string, theirs: string): Landed {
  const { stdout } = repo.ask(['merge-tree', '--write-tree', '-z', '--name-only', '--no-messages', ours, theirs]);
  const [tree = '', ...conflicts] = stdout.split('\0').filter(field => field !== '');
  const stops = conflicts.filter(path => interest.wants(path)).sort();
  const listed = (commit: string): readonly string[] => repo.git('ls-tree', '-r', commit).split('\n');
  const entries = (commit: string): ReadonlyMap<string, string> =>
    new Map(listed(commit).map(entry => [entry.slice(entry.indexOf('\t') + 1), entry.slice(12, 52)]));
  const [before, merged] = [entries(ours), entries(tree)];
  const changed = [...new Set([...before.keys(), ...merged.keys()])].filter(
    path => interest.wants(path) && before.get(path) !== merged.get(path),
  );
  return { stops, files: changed.map(path => `${path} ${stops.includes(path) ? '?' : (merged.get(path) ?? '-')}`).sort() };
}

function landed({ changes, conflicts }: MergeOutcome): Landed {
  const stops = conflicts.filter(path => interest.wants(path)).sort();
  return { stops, files: changes.map(({ path, after: oid }) => `${path} ${stops.includes(path) ? '?' : (oid ?? '-')}`).sort() };
}

test('many branches at once get what git makes of each of them alone', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.array(history, { minLength: 3, maxLength: 6 }), async (main, branches) => {
      const names = branches.map((_, index) => `feat-${index}`);
      const repo = gitRepo(
        {
          main: [start, changesTo(after(main))],
          ...Object.fromEntries(branches.map((one, index) => [`feat-${index}`, changesTo(after(one))])),
        },
        { bare: true },
      );
      const repository = await openRepository(repo.path, { env: plainEnv() });
      const [base, ours] = [repo.id('main~1'), repo.id('main')];
      const requests = names.map(name => ({ base, ours, theirs: repo.id(name) }));
      const bulk = await repository.merge(requests, interest);
      for (const [index, request] of requests.entries()) {
        const [alone] = await repository.merge([request], interest);
        expect(bulk[index] && landed(bulk[index])).toEqual(landedByGit(repo, ours, request.theirs));
        expect(alone).toEqual(bulk[index]);
      }
    }),
    { numRuns: 15 },
  );
}, 120_000);
