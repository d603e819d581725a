import type { StyleFacts } from '@oneleaf/core';
import { callArguments, lastName, literalText } from '../../languages/python/values/call-arguments.js';
import type { CallExpression, Expression } from '../../languages/python/syntax/expression.js';
import { isProblem, readModule, valueOfName } from '../../languages/python/values/module-facts.js';
import type { NameContext } from '../../languages/python/values/resolve-constants.js';
import { StyleNotes, sqlText } from '../../languages/python/style/style-notes.js';
import type { ModuleOutline } from '../../languages/python/modules/module-outline.js';
import type { ClassOutline } from '../../languages/python/modules/name-scope.js';
import { migrationClass } from './migration-class.js';
import { operationClasses } from './operation-classes.js';

/** What a migration does that teams have rules about. */
export function styleFacts(bytes: Uint8Array): StyleFacts {
  const read = readModule(bytes, { classes: name => name === 'Migration', facts: new Set(['operations']) });
  if (isProblem(read)) return {};
  const notes = new StyleNotes(read);
  notes.credentials();
  const found = migrationClass(read);
  if (found !== 'absent' && found.definition) new OperationWalk(read, found.definition, notes).all();
  return notes.all(read.docstrings);
}

// They change what Django knows of a model, and nothing in the database.
const stateOnlyOperations = new Set(['AlterModelOptions', 'AlterModelManagers']);
const breakingOperation = /^(?:DeleteModel|RenameModel|AlterModelTable|RemoveField|RenameField)$/;

class OperationWalk {
  private readonly site: NameContext;

  constructor(
    private readonly read: ModuleOutline,
    private readonly definition: ClassOutline,
    private readonly notes: StyleNotes,
  ) {
    this.site = { text: read.text, scopes: [definition.body, read.module] };
  }

  all(): void {
    this.list(valueOfName(this.read, [this.definition.body, this.read.module], 'operations'));
  }

  private list(value: Expression | undefined): void {
    for (const element of value?.kind === 'sequence' ? value.elements : []) if (element.kind === 'call') this.operation(element);
  }

  private operation(call: CallExpression): void {
    const kind = lastName(call.callee);
    if (kind === 'RunPython') this.python(call);
    else if (kind === 'RunSQL') this.sql(call);
    else if (kind === 'SeparateDatabaseAndState') this.list(callArguments(call, ['database_operations'])?.named.get('database_operations'));
    else if (operationClasses.has(kind) && !stateOnlyOperations.has(kind)) this.plain(call, kind);
  }

  private plain(call: CallExpression, kind: string): void {
    const named = callArguments(call, operationClasses.get(kind)?.parameters ?? [])?.named;
    const names = ['model_name', 'name', 'old_name'].flatMap(name => literalText(named?.get(name)) ?? []);
    const what = [kind, ...names].join(' ');
    this.notes.changes('schema', what, call.span);
    if (breakingOperation.test(kind)) this.notes.add('unannounced', what, call.span);
  }

  private python(call: CallExpression): void {
    const given = callArguments(call, ['code', 'reverse_code'])?.named;
    if (!given || isNoop(given.get('code'))) return;
    this.notes.changes('rows', 'RunPython', call.span);
    this.reversible(call, given.get('reverse_code'), 'RunPython without reverse_code');
  }

  private sql(call: CallExpression): void {
    const given = callArguments(call, ['sql', 'reverse_sql'])?.named;
    const sql = given?.get('sql');
    if (!sql || isNoop(sql)) return;
    for (const script of this.scripts(sql)) this.notes.sql(script, { span: call.span, isGuarded: false });
    this.reversible(call, given?.get('reverse_sql'), 'RunSQL without reverse_sql');
  }

  /** One script, or a list of them, each alone or with its parameters. */
  private scripts(sql: Expression): readonly string[] {
    if (sql.kind !== 'sequence') return [sqlText(sql, this.site)];
    return sql.elements.map(one =>
      one.kind === 'sequence' && one.elements[0] ? sqlText(one.elements[0], this.site) : sqlText(one, this.site),
    );
  }

  private reversible(call: CallExpression, reverse: Expression | undefined, what: string): void {
    if (!reverse || (reverse.kind === 'constant' && reverse.value === null)) this.notes.add('oneWay', what, call.span);
  }
}

function isNoop(expression: Expression | undefined): boolean {
  return (expression?.kind === 'name' && lastName(expression.path) === 'noop') || literalText(expression) === '';
}
