import type { GenerateReport } from '@oneleaf/core';
import { describeWithPython, versions } from '@oneleaf/frameworks/testing';
import type { GitRepo } from '@oneleaf/git/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { oneleaf } from '../testing/oneleaf.js';
import { openStory } from '../testing/example-story.js';

const name = 'Log of mails';
const page = readFileSync(join(__dirname, '../../../../examples/recyclic/README.md'), 'utf8');
const file = 'api/migrations/versions/c0ffee123456_log_of_mails.py';

describeWithPython('recyclic with the real Alembic', python => {
  const generate = (repo: GitRepo, version: keyof typeof python, ...more: readonly string[]) =>
    oneleaf(repo, ['generate', '-m', name, '--python', python[version], ...more]);
  const text = (repo: GitRepo, path: string) => readFileSync(join(repo.path, path), 'utf8');

  describe.each(versions)('%s', version => {
    test('the table is made, the constraint stays, and only the new file is there', async () => {
      const repo = openStory('recyclic');
      const { output, exitCode, complaint } = await generate(repo, version);
      expect([complaint, exitCode]).toEqual(['', 1]);
      expect(page).toContain(`$ npx oneleaf generate -m '${name}'\n${output.slice(output.indexOf('wrote'))}\`\`\``);
      expect(repo.git('status', '--short', '--untracked-files=all')).toBe(`?? ${file}`);
      expect(text(repo, file)).toContain("op.create_table('email_logs'");
      expect(text(repo, file)).not.toContain('uq_users_email');
    });

    test('nothing but what is held back is found again, and it goes where that is meant', async () => {
      const repo = openStory('recyclic');
      await generate(repo, version);
      repo.git('add', '--all');
      repo.git('commit', '--quiet', '--message', name);
      const again = await generate(repo, version, '--format', 'json');
      const { held, changes, state } = JSON.parse(again.output) as GenerateReport;
      expect([again.exitCode, state, changes, held.map(({ subject }) => subject)]).toEqual([1, 'nothing', [], ['users.uq_users_email']]);
      const allow = ['--allow', 'drop_constraint:users.*', '--dry-run'];
      const shown = await oneleaf(repo, ['generate', '-m', 'Any mail', '--python', python[version], ...allow], {
        chance: () => '5eed5eed5eed',
      });
      expect([shown.exitCode, shown.output]).toEqual([0, expect.stringContaining('op.drop_constraint')]);
      expect(repo.git('status', '--short')).toBe('');
    });
  });
});
