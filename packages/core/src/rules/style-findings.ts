import { relatedLine, type Fix } from '../model/finding.js';
import type { Migration } from '../model/migration.js';
import type { StyleAspect, StyleFact } from '../model/style-facts.js';
import type { FindingDraft, RuleInput } from './rule.js';

interface StyleWording {
  readonly message: (migration: Migration) => FindingDraft['message'];
  readonly fix: Fix;
}

/** One finding for each migration that does it, with every place. */
export function* styleFindings(
  { graph, practices }: RuleInput,
  aspect: StyleAspect,
  { message, fix }: StyleWording,
): Generator<FindingDraft> {
  for (const { migrations } of practices ? graph.contents.values() : []) {
    for (const migration of migrations) {
      const places = practices?.(migration)?.[aspect] ?? [];
      if (places.length > 0) yield styleFinding(migration, { places, message: message(migration), fix });
    }
  }
}

function styleFinding(
  { history, path }: Migration,
  { places, message, fix }: { readonly places: readonly StyleFact[]; readonly message: FindingDraft['message']; readonly fix: Fix },
): FindingDraft {
  const [first] = places;
  return {
    history,
    message,
    location: { path, ...(first ? positionOf(first) : {}) },
    related: places.map(place => relatedLine({ path, ...positionOf(place) }, place.what)),
    fix,
  };
}

function positionOf({ span, line, column }: StyleFact): Omit<StyleFact, 'what'> {
  return { span, line, column };
}
