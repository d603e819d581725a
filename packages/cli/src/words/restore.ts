import { renderRestored } from '@oneleaf/report';
import { atMost, some, text } from '../arguments.js';
import { restore as bringBack } from '../commands/restore.js';
import { UsageError } from '../errors.js';
import { looks } from '../outside.js';
import { openFor } from '../reporting.js';
import { EXITS_HELP, REPO, type Word } from './word.js';

export const restore: Word = {
  name: 'restore',
  summary: 'brings the file of a migration back that is only on another branch',
  help: `oneleaf restore NAME [--from REF]

Writes the file of a migration into the working tree that is not here: from the newest branch, local or remote, that has it, from what
was checked out before, or from HEAD. What it stands on and is not here either comes along. Nothing that is here is touched.

  NAME                 0002_tax, shop.0002_tax, an Alembic id or its first four digits, or a path from the repository's top
  --from REF           the branch or commit to take it from
  --repo PATH          a working tree; this folder otherwise

${EXITS_HELP}`,
  options: { ...REPO, from: { type: 'string' } },
  read: parsed => {
    const [name] = atMost(parsed, 1);
    if (name === undefined) throw new UsageError('restore needs the name of a migration', 'oneleaf restore shop.0002_tax');
    const [place, options] = [some({ repo: text(parsed, 'repo') }), { name, ...some({ from: text(parsed, 'from') }) }];
    return async outside => {
      const session = await openFor(place, outside);
      const restored = await bringBack(session, options);
      await session.save();
      return { output: renderRestored(restored, looks(outside)), exitCode: 0 };
    };
  },
};
