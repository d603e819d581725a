import { leafMarker, type MarkerKind } from '@oneleaf/core';
import { sentryLockfile } from './sentry-lockfile.js';

/** Of django-linear-migrations: one line, in each app's folder of migrations (its checks dlm.E002 to E004). */
const maxMigration = leafMarker('max_migration.txt', ({ expectedLeaves }) => expectedLeaves === 1);

export const djangoMarkers: readonly MarkerKind[] = [maxMigration, sentryLockfile];
