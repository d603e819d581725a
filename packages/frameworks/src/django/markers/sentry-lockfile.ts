import { resolveLockfile } from './sentry-lockfile-conflict.js';
import {
  CONFLICT_MARKER,
  markerRemark,
  sentence,
  type CertainLeaves,
  type CurrentLeaves,
  type MarkerCheck,
  type MarkerFile,
  type MarkerKind,
  type MarkerRemark,
} from '@oneleaf/core';

const LOCKFILE_NAME = 'migrations_lockfile.txt';

/**
 * Sentry's lock file: a header in prose, then `label: name` for each app, sorted, in newer ones with a blank line between.
 * Its `makemigrations` writes the file and `makemigrations --check` compares it. Which apps it holds is a setting
 * (MIGRATIONS_LOCKFILE_APP_WHITELIST), so lines are corrected and none are added.
 */
export const sentryLockfile: MarkerKind = {
  name: LOCKFILE_NAME,
  judge(file, all) {
    const near = leavesBelow(file.path, all);
    if (CONFLICT_MARKER.test(file.text)) return judgeConflict(file, near);
    return file.text.includes('\ufffd') ? leftAlone(file, { history: '', message: 'it is not UTF-8' }) : judgeLines(file, near);
  },
};

type LeavesByLabel = ReadonlyMap<string, CurrentLeaves>;

/** Truths of the Django apps in the lock file's folder, by label. */
function leavesBelow(path: string, all: readonly CurrentLeaves[]): LeavesByLabel {
  const folder = path.slice(0, -LOCKFILE_NAME.length);
  const found = new Map<string, CurrentLeaves>();
  for (const current of all) {
    const { folder: home, label } = current.history;
    if (!home.startsWith(folder)) continue;
    found.set(label, found.has(label) ? { history: current.history, doubt: `several projects have an app ${label}` } : current);
  }
  return found;
}

function judgeLines({ path, text }: MarkerFile, all: LeavesByLabel): MarkerCheck {
  const stale: MarkerRemark[] = [];
  const left: MarkerRemark[] = [];
  const corrected = text.replace(/^([A-Za-z_]\w*): (\S+)[ \t]*$/gm, (line: string, label: string, name: string) => {
    const current = all.get(label);
    if (current === undefined) return line;
    const history = current.history.id;
    if ('doubt' in current) {
      left.push({ history, message: `${label} in ${path} is not changed: ${current.doubt}` });
      return line;
    }
    if (isRight(current, name)) return line;
    stale.push(
      markerRemark(
        history,
        sentence`${{ path }} names ${{ migration: name }} for ${{ history: label }}; the leaf is ${{ migration: current.last }}`,
      ),
    );
    return `${label}: ${current.last}`;
  });
  return { path, text: corrected, stale, left };
}

/** Sentry's command takes the name that sorts last; houses that copied it take the leaf. */
function isRight({ leaves, last }: CertainLeaves, name: string): boolean {
  return leaves.length === 0 || name === last || leaves.includes(name);
}

/** Resolved when the tree tells the leaf of every app that git stopped at; else the conflict stays for a person to see. */
function judgeConflict(file: MarkerFile, all: LeavesByLabel): MarkerCheck {
  const resolved = resolveLockfile(file.text);
  if (!resolved) return leftAlone(file, { history: '', message: 'the git conflict is in lines that name no migration' });
  const doubts = resolved.contested.flatMap(label => doubtOf(label, all.get(label)) ?? []);
  const [doubt] = doubts;
  if (doubt) return leftAlone(file, doubt);
  const { text, stale, left } = judgeLines({ path: file.path, text: resolved.text }, all);
  const histories = resolved.contested.flatMap(label => all.get(label)?.history.id ?? []);
  const torn = histories.map(history => ({ history, message: `${file.path} has a git conflict about ${history}` }));
  return { path: file.path, text, stale: [...torn, ...stale.filter(({ history }) => !histories.includes(history))], left };
}

function doubtOf(label: string, current: CurrentLeaves | undefined): MarkerRemark | undefined {
  if (current === undefined) return { history: '', message: `there is no app ${label} here` };
  return 'doubt' in current ? { history: current.history.id, message: current.doubt } : undefined;
}

function leftAlone({ path, text }: MarkerFile, { history, message }: MarkerRemark): MarkerCheck {
  return { path, text, stale: [], left: [{ history, message: `${path} is not changed: ${message}` }] };
}
