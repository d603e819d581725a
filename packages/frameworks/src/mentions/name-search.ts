import { baseName, stemOf, type HistoryKey, type MentionRules, type MentionRulesByFramework, type Renaming } from '@oneleaf/core';
import type { NameBearer, NameMention } from './renaming.js';

/** Every name to look for, with what is to be put for it and the migrations that it may mean. */
export class NameSearch {
  /** Texts of which every mention holds one. */
  readonly needles: readonly string[];
  private readonly found = new Map<string, NameMention['kind']>();
  private readonly pattern: RegExp;

  constructor(
    private readonly rules: MentionRulesByFramework,
    private readonly renamings: readonly Renaming[],
    private readonly kept: (name: string) => readonly HistoryKey[],
  ) {
    for (const renaming of renamings) for (const number of shortNames(renaming, this.rulesOf(renaming))) this.found.set(number, 'number');
    for (const { parent } of renamings) if (parent) this.found.set(parent.from, 'parent');
    for (const renaming of renamings) for (const [name] of nameChanges(renaming)) this.found.set(name, 'name');
    const own = [...this.found].filter(([, kind]) => kind !== 'parent').map(([name]) => name);
    this.needles = own.filter(name => !own.some(other => other !== name && name.includes(other)));
    const alternatives = [...this.found.keys()].sort((one, other) => other.length - one.length).map(escapeRegExp);
    // A name within a longer one is another name: 0002_tax_rates, x0002_tax, 0002_tax-old.
    this.pattern = new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}_]|-[\\p{L}\\p{N}])`, 'gu');
  }

  mentions(text: string): readonly NameMention[] {
    if (this.renamings.length === 0) return [];
    const bearers = new Map<string, readonly NameBearer[]>();
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

  private bearers(name: string): readonly NameBearer[] {
    const kind = this.found.get(name) ?? 'name';
    const meant = this.renamings.filter(one => spellingsByKind[kind](one, this.rulesOf(one)).includes(name));
    const kept = kind === 'name' ? this.kept(name) : [];
    return [...meant.map(renaming => ({ ...historyOfRenaming(renaming), renaming })), ...kept].map(one => ({
      ...one,
      rules: this.rulesOf(one),
    }));
  }

  private rulesOf({ framework }: HistoryKey): MentionRules {
    return this.rules.get(framework) ?? {};
  }
}

const spellingsByKind: Readonly<Record<NameMention['kind'], (renaming: Renaming, rules: MentionRules) => readonly string[]>> = {
  name: renaming => nameChanges(renaming).map(([from]) => from),
  number: shortNames,
  parent: ({ parent }) => (parent ? [parent.from] : []),
};

/** What to put for a name that means this migration, or its parent. */
export function newName(renaming: Renaming, { kind, name }: NameMention): string {
  if (kind === 'parent') return renaming.parent?.to ?? name;
  return nameChanges(renaming).find(([from]) => from === name)?.[1] ?? name;
}

/** A file may be called otherwise than its migration. */
function nameChanges({ from, to, fromPath, toPath }: Renaming): readonly (readonly [from: string, to: string])[] {
  return [[from, to] as const, [stemOf(fromPath), stemOf(toPath)] as const].filter(([one, other]) => one !== other);
}

function shortNames({ from }: Renaming, { shortName }: MentionRules): readonly string[] {
  return shortName?.exec(from) ?? [];
}

function historyOfRenaming({ framework, label, folder }: Renaming): HistoryKey {
  return { framework, label, folder };
}

function escapeRegExp(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
