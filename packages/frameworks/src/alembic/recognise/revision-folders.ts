/** The revisions of one folder, and what they refer to. */
export interface RevisionFolder {
  readonly folder: string;
  readonly files: readonly string[];
  readonly ids: ReadonlySet<string>;
  readonly references: ReadonlySet<string>;
}

/** Groups of folders whose revisions refer to each other: one group, one graph. */
export function groupsByReference(folders: readonly RevisionFolder[]): readonly (readonly RevisionFolder[])[] {
  let groups: (readonly RevisionFolder[])[] = [];
  for (const folder of folders) {
    const joined = groups.filter(group => group.some(other => areLinked(folder, other)));
    groups = [...groups.filter(group => !joined.includes(group)), [...joined.flat(), folder]];
  }
  return groups;
}

function areLinked(one: RevisionFolder, other: RevisionFolder): boolean {
  return refersTo(one, other) || refersTo(other, one);
}

/** An id that the folder has itself is its own: copies of one history may lie side by side. */
function refersTo(from: RevisionFolder, to: RevisionFolder): boolean {
  for (const id of from.references) if (to.ids.has(id) && !from.ids.has(id)) return true;
  return false;
}

/** The innermost folder around all of `folders`. */
export function commonFolder(folders: readonly string[]): string {
  const [first = '', ...rest] = folders.map(folder => folder.split('/'));
  const steps = typeof first === 'string' ? [] : first;
  const length = steps.findIndex((step, at) => rest.some(other => other[at] !== step));
  return steps.slice(0, length < 0 ? steps.length : length).join('/');
}
