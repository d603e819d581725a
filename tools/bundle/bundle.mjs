import { build } from 'esbuild';
import { cpSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const at = path => fileURLToPath(new URL(path, root));

// Two files: the program, which a hook must start fast, and the same commands as a library.
const { metafile } = await build({
  absWorkingDir: at('.'),
  entryPoints: { oneleaf: 'packages/cli/src/bin.ts', api: 'packages/cli/src/index.ts' },
  outdir: 'packages/cli/dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  conditions: ['@oneleaf/source'],
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
}).catch(() => process.exit(1)); // esbuild has told why

const builtins = new Set(builtinModules.flatMap(name => [name, `node:${name}`]));
for (const [path, { bytes, imports }] of Object.entries(metafile.outputs)) {
  const foreign = imports.map(imported => imported.path).filter(name => !builtins.has(name));
  if (foreign.length > 0) throw new Error(`${path} would need ${foreign.join(', ')} to be installed beside it`);
  console.log(`${path}  ${Math.round(bytes / 1024)} kB`);
}

// --explain prints them.
cpSync(at('docs/rules'), at('packages/cli/dist/rules'), { recursive: true });

/** The folders of other people's packages that are inside the bundles. */
export const bundled = new Set(Object.keys(metafile.inputs).flatMap(path => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []));
