import type { ContentId } from '../adapter/tree-histories.js';

/** Files by path, each with its content id. */
export type FileTree = ReadonlyMap<string, ContentId>;
