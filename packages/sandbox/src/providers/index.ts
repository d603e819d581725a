import { engines } from '../engines/index.js';
import { dockerProvider } from './docker/docker-sandbox.js';
import { fileProvider } from './files/file-sandbox.js';
import { nativeProvider } from './native/native-sandbox.js';
import type { Provider } from './provider.js';
import { urlProvider } from './url/existing-server.js';

/** All providers; an engine whose databases are files has one of its own name. */
export const providers: readonly Provider[] = [nativeProvider, urlProvider, dockerProvider, ...engines.flatMap(fileProvider)];
