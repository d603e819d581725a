import { resolveLockfile } from './sentry-lockfile-conflict.js';
import {
  CONFLICT_MARKER,
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
  judge(file, truths) {
    const near = leavesBelow(file.path, truths);
    if (CONFLICT_MARKER.test(file.text)) return judgeConflict(file, near);
    return file.text.includes('\ufffd') ? leftAlone(file, { history: '', message: 'it is not UTF-8' }) : judgeLines(file, near);
  },
};

type LeavesByLabel = ReadonlyMap<string, CurrentLeaves>;

/** Truths of the Django apps in the lock file's folder, by label. */
function leavesBelow(path: string, truths: readonly CurrentLeaves[]): LeavesByLabel {
  const folder = path.slice(0, -LOCKFILE_NAME.length);
  const found = new Map<string, CurrentLeaves>();
  for (const truth of truths) {
    const { folder: home, label } = truth.history;
    if (!home.startsWith(folder)) continue;
    found.set(label, found.has(label) ? { history: truth.history, doubt: `several projects have an app ${label}` } : truth);
  }
  return found;
}

function judgeLines({ path, text }: MarkerFile, truths: LeavesByLabel): MarkerCheck {
  const stale: MarkerRemark[] = [];
  const left: MarkerRemark[] = [];
  const corrected = text.replace(/^([A-Za-z_]\w*): (\S+)[ \t]*$/gm, (line: string, label: string, name: string) => {
    const truth = truths.get(label);
    if (truth === undefined) return line;
    const history = truth.history.id;
    if ('doubt' in truth) {
      left.push({ history, message: `${label} in ${path} is not changed: ${truth.doubt}` });
      return line;
    }
    if (isRight(truth, name)) return line;
    stale.push({ history, message: `${path} names ${name} for ${label}; the leaf is ${truth.last}` });
    return `${label}: ${truth.last}`;
  });
  return { path, text: corrected, stale, left };
}

/** Sentry's command takes the name that sorts last; houses that copied it take the leaf. */
function isRight({ leaves, last }: CertainLeaves, name: string): boolean {
  return leaves.length === 0 || name === last || leaves.includes(name);
}

/** Resolved when the tree tells the leaf of every app that git stopped at; else the conflict stays for a person to see. */
function judgeConflict(file: MarkerFile, truths: LeavesByLabel): MarkerCheck {
  const resolved = resolveLockfile(file.text);
  if (!resolved) return leftAlone(file, { history: '', message: 'the git conflict is in lines that name no migration' });
  const doubts = resolved.contested.flatMap(label => doubtOf(label, truths.get(label)) ?? []);
  const [doubt] = doubts;
  if (doubt) return leftAlone(file, doubt);
  const { text, stale, left } = judgeLines({ path: file.path, text: resolved.text }, truths);
  const histories = resolved.contested.flatMap(label => truths.get(label)?.history.id ?? []);
  const torn = histories.map(history => ({ history, message: `${file.path} has a git conflict about ${history}` }));
  return { path: file.path, text, stale: [...torn, ...stale.filter(({ history }) => !histories.includes(history))], left };
}

function doubtOf(label: string, truth: CurrentLeaves | undefined): MarkerRemark | undefined {
  if (truth === undefined) return { history: '', message: `there is no app ${label} here` };
  return 'doubt' in truth ? { history: truth.history.id, message: truth.doubt } : undefined;
}

function leftAlone({ path, text }: MarkerFile, { history, message }: MarkerRemark): MarkerCheck {
  return { path, text, stale: [], left: [{ history, message: `${path} is not changed: ${message}` }] };
}
