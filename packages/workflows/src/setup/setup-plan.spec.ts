import { applyPlan, setupFiles, type WorkspaceTexts } from '../testing/setup-workspace.js';
import type { LocateObject } from './lint-staged.js';
import type { SetupOptions } from './setup-options.js';
import { planRemoval, planSetup } from './setup-plan.js';

function setUp(texts: WorkspaceTexts, options: Partial<SetupOptions> = {}): { texts: WorkspaceTexts; reported: readonly string[] } {
  const plan = planSetup(setupFiles(texts), { within: '', ...options });
  return { texts: applyPlan(texts, plan), reported: plan.instructions.map(({ title, text }) => `${title}: ${text}`) };
}

function takenOut(texts: WorkspaceTexts, locate?: LocateObject): WorkspaceTexts {
  return applyPlan(texts, planRemoval(setupFiles(texts), { ...(locate ? { locate } : {}) }));
}

/** Two-space JSON with its newline. */
function json(value: unknown, indent: string | number = 2): string {
  return `${JSON.stringify(value, null, indent)}\n`;
}

const HUSKY = json({ name: 'shop', scripts: { prepare: 'husky' }, devDependencies: { husky: '^9.1.7' } });
const CALL = 'oneleaf pre-push "$@"';

describe('husky', () => {
  test('a hook of our own where there was none', () => {
    const { texts } = setUp({ 'package.json': HUSKY });
    expect(texts['.husky/pre-push']).toBe(`# >>> oneleaf (made this file)\n${CALL}\n# <<< oneleaf\n`);
    expect(texts['package.json']).toBe(HUSKY);
  });

  test('first in a hook that does more, with the refs left for the rest', () => {
    const { texts } = setUp({ 'package.json': HUSKY, '.husky/pre-push': '#!/bin/sh\nnpm test\n' });
    expect(texts['.husky/pre-push']?.split('\n')).toEqual([
      '#!/bin/sh',
      '# >>> oneleaf',
      'oneleaf_refs=',
      '[ -t 0 ] || oneleaf_refs=$(cat)',
      `printf '%s\\n' "$oneleaf_refs" | ${CALL} || exit $?`,
      '# the commands below may want to read the pushed refs, too',
      'if [ -n "$oneleaf_refs" ]; then exec <<ONELEAF_REFS',
      '$oneleaf_refs',
      'ONELEAF_REFS',
      'elif [ ! -t 0 ]; then exec </dev/null; fi',
      '# <<< oneleaf',
      'npm test',
      '',
    ]);
  });

  test('behind a shebang that ends as on Windows', () => {
    const { texts } = setUp({ 'package.json': HUSKY, '.husky/pre-push': '#!/bin/sh\r\n\r\n' });
    expect(texts['.husky/pre-push']).toBe(`#!/bin/sh\r\n# >>> oneleaf\n${CALL}\n# <<< oneleaf\n\r\n`);
  });

  test('behind the line by which husky 8 starts itself, which knows no node_modules/.bin', () => {
    const head = '#!/usr/bin/env sh\n. "$(dirname -- "$0")/_/husky.sh"\n';
    const { texts } = setUp({ 'package.json': HUSKY, '.husky/pre-push': head });
    expect(texts['.husky/pre-push']).toBe(`${head}# >>> oneleaf\nnpx --no-install ${CALL}\n# <<< oneleaf\n`);
  });

  test('a call that somebody wrote is left alone', () => {
    const texts = { 'package.json': HUSKY, '.husky/pre-push': `npm test\nnpx ${CALL}\n` };
    expect(setUp(texts).texts).toEqual(texts);
    expect(takenOut(texts)).toEqual(texts);
  });

  test('the block follows what comes to stand below it', () => {
    const { texts } = setUp({ 'package.json': HUSKY });
    const more = { ...texts, '.husky/pre-push': `${texts['.husky/pre-push'] ?? ''}npm test\n` };
    expect(setUp(more).texts['.husky/pre-push']).toContain('(made this file)\noneleaf_refs=\n');
    expect(takenOut(more)['.husky/pre-push']).toBe('npm test\n');
  });

  test('in a workspace below the top the hook starts at the top', () => {
    const { texts } = setUp({ 'package.json': HUSKY }, { within: 'front end' });
    expect(texts['.husky/pre-push']).toContain(`\n'front end/node_modules/.bin/oneleaf' pre-push "$@"\n`);
  });
});

describe('prepare', () => {
  const hook = { '.husky/pre-commit': 'lint-staged\n' };

  test.each<[name: string, scripts: unknown, options: Partial<SetupOptions>, after: unknown]>([
    ['is written where there is none', { test: 'jest' }, {}, { prepare: 'husky', test: 'jest' }],
    ['is written into no scripts', {}, {}, { prepare: 'husky' }],
    ['goes on with what it does', { prepare: 'tsc "a b"' }, {}, { prepare: 'tsc "a b" && husky' }],
    ['stays where it calls husky', { prepare: 'is-ci || husky' }, {}, { prepare: 'is-ci || husky' }],
    ['stays where another script does', { postinstall: 'husky install' }, {}, { postinstall: 'husky install' }],
    ['stays where the hooks are on already', { prepare: 'node x.js' }, { hooksPath: '.husky/_' }, { prepare: 'node x.js' }],
    ['stays where it is empty', { prepare: '' }, {}, { prepare: '' }],
  ])('%s', (_name, scripts, options, after) => {
    const before = { 'package.json': json({ scripts }), ...hook };
    const { texts } = setUp(before, options);
    expect(JSON.parse(texts['package.json'] ?? '')).toEqual({ scripts: after });
    expect(takenOut(texts)).toEqual(before);
  });

  test('without scripts it is reported', () => {
    expect(setUp({ 'package.json': '{}', ...hook }).reported[0]).toMatch(/enables the hooks: "prepare": "husky"$/);
  });

  test('below the top it is reported with the way up', () => {
    const { reported } = setUp({ 'package.json': '{"scripts": {}}', ...hook }, { within: 'apps/web' });
    expect(reported[0]).toMatch(/: "prepare": "cd \.\.\/\.\. && husky apps\/web\/\.husky"$/);
  });
});

describe('which hooks', () => {
  test.each<[name: string, texts: WorkspaceTexts, options: Partial<SetupOptions>, reported: RegExp]>([
    ['nothing', {}, {}, /^add to \.git\/hooks\/pre-push, .*: #!\/bin\/sh\nnpx --no-install oneleaf pre-push "\$@" \|\| exit \$\?$/],
    ['a folder of its own', {}, { hooksPath: 'tools/hooks' }, /^add to tools\/hooks\/pre-push/],
    ['husky that is not on', { 'package.json': HUSKY }, { hooksPath: 'tools/hooks' }, /^add to tools\/hooks\/pre-push/],
    ['simple-git-hooks', { 'package.json': '{"simple-git-hooks": {}}' }, {}, /^add to simple-git-hooks in package\.json/],
    ['two', { 'package.json': HUSKY, '.pre-commit-config.yaml': 'repos:\n' }, {}, /uses husky and pre-commit.*oneleaf init --hooks husky$/],
    ['TOML', { 'lefthook.toml': '' }, {}, /^add to lefthook\.toml: \[pre-push\.commands\.oneleaf\]/],
    ['no husky here', {}, { hooks: 'husky' }, /npm install --save-dev husky$/],
  ])('%s: reported, not guessed', (_name, texts, options, reported) => {
    expect(setUp(texts, options).reported[0]).toMatch(reported);
  });

  test('none is none', () => {
    const texts = { 'package.json': json({ devDependencies: { husky: '9' }, 'lint-staged': { '*.js': 'eslint' } }) };
    expect(setUp(texts, { hooks: 'none' })).toEqual({ texts, reported: [] });
  });
});
