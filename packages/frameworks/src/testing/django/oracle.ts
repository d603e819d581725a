import { runRules, countLeaves, cycles, leaves, roots, spellingOf, type Finding, type Graph, type LeafCount } from '@oneleaf/core';
import { Oracle, type TreeFiles } from '../oracle.js';
import { graphsIn } from '../source-graphs.js';

type NamesByApp = Readonly<Record<string, readonly string[]>>;

/** What of a graph Django and Oneleaf must see alike. Ids are `label.name`, lists sorted. */
export interface DjangoGraph {
  readonly leaves: NamesByApp;
  readonly roots: NamesByApp;
  /** Parents in the same app and in others, once squashes are folded. */
  readonly parents: NamesByApp;
  readonly missing: readonly string[];
}

interface DjangoError {
  readonly type: string;
  readonly message: string;
}

export interface DjangoAnswer {
  /** How far Django came: it could not import the files, could not make the edges, or made the whole graph. */
  readonly stage: 'load' | 'link' | 'whole';
  readonly error: DjangoError | null;
  readonly loaded: NamesByApp;
  readonly graph: (DjangoGraph & { readonly cycle: readonly string[] | null }) | null;
  readonly conflicts: NamesByApp;
  /** What the management command printed, where one was asked for. */
  readonly ran: { readonly out: string; readonly error: DjangoError | null } | null;
  /** Files that the command wrote. */
  readonly written: TreeFiles;
}

export interface DjangoRequest {
  readonly files: TreeFiles;
  /** What a database says is applied; without it, Django is asked as `makemigrations` asks it. */
  readonly applied?: readonly (readonly [app: string, name: string])[];
  readonly command?: readonly string[];
}

function isDjangoAnswer(reply: unknown): reply is DjangoAnswer {
  return typeof reply === 'object' && reply !== null && 'stage' in reply && 'loaded' in reply;
}

export class DjangoOracle extends Oracle<DjangoAnswer> {
  constructor(python: string, hashSeed = 0) {
    super(python, 'django_oracle.py', isDjangoAnswer, hashSeed);
  }

  override ask(request: DjangoRequest): Promise<DjangoAnswer> {
    return super.ask(request);
  }
}

/** What Oneleaf says of the same tree. */
export interface DjangoReading {
  readonly loaded: NamesByApp;
  readonly graph: DjangoGraph;
  readonly cycles: readonly (readonly string[])[];
  readonly ambiguous: readonly string[];
  /** Paths of files with a fact that only running them could tell. */
  readonly undecided: readonly string[];
  /** Whether each app has too many leaves. */
  readonly counts: Readonly<Record<string, LeafCount>>;
  readonly findings: readonly Finding[];
  readonly graphs: readonly Graph[];
}

export function readDjango(files: TreeFiles): DjangoReading {
  const graphs = graphsIn(files, 'django');
  const histories = graphs.flatMap(graph => [...graph.contents.values()].map(contents => ({ graph, ...contents })));
  const byApp = (names: (one: (typeof histories)[number]) => readonly string[]): NamesByApp =>
    Object.fromEntries(histories.map(one => [one.history.label, names(one)]));
  return {
    loaded: byApp(({ migrations, unreadable }) => [...migrations, ...unreadable].map(({ path }) => nameOf(path)).sort(byCodePoint)),
    graph: {
      leaves: byApp(({ graph, history }) => leaves(graph, history.id).map(id => spellingOf(graph, id))),
      roots: byApp(({ graph, history }) => roots(graph, history.id).map(id => spellingOf(graph, id))),
      parents: Object.fromEntries(graphs.flatMap(parentsIn)),
      missing: [...new Set(graphs.flatMap(({ dangling }) => dangling.map(({ reference }) => reference.id)))].sort(),
    },
    cycles: graphs.flatMap(cycles),
    ambiguous: graphs.flatMap(({ ambiguous }) => ambiguous.map(({ id }) => id)).sort(),
    undecided: histories.flatMap(({ migrations }) => migrations.filter(({ undecided }) => undecided.length > 0).map(({ path }) => path)),
    counts: Object.fromEntries(histories.map(({ graph, history }) => [history.label, countLeaves(graph, history.id)])),
    findings: graphs.flatMap(graph => runRules({ graph })),
    graphs,
  };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.py'.length);
}

function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function parentsIn({ nodes }: Graph): readonly (readonly [string, readonly string[]])[] {
  return [...nodes.values()].flatMap(({ id, migration, parents, needs }) =>
    migration ? [[id, [...new Set([...parents, ...needs])].sort()] as const] : [],
  );
}
