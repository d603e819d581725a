import eslint from '@eslint/js';
import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import { boundaries, layers } from './tools/lint/boundaries.mjs';

// Without a cached graph @nx/enforce-module-boundaries warns, skips itself and passes.
await createProjectGraphAsync();

const size = {
  complexity: ['error', 10],
  'max-depth': ['error', 3],
  'max-lines': ['error', 200],
  'max-lines-per-function': ['error', 40],
  'max-params': ['error', 4],
};

const nodeGlobals = ['Buffer', 'URL', 'console', 'clearTimeout', 'performance', 'process', 'setTimeout'];

const typed = {
  '@nx/enforce-module-boundaries': ['error', layers],
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  '@typescript-eslint/no-unsafe-type-assertion': 'error',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { allowDefaultCaseForExhaustiveSwitch: false }],
};

export default tseslint.config(
  { ignores: ['**/dist/**', '**/.nx/**', '**/.venvs/**', 'examples/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  prettier,
  { rules: { ...size, eqeqeq: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: typed,
  },
  ...boundaries,
  { files: ['packages/core/src/rules/*/*.ts'], rules: { 'max-lines': ['error', 120] } },
  {
    files: ['**/*.spec.ts', '**/src/testing/**'],
    rules: { 'max-lines': ['error', 300], 'max-lines-per-function': 'off', '@typescript-eslint/no-unsafe-type-assertion': 'off' },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: { globals: Object.fromEntries(nodeGlobals.map(name => [name, 'readonly'])) },
  },
  {
    files: ['**/*.{js,cjs}'],
    languageOptions: { sourceType: 'commonjs' },
  },
);
