import type { Fact, Facts, Span } from '@oneleaf/core';
import { fact, isProblem, readModule, unreadable } from '../python/facts.js';
import type { Outline, Wanted } from '../python/outline.js';
import { star } from '../python/scope.js';
import { undecided } from '../python/fold.js';

/** The module attributes that Alembic reads (script/base.py, `Script`). */
export const attributes = ['revision', 'down_revision', 'depends_on', 'branch_labels'] as const;

/** Lines of the docstring that people read and Alembic does not. */
export const lines = ['Revision ID', 'Revises'] as const;

export const wanted: Wanted = { classes: () => false, facts: new Set(attributes) };

/** What one file under a versions folder says. */
export function extract(bytes: Uint8Array): Facts {
  const read = readModule(bytes, wanted);
  if (isProblem(read)) return unreadable(read);
  const names: Record<string, Fact> = {};
  for (const name of attributes) {
    const found = fact(read, [read.module], name) ?? borrowed(read, name);
    if (found) names[name] = found;
  }
  return { names: { ...names, ...docstring(read) }, body: read.digest };
}

/** `from base import *` may well bring a `down_revision` along, but hardly ever the attributes that most revisions leave empty. */
function borrowed(read: Outline, name: string): Fact | undefined {
  const [found] = read.module.bindings.get(star) ?? [];
  return found && (name === 'revision' || name === 'down_revision')
    ? undecided(read.text, { span: found.span, reason: 'may come from a star import' })
    : undefined;
}

export function docstring(read: Outline): Record<string, Fact> {
  const found = read.docstrings.find(({ start, end }) => /^[ \t]*(?:['"]{1,3})?Revis(?:ion ID|es):/m.test(read.text.slice(start, end)));
  const facts: Record<string, Fact> = {};
  if (!found) return facts;
  for (const name of lines) {
    const line = lineOf(read.text, found, name);
    if (line) facts[name] = line;
  }
  return facts;
}

/** The ids of one docstring line: `Revises: a, b`. */
function lineOf(text: string, { start, end }: Span, name: string): Fact | undefined {
  const line = new RegExp(`^[ \\t'"]*${name}:[ \\t]*([^\\r\\n'"]*)`, 'm').exec(text.slice(start, end));
  const listed = line?.[1];
  if (line === null || listed === undefined) return undefined;
  const from = start + line.index + line[0].length - listed.length;
  const strings = [...listed.matchAll(/[^\s,]+/g)].map(word => ({
    text: word[0],
    span: { start: from + word.index, end: from + word.index + word[0].length },
  }));
  return { value: strings.map(string => string.text), span: { start: from, end: from + listed.length }, strings };
}
