import { filesOf } from '../adapter/migration-files.js';
import { newNames, type NewNames } from './new-names.js';
import { relink, type RelinkContext, type RelinkPlan, type RelinkedHistory, type RefusedHistory } from './relink.js';
import { respellings } from './respellings.js';
import type { History } from '../adapter/framework.js';
import type { CommandRefusal } from '../reports/draft-report.js';
import type { Respelling } from '../adapter/respelling.js';
import type { RebaseScope } from './rebase-scopes.js';
import { rewriteFile, type MigrationFile, type RewrittenFile } from './file-rewrite.js';

export interface ScopePlan {
  readonly relinked: RelinkPlan;
  readonly names: NewNames;
  readonly rewritten: readonly RewrittenFile[];
  readonly refused: readonly RefusedHistory[];
}

export interface PlanContext {
  readonly files: ReadonlyMap<string, MigrationFile>;
  readonly released: RelinkContext['released'];
  readonly isRequested: (history: History) => boolean;
  readonly chance: () => string;
}

/** Plans one scope. A history with a file that cannot be changed is left out, and the others are planned without it. */
export function planScope({ framework, branch }: RebaseScope, { files, released, isRequested, chance }: PlanContext): ScopePlan {
  const isEmpty: RelinkContext['isEmpty'] = ({ path }) => {
    const file = files.get(path);
    return file !== undefined && framework.read.doesNothing(file.bytes);
  };
  const refused = new Map<string, RefusedHistory>();
  for (;;) {
    const relinked = relink(branch, { isEmpty, released }, history => isRequested(history) && !refused.has(history.id));
    const names = newNames(relinked.joined, relinked.relinked, framework.write, chance);
    const rewritten: RewrittenFile[] = [];
    const tasks = respellings(relinked.joined, relinked.relinked, names).flatMap(eachFile);
    const failures = tasks.flatMap(respelling => {
      const made = rewriteFile(framework, files.get(respelling.file ?? respelling.migration.path)?.text, respelling);
      if (!('reason' in made)) rewritten.push(made);
      return 'reason' in made ? [{ respelling, reason: made.reason }] : [];
    });
    if (failures.length === 0) return { relinked, names, rewritten, refused: [...refused.values(), ...relinked.refused] };
    for (const failure of failures) for (const one of refusals(relinked, failure)) refused.set(one.history.id, one);
  }
}

function eachFile(respelling: Respelling): readonly Respelling[] {
  const files = filesOf(respelling.migration);
  return files.length === 1 ? [respelling] : files.map(file => ({ ...respelling, file }));
}

function refusals(
  { joined, relinked }: RelinkPlan,
  { respelling, reason }: { respelling: Respelling; reason: string },
): readonly RefusedHistory[] {
  const { migration, references } = respelling;
  const refusal: CommandRefusal = {
    message: `${migration.id} has to be edited by hand: ${reason}`,
    related: [{ path: migration.path, message: reason }],
  };
  const own = relinked.filter(({ history }) => history.id === migration.history);
  const targets = references.map(({ reference }) => joined.graph.nodes.get(joined.target(reference, migration) ?? '')?.history);
  const hit: readonly RelinkedHistory[] = own.length > 0 ? own : relinked.filter(({ history }) => targets.includes(history.id));
  if (hit.length === 0) throw new Error(`${migration.path} is to be respelled, and nothing is relinked`);
  return hit.map(({ history }) => ({ history, refusal }));
}
