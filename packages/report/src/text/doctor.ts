import type { GuardCondition, DoctorReport, GuardExamination, MendedCommand } from '@oneleaf/core';
import { BLANK_LINE, type StyledLine } from './layout/line.js';
import type { Tone } from '../words/tone.js';
import { fixLines } from './layout/finding.js';
import { count } from '../words/wording.js';

const CONDITION_TONES: Readonly<Record<GuardCondition, Tone>> = { ok: 'good', warn: 'doubtful', fail: 'bad' };

/** One line for each thing that was examined, with what mends it below. */
export function doctorLines({ examined, mended }: DoctorReport): readonly StyledLine[] {
  const widest = Math.max(0, ...examined.map(({ subject }) => subject.length));
  return [
    ...(mended ? mendedLines(mended) : []),
    ...examined.flatMap(one => examinedLines(one, widest)),
    BLANK_LINE,
    [doctorSummary(examined)],
  ];
}

function mendedLines(mended: readonly MendedCommand[]): readonly StyledLine[] {
  if (mended.length === 0) return [['nothing to mend in files'], BLANK_LINE];
  const paths = [...new Set(mended.map(({ path }) => path))];
  const lines = paths.flatMap((path): readonly StyledLine[] => [
    ['wrote ', { text: path, tone: 'strong' }],
    ...mended.filter(one => one.path === path).map((one): StyledLine => [`  line ${one.line}  `, { text: one.text, tone: 'command' }]),
  ]);
  return [...lines, BLANK_LINE];
}

function examinedLines({ condition, subject, message, fix }: GuardExamination, widest: number): readonly StyledLine[] {
  const head: StyledLine = [
    { text: condition.padEnd(6), tone: CONDITION_TONES[condition] },
    { text: subject.padEnd(widest + 2), tone: 'strong' },
    message,
  ];
  // The message says what is wrong: of a fix that is a command only the command is news.
  return [
    head,
    ...(fix
      ? fixLines(fix)
          .slice(-1)
          .map((line): StyledLine => ['      ', ...line])
      : []),
  ];
}

function doctorSummary(examined: readonly GuardExamination[]): string {
  const number = (wanted: GuardCondition): number => examined.filter(({ condition }) => condition === wanted).length;
  const [failed, doubtful] = [number('fail'), number('warn')];
  if (failed > 0)
    return `${failed === 1 ? '1 thing that should guard does' : `${count(failed, 'thing')} that should guard do`} not${warningSuffix(doubtful)}`;
  return `this clone is guarded${warningSuffix(doubtful)}`;
}

function warningSuffix(doubtful: number): string {
  return doubtful === 0 ? '' : `, ${count(doubtful, 'warning')}`;
}
