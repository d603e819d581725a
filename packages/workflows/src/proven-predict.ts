import type { PairProofs, PredictReport } from '@oneleaf/core';
import { predictSince, type PredictRequest } from './predict/predict-since.js';
import type { RepositorySession } from './session/session.js';
import { collidingPairs } from './prove/colliding-pairs.js';
import type { BranchPair } from './prove/prove-pair.js';
import { provePairs, type ProofContext, type SeededRequest } from './prove/prove-pairs.js';

export interface ProvenPredictRequest extends PredictRequest {
  readonly proof: SeededRequest;
}

/** Predicts, and lands the branches that collide in both orders on throw-away databases. */
export async function predictAndProve(
  session: RepositorySession,
  context: ProofContext,
  { proof, ...request }: ProvenPredictRequest,
): Promise<PredictReport> {
  return withProofs(await predictSince(session, request), pairs => provePairs(session, context, { ...proof, pairs }));
}

/** Adds to a prediction what proves the branches that collide; where none do, nothing is started. */
export async function withProofs(
  report: PredictReport,
  prove: (pairs: readonly BranchPair[]) => Promise<PairProofs>,
): Promise<PredictReport> {
  const pairs = collidingPairs(report);
  return pairs.length === 0 ? report : { ...report, proofs: await prove(pairs) };
}
