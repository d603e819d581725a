import { baseName, type Undrafted } from '@oneleaf/core';
import { stockTemplates } from './stock-templates.js';
import { fill } from './template.js';
import type { Value } from './template-expression.js';

export const TEMPLATE_FILE = 'script.py.mako';

export function isScriptTemplate(path: string): boolean {
  return baseName(path) === TEMPLATE_FILE;
}

/** What differs from one revision to the next. */
export interface Header {
  readonly message: string;
  readonly up_revision: string;
  readonly down_revision: Value;
  readonly create_date: string;
}

/** What `alembic revision` gives a template besides. */
const EMPTY = { branch_labels: null, depends_on: null, imports: '', upgrades: 'pass', downgrades: 'pass' } as const;

/** The text of a revision, from the project's template; from Alembic's own where that one is missing or more than can be filled in here. */
export function scriptText(template: string | undefined, header: Header): { text: string; notes: readonly string[] } | Undrafted {
  const names = { ...EMPTY, ...header };
  const own = template === undefined ? undefined : fill(template, names);
  if (own !== undefined) return { text: own, notes: [] };
  if (template !== undefined && /def upgrade\(\s*\w/.test(template)) {
    return { reason: `its ${TEMPLATE_FILE} writes one function for each database, which only Alembic can fill in` };
  }
  const isPlain = template !== undefined && !/^revision\s*:/m.test(template);
  const text = fill(isPlain ? stockTemplates.plain : stockTemplates.annotated, names) ?? '';
  const why = template === undefined ? `there is no ${TEMPLATE_FILE}` : `${TEMPLATE_FILE} has more than can be filled in without Mako`;
  return { text, notes: [`${why}: the text is that of Alembic's own template`] };
}
