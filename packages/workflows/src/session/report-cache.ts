import type { PredictReport } from '@oneleaf/core';
import { BUILD } from './build.js';
import type { KeyValueStore } from './content-reader.js';

/**
 * Gives the report of an earlier run when everything that it depends on is the same, or makes it.
 * `parts`: the commits of all refs, the base, the options and the configuration; contents never change under a commit's id.
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
