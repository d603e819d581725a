import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchAuthor, openGit } from '../git/open-git.mjs';
import { LENGTH, longHistories, revision, writeFiles } from './long-histories.mjs';
import { median, timed } from './measure.mjs';
import { filled, memoryFolder, withSandbox } from './sandbox-library.mjs';

const bin = fileURLToPath(new URL('../../packages/cli/bin/oneleaf.js', import.meta.url));
const [one, other] = [LENGTH + 1, LENGTH + 2];

/**
 * `oneleaf prove` of two branches that each add a revision to a long chain, beside the same by hand: the base once, two copies of it, and on each both
 * revisions in one of the orders. What nobody does by hand, comparing schema and rows, comes on top.
 */
export async function proveScene(runs) {
  const python = process.env.ONELEAF_PYTHON_NEWEST;
  if (!python) throw new Error('ONELEAF_PYTHON_NEWEST has to name a Python that has Alembic');
  const [, alembic] = longHistories;
  const folder = mkdtempSync(join(memoryFolder, 'oneleaf-bench-'));
  try {
    return await withSandbox(async sandbox => {
      await makeBranches(folder, alembic.files);
      const rounds = [];
      // The first warms up.
      for (let run = 0; run <= runs; run += 1) {
        const hand = await byHand({ ...alembic, sandbox, python }, folder);
        rounds.push({
          hand,
          prove: timed(process.execPath, [bin, 'prove', 'one', 'other', '--base', 'main', '--python', python], {
            cwd: folder,
            env: { TMPDIR: memoryFolder },
          }),
        });
      }
      const seconds = name => median(rounds.slice(1).map(round => round[name]));
      const row = (what, name) => ({ what, seconds: seconds(name).toFixed(3), ratio: (seconds(name) / seconds('hand')).toFixed(2) });
      return [row(`a pair on ${LENGTH} revisions: base, two copies, four upgrades by hand`, 'hand'), row('oneleaf prove', 'prove')];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A chain on main, and a branch for each of two revisions behind it. The working tree ends with both, which by hand has to be so. */
async function makeBranches(folder, files) {
  const git = openGit(folder, { config: benchAuthor });
  const branch = async (name, number) => {
    await git.checkoutBranch(name, 'main');
    writeFiles(folder, { [`pay/versions/${number}.py`]: revision(number, LENGTH) });
    await git.add('.').commit(name);
  };
  await git.init(['--initial-branch=main']);
  writeFiles(folder, files);
  await git.add('.').commit('main');
  await branch('one', one);
  await branch('other', other);
  await git.checkoutBranch('both', 'one').merge(['--no-edit', 'other']);
}

async function byHand({ sandbox, python, hand }, folder) {
  let spent = 0;
  const upgrade = (database, to) => {
    spent += timed(python, ['-m', 'alembic', 'upgrade', String(to).padStart(4, '0')], { cwd: folder, env: filled(hand, database) });
  };
  const base = await sandbox.lease('base');
  upgrade(base, LENGTH);
  for (const order of [
    [one, other],
    [other, one],
  ]) {
    const started = performance.now();
    const copy = await sandbox.lease('copy', base);
    spent += (performance.now() - started) / 1000;
    for (const to of order) upgrade(copy, to);
    await copy.drop();
  }
  await base.drop();
  return spent;
}
