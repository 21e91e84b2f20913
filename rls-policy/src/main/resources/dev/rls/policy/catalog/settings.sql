-- The database and its settings.

--rule RLS750 WEAKENED The application may create objects
select case when o.is_database then 'database ' else 'schema ' end || o.name,
  pg_catalog.format('%s may CREATE there, and put objects of its own in front of real ones', g.name),
  pg_catalog.format('revoke create on %s %s from %s', case when o.is_database then 'database' else 'schema' end, o.name, g.name)
from (
  select true as is_database, pg_catalog.quote_ident(d.datname) as name, d.datdba as owner, x.*
  from pg_catalog.pg_database d, pg_catalog.aclexplode(coalesce(d.datacl, pg_catalog.acldefault('d', d.datdba))) x
  where d.datname = pg_catalog.current_database()
  union all
  select false, pg_catalog.quote_ident(n.nspname), n.nspowner, x.*
  from pg_catalog.pg_namespace n, pg_catalog.aclexplode(n.nspacl) x where n.nspname <> 'rls') o
join grantee g on g.oid = o.grantee
where o.privilege_type = 'CREATE' and o.grantee <> o.owner and o.grantee in (select acting.oid from acting)
union all
select 'schema ' || pg_catalog.quote_ident(n.nspname),
  pg_catalog.format('%s owns it, and may put objects in front of real ones', h.phrase),
  coalesce(h.revoke_role, pg_catalog.format('alter schema %I owner to %I', n.nspname, pg_catalog.pg_get_userbyid(d.datdba)))
from pg_catalog.pg_namespace n join held h on h.oid = n.nspowner and not h.rolsuper, pg_catalog.pg_database d
where d.datname = pg_catalog.current_database() and n.nspname not like E'pg\\_%' and n.nspname <> 'rls'

--rule RLS751 LEAK The application may have temporary tables
select 'database ' || pg_catalog.quote_ident(d.datname),
  pg_catalog.format('%s may have temporary tables, which stand in for real ones in the next session of a pool', g.name),
  pg_catalog.format('revoke temporary on database %I from %s', d.datname, g.name)
from pg_catalog.pg_database d
cross join lateral pg_catalog.aclexplode(coalesce(d.datacl, pg_catalog.acldefault('d', d.datdba))) a
join grantee g on g.oid = a.grantee
where d.datname = pg_catalog.current_database() and a.privilege_type = 'TEMPORARY' and a.grantee <> d.datdba
  and a.grantee in (select acting.oid from acting)

--rule RLS760 NOTE Parameters, tokens among them, are logged with statements
select pg_catalog.quote_ident(s.role_name),
  pg_catalog.format('its statements are logged (%s) with their parameters, tokens among them',
    pg_catalog.string_agg(pg_catalog.format('%s = %s', s.name, s.value), ', ' order by s.name)),
  pg_catalog.format('alter role %I in database %I set log_parameter_max_length = 0', s.role_name,
    pg_catalog.current_database())
from setting s
where (s.name = 'log_statement' and s.value in ('mod', 'all')
    or s.name in ('log_min_duration_statement', 'log_min_duration_sample') and s.value <> '-1'
    or s.name = 'log_transaction_sample_rate' and s.value <> '0')
  and exists (select from setting l where l.role_name = s.role_name and l.name = 'log_parameter_max_length' and l.value <> '0')
group by s.role_name

--rule RLS761 WEAKENED Parameters, tokens among them, are logged with errors
select pg_catalog.quote_ident(s.role_name),
  'the server puts parameters, tokens among them, into its errors and their log',
  pg_catalog.format('alter role %I in database %I set log_parameter_max_length_on_error = 0', s.role_name,
    pg_catalog.current_database())
from setting s where s.name = 'log_parameter_max_length_on_error' and s.value <> '0'

--rule RLS762 WEAKENED A backslash ends literals of the application elsewhere than it thinks
select pg_catalog.quote_ident(s.role_name),
  'a backslash escapes the quote after it in its literals (standard_conforming_strings = off), so a text that somebody chose, '
    'written with its quotes doubled, can end there and go on as SQL',
  pg_catalog.format('alter role %I in database %I set standard_conforming_strings = on', s.role_name,
    pg_catalog.current_database())
from setting s where case when s.name = 'standard_conforming_strings' then not s.value::boolean end
