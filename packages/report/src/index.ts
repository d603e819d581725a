export { renderDescription } from './describe/markdown.js';
export { pageDifferences } from './describe/differences.js';
export { renderJson } from './json.js';
export { renderRestored, renderStranded } from './ledger.js';
export { isReviewedReport, renderComment, renderMarkdown, REVIEWED_COMMANDS, type MissingReport, type ReviewedReport } from './markdown.js';
export { renderSync, type SyncTextOptions } from './sync.js';
export { renderSetup, type SetupTextOptions } from './text/setup.js';
export { visible } from './text/visible.js';
export { renderText, type TextOptions } from './text.js';
