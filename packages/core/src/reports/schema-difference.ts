/** One thing in which two databases differ: in both with other definitions, or in one alone. */
export interface SchemaDifference {
  /** `table`, `column`, `enum` ...; `column order`: the same columns, in another order. */
  readonly kind: string;
  /** `public.users.name`, quoted where SQL would have it so. */
  readonly name: string;
  /** What it is in the first; absent where it is not there. Empty for what has only a name. */
  readonly one?: string;
  readonly other?: string;
}

/** `enum public.ticket_status 'open','closed'` for what one of them has, `column public.users.name: varchar(40) / varchar(200)` for what both have. */
export function schemaDifferenceInWords({ kind, name, one, other }: SchemaDifference): string {
  if (one !== undefined && other !== undefined) return `${kind} ${name}: ${one} / ${other}`;
  return `${kind} ${name} ${one ?? other ?? ''}`.trimEnd();
}
