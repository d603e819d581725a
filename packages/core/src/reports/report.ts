import type { DescribeReport } from './describe-report.js';
import type { DoctorReport } from './doctor-report.js';
import type { DraftReport } from './draft-report.js';
import type { GenerateReport } from './generate-report.js';
import type { CheckReport, PredictReport } from './predict-report.js';
import type { DriftReport, VerifyReport } from './verify-report.js';
import type { ProveReport } from './prove-report.js';
import type { RebaseReport } from './rebase-report.js';
import type { StatusReport } from './status-report.js';
export type * from './describe-report.js';
export type * from './doctor-report.js';
export type * from './draft-report.js';
export type * from './generate-report.js';
export type * from './predict-report.js';
export type * from './prove-report.js';
export type * from './rebase-report.js';
export type * from './restore-report.js';
export type * from './status-report.js';
export type * from './verify-report.js';

/** What a command answers, told apart by `command`. */
export type Report =
  | CheckReport
  | PredictReport
  | DraftReport
  | DoctorReport
  | RebaseReport
  | VerifyReport
  | DriftReport
  | GenerateReport
  | StatusReport
  | ProveReport
  | DescribeReport;
