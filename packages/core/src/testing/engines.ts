import type { EngineTraits } from '../applied/record-plan.js';

export const POSTGRESQL: EngineTraits = { name: 'postgresql', title: 'PostgreSQL', rebuildsTables: false };

export const SQLITE: EngineTraits = { name: 'sqlite', title: 'SQLite', rebuildsTables: true };
