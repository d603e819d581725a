import { readYaml } from './yaml-text.js';
import fc from 'fast-check';
import { applyPlan, setupFiles, type WorkspaceTexts } from '../testing/setup-workspace.js';
import { planRemoval, planSetup } from './setup-plan.js';

const options = { within: '' };
const setUp = (texts: WorkspaceTexts): WorkspaceTexts => applyPlan(texts, planSetup(setupFiles(texts), options));
const takenOut = (texts: WorkspaceTexts): WorkspaceTexts => applyPlan(texts, planRemoval(setupFiles(texts), {}));

const ENTRY = '"**/{migrations,versions}/*.py": "oneleaf check --staged"';
const COMMAND = '# >>> oneleaf\noneleaf:\n  run: npx --no-install oneleaf pre-push {1} {2}\n  use_stdin: true\n# <<< oneleaf\n';
const JOB = '# >>> oneleaf\n- name: oneleaf\n  run: npx --no-install oneleaf pre-push {1} {2}\n  use_stdin: true\n# <<< oneleaf\n';

/** Every line moved to the right. */
const moved = (text: string, by: number): string => text.replaceAll(/^(?=.)/gm, ' '.repeat(by));
const REPO = `# >>> oneleaf
- repo: local
  hooks:
    - id: oneleaf
      name: one leaf for each migration history
      entry: npx --no-install oneleaf pre-push
      language: system
      stages: [pre-push]
      pass_filenames: false
      always_run: true
# <<< oneleaf
`;

const forms: [name: string, path: string, before: string, after: string][] = [
  [
    'package.json',
    'package.json',
    '{\n  "lint-staged": {\n    "*.js": "a"\n  }\n}\n',
    `{\n  "lint-staged": {\n    ${ENTRY},\n    "*.js": "a"\n  }\n}\n`,
  ],
  ['one line without its end', 'package.json', '{"lint-staged": {"*.js": ["a"]}}', `{"lint-staged": {${ENTRY},"*.js": ["a"]}}`],
  ['an empty object', '.lintstagedrc.json', '{}', `{${ENTRY}}`],
  ['an empty object with room', '.lintstagedrc.json', '{\n}\n', `{\n${ENTRY}\n}\n`],
  ['tabs and CRLF', '.lintstagedrc.json', '{\r\n\t"*.js": "a"\r\n}\r\n', `{\r\n\t${ENTRY},\r\n\t"*.js": "a"\r\n}\r\n`],
  ['a byte order mark', '.lintstagedrc.json', '\ufeff{ "*.js": "a" }', `\ufeff{ ${ENTRY}, "*.js": "a" }`],
  ['JSON without an ending', '.lintstagedrc', '{ "*.js": "a" }\n', `{ ${ENTRY}, "*.js": "a" }\n`],
  ['YAML without an ending', '.lintstagedrc', '# ours\n"*.js":\n  - a # why\n', `# ours\n${ENTRY}\n"*.js":\n  - a # why\n`],
  ['.lintstagedrc.yaml', '.lintstagedrc.yaml', '---\n"*.js": a', `---\n${ENTRY}\n"*.js": a`],
  ['.lintstagedrc.yml', '.lintstagedrc.yml', '"*.js": a\r\n', `${ENTRY}\r\n"*.js": a\r\n`],
  ['package.yaml', 'package.yaml', 'name: x\nlint-staged:\n    "*.js": a\n', `name: x\nlint-staged:\n    ${ENTRY}\n    "*.js": a\n`],
  [
    'lefthook without pre-push',
    'lefthook.yml',
    '# ours\npre-commit:\n  jobs: []',
    `# ours\npre-commit:\n  jobs: []\n# >>> oneleaf\npre-push:\n  commands:\n${moved(COMMAND.replace(/# .*\n/g, ''), 4)}# <<< oneleaf`,
  ],
  [
    'lefthook with commands',
    'lefthook.yml',
    'pre-push:\n  parallel: true # fast\n  commands:\n    # slow\n    test:\n      run: npm test\n',
    `pre-push:\n  parallel: true # fast\n  commands:\n    # slow\n${moved(COMMAND, 4)}    test:\n      run: npm test\n`,
  ],
  [
    'lefthook with jobs',
    'lefthook.yaml',
    'pre-push:\n  jobs:\n  - run: npm test\n',
    `pre-push:\n  jobs:\n${moved(JOB, 2)}  - run: npm test\n`,
  ],
  [
    'lefthook with scripts alone',
    '.lefthook.yml',
    'pre-push:\n    scripts:\n        a.sh: {}\n',
    `pre-push:\n    # >>> oneleaf\n    commands:\n${moved(COMMAND.replace(/# .*\n/g, ''), 6)}    # <<< oneleaf\n    scripts:\n        a.sh: {}\n`,
  ],
  [
    'pre-commit',
    '.pre-commit-config.yaml',
    'default_stages: [pre-commit]\nrepos:\n-   repo: meta\n    hooks: [{id: identity}]',
    `default_stages: [pre-commit]\nrepos:\n${REPO}-   repo: meta\n    hooks: [{id: identity}]`,
  ],
  [
    'pre-commit, indented',
    '.pre-commit-config.yaml',
    'repos:\r\n  - repo: meta\r\n',
    `repos:\r\n${moved(REPO, 2).replaceAll('\n', '\r\n')}  - repo: meta\r\n`,
  ],
];

test.each(forms)('%s: added once, and taken out to the byte', (_name, path, before, after) => {
  const done = setUp({ [path]: before });
  expect(done).toEqual({ [path]: after });
  expect(setUp(done)).toEqual(done);
  expect(takenOut(done)).toEqual({ [path]: before });
});

test.each([
  ['.lintstagedrc.json', '[]'],
  ['.lintstagedrc.json', '{ "*.js": '],
  ['.lintstagedrc.yaml', '# nothing yet\n'],
  ['.lintstagedrc.yaml', '- a\n'],
  ['lint-staged.config.js', 'module.exports = {};\n'],
  ['lefthook.yml', 'pre-push: { parallel: true }\n'],
  ['lefthook.yml', 'pre-push:\n'],
  ['lefthook.yml', 'pre-push: &push\n  commands: *push\n'],
  ['lefthook.yml', 'a: 1\n---\nb: 2\n'],
  ['lefthook.yml', 'a: 1\n...\n'],
  ['lefthook.yml', ''],
  ['.pre-commit-config.yaml', 'repos: []\n'],
  ['.pre-commit-config.yaml', 'repos:\n  - repo: meta\n bad'],
])('%s with %j: reported, not guessed', (path, text) => {
  const plan = planSetup(setupFiles({ [path]: text }), options);
  expect(plan.changes).toEqual([]);
  expect(plan.instructions.map(({ title }) => title)).toContain(`add to ${path}`);
});

const times = (count: number, line: (at: number) => string): string => Array.from({ length: count }, (_, at) => line(at)).join('');
const bomb = `a0: &a0 [x, x]\n${times(9, at => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(9)}]\n`)}`;

// What YAML can multiply or nest is no reason to wait or to stop with a defect of ours.
describe.each(['lefthook.yml', '.pre-commit-config.yaml', '.lintstagedrc'])('%s', path => {
  test.each([
    ['aliases that multiply', bomb],
    ['an alias that names nothing', 'a: *nothing\n'],
    ['many aliases', `a: &a 1\nb: [${'*a,'.repeat(20_000)}]\n`],
    ['a key twice', 'a: 1\na: 2\n'],
    ['open brackets', '['.repeat(100_000)],
    ['nested brackets', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['nested lists', `${'- '.repeat(50_000)}a\n`],
    ['open quotations', '"'.repeat(100_001)],
    ['more than is read', times(30_000, at => `key${at}: 1\n`)],
  ])('with %s: left alone, and said', (_, text) => {
    const plan = planSetup(setupFiles({ [path]: text }), options);
    expect(plan.changes.filter(change => change.path === path)).toEqual([]);
    expect(plan.instructions.map(({ title }) => title)).toContain(`add to ${path}`);
  });

  test('with ten thousand keys: read in one go', () => {
    expect(readYaml(times(10_000, at => `key${at}: 1\n`))?.value).toMatchObject({ key0: 1, key9999: 1 });
  });
});

const key = fc.oneof(fc.constantFrom('*.js', 'scripts', 'prepare', '__proto__', 'ä"\\\n'), fc.string());
const value = fc.oneof(fc.string(), fc.array(fc.string()), fc.boolean());
const object = fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name }).map(entries => Object.fromEntries(entries));
const blank = fc.constantFrom('', 0, 1, 2, 4, '\t');
const manifest = fc
  .record({ scripts: fc.oneof(object, fc.constant('none')), 'lint-staged': object, husky: fc.boolean() }, { requiredKeys: [] })
  .map(({ husky, ...content }) => ({ name: 'x', ...content, ...(husky === true ? { devDependencies: { husky: '9' } } : {}) }));
const end = fc.constantFrom('', '\n', '\r\n');
const hook = fc
  .array(fc.constantFrom('#!/bin/sh', '', 'npm test', '# note', '. "$(dirname "$0")/_/husky.sh"', 'while read a b; do :; done'), {
    maxLength: 5,
  })
  .chain(lines => fc.constantFrom('\n', '\r\n').map(eol => lines.join(eol)));

/** Workspaces of any kind: what is there once has been there before. */
const workspace = fc
  .record(
    {
      'package.json': fc.tuple(manifest, blank, end).map(([content, indent, last]) => JSON.stringify(content, null, indent) + last),
      '.husky/pre-push': fc.tuple(hook, end).map(parts => parts.join('')),
      '.husky/pre-commit': hook,
      'lefthook.yml': fc.constantFrom(...forms.filter(([, path]) => path === 'lefthook.yml').map(([, , text]) => text)),
      '.pre-commit-config.yaml': fc.constantFrom(...forms.filter(([, path]) => path.startsWith('.pre')).map(([, , text]) => text)),
      '.lintstagedrc': fc.tuple(object, blank, end).map(([content, indent, last]) => JSON.stringify(content, null, indent) + last),
    },
    { requiredKeys: [] },
  )
  .map(texts => Object.fromEntries(Object.entries(texts)));

test.each(['husky', 'lefthook', 'pre-commit', undefined] as const)('%s: twice is once, and removing leaves what was there', hooks => {
  fc.assert(
    fc.property(workspace, texts => {
      const once = applyPlan(texts, planSetup(setupFiles(texts), { within: '', ...(hooks ? { hooks } : {}) }));
      const twice = planSetup(setupFiles(once), { within: '', ...(hooks ? { hooks } : {}) });
      expect(twice.changes).toEqual([]);
      expect(takenOut(once)).toEqual(texts);
      expect(takenOut(texts)).toEqual(texts);
    }),
    { numRuns: 300 },
  );
});
