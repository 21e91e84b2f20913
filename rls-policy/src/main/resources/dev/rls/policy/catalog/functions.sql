-- Functions outside of schema rls that run as somebody else for the application.

--rule RLS733 LEAK A function reads protected rows for the application as an owner beyond row security
select d.name,
  pg_catalog.format('it is SECURITY DEFINER and names %s, and row security does not hold for its owner %I',
    coalesce(d.unforced_target, d.target), d.owner_name),
  pg_catalog.format('alter routine %s security invoker', d.name)
from definer d where d.unforced_target is not null or d.owner_bypasses and d.target is not null

--rule RLS734 WEAKENED A function runs for the application as an owner beyond row security
select d.name,
  pg_catalog.format('it is SECURITY DEFINER, and row security does not hold for its owner %I whatever it comes to read',
    d.owner_name),
  pg_catalog.format('alter routine %s security invoker', d.name)
from definer d where d.owner_bypasses and d.target is null and d.unforced_target is null

--rule RLS735 WEAKENED A function runs for the application as its owner without a pinned search_path
select d.name,
  case when d.search_path is null then 'it is SECURITY DEFINER without a search_path of its own: the caller chooses what its'
      ' names mean'
    else 'it is SECURITY DEFINER, and temporary tables and types come first in its search_path' end,
  pg_catalog.format('alter routine %s set search_path = pg_catalog%s, pg_temp', d.name,
    case when d.nspname <> 'pg_catalog' then ', ' || pg_catalog.quote_ident(d.nspname) else '' end)
from definer d
where d.search_path is null
  or d.search_path !~ E'\\mpg_temp"?\\s*$' and exists (
    select from pg_catalog.pg_database b, pg_catalog.aclexplode(coalesce(b.datacl, pg_catalog.acldefault('d', b.datdba))) a
    where b.datname = pg_catalog.current_database() and a.privilege_type = 'TEMPORARY'
      and a.grantee in (select acting.oid from acting))

--rule RLS736 WEAKENED The application may open connections with dblink
select pg_catalog.quote_ident(e.extname),
  pg_catalog.format('%s may execute its functions, and connect from within the server as somebody else',
    pg_catalog.string_agg(distinct g.name, ', ')),
  pg_catalog.string_agg(distinct pg_catalog.format('revoke execute on routine %I.%I(%s) from %s', n.nspname, f.proname,
    pg_catalog.pg_get_function_identity_arguments(f.oid), g.name), '; ')
from pg_catalog.pg_extension e
join pg_catalog.pg_depend d on d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass and d.refobjid = e.oid
  and d.deptype = 'e' and d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
join pg_catalog.pg_proc f on f.oid = d.objid
join pg_catalog.pg_namespace n on n.oid = f.pronamespace
cross join lateral pg_catalog.aclexplode(coalesce(f.proacl, pg_catalog.acldefault('f', f.proowner))) a
join grantee g on g.oid = a.grantee
where e.extname = 'dblink' and a.grantee <> f.proowner and a.grantee in (select acting.oid from acting)
group by e.extname

--rule RLS737 WEAKENED The application may use a foreign server
select pg_catalog.quote_ident(s.srvname),
  pg_catalog.format('%s may use foreign server %I, as whom its user mappings say', g.name, s.srvname),
  pg_catalog.format('revoke usage on foreign server %I from %s', s.srvname, g.name)
from pg_catalog.pg_foreign_server s
cross join lateral pg_catalog.aclexplode(s.srvacl) a join grantee g on g.oid = a.grantee
where a.grantee <> s.srvowner and a.grantee in (select acting.oid from acting)
union all
select pg_catalog.quote_ident(w.fdwname),
  pg_catalog.format('%s may make servers of foreign data wrapper %I', g.name, w.fdwname),
  pg_catalog.format('revoke usage on foreign data wrapper %I from %s', w.fdwname, g.name)
from pg_catalog.pg_foreign_data_wrapper w
cross join lateral pg_catalog.aclexplode(w.fdwacl) a join grantee g on g.oid = a.grantee
where a.grantee <> w.fdwowner and a.grantee in (select acting.oid from acting)
