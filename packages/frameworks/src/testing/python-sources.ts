import { classSpellings, dependencySpellings, revisionSpellings, foreignStatements } from './spellings.js';

/** Sources that CPython's `ast` is asked about too, by name. */
export type PythonSources = Readonly<Record<string, string | Uint8Array>>;

const revision = `"""Add tax

Revision ID: b2
Revises: a1
"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision: str = 'b2'
down_revision: Union[str, None] = 'a1'
branch_labels = None
depends_on: Union[str, Sequence[str], None] = ("c3", "d4")


def upgrade():
    if True:
        op.add_column('shop', sa.Column('tax', sa.Integer(), nullable=True))
`;

const migration = `from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds a tax."""

    initial = False
    dependencies = [
        ('shop', '0001_initial'),  # the table
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("pay", "__first__"),
    ]
    run_before = [('stock', '0003_move')]
    replaces = (('shop', '0001_a'), ('shop', '0001_b'))

    operations = [
        migrations.AddField('Shop', 'tax', models.IntegerField(default=0)),
    ]
`;

const encoder = new TextEncoder();
const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap(part => (typeof part === 'string' ? [...encoder.encode(part)] : part)));

/** Ways to lay the same file out. */
const layouts: Readonly<Record<string, (source: string) => string | Uint8Array>> = {
  'as it is': source => source,
  CRLF: source => source.replaceAll('\n', '\r\n'),
  'CR alone': source => source.replaceAll('\n', '\r'),
  'mixed line breaks': source => source.replace(/\n/g, (_, at: number) => (at % 3 === 0 ? '\r\n' : '\n')),
  'no final line break': source => source.trimEnd(),
  'blank lines at the end': source => `${source}\n\n   \n`,
  'a comment at the end': source => `${source}# end`,
  'form feeds between statements': source => source.replaceAll('\n\n', '\n\f\n'),
  'a form feed before every statement': source => source.replace(/\n(?=[a-z@])/g, '\n\f'),
  tabs: source => source.replaceAll('    ', '\t'),
  'two spaces': source => source.replaceAll('    ', '  '),
  'trailing blanks': source => source.replaceAll('\n', '  \n'),
  'comments to the left': source => source.replace(/\n(?= )/g, '\n# comment\n'),
  'a byte-order mark': source => bytes([0xef, 0xbb, 0xbf], source),
  'a byte-order mark and a cookie': source => bytes([0xef, 0xbb, 0xbf], `# -*- coding: utf-8 -*-\n${source}`),
  'a cookie on the second line': source => `#!/usr/bin/env python\n# vim: set fileencoding=utf-8 :\n${source}`,
  'Latin-1': source => bytes('# coding: latin-1\n# caf', [0xe9], `\n${source}`),
  'Windows-1252': source => bytes('# coding: cp1252\n# ', [0x80], `\n${source}`),
  'Windows-1251': source => bytes('# coding: cp1251\n# ', [0xcf], `\n${source}`),
  'other scripts in comments': source => `# été 税 🧾\n${source}`,
  'other scripts in a docstring': source => `"""税金 🧾"""\n${source}`,
  'a future import': source => `from __future__ import annotations\n${source}`,
  'a type-checking block': source => `from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import b\n${source}`,
  'a try around imports': source => `try:\n    import a\nexcept ImportError:\n    a = None\n${source}`,
  'a decorated function': source => `@a.b(c)[d]\n@e\ndef f(x=(1, 2), *y, **z) -> int: return 1\n${source}`,
  'an async function': source => `async def f():\n    async with a as b, c: await d\n${source}`,
  'a nested class': source => `class A:\n    class Migration:\n        dependencies = 1\n    revision = 1\n${source}`,
  'a long sum of strings': source => `y = ${Array.from({ length: 3000 }, () => "'a'").join(' + ')}\n${source}`,
  'nested brackets': source => `y = ${'['.repeat(90)}${']'.repeat(90)}\n${source}`,
  'deep blocks': source => `${Array.from({ length: 90 }, (_, at) => `${' '.repeat(at)}if y:\n`).join('')}${' '.repeat(90)}z\n${source}`,
  'a 1 MB string': source => `y = '${'a'.repeat(1_000_000)}'\n${source}`,
  'a backslash at the left margin': source => source.replace(/\n(?= )/g, '\n\\\n'),
  'joined lines': source => `y = 1 + \\\n  2\nif y and \\\n   y: pass\n${source}`,
};

function layoutSources(source: string): PythonSources {
  return Object.fromEntries(Object.entries(layouts).map(([name, lay]) => [name, lay(source)]));
}

function namedSources(rows: readonly { readonly source: string; readonly spelling?: string }[]): PythonSources {
  return Object.fromEntries(rows.map(({ spelling, source }) => [spelling ?? source, source]));
}

/** Legal for every Python from 3.12 on. */
export const alembicSources: PythonSources = { ...layoutSources(revision), ...namedSources(revisionSpellings) };
export const djangoSources: PythonSources = {
  ...layoutSources(migration),
  ...namedSources(dependencySpellings),
  ...namedSources(classSpellings),
};
/** The same file behind statements that not every Python takes: its facts are always the same. */
export const foreignSources = foreignStatements.map(({ statement, source }) => ({
  statement,
  alembic: source + revision,
  django: source + migration,
  prefix: source.length,
}));
export const plainSources = { alembic: revision, django: migration };
