import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { root, succeeds } from './run.mjs';

const environments = { newest: 'ONELEAF_PYTHON_NEWEST', oldest: 'ONELEAF_PYTHON_OLDEST' };
const interpreter = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];

/** `<major>.<minor>` as one number that grows, 0 where nothing runs or it is older than the specs need. */
function usableVersion(program) {
  const { status, stdout } = spawnSync(program, ['-c', 'import sys; print(sys.version_info[0] * 1000 + sys.version_info[1])']);
  return status === 0 && Number(stdout) >= 3010 ? Number(stdout) : 0;
}

function installedByPyenv() {
  const versions = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  return existsSync(versions) ? readdirSync(versions).map(name => join(versions, name, ...interpreter)) : [];
}

/** The newest interpreter of this machine: the newest Django wants a newer one than many systems call python3. */
function newestPython() {
  const named = ['python3.14', 'python3.13', 'python3.12', 'python3', 'python'];
  const ranked = [...named, ...installedByPyenv()].map(program => ({ program, version: usableVersion(program) }));
  const best = ranked.reduce((one, other) => (other.version > one.version ? other : one));
  if (best.version === 0) throw new Error('there is no Python 3.10 or newer on the PATH');
  return best.program;
}

function ensureEnvironment(name) {
  const requirements = join('tools', 'bootstrap', `python-${name}.txt`);
  const wanted = readFileSync(join(root, requirements), 'utf8');
  const folder = join(root, '.venvs', name);
  const python = join(folder, ...interpreter);
  const stamp = join(folder, 'installed.txt');
  if (existsSync(python) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python;

  const maker = newestPython();
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
