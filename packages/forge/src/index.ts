export type { Forge } from './forge.js';
export { putComment, type CommentOutcome } from './put-comment.js';
export { openForge } from './ci-job.js';
export { NoPullRequestError } from './forge-error.js';
