import {
  baseName,
  type LocatedHistory,
  type Migration,
  type ReadingFailure,
  type Reference,
  type UndecidedFact,
  type Unreadable,
} from '@oneleaf/core';
import type { FileFacts } from '../../languages/python/values/file-facts.js';
import { type MigrationKey, keysFromStrings, migrationKeys } from './dependencies.js';
import { graphAttributes, southBase } from './extract-facts.js';

/** Whether the class of a file is one of South. */
export function isSouth({ names: { Migration: bases } }: FileFacts): boolean {
  return bases !== undefined && 'value' in bases && bases.strings.some(({ text }) => southBase.test(text));
}

/** A migration's name: the file's without `.py`. */
export function stem(path: string): string {
  return baseName(path).replace(/\.py$/, '');
}

/** One file of a migrations package as Django's MigrationLoader.load_disk takes it. */
export function interpret(path: string, facts: FileFacts, history: LocatedHistory): Migration | Unreadable {
  const problem = facts.problem ?? loadError(path, facts, history);
  if (problem) return { history: history.id, path, problem };
  const dependencies = migrationKeys(facts.names.dependencies).filter(
    ([app, name]) => app.text !== history.label || name.text !== '__first__',
  );
  const isParent = ([app]: MigrationKey): boolean => app.text === history.label;
  return {
    id: `${history.id}.${stem(path)}`,
    history: history.id,
    path,
    literal: stem(path),
    parents: distinctReferences(dependencies.filter(isParent).map(one => namedReference(one, history))),
    requires: distinctReferences(dependencies.filter(one => !isParent(one)).map(one => dependencyReference(one, history))),
    before: distinctReferences(
      migrationKeys(facts.names.run_before)
        .filter(one => !isParent(one) || !isSymbolicName(one))
        .map(one => dependencyReference(one, history)),
    ),
    replaces: distinctReferences(migrationKeys(facts.names.replaces).map(one => namedReference(one, history))),
    labels: [],
    undecided: undecidedFacts(facts, history),
    body: facts.body,
  };
}

function loadError(path: string, facts: FileFacts, { label }: LocatedHistory): ReadingFailure | undefined {
  const { Migration: bases } = facts.names;
  const missing = `Migration ${stem(path)} in app ${label} has no Migration class`;
  if (!bases) return { kind: 'not-a-migration', reason: missing };
  if (!('value' in bases)) return undefined;
  if (isSouth(facts)) return { kind: 'not-a-migration', reason: 'a migration of South, which Django cannot load', span: bases.span };
  if (bases.strings.some(({ text }) => text !== 'object')) return attributeError(facts);
  return { kind: 'not-a-migration', reason: 'TypeError: Migration() takes no arguments: the class has no base', span: bases.span };
}

function attributeError({ names }: FileFacts): ReadingFailure | undefined {
  for (const name of graphAttributes) {
    const fact = names[name];
    if (!fact || 'value' in fact || fact.refused !== true) continue;
    const { reason, expression, span } = fact.undecided;
    return { kind: 'not-a-migration', reason: `${reason}, in ${name}: ${expression}`, span };
  }
  return undefined;
}

function isSymbolicName([, { text }]: MigrationKey): boolean {
  return text === '__first__' || text === '__latest__';
}

/** A dependency as written; MigrationLoader.check_key gives `__first__` and `__latest__` their meaning for other apps only. */
function dependencyReference(pair: MigrationKey, history: LocatedHistory): Reference {
  const [app, name] = pair;
  if (app.text === history.label || !isSymbolicName(pair)) return namedReference(pair, history);
  return { id: app.text, history: app.text, kind: name.text === '__first__' ? 'first' : 'latest', spans: [name.span] };
}

function namedReference([app, name]: MigrationKey, history: LocatedHistory): Reference {
  const home = app.text === history.label ? history.id : app.text;
  return { id: `${home}.${name.text}`, history: home, spans: [name.span] };
}

/** Each reference once, with every place that spells it. */
function distinctReferences(references: readonly Reference[]): readonly Reference[] {
  const found = new Map<string, Reference>();
  for (const one of references) {
    const key = `${one.kind ?? ''} ${one.id}`;
    const known = found.get(key);
    found.set(key, known ? { ...known, spans: [...known.spans, ...one.spans] } : one);
  }
  return [...found.values()];
}

/**
 * Every one of them may make or hide a leaf: same-app `run_before` makes edges, and what a squash replaces takes its edges along.
 * Only a list that may get no more than references to other apps leaves the leaves as they are.
 */
function undecidedFacts({ names }: FileFacts, { label }: LocatedHistory): readonly UndecidedFact[] {
  return ['Migration', ...graphAttributes].flatMap(name => {
    const fact = names[name];
    if (!fact || 'value' in fact) return [];
    const elsewhere = name !== 'replaces' && fact.possible && keysFromStrings(fact.possible).every(([app]) => app.text !== label);
    return [{ fact: name, ...fact.undecided, hides: elsewhere ? ('order' as const) : ('leaves' as const) }];
  });
}
