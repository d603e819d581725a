import { build } from 'esbuild';
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = new URL('../../packages/nx/', import.meta.url);
const at = path => fileURLToPath(new URL(path, root));
const read = path => JSON.parse(readFileSync(at(path), 'utf8'));

const { exports, dependencies, peerDependencies } = read('package.json');
const { executors } = read('executors.json');
const { generators } = read('generators.json');
const entries = [...Object.values(executors), ...Object.values(generators)];

// What the manifests name is what is built: dist/executors/check/executor.cjs from src/executors/check/executor.ts.
const code = entries.flatMap(one => [one.implementation ?? one.factory, one.batchImplementation ?? []].flat());
const schemas = entries.map(({ schema }) => schema);
const sourceOf = path => path.replace(/^(?:\.\/)?dist\//, 'src/');
const doors = Object.values(exports).flatMap(one => one.default ?? []);
const outputs = [...doors, ...new Set(code.map(path => path.replace(/#.*$/, '')))];

for (const folder of ['dist/executors', 'dist/generators']) rmSync(at(folder), { recursive: true, force: true });
const external = [...Object.keys(dependencies), ...Object.keys(peerDependencies)];
const { metafile } = await build({
  absWorkingDir: at('.'),
  entryPoints: Object.fromEntries(
    outputs.map(path => [path.replace(/^(?:\.\/)?dist\/|\.cjs$/g, ''), at(sourceOf(path).replace(/\.cjs$/, '.ts'))]),
  ),
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  conditions: ['@oneleaf/source'],
  // The published `oneleaf` carries the workflows.
  alias: { '@oneleaf/workflows/api': 'oneleaf' },
  external: external.flatMap(name => [name, `${name}/*`]),
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
}).catch(() => process.exit(1)); // esbuild has printed why

const builtins = new Set(builtinModules.flatMap(name => [name, `node:${name}`]));
for (const [path, { bytes, imports }] of Object.entries(metafile.outputs)) {
  const foreign = imports
    .map(imported => imported.path)
    .filter(name => !builtins.has(name) && !external.some(known => name === known || name.startsWith(`${known}/`)));
  if (foreign.length > 0) throw new Error(`${path} needs ${foreign.join(', ')}, which packages/nx/package.json does not list`);
  console.log(`packages/nx/${path}  ${Math.round(bytes / 1024)} kB`);
}
const inside = Object.keys(metafile.inputs).filter(path => path.includes('node_modules/'));
if (inside.length > 0) throw new Error(`@oneleaf/nx would carry other people's code: ${inside.join(', ')}`);

for (const schema of schemas) {
  mkdirSync(dirname(at(schema)), { recursive: true });
  copyFileSync(at(sourceOf(schema)), at(schema));
}
