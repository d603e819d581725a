const typescript = {
  swcrc: false,
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};

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
  transform: { '^.+\\.ts$': ['@swc/jest', typescript], '^.+\\.py$': '<rootDir>/tools/jest/text.cjs' },
  // Differential specs start Python, integration specs start git, often on machines with two busy cores.
  testTimeout: 60_000,
};
