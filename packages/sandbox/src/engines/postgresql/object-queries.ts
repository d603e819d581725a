import { notDependent, notOfExtension, USER_SCHEMAS } from './relation-queries.js';

/** What the first user's object of a database is numbered from (FirstNormalObjectId in transam.h). */
const FIRST_USER_OID = 16_384;

const schemas = `
SELECT 'schema', quote_ident(nspname), '', NULL::int, NULL::text FROM pg_namespace n WHERE ${USER_SCHEMAS} AND ${notOfExtension('pg_namespace', 'n.oid')}`;

const type = `quote_ident(n.nspname) || '.' || quote_ident(typname)`;
const ofUsers = `${USER_SCHEMAS} AND ${notOfExtension('pg_type', 't.oid')}`;

const enums = `
SELECT 'enum', ${type}, string_agg(quote_literal(enumlabel), ',' ORDER BY enumsortorder), NULL, NULL
FROM pg_enum JOIN pg_type t ON t.oid = enumtypid JOIN pg_namespace n ON n.oid = typnamespace WHERE ${ofUsers} GROUP BY n.nspname, typname`;

const domains = `
SELECT 'domain', ${type}, concat_ws(' ', format_type(typbasetype, typtypmod), CASE WHEN typnotnull THEN 'not null' END, 'default ' || typdefault,
  (SELECT string_agg(conname || ' ' || pg_get_constraintdef(c.oid), ', ' ORDER BY conname) FROM pg_constraint c WHERE contypid = t.oid AND contype <> 'n')),
  NULL, NULL
FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace WHERE typtype = 'd' AND ${ofUsers}`;

const composites = `
SELECT 'type', ${type}, string_agg(quote_ident(attname) || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum), NULL, NULL
FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace JOIN pg_class c ON c.oid = typrelid AND c.relkind = 'c'
  LEFT JOIN pg_attribute ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
WHERE ${ofUsers} GROUP BY n.nspname, typname`;

const ranges = `
SELECT 'range', ${type}, rngsubtype::regtype::text, NULL, NULL
FROM pg_range JOIN pg_type t ON t.oid = rngtypid JOIN pg_namespace n ON n.oid = typnamespace WHERE ${ofUsers}`;

const routine = `quote_ident(n.nspname) || '.' || quote_ident(proname) || '(' || pg_get_function_identity_arguments(p.oid) || ')'`;

const functions = `
SELECT CASE prokind WHEN 'p' THEN 'procedure' ELSE 'function' END, ${routine}, md5(pg_get_functiondef(p.oid)), NULL, NULL
FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE prokind IN ('f', 'p', 'w') AND ${USER_SCHEMAS} AND ${notDependent('pg_proc', 'p.oid')}`;

const aggregates = `
SELECT 'aggregate', ${routine}, concat_ws(' ', aggtransfn, aggtranstype::regtype, nullif(aggfinalfn::oid, 0)::regproc, agginitval), NULL, NULL
FROM pg_aggregate a JOIN pg_proc p ON p.oid = aggfnoid JOIN pg_namespace n ON n.oid = pronamespace WHERE ${USER_SCHEMAS} AND ${notOfExtension('pg_proc', 'p.oid')}`;

// Their versions differ from server to server; that of one server is one.
const extensions = `
SELECT 'extension', quote_ident(extname), 'in ' || extnamespace::regnamespace, NULL, NULL FROM pg_extension`;

const statistics = `
SELECT 'statistics', quote_ident(n.nspname) || '.' || quote_ident(stxname), pg_get_statisticsobjdef(s.oid), NULL, NULL
FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = stxnamespace WHERE ${USER_SCHEMAS} AND ${notOfExtension('pg_statistic_ext', 's.oid')}`;

const catalogTables = [
  ...[
    'pg_cast',
    'pg_collation',
    'pg_conversion',
    'pg_event_trigger',
    'pg_foreign_data_wrapper',
    'pg_foreign_server',
    'pg_language',
    'pg_operator',
  ],
  ...['pg_opclass', 'pg_opfamily', 'pg_publication', 'pg_ts_config', 'pg_ts_dict'],
];

const others = catalogTables.map(
  sort => `
SELECT i.type, i.identity, '', NULL, NULL FROM ${sort} o, pg_identify_object('${sort}'::regclass, o.oid, 0) i WHERE o.oid >= ${FIRST_USER_OID} AND ${notDependent(sort, 'o.oid')}`,
);

const comments = `
SELECT 'comment', i.type || ' ' || i.identity, quote_literal(description), NULL, NULL
FROM pg_description d, pg_identify_object(classoid, objoid, objsubid) i
WHERE objoid >= ${FIRST_USER_OID} AND classoid <> 'pg_extension'::regclass
  AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = d.classoid AND x.objid = d.objoid AND x.deptype = 'e')`;

const granted = `string_agg(CASE WHEN g.grantee = 0 THEN 'public' ELSE g.grantee::regrole::text END || ' ' || lower(g.privilege_type), ', '
  ORDER BY g.grantee::regrole::text, g.privilege_type)`;

/** To others than the owner, who has them all. */
const privileges = `
SELECT 'privileges', rel.name, ${granted}, NULL, NULL
FROM rel, aclexplode(relacl) g WHERE g.grantee <> relowner GROUP BY rel.name
UNION ALL
SELECT 'privileges', ${routine}, ${granted}, NULL, NULL
FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace, aclexplode(proacl) g
WHERE g.grantee <> proowner AND ${USER_SCHEMAS} AND ${notDependent('pg_proc', 'p.oid')} GROUP BY p.oid, n.nspname, proname
UNION ALL
SELECT 'privileges', quote_ident(nspname), ${granted}, NULL, NULL
FROM pg_namespace n, aclexplode(nspacl) g
WHERE n.oid >= ${FIRST_USER_OID} AND g.grantee <> nspowner AND ${USER_SCHEMAS} AND ${notOfExtension('pg_namespace', 'n.oid')} GROUP BY nspname`;

export const objectQueries = [
  ...[schemas, enums, domains, composites, ranges, functions, aggregates, extensions, statistics, comments, privileges],
  ...others,
];
