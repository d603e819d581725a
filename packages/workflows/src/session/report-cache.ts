import type { PredictReport } from '@oneleaf/core';
import { BUILD } from './build.js';
import type { KeyValueStore } from './content-reader.js';

/**
 * Returns the report of an earlier run with the same `parts`, or makes a new one. `parts` are the commits of all refs, the base, the
 * options and the configuration.
 */
export async function rememberReport(store: KeyValueStore, parts: unknown, make: () => Promise<PredictReport>): Promise<PredictReport> {
  if (BUILD === undefined) return make();
  // Only `predict` gets here, and the others need not wait until it is loaded.
  const { createHash } = await import('node:crypto');
  const key = `report ${createHash('sha256')
    .update(JSON.stringify([BUILD, parts]))
    .digest('hex')}`;
  const known = store.get(key);
  const earlier: unknown = known === undefined ? undefined : JSON.parse(known);
  if (isReport(earlier)) return earlier;
  const report = await make();
  store.set(key, JSON.stringify(report));
  return report;
}

function isReport(value: unknown): value is PredictReport {
  return typeof value === 'object' && value !== null && 'schema' in value && value.schema === 1;
}
