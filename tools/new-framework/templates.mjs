import { camelCase } from './names.mjs';
import { read } from './reading.mjs';

// Migrations of the template: shop/002_tax.NAME, whose first line names the parent. Each function is to be replaced by what the framework really does.

const framework = name => `import type { Framework } from '@oneleaf/core';
import { doesNothing, extract, interpret, linkFacts, operations, summary, unreadable } from './read.js';
import { isLoaded, locate, mayBeMigration, stem } from './recognise.js';
import { workspaceNames } from './workspace-names.js';
import { draft, rename, respell } from './write.js';

export const ${camelCase(name)}: Framework = {
  name: '${name}',
  version: 1,
  recognise: {
    mayBeMigration,
    isLoaded,
    isSource: mayBeMigration,
    isFolderMarker: () => false,
    isSupport: () => false,
    isUsualFolder: () => true,
    stem,
    startsHistory: mayBeMigration,
    isConfiguration: () => false,
    configure: () => undefined,
    configurationError: () => undefined,
    configuredFolders: () => [],
    locate,
    hintsAtProject: () => false,
    projectsWithoutMigrations: () => [],
  },
  read: { extract, unreadable, linkFacts, interpret, doesNothing, operations, styleFacts: () => ({}), summary },
  write: { isTemplate: () => false, draft, rename, respell },
  markers: [],
  names: workspaceNames,
  wording: {
    history: '${name} folder with migrations',
    migration: (_history, literal) => literal,
  },
};
`;

const recognise = name => `import { baseName, type LocatedHistory, type SourceTree } from '@oneleaf/core';
import { pathsByFolder } from '../paths.js';

/** Whether the framework loads a file of that name: \`002_tax.${name}\`. */
export function isLoaded(name: string): boolean {
  return /^\\d+_\\w+\\.${name}$/.test(name);
}

export function mayBeMigration(path: string): boolean {
  return isLoaded(baseName(path));
}

/** The name by which other files and commands know a migration. */
export function stem(path: string): string {
  return baseName(path).replace(/\\.${name}$/, '');
}

/** A history for each folder with migrations. */
export function locate({ paths }: SourceTree): readonly LocatedHistory[] {
  return [...pathsByFolder(paths.filter(mayBeMigration))].map(([folder, files]) => ({
    id: folder,
    folder,
    files,
    order: { kind: 'graph' },
    expectedLeaves: 1,
    label: folder,
    scope: '',
  }));
}
`;

const write =
  name => `import type { DraftedMigration, DraftRefusal, DraftRequest, MigrationName, RenameRequest, Respelling, TextEdit } from '@oneleaf/core';
import { zeroPadded } from '../clock-time.js';
import { nextNumber } from '../next-number.js';
import { stem } from './recognise.js';

const numberOf = (name: string): number => Number.parseInt(name, 10);

/** A new migration behind its parent. */
export function draft({ history, migrations, parents, name, taken }: DraftRequest): DraftedMigration | DraftRefusal {
  const [parent, ...others] = parents;
  if (others.length > 0) return { reason: 'a migration of ${name} has one parent' };
  const own = migrations.map(({ path }) => stem(path));
  const { number, avoided } = nextNumber({ after: parent ? numberOf(parent.literal) : 0, own, taken, numberOf });
  const literal = \`\${zeroPadded(number, 3)}_\${(name ?? 'initial').replace(/\\W+/g, '_')}\`;
  const text = parent ? \`-- parent: \${parent.literal}\\n\` : '';
  return { path: \`\${history.folder}/\${literal}.${name}\`, text, literal, avoided, notes: [] };
}

/** The name of a migration that a rebase has moved. */
export function rename({ migration }: RenameRequest): MigrationName {
  return { literal: migration.literal, path: migration.path };
}

/** The edits that give a migration its new parent. */
export function respell(_text: string, { references, added }: Respelling): readonly TextEdit[] | DraftRefusal {
  if (added.length > 0) return { reason: 'a migration of ${name} has one parent' };
  return references.flatMap(({ reference, literal }) => reference.spans.map(span => ({ span, text: literal ?? '' })));
}
`;

const names = name => `import { folderOf, type WorkspaceNames } from '@oneleaf/core';

/** What Nx finds out from file names alone. */
export const workspaceNames: WorkspaceNames = {
  folders: [],
  outerFolders: [],
  files: '*.${name}',
  configuration: [],
  hints: [],
  programs: [],
  dependencies: [],
  variables: [],
  isolated: true,
  historyFolders: files => [...new Set([...files].filter(path => path.endsWith('.${name}')).map(folderOf))],
  projectFolders: () => [],
  unmarkedProject: folderOf,
  opensProject: () => false,
  isNear: () => false,
  configures: () => false,
  namesFolders: () => false,
  runOf: folder => ({ name: folder }),
};
`;

// The last row is red until it holds files as the framework writes them.
const spec = name => `import { readMigrations } from '../testing/tree.js';
import { ${camelCase(name)} } from './${name}.js';

const rows: [name: string, files: Record<string, string>, links: string[]][] = [
  ['the first migration', { 'shop/001_initial.${name}': '' }, ['shop.001_initial']],
  [
    'two migrations on one parent',
    { 'shop/001_initial.${name}': '', 'shop/002_sku.${name}': '-- parent: 001_initial\\n', 'shop/002_tax.${name}': '-- parent: 001_initial\\n' },
    ['shop.001_initial', 'shop.002_sku < shop.001_initial', 'shop.002_tax < shop.001_initial'],
  ],
  ['paste two files that the framework itself wrote', {}, ['name the second < name the first']],
];

test.each(rows)('%s', (_name, files, links) => {
  const read = readMigrations(${camelCase(name)}, files);
  const found = read.map(one => ('problem' in one ? one.problem.reason : [one.id, ...one.parents.map(({ id }) => id)].join(' < ')));
  expect(found).toEqual(links);
});
`;

export const files = {
  framework: { path: name => `${name}.ts`, text: framework },
  recognise: { path: () => 'recognise.ts', text: recognise },
  read: { path: () => 'read.ts', text: read },
  write: { path: () => 'write.ts', text: write },
  names: { path: () => 'workspace-names.ts', text: names },
  spec: { path: name => `${name}.spec.ts`, text: spec },
};
