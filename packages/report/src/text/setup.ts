import type { SetupInstruction, SetupPlan } from '@oneleaf/core';
import { BLANK_LINE, printLines, type StyledLine } from './layout/line.js';
import { visible } from '../words/visible.js';

export interface SetupTextOptions {
  readonly color: boolean;
  readonly width?: number | undefined;
  /** Nothing was written. */
  readonly dryRun: boolean;
}

/** What a setup wrote, and what is left for a person to do. */
export function renderSetup({ changes, instructions }: SetupPlan, { dryRun, ...options }: SetupTextOptions): string {
  const verb = dryRun ? { write: 'would write', remove: 'would delete' } : { write: 'wrote', remove: 'deleted' };
  const lines = changes.map(({ path, text }): StyledLine => [
    text === null ? verb.remove : verb.write,
    ' ',
    { text: path, tone: 'strong' },
  ]);
  const told = instructions.map(instructionLines);
  const blocks = lines.length === 0 && told.length === 0 ? [[['nothing to do']]] : [...(lines.length === 0 ? [] : [lines]), ...told];
  return printLines(
    blocks.flatMap((block, index) => (index === 0 ? block : [BLANK_LINE, ...block])),
    options,
  );
}

/** Lines to copy must arrive as they are: those that cannot be shown so are left out. */
function instructionLines({ title, text }: SetupInstruction): readonly StyledLine[] {
  const lines = text.split('\n').filter(line => visible(line) === line);
  return [[{ text: 'to do', tone: 'doubtful' }, `: ${title}`], ...lines.map((line): StyledLine => ['  ', { text: line, tone: 'command' }])];
}
