export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** From `folder` itself to the outermost, `''`. */
export function foldersAround(folder: string): readonly string[] {
  const found = [folder];
  for (let at = folder; at !== ''; found.push(at)) at = folderOf(at);
  return found;
}

export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

export function stemOf(path: string): string {
  return baseName(path).replace(/\.[^.]+$/, '');
}
