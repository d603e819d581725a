import type { LocatedHistory, Migration, ReadingFailure, Span, Unreadable } from '@oneleaf/core';
import { stem } from './recognise.js';

export interface ToyFacts {
  readonly problem?: ReadingFailure;
  readonly parents: readonly { readonly number: string; readonly span: Span }[];
  /** All but the first line. */
  readonly body: string;
}

export function extract(bytes: Uint8Array): ToyFacts {
  if (bytes.some(byte => byte > 0x7f)) return unreadable({ kind: 'encoding', reason: 'it is not ASCII' });
  const text = Array.from(bytes, byte => String.fromCharCode(byte)).join('');
  const [first = '', ...rest] = text.split('\n');
  const words = [...first.matchAll(/\S+/g)].map(({ 0: number, index }) => ({ number, span: { start: index, end: index + number.length } }));
  const strange = words.find(({ number }) => !/^\d{3}$/.test(number));
  if (strange) return unreadable({ kind: 'syntax', reason: `${strange.number} is no number of a migration`, span: strange.span });
  return { parents: words, body: rest.join('\n') };
}

export function unreadable(problem: ReadingFailure): ToyFacts {
  return { problem, parents: [], body: '' };
}

export function linkFacts({ problem, parents }: ToyFacts): unknown {
  return [problem?.reason, parents.map(({ number }) => number)];
}

export function interpret(path: string, { problem, parents, body }: ToyFacts, { id: history }: LocatedHistory): Migration | Unreadable {
  if (problem) return { history, path, problem };
  return {
    id: `${history}.${stem(path)}`,
    history,
    path,
    literal: stem(path),
    parents: parents.map(({ number, span }) => ({ id: `${history}.${number}`, history, spans: [span] })),
    requires: [],
    before: [],
    replaces: [],
    labels: [],
    undecided: [],
    body,
  };
}

export function doesNothing(bytes: Uint8Array): boolean {
  const { problem, body } = extract(bytes);
  return problem === undefined && body.trim() === '';
}
