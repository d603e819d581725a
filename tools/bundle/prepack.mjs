import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { bundled } from './bundle.mjs';

const root = new URL('../../', import.meta.url);
const cli = new URL('packages/cli/', root);

// npm takes the README and the licence of a package from its own folder.
for (const name of ['README.md', 'LICENSE']) copyFileSync(new URL(name, root), new URL(name, cli));

/** Of a package without a file for it, what its manifest says. */
function licenseOf(folder) {
  const at = name => new URL(`${folder}/${name}`, root);
  const file = readdirSync(at('')).find(name => /^licen[cs]e(\.\w+)?$/i.test(name));
  if (file) return readFileSync(at(file), 'utf8');
  const { license, author } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  if (!license) throw new Error(`${folder} names no licence`);
  return `${license}, ${author.name ?? author}\n`;
}

const licenses = [...bundled].map(folder => `${folder.replace(/^.*\bnode_modules\//, '')}\n\n${licenseOf(folder)}`);
writeFileSync(new URL('dist/licenses.txt', cli), licenses.join('\n'));
