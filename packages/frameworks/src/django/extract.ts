import type { Fact, Facts } from '@oneleaf/core';
import type { Expression } from '../python/expression.js';
import { grownList } from '../python/growth.js';
import { isProblem, readModule, unreadable, valueOf } from '../python/facts.js';
import { factOf, undecided } from '../python/fold.js';
import type { Outline, Wanted } from '../python/outline.js';
import { parseExpression } from '../python/parser.js';
import { type ClassOutline, type Lookup, lookup, star } from '../python/scope.js';
import { dependencyFact, grownFact, replacementFact } from './dependencies.js';

/** The attributes of a migration that place it in the graph. */
export const attributes = ['dependencies', 'run_before', 'replaces'] as const;

export const wanted: Wanted = { classes: name => name === 'Migration', facts: new Set([...attributes, 'initial']) };

/** The bases of South's migrations, which Django replaced in 1.7. */
export const south = /(?:^|\.)(?:Schema|Data)Migration$/;

/** What one file of a migrations package says: the bases of its class `Migration`, and the attributes set in its body. */
export function extract(bytes: Uint8Array): Facts {
  const read = readModule(bytes, wanted);
  if (isProblem(read)) return unreadable(read);
  const found = migrationIn(read);
  if (found === 'absent') return { names: {}, body: read.digest };
  if (!found.definition) {
    return {
      names: { Migration: undecided(read.text, { span: found.span, reason: found.reason ?? 'not a class statement' }) },
      body: read.digest,
    };
  }
  const bases = basesOf(read, found.definition);
  const names: Record<string, Fact> = { Migration: factOf(read.text, bases) };
  for (const name of attributes) {
    const attribute = attributeOf(read, { definition: found.definition, bases }, name);
    if (attribute) names[name] = attribute;
  }
  return { names, body: read.digest };
}

/** The module's `Migration`. Importing the base under the same name first is common and harmless. */
export function migrationIn(read: Outline): Lookup {
  const found = lookup(read.module, 'Migration');
  const bindings = read.module.bindings.get('Migration') ?? [];
  const last = bindings.at(-1);
  if (last?.definition && bindings.slice(0, -1).every(({ reason }) => reason === 'imported')) return last;
  const [imported] = read.module.bindings.get(star) ?? [];
  return found === 'absent' && imported ? { span: imported.span, reason: 'may come from a star import' } : found;
}

/** The bases as a list of dotted names. */
export function basesOf(read: Outline, { bases, header }: ClassOutline): Expression {
  const listed = bases ? parseExpression(read.text, bases) : undefined;
  const elements = listed?.kind === 'sequence' ? listed.elements : listed ? [listed] : [];
  const named = elements.map((element): Expression =>
    element.kind === 'name'
      ? { kind: 'string', text: element.path, span: element.span }
      : { kind: 'computed', reason: 'a computed base', span: element.span },
  );
  return { kind: 'sequence', type: 'tuple', elements: named, span: bases ?? header };
}

interface Class {
  readonly definition: ClassOutline;
  readonly bases: Expression;
}

function attributeOf(read: Outline, { definition, bases }: Class, name: string): Fact | undefined {
  const [touched] = read.module.touched.get(`Migration.${name}`) ?? read.module.touched.get('Migration.*') ?? [];
  if (touched) return undecided(read.text, { span: touched, reason: 'changed after the class is made' });
  const scopes = [definition.body, read.module] as const;
  const value = valueOf(read, scopes, name);
  if (!value) return inherited(read, bases, name);
  const fact = name === 'replaces' ? replacementFact(read.text, value) : dependencyFact(read.text, value);
  const grown = value.kind === 'computed' ? grownList(read, scopes, name) : undefined;
  return grown ? grownFact(read.text, fact, grown) : fact;
}

/** An attribute that the body does not set may come from a base other than Django's own. */
function inherited(read: Outline, bases: Expression, name: string): Fact | undefined {
  for (const base of bases.kind === 'sequence' ? bases.elements : []) {
    if (base.kind !== 'string' || isPlain(base.text)) continue;
    const local = read.module.bindings.get(base.text)?.some(({ reason }) => reason !== 'imported');
    if (local || name === 'dependencies') return undecided(read.text, { span: base.span, reason: 'may be inherited from this base' });
  }
  return undefined;
}

/** Whether a base is, by its name, the one class that every Django migration has for a base. */
export function isDjangosBase(base: string): boolean {
  return base === 'Migration' || base.endsWith('migrations.Migration');
}

function isPlain(base: string): boolean {
  return isDjangosBase(base) || base === 'object' || south.test(base);
}
