export type { CheckReport, FileChange, Marker, PredictReport, Report } from '@oneleaf/core';
export { renderJson, renderText } from '@oneleaf/report';
export { checkTree, type CheckOptions } from './commands/check.js';
export { predict, type PredictOptions } from './commands/predict.js';
export { prePush, type PrePushOptions } from './commands/pre-push.js';
export { markersAfter } from './commands/sync.js';
export { EnvironmentError, UsageError } from './errors.js';
export { openSession, type Place } from './open.js';
export { ask, type Question, type Reply, type Surroundings } from './parts.js';
