import { WORDING } from './testing/wording.js';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { formatNamed, formats, formatsOf } from './formats.js';
import { reportTypes, type ReportCommand } from './report-types.js';
import { examples } from './testing/examples.js';
import { docs } from './testing/schemas.js';

const names = (command: ReportCommand): readonly string[] => formatsOf(command).map(({ name }) => name);

test('every report has text and JSON, and a part of them Markdown', () => {
  const commands = Object.keys(reportTypes) as ReportCommand[];
  expect(commands.filter(command => names(command).join() === 'text,json,markdown')).toEqual([
    'check',
    'predict',
    'verify',
    'drift',
    'prove',
    'describe',
  ]);
  expect(commands.map(command => names(command).slice(0, 2).join()).every(two => two === 'text,json')).toBe(true);
});

test('a format that a report does not have is not found', () => {
  expect(formatNamed('check', 'markdown')?.name).toBe('markdown');
  expect(formatNamed('status', 'markdown')).toBeUndefined();
  expect(formatNamed('check', 'yaml')).toBeUndefined();
});

// A push with nothing to say about is silent in text.
const spoken = Object.values(examples).filter(({ command }) => command !== 'pre-push');

test.each(formats)('$name renders every report that has it, and no other', ({ has, render }) => {
  const wrong = spoken.filter(report => (render(report, { color: false, now: 0, wording: WORDING }) !== '') !== has(report.command));
  expect(wrong.map(({ command }) => command)).toEqual([]);
});

test('every schema belongs to a report or to the configuration', () => {
  const schemas = readdirSync(join(docs, 'schema')).map(file => file.replace('.schema.json', ''));
  const used = new Set<string>([...Object.values(reportTypes).map(({ schema }) => schema), 'oneleaf']);
  expect(schemas.sort()).toEqual([...used].sort());
});
