import { build, transform } from 'esbuild';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const at = path => fileURLToPath(new URL(path, root));

const shared = {
  absWorkingDir: at('.'),
  outdir: 'packages/cli/dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  write: false,
  platform: 'node',
  target: 'node20',
  conditions: ['@oneleaf/source'],
  loader: { '.py': 'text' },
  // pg asks for the first when NODE_PG_FORCE_NATIVE is set; debug, below simple-git, does without the second.
  external: ['pg-native', 'supports-color'],
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
};

// The program and the same commands as a library share chunks, and what is imported on demand is a chunk of its own.
const programs = {
  ...shared,
  entryPoints: { oneleaf: 'packages/cli/src/bin.ts', api: 'packages/cli/src/index.ts' },
  format: 'esm',
  splitting: true,
  chunkNames: 'chunk-[hash]',
};

// A process of its own, found beside whichever of the two starts it.
const keeper = { ...shared, entryPoints: { 'keeper-program': 'packages/sandbox/src/lifecycle/keeper-program.cjs' }, format: 'cjs' };

async function bundle(define) {
  const made = await Promise.all([programs, keeper].map(options => build({ ...options, define }))).catch(() => process.exit(1)); // esbuild has printed why
  return {
    files: made.flatMap(({ outputFiles }) => outputFiles),
    inputs: made.flatMap(({ metafile }) => Object.keys(metafile.inputs)),
    outputs: Object.assign({}, ...made.map(({ metafile }) => metafile.outputs)),
  };
}

// What was remembered by other code may be wrong for this one: the sources' digest is part of every cache key.
const digest = createHash('sha256');
for (const source of (await bundle({})).inputs.sort()) digest.update(readFileSync(at(source)));
const { files, inputs, outputs } = await bundle({ ONELEAF_BUILD: JSON.stringify(digest.digest('hex').slice(0, 16)) });

const builtins = new Set(builtinModules.flatMap(name => [name, `node:${name}`]));
for (const [path, { imports }] of Object.entries(outputs)) {
  const names = imports.map(imported => imported.path);
  const foreign = names.filter(name => !builtins.has(name) && !(name in outputs) && !shared.external.includes(name));
  if (foreign.length > 0) throw new Error(`${path} would need ${foreign.join(', ')} to be installed beside it`);
}

const dist = at('packages/cli/dist/');
mkdirSync(dist, { recursive: true });
for (const name of readdirSync(dist).filter(one => one.endsWith('.cjs'))) rmSync(`${dist}${name}`);
for (const { path, text } of files) {
  // esbuild splits modules only, and Node loads CommonJS several milliseconds faster than modules.
  const { code } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    supported: { 'dynamic-import': false },
    charset: 'utf8',
  });
  writeFileSync(path, code);
  console.log(`${path}  ${Math.round(code.length / 1024)} kB`);
}

// --explain prints them.
cpSync(at('docs/rules'), at('packages/cli/dist/rules'), { recursive: true });

// What `comment` takes for a report.
for (const name of ['check', 'predict', 'proof', 'prove']) {
  cpSync(at(`docs/schema/${name}.schema.json`), at(`packages/cli/dist/schema/${name}.schema.json`));
}

/** The folders of other people's packages that are inside the bundles. */
export const bundled = new Set(inputs.flatMap(path => /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []));
