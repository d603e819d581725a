import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A commit in a temporary folder, in a clone that borrows the objects of another one. What that one lacks (large files, often) is not there. */
export function checkout(clone, commit) {
  const top = mkdtempSync(join(tmpdir(), 'oneleaf-ecosystem-'));
  execFileSync('git', ['clone', '--quiet', '--no-checkout', '--shared', resolve(clone), top]);
  const git = (...args) => execFileSync('git', args, { cwd: top, encoding: 'utf8' }).trim();
  const oid = git('rev-parse', `${commit}^{commit}`);
  git('update-ref', '--no-deref', 'HEAD', oid);
  git('read-tree', oid);
  const { stderr } = spawnSync('git', ['checkout-index', '--all', '--quiet'], { cwd: top, encoding: 'utf8' });
  if (stderr) console.error(stderr.trim());
  return top;
}
