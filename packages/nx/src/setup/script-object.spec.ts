import * as morph from 'ts-morph';
import { planRemoval, planSetup, type SetupFiles } from '@oneleaf/workflows/api';
import { objectLocator } from './script-object.js';

const locate = objectLocator(morph);

function filesOf(path: string, text: string): SetupFiles {
  return { read: one => (one === path ? text : undefined), list: () => [] };
}

const GLOB = '**/{migrations,versions}/*.py';
const ENTRY = `'${GLOB}': 'oneleaf check --staged'`;
const DOUBLE = ENTRY.replaceAll("'", '"');

const forms: [name: string, path: string, before: string, after: string][] = [
  [
    'a default export',
    'lint-staged.config.mjs',
    "export default {\n  '*.js': 'eslint', // fast\n};\n",
    `export default {\n  ${ENTRY},\n  '*.js': 'eslint', // fast\n};\n`,
  ],
  [
    'module.exports, tabs, double quotes',
    '.lintstagedrc.cjs',
    'module.exports = {\n\t"*.js": ["a"]\n}',
    `module.exports = {\n\t${DOUBLE},\n\t"*.js": ["a"]\n}`,
  ],
  [
    'a constant exported later',
    'lint-staged.config.js',
    "// why\nconst config = {\n  // first\n  '*.js': f => `eslint ${f}`,\n  ...more,\n};\n\nexport default config;\n",
    `// why\nconst config = {\n  ${ENTRY},\n  // first\n  '*.js': f => \`eslint \${f}\`,\n  ...more,\n};\n\nexport default config;\n`,
  ],
  [
    'satisfies',
    'lint-staged.config.ts',
    "import type { Configuration } from 'lint-staged';\nexport default { '*.js': 'a' } satisfies Configuration;\n",
    `import type { Configuration } from 'lint-staged';\nexport default { ${ENTRY}, '*.js': 'a' } satisfies Configuration;\n`,
  ],
  [
    'a typed constant',
    'lint-staged.config.mts',
    'const c: Config = {"*.js": `a`} as const;\nexport default c;\n',
    `const c: Config = {${DOUBLE},"*.js": \`a\`} as const;\nexport default c;\n`,
  ],
  ['export =', '.lintstagedrc.cts', "export = ({\r\n  '*.js': 'a',\r\n});\r\n", `export = ({\r\n  ${ENTRY},\r\n  '*.js': 'a',\r\n});\r\n`],
  ['nothing in it yet', '.lintstagedrc.mjs', 'export default {};\n', `export default {${ENTRY}};\n`],
  ['a comment in it', '.lintstagedrc.js', 'export default { /* none */ };\n', `export default { ${ENTRY} /* none */ };\n`],
  ['a byte order mark', '.lintstagedrc.ts', "\ufeffexport default { '*.js': 'a' };\n", `\ufeffexport default { ${ENTRY}, '*.js': 'a' };\n`],
  [
    'a method',
    '.lintstagedrc.mjs',
    "export default { '*.js'(files) { return files; } };\n",
    `export default { ${ENTRY}, '*.js'(files) { return files; } };\n`,
  ],
];

test.each(forms)('%s: added once, and taken out to the byte', (_name, path, before, after) => {
  const plan = planSetup(filesOf(path, before), { within: '', locate });
  expect(plan.changes).toEqual([{ path, text: after }]);
  expect(planSetup(filesOf(path, after), { within: '', locate }).changes).toEqual([]);
  expect(planRemoval(filesOf(path, after), { locate })).toEqual({ changes: [{ path, text: before }], instructions: [] });
});

test.each([
  ['a function', 'export default files => ["eslint"];\n'],
  ['a call', "export default defineConfig({ '*.js': 'a' });\n"],
  ['an import', "import config from './other.js';\nexport default config;\n"],
  ['a choice', "export default process.env.CI ? {} : { '*.js': 'a' };\n"],
  ['what may change', "let config = { '*.js': 'a' };\nexport default config;\n"],
  ['two', "module.exports = { '*.js': 'a' };\nmodule.exports = { '*.ts': 'a' };\n"],
  ['no export', "const config = { '*.js': 'a' };\n"],
  ['itself', 'const config = config;\nexport default config;\n'],
  ['what does not parse', "export default { '*.js': 'a' ;\n"],
])('%s is reported, not guessed', (_name, text) => {
  const plan = planSetup(filesOf('lint-staged.config.js', text), { within: '', locate });
  expect(plan.changes).toEqual([]);
  expect(plan.instructions.map(one => one.title)).toContain('add to lint-staged.config.js');
});
