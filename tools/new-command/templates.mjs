export const camelCase = name => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
export const pascalCase = name => camelCase(name).replace(/^./, letter => letter.toUpperCase());

const reportType = name => `/** What \`oneleaf ${name}\` answers. */
export interface ${pascalCase(name)}Report {
  readonly schema: 1;
  readonly command: '${name}';
  /** The histories of the working tree, by name. */
  readonly histories: readonly string[];
}
`;

const workflow = name => `import { wording } from '@oneleaf/frameworks';
import type { ${pascalCase(name)}Report } from '@oneleaf/core';
import { UsageError } from '@oneleaf/core/errors';
import { readWorkingTree } from '../branches/other-branches.js';
import type { RepositorySession } from '../session/session.js';

/** Say in one sentence what it finds out about the working tree. */
export async function ${camelCase(name)}(session: RepositorySession): Promise<${pascalCase(name)}Report> {
  const { here } = await readWorkingTree(session);
  if (here.contents.size === 0) throw new UsageError(wording.nothingFound);
  return { schema: 1, command: '${name}', histories: [...here.contents.keys()].sort() };
}
`;

const layout = name => `import type { ${pascalCase(name)}Report } from '@oneleaf/core';
import type { StyledLine } from './layout/line.js';

/** One line a history. */
export function ${camelCase(name)}Lines({ histories }: ${pascalCase(name)}Report): readonly StyledLine[] {
  return histories.map((history): StyledLine => [{ text: history, tone: 'strong' }]);
}
`;

const command = name => `import { ${camelCase(name)} } from '@oneleaf/workflows/${name}/${name}';
import { positionalsUpTo, readReportArguments } from '../command-line/arguments.js';
import { EXITS_HELP, REPORT_OPTIONS, type CommandSpec } from '../command-line/command-spec.js';
import { reportCommand } from '../command-line/report-command.js';
import { reportHelp } from '../command-line/report-help.js';

export const ${camelCase(name)}Command: CommandSpec = {
  help: \`oneleaf ${name}

Say in one or two sentences what it answers, and what it does not touch.

\${reportHelp('${name}')}
\${EXITS_HELP}\`,
  options: REPORT_OPTIONS,
  read: parsed => {
    positionalsUpTo(parsed, 0);
    return reportCommand(readReportArguments(parsed, '${name}'), session => ${camelCase(name)}(session));
  },
};
`;

// The first row is red until the command says what its page describes.
const spec = name => `import { gitRepo } from '@oneleaf/git/testing';
import { SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';

test('draw the smallest repository, and say what the command answers', async () => {
  const { output, exitCode } = await oneleaf(gitRepo({ main: SHOP }), ['${name}']);
  expect({ output, exitCode }).toEqual({ output: 'say what it prints\\n', exitCode: 0 });
});

test('the JSON report', async () => {
  const { output, exitCode } = await oneleaf(gitRepo({ main: SHOP }), ['${name}', '--format', 'json']);
  expect({ report: JSON.parse(output) as unknown, exitCode }).toMatchObject({ report: { schema: 1, command: '${name}' }, exitCode: 0 });
});

test('a repository without migrations is refused', async () => {
  expect(await oneleaf(gitRepo({ main: { 'README.md': '' } }), ['${name}'])).toMatchObject({ output: '', exitCode: 2 });
});
`;

const schema = name =>
  JSON.stringify({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:oneleaf:schema:${name}:1`,
    title: `Report of oneleaf ${name}, version 1`,
    description: 'Keys are only ever added within a version: take unknown ones for news, not for errors.',
    type: 'object',
    required: ['schema', 'command', 'histories'],
    properties: {
      schema: { const: 1 },
      command: { const: name },
      histories: { type: 'array', description: 'The histories of the working tree, by name.', items: { type: 'string' } },
    },
  });

const page = name => `# ${name}

Say in two sentences what question \`oneleaf ${name}\` answers, and who asks it.

\`\`\`console
$ npx oneleaf ${name}
\`\`\`

Say what each line means, and what to do next.

\`--format json\` prints:

\`\`\`json
{ "schema": 1, "command": "${name}", "histories": ["shop"] }
\`\`\`
`;

/** Every new file of a command, by its path. */
export const files = name => ({
  [`packages/workflows/src/${name}/${name}.ts`]: workflow(name),
  [`packages/core/src/reports/${name}-report.ts`]: reportType(name),
  [`packages/report/src/text/${name}.ts`]: layout(name),
  [`packages/cli/src/commands/${name}.ts`]: command(name),
  [`packages/cli/src/commands/${name}.spec.ts`]: spec(name),
  [`docs/schema/${name}.schema.json`]: schema(name),
  [`docs/${name}.md`]: page(name),
});

/**
 * Every list that has a line for each command: what is put before the first match of a pattern that is searched after another one.
 * `after`: where the list begins. `before`: what stands behind its last line.
 */
export const lists = name => ({
  'packages/core/src/reports/report.ts': [
    {
      before: /^\n?\/\*\* What a command answers/m,
      line: `import type { ${pascalCase(name)}Report } from './${name}-report.js';\nexport type * from './${name}-report.js';\n`,
    },
    { after: /export type Report =/, before: /;/, line: `\n  | ${pascalCase(name)}Report` },
  ],
  'packages/report/src/report-types.ts': [
    { before: /^import/m, line: `import { ${camelCase(name)}Lines } from './text/${name}.js';\n` },
    {
      after: /^const types = \{/m,
      before: /^\} satisfies/m,
      line: `  ${key(name)}: { schema: '${name}', text: ${camelCase(name)}Lines },\n`,
    },
  ],
  'packages/workflows/src/verdict.ts': [{ after: /^const verdicts: .*\{/m, before: /^\};/m, line: `  ${key(name)}: () => 'passed',\n` }],
  'packages/cli/src/commands/index.ts': [
    {
      before: /^\];/m,
      line: `{ name: '${name}', summary: 'say in half a sentence what it answers', load: async () => (await import('./${name}.js')).${camelCase(name)}Command },\n`,
    },
  ],
  'README.md': [
    { after: /^\| `oneleaf doctor` .*\n/m, before: /^/m, line: `| \`oneleaf ${name}\` | Say what [it answers](docs/${name}.md). |\n` },
  ],
  'docs/index.md': [{ after: /^## Understand a verdict\n\n/m, before: /^\n/m, line: `- [${name}.md](${name}.md): say what it answers.\n` }],
  'docs/json.md': [{ after: /^JSON Schemas /m, before: /\.$/m, line: `,\n[${name}](schema/${name}.schema.json)` }],
  'docs/architecture.md': [
    { after: /^\| `workflows\/src\/doctor` .*\n/m, before: /^/m, line: `| \`workflows/src/${name}\` | \`${name}\`. |\n` },
  ],
});

function key(name) {
  return name.includes('-') ? `'${name}'` : name;
}
