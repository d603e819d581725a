import type { Span } from '@oneleaf/core';
import type { AttributeFact, FactValue, SpelledString } from '../../languages/python/values/file-facts.js';
import type { CallExpression, Expression } from '../../languages/python/syntax/expression.js';
import { BYTES_REASON } from '../../languages/python/syntax/string-value.js';
import { computedPart, undecidedFact } from '../../languages/python/values/resolve-constants.js';
import type { GrownList } from '../../languages/python/values/list-growth.js';

/** An app's label and a migration's name. */
export type MigrationKey = readonly [SpelledString, SpelledString];
/** What one element is: a pair, a dependency on whichever model a setting names, or nothing that can be read. */
type DependencyElement = { readonly pair: MigrationKey } | { readonly swappable: true } | UnreadableElement;

interface UnreadableElement {
  readonly reason: string;
  readonly span: Span;
  /** Django fails on it, whatever else is computed. */
  readonly refused?: true;
}

/**
 * `dependencies`, `run_before` or `replaces` as a fact: a list of [app, name], two strings each.
 * Where an element cannot be read, the others are kept as `known`: the edges that they make exist all the same.
 */
export function dependencyFact(text: string, value: Expression): AttributeFact {
  if (value.kind !== 'sequence') {
    return unreadableFact(text, computedPart(value) ?? { reason: 'not a list of (app, name)', span: value.span, refused: true });
  }
  const read = value.elements.map(readElement);
  const pairs = read.flatMap(one => ('pair' in one ? [one.pair] : []));
  const odds = read.filter(one => 'reason' in one);
  const odd = odds.find(({ refused }) => refused) ?? odds[0];
  const strings = pairs.flat().map(({ text: spelled, span }) => ({ text: spelled, span }));
  if (odd) return { ...unreadableFact(text, odd), known: strings };
  return { value: pairs.map((one): FactValue => one.map(({ text: spelled }) => spelled)), span: value.span, strings };
}

function unreadableFact(text: string, odd: UnreadableElement): Extract<AttributeFact, { undecided: unknown }> {
  const fact = undecidedFact(text, odd);
  return odd.refused ? { ...fact, refused: true } : fact;
}

/**
 * `replaces` as a fact. Whatever is no pair of strings is the key of no migration, and so is what Python 2 wrote there, `(b'shop', '0001_initial')`:
 * Django looks for it (MigrationGraph.remove_replaced_nodes), finds nothing and goes on.
 */
export function replacementFact(text: string, value: Expression): AttributeFact {
  return dependencyFact(
    text,
    value.kind === 'sequence' ? { ...value, elements: value.elements.filter(element => !isIgnoredReplacement(element)) } : value,
  );
}

function isIgnoredReplacement(element: Expression): boolean {
  return isLiteral(element) && isHashable(element) && !('pair' in readElement(element));
}

/** Whether nothing in it is computed; bytes are no string, but literals. */
function isLiteral(element: Expression): boolean {
  if (element.kind === 'sequence') return element.elements.every(isLiteral);
  return computedPart(element) === undefined || (element.kind === 'computed' && element.reason === BYTES_REASON);
}

function isHashable(element: Expression): boolean {
  return element.kind !== 'sequence' || (element.type === 'tuple' && element.elements.every(isHashable));
}

/** A fact that is undecided because its list may have grown: what it holds in any case, and what it may. */
export function grownFact(text: string, fact: AttributeFact, { made, added }: GrownList): AttributeFact {
  const before = dependencyFact(text, made);
  const more = dependencyFact(text, { kind: 'sequence', type: 'list', elements: added, span: made.span });
  const known = 'value' in before ? before.strings : (before.known ?? []);
  const isReadable = 'value' in before && 'value' in more;
  return { ...fact, known, ...(isReadable ? { possible: more.strings } : {}) };
}

function readElement(element: Expression): DependencyElement {
  if (element.kind === 'call') return swappableDependency(element);
  if (element.kind === 'sequence') return readKey(element);
  return refusedUnless(false, element);
}

function readKey(element: Extract<Expression, { kind: 'sequence' }>): DependencyElement {
  const [app, name, ...rest] = element.elements;
  // Django looks at nothing but the name when it is one of these (MigrationLoader.check_key), and may well be content.
  const symbol = name?.kind === 'string' && /^__(?:first|latest)__$/.test(name.text);
  if (element.type !== 'tuple') return unhashableElement(element.type, element.span, symbol);
  if (app?.kind === 'string' && name?.kind === 'string' && rest.length === 0) return { pair: [app, name] };
  return refusedUnless(symbol, element);
}

/** MigrationGraph keys its nodes by the pair itself. */
function unhashableElement(type: string, span: Span, symbol: boolean): UnreadableElement {
  const odd = { reason: `a ${type} cannot be a dependency: Django raises TypeError: unhashable type`, span };
  return symbol ? odd : { ...odd, refused: true };
}

function refusedUnless(symbol: boolean, element: Expression): UnreadableElement {
  const odd = { reason: 'not a pair (app, name)', span: element.span };
  if (!isLiteral(element)) return computedPart(element) ?? odd;
  return symbol ? odd : { ...odd, refused: true };
}

/** `swappable_dependency(value)` is ("the part of value before its dot", "__first__"). */
function swappableDependency({ callee, args, keywords, span }: CallExpression): DependencyElement {
  const [setting, ...rest] = args;
  if (!/(?:^|\.)swappable_dependency$/.test(callee) || !setting || rest.length + keywords.length > 0) return { reason: 'a call', span };
  if (setting.kind !== 'string') return { swappable: true };
  const [app = ''] = setting.text.split('.');
  return {
    pair: [
      { text: app, span: setting.span },
      { text: '__first__', span: setting.span },
    ],
  };
}

/** The pairs that a fact of `dependencyFact` holds in any case. */
export function migrationKeys(fact: AttributeFact | undefined): readonly MigrationKey[] {
  return keysFromStrings(fact ? ('value' in fact ? fact.strings : (fact.known ?? [])) : []);
}

/** Strings two by two. */
export function keysFromStrings(strings: readonly SpelledString[]): readonly MigrationKey[] {
  const found: MigrationKey[] = [];
  for (let at = 0; at < strings.length; at += 2) {
    const [app, name] = strings.slice(at, at + 2);
    if (app && name) found.push([app, name]);
  }
  return found;
}
