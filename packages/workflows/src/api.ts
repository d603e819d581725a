export type {
  CheckReport,
  DescribeReport,
  DoctorReport,
  DraftReport,
  FileChange,
  SetupInstruction,
  MarkerCheck,
  PredictReport,
  RebaseReport,
  Report,
  SetupPlan,
} from '@oneleaf/core';
export { renderJson, renderSetup, renderText, visible } from '@oneleaf/report';
export { checkTree, type CheckOptions } from './check/check.js';
export { describeTree, type DescribeOptions } from './describe.js';
export { doctor, type DoctorOptions } from './doctor/doctor.js';
export { generate, type GenerateOptions } from './generate/generate.js';
export { mergeLeaves, type MergeOptions } from './merge.js';
export { newMigration, type NewOptions } from './new.js';
export type { DraftSettings } from './drafting/migration-request.js';
export { predict, type PredictOptions } from './predict/predict.js';
export { prePush, type PrePushOptions } from './pre-push.js';
export { rebase, type RebaseOptions } from './rebase/rebase.js';
export { markersAndDescriptionsAfter } from './repository-view/markers-after.js';
export { verify } from './verify/verify.js';
export { verdictOf, type ReportVerdict, type VerdictDemand } from './verdict.js';
export { locateWorkspace } from './setup/workspace-location.js';
export { planRemoval, planSetup } from './setup/setup-plan.js';
export { objectTextIn } from './setup/yaml-text.js';
export type { SetupFiles } from './repository-view/working-files.js';
export type { LocateObject } from './setup/lint-staged.js';
export { withMember, withoutMember, type ObjectMember, type ObjectText } from './setup/object-members.js';
export type { HookManager, SetupOptions } from './setup/setup-options.js';
export { EnvironmentError, UsageError } from '@oneleaf/core/errors';
export { openSession, type OpenSessionOptions } from './session/open-session.js';
export { runPartTasks, type PartTask, type PartTaskResult, type PartTaskContext } from './part-tasks/part-tasks.js';
