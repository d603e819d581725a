import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { AttributeFact, FileFacts } from '../languages/python/values/file-facts.js';
import { alembic } from '../alembic/alembic.js';
import { django } from '../django/django.js';
import { describeWithPython } from '../testing/python.js';
import { alembicSources, djangoSources, foreignSources, plainSources, type PythonSources } from '../testing/python-sources.js';

interface AstAnswer {
  readonly error?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
}

const own = ['Revises', 'Revision ID'];

/** Facts in the oracle's terms: values and where each string of them stands. */
function answerOf({ names }: FileFacts): Readonly<Record<string, unknown>> {
  const said = Object.entries(names).filter(([name]) => !own.includes(name));
  return Object.fromEntries(said.map(([name, fact]) => [name, name === 'Migration' && 'value' in fact ? 'class' : shape(fact)]));
}

function shape(fact: AttributeFact): unknown {
  return 'value' in fact ? { value: fact.value, strings: fact.strings.map(({ text, span }) => [text, span.start, span.end]) } : 'undecided';
}

function ask(python: string, framework: string, sources: PythonSources): readonly AstAnswer[] {
  const lines = Object.values(sources).map(source => JSON.stringify({ framework, source: Buffer.from(source).toString('base64') }));
  const { stdout, stderr } = spawnSync(python, ['-I', join(__dirname, 'conformance.py')], { input: lines.join('\n'), maxBuffer: 1 << 28 });
  const answers = stdout.toString().trim().split('\n');
  if (answers.length !== lines.length) throw new Error(stderr.toString());
  return answers.map(answer => JSON.parse(answer) as AstAnswer);
}

describeWithPython("CPython's ast reads the same facts", ({ newest }) => {
  const suites = [
    { framework: alembic, sources: alembicSources },
    { framework: django, sources: djangoSources },
  ].map(suite => ({ ...suite, answers: ask(newest, suite.framework.name, suite.sources) }));
  for (const { framework, sources, answers } of suites) {
    test.each(Object.entries(sources).map(([name, source], at) => [name, source, answers[at]] as const))(
      `${framework.name}: %s`,
      (_, source, answer) => {
        const facts = framework.read.extract(Buffer.from(source));
        if (facts.problem) expect([facts.problem.reason, answer?.facts]).toEqual([facts.problem.reason, undefined]);
        else expect(answer?.error ?? answerOf(facts)).toEqual(answer?.error ?? answer?.facts);
      },
    );
  }
});

describe('statements that not every Python takes do not hide the header', () => {
  const shifted = (facts: FileFacts, by: number): unknown => {
    const strings = JSON.stringify(answerOf(facts), (key, value: unknown) =>
      key === 'strings' && Array.isArray(value)
        ? value.map(([text, start, end]: [string, number, number]) => [text, start - by, end - by])
        : value,
    );
    return JSON.parse(strings);
  };
  test.each(foreignSources)('$statement', ({ alembic: revision, django: migration, prefix }) => {
    expect(shifted(alembic.read.extract(Buffer.from(revision)), prefix)).toEqual(
      answerOf(alembic.read.extract(Buffer.from(plainSources.alembic))),
    );
    expect(shifted(django.read.extract(Buffer.from(migration)), prefix)).toEqual(
      answerOf(django.read.extract(Buffer.from(plainSources.django))),
    );
  });
});
