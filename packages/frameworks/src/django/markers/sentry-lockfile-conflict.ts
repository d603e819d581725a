import { endOfLine } from '@oneleaf/core';

/** `label: name` */
const ENTRY = /^(?<label>[A-Za-z_]\w*): (?<name>\S+)[ \t]*$/;

/** A lock file without git's conflict markers. */
export interface ResolvedLockfile {
  /** Each app once, sorted; one that both sides name has the name of ours. */
  readonly text: string;
  /** The apps between the markers. */
  readonly contested: readonly string[];
}

interface LockfileLine {
  readonly line: string;
  readonly contested: boolean;
}

/** Takes the apps of both sides; undefined where git stopped in anything but lines of apps. */
export function resolveLockfile(text: string): ResolvedLockfile | undefined {
  const lines = bothSides(text.split(/\r?\n/));
  const first = lines.findIndex(({ line }) => ENTRY.test(line));
  const header = lines.slice(0, Math.max(0, first));
  const body = lines.slice(header.length);
  const written = body.filter(({ line }) => line !== '');
  const entries = written.flatMap(one => entryOf(one) ?? []);
  if (entries.length < written.length || header.some(({ contested }) => contested)) return undefined;
  const end = endOfLine(text);
  const spaced = body.some(({ line }, at) => line === '' && ENTRY.test(body[at + 1]?.line ?? ''));
  const names = new Map(entries.reverse().map(({ label, name }) => [label, name]));
  const apps = [...names.keys()].sort().map(label => `${label}: ${names.get(label) ?? ''}${end}`);
  return {
    text: [...header.map(({ line }) => `${line}${end}`), apps.join(spaced ? end : '')].join(''),
    contested: [...new Set(entries.filter(({ torn }) => torn).map(({ label }) => label))].sort(),
  };
}

function entryOf({ line, contested }: LockfileLine): { label: string; name: string; torn: boolean } | undefined {
  const { label, name } = ENTRY.exec(line)?.groups ?? {};
  return label === undefined || name === undefined ? undefined : { label, name, torn: contested };
}

/** The lines of both sides, ours first; what diff3 shows of the merge base is left out. */
function bothSides(lines: readonly string[]): readonly LockfileLine[] {
  const found: LockfileLine[] = [];
  let side = '';
  for (const line of lines) {
    const marker = /^([<|=>])\1{6}(?: |$)/.exec(line)?.[1];
    if (marker !== undefined) side = marker === '>' ? '' : marker;
    else if (side !== '|') found.push({ line, contested: side !== '' });
  }
  return found;
}
