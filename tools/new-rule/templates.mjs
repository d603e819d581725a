export const camelCase = name => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

const graphRule = name => `import { sentence } from '../../model/message.js';
import type { MigrationRule } from '../rule.js';

export const ${camelCase(name)}: MigrationRule = {
  name: '${name}',
  severity: 'warning',
  summary: 'say in half a sentence what is wrong',
  *check({ graph }) {
    for (const { history, migrations } of graph.contents.values()) {
      if (migrations.length > 0) continue;
      yield { history: history.id, message: sentence\`\${{ history: history.id }} has no migration\` };
    }
  },
};
`;

// The second row is red until the rule finds what its page describes.
const graphSpec = name => `import { drawGraph } from '../../testing/graph.js';
import { plainDrafts } from '../../testing/plain-drafts.js';
import { ${camelCase(name)} } from './${name}.js';

const rows: [name: string, drawing: string, messages: string[]][] = [
  ['a line is healthy', 'a < b < c', []],
  ['draw the smallest defect', 'a < b, a < c', ['say which migrations, ids last']],
];

test.each(rows)('%s', (_name, drawing, messages) => {
  expect(plainDrafts(${camelCase(name)}.check({ graph: drawGraph(drawing) })).map(({ message }) => message)).toEqual(messages);
});
`;

const styleRule = name => `import { sentence } from '../../model/message.js';
import type { MigrationRule } from '../rule.js';
import { styleFindings } from '../style-findings.js';

export const ${camelCase(name)}: MigrationRule = {
  name: '${name}',
  severity: 'off',
  summary: 'say in half a sentence what a migration does',
  reads: 'practices',
  acceptable: true,
  check: input =>
    styleFindings(input, '${camelCase(name)}', {
      message: ({ literal }) => sentence\`\${{ migration: literal }} does it\`,
      fix: { title: 'say what to write instead' },
    }),
};
`;

// The first row is red until the rule says what is wrong and how to mend it.
const styleSpec = name => `import { draftsOf, draftWith, styleFactsOf } from '../../testing/style-facts.js';
import { ${camelCase(name)} } from './${name}.js';

test('a migration that does it', () => {
  const found = draftWith('b does what, and what comes of it', 'what to write instead', 'what is ${camelCase(name)}');
  expect(draftsOf(${camelCase(name)}, styleFactsOf('${camelCase(name)}', 'mixed'))).toEqual([found]);
});

test('one that does something else, or nothing', () => {
  expect([...draftsOf(${camelCase(name)}, styleFactsOf('mixed')), ...draftsOf(${camelCase(name)}, {})]).toEqual([]);
});
`;

/** The folders of core/src/rules: about how migrations hang together, about their files, about what they do. */
export const kinds = {
  links: { rule: graphRule, spec: graphSpec },
  files: { rule: graphRule, spec: graphSpec },
  style: { rule: styleRule, spec: styleSpec },
};

export const page = name => `# ${name}

## What it finds

The smallest example, as a drawing or as two files.

## Why it matters

What breaks, for whom, and when they notice.

## How to fix it

The command on its own line, and what it changes.

## How to switch it off

In [oneleaf.json](../configuration.md): \`"rules": { "${name}": "off" }\`.

## What the framework says

Django's and Alembic's own words for it, quoted, so that a search for the message finds this page; or that they say nothing.
`;
