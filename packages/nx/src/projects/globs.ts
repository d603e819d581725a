import { frameworks, markers } from '@oneleaf/frameworks';

const names = frameworks.map(framework => framework.names);

/** Where migrations lie in a project, judged by the names of files. */
export const MIGRATION_FILES = unique([
  ...names.flatMap(({ files, folders }) => (folders.length === 0 ? [`**/${files}`] : folders.map(folder => `**/${folder}/**/${files}`))),
  ...names.flatMap(({ files, outerFolders }) => outerFolders.map(folder => `**/${folder}/**/${files}`)),
]);

/** Files that name the leaf of a history: a check finds those that name another. */
export const LEAF_FILES = markers.map(({ kind }) => `**/${kind.name}`);

/** Files that say where migrations lie, and what their histories are called. */
export const CONFIGURATION_FILES = unique([...names.flatMap(({ configuration }) => configuration), ...LEAF_FILES]);

/** Every file of a framework: where a configuration names folders of its own. */
export const SOURCE_FILES = unique(names.map(({ files }) => `**/${files}`));

/** Files that say which packages and which database a project has; they may lie in a folder around it. */
export const DEPENDENCY_FILES = `{${[...unique(names.flatMap(({ dependencies }) => dependencies)), '*compose*.yml', '*compose*.yaml'].join(',')}}`;

/** What lies in a project and is no part of what its migrations run: the other half of the application, and what is written about it. */
export const UNRELATED_FILES = [
  '**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx,vue,svelte,css,scss,sass,less}',
  '**/{README,CHANGELOG,CONTRIBUTING}.md',
];

const HINTS = unique(names.flatMap(({ hints }) => hints));

// One pattern. What may stand anywhere stands before its braces: inside them it would miss files in the root of the workspace.
/** The files by which projects are found. */
export const PROJECT_MARKERS = `**/{${[...MIGRATION_FILES, ...CONFIGURATION_FILES, ...HINTS, '**/project.json', '**/package.json']
  .map(glob => glob.replace(/^\*\*\//, ''))
  .join(',')}}`;

function unique(globs: readonly string[]): readonly string[] {
  return [...new Set(globs)];
}
