import { graded, type Draft, type Finding, type Related, type Severities, type Severity } from '@oneleaf/core';
import type { AsyncUrl, MismatchedKey, Slip } from '@oneleaf/sandbox';
import { fromProject, type FoundProject } from './projects.js';

type Place = Slip['at'];
type Early = Exclude<Slip, AsyncUrl | MismatchedKey>;

function severityOf(slip: Slip): Severity {
  switch (slip.rule) {
    case 'circular-import':
    case 'repeated-init-app':
      return 'warning';
    case 'async-url':
      return slip.certain ? 'error' : 'warning';
    case 'mismatched-key':
      return 'error';
  }
}

/** What is wrong in the sources of a project, found without running it. */
export function slipped(found: FoundProject, slips: readonly Slip[], severities: Severities): readonly Finding[] {
  return slips.flatMap(slip => graded({ name: slip.rule, severity: severityOf(slip) }, [worded(found, slip)], severities));
}

function worded(found: FoundProject, slip: Slip): Draft {
  const from = ({ path, line }: Place): Place => ({ path: fromProject(found, path), line });
  const at = from(slip.at);
  switch (slip.rule) {
    case 'circular-import':
      return circular({ ...slip, at, before: from(slip.before) });
    case 'repeated-init-app':
      return repeated({ ...slip, at, before: from(slip.before) });
    case 'async-url':
      return asynchronous({ ...slip, at, url: from(slip.url) });
    case 'mismatched-key':
      return mismatched({ ...slip, at, ...(slip.end && { end: { ...slip.end, place: from(slip.end.place) } }) });
  }
}

function circular({ name, at, before }: Early): Draft {
  return {
    history: '',
    message: `${at.path} wants ${name} of ${before.path}, which has not come to it when it is imported first`,
    location: { path: at.path },
    related: [line(at, 'wants it'), line(before, 'waits for this import')],
    fix: { title: 'put what both need into a module of its own, or import it in the function that needs it' },
  };
}

function repeated({ name, at, before }: Early): Draft {
  return {
    history: '',
    message: `${name}.init_app is called twice for one application`,
    location: { path: at.path },
    related: [line(at, 'the second call'), line(before, 'the first')],
    fix: { title: 'keep the call where every program makes its application, and take the other one out' },
  };
}

function asynchronous({ name, at, url, certain }: AsyncUrl): Draft {
  return {
    history: '',
    message: `${at.path} hands a ${name} URL to a synchronous engine`,
    location: { path: at.path },
    related: [line(at, 'the engine'), line(url, certain ? 'the URL' : 'the URL, where the environment says no other')],
    fix: {
      title:
        'give it a URL on a synchronous driver (postgresql+psycopg), or use async_engine_from_config as Alembic\'s "async" template does',
    },
  };
}

function mismatched({ name, target, at, end }: MismatchedKey): Draft {
  if (!end) {
    return {
      history: '',
      message: `${name} refers to ${target}, and no model has that table`,
      location: { path: at.path },
      related: [line(at, 'the key')],
      fix: { title: `name the table that has taken its place, or take the key out` },
    };
  }
  const [own, other] = end.types;
  return {
    history: '',
    message: `${name} is ${own} and refers to ${target}, which is ${other}`,
    location: { path: at.path },
    related: [line(at, own), line(end.place, other)],
    fix: { title: `give ${name} the type of ${target}` },
  };
}

function line(place: Place, message: string): Related {
  return { path: place.path, message: `line ${place.line}: ${message}` };
}
