export type { Forge } from './forge.js';
export { putComment, type Put } from './put-comment.js';
export { openForge } from './surroundings.js';
