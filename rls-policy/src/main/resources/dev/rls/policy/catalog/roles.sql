-- What the roles of the application may be and become.

--rule RLS700 LEAK The application is a superuser or has BYPASSRLS, or may become a role that is or has
select pg_catalog.quote_ident(h.subject),
  pg_catalog.format('%s %s: row security does not hold for it', h.phrase,
    case when h.rolsuper then 'is a superuser' else 'has BYPASSRLS' end),
  coalesce(h.revoke_role, pg_catalog.format('alter role %I nosuperuser nobypassrls', h.rolname))
from held h where h.rolsuper or h.rolbypassrls

--rule RLS701 LEAK The application may replicate the database, or on PostgreSQL 15 make itself a member of any role
select pg_catalog.quote_ident(h.subject),
  case when h.rolreplication then pg_catalog.format('%s has REPLICATION: a replica knows no row security', h.phrase)
    else pg_catalog.format('%s has CREATEROLE, and before PostgreSQL 16 that grants every role but superusers', h.phrase) end,
  coalesce(h.revoke_role, pg_catalog.format('alter role %I noreplication nocreaterole', h.rolname))
from held h, server where not h.rolsuper and (h.rolreplication or h.rolcreaterole and server.version < 160000)

--rule RLS702 WEAKENED The application may create databases or roles
select pg_catalog.quote_ident(h.subject),
  pg_catalog.format('%s has %s, which no application needs', h.phrase,
    case when h.rolcreatedb then 'CREATEDB' else 'CREATEROLE' end),
  coalesce(h.revoke_role, pg_catalog.format('alter role %I nocreatedb nocreaterole', h.rolname))
from held h, server where not h.rolsuper and (h.rolcreatedb or h.rolcreaterole and server.version >= 160000)

--rule RLS703 LEAK The application is a member of a predefined role that reads or writes past all grants
select pg_catalog.quote_ident(h.subject),
  pg_catalog.format('%s %s', h.phrase, case h.rolname
    when 'pg_read_all_data' then 'reads the secret that contexts are sealed with'
    when 'pg_write_all_data' then 'writes the secret that contexts are sealed with'
    else 'reaches the files of the server' end),
  h.revoke_role
from held h where h.member_name is not null and h.rolname in ('pg_read_all_data', 'pg_write_all_data',
  'pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program')

--rule RLS704 NOTE The application is a member of a predefined role that watches or disturbs other sessions
select pg_catalog.quote_ident(h.subject),
  pg_catalog.format('%s sees or ends what other sessions do, their statements among it', h.phrase),
  h.revoke_role
from held h where h.member_name is not null and h.rolname in ('pg_monitor', 'pg_read_all_settings', 'pg_read_all_stats',
  'pg_stat_scan_tables', 'pg_signal_backend', 'pg_maintain', 'pg_create_subscription', 'pg_signal_autovacuum_worker')

--rule RLS705 LEAK The application is a member of rls_owner, rls_keys or rls_key_job
select pg_catalog.quote_ident(h.subject),
  pg_catalog.format('%s %s', h.phrase, case h.rolname
    when 'rls_owner' then 'owns schema rls and its secret'
    when 'rls_keys' then 'registers keys, and so signs for every tenant'
    else 'brings keys of the issuers that are followed, and so signs for every tenant of theirs' end),
  h.revoke_role
from held h where h.member_name is not null and h.rolname in ('rls_owner', 'rls_keys', 'rls_key_job')

--rule RLS706 NOTE The application is a member of rls_trusted or rls_operator
select pg_catalog.quote_ident(h.subject),
  pg_catalog.format('%s binds claims that no token vouches for: its SQL can act for every tenant', h.phrase),
  h.revoke_role
from held h where h.member_name is not null and h.rolname in ('rls_trusted', 'rls_operator')

--rule RLS707 LEAK The application owns a protected table or schema rls, or is a member of the owner
select p.name,
  pg_catalog.format('%s owns it, and may switch row security off', h.phrase),
  coalesce(h.revoke_role, pg_catalog.format('alter table %s owner to %I', p.name, d.owner))
from protected p join held h on h.oid = p.relowner and not h.rolsuper,
  (select pg_catalog.pg_get_userbyid(b.datdba) as owner from pg_catalog.pg_database b
    where b.datname = pg_catalog.current_database()) d
union all
select 'schema rls',
  pg_catalog.format('%s owns it, and may replace every function in it', h.phrase),
  coalesce(h.revoke_role, 'alter schema rls owner to rls_owner')
from pg_catalog.pg_namespace n join held h on h.oid = n.nspowner and not h.rolsuper
where n.nspname = 'rls' and h.rolname <> 'rls_owner'

--rule RLS708 WEAKENED Somebody is a member of rls_owner
select pg_catalog.quote_ident(r.rolname),
  pg_catalog.format('role %I is a member of rls_owner, so it reads the secrets of schema rls and may replace its functions',
    r.rolname),
  pg_catalog.format('revoke rls_owner from %I%s', r.rolname, m.granted_by)
from membership m join pg_catalog.pg_roles r on r.oid = m.member and not r.rolsuper
where m.used and m.roleid = pg_catalog.to_regrole('rls_owner')::oid and r.oid not in (select h.oid from held h)

--rule RLS709 WEAKENED Somebody can log in as rls_owner, or it can do more than own schema rls
select 'rls_owner',
  'role rls_owner has LOGIN or another attribute, though nobody logs in as it',
  'alter role rls_owner nologin nosuperuser nobypassrls nocreaterole nocreatedb noreplication'
from pg_catalog.pg_roles r where r.rolname = 'rls_owner'
  and (r.rolcanlogin or r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication)
