import type { Finding, Fix } from '../model/finding.js';

export interface TestedProject {
  /** The folder as a path from the repository's top; `.` for the top itself. */
  readonly project: string;
  readonly framework: string;
  readonly histories: readonly string[];
  readonly database: string;
  /** The interpreter, its version, and the packages that count: `.venv/bin/python (3.11.2) with NAME 5.2.19`. */
  readonly python: string;
  readonly notes: readonly Fix[];
}

export interface UnrunnableProject {
  readonly project: string;
  readonly reason: string;
  readonly hint: string;
}

interface ProjectsReport<Command, Answer> {
  readonly schema: 1;
  readonly command: Command;
  readonly projects: readonly Answer[];
  readonly unproved: readonly UnrunnableProject[];
}

export interface DatabaseTrial {
  readonly name: 'fresh-install' | 'round-trip' | 'stairway';
  /** `stopped`: what came before it failed already. */
  readonly outcome: 'passed' | 'failed' | 'stopped';
  readonly migrations: number;
}

export interface VerifiedProject extends TestedProject {
  readonly trials: readonly DatabaseTrial[];
  readonly findings: readonly Finding[];
}

export type VerifyReport = ProjectsReport<'verify', VerifiedProject>;

export interface ModelDifference {
  /** The framework's name of the operation that would level it: `RemoveField`, `DropConstraint`. */
  readonly kind: string;
  /** `shop.item.sku`, `users.uq_users_email`. */
  readonly subject: string;
  readonly text: string;
  /** What the operation would cost a database with rows: its data, a guarantee, an index; `rows`: it fails where there are any. */
  readonly risk: 'data' | 'constraint' | 'index' | 'rows' | 'none';
  /** Of a table that would be dropped: the file of a model of it that nothing imports. */
  readonly unimported?: string;
}

export interface DriftedProject extends Omit<TestedProject, 'database'> {
  /** Absent where only the sources were read: then nothing was compared. */
  readonly database?: string;
  readonly differences: readonly ModelDifference[];
  readonly findings: readonly Finding[];
}

export type DriftReport = ProjectsReport<'drift', DriftedProject>;
