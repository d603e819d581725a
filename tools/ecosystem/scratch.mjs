import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A clone that borrows the objects of another one: what is made or remembered here never reaches that one. */
export class Scratch {
  constructor(clone) {
    this.path = mkdtempSync(join(tmpdir(), 'oneleaf-ecosystem-'));
    execFileSync('git', ['clone', '--quiet', '--mirror', '--shared', resolve(clone), this.path]);
    // Without a remote nothing is fetched.
    this.git(['config', '--remove-section', 'remote.origin']);
  }

  git(args, input) {
    const { status, stdout, stderr } = this.run(args, input);
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout;
  }

  run(args, input) {
    return spawnSync('git', args, { cwd: this.path, input, maxBuffer: 2 ** 30, env: { ...process.env, GIT_TERMINAL_PROMPT: '0' } });
  }

  /** A commit on top of another one that makes some changes to its files: `{ path, text }`, no text for a file that goes away. */
  commit(onto, changes) {
    if (changes.length === 0) return onto;
    const steps = [...changes].sort((one, other) => Number(one.text !== null) - Number(other.text !== null)).map(stepOf);
    const head = `commit refs/oneleaf/rebased\ncommitter oneleaf <> 0 +0000\ndata 0\nfrom ${onto}\n`;
    this.git(['fast-import', '--quiet', '--force', '--done'], Buffer.concat([Buffer.from(head), ...steps, Buffer.from('done\n')]));
    return this.git(['rev-parse', 'refs/oneleaf/rebased']).toString().trim();
  }

  /** What git's own merge makes of two commits: a tree, and the paths that it stops at. Undefined where the clone lacks an object. */
  merge(ours, theirs) {
    const { status, stdout } = this.run(['merge-tree', '--write-tree', '-z', '--name-only', '--no-messages', ours, theirs]);
    if (status > 1) return undefined;
    const [tree, ...stops] = stdout.toString().split('\0').filter(Boolean);
    return { tree, stops };
  }

  /** The newest common commits: several where merges went both ways. */
  forks(one, other) {
    return this.run(['merge-base', '--all', one, other]).stdout.toString().split('\n').filter(Boolean);
  }

  /** Blob ids by path of the Python files in some folders. */
  files(tree, folders) {
    const listed = this.git(['ls-tree', '-r', '-z', tree, '--', ...folders.map(folder => `${folder}/`)]).toString();
    const entries = listed.split('\0').flatMap(line => /^100\d+ blob ([0-9a-f]+)\t(.+\.py)$/s.exec(line) ?? []);
    return Object.fromEntries(inThrees(entries).map(([, oid, path]) => [path, oid]));
  }

  /** Contents by blob id; what the clone lacks is not there. */
  texts(oids) {
    const out = this.git(['cat-file', '--batch'], `${oids.join('\n')}\n`);
    const found = {};
    for (let at = 0; at < out.length;) {
      const end = out.indexOf(10, at);
      const [oid, , size] = out.toString('utf8', at, end).split(' ');
      const length = size === undefined ? -1 : Number(size);
      if (length >= 0) found[oid] = out.toString('utf8', end + 1, end + 1 + length);
      at = end + 2 + length;
    }
    return found;
  }

  close() {
    rmSync(this.path, { recursive: true, force: true });
  }
}

function stepOf({ path, text }) {
  const name = `"${path.replace(/["\\]/g, '\\$&')}"`;
  if (text === null) return Buffer.from(`D ${name}\n`);
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from(`M 100644 inline ${name}\ndata ${bytes.length}\n`), bytes, Buffer.from('\n')]);
}

function inThrees(list) {
  return Array.from({ length: list.length / 3 }, (_, at) => list.slice(3 * at, 3 * at + 3));
}
