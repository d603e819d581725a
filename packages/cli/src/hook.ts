/** One line of what git tells a pre-push hook (githooks(5)): `<local ref> <local oid> <remote ref> <remote oid>`. */
export interface Push {
  /** As the user spelled it: `refs/heads/feat/sku`, `HEAD`, `HEAD~1`. */
  readonly localRef: string;
  readonly commit: string;
  readonly remoteRef: string;
  /** What the remote has there; undefined for a new branch. */
  readonly remoteCommit?: string;
}

const ZEROS = /^0+$/;

/** The branches that a push would create or move. Deletions, tags and notes are nobody's migrations. */
export function readPushes(input: string): readonly Push[] {
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
export function pushesFromEnvironment(env: Readonly<Record<string, string | undefined>>): readonly Push[] {
  const commit = env['PRE_COMMIT_TO_REF'];
  const remoteRef = env['PRE_COMMIT_REMOTE_BRANCH'];
  if (commit === undefined || remoteRef === undefined || ZEROS.test(commit) || !isBranch(remoteRef)) return [];
  const remoteCommit = env['PRE_COMMIT_FROM_REF'];
  const known = remoteCommit !== undefined && !ZEROS.test(remoteCommit) ? { remoteCommit } : {};
  return [{ localRef: env['PRE_COMMIT_LOCAL_BRANCH'] ?? 'HEAD', commit, remoteRef, ...known }];
}
