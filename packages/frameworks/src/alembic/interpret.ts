import {
  baseName,
  type Fact,
  type Facts,
  type History,
  type Migration,
  type Problem,
  type Reference,
  type Span,
  type Undecided,
  type Unreadable,
} from '@oneleaf/core';

type Known = Exclude<Fact, { undecided: unknown }>;

/** `alembic.script.base._legacy_rev`: before 0.2 the file's name was the id. */
const legacy = /^([a-f0-9]+)\.py$/;
const forbidden = ['+', '-', ':', '@'];

const hides = { revision: 'leaves', down_revision: 'leaves', depends_on: 'order', branch_labels: 'label' } as const;

/** One revision file as Alembic's `Script._from_path` takes it. */
export function interpret(path: string, facts: Facts, history: History): Migration | Unreadable {
  const problem = facts.problem ?? refusal(path, facts);
  if (problem) return { history: history.id, path, problem };
  const { revision } = facts.names;
  const id = revision ? idIn(revision, path) : (legacy.exec(baseName(path))?.[1] ?? path);
  return {
    id,
    history: history.id,
    path,
    literal: id,
    parents: references(facts, 'down_revision').map(reference => withDocstring(reference, facts)),
    requires: references(facts, 'depends_on').map(reference => ({ ...reference, kind: 'label' })),
    before: [],
    replaces: [],
    labels: references(facts, 'branch_labels').map(reference => reference.id),
    undecided: undecided(facts),
    body: facts.body,
  };
}

/** A computed id is called by its path. */
function idIn(revision: Fact, path: string): string {
  return isKnown(revision) ? String(revision.value) : path;
}

function isKnown(fact: Fact): fact is Known {
  return 'value' in fact;
}

/** Why Alembic would not load the file, in its own words. */
function refusal(path: string, facts: Facts): Problem | undefined {
  const { revision, down_revision: parents } = facts.names;
  const file = baseName(path);
  if (!revision && !legacy.test(file)) {
    return refuse(`Could not determine revision id from filename ${file}. Be sure the 'revision' variable is declared inside the script`);
  }
  if (!parents) return refuse("module has no attribute 'down_revision'");
  return (revision && refusedId(revision)) ?? refusedIds(facts);
}

function refuse(reason: string, span?: Span): Problem {
  return { kind: 'not-a-migration', reason, ...(span ? { span } : {}) };
}

function refusedId(revision: Fact): Problem | undefined {
  if (!isKnown(revision)) return undefined;
  const { value, span } = revision;
  if (typeof value !== 'string') return refuse('revision is not a string', span);
  const illegal = forbidden.filter(char => value.includes(char));
  return illegal.length > 0
    ? refuse(`Character(s) '${illegal.join(', ')}' not allowed in revision identifier '${value}'`, span)
    : undefined;
}

function refusedIds({ names }: Facts): Problem | undefined {
  for (const name of ['down_revision', 'depends_on', 'branch_labels'] as const) {
    const fact = names[name];
    if (fact && isKnown(fact) && !isIds(fact)) return refuse(`${name} is neither a string nor a list of strings`, fact.span);
  }
  return undefined;
}

function isIds({ value }: Known): boolean {
  return value === null || typeof value === 'string' || (Array.isArray(value) && value.every(id => typeof id === 'string'));
}

/**
 * The ids of an attribute, each once, with every place that spells it.
 * `''` is none: Alembic took it for no parent up to 1.12 and raises `KeyError: ''` since, so projects that have one run the older.
 */
function references({ names }: Facts, name: string): readonly Reference[] {
  const fact = names[name];
  const found = new Map<string, Span[]>();
  if (!fact || ('value' in fact && fact.value === '')) return [];
  for (const { text, span } of isKnown(fact) ? fact.strings : (fact.known ?? [])) found.set(text, [...(found.get(text) ?? []), span]);
  return [...found].map(([id, spans]) => ({ id, spans }));
}

/** `Revises:` in the docstring spells the parent too, where it is up to date. */
function withDocstring(reference: Reference, { names }: Facts): Reference {
  const { Revises: revises } = names;
  const strings = revises && isKnown(revises) ? revises.strings : [];
  return { ...reference, spans: [...reference.spans, ...strings.filter(({ text }) => text === reference.id).map(({ span }) => span)] };
}

function undecided({ names }: Facts): readonly Undecided[] {
  return (['revision', 'down_revision', 'depends_on', 'branch_labels'] as const).flatMap(name => {
    const fact = names[name];
    return fact && !isKnown(fact) ? [{ fact: name, ...fact.undecided, hides: hides[name] }] : [];
  });
}
