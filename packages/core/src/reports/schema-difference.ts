/** One thing in which two databases differ: in both with other definitions, or in one alone. */
export interface SchemaDifference {
  /** `table`, `column`, `enum` ...; `column order`: the same columns, in another order. */
  readonly kind: string;
  /** `public.users.name`, quoted as in SQL. */
  readonly name: string;
  /** Its definition in the first database: absent where it is missing, empty where it has only a name. */
  readonly one?: string;
  readonly other?: string;
}

/** `enum public.ticket_status 'open','closed'` for what one of them has, `column public.users.name: varchar(40) / varchar(200)` for what both have. */
export function schemaDifferenceInWords({ kind, name, one, other }: SchemaDifference): string {
  if (one !== undefined && other !== undefined) return `${kind} ${name}: ${one} / ${other}`;
  return `${kind} ${name} ${one ?? other ?? ''}`.trimEnd();
}
