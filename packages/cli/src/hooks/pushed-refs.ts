import type { PushedRef } from '@oneleaf/workflows/pre-push';

const ZEROS = /^0+$/;

/** The branches that a push would create or move. Deletions, tags and notes are nobody's migrations. */
export function parsePushedRefs(input: string): readonly PushedRef[] {
  return input.split('\n').flatMap(line => {
    const [localRef, commit, remoteRef, remoteCommit] = line.trim().split(' ');
    if (localRef === undefined || commit === undefined || remoteRef === undefined || remoteCommit === undefined) return [];
    if (ZEROS.test(commit) || !isBranch(remoteRef)) return [];
    return [{ localRef, commit, remoteRef, ...(ZEROS.test(remoteCommit) ? {} : { remoteCommit }) }];
  });
}

/** Gerrit takes reviews at refs/for/<branch>. */
function isBranch(ref: string): boolean {
  return ref.startsWith('refs/heads/') || ref.startsWith('refs/for/');
}

/** The pushes as pre-commit.com hands them on: by environment, without standard input. */
export function pushedRefsFromEnvironment(env: Readonly<Record<string, string | undefined>>): readonly PushedRef[] {
  const commit = env['PRE_COMMIT_TO_REF'];
  const remoteRef = env['PRE_COMMIT_REMOTE_BRANCH'];
  if (commit === undefined || remoteRef === undefined || ZEROS.test(commit) || !isBranch(remoteRef)) return [];
  const remoteCommit = env['PRE_COMMIT_FROM_REF'];
  const known = remoteCommit !== undefined && !ZEROS.test(remoteCommit) ? { remoteCommit } : {};
  return [{ localRef: env['PRE_COMMIT_LOCAL_BRANCH'] ?? 'HEAD', commit, remoteRef, ...known }];
}
