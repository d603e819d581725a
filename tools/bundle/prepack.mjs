import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { bundled } from './bundle.mjs';

const root = new URL('../../', import.meta.url);
const cli = new URL('packages/cli/', root);

// npm takes the README and the licence of a package from its own folder.
for (const name of ['README.md', 'LICENSE']) copyFileSync(new URL(name, root), new URL(name, cli));

const licenses = [...bundled].map(
  folder => `${folder.replace(/^.*\bnode_modules\//, '')}\n\n${readFileSync(new URL(`${folder}/LICENSE`, root), 'utf8')}`,
);
writeFileSync(new URL('dist/licenses.txt', cli), licenses.join('\n'));
