import { rules } from '@oneleaf/core';

const COMMON = `  --repo PATH          a working tree or a bare clone; this folder otherwise
  --format FORMAT      text or json
  --explain RULE       what a rule finds, why, and the framework's own words
`;

const UNDER = `  --under FOLDER       only the histories in this folder, told from the repository's top, as if they were all there are
`;

const EXITS = `Exit codes: 0 no finding, 1 findings, 2 wrong usage, 3 no verdict possible, 70 a defect of oneleaf itself.
`;

/** Findings that more than one tree, or more than its histories, tell of. */
const BESIDES = ['broken-configuration', 'landed-twin', 'rebase-brings-back', 'text-conflict'];

/** Three columns: the names are of like length, and a long line breaks in the middle of one. */
function columns(names: readonly string[]): string {
  const height = Math.ceil(names.length / 3);
  const row = (at: number): string => [0, 1, 2].map(column => (names[at + column * height] ?? '').padEnd(24)).join('');
  return Array.from({ length: height }, (_, at) => `  ${row(at).trimEnd()}`).join('\n');
}

/** Help by topic; the empty topic is the whole program. */
export const HELP: Readonly<Record<string, string>> = {
  '': `oneleaf keeps every migration history on one leaf.
It reads Django and Alembic migrations out of git, without running them.

Usage: oneleaf COMMAND [OPTIONS]

  check        the health of one tree: the working tree, the index or a commit
  predict      what landing each branch would do to the base, and the branches to each other
  sync         writes the files that name leaves: max_migration.txt, migrations_lockfile.txt, leaf.lock
  pre-push     what .husky/pre-push calls: blocks a push that would add a second leaf
  new          writes a new migration onto what will be the leaf after landing
  merge        writes a migration that joins several leaves
  doctor       what guards this clone, and what does not
  init         calls oneleaf from the hooks that this repository uses

${COMMON}  -h, --help           help, also of one command
  -v, --version        the version

Rules:
${columns([...rules.map(({ name }) => name), ...BESIDES].sort())}

${EXITS}`,
  check: `oneleaf check [--ref REF | --staged] [--base REF] [--under FOLDER]

The health of one tree: its leaves, ids, parents, cycles, copies, squashes, and what it does to migrations that have landed.

  --ref REF            a commit's tree instead of the working tree; no checkout is needed
  --staged             the index instead of the working tree
  --base REF           what has landed; the remote's main otherwise
${UNDER}${COMMON}
${EXITS}`,
  predict: `oneleaf predict [REFS or GLOBS...] [--base REF] [--after REF] [--remote NAME | --local] [--since AGE] [--under FOLDER]

Lands every branch on the base, in memory, and says: clean, conflict, broken, landed, or unknown and why.
Then which branches collide once one of them has landed, and the order of landing with the least rework.

  --base REF           where the branches are to land; the remote's main, or each branch's own line, otherwise
  --after REF          as if this branch had landed first
  --remote NAME        only the branches of this remote
  --local              only local branches
  --since AGE          leave out branches older than 90d (the usual), 12h, 6w, 2y; all for none
${UNDER}${COMMON}
${EXITS}`,
  sync: `oneleaf sync [--check]

Makes the files of the working tree true that name the leaf of a history: max_migration.txt of django-linear-migrations,
migrations_lockfile.txt of Sentry, and leaf.lock, which begins as an empty file beside the migrations.
A history with several leaves has no true marker: it is left alone, and the exit code is 1.

  --check              writes nothing; the exit code is 1 when something is stale
  --repo PATH          a working tree; this folder otherwise

${EXITS}`,
  'pre-push': `oneleaf pre-push [REMOTE] [URL] < what git tells its pre-push hook

Looks at the branches being pushed alone, compares them with the remote's current main, and blocks a second leaf.
When no verdict is possible it says why and lets the push through, unless oneleaf.json says strict.

${COMMON}
${EXITS}`,
  new: `oneleaf new [HISTORY] NAME [--onto LEAF] [--base REF] [--dry-run]

Writes an empty migration, as makemigrations --empty or alembic revision would, without running them. It stands on what will be the
leaf once the branch has landed: the leaf of the branch's own chain, or of the base as the remote has it now.
Numbers that other branches have taken are left to them.

  HISTORY              a Django label, a versions folder, or a folder around it; not needed where there is but one
  --onto LEAF          the leaf to stand on, in a history that keeps several
  --base REF           where the branch is to land; the remote's main, or the branch's own line, otherwise
  --dry-run            print the file, write nothing
${COMMON}
${EXITS}`,
  merge: `oneleaf merge [HISTORY [LEAVES...]] [--name NAME] [--base REF] [--dry-run]

Writes a migration that joins the leaves in the working tree, as makemigrations --merge or alembic merge would, without running them.
It refuses where one has landed already, and where your own chain belongs behind what has landed: name the leaves to join them all the same.

  --name NAME          what to call it
  --base REF           where the branch is to land; the remote's main, or the branch's own line, otherwise
  --dry-run            print the file, write nothing
${COMMON}
${EXITS}`,
  doctor: `oneleaf doctor

What guards this clone, what does not, and the command that mends it: the pre-push hook, lint-staged, the remote's main, the depth
of the clone, CI, the frameworks, versions. Runs nothing of the repository's.

${COMMON}
Exit codes: 0 guarded, 1 something that should guard does not, 2 wrong usage, 3 no verdict possible, 70 a defect of oneleaf itself.
`,
  init: `oneleaf init [--hooks KIND] [--remove] [--dry-run]

Calls oneleaf before a push, and before a commit where lint-staged runs. What is there stays as it is, and what cannot be edited
safely is told instead.

  --hooks KIND         husky, lefthook, pre-commit or none; found from what the repository uses otherwise
  --remove             take out what an earlier run put in
  --dry-run            only say what would be written
  --repo PATH          a working tree; this folder otherwise

${EXITS}`,
};
