import type { Span } from '@oneleaf/core';
import type { AttributeFact, FileFacts } from '../../languages/python/values/file-facts.js';
import { factOfName, isProblem, readModule, unreadableFacts } from '../../languages/python/values/module-facts.js';
import { doesNothing } from './empty-revision.js';
import { revisionAttributes, revisionRequest } from './revision-request.js';
import type { ModuleOutline } from '../../languages/python/modules/module-outline.js';
import { STAR_IMPORT } from '../../languages/python/modules/name-scope.js';
import { undecidedFact } from '../../languages/python/values/resolve-constants.js';

/** Lines of the docstring that people read and Alembic does not. */
export const docstringFields = ['Revision ID', 'Revises'] as const;

/** What one file under a versions folder says. */
export function extract(bytes: Uint8Array): FileFacts {
  const read = readModule(bytes, revisionRequest);
  if (isProblem(read)) return unreadableFacts(read);
  const names: Record<string, AttributeFact> = {};
  for (const name of revisionAttributes) {
    const found = factOfName(read, [read.module], name) ?? starImportFact(read, name);
    if (found) names[name] = found;
  }
  // Hardly any revision does nothing: only those without a call of `op` are looked at again.
  const isEmpty = !read.text.includes('op.') && doesNothing(bytes);
  return { names: { ...names, ...docstringFacts(read) }, body: isEmpty ? '' : read.digest };
}

/** `from base import *` may well bring a `down_revision` along, but hardly ever the attributes that most revisions leave empty. */
function starImportFact(read: ModuleOutline, name: string): AttributeFact | undefined {
  const [found] = read.module.bindings.get(STAR_IMPORT) ?? [];
  return found && (name === 'revision' || name === 'down_revision')
    ? undecidedFact(read.text, { span: found.span, reason: 'may come from a star import' })
    : undefined;
}

export function docstringFacts(read: ModuleOutline): Record<string, AttributeFact> {
  const found = read.docstrings.find(({ start, end }) => /^[ \t]*(?:['"]{1,3})?Revis(?:ion ID|es):/m.test(read.text.slice(start, end)));
  const facts: Record<string, AttributeFact> = {};
  if (!found) return facts;
  for (const name of docstringFields) {
    const line = docstringIds(read.text, found, name);
    if (line) facts[name] = line;
  }
  return facts;
}

/** The ids of one docstring line: `Revises: a, b`. */
function docstringIds(text: string, { start, end }: Span, name: string): AttributeFact | undefined {
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
