import { folderOf, joinPath, type FrameworkRunner, type RunnerParameters, type RunRequest } from '@oneleaf/core';

export const run: FrameworkRunner = {
  singleHistory: true,
  runsSeveralLeaves: true,
  stairwayAtOnce: true,
  emptiedByHooks: "env.py's process_revision_directives removed every operation",
  runner: ({ by }) => (by === 'flask' ? 'flask-migrate' : 'alembic'),
  projectKey: ({ id }) => `alembic ${id}`,
  folder: ({ launch: { by, folder = '', directory = '' } }) => (by === 'flask' ? folderOf(directory) : folder),
  requiredPackages: ({ by }) => (by === 'flask' ? ['flask-migrate', 'alembic'] : ['alembic']),
  parameters: request => (request.launch.by === 'flask' ? flaskParameters(request) : alembicParameters(request)),
  generation: ([first]) => ({ head: first?.parents[0], id: first?.literal }),
};

// A connection that is redirected leads to our database, and to no other: a project that keeps its address to itself runs unchanged.
const ELSEWHERE = 'redirect';

function alembicParameters({ launch, declared: { x, elsewhere = ELSEWHERE }, toProjectPath, exists }: RunRequest): RunnerParameters {
  const { folder = '', file = 'alembic.ini', section } = launch;
  const ini = toProjectPath(joinPath(folder, file));
  // A pyproject.toml may be all there is.
  return { elsewhere, ...(exists(ini) && { ini }), section, ...(x && { x }) };
}

function flaskParameters({
  launch: { directory = '' },
  declared: { app, elsewhere = ELSEWHERE },
  toProjectPath,
}: RunRequest): RunnerParameters {
  return { elsewhere, directory: toProjectPath(directory), app };
}
