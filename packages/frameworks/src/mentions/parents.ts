import type { Literal } from './literal.js';
import type { Bearer, Reading, Renaming } from './renaming.js';
import type { Scope } from './scope.js';
import { textOf } from './tokens.js';

/** The renamed migrations that are certainly named in a class, function or module. */
export class Named {
  private readonly scopes = new Map<Scope, Set<Renaming>>();

  add(scope: Scope, { bearers, doubt }: Reading): void {
    const [bearer, ...others] = bearers;
    if (!bearer?.renaming || others.length > 0 || doubt !== undefined) return;
    this.scopes.set(scope, (this.scopes.get(scope) ?? new Set()).add(bearer.renaming));
  }

  has(scope: Scope, { renaming }: Bearer): boolean {
    return renaming !== undefined && this.scopes.get(scope)?.has(renaming) === true;
  }
}

/** A literal that is the parent which a migration had: where that migration is named too, a test goes from the one to the other. */
export function readParent(literal: Literal, named: Named): Reading | undefined {
  const { mention, statement } = literal;
  const bearers = mention.bearers.filter(one => named.has(statement.scope, one) && statement.speaksOf.has(one.framework));
  const [renaming] = bearers.flatMap(one => one.renaming ?? []);
  if (!renaming?.parent || literal.isPart) return undefined;
  return isEnd(literal, renaming) ? { bearers } : { bearers, doubt: `${renaming.to} stands on ${renaming.parent.to} now` };
}

/** `migrate_from = "0001_initial"`, `MIGRATE_FROM = [("shop", "0001_initial")]` */
function isEnd({ statement, token }: Literal, { label }: Renaming): boolean {
  const [name, sign] = statement.tokens;
  const others = statement.tokens.filter(({ kind }) => kind === 'string').filter(one => one !== token);
  return /migrat/i.test(name?.source ?? '') && ['=', ':'].includes(sign?.source ?? '') && others.every(one => textOf(one) === label);
}
