import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openGit, plainEnvironment } from '../git/open-git.mjs';
import { buildStory } from './story.mjs';

const oneleaf = fileURLToPath(new URL('../../packages/cli/bin/oneleaf.js', import.meta.url));
const keep = process.argv.includes('--keep');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'oneleaf-demo-')));
process.on('exit', () => (keep ? console.log(`\nkept: ${folder}`) : rmSync(folder, { recursive: true, force: true })));
process.on('SIGINT', () => process.exit(130));

const wrong = [await korrigo(), await dreamseed()].flat();
for (const one of wrong) console.log(`WRONG: ${one}`);
if (wrong.length === 0) say('Every prediction was right, and no line of Python was run.');
process.exitCode = wrong.length === 0 ? 0 : 1;

async function korrigo() {
  const { clone } = await build('korrigo');
  say(
    'korrigo, a Django project. Camille dropped students.ine on main yesterday. Three branches wait, each green on its own;',
    'two of them stand on the migration before hers:',
  );
  show(clone, ['oneleaf', 'predict', '--base', 'main']);
  return differences(clone, {
    'refs/remotes/origin/ci-suite-tests-parallele-zenflow-9947': 'conflict',
    'refs/remotes/origin/portail-eleve-auth-ine-dob-acces-6a41': 'conflict',
    'refs/remotes/origin/bareme-par-question': 'clean',
  });
}

async function dreamseed() {
  const { clone } = await build('dreamseed');
  const branch = 'feature/zones-ai-requests';
  say(
    'dreamseed, an Alembic project whose .husky/pre-push is one line: oneleaf pre-push "$@"',
    'Hana landed 003_org_and_comments while Min-jun was writing another 003. git would merge the two without a word. Min-jun pushes:',
  );
  await installHook(clone);
  const blocked = show(clone, ['git', 'push', 'origin', branch]) !== 0;
  const arrived = (await gitIn(clone).listRemote(['origin', `refs/heads/${branch}`])) !== '';
  return [
    ...differences(clone, { [`refs/heads/${branch}`]: 'conflict' }),
    ...(blocked ? [] : ['dreamseed: the push was not blocked']),
    ...(arrived ? ['dreamseed: the branch arrived at origin'] : []),
  ];
}

function build(name) {
  const team = join(folder, `${name}-team`);
  mkdirSync(team);
  return buildStory(name, team, Math.floor(Date.now() / 1000));
}

function gitIn(clone) {
  return openGit(clone, { env: plainEnvironment() });
}

async function installHook(clone) {
  const hooks = join(clone, '.husky');
  const hook = join(hooks, 'pre-push');
  mkdirSync(hooks);
  // husky puts node_modules/.bin first on the PATH; here nothing is installed beside the project.
  writeFileSync(hook, `#!/bin/sh\n'${process.execPath.replaceAll('\\', '/')}' '${oneleaf.replaceAll('\\', '/')}' pre-push "$@"\n`);
  chmodSync(hook, 0o755);
  await gitIn(clone).addConfig('core.hooksPath', '.husky');
}

function say(...lines) {
  console.log(['', ...lines, ''].join('\n'));
}

/** Runs a command as a person would, on this terminal; returns its exit code. */
function show(clone, command) {
  console.log(`$ ${command.join(' ')}`);
  const [program, ...args] = spelledOut(command);
  const { status } = spawnSync(program, args, { cwd: clone, env: plainEnvironment(), stdio: ['ignore', 'inherit', 'inherit'] });
  console.log(`(exit code ${status})`);
  return status;
}

/** Runs any program in a folder without showing what it prints. */
function run(clone, [program, ...args]) {
  return spawnSync(program, args, { cwd: clone, env: plainEnvironment(), encoding: 'utf8' });
}

function spelledOut([program, ...args]) {
  return program === 'oneleaf' ? [process.execPath, oneleaf, ...args] : [program, ...args];
}

function differences(clone, expected) {
  const { status, stdout, stderr } = run(clone, spelledOut(['oneleaf', 'predict', '--base', 'main', '--format', 'json']));
  if (status !== 1) return [`predict ended with ${status} instead of 1: ${stderr}`];
  const found = Object.fromEntries(JSON.parse(stdout).branches.map(({ ref, verdict }) => [ref, verdict]));
  const refs = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...refs]
    .filter(ref => expected[ref] !== found[ref])
    .map(ref => `${ref} is ${found[ref] ?? 'not listed'} instead of ${expected[ref] ?? 'left out'}`);
}
