import {
  ancestorLine,
  buildGraph,
  leaves,
  type Graph,
  countLeaves,
  type History,
  type HistoryContents,
  type Deviation,
  type HistoryStatus,
  type AppliedRow,
  joinCommands,
  missingFileDeviations,
  forkDeviations,
  nameDeviations,
  undecidedDeviations,
  evidenceOf,
  parentsFirst,
  lastOf,
  nodesOf,
  lastNodes,
  type MissingChain,
  type DatabaseState,
} from '@oneleaf/core';
import { withAncestors, stampCommands } from './record-plan.js';
import { alembicCommandLine } from '../run/command-line.js';

/** What the version tables of a database say of one script directory; each table has a report of its own. */
export function scriptDirectoryStatus(scope: readonly HistoryContents[], state: DatabaseState): readonly HistoryStatus[] {
  const graph = buildGraph(scope);
  return scope.flatMap(({ history }) => {
    const rows = (state.applied['alembic'] ?? []).filter(row => isAbout(row, { graph, history }, state));
    const tables = [...new Set(rows.map(({ table }) => table))];
    const reported = tables.length === 0 ? [undefined] : tables;
    return reported.map(table => tableStatus({ graph, history, table, rows: rows.filter(row => row.table === table) }, state));
  });
}

/** A table is about the script directory that has one of its rows; a row that nobody has may be anyone's. */
function isAbout(
  { table }: AppliedRow,
  { graph, history }: Pick<VersionTableState, 'graph' | 'history'>,
  { applied, missingChains, nameMismatches }: DatabaseState,
): boolean {
  const versions = (applied['alembic'] ?? []).filter(row => row.table === table).map(({ name }) => name);
  const isRow = (row: MissingChain['row']): boolean => row.framework === 'alembic' && row.table === table;
  return (
    versions.some(version => graph.nodes.get(version)?.migration) ||
    nameMismatches.some(one => isRow(one.row) && one.history.id === history.id) ||
    missingChains.some(one => isRow(one.row) && (one.history === undefined || one.history === history.id))
  );
}

interface VersionTableState {
  readonly graph: Graph;
  readonly history: History;
  readonly table: string | undefined;
  readonly rows: readonly AppliedRow[];
}

function tableStatus(version: VersionTableState, state: DatabaseState): HistoryStatus {
  const { graph, history, table, rows } = version;
  const own = rows.map(({ name }) => name).sort();
  const { id, framework, folder } = history;
  const about = (row: MissingChain['row']): boolean => row.framework === 'alembic' && row.table === table;
  const lost = missingFileDeviations(
    state.missingChains.filter(({ row }) => about(row)),
    state.databaseName,
  );
  const renamed = state.nameMismatches.filter(({ row, history: home }) => about(row) && home.id === id);
  const deviations = [
    ...undecidedDeviations(countLeaves(graph, id)),
    ...lost.map(one => (one.kind === 'unknown' ? { ...one, ...stampFix(version, state) } : one)),
    ...nameDeviations(renamed, graph, state),
    ...overlapDeviations(version, own),
  ];
  const rest = rows.length === 0 ? unrecordedDeviations(version, state) : behindDeviations(version, state, deviations.length > 0);
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
function stampFix({ graph, history }: VersionTableState, state: DatabaseState): Pick<Deviation, 'fix'> {
  const { hasRun, contradiction } = evidenceOf(graph, state);
  if (hasRun.size === 0 || contradiction !== undefined)
    return { fix: { title: 'look for it in other clones', command: 'git fetch --all' } };
  const target = lastOf(graph, hasRun);
  const title = `fetch the branch that has it; if no branch has it, record what the tables show: ${target.join(', ')}`;
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
      fix: { title: 'record only the last one', command: joinCommands(stampCommands(history, targets, true)) },
    },
  ];
}

function unrecordedDeviations({ graph, history }: VersionTableState, state: DatabaseState): readonly Deviation[] {
  const { applied, databaseName } = state;
  const names = parentsFirst(graph);
  if (names.length === 0) return [];
  const upgrade = { title: 'run them', command: alembicCommandLine(history, 'upgrade', 'heads') };
  const record = applied['alembic'] ? 'the version table is empty' : 'there is no version table';
  const { hasRun, unproven, contradiction } = evidenceOf(graph, state);
  if (contradiction !== undefined) {
    const message = `${record} in ${databaseName}, some tables of the history are there, and ${contradiction}`;
    return [
      {
        kind: 'unrecorded',
        message,
        names,
        fix: { title: 'compare the tables with the revisions, and stamp the revision that they match' },
      },
    ];
  }
  if (hasRun.size === 0)
    return [{ kind: 'unmigrated', message: `${record} in ${databaseName}: nothing was ever applied`, names, fix: upgrade }];
  const last = lastOf(graph, hasRun);
  const isAll = last.join('\n') === leaves(graph, history.id).join('\n');
  const doubt =
    unproven.length === 0 ? '' : `; tables do not show everything that ${unproven.join(', ')} ${unproven.length === 1 ? 'does' : 'do'}`;
  const title = `record the applied migrations${doubt}`;
  const command = joinCommands(isAll ? [alembicCommandLine(history, 'stamp', 'heads')] : stampCommands(history, last, false));
  return [
    {
      kind: 'unrecorded',
      message: `${record} in ${databaseName}, and the tables of ${last.join(', ')} are there`,
      names: names.filter(one => hasRun.has(one)),
      fix: { title, command },
    },
  ];
}

function behindDeviations(
  { graph, history, rows }: VersionTableState,
  { missingChains, nameMismatches, databaseName }: DatabaseState,
  isBlocked: boolean,
): readonly Deviation[] {
  const versions = rows.map(({ name }) => name);
  const isOwn = ({ row }: Pick<MissingChain, 'row'>): boolean => versions.includes(row.name);
  const ground = [
    ...missingChains.filter(isOwn).flatMap(one => one.presentAncestors),
    ...nameMismatches.filter(isOwn).map(({ migration }) => migration.id),
  ];
  const hasRun = withAncestors(graph, [...versions, ...ground]);
  const names = parentsFirst(graph).filter(id => !hasRun.has(id));
  if (names.length === 0 || hasRun.size === versions.filter(one => !graph.nodes.has(one)).length) return [];
  const message = `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not applied to ${databaseName}`;
  const fix = { title: 'run the rest', command: alembicCommandLine(history, 'upgrade', 'heads') };
  return [{ kind: 'behind', message, names, ...(isBlocked ? {} : { fix }) }];
}
