import {
  addToGroup,
  baseName,
  type LocatedHistory,
  type Migration,
  type ReadingFailure,
  type Reference,
  type Span,
  type UndecidedFact,
  type Unreadable,
} from '@oneleaf/core';
import type { AttributeFact, FileFacts } from '../../languages/python/values/file-facts.js';

type KnownFact = Exclude<AttributeFact, { undecided: unknown }>;

/** `alembic.script.base._legacy_rev`: before 0.2 the file's name was the id. */
const legacyFileName = /^([a-f0-9]+)\.py$/;
const forbiddenCharacters = ['+', '-', ':', '@'];

const hiddenByAttribute = { revision: 'leaves', down_revision: 'leaves', depends_on: 'order', branch_labels: 'label' } as const;

/** One revision file as Alembic's `Script._from_path` takes it. */
export function interpret(path: string, facts: FileFacts, history: LocatedHistory): Migration | Unreadable {
  const problem = facts.problem ?? loadError(path, facts);
  if (problem) return { history: history.id, path, problem };
  const { revision } = facts.names;
  const id = revision ? revisionIdOf(revision, path) : (legacyFileName.exec(baseName(path))?.[1] ?? path);
  return {
    id,
    history: history.id,
    path,
    literal: id,
    parents: referencesIn(facts, 'down_revision').map(reference => withDocstring(reference, facts)),
    requires: referencesIn(facts, 'depends_on').map(reference => ({ ...reference, kind: 'label' })),
    before: [],
    replaces: [],
    labels: referencesIn(facts, 'branch_labels').map(reference => reference.id),
    undecided: undecidedFacts(facts),
    body: facts.body,
  };
}

/** A computed id is called by its path. */
function revisionIdOf(revision: AttributeFact, path: string): string {
  return isKnown(revision) ? String(revision.value) : path;
}

function isKnown(fact: AttributeFact): fact is KnownFact {
  return 'value' in fact;
}

/** The id that a file declares. */
export function ownName({ names: { revision } }: FileFacts): string | undefined {
  return revision && 'value' in revision && typeof revision.value === 'string' ? revision.value : undefined;
}

/** Why Alembic would not load the file, in its own words. */
function loadError(path: string, facts: FileFacts): ReadingFailure | undefined {
  const { revision, down_revision: parents } = facts.names;
  const file = baseName(path);
  if (!revision && !legacyFileName.test(file)) {
    return notAMigration(
      `Could not determine revision id from filename ${file}. Be sure the 'revision' variable is declared inside the script`,
    );
  }
  if (!parents) return notAMigration("module has no attribute 'down_revision'");
  return (revision && idError(revision)) ?? idListError(facts);
}

function notAMigration(reason: string, span?: Span): ReadingFailure {
  return { kind: 'not-a-migration', reason, ...(span ? { span } : {}) };
}

function idError(revision: AttributeFact): ReadingFailure | undefined {
  if (!isKnown(revision)) return undefined;
  const { value, span } = revision;
  if (typeof value !== 'string') return notAMigration('revision is not a string', span);
  const illegal = forbiddenCharacters.filter(char => value.includes(char));
  return illegal.length > 0
    ? notAMigration(`Character(s) '${illegal.join(', ')}' not allowed in revision identifier '${value}'`, span)
    : undefined;
}

function idListError({ names }: FileFacts): ReadingFailure | undefined {
  for (const name of ['down_revision', 'depends_on', 'branch_labels'] as const) {
    const fact = names[name];
    if (fact && isKnown(fact) && !isIdList(fact)) return notAMigration(`${name} is neither a string nor a list of strings`, fact.span);
  }
  return undefined;
}

function isIdList({ value }: KnownFact): boolean {
  return value === null || typeof value === 'string' || (Array.isArray(value) && value.every(id => typeof id === 'string'));
}

/**
 * The ids of an attribute, each once, with every place that spells it.
 * `''` is none: Alembic took it for no parent up to 1.12 and raises `KeyError: ''` since, so projects that have one run the older.
 */
function referencesIn({ names }: FileFacts, name: string): readonly Reference[] {
  const fact = names[name];
  const found = new Map<string, Span[]>();
  if (!fact || ('value' in fact && fact.value === '')) return [];
  for (const { text, span } of isKnown(fact) ? fact.strings : (fact.known ?? [])) addToGroup(found, text, span);
  return [...found].map(([id, spans]) => ({ id, spans }));
}

/** `Revises:` in the docstring spells the parent too, where it is up to date. */
function withDocstring(reference: Reference, { names }: FileFacts): Reference {
  const { Revises: revises } = names;
  const strings = revises && isKnown(revises) ? revises.strings : [];
  return { ...reference, spans: [...reference.spans, ...strings.filter(({ text }) => text === reference.id).map(({ span }) => span)] };
}

function undecidedFacts({ names }: FileFacts): readonly UndecidedFact[] {
  return (['revision', 'down_revision', 'depends_on', 'branch_labels'] as const).flatMap(name => {
    const fact = names[name];
    return fact && !isKnown(fact) ? [{ fact: name, ...fact.undecided, hides: hiddenByAttribute[name] }] : [];
  });
}
