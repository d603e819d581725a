import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { postgresBinaries } from '../bootstrap/postgres.mjs';
import { median } from './measure.mjs';
import { memoryFolder, sandboxLibrary } from './sandbox-library.mjs';

const sources = fileURLToPath(new URL('../../packages/sandbox/src/', import.meta.url));
const binaries = postgresBinaries();
const user = process.getuid() === 0 ? { uid: id('-u'), gid: id('-g') } : {};

/** Throw-away databases beside the same by hand, with the same binaries, in memory: seconds, and ratios to the hand's. */
export async function sandboxScene(runs) {
  const folder = mkdtempSync(join(memoryFolder, 'oneleaf-bench-'));
  try {
    const { openSandbox } = sandboxLibrary(folder);
    const rounds = [];
    // The first warms up.
    for (let run = 0; run <= runs; run += 1) rounds.push({ ...(await byHand()), ...(await bySandbox(openSandbox)) });
    const seconds = name => median(rounds.slice(1).map(round => round[name]));
    const row = (what, name, floor) => ({ what, seconds: seconds(name).toFixed(3), ratio: (seconds(name) / seconds(floor)).toFixed(2) });
    return [
      row('initdb and postgres, until it answers', 'handReady', 'handReady'),
      row('server ready', 'ready', 'handReady'),
      row('CREATE DATABASE … TEMPLATE', 'handClone', 'handClone'),
      row('template clone', 'clone', 'handClone'),
      row('SIGQUIT and rm', 'handGone', 'handGone'),
      row('close', 'gone', 'handGone'),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bySandbox(openSandbox) {
  const seconds = clock();
  const sandbox = await openSandbox('native', { project: sources, env: { ...process.env, TMPDIR: memoryFolder }, pgBin: binaries });
  const ready = seconds();
  const template = await sandbox.template('bench', lease => query({ connectionString: lease.url }, 'CREATE TABLE orders (id int)'));
  seconds();
  await sandbox.lease('bench', template);
  const clone = seconds();
  await sandbox.close();
  return { ready, clone, gone: seconds() };
}

async function byHand() {
  const seconds = clock();
  const folder = mkdtempSync(join(memoryFolder, 'oneleaf-bench-'));
  if (user.uid) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const cluster = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync', '--wal-segsize=1'];
  execFileSync(join(binaries, 'initdb'), ['-D', data, ...cluster], { ...user, cwd: '/', stdio: 'ignore' });
  const settings = ['listen_addresses=', 'fsync=off', 'shared_buffers=32MB', 'wal_level=minimal', 'max_wal_senders=0', 'autovacuum=off'];
  const server = spawn(join(binaries, 'postgres'), ['-D', data, '-k', folder, ...settings.flatMap(one => ['-c', one])], {
    ...{ ...user, cwd: '/', stdio: 'ignore' },
  });
  const connection = { host: folder, user: 'postgres', database: 'postgres' };
  while (!(await query(connection, 'SELECT 1').catch(() => false)));
  const handReady = seconds();
  await query(connection, 'CREATE DATABASE base TEMPLATE template0 STRATEGY FILE_COPY');
  await query({ ...connection, database: 'base' }, 'CREATE TABLE orders (id int)');
  const client = new pg.Client(connection);
  await client.connect();
  seconds();
  await client.query('CREATE DATABASE copy TEMPLATE base STRATEGY FILE_COPY');
  const handClone = seconds();
  await client.end();
  seconds();
  server.kill('SIGQUIT');
  await once(server, 'close');
  rmSync(folder, { recursive: true, force: true });
  return { handReady, handClone, handGone: seconds() };
}

/** Seconds since it was asked last. */
function clock() {
  let last = performance.now();
  return () => {
    const before = last;
    last = performance.now();
    return (last - before) / 1000;
  };
}

async function query(connection, sql) {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  await client.query(sql);
  await client.end();
  return true;
}

function id(which) {
  return Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
}
