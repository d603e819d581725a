import { quotePath } from '../merging/fast-import.js';
import type { RepoContent, RepoFiles } from './git-repo.js';

interface NewCommit {
  readonly ref: string;
  readonly parents: readonly string[];
  readonly files: RepoFiles;
  readonly message: string;
  readonly author: string;
  readonly time: number;
}

/** A stream for `git fast-import` that writes one commit and prints its id. */
export function fastImportStream(commit: NewCommit): Buffer {
  const who = `${commit.author} <ada@example.org> ${commit.time} +0000`;
  const [first, ...others] = commit.parents;
  const lines = [
    `commit ${commit.ref}`,
    'mark :1',
    `author ${who}`,
    `committer ${who}`,
    `data ${Buffer.byteLength(commit.message)}`,
    commit.message,
    ...(first === undefined ? [] : [`from ${first}`]),
    ...others.map(parent => `merge ${parent}`),
  ];
  const reset = first === undefined ? [Buffer.from(`reset ${commit.ref}\n\n`)] : [];
  const files = Object.entries(commit.files).flatMap(([path, content]) => fileCommand(path, content));
  return Buffer.concat([...reset, Buffer.from(`${lines.join('\n')}\n`), ...files, Buffer.from('\nget-mark :1\n')]);
}

function fileCommand(path: string, content: RepoContent): Buffer[] {
  const quoted = Buffer.from(quotePath(path));
  if (content === null) return [Buffer.from('D '), quoted, Buffer.from('\n')];
  if (typeof content === 'string' || content instanceof Uint8Array) return inline('100644', quoted, Buffer.from(content));
  if ('link' in content) return inline('120000', quoted, Buffer.from(content.link));
  return [Buffer.from(`M 160000 ${content.submodule} `), quoted, Buffer.from('\n')];
}

function inline(mode: string, path: Buffer, bytes: Buffer): Buffer[] {
  return [Buffer.from(`M ${mode} inline `), path, Buffer.from(`\ndata ${bytes.length}\n`), bytes, Buffer.from('\n')];
}
