// Compares oneleaf with labelled cases over a local clone, and counts what it finds there.
//   node tools/ecosystem/ecosystem.mjs --clone PATH --repo OWNER/NAME --cases FOLDER [--only ID] [--verbose]
import api from '../../packages/cli/dist/api.cjs';
import { openClone, options } from './arguments.mjs';
import { readCases } from './cases.mjs';
import { survey } from './survey.mjs';
import { landingDifferences, orderDifferences, treeDifferences } from './judge-cases.mjs';

if (!options.clone || !options.repo || !options.cases) throw new Error('--clone PATH, --repo OWNER/NAME and --cases FOLDER are needed');

const session = await openClone(options.clone);
const cases = await readCases(options.cases, options.repo);

const runs = {
  landing: async one => {
    const report = await api.predict(session, { refs: [one.branch], base: one.main, local: false });
    return { differences: landingDifferences(one, report.branches[0]), report };
  },
  order: async one => {
    const alone = await api.predict(session, { refs: [one.first, one.second], base: one.main, local: false });
    const after = await api.predict(session, { refs: [one.second], base: one.main, after: one.first, local: false });
    return { differences: orderDifferences(one, { alone: alone.branches, after: after.branches[0] }), report: { alone, after } };
  },
  trees: async one => {
    const report = await api.checkTree(session, { ref: one.commit, base: one.commit, staged: false });
    return { differences: treeDifferences(one, report), report };
  },
};

// First, so that its seconds are those of a run that remembers nothing but its own cache.
const whole = options.only ? {} : await survey(api, session);

const counts = {};
for (const [kind, run] of Object.entries(runs)) {
  const list = cases[kind].filter(({ id, commit }) => !options.only || options.only === id || commit?.startsWith(options.only));
  let agreed = 0;
  for (const one of list) {
    const { differences, report } = await run(one).catch(error => ({ differences: [`failed: ${error.stack}`] }));
    if (differences.length === 0) agreed += 1;
    else console.log(`${kind} ${one.id ?? one.commit} ${one.kind ?? ''} ${(one.note ?? []).join(' ')}\n  ${differences.join('\n  ')}`);
    if (options.verbose) console.log(JSON.stringify(report, null, 1));
  }
  counts[kind] = `${agreed}/${list.length}`;
}
await session.save();
console.log(JSON.stringify({ repo: options.repo, ...counts, ...whole }));
