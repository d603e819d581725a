import type { Rule } from '../finding.js';
import type { Chapter } from '../graph.js';
import { mayBeMigration } from '../undecided.js';

export const missingParent: Rule = {
  name: 'missing-parent',
  severity: 'error',
  summary: 'a migration refers to one that does not exist',
  *check({ graph }) {
    const replacing = [...graph.chapters.values()].some(mayReplace);
    for (const { from, reference } of graph.dangling) {
      const span = reference.spans[0];
      const home = graph.chapters.get(reference.history ?? from.history);
      const hidden = home !== undefined && hidesIds(home);
      yield {
        ...(hidden || replacing ? { severity: 'warning' } : {}),
        history: from.history,
        message: `${from.literal} refers to ${reference.id}, which no ${hidden ? 'readable ' : ''}file carries`,
        location: { path: from.path, ...(span ? { span } : {}) },
        fix: { title: `bring ${reference.id} back, or refer to a migration that exists` },
      };
    }
  },
};

/** Whether a file may carry an id that cannot be read: then what is referred to may be there. A computed id is spelled by the path. */
function hidesIds({ migrations, unreadable }: Chapter): boolean {
  return unreadable.some(mayBeMigration) || migrations.some(({ id, path }) => id === path);
}

/** Whether a migration may be a squash of names that only running it would tell. */
function mayReplace({ migrations }: Chapter): boolean {
  return migrations.some(({ undecided }) => undecided.some(({ fact }) => fact === 'replaces' || fact === 'Migration'));
}
