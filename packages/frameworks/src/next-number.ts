/** A free number, and the names that other branches have for those before it. */
export interface NextNumber {
  readonly number: number;
  readonly avoided: readonly string[];
}

export interface NumberRequest {
  /** What the new one comes after. */
  readonly after: number;
  /** Names that the history has. */
  readonly own: readonly string[];
  /** Names that other branches give to the history. */
  readonly taken: readonly string[];
  readonly numberOf: (name: string) => number | undefined;
}

/** The lowest number after another one that nobody has: neither the history nor any other branch. */
export function nextNumber({ after, own, taken, numberOf }: NumberRequest): NextNumber {
  const used = new Set([...own, ...taken].map(numberOf));
  let number = after + 1;
  while (used.has(number)) number += 1;
  const avoided = taken.filter(name => {
    const other = numberOf(name) ?? 0;
    return other > after && other < number;
  });
  return { number, avoided };
}
