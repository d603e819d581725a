import { ensureNodeModules } from './node-modules.mjs';
import { node } from './run.mjs';

ensureNodeModules();
node(['tools/bundle/bundle.mjs']);
node(['tools/demo/demo.mjs', ...process.argv.slice(2)]);
