import type { Examined } from '@oneleaf/core';
import type { Files } from '../setup/files.js';

const WORKFLOWS = ['.github/workflows', '.gitea/workflows', '.forgejo/workflows'];
const FILES = ['.gitlab-ci.yml', '.circleci/config.yml', 'azure-pipelines.yml', 'bitbucket-pipelines.yml', '.travis.yml', 'Jenkinsfile'];

/** What tells a CI server what to run, by path. */
export function ciFiles(files: Files): readonly string[] {
  const workflows = WORKFLOWS.flatMap(folder => files.list(folder).map(name => `${folder}/${name}`)).filter(path => /\.ya?ml$/.test(path));
  return [...workflows, ...FILES].filter(path => files.read(path) !== undefined);
}

/** Whether the check is repeated where nobody can leave it out. */
export function examineServer(files: Files): Examined {
  const present = ciFiles(files);
  const calling = present.find(path => /^[^#\n]*\boneleaf\b/m.test(files.read(path) ?? ''));
  if (calling !== undefined) return { subject: 'ci', condition: 'ok', message: `${calling} calls oneleaf` };
  const message =
    present.length === 0 ? 'no CI configuration is here that could repeat the check' : `${present.join(', ')}: none calls oneleaf`;
  return {
    subject: 'ci',
    condition: 'warn',
    message: `${message}; a hook can be left out, and main can move`,
    fix: { title: 'run oneleaf check on every pull request: docs/ci.md has the workflow' },
  };
}
