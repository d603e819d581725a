import { runRules, countLeaves, cycles, leaves, roots, type Finding, type Graph, type LeafCount } from '@oneleaf/core';
import { Oracle, type TreeFiles } from '../oracle.js';
import { graphsIn } from '../source-graphs.js';

type IdLists = Readonly<Record<string, readonly string[]>>;

/** What of a graph Alembic and Oneleaf must see alike. An id that two files carry stands where Alembic lists it twice. */
export interface AlembicGraph {
  readonly leaves: readonly string[];
  readonly roots: readonly string[];
  readonly parents: IdLists;
  /** `depends_on`, labels resolved. */
  readonly needs: IdLists;
}

interface AlembicError {
  readonly type: string;
  readonly message: string;
}

export interface AlembicAnswer {
  /** How far Alembic came: it could not read the files, could not make the edges, or made the whole graph. */
  readonly stage: 'load' | 'link' | 'whole';
  readonly error: AlembicError | null;
  readonly loaded: readonly (readonly [id: string, path: string])[];
  readonly missing: readonly string[];
  readonly cycle: readonly string[] | null;
  /** Null when there is a cycle. */
  readonly graph: (AlembicGraph & { readonly realLeaves: readonly string[]; readonly labels: IdLists }) | null;
  /** What the commands printed, where some were asked for, and the error that the last one ended with. */
  readonly ran: { readonly out: string; readonly error: AlembicError | null } | null;
  /** Files that the commands wrote: they are loaded too. */
  readonly written: TreeFiles;
  readonly warnings: readonly string[];
}

export interface AlembicRequest {
  readonly files: TreeFiles;
  /** Commands that run first: `cd server && alembic heads`, `flask db heads`. */
  readonly command?: string;
  /** `alembic.ini` unless given. */
  readonly ini?: string;
  readonly section?: string;
  /** The folder that Flask-Migrate is told; only `newest` has it. */
  readonly flask?: string;
  /** How the disk lists folders, where Alembic does not sort. */
  readonly listing?: 'reversed';
}

function isAlembicAnswer(reply: unknown): reply is AlembicAnswer {
  return typeof reply === 'object' && reply !== null && 'stage' in reply && 'warnings' in reply;
}

export class AlembicOracle extends Oracle<AlembicAnswer> {
  constructor(python: string) {
    super(python, 'alembic_oracle.py', isAlembicAnswer);
  }

  override ask(request: AlembicRequest): Promise<AlembicAnswer> {
    return super.ask(request);
  }
}

/** What Oneleaf says of one script directory. */
export interface AlembicReading {
  readonly history: string;
  readonly loaded: AlembicAnswer['loaded'];
  readonly missing: readonly string[];
  readonly cycles: readonly (readonly string[])[];
  readonly graph: AlembicGraph;
  /** Paths of files with a fact that only running them could tell. */
  readonly undecided: readonly string[];
  readonly count: LeafCount;
  /** Whether there are more leaves under branch labels than these limits allow. */
  readonly crowds: (limits: Readonly<Record<string, number>>) => boolean;
  readonly findings: readonly Finding[];
}

export function readAlembic(files: TreeFiles): readonly AlembicReading[] {
  return graphsIn(files, 'alembic').flatMap(graph => [...graph.contents.keys()].map(history => readHistory(graph, history)));
}

function readHistory(graph: Graph, history: string): AlembicReading {
  const { migrations = [] } = graph.contents.get(history) ?? {};
  const present = [...graph.nodes.values()].filter(({ migration }) => migration !== undefined);
  return {
    history,
    loaded: migrations.map(({ id, path }) => [id, path]),
    missing: [...new Set(graph.dangling.map(({ reference }) => reference.id))].sort(),
    cycles: cycles(graph),
    graph: {
      leaves: leaves(graph, history),
      roots: roots(graph, history),
      parents: Object.fromEntries(present.map(({ id, parents }) => [id, [...parents].sort()])),
      needs: Object.fromEntries(present.map(({ id, needs }) => [id, [...needs].sort()])),
    },
    undecided: migrations.filter(({ undecided }) => undecided.length > 0).map(({ path }) => path),
    count: countLeaves(graph, history),
    crowds: limits => countLeaves(withLabelLimits(graph, history, limits), history, 0).answer === 'more',
    findings: runRules({ graph }),
  };
}

/** The same graph of a history that is right with as many leaves as it has, but under each label with as many as `limits` say. */
function withLabelLimits(graph: Graph, history: string, limits: Readonly<Record<string, number>>): Graph {
  const histories = [...graph.contents].map(([id, contents]) => {
    const expectedLeaves = leaves(graph, history).length;
    return [id, { ...contents, history: { ...contents.history, expectedLeaves, expectedByLabel: limits } }] as const;
  });
  return { ...graph, contents: new Map(histories) };
}
