'use strict';
const { spawn } = require('node:child_process');
const { randomBytes } = require('node:crypto');
const { closeSync, fstatSync, openSync, readSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/**
 * @typedef {import('./keeper.js').Program} Program
 * @typedef {{ child: import('node:child_process').ChildProcess, over: Promise<void>, stop: NodeJS.Signals | undefined }} Running
 */

/** @type {Map<number, Running>} */
const running = new Map();

/** @param {Program} program @param {(code: number | null, output: string) => void} ended */
function begin({ command, args, env, user, stop }, ended) {
  const child = spawn(command, args, { env, ...user, cwd: '/', detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  /** @param {Buffer} chunk */
  const listen = chunk => void (output = (output + chunk.toString()).slice(-8192));
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  return follow({ child, stop }, (code, error) => ended(code, error ?? output));
}

/**
 * The same for a program that is to come to its own end without us, too. Into a pipe that nobody reads any more initdb's postgres would not write
 * but die, and leave its shared memory for good; so it writes into a file, which has no name and goes with whoever has it open.
 * @param {Program} program @param {(code: number | null, output: string) => void} ended
 */
function conduct({ command, args, env, user }, ended) {
  const path = join(tmpdir(), `oneleaf-said-${randomBytes(6).toString('hex')}`);
  const said = openSync(path, 'wx+', 0o600);
  rmSync(path);
  const child = spawn(command, args, { env, ...user, cwd: '/', detached: true, stdio: ['ignore', said, said] });
  follow({ child, stop: undefined }, (code, error) => {
    const output = Buffer.alloc(fstatSync(said).size);
    readSync(said, output, 0, output.length, 0);
    closeSync(said);
    ended(code, error ?? output.toString());
  });
}

/** @param {Pick<Running, 'child' | 'stop'>} started @param {(code: number | null, error: string | undefined) => void} ended */
function follow({ child, stop }, ended) {
  const { pid } = child;
  /** @type {Promise<[number | null, string | undefined]>} */
  const closed = new Promise(resolve => {
    child.on('error', error => resolve([null, error.message]));
    child.on('close', code => resolve([code, undefined]));
  });
  const over = closed.then(([code, error]) => {
    if (pid !== undefined) running.delete(pid);
    ended(code, error);
  });
  if (pid !== undefined) running.set(pid, { child, over, stop });
  return pid;
}

/**
 * PostgreSQL takes SIGQUIT for "at once", and kills its backends itself after five seconds. initdb is left to finish, which takes about one: its
 * postgres does not catch signals, and would leave its shared memory behind for good (bootstrap_signals in bootstrap.c).
 * @param {Running} one
 */
async function end({ child, over, stop }) {
  if (stop) child.kill(stop);
  const last = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), 15_000);
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

module.exports = { begin, conduct, end, running };
