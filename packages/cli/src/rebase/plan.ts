import {
  nameAnew,
  relink,
  respellings,
  type History,
  type Knowledge,
  type NewNames,
  type Refusal,
  type Relinked,
  type Relinking,
  type Respelling,
  type Unrelinked,
} from '@oneleaf/core';
import type { Scope } from './scopes.js';
import { rewrite, type Rewritten } from './texts.js';

export interface ScopePlan {
  readonly relinked: Relinked;
  readonly names: NewNames;
  readonly rewritten: readonly Rewritten[];
  readonly refused: readonly Unrelinked[];
}

export interface Circumstances {
  /** Contents of the branch's own migrations, by path. */
  readonly bytes: ReadonlyMap<string, Uint8Array>;
  readonly released: Knowledge['released'];
  readonly isAsked: (history: History) => boolean;
  readonly chance: () => string;
}

/** What to do in one scope. A history in which some file cannot be respelled stays as it is, and the others go on without it. */
export function planScope({ framework, strand }: Scope, { bytes, released, isAsked, chance }: Circumstances): ScopePlan {
  const isEmpty: Knowledge['isEmpty'] = ({ path }) => {
    const content = bytes.get(path);
    return content !== undefined && framework.doesNothing(content);
  };
  const refused = new Map<string, Unrelinked>();
  for (;;) {
    const relinked = relink(strand, { isEmpty, released }, history => isAsked(history) && !refused.has(history.id));
    const names = nameAnew(relinked.joined, relinked.relinked, framework, chance);
    const rewritten: Rewritten[] = [];
    const failures = respellings(relinked.joined, relinked.relinked, names).flatMap(respelling => {
      const made = rewrite(framework, bytes.get(respelling.migration.path) ?? new Uint8Array(), respelling);
      if (!('reason' in made)) rewritten.push(made);
      return 'reason' in made ? [{ respelling, reason: made.reason }] : [];
    });
    if (failures.length === 0) return { relinked, names, rewritten, refused: [...refused.values(), ...relinked.refused] };
    for (const failure of failures) for (const one of refusals(relinked, failure)) refused.set(one.history.id, one);
  }
}

/** The histories whose new names a file cannot be made to spell. */
function refusals(
  { joined, relinked }: Relinked,
  { respelling, reason }: { respelling: Respelling; reason: string },
): readonly Unrelinked[] {
  const { migration, references } = respelling;
  const refusal: Refusal = {
    message: `${migration.id} has to be written anew by hand: ${reason}`,
    related: [{ path: migration.path, message: reason }],
  };
  const own = relinked.filter(({ history }) => history.id === migration.history);
  const targets = references.map(({ reference }) => joined.graph.nodes.get(joined.target(reference, migration) ?? '')?.history);
  const hit: readonly Relinking[] = own.length > 0 ? own : relinked.filter(({ history }) => targets.includes(history.id));
  if (hit.length === 0) throw new Error(`${migration.path} is to be respelled, and nothing is relinked`);
  return hit.map(({ history }) => ({ history, refusal }));
}
