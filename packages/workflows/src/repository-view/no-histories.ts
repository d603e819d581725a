import { frameworks } from '@oneleaf/frameworks';

/** `no Django app with migrations and no Alembic script directory` */
export const NO_HISTORIES = frameworks.map(({ wording }) => `no ${wording.history}`).join(' and ');
