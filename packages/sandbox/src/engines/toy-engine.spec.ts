import { buildSync, stop } from 'esbuild';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { djangoShop } from '../testing/django-shop.js';
import { describeWithFrameworks, specProjectFolder } from '../testing/real-frameworks.js';
import { expectEmpty, specFolder } from '../testing/spec-folder.js';

const SOURCES = join(__dirname, '..');
const REPOSITORY = join(SOURCES, '../../..');

/** The one folder of a new engine: its databases are files, and SQLite's own client reads them. */
const TOY: Readonly<Record<string, string>> = {
  'oneleaf_engine_toy.py': 'from oneleaf_engine_sqlite import *\n\nNAME = "toy"\n',
  'toy.ts': `import type { Engine } from '../engine.js';
import { sqlite } from '../sqlite/sqlite.js';
import python from './oneleaf_engine_toy.py';

const sqliteUrl = (url: string): string => url.replace(/^toy:/, 'sqlite:');

export const toy: Engine = {
  ...sqlite,
  name: 'toy',
  title: 'Toy',
  schemes: ['toy'],
  exampleUrl: 'toy:///shop.toy',
  files: { extension: '.toy', suffixes: ['', '-journal'], url: path => \`toy:///\${path}\` },
  python,
  errors: [],
  connection: url => sqlite.connection(sqliteUrl(url)),
  catalog: (url, ...more) => sqlite.catalog(sqliteUrl(url), ...more),
  rows: (url, ...more) => sqlite.rows(sqliteUrl(url), ...more),
  run: (url, ...more) => sqlite.run(sqliteUrl(url), ...more),
  record: (url, options) => sqlite.record(sqliteUrl(url), options),
};
`,
};

const CONFIGURATION = {
  extends: join(REPOSITORY, 'tsconfig.base.json'),
  compilerOptions: {
    types: ['node'],
    typeRoots: [join(REPOSITORY, 'node_modules/@types')],
    composite: false,
    noEmit: true,
    emitDeclarationOnly: false,
    declarationMap: false,
  },
  files: ['src/runners/python/python-source.d.ts', 'src/engines/index.ts'],
};

afterAll(() => stop());

/** A copy of the sources with a toy engine in its own folder and in the list of engines. */
function sourcesWithToy(): string {
  const copy = specProjectFolder({ 'tsconfig.json': JSON.stringify(CONFIGURATION), 'package.json': '{ "type": "commonjs" }' });
  cpSync(SOURCES, join(copy, 'src'), { recursive: true, filter: path => !path.endsWith('.spec.ts') });
  symlinkSync(join(REPOSITORY, 'node_modules'), join(copy, 'node_modules'));
  const engines = join(copy, 'src/engines');
  mkdirSync(join(engines, 'toy'));
  for (const [name, text] of Object.entries(TOY)) writeFileSync(join(engines, 'toy', name), text);
  const list = readFileSync(join(engines, 'index.ts'), 'utf8');
  writeFileSync(
    join(engines, 'index.ts'),
    `import { toy } from './toy/toy.js';\n${list.replace('[postgresql, sqlite]', '[postgresql, sqlite, toy]')}`,
  );
  return copy;
}

/** The program that tries an engine, and the keeper's, bundled from a copy of the sources. */
function bundle(copy: string): string {
  const sources = join(copy, 'src');
  buildSync({
    entryPoints: {
      'engine-program': join(sources, 'testing/engine-program.ts'),
      'keeper-program': join(sources, 'lifecycle/keeper-program.cjs'),
    },
    outdir: join(copy, 'out'),
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    loader: { '.py': 'text' },
    conditions: ['@oneleaf/source'],
    external: ['pg-native'],
    logLevel: 'error',
  });
  return join(copy, 'out/engine-program.cjs');
}

describeWithFrameworks('an engine that is one folder and one line in the list', ({ newest }) => {
  const copy = sourcesWithToy();
  const tables = { django: { name: 'django_migrations', renamable: false, labelColumn: 'app', nameColumn: 'name', idColumn: 'id' } };

  test('has the type of an engine', () => {
    const { stdout, status } = spawnSync(process.execPath, [join(REPOSITORY, 'node_modules/typescript/bin/tsc'), '-p', copy], {
      encoding: 'utf8',
    });
    expect([stdout, status]).toEqual(['', 0]);
  });

  test('leases databases, runs migrations up and down, and reads what is in them', async () => {
    const { env: _env, ...project } = djangoShop(newest);
    const place = specFolder();
    const PATH = `${dirname(newest)}:${process.env['PATH'] ?? ''}`;
    const request = JSON.stringify({ engine: 'toy', project, tables });
    const output = execFileSync(process.execPath, [bundle(copy), request], { env: { PATH, TMPDIR: place }, encoding: 'utf8' });
    const rows = ['0001_initial', '0002_sku'].map(name => ({ table: 'django_migrations', label: 'shop', name }));
    expect(JSON.parse(output)).toEqual({
      provider: 'Toy in a private folder',
      url: expect.stringMatching(/^toy:\/{4}.*\/oneleaf_one_[0-9a-f]{12}\.toy$/) as string,
      catalog: 'toy',
      engines: { default: 'postgresql' },
      warnings: [expect.stringContaining('here it ran on toy') as string],
      pending: [],
      rows: { django: expect.arrayContaining(rows) as unknown },
      differences: [
        { kind: 'column', name: 'shop_note.words', other: 'text' },
        { kind: 'table', name: 'shop_note', other: '' },
      ],
      notes: [1],
      stairway: expect.objectContaining({
        ran: expect.arrayContaining(['shop.0001_initial', 'shop.0002_sku']) as unknown,
        left: [],
        irreversible: [],
      }) as unknown,
      irreversible: [],
      residue: [],
    });
    await expectEmpty(place);
  });
});
