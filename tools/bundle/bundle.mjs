import { build } from 'esbuild';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const at = path => fileURLToPath(new URL(path, root));

const { metafile } = await build({
  absWorkingDir: at('.'),
  entryPoints: ['packages/cli/src/bin.ts'],
  outfile: 'packages/cli/dist/oneleaf.cjs',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  conditions: ['@oneleaf/source'],
  charset: 'utf8',
  legalComments: 'none',
  loader: { '.md': 'text' },
  metafile: true,
});

const builtins = new Set(builtinModules.flatMap(name => [name, `node:${name}`]));
for (const [path, { bytes, imports }] of Object.entries(metafile.outputs)) {
  const foreign = imports.map(imported => imported.path).filter(name => !builtins.has(name));
  if (foreign.length > 0) throw new Error(`${path} would need ${foreign.join(', ')} to be installed beside it`);
  console.log(`${path}  ${Math.round(bytes / 1024)} kB`);
}
