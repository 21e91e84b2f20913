-- The facts that the rules look at. Set-wise: whatever the number of tables, each catalog is read once. Names are put
-- together with their schema and privileges are compared by oid, so that neither the search_path nor what the asking role
-- may see makes a difference. A literal with a backslash is an E'' one, because of standard_conforming_strings.
with recursive
-- Parameters: whom to judge (where nobody is named, who logged in), whether members of these are judged as well, and whether
-- the registry is asked; then what was compiled.
asked (role_names, with_members, with_registry) as (
  select coalesce(nullif(?::text[], '{}'), array[session_user::text]), ?::boolean, ?::boolean),
index_table (table_schema, table_name, tenant_column) as (select * from unnest(?::text[], ?::text[], ?::text[])),
-- What a foreign key of tenant and column holds inside the tenant.
index_reference (table_schema, table_name, column_name, parent_schema, parent_name, parent_key) as (
  select distinct * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])),
index_policy (table_schema, table_name, policy_name, digest) as (
  select * from unnest(?::text[], ?::text[], ?::text[], ?::text[])),
registered (table_schema, table_name, policy_name, digest, intact, unit) as materialized (/* registered */),
server (version) as (select pg_catalog.current_setting('server_version_num')::int),

-- The options of a membership are columns since PostgreSQL 16; before, every member inherits and may set the role.
membership as materialized (
  select m.member, m.roleid,
    coalesce(o.inherit_option, true) or coalesce(o.set_option, true) as used,
    case when o.set_option is null then '' else pg_catalog.format(' granted by %I', pg_catalog.pg_get_userbyid(m.grantor)) end
      collate "C"
      as granted_by
  from pg_catalog.pg_auth_members m,
    pg_catalog.jsonb_to_record(pg_catalog.to_jsonb(m)) o (inherit_option boolean, set_option boolean)),
judged (oid, role_name) as (
  select r.oid, r.rolname from pg_catalog.pg_roles r, asked where r.rolname = any (asked.role_names)
  union
  select r.oid, r.rolname from judged j
  join membership m on m.roleid = j.oid and m.used
  join pg_catalog.pg_roles r on r.oid = m.member
  join asked on asked.with_members),
-- A member can become its role, or with ADMIN OPTION alone make that so: membership of any kind counts. What is taken back is
-- where the application comes in: further on lies what others may have to be, such as the installing role in rls_owner.
power (role, member, revoke_role) as (
  select j.oid, null::oid, null::text collate "C" from judged j
  union
  select m.roleid, m.member, case when m.member in (select j.oid from judged j)
    then pg_catalog.format('revoke %I from %I%s', pg_catalog.pg_get_userbyid(m.roleid), pg_catalog.pg_get_userbyid(m.member),
      m.granted_by) collate "C"
    else p.revoke_role end
  from power p join membership m on m.member = p.role),
held as materialized (
  select distinct r.*, member.rolname as member_name, coalesce(member.rolname, r.rolname) as subject,
    case when member.oid is null then pg_catalog.format('role %I', r.rolname)
      else pg_catalog.format('role %I is a member of role %I, which', member.rolname, r.rolname) end as phrase,
    -- The superuser that made the cluster stays one: what can be taken from it is the application's group.
    case when member.oid is not null then p.revoke_role
      when r.oid = 10::oid then (
        select pg_catalog.string_agg(pg_catalog.format('revoke %I from %I%s', g.role_name, r.rolname, m.granted_by), '; ')
        from membership m join judged g on g.oid = m.roleid where m.member = r.oid)
      end as revoke_role
  from power p join pg_catalog.pg_roles r on r.oid = p.role left join pg_catalog.pg_roles member on member.oid = p.member
  where member.rolname is null or member.rolname not like E'pg\\_%'),
-- Whose grants are the application's: those of its roles, and of PUBLIC.
acting (oid) as materialized (
  select 0::oid union select h.oid from held h
  union select r.oid from pg_catalog.pg_roles r, pg_catalog.pg_database d
  where r.rolname = 'pg_database_owner' and d.datname = pg_catalog.current_database()
    and d.datdba in (select h.oid from held h)),
grantee (oid, name) as (
  select 0::oid, 'public' union all select r.oid, pg_catalog.quote_ident(r.rolname) from pg_catalog.pg_roles r),

policy as materialized (
  select p.oid, p.polrelid, p.polname, p.polcmd, p.polpermissive, p.polroles,
    pg_catalog.pg_get_expr(p.polqual, p.polrelid) as using_text,
    pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) as check_text,
    p.oid in (select d.objid from pg_catalog.pg_depend d join pg_catalog.pg_proc f on f.oid = d.refobjid
      where d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass
        and d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass
        and f.pronamespace = pg_catalog.to_regnamespace('rls')) as sealed
  from pg_catalog.pg_policy p),
-- The column of the tenant, where no index tells: the compiled policy of the tenant then reads it and nothing else. It is for
-- reading alone where rows without a tenant are everybody's. A table that no annotation names has "#" in the remark.
tenancy (oid, tenant_column, derived) as materialized (
  select x.polrelid, min(a.attname), pg_catalog.bool_or(pg_catalog.obj_description(x.oid, 'pg_policy') like 'rls-hibernate: % from %#%')
  from policy x
  join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass and d.objid = x.oid
    and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and (d.refobjsubid > 0 or d.refobjid <> x.polrelid)
  left join pg_catalog.pg_attribute a on a.attrelid = x.polrelid and d.refobjid = x.polrelid and a.attnum = d.refobjsubid
  where x.polname in ('rls_tenant_restrict', 'rls_tenant_restrict_select')
  group by x.polrelid having count(distinct d.refobjid) = 1 and count(distinct a.attnum) = 1),
sharing (table_schema, table_name) as (
  select i.table_schema, i.table_name from index_policy i where i.policy_name = 'rls_tenant_restrict_select'
  union
  select n.nspname, c.relname from policy x join pg_catalog.pg_class c on c.oid = x.polrelid
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace where x.polname = 'rls_tenant_restrict_select'),
relation as materialized (
  select c.oid, n.nspname, c.relname, pg_catalog.format('%I.%I', n.nspname, c.relname) as name, c.relkind, c.relowner,
    o.rolname as owner_name, o.rolsuper or o.rolbypassrls as owner_bypasses, c.relacl, c.relrowsecurity, c.relforcerowsecurity,
    exists (select from pg_catalog.pg_options_to_table(c.reloptions) v
      where v.option_name = 'security_invoker' and v.option_value::boolean) as invoker
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  join pg_catalog.pg_roles o on o.oid = c.relowner
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relpersistence <> 't'
    and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like E'pg\\_toast%'),
-- What the application was granted, on columns as well. Only the grantor can take back what it granted.
granted as materialized (
  select a.oid, a.column_name, a.grantee, g.name as grantee_name, pg_catalog.lower(a.privilege_type) as privilege,
    case when a.grantor <> a.relowner then pg_catalog.format('set role %I; ', pg_catalog.pg_get_userbyid(a.grantor))
      else '' end as before,
    case when a.is_grantable then ' cascade' else '' end
      || case when a.grantor <> a.relowner then '; reset role' else '' end as after
  from (
    select r.oid, r.relowner, null::name as column_name, x.*
    from relation r, pg_catalog.aclexplode(r.relacl) x
    union all
    select r.oid, r.relowner, t.attname, x.*
    from relation r join pg_catalog.pg_attribute t on t.attrelid = r.oid and t.attacl is not null and not t.attisdropped,
      pg_catalog.aclexplode(t.attacl) x) a
  join grantee g on g.oid = a.grantee
  where a.grantee in (select acting.oid from acting) and a.grantee <> a.relowner),
-- What is protected by this library, or by row security at all; "reached" is what concerns the roles that are judged.
protected as materialized (
  select r.*, i.table_name is not null as indexed, coalesce(i.tenant_column, y.tenant_column) as tenant_column,
    coalesce(y.derived, false) as derived,
    exists (select from sharing s where s.table_schema = r.nspname and s.table_name = r.relname) as shared,
    -- Whoever asks has the text of the changeset, and puts it in here.
    case when i.table_name is not null then pg_catalog.format(E'begin;\nset local role %I;\n/* changeset */\ncommit', r.owner_name) end
      as changeset,
    i.table_name is not null or g.table_name is not null as ours, g.unit,
    i.table_name is not null or exists (select from granted x where x.oid = r.oid) as reached
  from relation r
  left join index_table i on i.table_schema = r.nspname and i.table_name = r.relname
  left join (select x.table_schema, x.table_name, min(x.unit) as unit from registered x group by 1, 2) g
    on g.table_schema = r.nspname and g.table_name = r.relname
  left join tenancy y on y.oid = r.oid
  where r.relkind in ('r', 'p')
    and (i.table_name is not null or g.table_name is not null or r.relrowsecurity
      or r.oid in (select p.polrelid from policy p))),
-- What inheritance and partitions lead to: the child is asked its own policies when it is named, its parent's when that is.
child (oid, ancestor) as (
  select i.inhrelid, p.oid from pg_catalog.pg_inherits i join protected p on p.oid = i.inhparent
  union
  select i.inhrelid, c.ancestor from child c join pg_catalog.pg_inherits i on i.inhparent = c.oid),
ancestor (oid, child) as (
  select i.inhparent, p.oid from pg_catalog.pg_inherits i join protected p on p.oid = i.inhrelid
  union
  select i.inhparent, a.child from ancestor a join pg_catalog.pg_inherits i on i.inhrelid = a.oid),
-- How the columns of tenants are called, and where. One that is the whole key of its table is called as keys are.
tenant_name (column_name, example) as materialized (
  select p.tenant_column, min(p.name)
  from protected p join pg_catalog.pg_attribute t on t.attrelid = p.oid and t.attname = p.tenant_column
  where not exists (select from pg_catalog.pg_index i
    where i.indrelid = p.oid and i.indisprimary and i.indnkeyatts = 1 and i.indkey[0] = t.attnum)
  group by p.tenant_column),
-- Tables that no policy narrows, and what tells that their rows are some tenant's: those of join tables, collections and
-- subclasses refer to a protected row, those of histories have the tenant's column.
unprotected as materialized (
  select r.oid, r.name, coalesce(
    (select min(pg_catalog.format('foreign key %I leads to %s', k.conname, p.name))
      from pg_catalog.pg_constraint k join protected p on p.oid = k.confrelid where k.contype = 'f' and k.conrelid = r.oid),
    (select min(pg_catalog.format('column %I is called like the tenant''s of %s', a.attname, n.example))
      from pg_catalog.pg_attribute a join tenant_name n on n.column_name = a.attname
      where a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped)) as belongs
  from relation r
  where r.relkind in ('r', 'p', 'f') and r.nspname <> 'rls' and r.oid in (select g.oid from granted g)
    and r.oid not in (select p.oid from protected p)
    and r.oid not in (select c.oid from child c union all select a.oid from ancestor a)
    and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
      and d.objid = r.oid and d.deptype = 'e')),
-- Where rows of tenants lie, and whether some owner reads all of them.
target as materialized (
  select p.oid, p.name, p.relowner, not p.relrowsecurity as unguarded, p.relforcerowsecurity as forced from protected p
  union
  select r.oid, r.name, r.relowner, true, false from child c join relation r on r.oid = c.oid and not r.relrowsecurity),

-- What views and rules lead to, and as whom: a view with security_invoker asks as whoever asks it, any other and each rule as
-- its owner.
source as materialized (
  select distinct w.ev_class as relation, w.rulename, w.ev_type = '1' as is_view, d.refobjid as reads
  from pg_catalog.pg_rewrite w join pg_catalog.pg_depend d
    on d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and d.objid = w.oid
    and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid <> w.ev_class
  where w.ev_class in (select r.oid from relation r)),
reach (relation, as_owner, via, via_rule) as (
  select distinct g.oid, null::oid, null::oid, null::name from granted g
  union
  select s.reads, e.as_owner, e.via, e.via_rule
  from reach x join relation v on v.oid = x.relation and v.relkind <> 'm' join source s on s.relation = v.oid,
    lateral (select
      case when s.is_view and v.invoker then x.as_owner else v.relowner end,
      case when s.is_view and v.invoker then x.via else v.oid end,
      case when s.is_view and v.invoker then x.via_rule when not s.is_view then s.rulename end) e (as_owner, via, via_rule)
  where e.as_owner is not null),
beyond as materialized (
  select distinct v.oid, v.name, v.owner_name, x.via_rule, t.name as target
  from reach x join relation v on v.oid = x.via join target t on t.oid = x.relation
  where v.owner_bypasses or t.unguarded
    or not t.forced and pg_catalog.pg_has_role(v.relowner, t.relowner, 'usage')),
stored (oid, reads) as (
  select s.relation, s.reads from source s join relation m on m.oid = s.relation and m.relkind = 'm'
  union
  select m.oid, s.reads from stored m join source s on s.relation = m.reads and s.is_view),

-- Functions that run as their owner, and whom the application may have run them.
routine as materialized (
  select f.oid, f.proname, n.nspname, f.proowner, o.rolname as owner_name, o.rolsuper or o.rolbypassrls as owner_bypasses,
    f.prosecdef, f.provolatile, f.prosrc, f.proacl,
    (select pg_catalog.substr(c.setting, 13) from pg_catalog.unnest(f.proconfig) c (setting)
      where pg_catalog.starts_with(c.setting, 'search_path=')) as search_path,
    pg_catalog.format('%I.%I(%s)', n.nspname, f.proname, (
      select pg_catalog.string_agg(case when tn.nspname = 'pg_catalog' then '' else pg_catalog.quote_ident(tn.nspname) || '.' end
        || pg_catalog.quote_ident(t.typname), ', ' order by a.position)
      from pg_catalog.unnest(f.proargtypes) with ordinality a (type, position)
      join pg_catalog.pg_type t on t.oid = a.type join pg_catalog.pg_namespace tn on tn.oid = t.typnamespace)) as name,
    exists (select from pg_catalog.aclexplode(coalesce(f.proacl, pg_catalog.acldefault('f', f.proowner))) x
      where x.grantee in (select acting.oid from acting) and x.grantee <> f.proowner) as executable
  from pg_catalog.pg_proc f join pg_catalog.pg_namespace n on n.oid = f.pronamespace
  join pg_catalog.pg_roles o on o.oid = f.proowner
  where n.nspname not in ('pg_catalog', 'information_schema') and (f.prosecdef or n.nspname = 'rls')),
-- Nobody is asked for EXECUTE when a trigger fires.
definer as materialized (
  select r.*,
    (select min(t.name) from target t join pg_catalog.pg_class c on c.oid = t.oid
      where r.prosrc ~* (E'\\m' || pg_catalog.regexp_replace(c.relname, E'(\\W)', E'\\\\\\1', 'g') || E'\\M')
        or exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
          and d.objid = r.oid and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid = t.oid)) as target,
    (select min(t.name) from target t join pg_catalog.pg_class c on c.oid = t.oid
      where r.prosrc ~* (E'\\m' || pg_catalog.regexp_replace(c.relname, E'(\\W)', E'\\\\\\1', 'g') || E'\\M')
        and not t.forced and pg_catalog.pg_has_role(r.proowner, t.relowner, 'usage')) as unforced_target
  from routine r
  where r.prosecdef and r.nspname <> 'rls' and r.proowner not in (select h.oid from held h)
    and (r.executable or exists (select from pg_catalog.pg_trigger g
      where g.tgfoid = r.oid and g.tgrelid in (select x.oid from granted x)))),
-- What a setting is for a login: of the role in this database, of the role, of the database, of all, else of the server. What
-- the session that asks has for itself is not the server's.
setting as materialized (
  select j.role_name, c.name, coalesce(
    (select pg_catalog.substr(v.setting, pg_catalog.length(c.name) + 2)
      from pg_catalog.pg_db_role_setting o, pg_catalog.unnest(o.setconfig) v (setting)
      where o.setrole in (0::oid, j.oid)
        and o.setdatabase in (0::oid, (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database()))
        and pg_catalog.starts_with(v.setting, c.name || '=')
      order by o.setrole = 0::oid, o.setdatabase = 0::oid limit 1),
    case when c.source in ('database', 'user', 'database user', 'client', 'session') then c.boot_val else c.setting end) as value
  from judged j join pg_catalog.pg_roles r on r.oid = j.oid and r.rolcanlogin,
    pg_catalog.pg_settings c
  where c.name in ('log_statement', 'log_min_duration_statement', 'log_min_duration_sample', 'log_transaction_sample_rate',
    'log_parameter_max_length', 'log_parameter_max_length_on_error', 'standard_conforming_strings'))
