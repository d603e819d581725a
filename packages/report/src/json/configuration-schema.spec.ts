import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { docs, schema, validator } from '../testing/schemas.js';

const validate = validator(schema('oneleaf'));

const right: [name: string, configuration: unknown][] = [
  ['an empty one', {}],
  [
    'all keys',
    {
      $schema: './docs/schema/oneleaf.schema.json',
      base: 'origin/main',
      remote: 'upstream',
      lines: ['release/*'],
      strict: true,
      since: '90d',
      exclude: ['vendor/**'],
      rules: { 'several-roots': 'off', 'edited-landed': 'error' },
      histories: [
        { folder: 'shop/migrations', framework: 'django', label: 'store', expectedLeaves: 1 },
        { folder: 'pay/versions', framework: 'alembic', name: 'pay', expectedLeaves: { pre: 1, post: 1 } },
        { folder: 'old/migrations', framework: 'django', exclude: true },
      ],
      onStale: 'block',
      describe: ['alembic/README.md'],
      projects: [
        { folder: 'backend', env: { DATABASE_URL: '{url}' }, provider: 'native', postgres: 16, elsewhere: 'refuse' },
        { folder: 'shop', docker: { compose: ['compose.yaml'], service: 'db', besides: ['roles'] } },
      ],
    },
  ],
];

test.each(right)('%s is right', (_name, configuration) => {
  validate(configuration);
  expect(validate.errors).toBeNull();
});

const wrong: [name: string, configuration: unknown, place: string][] = [
  ['an unknown key', { bases: 'main' }, ''],
  ['a list', [], ''],
  ['a severity that does not exist', { rules: { cycle: 'fatal' } }, '/rules/cycle'],
  ['a rule by number', { rules: { OL001: 'error' } }, '/rules'],
  ['an age in words', { since: 'last week' }, '/since'],
  ['strict in words', { strict: 'yes' }, '/strict'],
  ['another answer to a stale base', { onStale: 'ask' }, '/onStale'],
  ['a history without its folder', { histories: [{ framework: 'django' }] }, '/histories/0'],
  ['a framework that is not read', { histories: [{ folder: 'a', framework: 'flyway' }] }, '/histories/0/framework'],
  ['no leaf at all', { histories: [{ folder: 'a', framework: 'alembic', expectedLeaves: 0 }] }, '/histories/0/expectedLeaves'],
  ['a provider that there is not', { projects: [{ folder: '.', provider: 'oracle' }] }, '/projects/0/provider'],
  ['a container of what is not there', { projects: [{ folder: '.', docker: { container: 'db' } }] }, '/projects/0/docker'],
  [
    'a label without leaves',
    { histories: [{ folder: 'a', framework: 'alembic', expectedLeaves: { pre: 0 } }] },
    '/histories/0/expectedLeaves/pre',
  ],
];

test.each(wrong)('%s is wrong', (_name, configuration, place) => {
  expect(validate(configuration)).toBe(false);
  expect(validate.errors?.map(({ instancePath }) => instancePath)).toContain(place);
});

test('every example of the page is right, and every key has its place there', () => {
  const page = readFileSync(join(docs, 'configuration.md'), 'utf8');
  const examples = [...page.matchAll(/```json\n([^]+?)```/g)].map(([, text = '']): unknown => JSON.parse(text));
  expect(examples.length).toBeGreaterThan(0);
  expect(examples.filter(example => !validate(example))).toEqual([]);
  const { properties } = schema('oneleaf') as { properties: Record<string, unknown> };
  expect(Object.keys(properties).filter(key => key !== '$schema' && !page.includes(`\`${key}\``))).toEqual([]);
});
