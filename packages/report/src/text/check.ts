import type { CheckReport, ReportWording } from '@oneleaf/core';
import { acceptedSummary, checkSummary, SEVERITIES } from '../words/check-words.js';
import { findingBlocks } from './layout/finding.js';
import { BLANK_LINE, type StyledLine } from './layout/line.js';

export function checkLines(report: CheckReport, wording: ReportWording): readonly StyledLine[] {
  const blocks = SEVERITIES.flatMap(severity => findingBlocks(report.findings.filter(finding => finding.severity === severity)));
  return [...blocks.flatMap(block => [...block, BLANK_LINE]), [checkSummary(report, wording)], ...acceptedLines(report)];
}

function acceptedLines(report: CheckReport): readonly StyledLine[] {
  const told = acceptedSummary(report);
  return told === '' ? [] : [[told]];
}
