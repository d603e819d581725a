import type { Rule } from '../finding.js';

// The names that Finder, Explorer, GNOME Files and iCloud give to a copy. Both frameworks load such files (SEMANTICS: file set).
const COPY = /^(?:Copy of (?<of>.+)|(?<stem>.+?)(?: copy(?: \d+)?| \d+| \(\d+\)| \(copy\)| - Copy(?: \(\d+\))?))$/;

export const strayCopy: Rule = {
  name: 'stray-copy',
  severity: 'error',
  summary: 'a copied file that the framework loads as a migration',
  *check({ graph }) {
    for (const { history, migrations } of graph.chapters.values()) {
      const byPath = new Map(migrations.map(migration => [migration.path, migration]));
      for (const { path } of migrations) {
        const original = byPath.get(originalOf(path) ?? '');
        if (!original) continue;
        yield {
          history: history.id,
          message: `${path} looks like a copy of ${original.path}, and the framework loads it`,
          location: { path },
          related: [{ path: original.path, message: 'the original' }],
          fix: { title: 'delete the copy', command: `git rm -f -- '${path.replaceAll("'", String.raw`'\''`)}'` },
        };
      }
    }
  },
};

/** The path that a copy's name was made of. */
function originalOf(path: string): string | undefined {
  const start = path.lastIndexOf('/') + 1;
  const { of, stem } = COPY.exec(path.slice(start).replace(/\.py$/, ''))?.groups ?? {};
  const name = of ?? stem;
  return name === undefined ? undefined : `${path.slice(0, start)}${name}.py`;
}
