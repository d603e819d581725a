// Rebases every conflicting branch of a clone in memory and asks the real frameworks what has landed then.
//   ONELEAF_PYTHON_NEWEST=PYTHON node tools/ecosystem/rebase.mjs --clone PATH [--cases FOLDER --repo OWNER/NAME] [--only TEXT] [--verbose]
// Without --cases: the branches that predict finds conflicting with the line that they were made for, as the clone is today.
import { parseArgs } from 'node:util';
import api from '../../packages/cli/dist/api.cjs';
import { readCases } from './cases.mjs';
import { Frameworks } from './framework.mjs';
import { outcomeOf, rebased } from './landing.mjs';
import { Scratch } from './scratch.mjs';

const { values } = parseArgs({
  options: {
    clone: { type: 'string' },
    repo: { type: 'string' },
    cases: { type: 'string' },
    only: { type: 'string' },
    verbose: { type: 'boolean' },
  },
});
if (!values.clone || Boolean(values.cases) !== Boolean(values.repo))
  throw new Error('--clone PATH is needed, and --repo OWNER/NAME with --cases');
const python = process.env.ONELEAF_PYTHON_NEWEST;
if (!python) throw new Error('ONELEAF_PYTHON_NEWEST has to name a Python that has both frameworks');

const scratch = new Scratch(values.clone);
const frameworks = new Frameworks(python);
try {
  const session = await api.openSession({
    path: scratch.path,
    env: process.env,
    named: true,
    now: Math.floor(Date.now() / 1000),
    progress: () => undefined,
  });
  const all = values.cases ? await labelled() : await predicted(session);
  const asked = all.filter(({ name }) => !values.only || name.includes(values.only));
  console.log(
    JSON.stringify({
      repo: values.repo ?? values.clone.split('/').slice(-2).join('/'),
      ...(await tally({ session, scratch, frameworks }, asked)),
    }),
  );
} finally {
  frameworks.close();
  scratch.close();
}

/** Real landings that would give a second leaf. */
async function labelled() {
  const { landing } = await readCases(values.cases, values.repo);
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
    if (values.verbose) console.log(JSON.stringify({ ...found.plan, changes: undefined }, null, 1));
  }
  return { ...counts, reasons };
}

function tellingOf({ error, refused = [], stops = [], unread = [], problems = [] }) {
  if (error) return [error.stack];
  return [...refused.map(({ message }) => message), ...stops, ...unread, ...problems].slice(0, 6);
}
