import type { GuardExamination } from '@oneleaf/core';
import type { SetupFiles } from '../repository-view/working-files.js';

const WORKFLOW_FOLDERS = ['.github/workflows', '.gitea/workflows', '.forgejo/workflows'];
const CI_FILES = ['.gitlab-ci.yml', '.circleci/config.yml', 'azure-pipelines.yml', 'bitbucket-pipelines.yml', '.travis.yml', 'Jenkinsfile'];

/** Paths of files with commands for a CI server. */
export function ciFiles(files: SetupFiles): readonly string[] {
  const workflows = WORKFLOW_FOLDERS.flatMap(folder => files.list(folder).map(name => `${folder}/${name}`)).filter(path =>
    /\.ya?ml$/.test(path),
  );
  return [...workflows, ...CI_FILES].filter(path => files.read(path) !== undefined);
}

/** Whether CI repeats the check, which a person can skip in a hook. */
export function examineCi(files: SetupFiles): GuardExamination {
  const present = ciFiles(files);
  const calling = present.find(path => /^[^#\n]*\boneleaf\b/m.test(files.read(path) ?? ''));
  if (calling !== undefined) return { subject: 'ci', condition: 'ok', message: `${calling} calls oneleaf` };
  const message =
    present.length === 0 ? 'there is no CI configuration that repeats the check' : `${present.join(', ')}: none calls oneleaf`;
  return {
    subject: 'ci',
    condition: 'warn',
    message: `${message}; a hook can be skipped, and main can move`,
    fix: { title: 'run oneleaf check on every pull request: docs/ci.md has the workflow' },
  };
}
