import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { IndentationText, Project, QuoteKind, SyntaxKind } from 'ts-morph';
import { camelCase } from './names.mjs';
import { files } from './templates.mjs';

const list = 'packages/frameworks/src/index.ts';
const [name = ''] = process.argv.slice(2);
const folder = `packages/frameworks/src/${name}`;

const refusal = refuse();
if (refusal) {
  console.error(refusal);
  process.exit(2);
}
mkdirSync(folder);
const written = Object.values(files).map(({ path, text }) => ({ path: `${folder}/${path(name)}`, text: text(name) }));
for (const { path, text } of written) await writeFormatted(path, text);
await addToList();
console.log([...written.map(({ path }) => path), list].join('\n'));
console.log(`\nOne row of the table is red until it holds files of the framework:\n  npx jest packages/frameworks/src/${name}`);
console.log('docs/extending.md lists what else a framework may have: record/ for databases, run/ and a runner for commands that run it.');

function refuse() {
  if (!/^[a-z]+(-[a-z]+)*$/.test(name)) return 'A framework is named in lower-case words: npm run new-framework -- knex';
  if (!existsSync(list)) return `${list} is not here. Run this at the root of the repository.`;
  return existsSync(folder) && `${folder} is there already.`;
}

async function writeFormatted(path, text) {
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}

async function addToList() {
  const manipulationSettings = { quoteKind: QuoteKind.Single, indentationText: IndentationText.TwoSpaces };
  const source = new Project({ manipulationSettings }).addSourceFileAtPath(list);
  const behind = source.getImportDeclarations().length;
  source.insertImportDeclaration(behind, { namedImports: [camelCase(name)], moduleSpecifier: `./${name}/${name}.js` });
  const array = source.getVariableDeclarationOrThrow('frameworks').getInitializerIfKindOrThrow(SyntaxKind.ArrayLiteralExpression);
  array.addElement(camelCase(name));
  await writeFormatted(list, source.getFullText());
}
