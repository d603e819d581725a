import { isMap, isScalar, isSeq, type Pair, Scalar, type YAMLMap } from 'yaml';
import type { ComposeFileCopy } from './file-copy.js';
import type { ComposeModel } from './model.js';
import type { ProjectNames } from './project-names.js';

/** One service in one file, while it is rewritten. */
export interface ServiceRewrite {
  readonly copy: ComposeFileCopy;
  readonly names: ProjectNames;
  readonly model: ComposeModel;
  readonly service: string;
  /** `at` as in a Refusal. */
  readonly refuse: (at: string, reason: string) => void;
  /** The differences from the team's file. */
  readonly note: (at: string, text: string) => void;
}

/** Rewrites `NAME` or the keys of a mapping, whichever the value is. */
export function respellNames({ copy }: Pick<ServiceRewrite, 'copy'>, pair: Pair, spell: (name: string) => string): void {
  const node = copy.node(pair.value);
  if (node === undefined || !copy.first(node)) return;
  if (isScalar(node)) pair.value = copy.respelled(pair.value, spell);
  else if (isSeq(node)) node.items = node.items.map(item => copy.respelled(item, spell));
  else for (const entry of copy.entries(node)) entry.pair.key = copy.respelled(entry.pair.key, spell);
}

/** A quoted scalar, which every version of YAML reads as a text. */
export function quotedScalar(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

export function removePair(map: YAMLMap, pair: Pair): void {
  map.items = map.items.filter(item => item !== pair);
}

/** Takes keys out of a mapping, and out of those that it merges. */
export function removeKeys(copy: ComposeFileCopy, value: unknown, keys: readonly string[]): string[] {
  const found = copy.entries(value).filter(({ key }) => keys.includes(key));
  for (const { map, pair } of found) removePair(map, pair);
  return found.map(({ key }) => key);
}

/** The items of a list, each handed over once and replaced by what is given back. */
export function replaceItems(copy: ComposeFileCopy, pair: Pair, change: (item: unknown, index: number) => unknown): void {
  const list = copy.node(pair.value);
  if (!isSeq(list) || !copy.first(list)) return;
  list.items = list.items.map((item, index) => {
    const node = copy.node(item);
    return isMap(node) && !copy.first(node) ? item : change(item, index);
  });
}
