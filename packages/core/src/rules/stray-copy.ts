import type { Rule } from '../finding.js';

// The names that Finder, Explorer, GNOME Files and iCloud give to a copy. Both frameworks load such files (SEMANTICS: file set).
const COPY = /^(?:Copy of (?<of>.+)|(?<stem>.+?)(?: copy(?: \d+)?| \d+| \(\d+\)| \(copy\)| - Copy(?: \(\d+\))?))$/;

export const strayCopy: Rule = {
  name: 'stray-copy',
  severity: 'error',
  summary: 'a copied file that the framework loads as a migration',
  *check({ graph }) {
    for (const { history, migrations } of graph.chapters.values()) {
      const stems = new Map(migrations.map(migration => [stem(migration.path), migration]));
      for (const [name, migration] of stems) {
        const { of, stem: from } = COPY.exec(name)?.groups ?? {};
        const original = stems.get(of ?? from ?? '');
        if (!original) continue;
        yield {
          history: history.id,
          message: `${migration.path} looks like a copy of ${original.path}, and the framework loads it`,
          location: { path: migration.path },
          related: [{ path: original.path, message: 'the original' }],
          fix: { title: 'delete the copy', command: `git rm -f -- '${migration.path.replaceAll("'", String.raw`'\''`)}'` },
        };
      }
    }
  },
};

function stem(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.py$/, '');
}
