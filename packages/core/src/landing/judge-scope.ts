import { sortFindings, runRulesExceptNotes, type RuleSeverities } from '../rules/run-rules.js';
import { preventsLoading } from '../rules/loading.js';
import type { RefChange } from '../model/ref-change.js';
import type { Finding } from '../model/finding.js';
import { leaves, spellingOf } from '../graph/graph.js';
import type { Graph } from '../graph/node.js';
import { countLeaves, type LeafCount } from '../graph/leaf-count.js';
import type { HistoryOutcome, Verdict } from '../reports/predict-report.js';
import { extraLeavesFinding } from '../rules/extra-leaves.js';

/** The base ref's graph of one scope, with what is wrong there already. */
export interface ScopeBase {
  readonly graph: Graph;
  readonly known: ReadonlySet<string>;
}

export interface ScopeLanding {
  readonly base: ScopeBase;
  /** At least the touched histories of the same scope after landing. */
  readonly landed: Graph;
  readonly touched: readonly string[];
  readonly change: RefChange;
  readonly severities: RuleSeverities;
}

export interface LandingJudgement {
  readonly verdict: Exclude<Verdict, 'landed'>;
  /** Whether some history would get a leaf too many, whatever else is wrong. */
  readonly secondLeaf: boolean;
  readonly reasons: readonly string[];
  readonly histories: readonly HistoryOutcome[];
}

export function scopeBaseOf(graph: Graph): ScopeBase {
  return { graph, known: new Set(runRulesExceptNotes({ graph }).map(findingKey)) };
}

/** What landing does to the histories of one scope, told by what is worse than on the base. */
export function judgeScope(given: ScopeLanding): LandingJudgement {
  const found = runRulesExceptNotes({ graph: given.landed, change: given.change }, given.severities);
  const findings = found.filter(finding => !given.base.known.has(findingKey(finding)));
  const outcomes = given.touched.map(history => judgeHistory(given, history, findings));
  const counts = outcomes.map(({ count }) => count);
  const broken = findings.filter(preventsLoading);
  const secondLeaf = counts.some(({ answer }) => answer === 'more');
  const unsure = outcomes.filter(({ count }) => count.answer === 'undecided').flatMap(one => undecidedReasons(given.landed, one));
  return {
    verdict: broken.length > 0 ? 'broken' : secondLeaf ? 'conflict' : unsure.length > 0 ? 'unknown' : 'clean',
    secondLeaf,
    reasons: [...broken.map(({ message }) => message), ...unsure],
    histories: outcomes.map(({ report }) => report),
  };
}

interface JudgedHistory {
  readonly report: HistoryOutcome;
  readonly count: LeafCount;
}

function undecidedReasons({ contents }: Graph, { report, count }: JudgedHistory): readonly string[] {
  if (count.doubt !== undefined) return [count.doubt];
  const closed = new Map(contents.get(report.history)?.unreadable.map(({ path, problem }) => [path, problem.reason]));
  return count.undecided.map(path => {
    const reason = closed.get(path);
    if (reason !== undefined) return `${path} cannot be read: ${reason}`;
    return `${path} may or may not stand on another leaf: only running it could tell`;
  });
}

function findingKey({ rule, history, message }: Finding): string {
  return [rule, history, message].join('\0');
}

function judgeHistory(given: ScopeLanding, id: string, findings: readonly Finding[]): JudgedHistory {
  const { landed } = given;
  const base = given.base.graph;
  const before = base.contents.has(id) ? leaves(base, id) : [];
  const count = countLeaves(landed, id, before.length, base);
  const { framework, folder = '' } = (landed.contents.get(id) ?? base.contents.get(id))?.history ?? {};
  const added = given.change.added.filter(migration => migration.history === id).map(({ path }) => path);
  const mine = findings.filter(finding => finding.history === id && finding.rule !== 'multiple-leaves');
  return {
    count,
    report: {
      history: id,
      framework: framework?.name ?? '',
      folder,
      leaves: count.leaves.map(leaf => spellingOf(landed, leaf)),
      landedLeaves: before.map(leaf => spellingOf(base, leaf)),
      added,
      findings: sortFindings([...extraLeaves(given, { id, count, added }), ...mine]),
    },
  };
}

interface CountedHistory {
  readonly id: string;
  readonly count: LeafCount;
  readonly added: readonly string[];
}

function extraLeaves({ landed, severities }: ScopeLanding, { id, count, added }: CountedHistory): readonly Finding[] {
  if (count.answer !== 'more' || count.certain.length <= 1) return [];
  const migrations = landed.contents.get(id)?.migrations ?? [];
  return extraLeavesFinding({ history: id, leaves: count.certain, migrations, added: new Set(added) }, severities);
}
