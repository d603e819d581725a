export type {
  CheckReport,
  DescribeReport,
  DoctorReport,
  DraftReport,
  FileChange,
  Instruction,
  Marker,
  PredictReport,
  RebaseReport,
  Report,
  SetupPlan,
} from '@oneleaf/core';
export { renderJson, renderSetup, renderText, visible } from '@oneleaf/report';
export { checkTree, type CheckOptions } from './commands/check.js';
export { describeTree, type DescribeOptions } from './commands/describe.js';
export { doctor, type DoctorOptions } from './commands/doctor.js';
export { generate, type GenerateOptions } from './commands/generate.js';
export { mergeLeaves, type MergeOptions } from './commands/merge.js';
export { newMigration, type NewOptions } from './commands/new.js';
export type { Drawing } from './drafting.js';
export { predict, type PredictOptions } from './commands/predict.js';
export { prePush, type PrePushOptions } from './commands/pre-push.js';
export { rebase, type RebaseOptions } from './commands/rebase.js';
export { keptAfter } from './commands/sync.js';
export { verify } from './commands/verify.js';
export { exitOfProof } from './throwaway/proving.js';
export { placeOf } from './setup/place.js';
export { planRemoval, planSetup } from './setup/plan.js';
export { writtenIn } from './setup/yaml.js';
export type { Files } from './setup/files.js';
export type { LocateObject } from './setup/lint-staged.js';
export { withMember, withoutMember, type Member, type Written } from './setup/members.js';
export type { Manager, SetupOptions } from './setup/options.js';
export { EnvironmentError, UsageError } from './errors.js';
export { openSession, type Place } from './open.js';
export { ask, type Question, type Reply, type Surroundings } from './parts.js';
