import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { succeeds } from './run.mjs';

// Debian and Ubuntu keep the servers out of PATH, one folder a major version.
const DEBIAN = '/usr/lib/postgresql';

const ending = process.platform === 'win32' ? '.exe' : '';
const holdsServer = folder => ['initdb', 'postgres'].every(name => existsSync(join(folder, name + ending)));

function versioned() {
  const majors = existsSync(DEBIAN) ? readdirSync(DEBIAN).filter(name => /^\d+$/.test(name)) : [];
  return majors.sort((a, b) => b - a).map(major => join(DEBIAN, major, 'bin'));
}

function installed() {
  const named = (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== '');
  const found = [...named, ...versioned()].find(holdsServer);
  // A server looks for its libraries beside itself, not beside a link to it.
  return found && dirname(realpathSync(join(found, `initdb${ending}`)));
}

function isDebian() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release);
}

function install() {
  if (!isDebian() || process.getuid() !== 0) return;
  console.log("Installing Debian's postgresql");
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  if (!succeeds('apt-get', ['update', '-qq'], quiet)) return;
  succeeds('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'], quiet);
}

/** The folder of initdb and postgres, newest major first; installs Debian's where that is possible and nothing is there. */
export function postgresBinaries() {
  const folder = installed();
  if (folder) return folder;
  install();
  const now = installed();
  if (!now) throw new Error('there are no initdb and postgres on the PATH');
  return now;
}
