import {
  newNames,
  relink,
  respellings,
  type History,
  type RelinkContext,
  type NewNames,
  type CommandRefusal,
  type RelinkPlan,
  type RelinkedHistory,
  type Respelling,
  type RefusedHistory,
} from '@oneleaf/core';
import type { RebaseScope } from './rebase-scopes.js';
import { rewriteFile, type RewrittenFile } from './file-rewrite.js';

export interface ScopePlan {
  readonly relinked: RelinkPlan;
  readonly names: NewNames;
  readonly rewritten: readonly RewrittenFile[];
  readonly refused: readonly RefusedHistory[];
}

export interface PlanContext {
  /** Contents of the branch's own migrations, by path. */
  readonly bytes: ReadonlyMap<string, Uint8Array>;
  readonly released: RelinkContext['released'];
  readonly isAsked: (history: History) => boolean;
  readonly chance: () => string;
}

/** What to do in one scope. A history in which some file cannot be respelled stays as it is, and the others go on without it. */
export function planScope({ framework, branch }: RebaseScope, { bytes, released, isAsked, chance }: PlanContext): ScopePlan {
  const isEmpty: RelinkContext['isEmpty'] = ({ path }) => {
    const content = bytes.get(path);
    return content !== undefined && framework.read.doesNothing(content);
  };
  const refused = new Map<string, RefusedHistory>();
  for (;;) {
    const relinked = relink(branch, { isEmpty, released }, history => isAsked(history) && !refused.has(history.id));
    const names = newNames(relinked.joined, relinked.relinked, framework.write, chance);
    const rewritten: RewrittenFile[] = [];
    const failures = respellings(relinked.joined, relinked.relinked, names).flatMap(respelling => {
      const made = rewriteFile(framework, bytes.get(respelling.migration.path) ?? new Uint8Array(), respelling);
      if (!('reason' in made)) rewritten.push(made);
      return 'reason' in made ? [{ respelling, reason: made.reason }] : [];
    });
    if (failures.length === 0) return { relinked, names, rewritten, refused: [...refused.values(), ...relinked.refused] };
    for (const failure of failures) for (const one of refusals(relinked, failure)) refused.set(one.history.id, one);
  }
}

/** The histories whose new names a file cannot be made to spell. */
function refusals(
  { joined, relinked }: RelinkPlan,
  { respelling, reason }: { respelling: Respelling; reason: string },
): readonly RefusedHistory[] {
  const { migration, references } = respelling;
  const refusal: CommandRefusal = {
    message: `${migration.id} has to be written anew by hand: ${reason}`,
    related: [{ path: migration.path, message: reason }],
  };
  const own = relinked.filter(({ history }) => history.id === migration.history);
  const targets = references.map(({ reference }) => joined.graph.nodes.get(joined.target(reference, migration) ?? '')?.history);
  const hit: readonly RelinkedHistory[] = own.length > 0 ? own : relinked.filter(({ history }) => targets.includes(history.id));
  if (hit.length === 0) throw new Error(`${migration.path} is to be respelled, and nothing is relinked`);
  return hit.map(({ history }) => ({ history, refusal }));
}
