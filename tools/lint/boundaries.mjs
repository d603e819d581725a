import { builtinModules } from 'node:module';
import { foreignNames } from './foreign-names.mjs';

const pure = ['core', 'frameworks', 'report'];
const doors = [
  'packages/cli/src/main.ts',
  'packages/cli/src/bin.ts',
  'packages/nx/src/executors/*/executor.ts',
  'packages/nx/src/executors/*/batch.ts',
  'packages/nx/src/generators/*/generator.ts',
];
const specs = ['**/*.spec.ts', '**/src/testing/**'];

const process = ['argv', 'chdir', 'cwd', 'env', 'exit', 'exitCode', 'stderr', 'stdin', 'stdout'];
const processModules = ['process', 'node:process'];
const noProcessModule = processModules.map(name => ({ name, message: 'The process belongs to packages/cli/src/main.ts.' }));
const noConsole = { name: 'console', message: 'Return text; packages/cli/src/main.ts prints it.' };

const onlyForge = 'Only packages/forge talks to the net.';
const net = ['http', 'https', 'http2'].flatMap(name => [name, `node:${name}`]);
const noNet = net.map(name => ({ name, message: onlyForge }));

const noArguments = ['util', 'node:util'].map(name => ({
  name,
  importNames: ['parseArgs'],
  message: 'Only packages/cli reads a command line.',
}));

const onlyText = 'Text and data in, data out: no disk, no process, no network.';
const noOutsideWorld = {
  paths: [...builtinModules, 'simple-git'].map(name => ({ name, message: onlyText })),
  patterns: [{ group: ['node:*', 'fs/*', 'simple-git/*'], message: onlyText }],
};

// What first-class plugins import from there has moved in every major version.
const notSemver = 'Only @nx/devkit is the same in Nx 22, 23 and 24.';

export const layers = {
  enforceBuildableLibDependency: false,
  // The package has a door for each command: one may be loaded late while another is not.
  checkDynamicDependenciesExceptions: ['@oneleaf/workflows'],
  depConstraints: [
    { sourceTag: 'layer:core', onlyDependOnLibsWithTags: [] },
    { sourceTag: 'layer:part', onlyDependOnLibsWithTags: ['layer:core'] },
    { sourceTag: 'layer:workflows', onlyDependOnLibsWithTags: ['layer:part', 'layer:core'] },
    { sourceTag: 'layer:cli', onlyDependOnLibsWithTags: ['layer:workflows', 'layer:part', 'layer:core'] },
    { sourceTag: 'layer:nx', onlyDependOnLibsWithTags: ['layer:workflows', 'layer:part', 'layer:core'] },
  ],
};

const frameworkNames = { names: String.raw`django|alembic|flask|manage\.py|\.py\b`, room: 'the folder of the framework' };
const engineNames = { names: 'postgres|sqlite', room: 'the folder of the engine' };
const pythonOfFrameworks = { names: 'django|alembic|flask', room: 'the folder of the framework' };
const roomsOf = names => names.map(name => `packages/${name}/src/**/*.ts`);

/** Which names of frameworks and engines may not stand where. The options that users know are called after engines. */
const names = [
  { files: roomsOf(['core', 'git', 'report']), ignores: specs, rules: { 'oneleaf/foreign-names': ['error', frameworkNames, engineNames] } },
  { files: roomsOf(['workflows', 'cli', 'nx']), ignores: specs, rules: { 'oneleaf/foreign-names': ['error', frameworkNames] } },
  {
    files: roomsOf(['sandbox']),
    ignores: [...specs, 'packages/sandbox/src/runners/{django,alembic}/**', 'packages/sandbox/src/runners/index.ts'],
    rules: { 'oneleaf/foreign-names': ['error', pythonOfFrameworks] },
  },
  {
    files: ['packages/frameworks/src/{languages,mentions}/**/*.ts'],
    ignores: specs,
    rules: { 'oneleaf/foreign-names': ['error', pythonOfFrameworks] },
  },
];

export const boundaries = [
  { plugins: { oneleaf: { rules: { 'foreign-names': foreignNames } } } },
  ...names,
  {
    files: ['packages/*/src/**/*.ts'],
    ignores: [...doors, ...specs],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': ['error', noConsole, { name: 'fetch', message: onlyForge }],
      'no-restricted-imports': ['error', { paths: [...noProcessModule, ...noNet] }],
      'no-restricted-properties': [
        'error',
        ...process.map(property => ({ object: 'process', property, message: 'Pass it in; only packages/cli/src/main.ts reads it.' })),
      ],
    },
  },
  {
    files: ['packages/workflows/src/**/*.ts'],
    ignores: specs,
    rules: {
      'no-restricted-globals': [
        'error',
        noConsole,
        { name: 'fetch', message: onlyForge },
        { name: 'process', message: 'A workflow takes what it needs of the process as an argument.' },
      ],
      'no-restricted-imports': ['error', { paths: [...noProcessModule, ...noNet, ...noArguments] }],
    },
  },
  {
    files: ['packages/forge/src/**/*.ts'],
    ignores: specs,
    rules: { 'no-restricted-globals': ['error', noConsole], 'no-restricted-imports': ['error', { paths: noProcessModule }] },
  },
  {
    files: pure.map(name => `packages/${name}/src/**/*.ts`),
    ignores: specs,
    rules: {
      'no-restricted-globals': ['error', ...['console', 'process', 'fetch', 'require'].map(name => ({ name, message: onlyText }))],
      'no-restricted-imports': ['error', noOutsideWorld],
      'no-restricted-syntax': [
        'error',
        { selector: 'ImportExpression', message: onlyText },
        { selector: 'CatchClause', message: 'A problem in the migrations is a finding, and a bug must reach packages/cli/src/main.ts.' },
      ],
    },
  },
  {
    files: ['packages/nx/src/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [...noProcessModule, ...noNet],
          patterns: [{ group: ['nx', 'nx/*', '@nx/devkit/src/*', '@nx/devkit/internal'], message: notSemver }],
        },
      ],
    },
  },
];
