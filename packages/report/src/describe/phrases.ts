import type { DescribedDeed, DescribedHistory, DescribedMigration, DescribedSeed } from '@oneleaf/core';
import { count } from '../text/wording.js';

/** A name of the repository, which each medium marks in its own way, or words of ours. */
export type Word = string | { readonly name: string };
export type Phrase = readonly Word[];

/** How many migrations a history has, and where it ends. */
export function extent({ migrations, leaves }: DescribedHistory): Phrase {
  const number = count(migrations.length, 'migration');
  if (leaves.length === 0) return [`${number}, no leaf`];
  return [`${number}, ${leaves.length === 1 ? 'expected leaf' : `${leaves.length} leaves:`} `, ...names(leaves)];
}

/** What stands before a migration. */
export function standing({ parents, requires }: DescribedMigration): Phrase {
  const verb = parents.length > 1 ? 'joins ' : 'on ';
  const own: Phrase = parents.length === 0 ? ['the first'] : [verb, ...names(parents)];
  return requires.length === 0 ? own : [...own, ', after ', ...names(requires)];
}

/** What a migration does, one phrase each. */
export function phrases(migration: DescribedMigration): readonly Phrase[] {
  const { replaces, deeds, seeds, opaque } = migration;
  const all: readonly Phrase[] = [
    ...(replaces.length > 0 ? [['in place of ', ...names(replaces)]] : []),
    ...grouped(deeds).map(phraseOf),
    ...seeds.map(seedPhrase),
    ...opaque.map(reason => [`not read: ${reason}`]),
  ];
  return all.length > 0 ? all : [['changes nothing']];
}

export function names(all: readonly string[]): Phrase {
  return all.flatMap((name, at) => (at === 0 ? [{ name }] : [', ', { name }]));
}

const parts = new Set(['column', 'field']);
const present = { add: 'adds', alter: 'alters', remove: 'removes', rename: 'renames' } as const;
const of = { add: 'to', alter: 'in', remove: 'from', rename: 'of' } as const;

/** Columns of one table to which the same happens one after another go together. */
function grouped(deeds: readonly DescribedDeed[]): readonly (readonly DescribedDeed[])[] {
  const groups: DescribedDeed[][] = [];
  for (const deed of deeds) {
    const last = groups.at(-1);
    const [first] = last ?? [];
    if (first && parts.has(deed.thing) && likeness(first) === likeness(deed)) last?.push(deed);
    else groups.push([deed]);
  }
  return groups;
}

function likeness({ does, thing, of: whole, doubt, to, name }: DescribedDeed): string {
  return JSON.stringify([does, thing, whole, doubt, to === undefined ? '' : name]);
}

function phraseOf(group: readonly DescribedDeed[]): Phrase {
  const [deed] = group;
  if (!deed) return [];
  const verb = present[deed.does];
  const whole: Phrase = deed.of === undefined ? [] : [{ name: deed.of }];
  const doubt = deed.doubt === undefined ? [] : [` (${deed.doubt})`];
  if (!parts.has(deed.thing))
    return [`${verb} ${kindOf(deed)}`, { name: deed.name }, ...(whole.length > 0 ? [' of ', ...whole] : []), ...more(deed), ...doubt];
  const listed = names(group.map(({ name }) => name));
  if (deed.to !== undefined) return [`${verb} `, ...listed, ' of ', ...whole, ...more(deed), ...doubt];
  return [`${verb} ${of[deed.does]} `, ...whole, ': ', ...listed, ...doubt];
}

function kindOf({ thing }: DescribedDeed): string {
  return thing === 'option' ? '' : `${thing} `;
}

/** The new name, the table of a model where it is not the usual one, and the columns. */
function more({ name, to, table, columns = [] }: DescribedDeed): Phrase {
  const isUsual = table === (to ?? name).replace('.', '_');
  return [
    ...(to === undefined ? [] : [' to ', { name: to }]),
    ...(table === undefined || isUsual ? [] : [' in table ', { name: table }]),
    ...(columns.length === 0 ? [] : [': ', ...names(columns.map(column => column.name))]),
  ];
}

function seedPhrase({ does, table, rows, doubt }: DescribedSeed): Phrase {
  const what = rows === undefined ? 'rows' : count(rows, 'row');
  const verb = { insert: `${what} into `, update: 'updates rows of ', delete: 'deletes rows of ' }[does];
  return [verb, { name: table }, ...(doubt === undefined ? [] : [` (${doubt})`])];
}
