import type { Framework, ReportWording } from '@oneleaf/core';

/** What a repository lacks in which none of the frameworks is recognised. */
export function nothingFoundIn(frameworks: readonly Pick<Framework, 'wording'>[]): string {
  const names = frameworks.map(({ wording }) => `no ${wording.history}`);
  return [...(names.length > 1 ? [names.slice(0, -1).join(', ')] : []), ...names.slice(-1)].join(' and ');
}

export function wordingOf(frameworks: readonly Framework[]): ReportWording {
  const byName = new Map(frameworks.map(({ name, wording }) => [name, wording]));
  return {
    nothingFound: `${nothingFoundIn(frameworks)} found`,
    migration: (framework, history, name) => byName.get(framework)?.migration({ label: history }, name) ?? name,
  };
}
