// Times whole commands over a clone with pull-request refs, beside `node -e 0` and git's own walk of the same refs.
//   npm run bench -- PATH [--runs N] [--base REF]
// or throw-away databases, beside the same by hand:
//   npm run bench -- --sandbox [--runs N]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openGit } from '../git/open-git.mjs';
import { time } from './measure.mjs';
import { nxScene } from './nx-scene.mjs';
import { pushScene } from './push-scene.mjs';

const { positionals, values } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, base: { type: 'string' }, sandbox: { type: 'boolean', default: false } },
  allowPositionals: true,
});
if (values.sandbox) {
  const { sandboxScene } = await import('./sandbox-scene.mjs');
  const { verifyScene } = await import('./verify-scene.mjs');
  const { proveScene } = await import('./prove-scene.mjs');
  const rows = [];
  for (const scene of [sandboxScene, verifyScene, proveScene]) rows.push(...(await scene(Number(values.runs))));
  console.table(rows);
  process.exit();
}
const [clone] = positionals;
if (!clone) throw new Error('npm run bench -- PATH: a clone with pull-request refs (git clone --mirror)');

const runs = Number(values.runs);
const bin = fileURLToPath(new URL('../../packages/cli/bin/oneleaf.js', import.meta.url));
const git = async (...args) => (await openGit(clone).raw(...args)).trim();
const base = values.base ?? (await git('symbolic-ref', 'HEAD'));
const heads = (await git('for-each-ref', '--sort=-version:refname', '--format=%(refname)', 'refs/pull/*/head')).split('\n');
const cache = join(await git('rev-parse', '--path-format=absolute', '--git-common-dir'), 'oneleaf');
const forget = () => rmSync(cache, { recursive: true, force: true });

const node = time({ command: process.execPath, args: ['-e', '0'], runs });
const walk = refs =>
  time({
    command: 'git',
    args: ['-C', clone, 'rev-list', '--objects', '--missing=allow-any', '--stdin'],
    input: `${refs.join('\n')}\n`,
    runs,
  });
const oneleaf = (args, rest = {}) => time({ command: process.execPath, args: [bin, ...args], runs, ...rest });
const predict = (refs, rest) => oneleaf(['predict', '--repo', clone, '--base', base, '--since', 'all', ...refs], rest);

const rows = [];
const row = (name, seconds, floor, of) => rows.push({ what: name, seconds: seconds.toFixed(3), ratio: (seconds / floor).toFixed(2), of });

row('node -e 0', node, node, 'itself');
const all = ['refs/pull/*/head'];
const floor = walk(heads);
row(`git rev-list --objects, ${heads.length} heads`, floor, floor, 'itself');
row(`predict ${heads.length} heads, cold`, predict(all, { before: forget }), floor, 'rev-list');
row(`predict ${heads.length} heads, nothing changed`, predict(all), floor, 'rev-list');
for (const count of [1000, 100]) {
  const newest = heads.slice(0, count);
  const under = walk(newest);
  row(`predict ${count} newest heads, cold`, predict(newest, { before: forget }), under, `rev-list of the ${count}`);
}
row('check of the base, warm', oneleaf(['check', '--repo', clone, '--ref', base]), node, 'node -e 0');

const folder = mkdtempSync(join(tmpdir(), 'oneleaf-bench-'));
try {
  const scene = await pushScene({ clone, base, folder });
  const args = ['pre-push', 'origin', scene.url];
  row('pre-push of one branch with a new migration', oneleaf(args, { cwd: scene.work, input: scene.input }), node, 'node -e 0');
  // As husky runs it: sh -e, with node_modules/.bin first on PATH.
  const hook = join(folder, 'pre-push');
  writeFileSync(hook, 'oneleaf pre-push "$@"\n');
  const path = [fileURLToPath(new URL('../../node_modules/.bin', import.meta.url)), process.env.PATH].join(delimiter);
  const hooked = { command: 'sh', args: ['-e', hook, 'origin', scene.url], cwd: scene.work, input: scene.input, runs };
  row('the same from a hook of husky', time({ ...hooked, env: { ...process.env, PATH: path } }), node, 'node -e 0');

  const workspace = await nxScene(folder);
  const quiet = { NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true', NO_UPDATE_NOTIFIER: '1' };
  const nx = target => time({ command: workspace.nx, args: ['run', target], cwd: workspace.path, env: { ...process.env, ...quiet }, runs });
  const nothing = nx('empty:nothing');
  row('nx run of an empty target, cached', nothing, nothing, 'itself');
  row('nx run of migrations:check, cached', nx('apps-store:migrations:check'), nothing, 'the empty one');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

console.log(`${clone} at ${await git('rev-parse', base)}, medians of ${runs}`);
console.table(rows);
