import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openGit } from '../git/open-git.mjs';

/** A commit in a temporary folder, in a clone that borrows the objects of another one. What that one lacks (large files, often) is not there. */
export async function checkout(clone, commit) {
  const top = mkdtempSync(join(tmpdir(), 'oneleaf-ecosystem-'));
  const git = openGit(top);
  await git.clone(resolve(clone), top, ['--quiet', '--no-checkout', '--shared']);
  const oid = (await git.revparse([`${commit}^{commit}`])).trim();
  await git.raw('update-ref', '--no-deref', 'HEAD', oid);
  await git.raw('read-tree', oid);
  // It writes all other files before it fails for those that are missing.
  await git.raw('checkout-index', '--all', '--quiet').catch(({ message }) => console.error(message.trim()));
  return top;
}
