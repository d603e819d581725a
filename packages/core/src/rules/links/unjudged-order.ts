import type { MigrationRule } from '../rule.js';
import { orderDoubt } from '../../graph/order-doubt.js';

export const unjudgedOrder: MigrationRule = {
  name: 'unjudged-order',
  severity: 'warning',
  summary: 'the order of a history cannot be judged',
  *check({ graph }) {
    for (const { history } of graph.contents.values()) {
      const message = orderDoubt(history);
      if (message !== undefined) yield { history: history.id, message };
    }
  },
};
