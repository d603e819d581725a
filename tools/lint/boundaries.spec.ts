import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

interface Attempt {
  file: string;
  code: string;
  rule: string | undefined;
}

const attempts: Attempt[] = [
  { file: 'packages/core/src/index.ts', code: "import 'node:fs';", rule: 'no-restricted-imports' },
  { file: 'packages/core/src/index.ts', code: "import 'child_process';", rule: 'no-restricted-imports' },
  { file: 'packages/frameworks/src/index.ts', code: "import 'fs/promises';", rule: 'no-restricted-imports' },
  { file: 'packages/report/src/index.ts', code: "import 'simple-git';", rule: 'no-restricted-imports' },
  { file: 'packages/report/src/index.ts', code: "void import('node:fs');", rule: 'no-restricted-syntax' },
  { file: 'packages/core/src/index.ts', code: 'try { Object.keys({}); } catch { Object.keys({}); }', rule: 'no-restricted-syntax' },
  { file: 'packages/core/src/index.ts', code: 'export const version = process.version;', rule: 'no-restricted-globals' },
  { file: 'packages/git/src/index.ts', code: "import 'node:fs';", rule: undefined },
  { file: 'packages/git/src/index.ts', code: 'export const here = process.cwd();', rule: 'no-restricted-properties' },
  { file: 'packages/git/src/index.ts', code: 'export const { env } = process;', rule: 'no-restricted-properties' },
  { file: 'packages/git/src/index.ts', code: "export { env } from 'node:process';", rule: 'no-restricted-imports' },
  { file: 'packages/workflows/src/session/open-session.ts', code: "void fetch('https://github.com');", rule: 'no-restricted-globals' },
  { file: 'packages/workflows/src/sync.ts', code: 'export const { platform } = process;', rule: 'no-restricted-globals' },
  { file: 'packages/workflows/src/sync.ts', code: 'console.log(1);', rule: 'no-restricted-globals' },
  { file: 'packages/workflows/src/sync.ts', code: "export { argv } from 'node:process';", rule: 'no-restricted-imports' },
  { file: 'packages/workflows/src/sync.ts', code: "import 'node:http';", rule: 'no-restricted-imports' },
  { file: 'packages/workflows/src/sync.ts', code: "import { parseArgs } from 'node:util'; parseArgs();", rule: 'no-restricted-imports' },
  { file: 'packages/workflows/src/sync.ts', code: "import { styleText } from 'node:util'; styleText('red', '');", rule: undefined },
  { file: 'packages/workflows/src/sync.ts', code: "export * from 'oneleaf';", rule: '@nx/enforce-module-boundaries' },
  { file: 'packages/sandbox/src/index.ts', code: "import 'node:https';", rule: 'no-restricted-imports' },
  { file: 'packages/forge/src/index.ts', code: "void fetch('https://github.com');", rule: undefined },
  { file: 'packages/forge/src/index.ts', code: 'export const { env } = process;', rule: 'no-restricted-properties' },
  { file: 'packages/forge/src/index.ts', code: "export * from '@oneleaf/report';", rule: '@nx/enforce-module-boundaries' },
  { file: 'packages/cli/src/index.ts', code: 'console.log(1);', rule: 'no-restricted-globals' },
  { file: 'packages/cli/src/index.ts', code: 'process.exit(1);', rule: 'no-restricted-properties' },
  { file: 'packages/cli/src/bin.ts', code: 'process.exitCode = 1;', rule: undefined },
  { file: 'packages/nx/src/plugin.ts', code: 'console.log(1);', rule: 'no-restricted-globals' },
  { file: 'packages/nx/src/plugin.ts', code: "import 'nx/src/devkit-exports';", rule: 'no-restricted-imports' },
  { file: 'packages/nx/src/plugin.ts', code: "import '@nx/devkit/internal';", rule: 'no-restricted-imports' },
  { file: 'packages/nx/src/plugin.ts', code: "import '@nx/devkit';", rule: undefined },
  { file: 'packages/nx/src/plugin.ts', code: "export * from '@oneleaf/workflows/api';", rule: undefined },
  { file: 'packages/nx/src/plugin.ts', code: "export * from 'oneleaf';", rule: '@nx/enforce-module-boundaries' },
  { file: 'packages/cli/src/index.ts', code: "export * from '@oneleaf/nx';", rule: '@nx/enforce-module-boundaries' },
  { file: 'packages/core/src/index.ts', code: "export * from '@oneleaf/git';", rule: '@nx/enforce-module-boundaries' },
  { file: 'packages/report/src/index.ts', code: "export * from '@oneleaf/frameworks';", rule: '@nx/enforce-module-boundaries' },
  { file: 'packages/git/src/index.ts', code: "export * from '../../core/src/model/migration.js';", rule: '@nx/enforce-module-boundaries' },
  { file: 'packages/git/src/index.ts', code: "export * from '../../cli/src/index.js';", rule: '@nx/enforce-module-boundaries' },
  { file: 'packages/git/src/index.ts', code: "export * from '@oneleaf/core';", rule: undefined },
  { file: 'packages/core/src/index.ts', code: "export const framework = 'django';", rule: 'oneleaf/foreign-names' },
  { file: 'packages/core/src/index.ts', code: '/** As Alembic does. */', rule: 'oneleaf/foreign-names' },
  { file: 'packages/core/src/index.ts', code: 'export const engine = `PostgreSQL`;', rule: 'oneleaf/foreign-names' },
  { file: 'packages/git/src/index.ts', code: "export const ending = '.py';", rule: 'oneleaf/foreign-names' },
  { file: 'packages/report/src/index.ts', code: 'export const flaskNames = 1;', rule: 'oneleaf/foreign-names' },
  { file: 'packages/workflows/src/sync.ts', code: "export const script = 'manage.py';", rule: 'oneleaf/foreign-names' },
  { file: 'packages/nx/src/plugin.ts', code: "export const framework = 'django';", rule: 'oneleaf/foreign-names' },
  { file: 'packages/cli/src/index.ts', code: "export const framework = 'django';", rule: 'oneleaf/foreign-names' },
  { file: 'packages/cli/src/index.ts', code: "export const command = { help: 'as Django does', summary: 'Django' };", rule: undefined },
  { file: 'packages/sandbox/src/index.ts', code: "export const framework = 'django';", rule: 'oneleaf/foreign-names' },
  { file: 'packages/sandbox/src/runners/index.ts', code: "export const framework = 'django';", rule: undefined },
  { file: 'packages/frameworks/src/index.ts', code: "export const framework = 'django';", rule: undefined },
  { file: 'packages/frameworks/src/mentions/prose.ts', code: "export const framework = 'django';", rule: 'oneleaf/foreign-names' },
  { file: 'packages/frameworks/src/languages/toml.ts', code: '// As Alembic does.\n', rule: 'oneleaf/foreign-names' },
  { file: 'packages/cli/src/index.ts', code: "export * from '@oneleaf/git';", rule: undefined },
];

// A text that does not parse breaks no rule: ESLint reports it without one.
const held = new Set([...attempts.map(({ rule }) => rule), null]);

function brokenRules(): (string | null)[][] {
  const lint = join(__dirname, 'lint-texts.mjs');
  const output = execFileSync(process.execPath, [lint], { cwd: root, input: JSON.stringify(attempts), encoding: 'utf8' });
  return JSON.parse(output) as (string | null)[][];
}

test('every boundary is held', () => {
  const broken = brokenRules().map(rules => [...new Set(rules)].filter(rule => held.has(rule)));
  expect(attempts.map((attempt, index) => ({ ...attempt, broken: broken[index] }))).toEqual(
    attempts.map(attempt => ({ ...attempt, broken: attempt.rule === undefined ? [] : [attempt.rule] })),
  );
});
