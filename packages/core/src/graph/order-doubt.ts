import type { LocatedHistory } from '../model/migration.js';

/** Why nothing can be said of a history's order; undefined where its migrations name their parents. */
export function orderDoubt({ id, order }: Pick<LocatedHistory, 'id' | 'order'>): string | undefined {
  switch (order.kind) {
    case 'graph':
      return undefined;
    case 'set':
    case 'watermark':
    case 'prefix':
      return `the names of its migrations order ${id}, and Oneleaf cannot judge such an order yet`;
  }
}
