import type { OutlineRequest } from '../../languages/python/modules/module-outline.js';

/** The module attributes that Alembic reads (script/base.py, `Script`). */
export const revisionAttributes = ['revision', 'down_revision', 'depends_on', 'branch_labels'] as const;

export const revisionRequest: OutlineRequest = { classes: () => false, facts: new Set(revisionAttributes) };
