import type { CommitRelation } from './commit-relation.js';

/** A relation as the cache keeps it, with the committer time of the commit. */
export interface CachedRelation {
  readonly relation: CommitRelation;
  readonly time: number;
}

/** `L <time>`, `U <time>`, or `D <time> <ahead> <base> …` */
export function encodeRelation({ relation, time }: CachedRelation): string {
  if (relation.kind === 'diverged') return `D ${time} ${relation.ahead} ${relation.bases.join(' ')}`;
  return `${relation.kind === 'landed' ? 'L' : 'U'} ${time}`;
}

/** Nothing when the text is not of this form: a cache is never trusted further than that. */
export function decodeRelation(text: string | undefined): CachedRelation | undefined {
  const [kind, time, ahead, ...bases] = text?.split(' ') ?? [];
  const seconds = Number(time);
  if (kind === 'L') return { relation: { kind: 'landed' }, time: seconds };
  if (kind === 'U') return { relation: { kind: 'unrelated' }, time: seconds };
  if (kind !== 'D' || bases.length === 0) return undefined;
  return { relation: { kind: 'diverged', bases, ahead: Number(ahead) }, time: seconds };
}
