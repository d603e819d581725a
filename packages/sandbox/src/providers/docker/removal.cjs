'use strict';
// For the keeper, which outlives the command, and for whoever cleans up after a keeper.
const { execFile } = require('node:child_process');

/** @typedef {{ readonly token: string, readonly env: Readonly<Record<string, string | undefined>> }} Engine */

// Containers first: what they use cannot be removed. `--volumes` takes the ones without a name along, and only those.
const kinds = [
  { list: ['container', 'ls', '--all', '--no-trunc'], remove: ['container', 'rm', '--force', '--volumes'] },
  { list: ['network', 'ls', '--no-trunc'], remove: ['network', 'rm'] },
  { list: ['volume', 'ls'], remove: ['volume', 'rm'] },
  { list: ['image', 'ls', '--no-trunc'], remove: ['image', 'rm', '--force'] },
];

/**
 * @param {Engine} engine @param {readonly string[]} args
 * @returns {Promise<string>}
 */
function docker({ env }, args) {
  return new Promise((resolve, reject) => {
    execFile('docker', args, { env, cwd: '/', maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`docker ${args[0]} ${args[1]}: ${stderr.trim() || error.message}`));
      else resolve(stdout);
    });
  });
}

/**
 * Removes what carries the token, by its id, and nothing else: no name, no project, no prune.
 * @param {Engine} engine
 */
async function removeMarked(engine) {
  // What the engine was still at when its client ended comes a moment later.
  for (let left = 5, found = true; found; left -= 1) {
    if (left === 0) throw new Error('docker goes on making what is removed');
    found = false;
    for (const { list, remove } of kinds) {
      const ids = await marked(engine, list);
      if (ids.length === 0) continue;
      found = true;
      await docker(engine, [...remove, ...ids]);
    }
  }
}

/** @param {Engine} engine @param {readonly string[]} list */
async function marked(engine, list) {
  if (!/^[0-9a-f]{16}$/.test(engine.token)) throw new Error('there is no such token');
  const said = await docker(engine, [...list, '--quiet', '--filter', `label=dev.oneleaf.token=${engine.token}`]);
  return [...new Set(said.split('\n').filter(id => id !== ''))];
}

module.exports = { removeMarked };
