import type { MentionRules } from '@oneleaf/core';

export const mentionRules: MentionRules = {
  nameCommands: new Set(['upgrade', 'downgrade', 'stamp', 'show', 'edit', 'merge']),
  // Of pytest-alembic, and Alembic's own beside the commands.
  nameFunctions: /^(?:migrate_(?:up|down)_(?:to|before)|get_revisions?|alembic_(?:upgrade|downgrade|stamp))$/,
  // `flask db upgrade`
  program: /alembic|^db$/,
  topic: /migrat|alembic|revision|upgrade|downgrade|stamp|version_num|^(?:down_)?rev$|^command$/i,
  fileTopic: /alembic|migrat/i,
};
