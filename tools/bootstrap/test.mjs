import { ensureNodeModules } from './node-modules.mjs';
import { pythonEnvironment } from './python.mjs';
import { node } from './run.mjs';

const required = process.env.CI === 'true' || process.env.ONELEAF_REQUIRE_PYTHON === '1';

function frameworks() {
  try {
    return pythonEnvironment();
  } catch (error) {
    console.error(`SKIPPED: the differential tests against Django and Alembic, because ${error.message}.`);
    if (required) process.exit(1);
    return {};
  }
}

ensureNodeModules();
node(['node_modules/jest/bin/jest.js', ...process.argv.slice(2)], frameworks());
