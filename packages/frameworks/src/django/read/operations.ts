import type { LocatedHistory, Operation, SchemaEffect } from '@oneleaf/core';
import { type CallArguments, callArguments, lastName } from '../../languages/python/values/call-arguments.js';
import type { CallExpression, Expression } from '../../languages/python/syntax/expression.js';
import { valueOfName } from '../../languages/python/values/module-facts.js';
import { importOrigin } from '../../languages/python/modules/import-origin.js';
import { docstringLine } from '../../languages/python/modules/docstring.js';
import type { ModuleOutline } from '../../languages/python/modules/module-outline.js';
import { newFields } from './create-model.js';
import { type OperationClass, operationClasses } from './operation-classes.js';
import { runPythonOperations, runSqlOperations } from './code-operations.js';
import { plainMigrationClass } from './plain-migration-class.js';

/** What a migration does, operation by operation; `opaque` where its list of operations cannot be read at all. */
export function operations(bytes: Uint8Array, { label }: LocatedHistory): readonly Operation[] | 'opaque' {
  const plain = plainMigrationClass(bytes);
  if (!plain) return 'opaque';
  const { read, definition } = plain;
  const value = valueOfName(read, [definition.body, read.module], 'operations');
  if (!value) return [];
  return value.kind === 'sequence' ? new OperationReader(read, label).all(value.elements) : 'opaque';
}

const djangoOperation = /^django\.(?:db\.migrations|contrib\.postgres\.operations)\./;

class OperationReader {
  constructor(
    private readonly read: ModuleOutline,
    private readonly label: string,
  ) {}

  all(elements: readonly Expression[]): readonly Operation[] {
    return elements.flatMap(element => this.one(element));
  }

  private one(element: Expression): readonly Operation[] {
    if (element.kind !== 'call') return [opaqueOperation('operations', element, 'is computed')];
    const origin = importOrigin(this.read, element.callee) ?? '';
    if (!djangoOperation.test(origin)) return [opaqueOperation(lastName(element.callee), element, 'is no operation of Django itself')];
    const kind = lastName(origin);
    if (kind === 'SeparateDatabaseAndState') return this.separate(element);
    if (kind === 'RunPython') return runPythonOperations(this.read, element, this.label);
    if (kind === 'RunSQL') return this.sql(element);
    return [this.plain(kind, element)];
  }

  private plain(kind: string, call: CallExpression): Operation {
    const known = operationClasses.get(kind);
    const given = known && callArguments(call, known.parameters);
    const touches = known && given && this.touches(known, given);
    if (!touches) return opaqueOperation(kind, call, known ? 'has arguments that are computed' : 'is not read');
    const columns = kind === 'CreateModel' ? newFields(given.named, this.label) : undefined;
    return { kind, span: call.span, touches, ...(columns ? { columns } : {}) };
  }

  private touches({ touches }: OperationClass, given: CallArguments): readonly SchemaEffect[] | undefined {
    return touches(given.named, this.label);
  }

  private separate(call: CallExpression): readonly Operation[] {
    const given = callArguments(call, ['database_operations', 'state_operations']);
    if (!given) return [opaqueOperation('SeparateDatabaseAndState', call, 'has arguments that are computed')];
    return ['database_operations', 'state_operations'].flatMap(name => this.nested(given.named.get(name)));
  }

  private sql(call: CallExpression): readonly Operation[] {
    const given = callArguments(call, ['sql', 'reverse_sql', 'state_operations']);
    return [...runSqlOperations(this.read, call, given?.named.get('sql')), ...this.nested(given?.named.get('state_operations'))];
  }

  private nested(list: Expression | undefined): readonly Operation[] {
    if (!list || list.kind === 'constant') return [];
    return list.kind === 'sequence' ? this.all(list.elements) : [opaqueOperation('operations', list, 'is computed')];
  }
}

function opaqueOperation(kind: string, { span }: Expression, opaque: string): Operation {
  return { kind, span, touches: [], opaque };
}

/** The first line of the docstring of the class, or else of the module. */
export function summary(bytes: Uint8Array): string {
  const plain = plainMigrationClass(bytes);
  return plain ? docstringLine(plain.read, plain.definition.header.end) || docstringLine(plain.read) : '';
}
