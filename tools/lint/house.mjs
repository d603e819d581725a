// What ESLint does not see: names that are exported twice, folders that hold too much, and Python.
//   node tools/lint/house.mjs [FOLDER]
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

const MOST_FILES = 20;
const FRAMEWORKS = /django|alembic|flask/i;
const OUTSIDE = new Set(['node_modules', 'dist', 'testing', 'snapshots', '__snapshots__']);

/** Every source file below a folder: no specs, nothing that only specs use. */
export function sourcesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return OUTSIDE.has(entry.name) ? [] : sourcesBelow(path);
    return /\.(?:ts|cjs|py)$/.test(entry.name) && !/\.spec\.ts$/.test(entry.name) ? [path] : [];
  });
}

/** The names of the types that a module declares and exports. */
export function exportedTypes(path, text) {
  const { statements } = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const isType = one => ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one) || ts.isClassDeclaration(one);
  const isExported = one => one.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  return statements.filter(one => isType(one) && isExported(one)).map(({ name }) => name.text);
}

/** What is wrong with the house: one line each, with the path first. */
export function houseProblems(root) {
  const paths = readdirSync(join(root, 'packages')).flatMap(name => sourcesBelow(join(root, 'packages', name, 'src')));
  return [...crowdedFolders(root, paths), ...repeatedTypes(root, paths), ...foreignPython(root, paths)];
}

/** What runs the user's code is Python: what all frameworks share of it names none. */
function foreignPython(root, paths) {
  const shared = paths
    .map(path => relative(root, path))
    .filter(path => path.startsWith('packages/sandbox') && path.endsWith('.py') && !FRAMEWORKS.test(path));
  return shared.flatMap(path =>
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .flatMap((line, at) => {
        const [name] = FRAMEWORKS.exec(line) ?? [];
        return name === undefined ? [] : [`${path}:${at + 1}: "${name}" belongs to the folder of the framework`];
      }),
  );
}

function crowdedFolders(root, paths) {
  const counts = countBy(paths.map(path => relative(root, join(path, '..'))));
  return [...counts].flatMap(([folder, count]) =>
    count > MOST_FILES ? [`${folder}: ${count} source files, at most ${MOST_FILES}: make rooms by subject`] : [],
  );
}

function repeatedTypes(root, paths) {
  const homes = new Map();
  for (const path of paths.filter(name => name.endsWith('.ts'))) {
    for (const name of exportedTypes(path, readFileSync(path, 'utf8'))) homes.set(name, [...(homes.get(name) ?? []), relative(root, path)]);
  }
  return [...homes].flatMap(([name, [first, ...others]]) =>
    others.map(other => `${other}: the exported type ${name} has a namesake in ${first}`),
  );
}

function countBy(names) {
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const problems = houseProblems(process.argv[2] ?? '.');
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}
