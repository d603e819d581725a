import type { MentionRules } from '@oneleaf/core';

export const mentionRules: MentionRules = {
  // MigrationLoader.get_migration_by_prefix
  shortName: /^\d+(?=_)/,
  labelCommands: new Set(['migrate', 'sqlmigrate', 'squashmigrations']),
  // `app`, `APP_LABEL`, `app_name`, `django_application`
  labelVariable: /^(?:django_?)?app(?:lication)?(?:_?(?:label|name))?$/i,
  topic: /migrat/i,
  fileTopic: /migrat/i,
};
