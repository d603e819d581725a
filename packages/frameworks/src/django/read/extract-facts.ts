import { doesNothing } from './empty-migration.js';
import { baseNames, migrationClass } from './migration-class.js';
import type { AttributeFact, FileFacts } from '../../languages/python/values/file-facts.js';
import type { Expression } from '../../languages/python/syntax/expression.js';
import { grownList } from '../../languages/python/values/list-growth.js';
import { isProblem, readModule, unreadableFacts, valueOfName } from '../../languages/python/values/module-facts.js';
import { factOf, undecidedFact } from '../../languages/python/values/resolve-constants.js';
import type { ModuleOutline, OutlineRequest } from '../../languages/python/modules/module-outline.js';
import type { ClassOutline } from '../../languages/python/modules/name-scope.js';
import { dependencyFact, grownFact, replacementFact } from './dependencies.js';

/** The attributes of a migration that place it in the graph. */
export const graphAttributes = ['dependencies', 'run_before', 'replaces'] as const;

export const migrationRequest: OutlineRequest = { classes: name => name === 'Migration', facts: new Set([...graphAttributes, 'initial']) };

/** The bases of South's migrations, which Django replaced in 1.7. */
export const southBase = /(?:^|\.)(?:Schema|Data)Migration$/;

/** Shows that a closer look is worth it: hardly any migration does nothing. */
const NO_OPERATIONS = /\boperations\s*=\s*[[(]\s*[\])]/;

/** What one file of a migrations package says: the bases of its class `Migration`, and the attributes set in its body. */
export function extract(bytes: Uint8Array): FileFacts {
  const read = readModule(bytes, migrationRequest);
  if (isProblem(read)) return unreadableFacts(read);
  const found = migrationClass(read);
  if (found === 'absent') return { names: {}, body: read.digest };
  if (!found.definition) {
    return {
      names: { Migration: undecidedFact(read.text, { span: found.span, reason: found.reason ?? 'not a class statement' }) },
      body: read.digest,
    };
  }
  const bases = baseNames(read, found.definition);
  const names: Record<string, AttributeFact> = { Migration: factOf(read.text, bases) };
  for (const name of graphAttributes) {
    const attribute = attributeFact(read, { definition: found.definition, bases }, name);
    if (attribute) names[name] = attribute;
  }
  return { names, body: NO_OPERATIONS.test(read.text) && doesNothing(bytes) ? '' : read.digest };
}

interface ClassWithBases {
  readonly definition: ClassOutline;
  readonly bases: Expression;
}

function attributeFact(read: ModuleOutline, { definition, bases }: ClassWithBases, name: string): AttributeFact | undefined {
  const [touched] = read.module.touched.get(`Migration.${name}`) ?? read.module.touched.get('Migration.*') ?? [];
  if (touched) return undecidedFact(read.text, { span: touched, reason: 'changed after the class is made' });
  const scopes = [definition.body, read.module] as const;
  const value = valueOfName(read, scopes, name);
  if (!value) return inheritedFact(read, bases, name);
  const fact = name === 'replaces' ? replacementFact(read.text, value) : dependencyFact(read.text, value);
  const grown = value.kind === 'computed' ? grownList(read, scopes, name) : undefined;
  return grown ? grownFact(read.text, fact, grown) : fact;
}

/** An attribute that the body does not set may come from a base other than Django's own. */
function inheritedFact(read: ModuleOutline, bases: Expression, name: string): AttributeFact | undefined {
  for (const base of bases.kind === 'sequence' ? bases.elements : []) {
    if (base.kind !== 'string' || isPlainBase(base.text)) continue;
    const local = read.module.bindings.get(base.text)?.some(({ reason }) => reason !== 'imported');
    if (local || name === 'dependencies') return undecidedFact(read.text, { span: base.span, reason: 'may be inherited from this base' });
  }
  return undefined;
}

/** Whether a base is, by its name, the one class that every Django migration has for a base. */
export function isDjangoBase(base: string): boolean {
  return base === 'Migration' || base.endsWith('migrations.Migration');
}

function isPlainBase(base: string): boolean {
  return isDjangoBase(base) || base === 'object' || southBase.test(base);
}
