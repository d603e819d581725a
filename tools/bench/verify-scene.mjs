import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openGit } from '../git/open-git.mjs';
import { longHistories, writeFiles } from './long-histories.mjs';
import { median, timed } from './measure.mjs';
import { filled, memoryFolder, withSandbox } from './sandbox-library.mjs';

const bin = fileURLToPath(new URL('../../packages/cli/bin/oneleaf.js', import.meta.url));

/**
 * `oneleaf verify` of a long history beside the framework's own commands for a part of it: empty to leaf on two databases, the question whether anything is left, all down
 * and all up again. The stairway, three steps a migration, has no command, and comes on top.
 */
export async function verifyScene(runs) {
  const python = process.env.ONELEAF_PYTHON_NEWEST;
  if (!python) throw new Error('ONELEAF_PYTHON_NEWEST has to name a Python that has both frameworks');
  return withSandbox(async sandbox => {
    const rows = [];
    for (const scene of longHistories) rows.push(...(await sceneRows({ ...scene, python, sandbox }, runs)));
    return rows;
  });
}

async function sceneRows(scene, runs) {
  const folder = mkdtempSync(join(memoryFolder, 'oneleaf-bench-'));
  try {
    writeFiles(folder, scene.files);
    await openGit(folder).init();
    const rounds = [];
    // The first warms up.
    for (let run = 0; run <= runs; run += 1) {
      rounds.push({ hand: await byHand(scene, folder), one: await installedByHand(scene, folder), verify: byOneleaf(scene, folder) });
    }
    const seconds = name => median(rounds.slice(1).map(round => round[name]));
    const row = (what, name) => ({
      what: `${scene.name}: ${what}`,
      seconds: seconds(name).toFixed(3),
      ratio: (seconds(name) / seconds('hand')).toFixed(2),
    });
    return [row('up, up, check, down, up by hand', 'hand'), row('up by hand, once', 'one'), row('oneleaf verify', 'verify')];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function byHand({ sandbox, python, hand, up, check, down }, folder) {
  const [lease, other] = [await sandbox.lease('hand'), await sandbox.lease('hand')];
  const spent = [
    [lease, up],
    [other, up],
    [lease, check],
    [lease, down],
    [lease, up],
  ].map(([database, command]) => timed(python, command, { cwd: folder, env: filled(hand, database) }));
  await Promise.all([lease.drop(), other.drop()]);
  return spent.reduce((sum, one) => sum + one);
}

async function installedByHand({ sandbox, python, hand, up }, folder) {
  const lease = await sandbox.lease('hand');
  const seconds = timed(python, up, { cwd: folder, env: filled(hand, lease) });
  await lease.drop();
  return seconds;
}

function byOneleaf({ python }, folder) {
  return timed(process.execPath, [bin, 'verify', '--python', python], { cwd: folder, env: { TMPDIR: memoryFolder } });
}
