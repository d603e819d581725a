import type { SetupPlan } from '@oneleaf/core';
import type { SetupFiles } from '../repository-view/working-files.js';

export type WorkspaceTexts = Readonly<Record<string, string>>;

/** Files in memory, as a setup looks at them. */
export function setupFiles(texts: WorkspaceTexts): SetupFiles {
  return {
    read: path => (Object.hasOwn(texts, path) ? texts[path] : undefined),
    list: folder => {
      const prefix = folder === '' ? '' : `${folder}/`;
      const below = Object.keys(texts).filter(path => path.startsWith(prefix));
      return [...new Set(below.map(path => path.slice(prefix.length).split('/')[0] ?? ''))];
    },
  };
}

/** The files after a plan was carried out. */
export function applyPlan(texts: WorkspaceTexts, { changes }: SetupPlan): WorkspaceTexts {
  const left = new Map(Object.entries(texts));
  for (const { path, text } of changes) {
    if (text === null) left.delete(path);
    else left.set(path, text);
  }
  return Object.fromEntries(left);
}
