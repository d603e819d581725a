import { applyPlan, setupFiles, type WorkspaceTexts } from '../testing/setup-workspace.js';
import type { SetupOptions } from './setup-options.js';
import { planRemoval, planSetup } from './setup-plan.js';

function setUp(texts: WorkspaceTexts, options: Partial<SetupOptions> = {}): { texts: WorkspaceTexts; reported: readonly string[] } {
  const plan = planSetup(setupFiles(texts), { within: '', postCheckout: true, ...options });
  return { texts: applyPlan(texts, plan), reported: plan.instructions.map(({ title, text }) => `${title}: ${text}`) };
}

const HUSKY = '{ "scripts": { "prepare": "husky" }, "devDependencies": { "husky": "9.1.7" } }\n';
const CALL = 'oneleaf post-checkout "$@" || true';

test('husky gets a hook of its own, which goes away again', () => {
  const { texts } = setUp({ 'package.json': HUSKY });
  expect(texts['.husky/post-checkout']).toBe(`# >>> oneleaf (made this file)\n${CALL}\n# <<< oneleaf\n`);
  expect(setUp(texts).texts).toEqual(texts);
  expect(applyPlan(texts, planRemoval(setupFiles(texts), {}))).toEqual({ 'package.json': HUSKY });
});

test('what stands in the hook already stays', () => {
  const { texts } = setUp({ 'package.json': HUSKY, '.husky/post-checkout': '#!/bin/sh\nnpm install\n' });
  expect(texts['.husky/post-checkout']).toBe(`#!/bin/sh\n# >>> oneleaf\n${CALL}\n# <<< oneleaf\nnpm install\n`);
  expect(applyPlan(texts, planRemoval(setupFiles(texts), {}))['.husky/post-checkout']).toBe('#!/bin/sh\nnpm install\n');
});

test('nobody gets it who has not asked for it', () => {
  expect(Object.keys(setUp({ 'package.json': HUSKY }, { postCheckout: false }).texts)).not.toContain('.husky/post-checkout');
});

const others: [name: string, texts: WorkspaceTexts, options: Partial<SetupOptions>, reported: readonly string[]][] = [
  [
    'lefthook',
    { 'lefthook.yml': 'pre-push:\n  commands:\n    oneleaf:\n      run: npx oneleaf pre-push\n' },
    {},
    ['add to lefthook.yml: post-checkout:\n  commands:\n    oneleaf:\n      run: npx --no-install oneleaf post-checkout {1} {2} {3}'],
  ],
  ['lefthook, done', { 'lefthook.yml': '# npx oneleaf pre-push\n# npx oneleaf post-checkout\n' }, {}, []],
  [
    'pre-commit',
    { '.pre-commit-config.yaml': '# oneleaf pre-push\nrepos: []\n' },
    {},
    [
      `add to .pre-commit-config.yaml: repos:
  - repo: local
    hooks:
      - id: oneleaf
        name: migrations of other branches
        entry: npx --no-install oneleaf post-checkout
        language: system
        stages: [post-checkout]
        pass_filenames: false
        always_run: true`,
      'enable pre-commit for checkouts, in every clone: pre-commit install --hook-type post-checkout',
    ],
  ],
  [
    'a folder of hooks',
    {},
    { hooksPath: 'tools/hooks' },
    [
      'add to tools/hooks/pre-push, which must be executable, above everything else: #!/bin/sh\nnpx --no-install oneleaf pre-push "$@" || exit $?',
      'add to tools/hooks/post-checkout, which must be executable: #!/bin/sh\nnpx --no-install oneleaf post-checkout "$@" || true',
    ],
  ],
];

test.each(others)('%s: what to add', (_name, texts, options, reported) => {
  expect(setUp(texts, options)).toEqual({ texts, reported });
});
