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
export { checkTree, type CheckOptions } from '@oneleaf/workflows/check/check';
export { describeTree, type DescribeOptions } from '@oneleaf/workflows/describe';
export { doctor, type DoctorOptions } from '@oneleaf/workflows/doctor/doctor';
export { generate, type GenerateOptions } from '@oneleaf/workflows/generate/generate';
export { mergeLeaves, type MergeOptions } from '@oneleaf/workflows/drafting/merge';
export { newMigration, type NewOptions } from '@oneleaf/workflows/drafting/new';
export type { DraftSettings } from '@oneleaf/workflows/drafting/migration-draft';
export { predict, type PredictOptions } from '@oneleaf/workflows/predict/predict';
export { prePush, type PrePushOptions } from '@oneleaf/workflows/pre-push';
export { rebase, type RebaseOptions } from '@oneleaf/workflows/rebase/rebase';
export { markersAndDescriptionsAfter } from '@oneleaf/workflows/sync';
export { verify } from '@oneleaf/workflows/verify/verify';
export { exitOfProof } from './command-line/project-command.js';
export { locateWorkspace } from '@oneleaf/workflows/setup/workspace-location';
export { planRemoval, planSetup } from '@oneleaf/workflows/setup/setup-plan';
export { objectTextIn } from '@oneleaf/workflows/setup/yaml-text';
export type { SetupFiles } from '@oneleaf/workflows/setup/setup-files';
export type { LocateObject } from '@oneleaf/workflows/setup/lint-staged';
export { withMember, withoutMember, type ObjectMember, type ObjectText } from '@oneleaf/workflows/setup/object-members';
export type { HookManager, SetupOptions } from '@oneleaf/workflows/setup/setup-options';
export { EnvironmentError, UsageError } from '@oneleaf/core/errors';
export { openSession, type OpenSessionOptions } from '@oneleaf/workflows/session/open-session';
export { runPartTasks, type PartTask, type PartTaskResult, type PartTaskContext } from './part-tasks.js';
