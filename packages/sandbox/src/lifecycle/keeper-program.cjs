'use strict';
// A process of its own that outlives the command by a moment: when its stdin ends, however the command ended, it undoes what was made.
// It starts the servers itself, so that there is no instant at which one runs and nobody knows of it.
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { chmodSync, chownSync, mkdirSync, rmSync, writeFileSync } = require('node:fs');
const { createServer } = require('node:net');
const { join } = require('node:path');
const { createInterface } = require('node:readline');
const { removeMarked } = require('../providers/docker/removal.cjs');
const { freeMemory } = require('./shared-memory.cjs');

/**
 * @typedef {import('./keeper.js').KeeperRequest} Request
 * @typedef {import('./keeper.js').KeeperProgram} Program
 * @typedef {import('./keeper.js').PendingDrop} Promised
 * @typedef {import('./keeper.js').MarkedResources} Marked
 * @typedef {{ child: import('node:child_process').ChildProcess, over: Promise<void>, stop: NodeJS.Signals | undefined }} Running
 */

/** @type {Map<number, Running>} */
const running = new Map();
/** @type {Set<string>} */
const folders = new Set();
/** @type {Map<string, Promised>} */
const databases = new Map();
/** @type {Map<string, Marked>} */
const engines = new Map();
let leaving = false;

/** @param {unknown} message */
const tell = message => void process.stdout.write(`${JSON.stringify(message)}\n`);

/** @param {Program} program @param {(code: number | null, output: string) => void} ended */
function begin({ command, args, env, user, stop }, ended) {
  const child = spawn(command, args, { env, ...user, cwd: '/', detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  /** @param {Buffer} chunk */
  const listen = chunk => void (output = (output + chunk.toString()).slice(-8192));
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const { pid } = child;
  const over = new Promise(resolve => {
    child.on('error', error => resolve([null, error.message]));
    child.on('close', code => resolve([code, output]));
  }).then(([code, said]) => {
    if (pid !== undefined) running.delete(pid);
    ended(code, said);
  });
  if (pid !== undefined) running.set(pid, { child, over, stop });
  return pid;
}

/**
 * PostgreSQL takes SIGQUIT for "at once", and kills its backends itself after five seconds. What has no signal is left to finish: initdb, which takes
 * about one, because its postgres does not catch signals and would leave its shared memory behind for good (bootstrap_signals in bootstrap.c);
 * docker's `create`, because the engine goes on making what its client asked for.
 * @param {Running} one
 */
async function end({ child, over, stop }) {
  if (stop) child.kill(stop);
  const last = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), stop ? 15_000 : 60_000);
  await over;
  clearTimeout(last);
}

/** @param {number | undefined} pid @param {NodeJS.Signals} signal */
function signalGroup(pid, signal) {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended in this moment.
  }
}

/** @param {string} path @param {Program['user']} user */
async function makeFolder(path, user) {
  folders.add(path);
  mkdirSync(path, { mode: 0o700 });
  // mkdir's mode is subject to the umask.
  chmodSync(path, 0o700);
  if (process.platform !== 'win32') {
    // Whoever finds the folder can ask here whether somebody still looks after it.
    const alive = createServer(socket => socket.end());
    alive.listen(join(path, 'keeper')).unref();
    await once(alive, 'listening');
  }
  writeFileSync(join(path, 'OWNER'), 'oneleaf\n', { flag: 'wx', mode: 0o600 });
  if (user) chownSync(path, user.uid, user.gid);
}

/** @param {string} path */
function remove(path) {
  freeMemory(path);
  rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  folders.delete(path);
}

/** @param {Promised} promised */
async function drop({ connection, lock, check, drop: statement }) {
  const { Client } = require('pg');
  const client = new Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    // Waits until the session of the command is over, and with it a CREATE DATABASE that was under way.
    await client.query(lock);
    if ((await client.query(check)).rows.length > 0) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** @param {string} token */
async function disengage(token) {
  const marked = engines.get(token);
  if (marked) await removeMarked(marked);
  engines.delete(token);
}

/** @param {number} id @param {Request} request @returns {Promise<object>} */
async function serve(id, request) {
  if (leaving) throw new Error('leaving');
  switch (request.ask) {
    case 'folder':
      await makeFolder(request.path, request.user);
      return {};
    case 'run':
      return new Promise(resolve => begin(request.program, (code, output) => resolve({ code, output })));
    case 'start':
      return { pid: begin({ stop: 'SIGQUIT', ...request.program }, (code, output) => tell({ ended: id, code, output })) };
    case 'stop': {
      const one = running.get(request.pid);
      if (one) await end(one);
      return {};
    }
    case 'remove':
      remove(request.path);
      return {};
    case 'disengage':
      await disengage(request.token);
      remove(request.path);
      return {};
    default:
      note(request);
      return {};
  }
}

/** @param {import('./keeper.js').KeeperNote} request */
function note(request) {
  switch (request.ask) {
    case 'own':
      folders.add(request.path);
      return;
    case 'disown':
      folders.delete(request.path);
      return;
    case 'engine':
      engines.set(request.marked.token, request.marked);
      return;
    case 'promise':
      databases.set(request.name, request.promised);
      return;
    case 'kept':
      databases.delete(request.name);
  }
}

async function leave() {
  if (leaving) return;
  leaving = true;
  await Promise.all([...running.values()].map(end));
  // One that resists must not keep the others.
  const engaged = await Promise.allSettled([...engines.keys()].map(disengage));
  // The folder says whose it was: what could not be removed now is removed by the next run.
  const forgotten = engaged.every(({ status }) => status === 'fulfilled') ? [...folders] : [];
  await Promise.allSettled([...forgotten.map(async path => remove(path)), ...[...databases.values()].map(drop)]);
  process.exit(0);
}

process.stdout.on('error', () => undefined);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void leave());
const lines = createInterface({ input: process.stdin });
lines.on('line', line => {
  const { id, request } = JSON.parse(line);
  serve(id, request).then(
    reply => tell({ id, reply }),
    error => tell({ id, failure: error.message }),
  );
});
lines.on('close', () => void leave());
