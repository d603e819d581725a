import { buildGraph, leaves, type Graph } from '../graph.js';
import { countLeaves } from '../leaves.js';
import type { History, MigrationId } from '../model.js';
import type { Chapter } from '../node.js';
import type { Deviation, HistoryStatus } from '../status-report.js';
import { lineOf, stamps } from './alembic.js';
import type { AlembicRow } from './applied.js';
import { alembic, inTurn } from './commands.js';
import { astrayOf, forked, misnaming, undecided } from './deviations.js';
import { evidenceOf, inLine, lastOf } from './evidence.js';
import { present, tips } from './settle.js';
import type { Astray, Sighting } from './sighting.js';

/** What the version tables of a database say of one script directory; several tables are told one by one. */
export function alembicStanding(scope: readonly Chapter[], sighting: Sighting): readonly HistoryStatus[] {
  const graph = buildGraph(scope);
  return scope.flatMap(({ history }) => {
    const rows = (sighting.applied.alembic ?? []).filter(row => isOf(row, { graph, history }, sighting));
    const tables = [...new Set(rows.map(({ table }) => table))];
    const told = tables.length === 0 ? [undefined] : tables;
    return told.map(table => tableStanding({ graph, history, table, rows: rows.filter(row => row.table === table) }, sighting));
  });
}

/** A table is about the script directory that has one of its rows; a row that nobody has may be anyone's. */
function isOf(
  { table }: AlembicRow,
  { graph, history }: Pick<Version, 'graph' | 'history'>,
  { applied, astray, misnamed }: Sighting,
): boolean {
  const versions = (applied.alembic ?? []).filter(row => row.table === table).map(({ version }) => version);
  const isRow = (row: Astray['row']): boolean => row.framework === 'alembic' && row.place === table;
  return (
    versions.some(version => graph.nodes.get(version)?.migration) ||
    misnamed.some(one => isRow(one.row) && one.history.id === history.id) ||
    astray.some(one => isRow(one.row) && (one.history === undefined || one.history === history.id))
  );
}

interface Version {
  readonly graph: Graph;
  readonly history: History;
  readonly table: string | undefined;
  readonly rows: readonly AlembicRow[];
}

function tableStanding(version: Version, sighting: Sighting): HistoryStatus {
  const { graph, history, table, rows } = version;
  const own = rows.map(row => row.version).sort();
  const { id, framework, folder } = history;
  const about = (row: Astray['row']): boolean => row.framework === 'alembic' && row.place === table;
  const lost = astrayOf(
    sighting.astray.filter(({ row }) => about(row)),
    sighting.named,
  );
  const renamed = sighting.misnamed.filter(({ row, history: home }) => about(row) && home.id === id);
  const deviations = [
    ...undecided(countLeaves(graph, id)),
    ...lost.map(one => (one.kind === 'unknown' ? { ...one, ...anew(version, sighting) } : one)),
    ...misnaming(renamed, graph, sighting),
    ...overlapping(version, own),
  ];
  const rest = rows.length === 0 ? nothingRecorded(version, sighting) : behind(version, sighting, deviations.length > 0);
  return {
    history: id,
    framework,
    folder,
    ...(table === undefined ? {} : { table }),
    recorded: own,
    deviations: [...deviations, ...rest, ...forked(countLeaves(graph, id))],
  };
}

/** Where nobody has the file, the tables may tell which revision it is. */
function anew({ graph, history }: Version, sighting: Sighting): Pick<Deviation, 'fix'> {
  const { run, contradiction } = evidenceOf(graph, sighting);
  if (run.size === 0 || contradiction !== undefined) return { fix: { title: 'look for it in other clones', command: 'git fetch --all' } };
  const target = lastOf(graph, run);
  const title = `fetch the branch that has it; if nobody has, record what the tables show: ${target.join(', ')}`;
  return { fix: { title, command: inTurn(stamps(history, target, true)) } };
}

/** Alembic refuses rows of which one stands on another (`overlaps with other requested revisions`). */
function overlapping({ graph, history, table }: Version, own: readonly string[]): readonly Deviation[] {
  const below = own.filter(version => own.some(other => other !== version && lineage(graph, other).has(version)));
  if (below.length === 0) return [];
  const message = `${table ?? 'the version table'} holds ${own.join(', ')}, and ${below.join(', ')} ${below.length === 1 ? 'lies' : 'lie'} below another one`;
  const targets = tips(present(graph, own));
  return [
    {
      kind: 'overlapping',
      message,
      names: below,
      fix: { title: 'record the last alone', command: inTurn(stamps(history, targets, true)) },
    },
  ];
}

function lineage(graph: Graph, id: MigrationId): ReadonlySet<MigrationId> {
  const line = new Set([id]);
  for (const one of line) for (const parent of graph.nodes.get(one)?.parents ?? []) line.add(parent);
  line.delete(id);
  return line;
}

function nothingRecorded({ graph, history }: Version, sighting: Sighting): readonly Deviation[] {
  const { applied, named } = sighting;
  const names = inLine(graph);
  if (names.length === 0) return [];
  const upgrade = { title: 'run them', command: alembic(history, 'upgrade', 'heads') };
  const record = applied.alembic ? 'the version table is empty' : 'there is no version table';
  const { run, unseen, contradiction } = evidenceOf(graph, sighting);
  if (contradiction !== undefined) {
    const message = `${record} in ${named}, some tables of the history are there, and ${contradiction}`;
    return [
      { kind: 'unrecorded', message, names, fix: { title: 'compare the tables with the revisions, and stamp the one that they are at' } },
    ];
  }
  if (run.size === 0) return [{ kind: 'unmigrated', message: `${record} in ${named}: nothing was ever applied`, names, fix: upgrade }];
  const last = lastOf(graph, run);
  const isAll = last.join('\n') === leaves(graph, history.id).join('\n');
  const doubt =
    unseen.length === 0 ? '' : `; what ${unseen.join(', ')} ${unseen.length === 1 ? 'does' : 'do'} besides cannot be seen in tables`;
  const title = `record what is there${doubt}`;
  const command = inTurn(isAll ? [alembic(history, 'stamp', 'heads')] : stamps(history, last, false));
  return [
    {
      kind: 'unrecorded',
      message: `${record} in ${named}, and the tables of ${last.join(', ')} are there`,
      names: names.filter(one => run.has(one)),
      fix: { title, command },
    },
  ];
}

function behind({ graph, history, rows }: Version, { astray, misnamed, named }: Sighting, isBlocked: boolean): readonly Deviation[] {
  const versions = rows.map(({ version }) => version);
  const isOwn = ({ row }: Pick<Astray, 'row'>): boolean => versions.includes(row.name);
  const ground = [...astray.filter(isOwn).flatMap(one => one.ground), ...misnamed.filter(isOwn).map(({ migration }) => migration.id)];
  const run = lineOf(graph, [...versions, ...ground]);
  const names = inLine(graph).filter(id => !run.has(id));
  if (names.length === 0 || run.size === versions.filter(one => !graph.nodes.has(one)).length) return [];
  const message = `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not applied to ${named}`;
  const fix = { title: 'run what is left', command: alembic(history, 'upgrade', 'heads') };
  return [{ kind: 'behind', message, names, ...(isBlocked ? {} : { fix }) }];
}
