import { WORDING } from '../testing/wording.js';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isReviewedReport, renderComment, renderMarkdown } from './render-markdown.js';
import { examples } from '../testing/examples.js';
import { check, commit, finding } from '../testing/report-builders.js';
import { parseMarkdown } from '../testing/parse-markdown.js';

const folder = join(__dirname, 'snapshots');
const reviewed = Object.entries(examples).flatMap(([name, report]) => (isReviewedReport(report) ? [[name, report] as const] : []));

/** Prose to review, one file a situation. After a change that is meant: ONELEAF_SNAPSHOTS=write npx jest packages/report */
function expectSnapshot(name: string, text: string): void {
  const path = join(folder, `${name}.md`);
  if (process.env['ONELEAF_SNAPSHOTS'] === 'write') writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

test.each(reviewed)('%s', (name, report) => {
  expectSnapshot(name, renderMarkdown(report, { wording: WORDING }));
});

test('all of them in one comment', () => {
  expectSnapshot(
    'comment-of-many',
    renderComment([...reviewed.map(([, report]) => report), { file: 'drift.json', reason: 'it is empty' }], WORDING),
  );
});

test('every snapshot belongs to an example', () => {
  expect(readdirSync(folder).sort()).toEqual(['comment-of-many', ...reviewed.map(([name]) => name)].map(name => `${name}.md`).sort());
});

const cleanText = check({ commit: commit('3f2c1ab'), ref: 'refs/heads/main' });
const bad = check({ ref: 'refs/heads/feat/tax', findings: [finding('cycle', 'shop.0002 waits for itself')] });
const doubtful = check({ ref: 'index', findings: [finding('stray-copy', 'a copy', { severity: 'warning' })] });

test('worst first, in whatever order they come', () => {
  const comment = renderComment([cleanText, { file: 'a.json', reason: 'it is empty' }, bad, doubtful], WORDING);
  expect(comment.match(/^(?:##|###|-) [^*].*/gm)).toEqual([
    '## ❌ Migrations: 4 reports, 1 with errors, 2 to look at, 1 without harm',
    '### ❌ **check** of `feat/tax`: 1 error in `shop`',
    '### ⚠️ **check** of `index`: 1 warning in `shop`',
    '- ⚠️ **no report** in `a.json`: it is empty',
    '- ✅ **check** of `main`: no Django app with migrations and no Alembic script directory found',
  ]);
  expect(renderComment([doubtful, bad, { file: 'a.json', reason: 'it is empty' }, cleanText], WORDING)).toBe(comment);
});

test('one alone needs no line above it', () => {
  expect(renderComment([bad], WORDING)).toBe(renderMarkdown(bad, { wording: WORDING }));
});

describe('what has no room', () => {
  const many = (severity: 'error' | 'note', number: number) =>
    Array.from({ length: number }, (_, at) =>
      finding(`cycle-${severity}-${at}`, `shop.${at} waits for itself ${'and waits '.repeat(20)}`, { severity }),
    );
  const long = [check({ findings: many('note', 900) }), check({ ref: 'index', findings: [...many('error', 400), ...many('note', 5)] })];

  test('is left out whole, notes first, and counted', () => {
    const comment = renderComment(long, WORDING);
    expect(comment.length).toBeLessThanOrEqual(65_000);
    expect(parseMarkdown(comment).foreign).toEqual([]);
    const [errors, left] = [
      comment.match(/^- \*\*error\*\* .*$/gm) ?? [],
      /^([\d,]+) more entries have no room here: /m.exec(comment)?.[1],
    ];
    expect(errors.length).toBeGreaterThan(200);
    expect(new Set(errors.map(line => line.slice(-8))).size).toBe(1);
    expect(comment).not.toContain('**note**');
    expect(Number(left?.replace(',', ''))).toBe(405 - errors.length);
  });

  test('reports too', () => {
    const comment = renderComment(
      Array.from({ length: 2000 }, (_, at) => check({ ref: `refs/heads/feat/${at}` })),
      WORDING,
    );
    expect(comment.length).toBeLessThanOrEqual(65_000);
    expect(comment).toMatch(/^0 more entries and [\d,]+ whole reports have no room here: /m);
  });

  test.each([500, 1_000, 5_000])('whatever the limit is: %i', longest => {
    expect(renderComment(long, WORDING, longest).length).toBeLessThanOrEqual(longest);
  });
});

test('where nothing was run, that is said', () => {
  expect(renderComment([], WORDING)).toMatch(/^## Migrations: nothing was run\n/);
});
