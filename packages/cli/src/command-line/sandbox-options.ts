import { optionFlag, definedEntries, optionText, optionTexts, type ParsedArguments } from './arguments.js';
import { UsageError } from '@oneleaf/core/errors';
import type { DeclaredDocker } from '@oneleaf/workflows/configuration/project-declaration';
import { providerNames, type SandboxRequest } from '@oneleaf/workflows/project-run/sandbox-request';

export const SANDBOX_OPTIONS = {
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

export const SANDBOX_HELP = `  --provider NAME      where throw-away databases come from: ${providerNames.join(', ')}
  --postgres MAJOR     the major version of PostgreSQL
  --pg-bin FOLDER      the folder with initdb and postgres
  --database-url URL   a running server; oneleaf only uses databases there that it creates itself
  --allow-remote       with --database-url: the server may be on another machine
  --compose FILE       with docker: a compose file, as a path from the repository's top; may be given several times
  --service NAME       with docker: the compose service that runs PostgreSQL
  --image NAME         with docker: a PostgreSQL image, instead of a compose file
  --python PATH        the project's Python, or its virtual environment
`;

export function readSandboxRequest(parsed: ParsedArguments, projects: readonly string[]): SandboxRequest {
  const provider = optionText(parsed, 'provider');
  const known = providerNames.find(name => name === provider);
  if (provider !== undefined && known === undefined) {
    throw new UsageError(`there is no provider ${provider}, only ${providerNames.join(', ')}`, 'oneleaf verify --help');
  }
  const url = optionText(parsed, 'database-url');
  const docker = dockerOptions(parsed);
  const requested = known ?? (url === undefined ? docker && 'docker' : 'url');
  return {
    projects,
    allowRemote: optionFlag(parsed, 'allow-remote'),
    ...definedEntries({ pgBin: optionText(parsed, 'pg-bin'), url, python: optionText(parsed, 'python') }),
    ...(requested && { provider: requested }),
    ...(docker && { docker }),
    ...postgresMajor(optionText(parsed, 'postgres')),
  };
}

function dockerOptions(parsed: ParsedArguments): DeclaredDocker | undefined {
  const compose = optionTexts(parsed, 'compose');
  const docker = {
    ...definedEntries({ service: optionText(parsed, 'service'), image: optionText(parsed, 'image') }),
    ...(compose && { compose }),
  };
  if (docker.image !== undefined && (docker.service ?? compose) !== undefined) {
    throw new UsageError('--image cannot be used with --compose or --service', 'leave out --compose and --service, or --image');
  }
  return Object.keys(docker).length > 0 ? docker : undefined;
}

function postgresMajor(requested: string | undefined): Pick<SandboxRequest, 'postgres'> {
  if (requested === undefined) return {};
  if (/^[1-9]\d?$/.test(requested)) return { postgres: Number(requested) };
  throw new UsageError(`--postgres takes a major version, not ${requested}`, 'oneleaf verify --postgres 16');
}
