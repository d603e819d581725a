'use strict';
const { spawnSync } = require('node:child_process');
const { lstatSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/**
 * Removes the shared memory of a server that was killed, before its folder goes: System V's outlives whoever made it, and the seventh line of
 * postmaster.pid, which a server that ends by itself takes away, tells its key and its id (miscadmin.h of PostgreSQL).
 * @param {string} folder
 */
function freeMemory(folder) {
  const id = /^\s*\d+\s+(\d+)\s*$/.exec(lineOf(join(folder, 'data', 'postmaster.pid'), 6))?.[1];
  if (id === undefined) return;
  // As the server's own user: the file is of its making, and root could remove anybody's.
  const { uid, gid } = lstatSync(folder);
  spawnSync('ipcrm', ['-m', id], { uid, gid, stdio: 'ignore' });
}

/** @param {string} file @param {number} at */
function lineOf(file, at) {
  try {
    return readFileSync(file, 'utf8').split('\n')[at] ?? '';
  } catch {
    return '';
  }
}

module.exports = { freeMemory };
