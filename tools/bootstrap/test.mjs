import { ensureNodeModules } from './node-modules.mjs';
import { postgresBinaries } from './postgres.mjs';
import { pythonEnvironment } from './python.mjs';
import { node } from './run.mjs';

const required = process.env.CI === 'true' || process.env.ONELEAF_REQUIRE_PYTHON === '1';

function given(tests, find) {
  try {
    return find();
  } catch (error) {
    console.error(`SKIPPED: ${tests}, because ${error.message}.`);
    if (required) process.exit(1);
    return {};
  }
}

ensureNodeModules();
node(['node_modules/jest/bin/jest.js', ...process.argv.slice(2)], {
  ...given('the tests against Django and Alembic', pythonEnvironment),
  ...given('the tests on PostgreSQL', () => ({ ONELEAF_POSTGRES: postgresBinaries() })),
});
