'use strict';
// What runs on this machine and what it holds, as Linux tells it; elsewhere nothing can be seen. Plain JavaScript: jest's own set-up reads it, too.
const { existsSync, readdirSync, readFileSync, readlinkSync } = require('node:fs');

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** The ids of all processes. */
const processes = () => (existsSync('/proc') ? readdirSync('/proc').filter(name => /^\d+$/.test(name)) : []);

/** @param {string} pid */
const commandOf = pid => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();

/** @param {string} pid */
function homeOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

/**
 * Whether a process was started with one of these words, or is at home in such a folder: PostgreSQL writes its title over its first environment, and
 * its home is its data then.
 * @param {string} pid @param {readonly string[]} words
 */
function isTold(pid, words) {
  const description = `${read(`/proc/${pid}/cmdline`)}\0${read(`/proc/${pid}/environ`)}\0${homeOf(pid)}`;
  return words.some(word => description.includes(word));
}

/** The shared memory that processes have: names in /dev/shm, and ids of System V. @param {readonly string[]} pids */
function memoryOf(pids) {
  const maps = pids.map(pid => read(`/proc/${pid}/maps`)).join('\n');
  // The inode of a System V segment is its id.
  const ids = [...maps.matchAll(/ (\d+) +\/SYSV[0-9a-f]+/g)].map(([, id]) => `shared memory ${id}`);
  return new Set([...[...maps.matchAll(/\/dev\/shm\/(PostgreSQL\.\d+)/g)].map(([, name = '']) => name), ...ids]);
}

/** The same of those that no process has any more. */
function abandonedMemory() {
  if (!existsSync('/dev/shm')) return [];
  const posix = readdirSync('/dev/shm').filter(name => name.startsWith('PostgreSQL.'));
  const held = posix.length === 0 ? new Set() : memoryOf(processes());
  const columns = read('/proc/sysvipc/shm')
    .split('\n')
    .map(line => line.trim().split(/\s+/));
  // key, shmid, perms, size, cpid, lpid, nattch; PostgreSQL's are of 56 bytes.
  const old = columns.filter(row => row[3] === '56' && row[6] === '0').map(row => `shared memory ${row[1] ?? ''}`);
  return [...posix.filter(name => !held.has(name)), ...old];
}

module.exports = { abandonedMemory, commandOf, homeOf, isTold, memoryOf, processes };
