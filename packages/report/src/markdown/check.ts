import type { CheckReport, ReportWording } from '@oneleaf/core';
import { acceptedSummary, checkSummary } from '../words/check-words.js';
import { historiesOf } from '../words/finding-words.js';
import { shortRef } from '../words/wording.js';
import { countBySeverity, markOfFindings, type ReportSection } from './section.js';
import { findingBlocks } from './finding.js';
import { code, prose } from './inline.js';

/** Histories that a headline names. */
const MAX_HISTORIES = 5;

export function checkSection(report: CheckReport, wording: ReportWording): ReportSection {
  const { ref, findings } = report;
  const inside = historiesOf(findings).slice(0, MAX_HISTORIES).map(code);
  const told = findings.length === 0 ? prose(checkSummary({ ...report, commit: null }, wording)) : countBySeverity(findings);
  const rest = acceptedSummary(report);
  return {
    mark: markOfFindings(findings, report.nothingFound === true),
    headline: `**check** of ${code(shortRef(ref))}: ${told}${inside.length > 0 ? ` in ${inside.join(', ')}` : ''}${rest === '' ? '' : `; ${prose(rest)}`}`,
    blocks: findingBlocks(findings),
  };
}
