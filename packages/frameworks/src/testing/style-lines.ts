import type { Framework, StyleFacts } from '@oneleaf/core';

/** One line a place: its aspect, its line and what it is. */
export function styleLines(framework: Framework, text: string): readonly string[] {
  const found: StyleFacts = framework.read.styleFacts(Buffer.from(text));
  return Object.entries(found).flatMap(([aspect, places]) => places.map(({ what, line }) => `${aspect} ${line} ${what}`));
}
