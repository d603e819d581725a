import fc from 'fast-check';
import { anyDescribe } from '../testing/arbitrary-describe.js';
import { describeExamples } from '../testing/describe-examples.js';
import { renderDescription } from './description-page.js';

const text = (name: string) => renderDescription(describeExamples[name]?.histories ?? []);

test('a page that is kept', () => {
  expect(text('describe-a-chain')).toBe(`\`db/versions\`: 3 migrations, expected leaf \`003_join\`.

- **\`001_users\`**, the first: Users, and what they may do
  - adds table \`users\`: \`id\`, \`role\`
  - adds type \`status\`
  - adds index \`ix_users_role\` of \`users\`
  - 1,200 rows into \`users\`
  - rows into \`roles\` (stands in \`for\`)
- **\`002_names\`**, on \`001_users\`, after \`a1b2\`
  - adds to \`users\`: \`first\`, \`last\`
  - removes from \`users\`: \`name\` (stands in \`if\`)
  - renames \`role\` of \`users\` to \`role_id\`
  - renames table \`orgs\` to \`teams\`
  - updates rows of \`users\`
  - deletes rows of \`roles\`
  - not read: execute runs SQL
- **\`003_join\`**, joins \`002_a\`, \`002_names\`
  - changes nothing

\`shop\`: 1 migration, 2 leaves: \`0001_squashed_0002_tax\`, \`0002_sku\`.

- **\`0001_squashed_0002_tax\`**, the first, after \`orgs.0001_initial\`
  - in place of \`0001_initial\`, \`0002_tax\`
  - adds model \`shop.item\`: \`id\`
  - adds model \`shop.tag\` in table \`tags\`
  - alters \`unique_together\` of \`shop.item\`
- not certain: \`shop/migrations/0003_odd.py\`: conflict marker: \\<\\<\\<\\<\\<\\<\\< HEAD
`);
});

test('names are no markup', () => {
  expect(text('describe-hostile-names')).toBe(
    [
      '`db/versions`: 1 migration, expected leaf ``a`b|<b>``.',
      '',
      String.raw`- **${'``a`b|<b>``'}**, the first: \<!-- /oneleaf:describe --\> \*bold\* \[x\](y) \\u202e\| a_b \_c\_`,
      String.raw`  - adds table ${'``` ``x`\\n ```'}`,
      String.raw`  - not read: helper calls \<script\>`,
      '',
    ].join('\n'),
  );
});

test('nothing', () => expect(text('describe-nothing')).toBe('There are no migrations here.\n'));

test('whatever the names are: lines of ours, without what a reader cannot see', () => {
  fc.assert(
    fc.property(anyDescribe, ({ histories }) => {
      const page = renderDescription(histories);
      expect(
        page.split('\n').filter(line => !/^(?:|- \*\*`.*|- not certain: `.*| {2}- .+|`.*\.|There are no migrations here\.)$/.test(line)),
      ).toEqual([]);
      expect(page).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});
