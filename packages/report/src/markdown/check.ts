import type { CheckReport } from '@oneleaf/core';
import { acceptance, closing } from '../text/check.js';
import { historiesOf } from '../text/finding.js';
import { said } from '../text/wording.js';
import { counted, markOf, type Account } from './account.js';
import { findingBlocks } from './finding.js';
import { code, prose } from './inline.js';

/** Histories that a headline names. */
const NAMED = 5;

export function checkAccount(report: CheckReport): Account {
  const { ref, findings } = report;
  const inside = historiesOf(findings).slice(0, NAMED).map(code);
  const told = findings.length === 0 ? prose(closing({ ...report, commit: null })) : counted(findings);
  const rest = acceptance(report);
  return {
    mark: markOf(findings, false),
    headline: `**check** of ${code(said(ref))}: ${told}${inside.length > 0 ? ` in ${inside.join(', ')}` : ''}${rest === '' ? '' : `; ${prose(rest)}`}`,
    blocks: findingBlocks(findings),
  };
}
