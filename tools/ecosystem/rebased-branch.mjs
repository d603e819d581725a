import { randomBytes } from 'node:crypto';
import { parse } from 'node:path';
import api from '../../packages/cli/dist/api.cjs';
import { checkoutSession } from './checkout-session.mjs';

/** Plans the rebase of one branch in memory, lands it by git's own merge, and asks the frameworks what they see. */
export async function rebaseBranch({ session, scratch, frameworks }, { base, onto, branch }) {
  const plan = await api.rebase(checkoutSession(session, branch), {
    asked: [],
    folder: '',
    onto,
    dryRun: true,
    commit: false,
    chance: () => randomBytes(6).toString('hex'),
  });
  const refused = plan.rebased.flatMap(({ history, refusal }) =>
    refusal ? [{ history, message: refusal.message, cause: refusal.related?.[0]?.message }] : [],
  );
  const histories = await historiesIn(session, [base, branch]);
  const folders = histories.map(({ folder }) => folder);
  const filesIn = async tree =>
    Object.fromEntries(Object.entries(await scratch.files(tree, folders)).filter(([path]) => isMigration(path, histories)));
  const [landed, theirs] = await Promise.all([base, branch].map(filesIn));
  const before = Object.assign({}, ...(await Promise.all((await scratch.forks(base, branch)).map(filesIn))));
  const tip = await scratch.commit(branch, plan.changes);
  const merged = await scratch.merge(base, tip);
  const { after, stops } = merged
    ? { after: await filesIn(merged.tree), stops: merged.stops }
    : byPath({ before, ours: landed, theirs: await filesIn(tip) });
  const verdict = await frameworks.ask(
    {
      histories,
      trees: { base: landed, branch: theirs, landed: after },
      own: Object.keys(theirs).filter(path => landed[path] !== theirs[path] && before[path] === undefined),
      edited: Object.keys(before).filter(path => theirs[path] !== before[path]),
      moves: Object.fromEntries(plan.rebased.flatMap(({ moved }) => moved.map(({ path, was }) => [was.path, path]))),
      dropped: plan.rebased.flatMap(({ dropped }) => dropped.map(({ path }) => path)),
    },
    oids => scratch.texts(oids),
  );
  return { plan, refused, stops: stops.filter(path => path in after), ...verdict };
}

/** Beside its migrations a folder may hold what they share: Django takes neither `_names.py` for one nor what lies deeper. */
function isMigration(path, histories) {
  const { dir, name } = parse(path);
  return histories.some(({ framework, folder }) =>
    framework === 'django' ? dir === folder && !/^[_~]/.test(name) : path.startsWith(`${folder}/`),
  );
}

/** A merge path by path, where git itself cannot merge. */
function byPath({ before, ours, theirs }) {
  const paths = [...new Set([ours, theirs].flatMap(Object.keys))];
  const isTheirs = path => theirs[path] !== before[path];
  const after = paths.map(path => [path, isTheirs(path) ? theirs[path] : ours[path]]).filter(([, oid]) => oid !== undefined);
  const stops = paths.filter(path => isTheirs(path) && ours[path] !== before[path] && ours[path] !== theirs[path]);
  return { after: Object.fromEntries(after), stops };
}

/** The histories of several trees, each folder once. */
async function historiesIn(session, commits) {
  const reports = [];
  for (const commit of commits) reports.push(await api.checkTree(session, { ref: commit, base: null, staged: false }));
  const all = reports.flatMap(report => report.histories.map(({ history, framework, folder }) => [folder, { history, framework, folder }]));
  return [...new Map(all).values()];
}

/** `clean`, or the class of what else came of it, and why: names left out, so that equal reasons are counted together. */
export function outcomeOf({ plan, refused, stops = [], problems = [], unread = [] }) {
  const isExpected = text => text.startsWith('error: ') || refused.some(({ history }) => text.startsWith(`${history} has `));
  const others = problems.filter(text => refused.length === 0 || !isExpected(text));
  if (refused.length > 0 && others.length === 0) return { outcome: 'refused', why: withoutNames(refused[0]) };
  if (stops.length > 0) return { outcome: 'stops', why: 'both sides changed one migration, and git stops in it' };
  if (unread.length > 0) return { outcome: 'unread', why: withoutNames({ history: '', message: unread[0] }) };
  if (problems.length > 0) return { outcome: plan.changes.length > 0 ? 'wrong' : 'left', why: problems[0] };
  return { outcome: 'clean', why: '' };
}

function withoutNames({ history, message, cause }) {
  const whole = cause === undefined ? message : `${message} (${cause})`;
  const text = history === '' ? whole : whole.replaceAll(history, '…');
  return text.replace(/[^\s(]*[\d_/][^\s)]*/g, '…').replace(/…(?:,? …)+/g, '…');
}
