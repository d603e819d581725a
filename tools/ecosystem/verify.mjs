// Runs verify and drift on a real project as it is, at its pinned commit (real-projects.mjs), beside its own commands by hand on a server of the same kind.
//   node tools/ecosystem/verify.mjs NAME --clone PATH --python PYTHON [--verbose]
//   node tools/ecosystem/verify.mjs NAME --clone PATH --venv FOLDER --base PYTHON    makes the virtual environment of the project's own requirements first
// Nothing of the project is changed: a clone that borrows the objects of the given one is checked out into a temporary folder, and an untracked oneleaf.json names variables.
import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { filled, withSandbox } from '../bench/sandbox-library.mjs';
import { openGit } from '../git/open-git.mjs';
import { checkout } from './checkout.mjs';
import { realProjects } from './real-projects.mjs';

const text = { type: 'string' };
const { positionals, values: options } = parseArgs({
  options: { clone: text, python: text, venv: text, base: text, verbose: { type: 'boolean' } },
  allowPositionals: true,
});
const project = realProjects[positionals[0]];
if (!project || !options.clone || !(options.python || (options.venv && options.base)))
  throw new Error(
    `one of ${Object.keys(realProjects).join(', ')}, --clone PATH, and --python PYTHON or --venv FOLDER --base PYTHON are needed`,
  );

const bin = fileURLToPath(new URL('../../packages/cli/bin/oneleaf.js', import.meta.url));
const top = await checkout(options.clone, project.commit);
try {
  const python = options.python ? resolve(options.python) : environment(resolve(options.venv));
  writeFileSync(join(top, 'oneleaf.json'), JSON.stringify({ projects: [{ folder: project.folder, python, ...project.declared }] }));
  await withSandbox(async sandbox => {
    const verified = project.only === 'drift' ? undefined : oneleaf('verify');
    const drifted = oneleaf('drift');
    const lease = await sandbox.lease('hand');
    const byHand = project.install ? hand(python, lease, project.install) : undefined;
    const checked = project.check && byHand?.status !== 1 ? hand(python, lease, project.check) : undefined;
    const changed = await changedFiles();
    console.log(JSON.stringify({ ...summary(verified, drifted), ...ratios({ verified, drifted, byHand, checked }), dirty: changed }));
  });
} finally {
  rmSync(top, { recursive: true, force: true });
}

function environment(folder) {
  execFileSync(options.base, ['-m', 'venv', folder]);
  const python = join(folder, 'bin', 'python');
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', ...project.requirements], { cwd: top, stdio: 'inherit' });
  return python;
}

function oneleaf(word) {
  const [seconds, { status, stdout, stderr }] = timed(() =>
    spawnSync(process.execPath, [bin, word, project.history ?? project.folder, '--format', 'json'], { cwd: top, encoding: 'utf8' }),
  );
  if (options.verbose || status > 1) console.error(stdout, stderr);
  const report = status > 1 ? undefined : JSON.parse(stdout);
  return { seconds, status, report, answer: report?.projects[0], failure: stderr.trim().split('\n').slice(0, 3).join(' ') };
}

/** One of the project's own commands, as its developers run it. */
function hand(python, lease, command) {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...filled(project.hand ?? project.declared.env, lease) };
  const [seconds, { status, stderr }] = timed(() => spawnSync(python, command, { cwd: join(top, project.folder), env, encoding: 'utf8' }));
  if (options.verbose || status !== 0) console.error(command.join(' '), status, stderr.split('\n').slice(-4).join('\n'));
  return { seconds, status };
}

function timed(task) {
  const before = performance.now();
  const outcome = task();
  return [(performance.now() - before) / 1000, outcome];
}

/** Nothing of the project's own may have changed; what a clone lacks is missing since the checkout. */
async function changedFiles() {
  const { files } = await openGit(top).status();
  return files.filter(({ path, working_dir: state }) => state !== 'D' && path !== 'oneleaf.json').map(({ path }) => path);
}

function summary(verified, drifted) {
  const answers = [verified, drifted].flatMap(one => one?.answer ?? []);
  const trials = answers
    .flatMap(({ trials: some = [] }) => some)
    .map(({ name, outcome, migrations }) => `${name} ${outcome} ${migrations}`);
  const found = answers.flatMap(({ findings }) => findings).map(({ rule, message }) => `${rule}: ${message}`);
  const unanswered = [verified, drifted].flatMap(one => (one && !one.report ? [one.failure] : []));
  const { python, database } = answers[0] ?? {};
  return { project: positionals[0], commit: project.commit.slice(0, 10), python, database, trials, found, unanswered };
}

function ratios({ verified, drifted, byHand, checked }) {
  const ratio = (one, other) => (one && other?.status === 0 ? Number((one.seconds / other.seconds).toFixed(2)) : undefined);
  const seconds = { verify: verified?.seconds, drift: drifted.seconds, install: byHand?.seconds, check: checked?.seconds };
  const shown = Object.fromEntries(Object.entries(seconds).flatMap(([name, one]) => (one ? [[name, Number(one.toFixed(1))]] : [])));
  return { seconds: shown, 'verify/install': ratio(verified, byHand), 'drift/check': ratio(drifted, checked) };
}
