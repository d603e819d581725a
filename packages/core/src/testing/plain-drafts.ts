import { messageText } from '../model/message.js';
import type { FindingDraft } from '../rules/rule.js';

/** Drafts with messages as text, and with fixes as a person reads them. */
export function plainDrafts(drafts: Iterable<FindingDraft>): readonly FindingDraft[] {
  return [...drafts].map(({ message, fix, ...draft }) => {
    const { arguments: _words, changes: _changes, ...plainFix } = fix ?? { title: '' };
    return { ...draft, message: typeof message === 'string' ? message : messageText(message), ...(fix && { fix: plainFix }) };
  });
}
