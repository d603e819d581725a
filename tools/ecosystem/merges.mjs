// Compares what predict gives many contested branches at once with git's own merge of each whole branch, and with one request alone.
//   node tools/ecosystem/merges.mjs --clone PATH [--only NUMBER] [--verbose]
// --only NUMBER: not more than so many branches, evenly chosen.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import api from '../../packages/cli/dist/api.cjs';
import { openClone, options } from './arguments.mjs';
import { ScratchClone } from './scratch-clone.mjs';

if (!options.clone) throw new Error('--clone PATH is needed');
const scratch = await ScratchClone.of(options.clone);
try {
  await standInForMissingFiles();
  const session = await openClone(scratch.path);
  const { landings, seconds } = await contestedLandings(session);
  const chosen = evenly(landings, Number(options.only ?? landings.length));
  const counts = { contested: landings.length, compared: chosen.length, equal: 0, different: 0, aloneDifferent: 0, failed: 0 };
  for (const one of chosen) await compare(session, one, counts);
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(JSON.stringify({ clone: options.clone.split('/').slice(-2).join('/'), ...counts, seconds, memory }));
} finally {
  scratch.close();
}

/** Files that the mirror lacks get a content of their own: git does not check contents that it merges, and its merge of whole branches needs them all. */
async function standInForMissingFiles() {
  const listed = await scratch.git.raw('rev-list', '--objects', '--all', '--missing=print');
  for (const oid of listed.split('\n').flatMap(line => (line.startsWith('?') ? [line.slice(1)] : []))) {
    const folder = join(scratch.path, 'objects', oid.slice(0, 2));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, oid.slice(2)), deflateSync(`blob ${oid.length}\0${oid}`));
  }
}

/** What predict asks git to merge, and what it was answered. */
async function contestedLandings(session) {
  const { repository } = session;
  const landings = [];
  const texts = [];
  const recorded = {
    merge: async (requests, filter) => {
      const outcomes = await repository.merge(requests, filter);
      for (const [index, request] of requests.entries()) landings.push({ request, filter, outcome: outcomes[index] });
      return outcomes;
    },
    mergeTexts: async merges => {
      texts.push(...merges);
      return repository.mergeTexts(merges);
    },
  };
  const overlay = new Proxy(repository, {
    get: (whole, name) => recorded[name] ?? (typeof whole[name] === 'function' ? whole[name].bind(whole) : whole[name]),
  });
  const started = Date.now();
  await api.predict({ ...session, repository: overlay }, { refs: [], local: false, base: 'HEAD' });
  console.log(`${landings.length} branches merged, ${texts.length} files merged on their own`);
  return { landings, seconds: (Date.now() - started) / 1000 };
}

async function compare({ repository }, { request, filter, outcome }, counts) {
  const whole = await scratch.merge(request.ours, request.theirs);
  if (whole === undefined || outcome.failed !== undefined) {
    counts.failed++;
    return;
  }
  const [alone] = await repository.merge([request], filter);
  const expected = await landedByGit(request.ours, whole, filter);
  const landed = landedOf(outcome, filter);
  if (JSON.stringify(landedOf(alone, filter)) !== JSON.stringify(landed)) counts.aloneDifferent++;
  if (JSON.stringify(expected) === JSON.stringify(landed)) {
    counts.equal++;
    return;
  }
  counts.different++;
  const beyond = (some, others) => some.filter(one => !others.includes(one)).slice(0, 3);
  if (options.verbose) console.log(request.theirs.slice(0, 10), { ours: beyond(landed, expected), git: beyond(expected, landed) });
}

function landedOf({ changes, conflicts }, filter) {
  return described(
    changes.map(({ path, after }) => [path, after ?? 'gone']),
    conflicts.filter(path => filter.wants(path)),
  );
}

/** What the merge of whole branches changes, among files of interest. */
async function landedByGit(ours, { tree, stops }, filter) {
  const raw = await scratch.git.raw('diff-tree', '-r', '--raw', '-z', '--no-renames', '--no-abbrev', `${ours}^{tree}`, tree);
  const fields = raw.split('\0').filter(field => field !== '');
  const changes = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, , before, after] = fields[at].split(' ');
    const path = fields[at + 1];
    if (filter.wants(path) && before !== after) changes.push([path, /^0+$/.test(after) ? 'gone' : after]);
  }
  return described(
    changes,
    stops.filter(path => filter.wants(path)),
  );
}

/** Files with conflict markers count by name: the markers quote commits. */
function described(changes, stops) {
  return [...changes.map(([path, after]) => `${path} ${stops.includes(path) ? 'stops' : after}`), ...stops].sort();
}

function evenly(all, count) {
  const step = Math.max(1, Math.ceil(all.length / count));
  return all.filter((_, index) => index % step === 0);
}
