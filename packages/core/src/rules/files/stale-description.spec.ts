import { plainDrafts } from '../../testing/plain-drafts.js';
import { buildGraph } from '../../graph/graph.js';
import type { MarkerCheck } from '../../markers/marker.js';
import { drawHistory } from '../../testing/graph.js';
import { staleDescription } from './stale-description.js';

test('what is not true of a history here, once for each remark', () => {
  const graph = buildGraph([drawHistory('a < b', {}, { id: 'shop' })]);
  const remark = (history: string) => ({ history, message: `README.md does not tell b of ${history}` });
  const descriptions: readonly MarkerCheck[] = [
    { path: 'README.md', text: '', stale: [remark('shop'), remark('elsewhere')], left: [remark('shop')] },
  ];
  expect(plainDrafts(staleDescription.check({ graph, descriptions }))).toEqual([
    {
      history: 'shop',
      message: 'README.md does not tell b of shop',
      location: { path: 'README.md' },
      fix: { title: 'write what the migrations do', command: 'npx oneleaf sync' },
    },
  ]);
  expect(plainDrafts(staleDescription.check({ graph }))).toEqual([]);
});
