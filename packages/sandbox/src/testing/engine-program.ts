// A program that does on one engine what commands do on databases, and prints what came of it: `node engine-program.cjs '{"engine": "sqlite", ...}'`.
import { compareCatalogs } from '../engines/compare-catalogs.js';
import { openRecord } from '../engines/open-record.js';
import { readCatalog } from '../engines/read-catalog.js';
import { readRows } from '../engines/read-rows.js';
import type { RecordOptions } from '../engines/record.js';
import { openSandbox } from '../open-sandbox.js';
import type { RunnerProject } from '../runners/python/runner-project.js';
import { runnerVerbs } from '../runners/python/verbs.js';
import type { Sandbox } from '../sandbox.js';

interface EngineProgramRequest {
  readonly engine: string;
  readonly project: RunnerProject;
  readonly tables: RecordOptions['tables'];
}

async function tryEngine(sandbox: Sandbox, { project: given, tables }: EngineProgramRequest): Promise<object> {
  const { env } = process;
  const project = { ...given, env };
  const empty = await sandbox.lease('empty');
  const migrated = await sandbox.template('base', async lease => {
    await runnerVerbs(project, lease).upgrade();
  });
  const [one, other] = [await sandbox.lease('one', migrated), await sandbox.lease('other', migrated)];
  const [verbs, before] = [runnerVerbs(project, one), await readCatalog(one, { env, tables })];
  const [{ engines, warnings }, { pending }] = [await verbs.preflight(), await verbs.check()];
  const { applied } = openRecord(one.url, { tables, folder: project.folder, env });
  const rows = await applied();
  await other.engine.run(other.url, 'CREATE TABLE shop_note (words text); INSERT INTO shop_note VALUES (1)', env);
  const differences = compareCatalogs(before, await readCatalog(other, { env, tables }));
  const notes = (await readRows(other, { env, tables })).filter(({ table }) => table === 'shop_note');
  const stairway = await runnerVerbs(project, await sandbox.lease('stairway')).stairway();
  const { irreversible } = await verbs.undo();
  const residue = compareCatalogs(await readCatalog(empty, { env, tables }), await readCatalog(one, { env, tables }));
  return {
    ...{ provider: sandbox.provider, url: one.url, catalog: before.engine, engines, warnings, pending, rows },
    ...{ differences, notes: notes.map(({ rows: count }) => count), stairway, irreversible, residue },
  };
}

async function run(request: EngineProgramRequest): Promise<void> {
  const sandbox = await openSandbox(request.engine, { project: request.project.folder, env: process.env });
  try {
    console.log(JSON.stringify(await tryEngine(sandbox, request)));
  } finally {
    await sandbox.close();
  }
}

void run(JSON.parse(process.argv[2] ?? '') as EngineProgramRequest);
