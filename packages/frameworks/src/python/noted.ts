import type { Aspect, Practice, Practices, Span } from '@oneleaf/core';
import { credentialsIn } from './credentials.js';
import type { Expression } from './expression.js';
import { type Site, resolve } from './fold.js';
import type { Outline } from './outline.js';
import { deedOf, statementsOf } from './sql-script.js';

/** What is noted of one file, in the order of its source. */
export class Notes {
  private readonly noted = new Map<Aspect, Practice[]>();
  /** The first change of either kind. */
  private readonly first: { schema?: Practice; rows?: Practice } = {};

  private starts: readonly number[] | undefined;

  constructor(private readonly read: Pick<Outline, 'text'>) {}

  add(aspect: Aspect, what: string, span: Span): void {
    const places = this.noted.get(aspect);
    if (places) places.push(this.practice(what, span));
    else this.noted.set(aspect, [this.practice(what, span)]);
  }

  changes(kind: 'schema' | 'rows', what: string, span: Span): void {
    this.first[kind] ??= this.practice(what, span);
  }

  /** Takes over what else was noted under an aspect. */
  take(aspect: Aspect, { noted }: Notes): void {
    const places = noted.get(aspect);
    if (places) this.noted.set(aspect, [...(this.noted.get(aspect) ?? []), ...places]);
  }

  /** Notes what SQL does; `isGuarded`: it runs where something has looked first. */
  sql(script: string, { span, isGuarded }: { readonly span: Span; readonly isGuarded: boolean }): void {
    for (const { what, changes, isUnguarded, hasOpenKey, isBreaking } of statementsOf(script).map(deedOf)) {
      if (changes !== undefined) this.changes(changes, what, span);
      if (isUnguarded && !isGuarded) this.add('unguarded', what, span);
      if (hasOpenKey) this.add('key', what, span);
      if (isBreaking) this.add('unannounced', what, span);
    }
  }

  credentials(): void {
    for (const { what, span } of credentialsIn(this.read)) this.add('credential', what, span);
  }

  all(docstrings: Outline['docstrings']): Practices {
    const isAnnounced = docstrings.some(({ start, end }) => /breaking/i.test(this.read.text.slice(start, end)));
    if (isAnnounced) this.noted.delete('unannounced');
    const { schema, rows } = this.first;
    if (schema && rows) this.noted.set('mixed', [rows, schema]);
    return Object.fromEntries(this.noted);
  }

  private practice(what: string, span: Span): Practice {
    return { what, line: lineOf((this.starts ??= startsOf(this.read.text)), span.start), span };
  }
}

/** Where the lines of a text begin. */
function startsOf(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\r\n?|\n/g)].map(({ index, 0: end }) => index + end.length)];
}

/** Counted from 1. */
function lineOf(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low + 1;
}

/** The text of an expression as far as it is one: in place of what is computed stands a name. */
export function scriptOf(expression: Expression, site: Site): string {
  const known = resolve(expression, site);
  if (known.kind === 'string') return known.text;
  if (expression.kind === 'sum') return expression.terms.map(term => scriptOf(term, site) || 'computed').join('');
  return expression.kind === 'computed' ? rawText(site.text, expression) : '';
}

/** What stands between the first quotes of an expression that cannot be read: an f-string, or one with `%` or `.format` behind it. */
export function rawText(text: string, { span }: Expression): string {
  const source = text.slice(span.start, span.end);
  return /^[a-zA-Z]{0,2}("""|'''|"|')([^]*?)\1/.exec(source)?.[2] ?? '';
}
