import { folderOf, type Facts, type LocatedHistory, type Migration, type ReadingFailure, type Span, type Unreadable } from '@oneleaf/core';
import { extract as extractFile, type ToyFacts } from '../toy/read.js';

interface FolderFacts extends ToyFacts {
  /** The number in the first line of a `down.toy`. */
  readonly undoes?: { readonly number: string; readonly span: Span };
}

export function extract(bytes: Uint8Array): FolderFacts {
  const [, number] = /^undo (\d{3})\n/.exec(String.fromCharCode(...bytes.subarray(0, 9))) ?? [];
  if (number === undefined) return extractFile(bytes);
  return { ...extractFile(bytes.subarray('undo '.length)), parents: [], undoes: { number, span: { start: 5, end: 8 } } };
}

export function unreadable(problem: ReadingFailure): FolderFacts {
  return { problem, parents: [], body: '' };
}

export function linkFacts({ problem, parents }: FolderFacts): unknown {
  return [problem?.reason, parents.map(({ number }) => number)];
}

export function interpret(
  path: string,
  facts: FolderFacts,
  { id: history }: LocatedHistory,
  others: ReadonlyMap<string, Facts> = new Map(),
): Migration | Unreadable {
  const number = folderOf(path).slice(-3);
  const refuse = (problem: ReadingFailure): Unreadable => ({ history, path, problem });
  if (facts.problem) return refuse(facts.problem);
  const downs: readonly FolderFacts[] = [...others.values()].filter((one): one is FolderFacts => 'body' in one);
  if (downs.some(({ undoes }) => undoes?.number !== number))
    return refuse({ kind: 'syntax', reason: `its down.toy does not undo ${number}` });
  return {
    id: `${history}.${number}`,
    history,
    path,
    literal: number,
    parents: facts.parents.map(one => ({ id: `${history}.${one.number}`, history, spans: [one.span] })),
    requires: [],
    before: [],
    replaces: [],
    labels: [],
    undecided: [],
    body: [facts, ...downs].map(({ body }) => body).join('\0'),
  };
}
