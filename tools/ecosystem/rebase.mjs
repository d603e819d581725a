// Rebases every conflicting branch of a clone in memory and asks the real frameworks what has landed then.
//   ONELEAF_PYTHON_NEWEST=PYTHON node tools/ecosystem/rebase.mjs --clone PATH [--cases FOLDER --repo OWNER/NAME] [--only TEXT] [--verbose]
// Without --cases: the branches that predict finds conflicting with the line that they were made for, as the clone is today.
import api from '../../packages/cli/dist/api.cjs';
import { readCases } from './cases.mjs';
import { Frameworks } from './framework.mjs';
import { given, openClone } from './given.mjs';
import { outcomeOf, rebased } from './landing.mjs';
import { Scratch } from './scratch.mjs';

if (!given.clone || Boolean(given.cases) !== Boolean(given.repo))
  throw new Error('--clone PATH is needed, and --repo OWNER/NAME with --cases');
const python = process.env.ONELEAF_PYTHON_NEWEST;
if (!python) throw new Error('ONELEAF_PYTHON_NEWEST has to name a Python that has both frameworks');

const scratch = new Scratch(given.clone);
const frameworks = new Frameworks(python);
try {
  const session = await openClone(scratch.path);
  const all = given.cases ? await labelled() : await predicted(session);
  const asked = all.filter(({ name }) => !given.only || name.includes(given.only));
  console.log(
    JSON.stringify({
      repo: given.repo ?? given.clone.split('/').slice(-2).join('/'),
      ...(await tally({ session, scratch, frameworks }, asked)),
    }),
  );
} finally {
  frameworks.close();
  scratch.close();
}

/** Real landings that would give a second leaf. */
async function labelled() {
  const { landing } = await readCases(given.cases, given.repo);
  return landing
    .filter(({ expected }) => expected.second_leaf === true && !(expected.errors?.length > 0))
    .map(({ id, kind, note, main, branch }) => ({ name: `${id} ${kind} ${note.join(' ')}`, base: main, onto: main, branch }));
}

async function predicted(session) {
  const { base, branches } = await api.predict(session, { refs: [], local: false });
  return branches
    .filter(({ verdict }) => verdict === 'conflict')
    .map(({ ref, commit, target = base }) => ({ name: ref, base: target.commit, onto: target.ref, branch: commit }));
}

async function tally(tools, asked) {
  const counts = { branches: asked.length, clean: 0 };
  const reasons = {};
  for (const one of asked) {
    const found = await rebased(tools, one).catch(error => ({ error }));
    const { outcome, why } = found.error ? { outcome: 'failed', why: found.error.message } : outcomeOf(found);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    if (outcome !== 'clean') {
      reasons[`${outcome}: ${why}`] = (reasons[`${outcome}: ${why}`] ?? 0) + 1;
      console.log(`${outcome} ${one.name} ${one.branch.slice(0, 10)} on ${one.base.slice(0, 10)}\n  ${tellingOf(found).join('\n  ')}`);
    }
    if (given.verbose) console.log(JSON.stringify({ ...found.plan, changes: undefined }, null, 1));
  }
  return { ...counts, reasons };
}

function tellingOf({ error, refused = [], stops = [], unread = [], problems = [] }) {
  if (error) return [error.stack];
  return [...refused.map(({ message }) => message), ...stops, ...unread, ...problems].slice(0, 6);
}
