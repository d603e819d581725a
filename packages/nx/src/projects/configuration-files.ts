import { frameworks } from '@oneleaf/frameworks';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file's text; undefined when it cannot be read, as through a link that leads nowhere. */
export type ReadWorkspaceFile = (path: string) => string | undefined;

/** Reads files of a workspace, each once. */
export function workspaceReader(workspaceRoot: string): ReadWorkspaceFile {
  const known = new Map<string, string | undefined>();
  return path => {
    if (!known.has(path)) known.set(path, readText(join(workspaceRoot, path)));
    return known.get(path);
  };
}

/** `file`: absolute. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Whether a configuration may name folders for migrations: what cannot be read may. */
export function mayNameFolders(text: string | undefined): boolean {
  return text === undefined || text.includes('"histories"') || frameworks.some(({ names }) => names.namesFolders(text));
}

/** The files that an oneleaf.json calls descriptions of histories; as it is, it need not be JSON. */
export function descriptionPaths(text: string | undefined): readonly string[] {
  const [, list = ''] = /"describe"\s*:\s*\[([^\]]*)\]/.exec(text ?? '') ?? [];
  return [...list.matchAll(/"([^"\\]+)"/g)].map(([, path = '']) => path);
}

/** The name that a pyproject.toml or package.json gives its project. */
export function declaredProjectName(text: string | undefined): string | undefined {
  return /^\s*"?name"?\s*[=:]\s*["']([^"'\n]+)["']/m.exec(text ?? '')?.[1];
}
