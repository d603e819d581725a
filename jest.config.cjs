const { spawnSync } = require('node:child_process');

const typescript = {
  swcrc: false,
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};

// An engine of docker cannot be had everywhere. Where there is one these run like all others, and the ones with a recorded docker run anywhere.
const answers = (program, ...args) => spawnSync(program, args).status === 0;
const leftOut = [
  ...(answers('docker', 'version') ? [] : ['/real-engine\\.spec\\.ts$']),
  ...(answers(process.env.ONELEAF_DOCKER ?? 'docker', 'compose', 'version') ? [] : ['/compose/compose-resolution\\.spec\\.ts$']),
];
for (const spec of leftOut) process.stderr.write(`LEFT OUT without docker: ${spec}\n`);

/** @type {import('jest').Config} */
module.exports = {
  globalSetup: '<rootDir>/tools/jest/setup.cjs',
  globalTeardown: '<rootDir>/tools/jest/teardown.cjs',
  roots: ['<rootDir>/packages', '<rootDir>/tools'],
  testMatch: ['**/*.spec.ts'],
  testEnvironment: 'node',
  // Specs run on the sources of every package: nothing has to be built first.
  testEnvironmentOptions: { customExportConditions: ['@oneleaf/source', 'node', 'require', 'default'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['/dist/'],
  testPathIgnorePatterns: ['/node_modules/', ...leftOut],
  transform: { '^.+\\.ts$': ['@swc/jest', typescript], '^.+\\.py$': '<rootDir>/tools/jest/text.cjs' },
  // Differential specs start Python, integration specs start git, often on machines with two busy cores.
  testTimeout: 120_000,
  // They wait for other programs much of the time; one worker for each core but one would leave half of a machine of two idle.
  maxWorkers: '100%',
};
