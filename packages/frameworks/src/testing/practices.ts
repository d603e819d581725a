import type { Framework, Practices } from '@oneleaf/core';

/** One line a place: its aspect, its line and what it is. */
export function practiced(framework: Framework, text: string): readonly string[] {
  const found: Practices = framework.practices(Buffer.from(text));
  return Object.entries(found).flatMap(([aspect, places]) => places.map(({ what, line }) => `${aspect} ${line} ${what}`));
}
