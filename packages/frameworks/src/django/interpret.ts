import {
  baseName,
  type Facts,
  type History,
  type Migration,
  type Problem,
  type Reference,
  type Undecided,
  type Unreadable,
} from '@oneleaf/core';
import { type Pair, paired, pairs } from './dependencies.js';
import { attributes, south } from './extract.js';

/** Whether the class of a file is one of South. */
export function isSouth({ names: { Migration: bases } }: Facts): boolean {
  return bases !== undefined && 'value' in bases && bases.strings.some(({ text }) => south.test(text));
}

/** A migration's name: the file's without `.py`. */
export function stem(path: string): string {
  return baseName(path).replace(/\.py$/, '');
}

/** One file of a migrations package as Django's MigrationLoader.load_disk takes it. */
export function interpret(path: string, facts: Facts, history: History): Migration | Unreadable {
  const problem = facts.problem ?? refusal(path, facts, history);
  if (problem) return { history: history.id, path, problem };
  const dependencies = pairs(facts.names.dependencies).filter(([app, name]) => app.text !== history.label || name.text !== '__first__');
  const isParent = ([app]: Pair): boolean => app.text === history.label;
  return {
    id: `${history.id}.${stem(path)}`,
    history: history.id,
    path,
    literal: stem(path),
    parents: distinct(dependencies.filter(isParent).map(one => plain(one, history))),
    requires: distinct(dependencies.filter(one => !isParent(one)).map(one => reference(one, history))),
    before: distinct(
      pairs(facts.names.run_before)
        .filter(one => !isParent(one) || !isSymbol(one))
        .map(one => reference(one, history)),
    ),
    replaces: distinct(pairs(facts.names.replaces).map(one => plain(one, history))),
    labels: [],
    undecided: undecided(facts, history),
    body: facts.body,
  };
}

function refusal(path: string, facts: Facts, { label }: History): Problem | undefined {
  const { Migration: bases } = facts.names;
  const missing = `Migration ${stem(path)} in app ${label} has no Migration class`;
  if (!bases) return { kind: 'not-a-migration', reason: missing };
  if (!('value' in bases)) return undefined;
  if (isSouth(facts)) return { kind: 'not-a-migration', reason: 'a migration of South, which Django cannot load', span: bases.span };
  if (bases.strings.some(({ text }) => text !== 'object')) return refusedAttribute(facts);
  return { kind: 'not-a-migration', reason: 'TypeError: Migration() takes no arguments: the class has no base', span: bases.span };
}

function refusedAttribute({ names }: Facts): Problem | undefined {
  for (const name of attributes) {
    const fact = names[name];
    if (!fact || 'value' in fact || fact.refused !== true) continue;
    const { reason, expression, span } = fact.undecided;
    return { kind: 'not-a-migration', reason: `${reason}, in ${name}: ${expression}`, span };
  }
  return undefined;
}

function isSymbol([, { text }]: Pair): boolean {
  return text === '__first__' || text === '__latest__';
}

/** A dependency as written; MigrationLoader.check_key gives `__first__` and `__latest__` their meaning for other apps only. */
function reference(pair: Pair, history: History): Reference {
  const [app, name] = pair;
  if (app.text === history.label || !isSymbol(pair)) return plain(pair, history);
  return { id: app.text, history: app.text, kind: name.text === '__first__' ? 'first' : 'latest', spans: [name.span] };
}

function plain([app, name]: Pair, history: History): Reference {
  const home = app.text === history.label ? history.id : app.text;
  return { id: `${home}.${name.text}`, history: home, spans: [name.span] };
}

/** Each reference once, with every place that spells it. */
function distinct(references: readonly Reference[]): readonly Reference[] {
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
function undecided({ names }: Facts, { label }: History): readonly Undecided[] {
  return ['Migration', ...attributes].flatMap(name => {
    const fact = names[name];
    if (!fact || 'value' in fact) return [];
    const elsewhere = name !== 'replaces' && fact.possible && paired(fact.possible).every(([app]) => app.text !== label);
    return [{ fact: name, ...fact.undecided, hides: elsewhere ? ('order' as const) : ('leaves' as const) }];
  });
}
