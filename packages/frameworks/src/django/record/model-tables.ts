import { ANY_NAME, expectTable, namedTable, type ExpectedTable, type SchemaEffect } from '@oneleaf/core';

/** The tables that models have in the end; undefined for models that have none of their own. */
type ModelTables = ReadonlyMap<string, string | undefined>;

/** Tables are looked for by their models, columns by their fields. */
export function expectedTables(touches: readonly SchemaEffect[]): (touch: SchemaEffect) => readonly ExpectedTable[] {
  const homes = modelTables(touches);
  return touch => {
    if (touch.thing === 'table') return homes.size > 0 ? [] : namedTable(touch);
    if (touch.thing === 'model') return expectIn(homes.get(touch.name));
    if (touch.thing === 'field' && touch.of !== undefined && touch.of !== ANY_NAME) return fieldColumn(touch, homes.get(touch.of));
    return namedTable(touch);
  };
}

/** Where a field says no class, it may have no column. The column of a relation ends in `_id`. */
function fieldColumn({ name, type }: SchemaEffect, table: string | undefined): readonly ExpectedTable[] {
  return type === undefined || type.startsWith('ManyToMany') ? [] : expectIn(table, name, `${name}_id`);
}

function expectIn(table: string | undefined, ...columns: readonly string[]): readonly ExpectedTable[] {
  return table === undefined ? [] : expectTable(table, ...columns);
}

function modelTables(touches: readonly SchemaEffect[]): ModelTables {
  const homes = new Map<string, string | undefined>();
  for (const [at, touch] of touches.entries()) {
    const next = touches[at + 1];
    const table = next?.does === 'add' && next.thing === 'table' ? next.name : undefined;
    if (touch.thing === 'model') trackModelTable(homes, touch, table);
    if (touch.thing === 'option' && touch.name === 'db_table' && touch.of !== undefined)
      homes.set(touch.of, table ?? defaultTable(touch.of));
  }
  return homes;
}

/** `table`: the one that is named right behind. */
function trackModelTable(homes: Map<string, string | undefined>, { does, name, to }: SchemaEffect, table: string | undefined): void {
  if (does === 'add' && !homes.has(name)) homes.set(name, table);
  if (does === 'rename' && to !== undefined) homes.set(to, homes.get(name) === defaultTable(name) ? defaultTable(to) : homes.get(name));
}

/** The table that a model has unless it says otherwise. */
export function defaultTable(model: string): string {
  return model.replace('.', '_');
}
