import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchAuthor, openGit } from '../git/open-git.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The example with Django apps as a user has it: both packages installed from their tarballs, and a project with a target that does nothing. */
export async function nxScene(folder) {
  const path = join(folder, 'nx-workspace');
  cpSync(join(root, 'examples/nx-django'), path, { recursive: true });
  execFileSync('npm', ['pack', '--silent', '-w', 'oneleaf', '-w', '@oneleaf/nx', '--pack-destination', folder], { cwd: root });
  const tarball = prefix =>
    `file:${join(
      folder,
      readdirSync(folder).find(name => name.startsWith(prefix) && name.endsWith('.tgz')),
    )}`;
  const versions = { nx: devDependencies.nx, '@nx/devkit': devDependencies['@nx/devkit'] };
  write(path, 'package.json', {
    name: 'bench',
    private: true,
    devDependencies: { ...versions, oneleaf: tarball('oneleaf-0'), '@oneleaf/nx': tarball('oneleaf-nx') },
  });
  mkdirSync(join(path, 'apps/empty'));
  const nothing = { executor: 'nx:run-commands', cache: true, options: { command: 'true' } };
  write(path, 'apps/empty/project.json', { name: 'empty', targets: { nothing } });
  const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  execFileSync('npm', install, { cwd: path, stdio: ['ignore', 'pipe', 'inherit'] });
  const git = openGit(path, { config: benchAuthor });
  await git.init(['--quiet', '--initial-branch=main']);
  await git.raw('add', '--all');
  await git.raw('commit', '--quiet', '--no-verify', '--message', 'Begin');
  return { path, nx: join(path, 'node_modules/.bin/nx') };
}

function write(folder, name, content) {
  writeFileSync(join(folder, name), JSON.stringify(content));
}
