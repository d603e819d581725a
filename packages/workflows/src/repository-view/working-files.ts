import type { PathFilter, Repository } from '@oneleaf/git';

/** The files of a workspace by paths relative to its top: a disk, a commit, or Nx's tree. */
export interface SetupFiles {
  /** Undefined where there is no file. */
  read(path: string): string | undefined;
  /** Names of what is in a folder, `''` for the top; empty where there is no folder. */
  list(folder: string): readonly string[];
}

export interface WorkingFiles extends SetupFiles {
  readonly paths: readonly string[];
}

/** The files of interest in the working tree, tracked or not. */
export async function workingFiles(repository: Repository, interest: PathFilter): Promise<WorkingFiles> {
  const entries = await repository.workingTree(interest);
  const contents = await repository.read(entries.filter(({ link }) => !link).map(({ oid }) => oid));
  const texts = new Map(entries.map(({ path, oid }) => [path, contents.get(oid)]));
  // A byte order mark belongs to the text, and what is no UTF-8 would not survive being written again.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return {
    paths: [...texts.keys()],
    read: path => {
      const bytes = texts.get(path);
      const text = bytes && decoder.decode(bytes);
      return text?.includes('\ufffd') === true ? undefined : text;
    },
    list: folder => [...texts.keys()].filter(path => path.startsWith(`${folder}/`)).map(path => path.slice(folder.length + 1)),
  };
}
