/** The folder of a path; empty for what lies in none. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `folder` and every folder around it, the nearest first and the outermost, `''`, last. */
export function foldersAround(folder: string): readonly string[] {
  const found = [folder];
  for (let at = folder; at !== ''; found.push(at)) at = folderOf(at);
  return found;
}

export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** A file's name without its extension. */
export function stemOf(path: string): string {
  return baseName(path).replace(/\.[^.]+$/, '');
}
