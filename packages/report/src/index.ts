export { renderDescription } from './markdown/description-page.js';
export { pageDifferences } from './markdown/page-differences.js';
export { renderJson } from './json/render-json.js';
export { renderRestored, renderStranded } from './text/restore.js';
export {
  isReviewedReport,
  renderComment,
  renderMarkdown,
  REVIEWED_COMMANDS,
  type MissingReport,
  type ReviewedReport,
} from './markdown/render-markdown.js';
export { renderSync, type SyncTextOptions } from './text/sync.js';
export { renderSetup, type SetupTextOptions } from './text/setup.js';
export { visible } from './text/layout/visible.js';
export { renderText, type TextOptions } from './text/render-text.js';
