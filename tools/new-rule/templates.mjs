export const camelCase = name => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

export const rule = name => `import type { Rule } from '../finding.js';

export const ${camelCase(name)}: Rule = {
  name: '${name}',
  severity: 'warning',
  summary: 'say in half a sentence what is wrong',
  *check({ graph }) {
    for (const { history, migrations } of graph.chapters.values()) {
      if (migrations.length > 0) continue;
      yield { history: history.id, message: \`\${history.id} has no migration\` };
    }
  },
};
`;

// The second row is red until the rule finds what its page describes.
export const spec = name => `import { graph } from '../testing/graph.js';
import { ${camelCase(name)} } from './${name}.js';

const rows: [name: string, drawing: string, messages: string[]][] = [
  ['a line is healthy', 'a < b < c', []],
  ['draw the smallest defect', 'a < b, a < c', ['say which migrations, ids last']],
];

test.each(rows)('%s', (_name, drawing, messages) => {
  expect([...${camelCase(name)}.check({ graph: graph(drawing) })].map(({ message }) => message)).toEqual(messages);
});
`;

export const page = name => `# ${name}

## What it finds

The smallest example, as a drawing or as two files.

## Why it matters

What breaks, for whom, and when they notice.

## How to mend it

The command on its own line, and what it changes.

## What the framework says

Django's and Alembic's own words for it, quoted, so that a search for the message finds this page; or that they say nothing.
`;
