import type { ComposeOptions } from '../compose/compose-options.js';

/** The database of a compose project, or of one image alone; the project's own compose files where nothing is named. */
export interface DockerOptions extends ComposeOptions {
  /** `postgis/postgis:16-3.4`: a container of its own, without a compose file. */
  readonly image?: string;
}
