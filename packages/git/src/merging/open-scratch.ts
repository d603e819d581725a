import type { Git } from '../process/git.js';
import { objectReader } from '../objects/object-store.js';
import type { RepositoryLocation } from '../repository/repository-location.js';
import { createScratchRepository } from '../repository/scratch-repository.js';
import type { ScratchRepository } from './merge-pairs.js';

export function openScratch(folder: string, location: RepositoryLocation, real: Git): ScratchRepository {
  const git = createScratchRepository(folder, location, real);
  return { git, folder, objects: objectReader(git, location), version: location.version };
}
