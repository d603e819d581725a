import type { FileChange } from '@oneleaf/core';
import type { GeneratedFile, GeneratedProof } from '@oneleaf/sandbox';
import type { RepositorySession } from '../session/session.js';
import type { ProjectRun } from '../project-run/project-run.js';
import { workingFiles } from '../repository-view/working-files.js';

/** Writes the files and proves what is in them; where that fails, everything is as it was before. */
export async function writeAndProve(
  { repository }: RepositorySession,
  { project, lease }: ProjectRun,
  { changes, files }: { readonly changes: readonly FileChange[]; readonly files: readonly GeneratedFile[] },
): Promise<GeneratedProof> {
  const back = await reverseChanges(repository, changes);
  await repository.apply(changes);
  let proved = false;
  try {
    const { proveGenerated } = await import('@oneleaf/sandbox');
    const proof = await proveGenerated(project, await lease('proof'), files);
    proved = proof.failure === undefined;
    return proof;
  } finally {
    if (!proved) await repository.apply(back);
  }
}

/** New files go again, and markers say what they said. */
async function reverseChanges(repository: RepositorySession['repository'], changes: readonly FileChange[]): Promise<readonly FileChange[]> {
  const paths = new Set(changes.map(({ path }) => path));
  const before = await workingFiles(repository, { key: `before ${[...paths].join()}`, wants: path => paths.has(path) });
  return changes.map(({ path }) => ({ path, text: before.read(path) ?? null }));
}
