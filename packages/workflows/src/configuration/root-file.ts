import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from '@oneleaf/git';

/** The text of a file at the repository's top: of the working tree, or in a bare clone of the default branch. */
export async function readRootFile(repository: Repository, name: string): Promise<string | undefined> {
  return repository.bare ? committedFile(repository, name) : fileOnDisk(join(repository.top, name));
}

function fileOnDisk(file: string): string | undefined {
  // A link could lead anywhere; what it leads to is no configuration of this repository.
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(file, 'utf8') : undefined;
}

async function committedFile(repository: Repository, name: string): Promise<string | undefined> {
  const { commit } = await repository.head();
  if (commit === undefined) return undefined;
  const interest = { key: name, wants: (path: string) => path === name };
  const entry = (await repository.list(commit, interest)).find(({ link }) => !link);
  const bytes = entry && (await repository.read([entry.oid])).get(entry.oid);
  return bytes && new TextDecoder().decode(bytes);
}
