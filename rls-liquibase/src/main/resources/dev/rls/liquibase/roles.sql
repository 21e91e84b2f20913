--liquibase formatted sql logicalFilePath:dev/rls/liquibase/roles.sql

-- The roles of one application: who owns its tables, who migrates them, who reads and writes them, and by which routes.
--
-- Run it after schema.sql and before the tables, as the same role: it owns the database and has CREATEROLE, no superuser
-- needed. It can run again: what is missing is made, what is too much is taken away where that hurts nobody who can log in,
-- and refused where it may. With psql, names are settings of the session:
--   psql -v ON_ERROR_STOP=1 --single-transaction -c "set rls.role.owner = 'shop_owner'" -f roles.sql
-- With Liquibase they are parameters of the changelog. Names of roles are taken as they stand, so "ShopApp" has capitals; the
-- option -Arls.appRole of the processor folds them unless they stand in backticks. The parameters are the same:
--   rls.role.owner        app_owner     owns the tables; NOLOGIN
--   rls.role.migrator     app_migrator  logs in and is the owner from then on; nothing but migrations uses it
--   rls.role.application  rls_app       group of the application's logins, whom the generated policies and grants name
--   rls.role.login        app           the application logs in as it
--   rls.role.routes                     other ways in, as in "shop_reporting, shop_jobs:rls_trusted, shop_keys:rls_keys":
--                                       each a login of its own, and what it may call beside or in place of rls.bind
--   rls.schema            public        where the tables are, and the search_path of all that log in; made where it is missing.
--                                       For several, run it once for each; the search_path is the last
-- Logins are made without a password, so that nobody can use one before a DBA has given it one ("\password" of psql).

--changeset rls:application_roles dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Roles of an application, what they are members of, and what they are not given by default
reset role;
do $rls$
declare
  search_path constant text := pg_catalog.current_setting('search_path');
  server constant int := pg_catalog.current_setting('server_version_num');
  parameter jsonb;
  owner name;
  migrator name;
  application name;
  login name;
  schema name;
  -- Of each role its name, and of each membership that is meant to be its two.
  roles name[];
  edges jsonb := '[]';
  route text[];
  routes name[] := '{}';
  role_name name;
  purpose text;
  can_login boolean;
  existing pg_catalog.pg_roles;
  edge record;
  entry record;
  guest boolean;
begin
  -- So that whatever lies on the path of this session stands in for nothing below.
  perform pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  select jsonb_object_agg(p.name, coalesce(
      -- What was not given, Liquibase leaves as it stands here, or makes empty.
      case when not starts_with(p.given, '$') then nullif(p.given, '') end,
      nullif(current_setting(p.name, true), ''), p.otherwise)) into parameter
  from (values
    ('rls.role.owner', '${rls.role.owner}', 'app_owner'),
    ('rls.role.migrator', '${rls.role.migrator}', 'app_migrator'),
    ('rls.role.application', '${rls.role.application}', 'rls_app'),
    ('rls.role.login', '${rls.role.login}', 'app'),
    ('rls.role.routes', '${rls.role.routes}', ''),
    ('rls.schema', '${rls.schema}', 'public')) p (name, given, otherwise);
  owner := parameter ->> 'rls.role.owner';
  migrator := parameter ->> 'rls.role.migrator';
  application := parameter ->> 'rls.role.application';
  login := parameter ->> 'rls.role.login';
  schema := parameter ->> 'rls.schema';

  if to_regrole('rls_owner') is null then
    raise exception 'RLS500: there are no roles of schema rls' using hint = 'Run schema.sql first.';
  end if;
  if not (select r.rolsuper or r.rolcreaterole from pg_roles r where r.rolname = current_user) then
    raise exception 'RLS500: % may not make roles', current_user
      using errcode = 'insufficient_privilege',
            hint = format('As an administrator: alter role %I createrole', current_user);
  end if;
  edges := jsonb_build_array(jsonb_build_array(migrator, owner), jsonb_build_array(login, application));
  if application <> 'rls_app' then
    edges := edges || jsonb_build_array(jsonb_build_array(application, 'rls_app'));
  end if;
  for route in
      select array[trim(split_part(r.text, ':', 1)), coalesce(nullif(trim(split_part(r.text, ':', 2)), ''), 'rls_app')]
      from regexp_split_to_table(parameter ->> 'rls.role.routes', ',') r (text) where trim(r.text) <> '' loop
    if route[2] not in ('rls_app', 'rls_trusted', 'rls_keys', 'rls_key_job') then
      raise exception 'RLS500: route % cannot be a member of %', route[1], route[2]
        using hint = 'Name rls_app, rls_trusted, rls_keys or rls_key_job behind the colon. Operators are people: grant '
                     'rls_operator to a login of theirs.';
    end if;
    if application = 'rls_app' and route[2] = 'rls_app' then
      raise exception 'RLS500: route % would have the rights of the application, because both are in rls_app', route[1]
        using hint = 'Give the application a group of its own (rls.role.application, and -Arls.appRole when it is '
                     'compiled): then rls_app says who may bind tokens, and no more.';
    end if;
    routes := routes || route[1]::name;
    edges := edges || jsonb_build_array(jsonb_build_array(route[1], route[2]));
  end loop;
  roles := array[owner, migrator, application, login] || routes;
  if (select count(distinct r.name) from unnest(roles) r (name)) <> cardinality(roles)
      or roles && array[current_user, session_user, 'rls_owner', 'rls_trusted', 'rls_keys', 'rls_key_job',
        'rls_operator']::name[] then
    raise exception 'RLS500: % are not roles of their own', array_to_string(roles, ', ')
      using detail = 'One stands twice, is a role of schema rls, or installs this.',
            hint = 'Each of rls.role.owner, migrator, application, login and routes needs a name that nothing else has.';
  end if;

  for role_name, purpose, can_login in
      select owner, 'owns the tables of an application; nobody logs in as it', false
      union all select migrator, 'migrates an application: logs in and is ' || owner, true
      union all select application, 'group of the logins of an application', false
      union all select login, 'an application logs in as it', true
      union all select r.name, 'a route into the data of an application', true from unnest(routes) r (name) loop
    select * into existing from pg_roles r where r.rolname = role_name;
    if existing.rolname is null then
      execute format('create role %I %s %s', role_name, case when can_login then 'login' else 'nologin' end,
        case when role_name = migrator then 'noinherit' else 'inherit' end);
      execute format('comment on role %I is %L', role_name, 'rls-hibernate: ' || purpose);
    elsif existing.rolsuper or existing.rolbypassrls or existing.rolcreaterole or existing.rolcreatedb
        or existing.rolreplication or existing.rolcanlogin and not can_login then
      raise exception 'RLS500: role % exists and can do more than it may', role_name
        using errcode = 'insufficient_privilege',
              detail = purpose || '. SUPERUSER, BYPASSRLS, CREATEROLE, CREATEDB and REPLICATION are refused, and LOGIN for '
                       'who owns and for groups.',
              hint = format('Is it yours? Then: alter role %I %snosuperuser nobypassrls nocreaterole nocreatedb '
                       'noreplication. If not, name another.', role_name, case when can_login then '' else 'nologin ' end);
    end if;
  end loop;
  -- Since PostgreSQL 16 it takes ADMIN OPTION to grant a role and to set something for it. The creator of a role has it, as of
  -- those above, but not of those that others made.
  select string_agg(quote_ident(r.rolname), ', ' order by r.rolname) as names into entry
  from pg_roles r
  where server >= 160000
    and (r.rolname = any (roles) or exists (select from jsonb_array_elements(edges) e where e ->> 1 = r.rolname))
    and not pg_has_role(current_user, r.oid, 'member with admin option');
  if entry.names is not null then
    raise exception 'RLS500: % may not administer %', current_user, entry.names
      using errcode = 'insufficient_privilege',
            detail = 'Others created them.',
            hint = format('As who did, or as an administrator: grant %s to %I with admin true, inherit false, set false',
                     entry.names, current_user);
  end if;

  -- Who may become another may be both, whatever either of them was given. What the creator of a role has since PostgreSQL
  -- 16 neither inherits nor sets.
  select string_agg(format('%I of %I', m.member, m.role), ', ') as members,
      string_agg(format('revoke %I from %I', m.role, m.member), '; ') as revokes into entry
  from (
    select pg_get_userbyid(m.member) as member, pg_get_userbyid(m.roleid) as role
    from pg_auth_members m, jsonb_to_record(to_jsonb(m)) o (inherit_option boolean, set_option boolean)
    where coalesce(o.inherit_option, true) or coalesce(o.set_option, true)) m
  where (m.role = owner and m.member <> current_user
      or m.member = any (roles) and (m.role = any (roles) or m.role in ('rls_owner', 'rls_keys', 'rls_key_job')))
    and not edges @> jsonb_build_array(jsonb_build_array(m.member, m.role));
  if entry.members is not null then
    raise exception 'RLS500: there are members that should not be: %', entry.members
      using errcode = 'insufficient_privilege',
            detail = 'Who is a member of another route, of the owner, of rls_keys or of rls_key_job can do what that one can.',
            hint = entry.revokes;
  end if;
  for edge in select e ->> 0 as member, e ->> 1 as role from jsonb_array_elements(edges) e loop
    if server < 160000 then
      execute format('grant %I to %I', edge.role, edge.member);
    else
      execute format('grant %I to %I with inherit %s, set true', edge.role, edge.member,
        case edge.member when migrator then 'false' else 'true' end);
    end if;
  end loop;
  if server < 160000 then
    execute format('alter role %I noinherit', migrator);
  end if;

  guest := not pg_has_role(current_user, owner, case when server < 160000 then 'member' else 'set' end);
  if guest then
    execute format('grant %I to current_user', owner);
  end if;
  -- Liquibase knows no SET ROLE of its own: whoever logs in to migrate is the owner at once.
  execute format('alter role %I in database %I set role = %L', migrator, current_database(), owner);
  if to_regnamespace(quote_ident(schema)) is null then
    execute format('create schema %I authorization %I', schema, owner);
    execute format('comment on schema %I is %L', schema, 'rls-hibernate: tables of an application');
  elsif (select pg_get_userbyid(n.nspowner) from pg_namespace n where n.nspname = schema) <> owner then
    if not has_schema_privilege(schema, 'create with grant option') then
      raise exception 'RLS500: schema % belongs to %, and % may not let % create tables in it', schema,
          (select pg_get_userbyid(n.nspowner) from pg_namespace n where n.nspname = schema), current_user, owner
        using errcode = 'insufficient_privilege',
              hint = format('As its owner: alter schema %I owner to %I. Or name another: rls.schema', schema, current_user);
    end if;
    execute format('grant usage, create on schema %I to %I', schema, owner);
  end if;

  execute format('set role %I', owner);
  -- What the owner makes is nobody's until a changeset grants it. The form with IN SCHEMA could not take back what PUBLIC has.
  for entry in
      select distinct case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions'
          when 'T' then 'types' else 'schemas' end as kind,
        coalesce(' in schema ' || quote_ident(n.nspname), '') as place,
        case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end as grantee
      from pg_default_acl d left join pg_namespace n on n.oid = d.defaclnamespace, aclexplode(d.defaclacl) a
      where pg_get_userbyid(d.defaclrole) = owner and a.grantee <> d.defaclrole loop
    execute format('alter default privileges%s revoke all on %s from %s', entry.place, entry.kind, entry.grantee);
  end loop;
  alter default privileges revoke execute on functions from public;
  alter default privileges revoke usage on types from public;
  if (select pg_get_userbyid(n.nspowner) from pg_namespace n where n.nspname = schema) <> owner then
    reset role;
  end if;
  execute format('revoke create on schema %I from public, %I', schema, application);
  foreach role_name in array array[application] || routes loop
    execute format('grant usage on schema %I to %I', schema, role_name);
  end loop;
  reset role;
  foreach role_name in array roles loop
    execute format('revoke create, temporary on database %I from %I', current_database(), role_name);
  end loop;
  foreach role_name in array array[migrator, login] || routes loop
    execute format('alter role %I in database %I set search_path = %I', role_name, current_database(), schema);
  end loop;
  if guest then
    execute format('revoke %I from current_user', owner);
  end if;

  select string_agg(r.name, ', ' order by r.name) as names into entry
  from unnest(roles) r (name)
  where has_database_privilege(r.name, current_database(), 'create, temporary')
    or r.name <> owner and has_schema_privilege(r.name, schema, 'create') and not pg_has_role(r.name, owner, 'usage');
  if entry.names is not null then
    raise exception 'RLS500: % may still create objects in database %', entry.names, current_database()
      using errcode = 'insufficient_privilege',
            detail = 'Whoever may create there can put objects of their own in front of real ones.',
            hint = 'Run schema.sql through psql: it takes from PUBLIC what it has by default. What was granted to these roles, '
                   'revoke as who granted it.';
  end if;
  perform set_config('search_path', search_path, true);
end
$rls$;
--rollback -- Roles that were there before stay, with their memberships, and so do those that own something or are used in another
--rollback -- database.
--rollback reset role;
--rollback do $rls$
--rollback declare
--rollback   search_path constant text := pg_catalog.current_setting('search_path');
--rollback   parameter jsonb;
--rollback   owner name;
--rollback   schema name;
--rollback   roles name[];
--rollback   role_name name;
--rollback begin
--rollback   perform pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
--rollback   select jsonb_object_agg(p.name, coalesce(
--rollback       case when not starts_with(p.given, '$') then nullif(p.given, '') end,
--rollback       nullif(current_setting(p.name, true), ''), p.otherwise)) into parameter
--rollback   from (values
--rollback     ('rls.role.owner', '${rls.role.owner}', 'app_owner'),
--rollback     ('rls.role.migrator', '${rls.role.migrator}', 'app_migrator'),
--rollback     ('rls.role.application', '${rls.role.application}', 'rls_app'),
--rollback     ('rls.role.login', '${rls.role.login}', 'app'),
--rollback     ('rls.role.routes', '${rls.role.routes}', ''),
--rollback     ('rls.schema', '${rls.schema}', 'public')) p (name, given, otherwise);
--rollback   owner := parameter ->> 'rls.role.owner';
--rollback   schema := parameter ->> 'rls.schema';
--rollback   roles := array(select trim(split_part(r.text, ':', 1))
--rollback       from regexp_split_to_table(parameter ->> 'rls.role.routes', ',') r (text) where trim(r.text) <> '')
--rollback     || array[parameter ->> 'rls.role.login', parameter ->> 'rls.role.application', parameter ->> 'rls.role.migrator'];
--rollback   -- Run again, it finds what stayed the last time.
--rollback   roles := array(select r.name from unnest(roles) r (name) where to_regrole(quote_ident(r.name)) is not null);
--rollback   foreach role_name in array roles loop
--rollback     if role_name <> 'rls_app' then
--rollback       execute format('alter role %I in database %I reset search_path', role_name, current_database());
--rollback     end if;
--rollback     if role_name = parameter ->> 'rls.role.migrator' then
--rollback       execute format('alter role %I in database %I reset role', role_name, current_database());
--rollback     end if;
--rollback   end loop;
--rollback   if to_regrole(quote_ident(owner)) is not null then
--rollback     execute format('grant %I to current_user', owner);
--rollback     execute format('set role %I', owner);
--rollback     alter default privileges grant execute on functions to public;
--rollback     alter default privileges grant usage on types to public;
--rollback   end if;
--rollback   if (select pg_get_userbyid(n.nspowner) from pg_namespace n where n.nspname = schema) <> owner then
--rollback     reset role;
--rollback   end if;
--rollback   if to_regnamespace(quote_ident(schema)) is not null then
--rollback     foreach role_name in array roles loop
--rollback       execute format('revoke usage on schema %I from %I', schema, role_name);
--rollback     end loop;
--rollback   end if;
--rollback   begin
--rollback     if obj_description(to_regnamespace(quote_ident(schema)), 'pg_namespace') like 'rls-hibernate: %' then
--rollback       execute format('drop schema %I', schema);
--rollback     elsif to_regnamespace(quote_ident(schema)) is not null and to_regrole(quote_ident(owner)) is not null then
--rollback       execute format('revoke usage, create on schema %I from %I', schema, owner);
--rollback     end if;
--rollback   exception when dependent_objects_still_exist then
--rollback     raise notice 'schema % stays: %', schema, sqlerrm;
--rollback   end;
--rollback   reset role;
--rollback   if to_regrole(quote_ident(owner)) is not null then
--rollback     execute format('revoke %I from current_user', owner);
--rollback   end if;
--rollback   foreach role_name in array roles || owner loop
--rollback     begin
--rollback       if shobj_description(to_regrole(quote_ident(role_name)), 'pg_authid') like 'rls-hibernate: %'
--rollback           and role_name not like 'rls\_%' then
--rollback         execute format('drop role %I', role_name);
--rollback       end if;
--rollback     exception when dependent_objects_still_exist or insufficient_privilege then
--rollback       raise notice 'role % stays: %', role_name, sqlerrm;
--rollback     end;
--rollback   end loop;
--rollback   perform set_config('search_path', search_path, true);
--rollback end
--rollback $rls$;
