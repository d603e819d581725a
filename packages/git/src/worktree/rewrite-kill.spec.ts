import { cpSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openRepository } from '../open-repository.js';
import type { FileRewrite, Worktree } from './worktree.js';
import { GitRepo, gitRepo, plainEnv, scratch } from '../testing/git-repo.js';
import { type RewriteAction, type KillMoment, ProcessKiller } from '../testing/process-killer.js';
import { chainFiles, shiftRewrite } from '../testing/rewrite-example.js';
import { type WorkingTreeSnapshot, snapshotWorkingTree } from '../testing/working-tree-snapshot.js';

/** Some dozens of processes, on machines with two busy cores. */
const SLOW = 300_000;

let killed: ProcessKiller;
beforeAll(() => {
  killed = new ProcessKiller(plainEnv());
});

/** Untracked files that move, an edit, a deletion and a new folder. */
const mixture: FileRewrite = {
  changes: [
    ...shiftRewrite.changes.filter(({ path }) => path.endsWith('.py')),
    { path: 'shop/0001_a.py', text: 'A' },
    { path: 'shop/0001_old.py', text: null },
    { path: 'pay/migrations/0001_initial.py', text: '1' },
  ],
  moves: shiftRewrite.moves,
  note: null,
};

function untracked(): GitRepo {
  const repo = gitRepo({ main: { 'shop/0001_a.py': 'a', 'shop/0001_old.py': 'old' } });
  repo.write({ 'shop/0002_b.py': 'b', 'shop/0003_c.py': 'c' });
  return repo;
}

/** A merge that stopped at the marker. */
function merging(): GitRepo {
  const repo = gitRepo({
    main: [{ 'shop/0001_a.py': 'a', 'shop/max_migration.txt': '0001_a\n' }, chainFiles],
    feat: { 'shop/0002_x.py': 'x', 'shop/max_migration.txt': '0002_x\n' },
  });
  repo.ask(['merge', 'feat']);
  return repo;
}

function linked(): GitRepo {
  const repo = gitRepo({ main: chainFiles });
  repo.git('worktree', 'add', '--quiet', '--detach', 'linked');
  return new GitRepo(join(repo.path, 'linked'), repo.env);
}

const shapes: readonly (readonly [string, () => GitRepo, FileRewrite])[] = [
  ['files that move over one another in a linked worktree', linked, shiftRewrite],
  ['a marker in the middle of a merge', merging, shiftRewrite],
  ['untracked files, an edit, a deletion and a new folder', untracked, mixture],
];

const opened = async ({ path }: GitRepo): Promise<Worktree> => (await openRepository(path, { env: plainEnv() })).worktree;

/** A repository as it was once, to begin again from. */
class Backup {
  readonly #path: string;
  readonly #copy = join(scratch(), 'copy');

  constructor(repo: GitRepo) {
    this.#path = dirname(repo.git('rev-parse', '--path-format=absolute', '--git-common-dir'));
    cpSync(this.#path, this.#copy, { recursive: true, preserveTimestamps: true });
  }

  restore(): void {
    rmSync(this.#path, { recursive: true });
    cpSync(this.#copy, this.#path, { recursive: true, preserveTimestamps: true });
  }
}

function journalOf(repo: GitRepo): readonly string[] {
  return readdirSync(join(repo.git('rev-parse', '--absolute-git-dir'), 'oneleaf/rewrite'));
}

/** Whatever the killed process left: one way leads to all that it was to do, one to all that was before. */
async function expectBothWays(repo: GitRepo, before: WorkingTreeSnapshot, after: WorkingTreeSnapshot): Promise<string> {
  const left = (await (await opened(repo)).lastRewrite())?.state ?? 'nothing';
  if (left === 'interrupted') {
    const backup = new Backup(repo);
    await (await opened(repo)).finish();
    expect(journalOf(repo)).toEqual(['done']);
    expect(snapshotWorkingTree(repo)).toEqual(after);
    backup.restore();
  }
  if (left === 'done') expect(snapshotWorkingTree(repo)).toEqual(after);
  if (left !== 'nothing') {
    await (await opened(repo)).undo();
    expect(journalOf(repo)).toEqual([]);
  }
  expect(snapshotWorkingTree(repo)).toEqual(before);
  return left;
}

async function told<T>({ moment, act }: KillMoment, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (cause) {
    throw new Error(`when killed ${moment} act ${act}`, { cause });
  }
}

interface Around {
  readonly repo: GitRepo;
  readonly before: WorkingTreeSnapshot;
  readonly after: WorkingTreeSnapshot;
}

/** The states that the deed can leave, in order; from each of them both ways are tried. */
async function killEverywhere({ repo, before, after }: Around, task: RewriteAction): Promise<readonly string[]> {
  const backup = new Backup(repo);
  const states = new Set<string>();
  for (const moment of killed.moments(task)) {
    backup.restore();
    killed.kill(task, moment);
    states.add(await told(moment, () => expectBothWays(repo, before, after)));
  }
  return [...states];
}

/** What a deed makes of a repository; the repository is as before when this returns. */
function tried(repo: GitRepo, task: RewriteAction): WorkingTreeSnapshot {
  const backup = new Backup(repo);
  killed.moments(task);
  const after = snapshotWorkingTree(repo);
  backup.restore();
  return after;
}

test.each(shapes)(
  '%s, killed at every act: all of it or nothing',
  async (_, prepare, rewriting) => {
    const repo = prepare();
    const task: RewriteAction = { path: repo.path, action: 'rewrite', rewriting };
    const around = { repo, before: snapshotWorkingTree(repo), after: tried(repo, task) };
    expect(await killEverywhere(around, task)).toEqual(['nothing', 'interrupted', 'done']);
  },
  SLOW,
);

test(
  'undoing, killed at every act: it goes both ways still',
  async () => {
    const repo = merging();
    const rewrite: RewriteAction = { path: repo.path, action: 'rewrite', rewriting: shiftRewrite };
    const around = { repo, before: snapshotWorkingTree(repo), after: tried(repo, rewrite) };
    killed.moments(rewrite);
    expect(await killEverywhere(around, { path: repo.path, action: 'undo' })).toEqual(['done', 'interrupted', 'nothing']);
  },
  SLOW,
);

test(
  'a disk that is full at any of the acts: nothing is written, and that is said',
  async () => {
    const repo = merging();
    const task: RewriteAction = { path: repo.path, action: 'rewrite', rewriting: shiftRewrite };
    const around = { repo, before: snapshotWorkingTree(repo), after: tried(repo, task) };
    const acts = killed.moments(task).filter(({ moment }) => moment === 'before');
    await (await opened(repo)).undo();
    // The last one only spares git some work later.
    for (const { act } of acts.slice(0, -1)) {
      expect(killed.fail(task, act)).toContain('ENOSPC: no space left on device: nothing was written');
      expect(await expectBothWays(around.repo, around.before, around.after)).toBe('nothing');
    }
  },
  SLOW,
);

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends the process when all is written', async signal => {
  const repo = gitRepo({ main: chainFiles });
  const task: RewriteAction = { path: repo.path, action: 'rewrite', rewriting: shiftRewrite };
  const around = { repo, before: snapshotWorkingTree(repo), after: tried(repo, task) };
  for (const act of [1, 5, 10]) {
    killed.kill(task, { moment: 'before', act }, signal);
    expect(await expectBothWays(repo, around.before, around.after)).toBe('done');
  }
});
