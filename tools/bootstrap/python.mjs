import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, succeeds } from './run.mjs';

const environments = { newest: 'ONELEAF_PYTHON_NEWEST', oldest: 'ONELEAF_PYTHON_OLDEST' };
const interpreter = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];

function systemPython() {
  const usable = ['python3', 'python'].find(
    name => spawnSync(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']).status === 0,
  );
  if (!usable) throw new Error('there is no Python 3.10 or newer on the PATH');
  return usable;
}

function ensureEnvironment(name) {
  const requirements = join('tools', 'bootstrap', `python-${name}.txt`);
  const wanted = readFileSync(join(root, requirements), 'utf8');
  const folder = join(root, '.venvs', name);
  const python = join(folder, ...interpreter);
  const stamp = join(folder, 'installed.txt');
  if (existsSync(python) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python;

  const maker = systemPython();
  console.log(`Making the Python environment .venvs/${name} from ${requirements}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(root, '.venvs'), { recursive: true });
  if (!succeeds(maker, ['-m', 'venv', folder])) throw new Error(`${maker} -m venv failed`);
  if (!succeeds(python, ['-m', 'pip', 'install', '--quiet', '-r', requirements])) throw new Error(`pip install -r ${requirements} failed`);
  writeFileSync(stamp, wanted);
  return python;
}

/** The environment variables that tell the differential specs where Django and Alembic are; makes what is missing. */
export function pythonEnvironment() {
  return Object.fromEntries(Object.entries(environments).map(([name, variable]) => [variable, ensureEnvironment(name)]));
}
