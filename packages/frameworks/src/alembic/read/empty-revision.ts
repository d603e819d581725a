import { functionBody, isEmptyBody } from '../../languages/python/modules/function-body.js';
import { isProblem, readModule } from '../../languages/python/values/module-facts.js';
import { revisionRequest } from './revision-request.js';

/**
 * Whether a revision changes nothing, up or down: no statement but `pass` and its like in either function, and none at module level that calls anything.
 * Alembic looks for the functions when it runs them (script/base.py), so a missing `downgrade` does nothing and a missing `upgrade` fails.
 */
export function doesNothing(bytes: Uint8Array): boolean {
  const read = readModule(bytes, revisionRequest);
  if (isProblem(read) || read.module.touched.size > 0) return false;
  const upgrade = functionBody(read, 'upgrade');
  const downgrade = functionBody(read, 'downgrade');
  if (!upgrade || (!downgrade && read.module.bindings.has('downgrade'))) return false;
  return [upgrade, downgrade].every(body => !body || isEmptyBody(read, body));
}
