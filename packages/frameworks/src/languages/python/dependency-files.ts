/** Files that say which Python packages a project has. */
export const dependencyFiles: readonly string[] = [
  'requirements*.txt',
  'constraints*.txt',
  'requirements/**',
  'pyproject.toml',
  'setup.py',
  'setup.cfg',
  'uv.lock',
  'poetry.lock',
  'pdm.lock',
  'pylock*.toml',
  'Pipfile',
  'Pipfile.lock',
  'environment.yml',
  'conda-lock.yml',
  '.python-version',
];
