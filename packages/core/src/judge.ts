import { inOrder, withoutNotes, type Severities } from './check.js';
import type { RefChange } from './compare.js';
import type { Finding } from './finding.js';
import { leaves, spelled, type Graph } from './graph.js';
import { countLeaves, type LeafCount } from './leaves.js';
import type { HistoryOutcome, Verdict } from './outcome.js';
import { surplusFinding } from './surplus.js';

/** The base ref's graph of one scope, with what is wrong there already. */
export interface Base {
  readonly graph: Graph;
  readonly known: ReadonlySet<string>;
}

export interface Case {
  readonly base: Base;
  /** At least the touched histories of the same scope after landing. */
  readonly landed: Graph;
  /** Histories whose files landing changes. */
  readonly touched: readonly string[];
  readonly change: RefChange;
  readonly severities: Severities;
}

export interface Judgement {
  readonly verdict: Exclude<Verdict, 'landed'>;
  /** Whether some history would get a leaf too many, whatever else is wrong. */
  readonly secondLeaf: boolean;
  readonly reasons: readonly string[];
  readonly histories: readonly HistoryOutcome[];
}

/** Rules whose findings mean that the framework would not load what has landed. */
const BREAKING: ReadonlySet<string> = new Set([
  'missing-parent',
  'cycle',
  'unreadable-migration',
  'ambiguous-squash',
  'duplicate-label',
  'stray-copy',
]);

export function baseOf(graph: Graph): Base {
  return { graph, known: new Set(withoutNotes({ graph }).map(identity)) };
}

/** What landing does to the histories of one scope, told by what is worse than on the base. */
export function judge(given: Case): Judgement {
  const found = withoutNotes({ graph: given.landed, change: given.change }, given.severities);
  const findings = found.filter(finding => !given.base.known.has(identity(finding)));
  const outcomes = given.touched.map(history => outcome(given, history, findings));
  const counts = outcomes.map(({ count }) => count);
  const broken = findings.filter(({ rule, severity }) => BREAKING.has(rule) && severity === 'error');
  const secondLeaf = counts.some(({ answer }) => answer === 'more');
  const unsure = outcomes.filter(({ count }) => count.answer === 'undecided').flatMap(one => doubts(given.landed, one));
  return {
    verdict: broken.length > 0 ? 'broken' : secondLeaf ? 'conflict' : unsure.length > 0 ? 'unknown' : 'clean',
    secondLeaf,
    reasons: [...broken.map(({ message }) => message), ...unsure],
    histories: outcomes.map(({ told }) => told),
  };
}

interface Outcome {
  readonly told: HistoryOutcome;
  readonly count: LeafCount;
}

/** Why the leaves of a history are not certain, file by file. */
function doubts({ chapters }: Graph, { told, count }: Outcome): readonly string[] {
  const closed = new Map(chapters.get(told.history)?.unreadable.map(({ path, problem }) => [path, problem.reason]));
  return count.undecided.map(path => {
    const reason = closed.get(path);
    if (reason !== undefined) return `${path} cannot be read: ${reason}`;
    return `${path} may or may not stand on another leaf: only running it could tell`;
  });
}

function identity({ rule, history, message }: Finding): string {
  return [rule, history, message].join('\0');
}

function outcome(given: Case, id: string, findings: readonly Finding[]): Outcome {
  const { landed } = given;
  const base = given.base.graph;
  const before = base.chapters.has(id) ? leaves(base, id) : [];
  const count = countLeaves(landed, id, before.length);
  const { framework = '', folder = '' } = (landed.chapters.get(id) ?? base.chapters.get(id))?.history ?? {};
  const added = given.change.added.filter(migration => migration.history === id).map(({ path }) => path);
  const mine = findings.filter(finding => finding.history === id && finding.rule !== 'multiple-leaves');
  return {
    count,
    told: {
      history: id,
      framework,
      folder,
      leaves: count.leaves.map(leaf => spelled(landed, leaf)),
      landedLeaves: before.map(leaf => spelled(base, leaf)),
      added,
      findings: inOrder([...surplus(given, { id, count, added }), ...mine]),
    },
  };
}

interface Counted {
  readonly id: string;
  readonly count: LeafCount;
  readonly added: readonly string[];
}

function surplus({ landed, severities }: Case, { id, count, added }: Counted): readonly Finding[] {
  if (count.answer !== 'more') return [];
  const migrations = landed.chapters.get(id)?.migrations ?? [];
  return surplusFinding({ history: id, leaves: count.leaves, migrations, added: new Set(added) }, severities);
}
