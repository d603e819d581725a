import type { DescribedEffect, DescribedHistory, DescribedMigration, DescribedRows } from '@oneleaf/core';
import { count } from './wording.js';

/** A name of the repository, which each medium marks in its own way, or words of ours. */
export type PhraseWord = string | { readonly name: string };
export type DescriptionPhrase = readonly PhraseWord[];

/** How many migrations a history has, and where it ends. */
export function historyPhrase({ migrations, leaves }: DescribedHistory): DescriptionPhrase {
  const number = count(migrations.length, 'migration');
  if (leaves.length === 0) return [`${number}, no leaf`];
  return [`${number}, ${leaves.length === 1 ? 'expected leaf' : `${leaves.length} leaves:`} `, ...namePhrase(leaves)];
}

/** What stands before a migration. */
export function parentPhrase({ parents, requires }: DescribedMigration): DescriptionPhrase {
  const verb = parents.length > 1 ? 'joins ' : 'on ';
  const own: DescriptionPhrase = parents.length === 0 ? ['the first'] : [verb, ...namePhrase(parents)];
  return requires.length === 0 ? own : [...own, ', after ', ...namePhrase(requires)];
}

/** What a migration does, one phrase each. */
export function migrationPhrases(migration: DescribedMigration): readonly DescriptionPhrase[] {
  const { replaces, deeds, seeds, opaque } = migration;
  const all: readonly DescriptionPhrase[] = [
    ...(replaces.length > 0 ? [['in place of ', ...namePhrase(replaces)]] : []),
    ...groupDeeds(deeds).map(deedPhrase),
    ...seeds.map(seedPhrase),
    ...opaque.map(reason => [`not read: ${reason}`]),
  ];
  return all.length > 0 ? all : [['changes nothing']];
}

export function namePhrase(all: readonly string[]): DescriptionPhrase {
  return all.flatMap((name, at) => (at === 0 ? [{ name }] : [', ', { name }]));
}

const COLUMN_KINDS = new Set(['column', 'field']);
const VERBS = { add: 'adds', alter: 'alters', remove: 'removes', rename: 'renames' } as const;
const PREPOSITIONS = { add: 'to', alter: 'in', remove: 'from', rename: 'of' } as const;

/** Columns of one table to which the same happens one after another go together. */
function groupDeeds(deeds: readonly DescribedEffect[]): readonly (readonly DescribedEffect[])[] {
  const groups: DescribedEffect[][] = [];
  for (const deed of deeds) {
    const last = groups.at(-1);
    const [first] = last ?? [];
    if (first && COLUMN_KINDS.has(deed.thing) && groupKey(first) === groupKey(deed)) last?.push(deed);
    else groups.push([deed]);
  }
  return groups;
}

function groupKey({ does, thing, of: whole, doubt, to, name }: DescribedEffect): string {
  return JSON.stringify([does, thing, whole, doubt, to === undefined ? '' : name]);
}

function deedPhrase(group: readonly DescribedEffect[]): DescriptionPhrase {
  const [deed] = group;
  if (!deed) return [];
  const verb = VERBS[deed.does];
  const whole: DescriptionPhrase = deed.of === undefined ? [] : [{ name: deed.of }];
  const doubt = deed.doubt === undefined ? [] : [` (${deed.doubt})`];
  if (!COLUMN_KINDS.has(deed.thing))
    return [
      `${verb} ${kindText(deed)}`,
      { name: deed.name },
      ...(whole.length > 0 ? [' of ', ...whole] : []),
      ...detailPhrase(deed),
      ...doubt,
    ];
  const listed = namePhrase(group.map(({ name }) => name));
  if (deed.to !== undefined) return [`${verb} `, ...listed, ' of ', ...whole, ...detailPhrase(deed), ...doubt];
  return [`${verb} ${PREPOSITIONS[deed.does]} `, ...whole, ': ', ...listed, ...doubt];
}

function kindText({ thing }: DescribedEffect): string {
  return thing === 'option' ? '' : `${thing} `;
}

/** The new name, the table of a model where it is not the usual one, and the columns. */
function detailPhrase({ name, to, table, columns = [] }: DescribedEffect): DescriptionPhrase {
  const isUsual = table === (to ?? name).replace('.', '_');
  return [
    ...(to === undefined ? [] : [' to ', { name: to }]),
    ...(table === undefined || isUsual ? [] : [' in table ', { name: table }]),
    ...(columns.length === 0 ? [] : [': ', ...namePhrase(columns.map(column => column.name))]),
  ];
}

function seedPhrase({ does, table, rows, doubt }: DescribedRows): DescriptionPhrase {
  const what = rows === undefined ? 'rows' : count(rows, 'row');
  const verb = { insert: `${what} into `, update: 'updates rows of ', delete: 'deletes rows of ' }[does];
  return [verb, { name: table }, ...(doubt === undefined ? [] : [` (${doubt})`])];
}
