import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { engines } from '../../engines/index.js';
import { runners } from '../index.js';
import answers from './result/oneleaf_answers.py';
import circles from './sources/oneleaf_check_circles.py';
import engine from './oneleaf_engine.py';
import read from './sources/oneleaf_read.py';
import residue from './oneleaf_residue.py';
import runner from './oneleaf_run.py';
import screen from './oneleaf_screen.py';
import sourceProblems from './sources/oneleaf_source_problems.py';
import sources from './sources/oneleaf_sources.py';
import unimported from './sources/oneleaf_unimported.py';

const neutralFiles: Readonly<Record<string, string>> = {
  'oneleaf_answers.py': answers,
  'oneleaf_check_circles.py': circles,
  'oneleaf_engine.py': engine,
  'oneleaf_read.py': read,
  'oneleaf_residue.py': residue,
  'oneleaf_run.py': runner,
  'oneleaf_screen.py': screen,
  'oneleaf_source_problems.py': sourceProblems,
  'oneleaf_sources.py': sources,
  'oneleaf_unimported.py': unimported,
};

/** Writes the Python modules of all runners into a folder, and returns the path of the file to start. */
export function writeRunnerFiles(folder: string): string {
  const ofEngines = engines.map(({ name, python }) => [`oneleaf_engine_${name}.py`, python] as const);
  const ofRunners = runners.flatMap(({ files }) => Object.entries(files));
  for (const [name, text] of [...Object.entries(neutralFiles), ...ofEngines, ...ofRunners]) writeFileSync(join(folder, name), text);
  return join(folder, 'oneleaf_run.py');
}
