import { baseName } from '@oneleaf/core';
import type { Bearer, Home, Mention, Renaming } from './renaming.js';

/** Every name to look for, with what is to be put for it and the migrations that it may mean. */
export class Names {
  /** Texts of which every mention holds one. */
  readonly needles: readonly string[];
  private readonly found = new Map<string, Mention['kind']>();
  private readonly pattern: RegExp;

  constructor(
    private readonly renamings: readonly Renaming[],
    private readonly kept: (name: string) => readonly Home[],
  ) {
    for (const renaming of renamings) for (const number of numberOf(renaming)) this.found.set(number, 'number');
    for (const { parent } of renamings) if (parent) this.found.set(parent.from, 'parent');
    for (const renaming of renamings) for (const [name] of names(renaming)) this.found.set(name, 'name');
    const own = [...this.found].filter(([, kind]) => kind !== 'parent').map(([name]) => name);
    this.needles = own.filter(name => !own.some(other => other !== name && name.includes(other)));
    const alternatives = [...this.found.keys()].sort((one, other) => other.length - one.length).map(escaped);
    // A name within a longer one is another name: 0002_tax_rates, x0002_tax, 0002_tax-old.
    this.pattern = new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}_]|-[\\p{L}\\p{N}])`, 'gu');
  }

  mentions(text: string): readonly Mention[] {
    if (this.renamings.length === 0) return [];
    const bearers = new Map<string, readonly Bearer[]>();
    return [...text.matchAll(this.pattern)].map(({ 0: name, index }) => {
      const known = bearers.get(name) ?? this.bearers(name);
      bearers.set(name, known);
      return { start: index, end: index + name.length, name, kind: this.found.get(name) ?? 'name', bearers: known };
    });
  }

  /** Those after one of which a file is called: `test_0002_tax.py`. */
  calling(path: string): readonly Renaming[] {
    const stem = baseName(path).replace(/\..*$/, '');
    return this.renamings.filter(({ from }) => {
      const at = /[^\p{N}]/u.test(from) ? stem.indexOf(from) : -1;
      return at >= 0 && !/[\p{L}\p{N}]$/u.test(stem.slice(0, at)) && !/^[\p{L}\p{N}_]/u.test(stem.slice(at + from.length));
    });
  }

  private bearers(name: string): readonly Bearer[] {
    const kind = this.found.get(name) ?? 'name';
    const meant = this.renamings.filter(one => spellings[kind](one).includes(name));
    return [...meant.map(renaming => ({ ...homeOf(renaming), renaming })), ...(kind === 'name' ? this.kept(name) : [])];
  }
}

const spellings: Readonly<Record<Mention['kind'], (renaming: Renaming) => readonly string[]>> = {
  name: renaming => names(renaming).map(([from]) => from),
  number: numberOf,
  parent: ({ parent }) => (parent ? [parent.from] : []),
};

/** What to put for a name that means this migration, or its parent. */
export function renamed(renaming: Renaming, { kind, name }: Mention): string {
  if (kind === 'parent') return renaming.parent?.to ?? name;
  return names(renaming).find(([from]) => from === name)?.[1] ?? name;
}

/** A revision's file may be called by more than its id. */
function names({ from, to, fromPath, toPath }: Renaming): readonly (readonly [from: string, to: string])[] {
  return [[from, to] as const, [stem(fromPath), stem(toPath)] as const].filter(([one, other]) => one !== other);
}

function numberOf({ framework, from }: Renaming): readonly string[] {
  return framework === 'django' ? (/^\d+(?=_)/.exec(from) ?? []) : [];
}

function homeOf({ framework, label, folder }: Renaming): Home {
  return { framework, label, folder };
}

function stem(path: string): string {
  return baseName(path).replace(/\.py$/, '');
}

function escaped(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
