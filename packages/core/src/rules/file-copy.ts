// The names that Finder, Explorer, GNOME Files and iCloud give to a copy.
const COPY_NAME = /^(?:Copy of (?<of>.+)|(?<stem>.+?)(?: copy(?: \d+)?| \d+| \(\d+\)| \(copy\)| - Copy(?: \(\d+\))?))$/;

/** The path that a copy's name was made of; undefined for a name that no file manager would give to a copy. */
export function originalPath(path: string): string | undefined {
  const start = path.lastIndexOf('/') + 1;
  const [extension = ''] = /\.[^. ]+$/.exec(path.slice(start)) ?? [];
  const { of, stem } = COPY_NAME.exec(path.slice(start, path.length - extension.length))?.groups ?? {};
  const name = of ?? stem;
  return name === undefined ? undefined : `${path.slice(0, start)}${name}${extension}`;
}
