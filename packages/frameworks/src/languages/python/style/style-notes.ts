import { addToGroup, LineIndex, type StyleAspect, type StyleFact, type StyleFacts, type Span } from '@oneleaf/core';
import { quotedText } from '../values/quoted-text.js';
import { credentialsIn } from './credentials.js';
import type { Expression } from '../syntax/expression.js';
import { type NameContext, resolveConstants } from '../values/resolve-constants.js';
import type { ModuleOutline } from '../modules/module-outline.js';
import { statementStyle, statementTexts } from '../../sql/statement-style.js';

/** What is noted of one file, in the order of its source. */
export class StyleNotes {
  private readonly noted = new Map<StyleAspect, StyleFact[]>();
  /** The first change of either kind. */
  private readonly first: { schema?: StyleFact; rows?: StyleFact } = {};

  private lines: LineIndex | undefined;

  constructor(private readonly read: Pick<ModuleOutline, 'text'>) {}

  add(aspect: StyleAspect, what: string, span: Span): void {
    addToGroup(this.noted, aspect, this.practice(what, span));
  }

  changes(kind: 'schema' | 'rows', what: string, span: Span): void {
    this.first[kind] ??= this.practice(what, span);
  }

  /** Takes over what else was noted under an aspect. */
  take(aspect: StyleAspect, { noted }: StyleNotes): void {
    for (const place of noted.get(aspect) ?? []) addToGroup(this.noted, aspect, place);
  }

  /** Notes what SQL does; `isGuarded`: it runs where something has looked first. */
  sql(script: string, { span, isGuarded }: { readonly span: Span; readonly isGuarded: boolean }): void {
    for (const { what, changes, isUnguarded, hasOpenKey, isBreaking } of statementTexts(script).map(statementStyle)) {
      if (changes !== undefined) this.changes(changes, what, span);
      if (isUnguarded && !isGuarded) this.add('unguarded', what, span);
      if (hasOpenKey) this.add('key', what, span);
      if (isBreaking) this.add('unannounced', what, span);
    }
  }

  credentials(): void {
    for (const { what, span } of credentialsIn(this.read)) this.add('credential', what, span);
  }

  all(docstrings: ModuleOutline['docstrings']): StyleFacts {
    const isAnnounced = docstrings.some(({ start, end }) => /breaking/i.test(this.read.text.slice(start, end)));
    if (isAnnounced) this.noted.delete('unannounced');
    const { schema, rows } = this.first;
    if (schema && rows) this.noted.set('mixed', [rows, schema]);
    return Object.fromEntries(this.noted);
  }

  private practice(what: string, span: Span): StyleFact {
    return { what, ...(this.lines ??= new LineIndex(this.read.text)).position(span.start), span };
  }
}

/** The text of an expression as far as it is one: in place of what is computed stands a name. */
export function sqlText(expression: Expression, site: NameContext): string {
  const known = resolveConstants(expression, site);
  if (known.kind === 'string') return known.text;
  if (expression.kind === 'sum') return expression.terms.map(term => sqlText(term, site) || 'computed').join('');
  return expression.kind === 'computed' ? quotedText(site.text, expression) : '';
}
