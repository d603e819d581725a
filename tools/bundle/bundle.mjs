import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { cpSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const at = path => fileURLToPath(new URL(path, root));

const options = {
  absWorkingDir: at('.'),
  entryPoints: {
    oneleaf: 'packages/cli/src/bin.ts',
    api: 'packages/cli/src/index.ts',
    // A process of its own, found beside whichever of the two starts it.
    'keeper-program': 'packages/sandbox/src/lifecycle/keeper-program.cjs',
  },
  outdir: 'packages/cli/dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  conditions: ['@oneleaf/source'],
  loader: { '.py': 'text' },
  // pg asks for the first when NODE_PG_FORCE_NATIVE is set; debug, below simple-git, does without the second.
  external: ['pg-native', 'supports-color'],
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
};

// What was remembered by other code may be wrong for this one: the sources' digest is part of every cache key.
const draft = await build({ ...options, write: false }).catch(() => process.exit(1)); // esbuild has told why
const sources = Object.keys(draft.metafile.inputs).sort();
const digest = createHash('sha256');
for (const source of sources) digest.update(readFileSync(at(source)));

// The program, which a hook must start fast; the same commands as a library; and what cleans up after both.
const { metafile } = await build({ ...options, define: { ONELEAF_BUILD: JSON.stringify(digest.digest('hex').slice(0, 16)) } });

const builtins = new Set(builtinModules.flatMap(name => [name, `node:${name}`]));
for (const [path, { bytes, imports }] of Object.entries(metafile.outputs)) {
  const foreign = imports.map(imported => imported.path).filter(name => !builtins.has(name) && !options.external.includes(name));
  if (foreign.length > 0) throw new Error(`${path} would need ${foreign.join(', ')} to be installed beside it`);
  console.log(`${path}  ${Math.round(bytes / 1024)} kB`);
}

// --explain prints them.
cpSync(at('docs/rules'), at('packages/cli/dist/rules'), { recursive: true });

// What `comment` takes for a report.
for (const name of ['check', 'predict', 'proof', 'prove']) {
  cpSync(at(`docs/schema/${name}.schema.json`), at(`packages/cli/dist/schema/${name}.schema.json`));
}

/** The folders of other people's packages that are inside the bundles. */
export const bundled = new Set(Object.keys(metafile.inputs).flatMap(path => /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []));
