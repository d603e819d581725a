// Rebases every conflicting branch of a clone in memory and asks the real frameworks what has landed then.
//   ONELEAF_PYTHON_NEWEST=PYTHON node tools/ecosystem/rebase.mjs --clone PATH [--cases FOLDER --repo OWNER/NAME] [--only TEXT] [--verbose]
// Without --cases: the branches that predict finds conflicting with the line that they were made for, as the clone is today.
import api from '../../packages/cli/dist/api.cjs';
import { openClone, options } from './arguments.mjs';
import { readCases } from './cases.mjs';
import { FrameworkProcess } from './framework-process.mjs';
import { outcomeOf, rebaseBranch } from './rebased-branch.mjs';
import { ScratchClone } from './scratch-clone.mjs';

if (!options.clone || Boolean(options.cases) !== Boolean(options.repo))
  throw new Error('--clone PATH is needed, and --repo OWNER/NAME with --cases');
const python = process.env.ONELEAF_PYTHON_NEWEST;
if (!python) throw new Error('ONELEAF_PYTHON_NEWEST has to name a Python that has both frameworks');

const scratch = await ScratchClone.of(options.clone);
const frameworks = new FrameworkProcess(python);
try {
  const session = await openClone(scratch.path);
  const all = options.cases ? await labelledBranches() : await conflictingBranches(session);
  const branches = all.filter(({ name }) => !options.only || name.includes(options.only));
  console.log(
    JSON.stringify({
      repo: options.repo ?? options.clone.split('/').slice(-2).join('/'),
      ...(await tally({ session, scratch, frameworks }, branches)),
    }),
  );
} finally {
  frameworks.close();
  scratch.close();
}

/** Real landings that would give a second leaf. */
async function labelledBranches() {
  const { landing } = await readCases(options.cases, options.repo);
  return landing
    .filter(({ expected }) => expected.second_leaf === true && !(expected.errors?.length > 0))
    .map(({ id, kind, note, main, branch }) => ({ name: `${id} ${kind} ${note.join(' ')}`, base: main, onto: main, branch }));
}

async function conflictingBranches(session) {
  const { base, branches } = await api.predict(session, { refs: [], local: false });
  return branches
    .filter(({ verdict }) => verdict === 'conflict')
    .map(({ ref, commit, target = base }) => ({ name: ref, base: target.commit, onto: target.ref, branch: commit }));
}

async function tally(tools, branches) {
  const counts = { branches: branches.length, clean: 0 };
  const reasons = {};
  for (const one of branches) {
    const found = await rebaseBranch(tools, one).catch(error => ({ error }));
    const { outcome, why } = found.error ? { outcome: 'failed', why: found.error.message } : outcomeOf(found);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    if (outcome !== 'clean') {
      reasons[`${outcome}: ${why}`] = (reasons[`${outcome}: ${why}`] ?? 0) + 1;
      console.log(`${outcome} ${one.name} ${one.branch.slice(0, 10)} on ${one.base.slice(0, 10)}\n  ${describe(found).join('\n  ')}`);
    }
    if (options.verbose) console.log(JSON.stringify({ ...found.plan, changes: undefined }, null, 1));
  }
  return { ...counts, reasons };
}

function describe({ error, refused = [], stops = [], unread = [], problems = [] }) {
  if (error) return [error.stack];
  return [...refused.map(({ message }) => message), ...stops, ...unread, ...problems].slice(0, 6);
}
