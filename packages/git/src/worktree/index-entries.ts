import { addToGroup } from '@oneleaf/core';
import { closeSync, openSync } from 'node:fs';
import type { Git } from '../process/git.js';
import { lineSink } from '../process/line-sink.js';
import type { Oid } from '../objects/oid.js';
import { decodePath, encodePath } from '../process/path-encoding.js';

const TAB = 0x09;

/** An entry of the index: `100644`, and stage 0, or 1 to 3 where a merge stopped. */
export interface IndexEntry {
  readonly mode: string;
  readonly oid: Oid;
  readonly stage: number;
}

/** By path, stages in order. */
export type IndexEntries = ReadonlyMap<string, readonly IndexEntry[]>;

export function readIndex(git: Git, paths: ReadonlySet<string>): IndexEntries {
  const index = new Map<string, IndexEntry[]>();
  const take = (bytes: Buffer, from: number, to: number): void => {
    const tab = bytes.indexOf(TAB, from);
    const path = decodePath(bytes.subarray(tab + 1, to));
    if (!paths.has(path)) return;
    const [mode = '', oid = '', stage] = bytes.toString('latin1', from, tab).split(' ');
    addToGroup(index, path, { mode, oid, stage: Number(stage) });
  };
  lineSink(0, take)(git.runNow(['ls-files', '-z', '--stage', '--full-name']));
  return index;
}

export function sameEntries(one: readonly IndexEntry[], other: readonly IndexEntry[]): boolean {
  return encodeStages(one) === encodeStages(other);
}

/** `100644,<id>,0;…` */
export function encodeStages(stages: readonly IndexEntry[]): string {
  return stages.map(({ mode, oid, stage }) => `${mode},${oid},${stage}`).join(';');
}

export function decodeStages(text: string): readonly IndexEntry[] {
  return (text === '' ? [] : text.split(';')).map(one => {
    const [mode = '', oid = '', stage] = one.split(',');
    return { mode, oid, stage: Number(stage) };
  });
}

/** What `update-index -z --index-info` reads to put these entries in the place of all that the index has of their paths. */
export function indexInfoInput(index: IndexEntries, width: number): Buffer {
  const lines = [...index].flatMap(([path, stages]) => {
    const end = Buffer.concat([Buffer.of(TAB), encodePath(path), Buffer.of(0)]);
    const all = [`0 ${'0'.repeat(width * 2)}`, ...stages.map(({ mode, oid, stage }) => `${mode} ${oid} ${stage}`)];
    return all.flatMap(line => [Buffer.from(line), end]);
  });
  return Buffer.concat(lines);
}

/** All of it or nothing: git renames its lock into place. `file` holds the lines of `indexInfo`. */
export function updateIndex(git: Git, file: string): void {
  const input = openSync(file, 'r');
  try {
    git.runNow(['update-index', '-z', '--index-info'], input);
  } finally {
    closeSync(input);
  }
}
