import { baseName, type DraftRefusal } from '@oneleaf/core';
import { stockTemplates } from './stock-templates.js';
import { fillTemplate } from './mako-template.js';
import type { MakoValue } from './mako-expression.js';

export const TEMPLATE_FILE = 'script.py.mako';

export function isScriptTemplate(path: string): boolean {
  return baseName(path) === TEMPLATE_FILE;
}

/** What differs from one revision to the next. */
export interface RevisionHeader {
  readonly message: string;
  readonly up_revision: string;
  readonly down_revision: MakoValue;
  readonly create_date: string;
}

/** What `alembic revision` gives a template besides. */
const EMPTY_SECTIONS = { branch_labels: null, depends_on: null, imports: '', upgrades: 'pass', downgrades: 'pass' } as const;

/** The text of a revision, from the project's template; from Alembic's own where that one is missing or more than can be filled in here. */
export function revisionText(
  template: string | undefined,
  header: RevisionHeader,
): { text: string; notes: readonly string[] } | DraftRefusal {
  const names = { ...EMPTY_SECTIONS, ...header };
  const own = template === undefined ? undefined : fillTemplate(template, names);
  if (own !== undefined) return { text: own, notes: [] };
  if (template !== undefined && /def upgrade\(\s*\w/.test(template)) {
    return { reason: `its ${TEMPLATE_FILE} writes one function for each database, which only Alembic can fill in` };
  }
  const isPlain = template !== undefined && !/^revision\s*:/m.test(template);
  const text = fillTemplate(isPlain ? stockTemplates.plain : stockTemplates.annotated, names) ?? '';
  const why = template === undefined ? `there is no ${TEMPLATE_FILE}` : `${TEMPLATE_FILE} has expressions that only Mako can fill in`;
  return { text, notes: [`${why}: the text is that of Alembic's own template`] };
}
