import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openGit, plainEnvironment } from '../git/open-git.mjs';

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));
const storyFiles = ['story.json', 'README.md', 'branches/'];

/**
 * Builds the repository of an example: `origin.git`, and a clone of it named like the example, as the people of the story have them.
 * Equal dates give equal commit ids; `today`, in seconds since the epoch, moves all dates so that the last commit is an hour old.
 */
export async function buildStory(name, folder, today) {
  const { commits, unpushed = [] } = JSON.parse(readFileSync(join(examples, name, 'story.json'), 'utf8'));
  const clone = join(folder, name);
  mkdirSync(clone, { recursive: true });
  const env = plainEnvironment();
  await openGit(folder, { env }).raw('init', '--quiet', '--bare', '--initial-branch=main', 'origin.git');
  const git = openGit(clone, { env });
  await git.init(['--quiet', '--initial-branch=main']);
  await openGit(clone, { env, input: history(join(examples, name), commits, today) }).raw('fast-import', '--quiet');

  const branches = [...new Set(commits.map(({ branch }) => branch))];
  const pushed = branches.filter(branch => !unpushed.includes(branch));
  await git.addRemote('origin', '../origin.git');
  await git.raw('push', '--quiet', 'origin', ...pushed);
  await git.remote(['set-head', 'origin', 'main']);
  const others = pushed.filter(branch => branch !== 'main');
  if (others.length > 0) await git.deleteLocalBranches(others, true);
  await git.checkout(unpushed[0] ?? 'main');
  return { clone, branches };
}

/** All commits as one stream for `git fast-import`; a branch leaves main where main is when its first commit comes. */
function history(example, commits, today) {
  const last = Math.max(...commits.map(({ date }) => seconds(date)));
  const shift = today === undefined ? 0 : today - 3600 - last;
  const born = new Set(['main']);
  return Buffer.concat(
    commits.flatMap(commit => {
      const parent = born.has(commit.branch) ? [] : [Buffer.from(`from refs/heads/main\n`)];
      born.add(commit.branch);
      return [heading(commit, shift), ...parent, ...filesOf(example, commit), Buffer.from('\n')];
    }),
  );
}

function heading({ branch, author, date, message }, shift) {
  const email = `${author.toLowerCase().replaceAll(' ', '.')}@example.org`;
  const who = `${author} <${email}> ${seconds(date) + shift} ${date.slice(-6).replace(':', '')}`;
  return Buffer.from(`commit refs/heads/${branch}\nauthor ${who}\ncommitter ${who}\ndata ${Buffer.byteLength(message)}\n${message}\n`);
}

function filesOf(example, { from, paths }) {
  const folder = join(example, from);
  const all = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !entry.parentPath.includes('__pycache__'))
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/').replace(/^\//, ''))
    .filter(path => from !== '.' || !storyFiles.some(own => path.startsWith(own)));
  const chosen = paths ? all.filter(path => paths.some(start => path.startsWith(start))) : all;
  return chosen.sort().flatMap(path => {
    const bytes = readFileSync(join(folder, path));
    return [Buffer.from(`M 100644 inline ${path}\ndata ${bytes.length}\n`), bytes, Buffer.from('\n')];
  });
}

function seconds(date) {
  return Math.floor(Date.parse(date) / 1000);
}
