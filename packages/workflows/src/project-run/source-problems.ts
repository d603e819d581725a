import { commandFindings, relatedLine, sentence, type FindingDraft, type Finding, type RuleSeverities } from '@oneleaf/core';
import { ASYNC_URL_FIX } from '@oneleaf/frameworks';
import type { AsyncUrlProblem, MismatchedKeyProblem, SourceProblem } from '@oneleaf/sandbox';
import { toRepositoryPath, type FoundProject } from './projects.js';

type ProblemLine = SourceProblem['at'];
type ImportOrderProblem = Exclude<SourceProblem, AsyncUrlProblem | MismatchedKeyProblem>;

/** What is wrong in the sources of a project, found without running it. */
export function sourceFindings(found: FoundProject, problems: readonly SourceProblem[], severities: RuleSeverities): readonly Finding[] {
  return problems.flatMap(problem => commandFindings(problem.rule, [problemDraft(found, problem)], severities));
}

function problemDraft(found: FoundProject, problem: SourceProblem): FindingDraft {
  const from = ({ path, line }: ProblemLine): ProblemLine => ({ path: toRepositoryPath(found, path), line });
  const at = from(problem.at);
  switch (problem.rule) {
    case 'circular-import':
      return circularImport({ ...problem, at, before: from(problem.before) });
    case 'repeated-init-app':
      return repeatedInitApp({ ...problem, at, before: from(problem.before) });
    case 'async-url':
      return asyncUrl({ ...problem, at, url: from(problem.url) });
    case 'mismatched-key':
      return mismatchedKey({ ...problem, at, ...(problem.end && { end: { ...problem.end, place: from(problem.end.place) } }) });
  }
}

function circularImport({ name, at, before }: ImportOrderProblem): FindingDraft {
  return {
    history: '',
    message: sentence`${{ path: at.path }} imports ${{ code: name }} from ${{ path: before.path }}, which has not defined it yet if it is imported first`,
    location: at,
    related: [relatedLine(at, 'imports it'), relatedLine(before, 'runs this import first')],
    fix: { title: 'put what both need into a module of its own, or import it in the function that needs it' },
  };
}

function repeatedInitApp({ name, at, before }: ImportOrderProblem): FindingDraft {
  return {
    history: '',
    message: sentence`${{ code: `${name}.init_app` }} is called twice for one application`,
    location: at,
    related: [relatedLine(at, 'the second call'), relatedLine(before, 'the first')],
    fix: { title: 'keep the call where the application is created, and remove the other one' },
  };
}

function asyncUrl({ name, at, url, certain }: AsyncUrlProblem): FindingDraft {
  return {
    ...(certain ? {} : { severity: 'warning' }),
    history: '',
    message: sentence`${{ path: at.path }} passes a ${{ code: name }} URL to a synchronous engine`,
    location: at,
    related: [relatedLine(at, 'the engine'), relatedLine(url, certain ? 'the URL' : 'the URL, unless the environment sets another one')],
    fix: { title: ASYNC_URL_FIX },
  };
}

function mismatchedKey({ name, target, at, end }: MismatchedKeyProblem): FindingDraft {
  if (!end) {
    return {
      history: '',
      message: sentence`${{ code: name }} refers to ${{ code: target }}, but no model has that table`,
      location: at,
      related: [relatedLine(at, 'the foreign key')],
      fix: { title: `refer to the table that replaced it, or remove the foreign key` },
    };
  }
  const [own, other] = end.types;
  return {
    history: '',
    message: sentence`${{ code: name }} is ${{ code: own }} and refers to ${{ code: target }}, which is ${{ code: other }}`,
    location: at,
    related: [relatedLine(at, own), relatedLine(end.place, other)],
    fix: { title: `give ${name} the type of ${target}` },
  };
}
