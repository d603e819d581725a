import type { OrderFailure, PairProof, RowsDifference, SchemaDifference } from '@oneleaf/core';
import type { Lease } from '../sandbox.js';
import { SandboxError } from '../sandbox-error.js';
import type { TableRows } from '../engines/catalog.js';
import { COLUMN_ORDER, compareCatalogs } from '../engines/compare-catalogs.js';
import { landBranches, type LandedDatabase, type OrderOutcome, comparableRows } from './land-branches.js';
import { baseTemplate } from './base-template.js';
import type { ProofTrial } from './trial.js';

/**
 * Lands two branches in both orders on copies of the merge base's database, and compares what they make of it. What keeps it from an answer is one:
 * `inconclusive`, with the reason.
 */
export async function prove(trial: ProofTrial): Promise<PairProof> {
  try {
    return await runTrial(trial);
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    return { ...emptyProof, verdict: 'inconclusive', reason: error.message, hint: error.hint };
  }
}

const emptyProof = { differences: [], rows: [], failures: [], volatile: [], warnings: [] } as const;

type MakeCopy = () => Promise<Lease>;

async function runTrial(trial: ProofTrial): Promise<PairProof> {
  const from = await baseTemplate(trial);
  const copies: Lease[] = [];
  const copy = async (): Promise<Lease> => {
    const lease = await trial.sandbox.lease('order', from);
    copies.push(lease);
    return lease;
  };
  try {
    return await landInBothOrders(trial, copy);
  } finally {
    for (const lease of copies) await lease.drop();
  }
}

async function landInBothOrders(trial: ProofTrial, copy: MakeCopy): Promise<PairProof> {
  // Both come to their end before an error of one is thrown: the databases are still theirs.
  const ended = await Promise.allSettled(trial.orders.map(async order => landBranches(trial, order, await copy())));
  const landings = ended.map(one => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
  const warnings = [...new Set(landings.flatMap(one => one.warnings))];
  const failures = landings.flatMap(one => ('failure' in one ? [one.failure] : []));
  const [one, other] = landings.filter(isLanded);
  if (one && other) return { ...(await compareLandings(trial, [one, other], copy)), warnings };
  return { ...emptyProof, ...failureVerdict(failures, trial), failures, warnings };
}

function isLanded(landing: OrderOutcome): landing is LandedDatabase {
  return 'catalog' in landing;
}

function failureVerdict(
  [failure, second]: readonly OrderFailure[],
  { orders: [order] }: ProofTrial,
): Pick<PairProof, 'verdict' | 'landFirst'> {
  if (failure === undefined || second !== undefined) return { verdict: 'both-fail' };
  const landFirst = order.map(({ branch }) => branch).find(branch => branch !== failure.first);
  return { verdict: 'one-order-fails', ...(landFirst !== undefined && { landFirst }) };
}

async function compareLandings(
  trial: ProofTrial,
  [one, other]: readonly [LandedDatabase, LandedDatabase],
  copy: MakeCopy,
): Promise<PairProof> {
  const differences = compareCatalogs(one.catalog, other.catalog);
  const unequal = rowsDiffer(one.rows, other.rows);
  const volatile = unequal.length === 0 ? [] : await volatileColumns(trial, one, copy);
  const again = (landed: LandedDatabase): Promise<readonly TableRows[]> => comparableRows(trial, landed.lease, volatile);
  const rows = volatile.length === 0 ? unequal : rowsDiffer(await again(one), await again(other));
  return { ...emptyProof, verdict: verdictOf(differences, rows), differences, rows, volatile };
}

function verdictOf(differences: readonly SchemaDifference[], rows: readonly RowsDifference[]): PairProof['verdict'] {
  if (rows.length > 0 || differences.some(({ kind }) => kind !== COLUMN_ORDER)) return 'order-matters';
  return differences.length > 0 ? 'commutes-except-column-order' : 'commutes';
}

function rowsDiffer(one: readonly TableRows[], other: readonly TableRows[]): readonly RowsDifference[] {
  const beside = new Map(other.map(table => [table.table, table]));
  return one.flatMap(({ table, rows, hash }) => {
    const found = beside.get(table);
    return found && found.hash !== hash ? [{ table, one: rows, other: found.rows }] : [];
  });
}

/** A difference that a second run of the same order shows too does not come from the order. */
async function volatileColumns(trial: ProofTrial, before: LandedDatabase, copy: MakeCopy): Promise<readonly string[]> {
  const again = await landBranches(trial, trial.orders[0], await copy());
  if (!isLanded(again)) throw new SandboxError('the same order failed when it was run again', 'oneleaf verify');
  const beside = new Map(again.rows.map(({ table, columns }) => [table, columns]));
  return before.rows.flatMap(({ table, columns }) =>
    Object.keys(columns).flatMap(column => (beside.get(table)?.[column] === columns[column] ? [] : [`${table}.${column}`])),
  );
}
