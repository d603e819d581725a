import { commandFix, type GuardExamination } from '@oneleaf/core';
import type { CloneProperties, RemoteTip } from '@oneleaf/git';
import { homeRemote } from '../branches/refs.js';
import type { RepositorySession } from '../session/session.js';
import { ageText } from '../branches/branch-age.js';
import { findUpstream, queryUpstream } from '../branches/upstream.js';

/** Whether what a push is compared with is known, and as it is now. */
export async function examineBase(session: RepositorySession): Promise<GuardExamination> {
  const upstream = await findUpstream(session);
  if (!upstream) return unknownBase(session);
  const { remote, ref, spelled, known } = upstream;
  if (remote === undefined || !ref.startsWith('refs/remotes/')) {
    return { subject: 'main', condition: 'warn', message: `${ref} is compared in its local state: there is no remote to ask` };
  }
  const fresh = await queryUpstream(session.repository, upstream);
  if (!fresh.fresh) return unreachedRemote(spelled, remote, fresh);
  const moved =
    fresh.commit === known ? 'is up to date in this clone' : 'has moved since the last fetch; the hook asks the remote and sees it';
  return { subject: 'main', condition: 'ok', message: `${spelled} ${moved}` };
}

async function unknownBase({ repository, configuration }: RepositorySession): Promise<GuardExamination> {
  const remote = configuration.remote ?? (await homeRemote(repository)) ?? 'origin';
  const message = `${configuration.base ?? 'the main branch'} is not in this clone, so no push can be compared with it`;
  return { subject: 'main', condition: 'fail', message, fix: commandFix('fetch it', ['git', 'fetch', remote]) };
}

function unreachedRemote(spelled: string, remote: string, { reason, ageSeconds }: Extract<RemoteTip, { fresh: false }>): GuardExamination {
  const age = ageSeconds === undefined ? 'as it was when it was fetched' : `as it was ${ageText(ageSeconds)}`;
  // Git's message has several lines, and the first one says what is wrong.
  const message = `${spelled} is known ${age}, and cannot be asked for now (${reason.split('\n')[0] ?? ''})`;
  return {
    subject: 'main',
    condition: 'warn',
    message,
    fix: commandFix('ask the remote', ['git', 'fetch', remote]),
  };
}

/** Whether the clone holds the commits at which branches left main. */
export function examineDepth({ shallow }: RepositorySession['repository'], { partial }: CloneProperties): GuardExamination {
  if (shallow) {
    const fix = commandFix('fetch the whole history', ['git', 'fetch', '--unshallow']);
    return {
      subject: 'history',
      condition: 'warn',
      message: 'the clone is shallow: the commit where a branch left main may be missing',
      fix,
    };
  }
  return {
    subject: 'history',
    condition: 'ok',
    message: partial ? 'all commits are in this clone; file contents are fetched when needed' : 'all commits are in this clone',
  };
}
