import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { IndentationText, Project, QuoteKind, SyntaxKind } from 'ts-morph';
import { camelCase, page, kinds } from './templates.mjs';

const list = 'packages/core/src/rules/catalogue.ts';
const aspects = 'packages/core/src/model/style-facts.ts';
const usage = 'npm run new-rule -- missing-parent, or for a rule about what a migration does: npm run new-rule -- style/missing-downgrade';
const [given = ''] = process.argv.slice(2);
const [kind, name = ''] = given.includes('/') ? given.split('/', 2) : ['links', given];

const folder = `packages/core/src/rules/${kind}`;
const files = () => ({
  [`${folder}/${name}.ts`]: kinds[kind].rule(name),
  [`${folder}/${name}.spec.ts`]: kinds[kind].spec(name),
  [`docs/rules/${name}.md`]: page(name),
});

const refusal = refuse();
if (refusal) {
  console.error(refusal);
  process.exit(2);
}
for (const [path, text] of Object.entries(files())) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
addToList();
if (kind === 'style') await addAspect();
console.log([...Object.keys(files()), list, ...(kind === 'style' ? [aspects] : [])].join('\n'));
console.log(`\nOne row of the table is red until the rule is written:\n  npx jest ${name}`);
if (kind === 'style')
  console.log(`\nEach framework notes "${camelCase(name)}" in read/style-facts.ts, where one of its migrations does it.`);

function refuse() {
  // Numbers handed out on two branches collide; words seldom do.
  if (!/^[a-z]+(-[a-z]+)*$/.test(name) || !Object.hasOwn(kinds, kind))
    return `A rule is named in lower-case words, and its kind is one of ${Object.keys(kinds).join(', ')}: ${usage}`;
  if (!existsSync(list)) return `${list} is not here. Run this at the root of the repository.`;
  const taken = Object.keys(files()).find(path => existsSync(path));
  return taken && `${taken} is there already.`;
}

function open(path) {
  const manipulationSettings = { quoteKind: QuoteKind.Single, indentationText: IndentationText.TwoSpaces };
  return new Project({ manipulationSettings }).addSourceFileAtPath(path);
}

function addToList() {
  const source = open(list);
  const module = `./${kind}/${name}.js`;
  const modules = source.getImportDeclarations().map(declaration => declaration.getModuleSpecifierValue());
  const isRule = path => /^\.\/[a-z]+\/.+\.js$/.test(path);
  const nameOf = path => path.slice(path.lastIndexOf('/') + 1, -'.js'.length);
  const behind = modules.findIndex(path => isRule(path) && nameOf(path) > name);
  const last = modules.findLastIndex(isRule) + 1;
  source.insertImportDeclaration(behind < 0 ? last : behind, { namedImports: [camelCase(name)], moduleSpecifier: module });
  const array = source.getVariableDeclarationOrThrow('rules').getInitializerIfKindOrThrow(SyntaxKind.ArrayLiteralExpression);
  const listed = [...array.getElements().map(element => element.getText()), camelCase(name)].sort();
  // insertElement would drop the comma after the last one.
  array.replaceWithText(`[\n${listed.map(rule => `  ${rule},\n`).join('')}]`);
  source.saveSync();
}

async function addAspect() {
  const source = open(aspects);
  const alias = source.getTypeAliasOrThrow('StyleAspect');
  const members = alias
    .getTypeNodeOrThrow()
    .asKindOrThrow(SyntaxKind.UnionType)
    .getTypeNodes()
    .map(node => node.getText());
  alias.setType([...members, `'${camelCase(name)}'`].join(' | '));
  writeFileSync(aspects, await format(source.getFullText(), { ...(await resolveConfig(aspects)), filepath: aspects }));
}
