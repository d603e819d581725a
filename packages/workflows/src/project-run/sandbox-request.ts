import type { DeclaredDocker, ProviderName } from '../configuration/project-declaration.js';

/** What the words that run a project on throw-away databases take. */
export interface SandboxRequest {
  /** Folders or histories; all projects when empty. */
  readonly projects: readonly string[];
  readonly provider?: ProviderName;
  readonly pgBin?: string;
  readonly postgres?: number;
  /** A server that is there already. */
  readonly url?: string;
  readonly allowRemote: boolean;
  readonly docker?: DeclaredDocker;
  readonly python?: string;
}
