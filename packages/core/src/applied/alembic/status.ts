import { ancestorLine } from '../../graph/ancestors.js';
import { buildGraph, leaves } from '../../graph/graph.js';
import type { Graph } from '../../graph/node.js';
import { countLeaves } from '../../graph/leaf-count.js';
import type { History } from '../../adapter/framework.js';
import type { HistoryContents } from '../../graph/node.js';
import type { Deviation, HistoryStatus } from '../../reports/status-report.js';
import { withAncestors, stampCommands } from './record-plan.js';
import type { AlembicRow } from '../applied-migrations.js';
import { alembicCommandLine, joinCommands } from '../framework-commands.js';
import { missingFileDeviations, forkDeviations, nameDeviations, undecidedDeviations } from '../deviations.js';
import { evidenceOf, parentsFirst, lastOf } from '../table-evidence.js';
import { nodesOf, lastNodes } from '../record-steps.js';
import type { MissingChain, DatabaseState } from '../database-state.js';

/** What the version tables of a database say of one script directory; several tables are told one by one. */
export function alembicStatus(scope: readonly HistoryContents[], sighting: DatabaseState): readonly HistoryStatus[] {
  const graph = buildGraph(scope);
  return scope.flatMap(({ history }) => {
    const rows = (sighting.applied.alembic ?? []).filter(row => isAbout(row, { graph, history }, sighting));
    const tables = [...new Set(rows.map(({ table }) => table))];
    const told = tables.length === 0 ? [undefined] : tables;
    return told.map(table => tableStatus({ graph, history, table, rows: rows.filter(row => row.table === table) }, sighting));
  });
}

/** A table is about the script directory that has one of its rows; a row that nobody has may be anyone's. */
function isAbout(
  { table }: AlembicRow,
  { graph, history }: Pick<VersionTableState, 'graph' | 'history'>,
  { applied, astray, misnamed }: DatabaseState,
): boolean {
  const versions = (applied.alembic ?? []).filter(row => row.table === table).map(({ version }) => version);
  const isRow = (row: MissingChain['row']): boolean => row.framework === 'alembic' && row.place === table;
  return (
    versions.some(version => graph.nodes.get(version)?.migration) ||
    misnamed.some(one => isRow(one.row) && one.history.id === history.id) ||
    astray.some(one => isRow(one.row) && (one.history === undefined || one.history === history.id))
  );
}

interface VersionTableState {
  readonly graph: Graph;
  readonly history: History;
  readonly table: string | undefined;
  readonly rows: readonly AlembicRow[];
}

function tableStatus(version: VersionTableState, sighting: DatabaseState): HistoryStatus {
  const { graph, history, table, rows } = version;
  const own = rows.map(row => row.version).sort();
  const { id, framework, folder } = history;
  const about = (row: MissingChain['row']): boolean => row.framework === 'alembic' && row.place === table;
  const lost = missingFileDeviations(
    sighting.astray.filter(({ row }) => about(row)),
    sighting.databaseName,
  );
  const renamed = sighting.misnamed.filter(({ row, history: home }) => about(row) && home.id === id);
  const deviations = [
    ...undecidedDeviations(countLeaves(graph, id)),
    ...lost.map(one => (one.kind === 'unknown' ? { ...one, ...stampFix(version, sighting) } : one)),
    ...nameDeviations(renamed, graph, sighting),
    ...overlapDeviations(version, own),
  ];
  const rest = rows.length === 0 ? unrecordedDeviations(version, sighting) : behindDeviations(version, sighting, deviations.length > 0);
  return {
    history: id,
    framework: framework.name,
    folder,
    ...(table === undefined ? {} : { table }),
    recorded: own,
    deviations: [...deviations, ...rest, ...forkDeviations(countLeaves(graph, id))],
  };
}

/** Where nobody has the file, the tables may tell which revision it is. */
function stampFix({ graph, history }: VersionTableState, sighting: DatabaseState): Pick<Deviation, 'fix'> {
  const { run, contradiction } = evidenceOf(graph, sighting);
  if (run.size === 0 || contradiction !== undefined) return { fix: { title: 'look for it in other clones', command: 'git fetch --all' } };
  const target = lastOf(graph, run);
  const title = `fetch the branch that has it; if nobody has, record what the tables show: ${target.join(', ')}`;
  return { fix: { title, command: joinCommands(stampCommands(history, target, true)) } };
}

/** Alembic refuses rows of which one stands on another (`overlaps with other requested revisions`). */
function overlapDeviations({ graph, history, table }: VersionTableState, own: readonly string[]): readonly Deviation[] {
  const below = own.filter(version => own.some(other => other !== version && ancestorLine(graph, other).has(version)));
  if (below.length === 0) return [];
  const message = `${table ?? 'the version table'} holds ${own.join(', ')}, and ${below.join(', ')} ${below.length === 1 ? 'lies' : 'lie'} below another one`;
  const targets = lastNodes(nodesOf(graph, own));
  return [
    {
      kind: 'overlapping',
      message,
      names: below,
      fix: { title: 'record the last alone', command: joinCommands(stampCommands(history, targets, true)) },
    },
  ];
}

function unrecordedDeviations({ graph, history }: VersionTableState, sighting: DatabaseState): readonly Deviation[] {
  const { applied, databaseName } = sighting;
  const names = parentsFirst(graph);
  if (names.length === 0) return [];
  const upgrade = { title: 'run them', command: alembicCommandLine(history, 'upgrade', 'heads') };
  const record = applied.alembic ? 'the version table is empty' : 'there is no version table';
  const { run, unseen, contradiction } = evidenceOf(graph, sighting);
  if (contradiction !== undefined) {
    const message = `${record} in ${databaseName}, some tables of the history are there, and ${contradiction}`;
    return [
      { kind: 'unrecorded', message, names, fix: { title: 'compare the tables with the revisions, and stamp the one that they are at' } },
    ];
  }
  if (run.size === 0)
    return [{ kind: 'unmigrated', message: `${record} in ${databaseName}: nothing was ever applied`, names, fix: upgrade }];
  const last = lastOf(graph, run);
  const isAll = last.join('\n') === leaves(graph, history.id).join('\n');
  const doubt =
    unseen.length === 0 ? '' : `; what ${unseen.join(', ')} ${unseen.length === 1 ? 'does' : 'do'} besides cannot be seen in tables`;
  const title = `record what is there${doubt}`;
  const command = joinCommands(isAll ? [alembicCommandLine(history, 'stamp', 'heads')] : stampCommands(history, last, false));
  return [
    {
      kind: 'unrecorded',
      message: `${record} in ${databaseName}, and the tables of ${last.join(', ')} are there`,
      names: names.filter(one => run.has(one)),
      fix: { title, command },
    },
  ];
}

function behindDeviations(
  { graph, history, rows }: VersionTableState,
  { astray, misnamed, databaseName }: DatabaseState,
  isBlocked: boolean,
): readonly Deviation[] {
  const versions = rows.map(({ version }) => version);
  const isOwn = ({ row }: Pick<MissingChain, 'row'>): boolean => versions.includes(row.name);
  const ground = [
    ...astray.filter(isOwn).flatMap(one => one.presentAncestors),
    ...misnamed.filter(isOwn).map(({ migration }) => migration.id),
  ];
  const run = withAncestors(graph, [...versions, ...ground]);
  const names = parentsFirst(graph).filter(id => !run.has(id));
  if (names.length === 0 || run.size === versions.filter(one => !graph.nodes.has(one)).length) return [];
  const message = `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not applied to ${databaseName}`;
  const fix = { title: 'run what is left', command: alembicCommandLine(history, 'upgrade', 'heads') };
  return [{ kind: 'behind', message, names, ...(isBlocked ? {} : { fix }) }];
}
