import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { IndentationText, Project, QuoteKind, SyntaxKind } from 'ts-morph';
import { camelCase, page, rule, spec } from './templates.mjs';

const list = 'packages/core/src/rules/index.ts';
const [name = ''] = process.argv.slice(2);

const files = {
  [`packages/core/src/rules/${name}.ts`]: rule(name),
  [`packages/core/src/rules/${name}.spec.ts`]: spec(name),
  [`docs/rules/${name}.md`]: page(name),
};

const refusal = refuse();
if (refusal) {
  console.error(refusal);
  process.exit(2);
}
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
addToList();
console.log([...Object.keys(files), list].join('\n'));
console.log(`\nOne row of the table is red until the rule is written:\n  npx jest ${name}`);

function refuse() {
  // Numbers handed out on two branches collide; words seldom do.
  if (!/^[a-z]+(-[a-z]+)*$/.test(name)) return 'A rule is named in lower-case words: npm run new-rule -- missing-parent';
  if (!existsSync(list)) return `${list} is not here. Run this at the root of the repository.`;
  const taken = Object.keys(files).find(path => existsSync(path));
  return taken && `${taken} is there already.`;
}

function addToList() {
  const manipulationSettings = { quoteKind: QuoteKind.Single, indentationText: IndentationText.TwoSpaces };
  const source = new Project({ manipulationSettings }).addSourceFileAtPath(list);
  const modules = source.getImportDeclarations().map(declaration => declaration.getModuleSpecifierValue());
  const rules = modules.filter(path => path.startsWith('./'));
  const before = rules.filter(path => path < `./${name}.js`).length;
  source.insertImportDeclaration(modules.length - rules.length + before, {
    namedImports: [camelCase(name)],
    moduleSpecifier: `./${name}.js`,
  });
  const array = source.getVariableDeclarationOrThrow('rules').getInitializerIfKindOrThrow(SyntaxKind.ArrayLiteralExpression);
  const listed = array.getElements().map(element => element.getText());
  // insertElement would drop the comma after the last one.
  array.replaceWithText(
    `[\n${listed
      .toSpliced(before, 0, camelCase(name))
      .map(rule => `  ${rule},\n`)
      .join('')}]`,
  );
  source.saveSync();
}
