import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openGit } from '../git/open-git.mjs';

/** A clone that borrows the objects of another one: what is made or remembered here never reaches that one. */
export class ScratchClone {
  constructor() {
    this.path = mkdtempSync(join(tmpdir(), 'oneleaf-ecosystem-'));
    this.git = openGit(this.path);
  }

  static async of(clone) {
    const scratch = new ScratchClone();
    await scratch.git.mirror(resolve(clone), scratch.path, ['--quiet', '--shared']);
    // Without a remote nothing is fetched.
    await scratch.git.removeRemote('origin');
    return scratch;
  }

  /** A commit on top of another one that makes some changes to its files: `{ path, text }`, no text for a file that goes away. */
  async commit(onto, changes) {
    if (changes.length === 0) return onto;
    const steps = [...changes].sort((one, other) => Number(one.text !== null) - Number(other.text !== null)).map(fileCommand);
    const head = `commit refs/oneleaf/rebased\ncommitter oneleaf <> 0 +0000\ndata 0\nfrom ${onto}\n`;
    const input = Buffer.concat([Buffer.from(head), ...steps, Buffer.from('done\n')]);
    await openGit(this.path, { input }).raw('fast-import', '--quiet', '--force', '--done');
    return (await this.git.revparse(['refs/oneleaf/rebased'])).trim();
  }

  /** What git's own merge makes of two commits: a tree, and the paths that it stops at. Undefined where the clone lacks an object. */
  async merge(ours, theirs) {
    // Conflicts are an exit code of 1 with nothing on stderr, which simple-git takes for success.
    const merged = await this.git.raw('merge-tree', '--write-tree', '-z', '--name-only', '--no-messages', ours, theirs).catch(() => '');
    if (merged === '') return undefined;
    const [tree, ...stops] = merged.split('\0').filter(Boolean);
    return { tree, stops };
  }

  /** The newest common commits: several where merges went both ways. */
  async forks(one, other) {
    return (await this.git.raw('merge-base', '--all', one, other)).split('\n').filter(Boolean);
  }

  /** Blob ids by path of the Python files in some folders. */
  async files(tree, folders) {
    const listed = await this.git.raw('ls-tree', '-r', '-z', tree, '--', ...folders.map(folder => `${folder}/`));
    const entries = listed.split('\0').flatMap(line => /^100\d+ blob ([0-9a-f]+)\t(.+\.py)$/s.exec(line) ?? []);
    return Object.fromEntries(inThrees(entries).map(([, oid, path]) => [path, oid]));
  }

  /** Contents by blob id; what the clone lacks is not there. */
  async texts(oids) {
    const out = await openGit(this.path, { input: `${oids.join('\n')}\n` }).binaryCatFile(['--batch']);
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

function fileCommand({ path, text }) {
  const name = `"${path.replace(/["\\]/g, '\\$&')}"`;
  if (text === null) return Buffer.from(`D ${name}\n`);
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from(`M 100644 inline ${name}\ndata ${bytes.length}\n`), bytes, Buffer.from('\n')]);
}

function inThrees(list) {
  return Array.from({ length: list.length / 3 }, (_, at) => list.slice(3 * at, 3 * at + 3));
}
