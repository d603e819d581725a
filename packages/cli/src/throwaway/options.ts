import { flag, some, text, texts, type Parsed } from '../arguments.js';
import { UsageError } from '../errors.js';
import { PROVIDERS, type DeclaredDocker, type Provider } from './declared.js';

/** What the words that run a project on throw-away databases take. */
export interface Sandboxing {
  /** Folders or histories; all projects when empty. */
  readonly projects: readonly string[];
  readonly provider?: Provider;
  readonly pgBin?: string;
  readonly postgres?: number;
  /** A server that is there already. */
  readonly url?: string;
  readonly allowRemote: boolean;
  readonly docker?: DeclaredDocker;
  readonly python?: string;
}

export const SANDBOX = {
  provider: { type: 'string' },
  'pg-bin': { type: 'string' },
  postgres: { type: 'string' },
  'database-url': { type: 'string' },
  'allow-remote': { type: 'boolean' },
  compose: { type: 'string', multiple: true },
  service: { type: 'string' },
  image: { type: 'string' },
  python: { type: 'string' },
} as const;

export const SANDBOX_HELP = `  --provider NAME      where throw-away databases come from: ${PROVIDERS.join(', ')}
  --postgres MAJOR     the version of PostgreSQL that is wanted
  --pg-bin FOLDER      the folder of initdb and postgres
  --database-url URL   a server that is there already; only databases of our own are made there
  --allow-remote       that server may be on another machine
  --compose FILE       with docker: a compose file, told from the repository's top; may be given several times
  --service NAME       with docker: the service that is PostgreSQL
  --image NAME         with docker: an image of PostgreSQL, instead of a compose project
  --python PATH        the project's Python, or its virtual environment
`;

export function sandboxing(parsed: Parsed, projects: readonly string[]): Sandboxing {
  const provider = text(parsed, 'provider');
  const known = PROVIDERS.find(name => name === provider);
  if (provider !== undefined && known === undefined) {
    throw new UsageError(`there is no provider ${provider}, only ${PROVIDERS.join(', ')}`, 'oneleaf verify --help');
  }
  const url = text(parsed, 'database-url');
  const docker = dockerOf(parsed);
  const asked = known ?? (url === undefined ? docker && 'docker' : 'url');
  return {
    projects,
    allowRemote: flag(parsed, 'allow-remote'),
    ...some({ pgBin: text(parsed, 'pg-bin'), url, python: text(parsed, 'python') }),
    ...(asked && { provider: asked }),
    ...(docker && { docker }),
    ...majorOf(text(parsed, 'postgres')),
  };
}

function dockerOf(parsed: Parsed): DeclaredDocker | undefined {
  const compose = texts(parsed, 'compose');
  const docker = { ...some({ service: text(parsed, 'service'), image: text(parsed, 'image') }), ...(compose && { compose }) };
  if (docker.image !== undefined && (docker.service ?? compose) !== undefined) {
    throw new UsageError('--image is instead of a compose project', 'leave out --compose and --service, or --image');
  }
  return Object.keys(docker).length > 0 ? docker : undefined;
}

function majorOf(asked: string | undefined): Pick<Sandboxing, 'postgres'> {
  if (asked === undefined) return {};
  if (/^[1-9]\d?$/.test(asked)) return { postgres: Number(asked) };
  throw new UsageError(`--postgres takes a major version, not ${asked}`, 'oneleaf verify --postgres 16');
}
