import type { Practices } from '@oneleaf/core';
import { argumentsOf, lastName, textOf } from '../python/call.js';
import type { Call, Expression } from '../python/expression.js';
import { isProblem, readModule, valueOf } from '../python/facts.js';
import type { Site } from '../python/fold.js';
import { Notes, scriptOf } from '../python/noted.js';
import type { Outline } from '../python/outline.js';
import type { ClassOutline } from '../python/scope.js';
import { migrationIn } from './extract.js';
import { kinds } from './kinds.js';

/** What a migration does that teams have rules about. */
export function practices(bytes: Uint8Array): Practices {
  const read = readModule(bytes, { classes: name => name === 'Migration', facts: new Set(['operations']) });
  if (isProblem(read)) return {};
  const notes = new Notes(read);
  notes.credentials();
  const found = migrationIn(read);
  if (found !== 'absent' && found.definition) new Walk(read, found.definition, notes).all();
  return notes.all(read.docstrings);
}

// They change what Django knows of a model, and nothing in the database.
const bookkeeping = new Set(['AlterModelOptions', 'AlterModelManagers']);
const breaking = /^(?:DeleteModel|RenameModel|AlterModelTable|RemoveField|RenameField)$/;

class Walk {
  private readonly site: Site;

  constructor(
    private readonly read: Outline,
    private readonly definition: ClassOutline,
    private readonly notes: Notes,
  ) {
    this.site = { text: read.text, scopes: [definition.body, read.module] };
  }

  all(): void {
    this.list(valueOf(this.read, [this.definition.body, this.read.module], 'operations'));
  }

  private list(value: Expression | undefined): void {
    for (const element of value?.kind === 'sequence' ? value.elements : []) if (element.kind === 'call') this.operation(element);
  }

  private operation(call: Call): void {
    const kind = lastName(call.callee);
    if (kind === 'RunPython') this.python(call);
    else if (kind === 'RunSQL') this.sql(call);
    else if (kind === 'SeparateDatabaseAndState') this.list(argumentsOf(call, ['database_operations'])?.named.get('database_operations'));
    else if (kinds.has(kind) && !bookkeeping.has(kind)) this.plain(call, kind);
  }

  private plain(call: Call, kind: string): void {
    const named = argumentsOf(call, kinds.get(kind)?.parameters ?? [])?.named;
    const names = ['model_name', 'name', 'old_name'].flatMap(name => textOf(named?.get(name)) ?? []);
    const what = [kind, ...names].join(' ');
    this.notes.changes('schema', what, call.span);
    if (breaking.test(kind)) this.notes.add('unannounced', what, call.span);
  }

  private python(call: Call): void {
    const given = argumentsOf(call, ['code', 'reverse_code'])?.named;
    if (!given || isNoop(given.get('code'))) return;
    this.notes.changes('rows', 'RunPython', call.span);
    this.reversible(call, given.get('reverse_code'), 'RunPython without reverse_code');
  }

  private sql(call: Call): void {
    const given = argumentsOf(call, ['sql', 'reverse_sql'])?.named;
    const sql = given?.get('sql');
    if (!sql || isNoop(sql)) return;
    for (const script of this.scripts(sql)) this.notes.sql(script, { span: call.span, isGuarded: false });
    this.reversible(call, given?.get('reverse_sql'), 'RunSQL without reverse_sql');
  }

  /** One script, or a list of them, each alone or with its parameters. */
  private scripts(sql: Expression): readonly string[] {
    if (sql.kind !== 'sequence') return [scriptOf(sql, this.site)];
    return sql.elements.map(one =>
      one.kind === 'sequence' && one.elements[0] ? scriptOf(one.elements[0], this.site) : scriptOf(one, this.site),
    );
  }

  private reversible(call: Call, reverse: Expression | undefined, what: string): void {
    if (!reverse || (reverse.kind === 'constant' && reverse.value === null)) this.notes.add('oneWay', what, call.span);
  }
}

function isNoop(expression: Expression | undefined): boolean {
  return (expression?.kind === 'name' && lastName(expression.path) === 'noop') || textOf(expression) === '';
}
