import { WORDING } from '../testing/wording.js';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { examples } from '../testing/examples.js';
import { NOW } from '../testing/report-builders.js';
import { renderText } from './render-text.js';

const folder = join(__dirname, 'snapshots');
const plain = { color: false, now: NOW, wording: WORDING };

// Prose to review, one file a situation. After a change that is meant: ONELEAF_SNAPSHOTS=write npx jest packages/report
test.each(Object.keys(examples))('%s', name => {
  const example = examples[name];
  const text = example ? renderText(example, plain) : '';
  const path = join(folder, `${name}.txt`);
  if (process.env['ONELEAF_SNAPSHOTS'] === 'write') writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, 'utf8'));
});

test('every snapshot belongs to an example', () => {
  expect(readdirSync(folder).sort()).toEqual(
    Object.keys(examples)
      .map(name => `${name}.txt`)
      .sort(),
  );
});
