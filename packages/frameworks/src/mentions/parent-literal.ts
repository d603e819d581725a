import type { NameLiteral } from './name-literal.js';
import type { Renaming } from '@oneleaf/core';
import type { NameBearer, MentionReading } from './renaming.js';
import type { StringScope } from './string-scope.js';
import { tokenText } from './python-token.js';

/** The renamed migrations that are certainly named in a class, function or module. */
export class NamedMigrations {
  private readonly scopes = new Map<StringScope, Set<Renaming>>();

  add(scope: StringScope, { bearers, doubt }: MentionReading): void {
    const [bearer, ...others] = bearers;
    if (!bearer?.renaming || others.length > 0 || doubt !== undefined) return;
    this.scopes.set(scope, (this.scopes.get(scope) ?? new Set()).add(bearer.renaming));
  }

  has(scope: StringScope, { renaming }: NameBearer): boolean {
    return renaming !== undefined && this.scopes.get(scope)?.has(renaming) === true;
  }
}

/** A literal that is the parent which a migration had: where that migration is named too, a test goes from the one to the other. */
export function readParentLiteral(literal: NameLiteral, named: NamedMigrations): MentionReading | undefined {
  const { mention, statement } = literal;
  const bearers = mention.bearers.filter(one => named.has(statement.scope, one) && statement.speaksOf.has(one.framework));
  const [renaming] = bearers.flatMap(one => one.renaming ?? []);
  if (!renaming?.parent || literal.isPart) return undefined;
  return isMigrationEndpoint(literal, renaming)
    ? { bearers }
    : { bearers, doubt: `${renaming.to} has the parent ${renaming.parent.to} now` };
}

/** `migrate_from = "0001_initial"`, `MIGRATE_FROM = [("shop", "0001_initial")]` */
function isMigrationEndpoint({ statement, token }: NameLiteral, { label }: Renaming): boolean {
  const [name, sign] = statement.tokens;
  const others = statement.tokens.filter(({ kind }) => kind === 'string').filter(one => one !== token);
  return /migrat/i.test(name?.source ?? '') && ['=', ':'].includes(sign?.source ?? '') && others.every(one => tokenText(one) === label);
}
