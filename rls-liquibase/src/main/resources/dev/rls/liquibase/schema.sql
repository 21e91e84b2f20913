--liquibase formatted sql logicalFilePath:dev/rls/liquibase/schema.sql

-- Schema rls: PostgreSQL verifies a token, seals its claims for one transaction, and policies read them.
--
-- Run it as a role that owns the database and has CREATEROLE (no superuser needed), with Liquibase or with
--   psql -v ON_ERROR_STOP=1 --single-transaction -f schema.sql
-- Without --single-transaction a run that fails in the middle leaves its role a member of rls_owner until it is run again.
-- It can run again, and in every database of a cluster by the same role. PostgreSQL 15 or newer, encoding UTF8.
--
-- Everything here belongs to rls_owner, whom nobody can log in as. The installing role becomes a member of rls_owner
-- for each changeset and leaves again. What remains to it is what CREATEROLE means: it can make itself a member once
-- more (on PostgreSQL 16 and newer by the ADMIN OPTION that the creator of a role has). Trust it as you trust rls_owner.
-- It is the role that logged in: each changeset begins with RESET ROLE, because what is granted to the role of an earlier
-- SET ROLE would outlive the changeset.
--
-- Rights are grants, nothing else: rls_app (the application's group) may bind tokens, rls_trusted may bind claims
-- without a token, rls_operator may do so for a reason that is recorded, rls_keys may register verification keys and
-- issue API tokens. Nobody but rls_owner may read a table of this schema.
--
-- Functions pin their search_path. What stands outside of them names the schema of each function it calls, because the
-- search_path of the installing session may hold anything.
--
-- Errors: RLS500 installation, RLS501 to RLS506 reading a claim, RLS510 to RLS517 binding, RLS520 to RLS524 keys and API
-- tokens, RLS530 to RLS535 registered policies.

--changeset rls:roles dbms:postgresql splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Roles of the cluster; kept if they exist and are harmless, refused if they are not
reset role;
do $rls$
declare
  server constant int := pg_catalog.current_setting('server_version_num');
  role_name name;
  purpose text;
  existing pg_catalog.pg_roles;
  me pg_catalog.pg_roles;
  members text;
  revokes text;
begin
  select * into me from pg_catalog.pg_roles r where r.rolname = current_user;
  if server < 150000 then
    raise exception 'RLS500: PostgreSQL % is too old for schema rls; use 15 or newer',
      pg_catalog.current_setting('server_version');
  end if;
  if pg_catalog.current_setting('server_encoding') <> 'UTF8' then
    raise exception 'RLS500: the encoding of this database is %, and tokens are UTF-8; create it with encoding UTF8',
      pg_catalog.current_setting('server_encoding');
  end if;
  for role_name, purpose in select r.* from (values
      ('rls_owner', 'owns schema rls; nobody logs in as it or is a member of it'),
      ('rls_app', 'group of the applications; may bind tokens (rls.bind)'),
      ('rls_trusted', 'may bind claims without a token (rls.bind_claims)'),
      ('rls_keys', 'may register and revoke the keys of issuers and API tokens (rls.add_jwk, rls.issue_api_token)'),
      ('rls_operator', 'may bind claims for a reason that is recorded (rls.bind_system)')) r loop
    select * into existing from pg_catalog.pg_roles r where r.rolname = role_name;
    if existing.rolname is null then
      if not (me.rolcreaterole or me.rolsuper) then
        raise exception 'RLS500: role % does not exist and % may not create it', role_name, current_user
          using errcode = 'insufficient_privilege',
                hint = pg_catalog.format('As an administrator: alter role %I createrole', current_user);
      end if;
      execute pg_catalog.format('create role %I nologin', role_name);
    elsif existing.rolcanlogin or existing.rolsuper or existing.rolbypassrls or existing.rolcreaterole
        or existing.rolcreatedb or existing.rolreplication
        or role_name = 'rls_owner' and exists (
          select from pg_catalog.pg_auth_members m where m.member = existing.oid) then
      raise exception 'RLS500: role % exists and can do more than a role of schema rls may', role_name
        using errcode = 'insufficient_privilege',
              detail = 'LOGIN, SUPERUSER, BYPASSRLS, CREATEROLE, CREATEDB and REPLICATION are refused, '
                       'and rls_owner must not be a member of another role.',
              hint = pg_catalog.format('Is it yours? Then: alter role %I nologin nosuperuser nobypassrls nocreaterole '
                       'nocreatedb noreplication, and revoke its memberships. If not, rename it.', role_name);
    end if;
    -- It takes CREATEROLE, and since PostgreSQL 16 ADMIN OPTION too, which not every installing role has.
    if pg_catalog.shobj_description(pg_catalog.to_regrole(role_name::text)::pg_catalog.oid, 'pg_authid') is null
        and (me.rolsuper or me.rolcreaterole
          and (server < 160000 or pg_catalog.pg_has_role(current_user, role_name, 'member with admin option'))) then
      execute pg_catalog.format('comment on role %I is %L', role_name, 'rls-hibernate: ' || purpose);
    end if;
  end loop;
  -- Each changeset makes the installer a member of rls_owner and revokes that again. Since PostgreSQL 16 it takes ADMIN
  -- OPTION from another grantor, which the revoke leaves alone; on 15 the revoke would take it away with the membership.
  if not (me.rolsuper or case when server < 160000 then me.rolcreaterole
      else pg_catalog.pg_has_role(current_user, 'rls_owner', 'member with admin option') end) then
    raise exception 'RLS500: role rls_owner exists and % may not use it', current_user
      using errcode = 'insufficient_privilege',
            hint = case when server < 160000
              then pg_catalog.format('As an administrator: alter role %I createrole', current_user)
              else pg_catalog.format('As the role that created it, or as an administrator: '
                     'grant rls_owner to %I with admin true, inherit false, set false', current_user) end;
  end if;
  -- The options of a membership are columns since PostgreSQL 16; before, every member inherits and may set the role.
  select pg_catalog.string_agg(pg_catalog.pg_get_userbyid(m.member)::text, ', '),
      pg_catalog.string_agg(pg_catalog.format('revoke rls_owner from %I', pg_catalog.pg_get_userbyid(m.member))
        || case when pg_catalog.jsonb_extract_path_text(pg_catalog.to_jsonb(m), 'set_option') is null then ''
          else pg_catalog.format(' granted by %I', pg_catalog.pg_get_userbyid(m.grantor)) end, '; ')
    into members, revokes
  from pg_catalog.pg_auth_members m
  where m.roleid = 'rls_owner'::pg_catalog.regrole::pg_catalog.oid and m.member <> me.oid
    and (coalesce(pg_catalog.jsonb_extract_path_text(pg_catalog.to_jsonb(m), 'inherit_option'), 'true') = 'true'
      or coalesce(pg_catalog.jsonb_extract_path_text(pg_catalog.to_jsonb(m), 'set_option'), 'true') = 'true');
  if members is not null then
    raise exception 'RLS500: role rls_owner exists and has members: %', members
      using errcode = 'insufficient_privilege',
            detail = 'Whoever inherits or may set it reads the secrets and may replace every function of schema rls.',
            hint = pg_catalog.format('Is it yours? Then, as an administrator: %s. If not, rename it.', revokes);
  end if;
  if exists (select from pg_catalog.pg_namespace n
      where n.nspname = 'rls' and n.nspowner <> 'rls_owner'::pg_catalog.regrole::pg_catalog.oid) then
    raise exception 'RLS500: schema rls exists and does not belong to rls_owner'
      using errcode = 'insufficient_privilege',
            hint = 'Look at what is in it, then rename or drop it.';
  end if;
end
$rls$;
--rollback -- Other databases of the cluster may use the roles: then they stay.
--rollback reset role;
--rollback do $rls$
--rollback declare
--rollback   role_name text;
--rollback begin
--rollback   foreach role_name in array array['rls_owner', 'rls_app', 'rls_trusted', 'rls_keys', 'rls_operator'] loop
--rollback     begin
--rollback       execute pg_catalog.format('drop role if exists %I', role_name);
--rollback     exception when dependent_objects_still_exist or insufficient_privilege then
--rollback       raise notice 'role % stays: %', role_name, sqlerrm;
--rollback     end;
--rollback   end loop;
--rollback end
--rollback $rls$;

--changeset rls:schema dbms:postgresql splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The schema; its functions are for nobody until they are granted
reset role;
grant rls_owner to current_user;
create schema if not exists rls authorization rls_owner;
set role rls_owner;
comment on schema rls is 'rls-hibernate: verifies tokens and seals their claims for one transaction; policies read them';
-- The form with IN SCHEMA could not take back what PUBLIC has by default.
alter default privileges revoke execute on functions from public;
grant usage on schema rls to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback alter default privileges grant execute on functions to public;
--rollback drop schema if exists rls;
--rollback reset role;
--rollback revoke rls_owner from current_user;

-- Tables. Nobody but rls_owner has a right on any of them.

--changeset rls:hmac_pads dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The two blocks that make HMAC-SHA256 of a secret two calls of sha256 (RFC 2104)
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.hmac_pads(secret bytea, out inner_pad bytea, out outer_pad bytea)
language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  octet int;
begin
  if length(secret) > 64 then
    secret := sha256(secret);
  end if;
  inner_pad := decode(repeat('36', 64), 'hex');
  outer_pad := decode(repeat('5c', 64), 'hex');
  for i in 0 .. length(secret) - 1 loop
    octet := get_byte(secret, i);
    inner_pad := set_byte(inner_pad, i, octet # 54);
    outer_pad := set_byte(outer_pad, i, octet # 92);
  end loop;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.hmac_pads(bytea);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:hmac dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment HMAC-SHA256 (RFC 2104) with a key of 128 bits
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- The names in it are bound now, so it needs no search_path, and without one it can be inlined. The long numbers are 5c and 36,
-- eight octets of them.
create or replace function rls.hmac(secret_a bigint, secret_b bigint, message bytea) returns bytea
language sql immutable parallel safe
return pg_catalog.sha256(
  pg_catalog.int8send(secret_a operator(pg_catalog.#) 6655295901103053916)
  operator(pg_catalog.||) pg_catalog.int8send(secret_b operator(pg_catalog.#) 6655295901103053916)
  operator(pg_catalog.||) pg_catalog.decode(pg_catalog.repeat('5c', 48), 'hex')
  operator(pg_catalog.||) pg_catalog.sha256(
    pg_catalog.int8send(secret_a operator(pg_catalog.#) 3906369333256140342)
    operator(pg_catalog.||) pg_catalog.int8send(secret_b operator(pg_catalog.#) 3906369333256140342)
    operator(pg_catalog.||) pg_catalog.decode(pg_catalog.repeat('36', 48), 'hex')
    operator(pg_catalog.||) message));
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.hmac(bigint, bigint, bytea);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:context_secret dbms:postgresql splitStatements:false rollbackSplitStatements:false stripComments:false
--comment What contexts and tickets are sealed with; the newest row seals, every row verifies
reset role;
grant rls_owner to current_user;
set role rls_owner;
create table if not exists rls.context_secret (
  id text collate pg_catalog."C" primary key check (id ~ '^[0-9]{4}$'),
  secret_a bigint not null,
  secret_b bigint not null,
  created_at timestamptz not null default pg_catalog.clock_timestamp()
);
-- The newest secret once more: a context is verified in each statement, and a sequence is read by a function where a
-- table is read by a query.
create sequence if not exists rls.secret_a minvalue -9223372036854775808 maxvalue 9223372036854775807;
create sequence if not exists rls.secret_b minvalue -9223372036854775808 maxvalue 9223372036854775807;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop sequence if exists rls.secret_a;
--rollback drop sequence if exists rls.secret_b;
--rollback drop table if exists rls.context_secret;
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:show_newest_secret dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Two sequences hold the newest secret of the table, or nothing
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- Sequences do not roll back. Then they hold less than the table does, and what it decides takes longer, no more.
create or replace function rls.show_newest_secret() returns trigger
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
begin
  -- Whoever changed the table at the same time has ended, or waits until this one has.
  lock table rls.context_secret in share row exclusive mode;
  -- From the row itself: what a variable holds stands in a plan, and a session may print its plans.
  perform setval('rls.secret_a', s.secret_a), setval('rls.secret_b', s.secret_b)
  from (select * from rls.context_secret order by id desc limit 1) s;
  if not found then
    perform setval('rls.secret_a', 1, false), setval('rls.secret_b', 1, false);
  end if;
  return null;
end
$rls$;
create or replace trigger show_newest after insert or update or delete or truncate on rls.context_secret
  for each statement execute function rls.show_newest_secret();
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop trigger if exists show_newest on rls.context_secret;
--rollback drop function if exists rls.show_newest_secret();
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:add_context_secret dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A new secret: from now on it seals
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.add_context_secret() returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
begin
  -- A UUID of version 4 has 122 random bits; three of them are more than a digest can hold. The number of the last id goes
  -- on where the id would no longer fit.
  insert into rls.context_secret (id, secret_a, secret_b)
  select to_char(n.number, 'FM0000'), ('x' || left(r.digits, 16))::bit(64)::bigint,
    ('x' || substr(r.digits, 17, 16))::bit(64)::bigint
  from (select coalesce(max(s.id::int), 0) + 1 number from rls.context_secret s) n,
    (select encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
      'hex') digits) r;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.add_context_secret();
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:first_context_secret dbms:postgresql splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A secret, unless there is one
reset role;
grant rls_owner to current_user;
set role rls_owner;
select rls.add_context_secret() where not exists (select from rls.context_secret);
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback delete from rls.context_secret;
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:verification_key dbms:postgresql splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Keys of token issuers, with all that can be computed ahead of the first token
reset role;
grant rls_owner to current_user;
set role rls_owner;
create table if not exists rls.verification_key (
  kid text primary key,
  issuer text not null,
  audience text not null,
  algorithm text not null,
  -- HS256
  inner_pad bytea,
  outer_pad bytea,
  -- RS256: the modulus n, its reciprocal, its length, and the encoded message (RFC 8017, 9.2) before the hash is added
  modulus numeric,
  reciprocal numeric,
  octets int,
  encoded_prefix numeric,
  -- how far clocks may differ, in seconds, and where claims stand that policies know by other names
  skew int not null default 60 check (skew between 0 and 600),
  mapping jsonb not null default '{}',
  registered_at timestamptz not null default pg_catalog.now(),
  revoked_at timestamptz,
  check (case algorithm
    when 'HS256' then pg_catalog.num_nulls(inner_pad, outer_pad) = 0
      and pg_catalog.num_nonnulls(modulus, reciprocal, octets, encoded_prefix) = 0
    when 'RS256' then pg_catalog.num_nonnulls(inner_pad, outer_pad) = 0
      and pg_catalog.num_nulls(modulus, reciprocal, octets, encoded_prefix) = 0
    else false end)
);
-- In the row itself: fetching a long number from elsewhere would cost more than computing with it. Only where it is not
-- so already, because ALTER TABLE locks out every bind.
do $rls$
begin
  if exists (select from pg_catalog.pg_attribute a
      where a.attrelid = 'rls.verification_key'::pg_catalog.regclass::pg_catalog.oid
        and a.attname in ('modulus', 'reciprocal', 'encoded_prefix') and a.attstorage <> 'p') then
    -- Here and not before: outside of a transaction block SET LOCAL lasts for one statement, which is this one.
    set local lock_timeout = '5s';
    alter table rls.verification_key alter modulus set storage plain, alter reciprocal set storage plain,
      alter encoded_prefix set storage plain;
  end if;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop table if exists rls.verification_key;
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:policy dbms:postgresql splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Policies as they were when their changeset created them
reset role;
grant rls_owner to current_user;
set role rls_owner;
create table if not exists rls.policy (
  table_schema text not null,
  table_name text not null,
  policy_name text not null,
  digest text not null,
  fingerprint bytea not null,
  table_owner text not null,
  unit text not null,
  claims text[] not null,
  registered_at timestamptz not null default pg_catalog.now(),
  primary key (table_schema, table_name, policy_name)
);
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop table if exists rls.policy;
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:bound_claims dbms:postgresql splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The claims that are bound: those of registered policies, and those that were declared
reset role;
grant rls_owner to current_user;
set role rls_owner;
create table if not exists rls.declared_claim (
  name text primary key
);
-- One row. The epoch tells tickets that were made before a claim was known.
create table if not exists rls.bound_claims (
  single boolean primary key default true check (single),
  names text[] not null,
  epoch int not null
);
insert into rls.bound_claims (names, epoch) values ('{}', 1) on conflict do nothing;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop table if exists rls.bound_claims;
--rollback drop table if exists rls.declared_claim;
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:api_token dbms:postgresql splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Tokens that this database issued, by their digest
reset role;
grant rls_owner to current_user;
set role rls_owner;
create table if not exists rls.api_token (
  digest bytea primary key check (pg_catalog.length(digest) = 32),
  id text not null unique,
  claims jsonb not null,
  issued_by text not null default session_user,
  issued_at timestamptz not null default pg_catalog.now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
-- Beside the tokens, so that to record a use never waits for whoever changes one.
create table if not exists rls.api_token_use (
  digest bytea primary key references rls.api_token on delete cascade,
  used_at timestamptz
);
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop table if exists rls.api_token_use;
--rollback drop table if exists rls.api_token;
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:system_access dbms:postgresql splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Who bound claims for a reason, and until when; rows are added and never changed
reset role;
grant rls_owner to current_user;
set role rls_owner;
create table if not exists rls.system_access (
  id bigint generated always as identity primary key,
  opened_at timestamptz not null default pg_catalog.clock_timestamp(),
  operator text not null default session_user,
  client inet default pg_catalog.inet_client_addr(),
  application text default pg_catalog.current_setting('application_name'),
  reason text not null,
  claims jsonb not null,
  ends_at timestamptz not null,
  transaction xid8 not null default pg_catalog.pg_current_xact_id()
);
create index if not exists system_access_open on rls.system_access (operator, ends_at);
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop table if exists rls.system_access;
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:keep_system_access dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The error of whoever would change what was recorded
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.keep_system_access() returns trigger
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
begin
  raise exception 'RLS517: what was recorded in rls.system_access is neither changed nor deleted'
    using errcode = 'insufficient_privilege';
end
$rls$;
create or replace trigger keep before update or delete or truncate on rls.system_access
  for each statement execute function rls.keep_system_access();
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop trigger if exists keep on rls.system_access;
--rollback drop function if exists rls.keep_system_access();
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:taken_from_public dbms:postgresql splitStatements:false rollbackSplitStatements:false stripComments:false
--comment PUBLIC may create nothing, so that nothing temporary or in schema public can stand in for a real table
reset role;
grant rls_owner to current_user;
set role rls_owner;
create table if not exists rls.taken_from_public (
  what text primary key
);
insert into rls.taken_from_public
select 'temporary on database'
where pg_catalog.has_database_privilege('public', pg_catalog.current_database(), 'temporary')
union all
select 'create on schema public' from pg_catalog.pg_namespace n
where n.nspname = 'public' and pg_catalog.has_schema_privilege('public', n.oid, 'create')
on conflict do nothing;
reset role;
do $rls$
declare
  kept record;
begin
  execute pg_catalog.format('revoke temporary on database %I from public', pg_catalog.current_database());
  if exists (select from pg_catalog.pg_namespace n
      where n.nspname = 'public' and pg_catalog.has_schema_privilege('public', n.oid, 'create')) then
    revoke create on schema public from public;
  end if;
  -- To a role that did not grant it and does not own it, PostgreSQL says only a warning.
  select r.*, pg_catalog.pg_get_userbyid(a.grantor) grantor into kept
  from (
    select 'temporary' privilege, pg_catalog.format('database %I', d.datname) object,
      pg_catalog.pg_get_userbyid(d.datdba) owner, coalesce(d.datacl, pg_catalog.acldefault('d', d.datdba)) acl
    from pg_catalog.pg_database d where d.datname = pg_catalog.current_database()
    union all
    select 'create', 'schema public', pg_catalog.pg_get_userbyid(n.nspowner), n.nspacl
    from pg_catalog.pg_namespace n where n.nspname = 'public') r, pg_catalog.aclexplode(r.acl) a
  where a.grantee = 0::pg_catalog.oid and a.privilege_type = pg_catalog.upper(r.privilege);
  if found then
    raise exception 'RLS500: PUBLIC has % on %, which belongs to %, and % may not revoke it',
        pg_catalog.upper(kept.privilege), kept.object, kept.owner, current_user
      using errcode = 'insufficient_privilege',
            detail = 'Whoever may create there can put objects of their own in front of real ones.',
            hint = pg_catalog.format('As %I: revoke %s on %s from public', kept.grantor, kept.privilege, kept.object);
  end if;
end
$rls$;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback do $rls$
--rollback declare
--rollback   taken text[] := array(select t.what from rls.taken_from_public t);
--rollback begin
--rollback   reset role;
--rollback   if 'temporary on database' = any (taken) then
--rollback     execute pg_catalog.format('grant temporary on database %I to public', pg_catalog.current_database());
--rollback   end if;
--rollback   if 'create on schema public' = any (taken) then
--rollback     grant create on schema public to public;
--rollback   end if;
--rollback end
--rollback $rls$;
--rollback set role rls_owner;
--rollback drop table rls.taken_from_public;
--rollback reset role;
--rollback revoke rls_owner from current_user;

-- The sealed context. Setting rls.ctx holds, one after the other:
--   64 hexadecimal digits: HMAC-SHA256 over a tag, the transaction and the body, which is all that follows
--    4 digits: the id of the secret
--   16 hexadecimal digits: when it ends, in microseconds since 2000
--   then for each claim that is bound chr(30), its name, chr(31), its value as JSON, "null" where it is absent.
-- JSON text has no raw control characters and no such name is declared, so these two stand nowhere else: a claim is found
-- without parsing the others.
-- A ticket holds:
--   64 hexadecimal digits: HMAC-SHA256 over another tag and all that follows
--   16 hexadecimal digits: when the ticket ends
--   10 digits: the epoch of the bound claims
--   the id of the key, which has no control characters, and chr(30)
--   the body of the contexts that it will bind.
-- In UTF-8 the characters of a text are counted from its beginning, its octets are not: so octets are cut and compared.

--changeset rls:tx_facts dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment What a context is tied to: this transaction of this session
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- The names in it are bound now, so it needs no search_path, and without one it can be inlined.
create or replace function rls.tx_facts() returns bytea
language sql stable parallel restricted
return pg_catalog.timestamptz_send(pg_catalog.transaction_timestamp())
  operator(pg_catalog.||) pg_catalog.int4send(pg_catalog.pg_backend_pid());
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.tx_facts();
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:context_mac dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment What a context begins with
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.context_mac(secret_a bigint, secret_b bigint, body bytea) returns text
language sql stable parallel restricted
return pg_catalog.encode(rls.hmac(secret_a, secret_b,
  pg_catalog.decode('637478', 'hex') operator(pg_catalog.||) rls.tx_facts() operator(pg_catalog.||) body), 'hex');
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.context_mac(bigint, bigint, bytea);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:ticket_mac dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment What a ticket begins with
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.ticket_mac(secret_a bigint, secret_b bigint, body bytea) returns text
language sql immutable parallel safe
return pg_catalog.encode(rls.hmac(secret_a, secret_b,
  pg_catalog.decode('7469636b6574', 'hex') operator(pg_catalog.||) body), 'hex');
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.ticket_mac(bigint, bigint, bytea);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:instant dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A time as contexts and tickets have it: 16 hexadecimal digits, whose octets sort as times do
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.instant(at timestamptz) returns text
language sql immutable parallel safe
return pg_catalog.encode(pg_catalog.timestamptz_send(at), 'hex');
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.instant(timestamptz);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:lies_ahead dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Whether such a time is yet to come
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.lies_ahead(instant bytea) returns boolean
language sql volatile parallel safe
return instant operator(pg_catalog.>) pg_catalog.decode(rls.instant(pg_catalog.clock_timestamp()), 'escape');
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.lies_ahead(bytea);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:newest_secret dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The secret that seals
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- Runs with the rights of its caller: a stray EXECUTE tells nothing without SELECT on the secrets.
create or replace function rls.newest_secret() returns rls.context_secret
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  secret rls.context_secret;
begin
  select * into secret from rls.context_secret s order by s.id desc limit 1;
  if secret.id is null then
    raise exception 'RLS513: there is no secret to seal claims with'
      using errcode = 'object_not_in_prerequisite_state',
            hint = 'Table rls.context_secret is empty, as after a restore without its rows. The installing role makes a new '
                   'secret by running schema.sql through psql once more; Liquibase does not run that changeset again.';
  end if;
  return secret;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.newest_secret();
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:selected_claims dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Of some claims those that are bound, as a context has them
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- With a key comes a mapping: the name of a member of the token, or a path of names, by the name that policies use.
create or replace function rls.selected_claims(claims jsonb, mapping jsonb) returns text
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
begin
  return (
    select coalesce(string_agg(chr(30) || c.name || chr(31) || c.value, '' order by length(c.value), c.name), '')
    from (
      select n.name, coalesce((claims #> case jsonb_typeof(mapping -> n.name)
          when 'string' then array[mapping ->> n.name]
          when 'array' then array(select jsonb_array_elements_text(mapping -> n.name))
          else array[n.name] end)::text, 'null') value
      from rls.bound_claims b, unnest(b.names) n (name)) c);
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.selected_claims(jsonb, jsonb);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:seal dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A context: what was selected, sealed for this transaction
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- A session may print its plans, and what variables hold stands in those of queries. It does not in those of an assignment,
-- where this is inlined: so no secret is an argument anywhere else.
create or replace function rls.seal(secret_a bigint, secret_b bigint, body bytea) returns text
language sql stable parallel restricted
return rls.context_mac(secret_a, secret_b, body) operator(pg_catalog.||) pg_catalog.convert_from(body, 'UTF8');
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.seal(bigint, bigint, bytea);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:write_context dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The one place that writes the setting
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.write_context(context text) returns text
language sql volatile parallel unsafe
return pg_catalog.set_config('rls.ctx', context, true);
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.write_context(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:bind_selected dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Seals selected claims with the newest secret and binds them
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- Runs with the rights of its caller: a stray EXECUTE signs nothing without SELECT on the secrets.
create or replace function rls.bind_selected(ends timestamptz, selected text) returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  secret constant rls.context_secret := rls.newest_secret();
  body constant bytea := convert_to(secret.id || rls.instant(ends) || selected, 'UTF8');
  context text;
begin
  context := rls.write_context(rls.seal(secret.secret_a, secret.secret_b, body));
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.bind_selected(timestamptz, text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:check_context dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The slow way to verify a context: by the secret that it names; an error if it is not to be believed
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.check_context(context text) returns void
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  body constant bytea := substr(convert_to(context, 'UTF8'), 65);
begin
  -- A transaction-local setting is '' after its transaction, not null.
  if context is null or context = '' then
    raise exception 'RLS501: no claims are bound to this transaction; call rls.bind(token) first'
      using errcode = 'insufficient_privilege',
            hint = 'Bind in the same transaction as the query, outside of savepoints. '
                   'Without a transaction block each statement is a transaction of its own.';
  end if;
  if not exists (select from rls.context_secret s
      where convert_to(s.id, 'UTF8') = substr(body, 1, 4)
        and starts_with(context, rls.context_mac(s.secret_a, s.secret_b, body))) then
    raise exception 'RLS502: the claims of this transaction were not sealed by this database for this transaction'
      using errcode = 'insufficient_privilege',
            hint = 'Setting rls.ctx is written by rls.bind alone, and is of no use in another transaction or session.';
  end if;
  if not rls.lies_ahead(substr(body, 5, 16)) then
    raise exception 'RLS503: the claims bound to this transaction have expired'
      using errcode = 'insufficient_privilege',
            hint = 'Start a new transaction with a fresh token.';
  end if;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.check_context(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:unknown_claim dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The error of a claim that nobody declared before this transaction was bound
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.unknown_claim(name text) returns void
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
begin
  raise exception 'RLS506: claim "%" was not known when claims were bound to this transaction', name
    using errcode = 'insufficient_privilege',
          hint = 'Only claims that a registered policy reads are bound. Start a new transaction if a policy has just been '
                 'registered; for what else reads claims call rls.declare_claim(name) as a member of rls_keys.';
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.unknown_claim(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:sealed_claim dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A claim of the context as JSON text; an error unless sealed here, in this transaction, not ended
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- What every policy asks in every statement, so nothing here may cost more than it must. It has no search_path of its own:
-- those who call it have, and nobody else may. Where the fast comparison fails, the table decides.
create or replace function rls.sealed_claim(name text) returns text
language plpgsql stable parallel restricted
as $rls$
declare
  context constant text := current_setting('rls.ctx', true);
  octets constant bytea := convert_to(context, 'UTF8');
  secret_a constant bigint := pg_sequence_last_value('rls.secret_a');
  secret_b constant bigint := pg_sequence_last_value('rls.secret_b');
  claim text;
begin
  if (starts_with(context, rls.context_mac(secret_a, secret_b, substr(octets, 65)))
      and rls.lies_ahead(substr(octets, 69, 16))) is not true then
    perform rls.check_context(context);
  end if;
  claim := split_part(split_part(context, chr(30) || name || chr(31), 2), chr(30), 1);
  if claim = '' then
    perform rls.unknown_claim(name);
  end if;
  return claim;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.sealed_claim(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:no_claim dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The error of a claim that a policy cannot do without
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.no_claim(name text) returns void
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
begin
  raise exception 'RLS504: the bound claims have no claim "%"', name
    using errcode = 'insufficient_privilege',
          hint = 'A policy of this table needs it: have the issuer put it into its tokens.';
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.no_claim(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:wrong_type dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The error of a claim that is not what a policy expects; shows the name, never the value
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.wrong_type(name text, expected text) returns void
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
begin
  raise exception 'RLS505: claim "%" is not %', name, expected
    using errcode = 'insufficient_privilege',
          hint = 'Column and claim must have one type: change the issuer''s token or the annotated attribute.';
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.wrong_type(text, text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:unfit_claim dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The error of a claim that is not what a policy cannot do without
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.unfit_claim(name text, claim text, expected text) returns void
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
begin
  if claim = 'null' then
    perform rls.no_claim(name);
  end if;
  perform rls.wrong_type(name, expected);
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.unfit_claim(text, text, text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

-- What policies call, as (select rls.claim_text('tenant_id')). PL/pgSQL, because an SQL function
-- that cannot be inlined is planned again at each call on older versions. STABLE, because an IMMUTABLE one would be
-- folded into a prepared plan and serve one tenant's rows to the next.

--changeset rls:claim_text dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A claim that is a JSON string
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.claim_text(name text) returns text
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  claim constant text := rls.sealed_claim(name);
begin
  if claim like '"%' and strpos(claim, chr(92)) = 0 then
    return split_part(claim, '"', 2);
  end if;
  if claim like '"%' then
    return claim::jsonb #>> '{}';
  end if;
  perform rls.unfit_claim(name, claim, 'a JSON string');
end
$rls$;
comment on function rls.claim_text(text) is
  'For policies: a claim bound to this transaction, a JSON string; an error if there is none';
grant execute on function rls.claim_text(text) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.claim_text(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:claim_uuid dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A claim that is a JSON string of the 36 characters of RFC 9562, section 4
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.claim_uuid(name text) returns uuid
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  claim constant text := rls.sealed_claim(name);
begin
  if claim like '"________-____-____-____-____________"'
      and length(replace(claim, '-', '')) = 34
      and ltrim(claim, '"-0123456789abcdefABCDEF') = '' then
    return substr(claim, 2, 36)::uuid;
  end if;
  perform rls.unfit_claim(name, claim, 'a UUID');
end
$rls$;
comment on function rls.claim_uuid(text) is
  'For policies: a claim bound to this transaction, a UUID; an error if there is none';
grant execute on function rls.claim_uuid(text) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.claim_uuid(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:claim_bigint dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A claim that is a JSON integer in the range of bigint
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.claim_bigint(name text) returns bigint
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  claim constant text := rls.sealed_claim(name);
begin
  if translate(claim, '0123456789', '') in ('', '-')
      and claim::numeric between -9223372036854775808 and 9223372036854775807 then
    return claim::bigint;
  end if;
  perform rls.unfit_claim(name, claim, 'an integer in the range of bigint');
end
$rls$;
comment on function rls.claim_bigint(text) is
  'For policies: a claim bound to this transaction, a JSON integer; an error if there is none';
grant execute on function rls.claim_bigint(text) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.claim_bigint(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:claim_int dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A claim that is a JSON integer in the range of int
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.claim_int(name text) returns int
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  claim constant text := rls.sealed_claim(name);
begin
  if translate(claim, '0123456789', '') in ('', '-')
      and claim::numeric between -2147483648 and 2147483647 then
    return claim::int;
  end if;
  perform rls.unfit_claim(name, claim, 'an integer in the range of int');
end
$rls$;
comment on function rls.claim_int(text) is
  'For policies: a claim bound to this transaction, a JSON integer; an error if there is none';
grant execute on function rls.claim_int(text) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.claim_int(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

-- What policies call for claims that may be absent, as (select rls.find_text('sub')), (select rls.find_uuid('org', 'id'))
-- for a member of an object, and (select rls.find_text_array('roles')). Absent and null are null.

--changeset rls:require_claims dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment True if claims are bound; for policies that name no claim they must have
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.require_claims() returns boolean
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
begin
  return rls.sealed_claim(null) is null;
end
$rls$;
comment on function rls.require_claims() is
  'For policies: true if claims are bound to this transaction; an error if not';
grant execute on function rls.require_claims() to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.require_claims();
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:found_claim dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A claim, or what a path of members leads to in it, as JSON text; null if absent or null
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.found_claim(path text[]) returns text
language plpgsql stable parallel restricted
as $rls$
declare
  claim constant text := nullif(rls.sealed_claim(path[1]), 'null');
  value jsonb;
begin
  if claim is null or cardinality(path) = 1 then
    return claim;
  end if;
  value := claim::jsonb;
  for i in 2 .. cardinality(path) loop
    if jsonb_typeof(value) <> 'object' then
      perform rls.wrong_type(array_to_string(path[1:i - 1], '.'), 'a JSON object');
    end if;
    value := nullif(value -> path[i], 'null');
    exit when value is null;
  end loop;
  return value::text;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.found_claim(text[]);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:found_array dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A claim that is an array of JSON values of one type, null if absent or null
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.found_array(path text[], element text, expected text) returns jsonb
language plpgsql stable parallel restricted
as $rls$
declare
  claim constant text := rls.found_claim(path);
  value jsonb;
begin
  if claim is null then
    return null;
  end if;
  if left(claim, 1) = '[' then
    value := claim::jsonb;
    if not exists (select from jsonb_array_elements(value) e where jsonb_typeof(e) <> element) then
      return value;
    end if;
  end if;
  perform rls.wrong_type(array_to_string(path, '.'), expected);
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.found_array(text[], text, text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:find_text dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A claim that is a JSON string; null if absent or null
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.find_text(variadic path text[]) returns text
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  claim constant text := rls.found_claim(path);
begin
  if left(claim, 1) <> '"' then
    perform rls.wrong_type(array_to_string(path, '.'), 'a JSON string');
  end if;
  if strpos(claim, chr(92)) > 0 then
    return claim::jsonb #>> '{}';
  end if;
  return substr(claim, 2, length(claim) - 2);
end
$rls$;
comment on function rls.find_text(text[]) is
  'For policies: a claim bound to this transaction, a JSON string; null if absent or null';
grant execute on function rls.find_text(text[]) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.find_text(text[]);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:find_uuid dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A claim that is a UUID; null if absent or null
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.find_uuid(variadic path text[]) returns uuid
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  claim constant text := rls.found_claim(path);
begin
  if claim not like '"________-____-____-____-____________"'
      or length(replace(claim, '-', '')) <> 34
      or ltrim(claim, '"-0123456789abcdefABCDEF') <> '' then
    perform rls.wrong_type(array_to_string(path, '.'), 'a UUID');
  end if;
  return substr(claim, 2, 36)::uuid;
end
$rls$;
comment on function rls.find_uuid(text[]) is
  'For policies: a claim bound to this transaction, a UUID; null if absent or null';
grant execute on function rls.find_uuid(text[]) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.find_uuid(text[]);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:find_bigint dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A claim that is a JSON integer; null if absent or null
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.find_bigint(variadic path text[]) returns bigint
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  claim constant text := rls.found_claim(path);
begin
  if translate(claim, '0123456789', '') not in ('', '-')
      or claim::numeric not between -9223372036854775808 and 9223372036854775807 then
    perform rls.wrong_type(array_to_string(path, '.'), 'an integer in the range of bigint');
  end if;
  return claim::bigint;
end
$rls$;
comment on function rls.find_bigint(text[]) is
  'For policies: a claim bound to this transaction, a JSON integer; null if absent or null';
grant execute on function rls.find_bigint(text[]) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.find_bigint(text[]);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:find_int dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A claim that is a JSON integer; null if absent or null
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.find_int(variadic path text[]) returns int
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  claim constant text := rls.found_claim(path);
begin
  if translate(claim, '0123456789', '') not in ('', '-')
      or claim::numeric not between -2147483648 and 2147483647 then
    perform rls.wrong_type(array_to_string(path, '.'), 'an integer in the range of int');
  end if;
  return claim::int;
end
$rls$;
comment on function rls.find_int(text[]) is
  'For policies: a claim bound to this transaction, a JSON integer; null if absent or null';
grant execute on function rls.find_int(text[]) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.find_int(text[]);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:find_numeric dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A claim that is a JSON number; null if absent or null
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.find_numeric(variadic path text[]) returns numeric
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  claim constant text := rls.found_claim(path);
begin
  if translate(left(claim, 1), '-0123456789', '') <> '' then
    perform rls.wrong_type(array_to_string(path, '.'), 'a JSON number');
  end if;
  return claim::numeric;
end
$rls$;
comment on function rls.find_numeric(text[]) is
  'For policies: a claim bound to this transaction, a JSON number; null if absent or null';
grant execute on function rls.find_numeric(text[]) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.find_numeric(text[]);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:find_boolean dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A claim that is a JSON boolean; null if absent or null
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.find_boolean(variadic path text[]) returns boolean
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  claim constant text := rls.found_claim(path);
begin
  if claim not in ('true', 'false') then
    perform rls.wrong_type(array_to_string(path, '.'), 'a JSON boolean');
  end if;
  return claim::boolean;
end
$rls$;
comment on function rls.find_boolean(text[]) is
  'For policies: a claim bound to this transaction, a JSON boolean; null if absent or null';
grant execute on function rls.find_boolean(text[]) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.find_boolean(text[]);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:find_text_array dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A claim that is an array of JSON strings; null if absent or null
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.find_text_array(variadic path text[]) returns text[]
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  value constant jsonb := rls.found_array(path, 'string', 'an array of JSON strings');
begin
  if value is null then
    return null;
  end if;
  return array(select e from jsonb_array_elements_text(value) e);
end
$rls$;
comment on function rls.find_text_array(text[]) is
  'For policies: a claim bound to this transaction, an array of JSON strings; null if absent or null';
grant execute on function rls.find_text_array(text[]) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.find_text_array(text[]);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:find_uuid_array dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A claim that is an array of UUIDs; null if absent or null
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.find_uuid_array(variadic path text[]) returns uuid[]
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  value constant jsonb := rls.found_array(path, 'string', 'an array of UUIDs');
begin
  if value is null then
    return null;
  end if;
  if exists (select from jsonb_array_elements_text(value) e where e not like '________-____-____-____-____________'
      or length(replace(e, '-', '')) <> 32 or ltrim(e, '-0123456789abcdefABCDEF') <> '') then
    perform rls.wrong_type(array_to_string(path, '.'), 'an array of UUIDs');
  end if;
  return array(select e::uuid from jsonb_array_elements_text(value) e);
end
$rls$;
comment on function rls.find_uuid_array(text[]) is
  'For policies: a claim bound to this transaction, an array of UUIDs; null if absent or null';
grant execute on function rls.find_uuid_array(text[]) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.find_uuid_array(text[]);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:find_bigint_array dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A claim that is an array of JSON integers; null if absent or null
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.find_bigint_array(variadic path text[]) returns bigint[]
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  value constant jsonb := rls.found_array(path, 'number', 'an array of integers in the range of bigint');
begin
  if value is null then
    return null;
  end if;
  if exists (select from jsonb_array_elements_text(value) e where strpos(e, '.') > 0
      or e::numeric not between -9223372036854775808 and 9223372036854775807) then
    perform rls.wrong_type(array_to_string(path, '.'), 'an array of integers in the range of bigint');
  end if;
  return array(select e::bigint from jsonb_array_elements_text(value) e);
end
$rls$;
comment on function rls.find_bigint_array(text[]) is
  'For policies: a claim bound to this transaction, an array of JSON integers; null if absent or null';
grant execute on function rls.find_bigint_array(text[]) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.find_bigint_array(text[]);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:find_int_array dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A claim that is an array of JSON integers; null if absent or null
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.find_int_array(variadic path text[]) returns int[]
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  value constant jsonb := rls.found_array(path, 'number', 'an array of integers in the range of int');
begin
  if value is null then
    return null;
  end if;
  if exists (select from jsonb_array_elements_text(value) e where strpos(e, '.') > 0
      or e::numeric not between -2147483648 and 2147483647) then
    perform rls.wrong_type(array_to_string(path, '.'), 'an array of integers in the range of int');
  end if;
  return array(select e::int from jsonb_array_elements_text(value) e);
end
$rls$;
comment on function rls.find_int_array(text[]) is
  'For policies: a claim bound to this transaction, an array of JSON integers; null if absent or null';
grant execute on function rls.find_int_array(text[]) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.find_int_array(text[]);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:find_numeric_array dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A claim that is an array of JSON numbers; null if absent or null
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.find_numeric_array(variadic path text[]) returns numeric[]
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  value constant jsonb := rls.found_array(path, 'number', 'an array of JSON numbers');
begin
  if value is null then
    return null;
  end if;
  return array(select e::numeric from jsonb_array_elements_text(value) e);
end
$rls$;
comment on function rls.find_numeric_array(text[]) is
  'For policies: a claim bound to this transaction, an array of JSON numbers; null if absent or null';
grant execute on function rls.find_numeric_array(text[]) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.find_numeric_array(text[]);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:find_boolean_array dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A claim that is an array of JSON booleans; null if absent or null
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.find_boolean_array(variadic path text[]) returns boolean[]
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  value constant jsonb := rls.found_array(path, 'boolean', 'an array of JSON booleans');
begin
  if value is null then
    return null;
  end if;
  return array(select e::boolean from jsonb_array_elements_text(value) e);
end
$rls$;
comment on function rls.find_boolean_array(text[]) is
  'For policies: a claim bound to this transaction, an array of JSON booleans; null if absent or null';
grant execute on function rls.find_boolean_array(text[]) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.find_boolean_array(text[]);
--rollback reset role;
--rollback revoke rls_owner from current_user;

-- Verification of tokens. Whatever is wrong with a token, its bearer learns one thing: rejected.

--changeset rls:base64url dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Octets of canonical base64url (RFC 7515, 2): no padding, no white space, unused bits zero; else class 22
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.base64url(encoded text) returns bytea
language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  decoded bytea := decode(rpad(translate(encoded, '-_', '+/'), (length(encoded) + 3) / 4 * 4, '='), 'base64');
begin
  if translate(encode(decoded, 'base64'), '+/=' || chr(10), '-_') <> encoded then
    raise exception 'not base64url' using errcode = 'data_exception';
  end if;
  return decoded;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.base64url(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:repeats_a_key dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Whether JSON text names a key twice in one object, at any depth
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- Parsing drops repeated keys and their quotes with them. Quotes inside of strings are escaped and do not count.
create or replace function rls.repeats_a_key(raw text, parsed jsonb) returns boolean
language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  -- In JSON an escape begins at each odd backslash of a row of them.
  written text := replace(replace(raw, repeat(chr(92), 2), ''), chr(92) || '"', '');
  kept text := replace(replace(parsed::text, repeat(chr(92), 2), ''), chr(92) || '"', '');
begin
  return length(written) - length(replace(written, '"', '')) <> length(kept) - length(replace(kept, '"', ''));
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.repeats_a_key(text, jsonb);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:unsigned dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Octets, most significant first, as a number (RFC 8017, 4.2)
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.unsigned(octets bytea) returns numeric
language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  -- 15 hexadecimal digits at a time: the most that always fit a positive bigint.
  digits text := lpad(encode(octets, 'hex'), (length(octets) * 2 + 14) / 15 * 15, '0');
  result numeric := 0;
begin
  for i in 0 .. length(digits) / 15 - 1 loop
    result := result * 1152921504606846976 + ('x0' || substr(digits, 15 * i + 1, 15))::bit(64)::bigint;
  end loop;
  return result;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.unsigned(bytea);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:rsa_public dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment signature ^ 65537 mod n
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- Barrett reduction: three multiplications instead of a division, which takes three times as long before PostgreSQL 18.
create or replace function rls.rsa_public(signature numeric, n numeric, reciprocal numeric) returns numeric
language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  -- n has e digits and the reciprocal 2e + 8 or more. Dropping this many digits, e - 2 at most, of a product below 4n^2
  -- makes the quotient too small by one at most, so each remainder is below 2n. Numbers are kept in groups of 4 digits.
  dropped constant int := -((length(n::text) - 2) / 4 * 4);
  result numeric := signature;
  product numeric;
begin
  for i in 1 .. 17 loop
    product := result * case when i < 17 then result else signature end;
    result := product - trunc(trunc(product, dropped) * reciprocal) * n;
  end loop;
  return case when result >= n then result - n else result end;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.rsa_public(numeric, numeric, numeric);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:signature_matches dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Whether a key made a signature
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- RS256 compares the whole encoded message (RFC 8017, 8.2.2); no padding is parsed.
create or replace function rls.signature_matches(key rls.verification_key, message bytea, signature bytea)
returns boolean
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  s numeric;
begin
  if key.algorithm = 'HS256' then
    return sha256(key.outer_pad || sha256(key.inner_pad || message)) = signature;
  end if;
  if key.algorithm <> 'RS256' or length(signature) <> key.octets then
    return false;
  end if;
  s := rls.unsigned(signature);
  return s < key.modulus
    and rls.rsa_public(s, key.modulus, key.reciprocal) = key.encoded_prefix + rls.unsigned(sha256(message));
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.signature_matches(rls.verification_key, bytea, bytea);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:verified_claims dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The claims of a good token, and what is to be known of its key; null for any other
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- The row of the key says which algorithm it is for; the header may only agree. Until the signature is verified nothing
-- but strings of the header is printed as text: 1e131071 are 8 characters that become 131072 digits, and many fit in.
create or replace function rls.verified_claims(token text, out claims jsonb, out kid text, out skew int, out mapping jsonb)
language plpgsql stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  now constant numeric := extract(epoch from clock_timestamp());
  parts text[];
  header_text text;
  header jsonb;
  signer rls.verification_key;
  claims_text text;
  parsed jsonb;
begin
  if token is null or octet_length(token) > 8192 then
    return;
  end if;
  parts := string_to_array(token, '.');
  if cardinality(parts) <> 3 then
    return;
  end if;

  header_text := convert_from(rls.base64url(parts[1]), 'UTF8');
  header := header_text::jsonb;
  if jsonb_typeof(header) <> 'object' or jsonb_typeof(header -> 'kid') is distinct from 'string'
      or header -> 'crit' is not null then
    return;
  end if;
  select * into signer from rls.verification_key k where k.kid = header ->> 'kid' and k.revoked_at is null;
  if signer.kid is null
      or header -> 'alg' is distinct from to_jsonb(signer.algorithm)
      or rls.signature_matches(signer, convert_to(parts[1] || '.' || parts[2], 'UTF8'), rls.base64url(parts[3]))
        is not true then
    return;
  end if;

  claims_text := convert_from(rls.base64url(parts[2]), 'UTF8');
  parsed := claims_text::jsonb;
  if rls.repeats_a_key(header_text, header) or jsonb_typeof(parsed) <> 'object' or rls.repeats_a_key(claims_text, parsed)
      or parsed -> 'iss' is distinct from to_jsonb(signer.issuer)
      -- One audience may stand alone, several in an array; containment takes both, and no object.
      or (parsed -> 'aud' @> to_jsonb(signer.audience)) is not true
      or jsonb_typeof(parsed -> 'exp') is distinct from 'number'
      or (parsed ->> 'exp')::numeric + signer.skew <= now
      or (parsed ->> 'exp')::numeric > 253402300799
      or parsed -> 'nbf' is not null
        and (jsonb_typeof(parsed -> 'nbf') <> 'number' or (parsed ->> 'nbf')::numeric - signer.skew > now) then
    return;
  end if;
  claims := parsed;
  kid := signer.kid;
  skew := signer.skew;
  mapping := signer.mapping;
exception
  -- Not base64url, not UTF-8, not JSON, a number out of range; nested too deeply.
  when data_exception or program_limit_exceeded then
    return;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.verified_claims(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

-- Binding: claims for the rest of this transaction.

--changeset rls:reject_token dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The error of a token that is not good, whatever is wrong with it
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.reject_token() returns void
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
begin
  raise exception 'RLS510: token rejected'
    using errcode = 'invalid_authorization_specification',
          hint = 'A token must be signed with a registered, unrevoked key, name its issuer and audience, '
                 'be valid now, and have at most 8 KiB.';
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.reject_token();
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:token_ends dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment When the claims of a token end: at "exp", and later by what clocks may differ
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.token_ends(claims jsonb, skew int) returns timestamptz
language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $rls$
begin
  return to_timestamp(floor((claims ->> 'exp')::numeric)::float8 + skew);
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.token_ends(jsonb, int);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:bind dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Binds the claims of a token that this database verifies itself
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.bind(token text) returns void
language plpgsql volatile security definer parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  verified record;
begin
  verified := rls.verified_claims(token);
  if verified.claims is null then
    perform rls.reject_token();
  end if;
  perform rls.bind_selected(
    rls.token_ends(verified.claims, verified.skew), rls.selected_claims(verified.claims, verified.mapping));
end
$rls$;
comment on function rls.bind(text) is 'Verifies a token and binds its claims to this transaction';
grant execute on function rls.bind(text) to rls_app, rls_trusted;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.bind(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:exchange dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A ticket for a token: this database need not verify it again for a quarter of an hour
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.exchange(token text) returns text
language plpgsql volatile security definer parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  lifetime constant interval := '15 minutes';
  verified record;
  secret rls.context_secret;
  ends timestamptz;
  head text;
  body bytea;
begin
  verified := rls.verified_claims(token);
  if verified.claims is null then
    perform rls.reject_token();
  end if;
  ends := rls.token_ends(verified.claims, verified.skew);
  secret := rls.newest_secret();
  head := rls.instant(least(ends, clock_timestamp() + lifetime))
    || (select lpad(b.epoch::text, 10, '0') from rls.bound_claims b) || verified.kid || chr(30);
  body := convert_to(
    head || secret.id || rls.instant(ends) || rls.selected_claims(verified.claims, verified.mapping), 'UTF8');
  return rls.ticket_mac(secret.secret_a, secret.secret_b, body) || convert_from(body, 'UTF8');
end
$rls$;
comment on function rls.exchange(text) is
  'Verifies a token and returns a ticket for rls.bind_ticket, good for 15 minutes and no longer than the token';
grant execute on function rls.exchange(text) to rls_app, rls_trusted;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.exchange(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:reject_ticket dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The error of a ticket that is not good, whatever is wrong with it
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.reject_ticket() returns void
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
begin
  raise exception 'RLS514: ticket rejected'
    using errcode = 'invalid_authorization_specification',
          hint = 'Exchange the token again: a ticket is good for 15 minutes, while its key is not revoked and no policy '
                 'asks for a claim that was not known before.';
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.reject_ticket();
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:bind_ticket dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Binds the claims of a ticket: as long as its key is not revoked
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.bind_ticket(ticket text) returns void
language plpgsql volatile security definer parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  head constant text := split_part(ticket, chr(30), 1);
  octets constant bytea := convert_to(ticket, 'UTF8');
  body constant bytea := substr(octets, octet_length(head) + 2);
  secret_a bigint := pg_sequence_last_value('rls.secret_a');
  secret_b bigint := pg_sequence_last_value('rls.secret_b');
  -- In variables: with expressions in its place the query would be planned each time.
  signer text;
  known int;
  context text;
begin
  if starts_with(ticket, rls.ticket_mac(secret_a, secret_b, substr(octets, 65))) is not true then
    select s.secret_a, s.secret_b into secret_a, secret_b
    from rls.context_secret s
    where convert_to(s.id, 'UTF8') = substr(body, 1, 4)
      and starts_with(ticket, rls.ticket_mac(s.secret_a, s.secret_b, substr(octets, 65)));
    if not found then
      perform rls.reject_ticket();
    end if;
  end if;
  signer := substr(head, 91);
  known := substr(head, 81, 10)::int;
  perform from rls.verification_key k, rls.bound_claims b
  where k.kid = signer and k.revoked_at is null and b.epoch = known;
  if not (found and rls.lies_ahead(substr(octets, 65, 16))) then
    perform rls.reject_ticket();
  end if;
  context := rls.write_context(rls.seal(secret_a, secret_b, body));
end
$rls$;
comment on function rls.bind_ticket(text) is 'Binds the claims of a ticket to this transaction';
grant execute on function rls.bind_ticket(text) to rls_app, rls_trusted;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.bind_ticket(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:bind_api_token dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Binds the claims of a token that this database issued
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.bind_api_token(token text) returns void
language plpgsql volatile security definer parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  now constant timestamptz := clock_timestamp();
  issued rls.api_token;
begin
  select * into issued from rls.api_token t
  where t.digest = sha256(convert_to(token, 'UTF8')) and t.revoked_at is null and t.expires_at > now;
  if issued.digest is null then
    perform rls.reject_token();
  end if;
  perform rls.bind_selected(issued.expires_at, rls.selected_claims(issued.claims, '{}'));
  -- At most once an hour, and never so that a bind waits or fails: not where the transaction may not write, nor where its
  -- snapshot may be older than another's record.
  if not pg_is_in_recovery() and not current_setting('transaction_read_only')::boolean
      and current_setting('transaction_isolation') = 'read committed' then
    update rls.api_token_use u set used_at = now
    where u.digest = (select r.digest from rls.api_token_use r
      where r.digest = issued.digest and coalesce(r.used_at < now - interval '1 hour', true)
      for update skip locked);
  end if;
end
$rls$;
comment on function rls.bind_api_token(text) is 'Binds the claims of a token of rls.issue_api_token to this transaction';
grant execute on function rls.bind_api_token(text) to rls_app, rls_trusted;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.bind_api_token(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:check_claims dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Stops whoever binds something else than claims
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.check_claims(claims jsonb) returns void
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $rls$
begin
  if jsonb_typeof(claims) is distinct from 'object' then
    raise exception 'RLS512: claims must be a JSON object' using errcode = 'invalid_parameter_value';
  end if;
  if claims -> 'exp' is not null
      and (jsonb_typeof(claims -> 'exp') <> 'number' or (claims ->> 'exp')::numeric not between 0 and 253402300799) then
    raise exception 'RLS512: claim "exp" must be a number of seconds since 1970'
      using errcode = 'invalid_parameter_value';
  end if;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.check_claims(jsonb);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:bind_claims dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Binds claims that nobody but the caller vouches for
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- A stray EXECUTE opens nothing: the login role itself must be a member of rls_trusted.
create or replace function rls.bind_claims(claims jsonb) returns void
language plpgsql volatile security definer parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  skew constant int := 60;
  lifetime constant interval := '1 hour'; -- of claims that do not say when they end
  ends timestamptz;
begin
  if not pg_has_role(session_user, 'rls_trusted', 'member') then
    raise exception 'RLS511: role % is not a member of rls_trusted and may not bind claims without a token', session_user
      using errcode = 'insufficient_privilege',
            hint = 'Bind a token with rls.bind(token). To trust this role with any claims: grant rls_trusted to it.';
  end if;
  perform rls.check_claims(claims);
  ends := coalesce(rls.token_ends(claims, skew), clock_timestamp() + lifetime);
  if ends <= clock_timestamp() then
    raise exception 'RLS512: the claims have expired' using errcode = 'invalid_authorization_specification';
  end if;
  perform rls.bind_selected(ends, rls.selected_claims(claims, '{}'));
end
$rls$;
comment on function rls.bind_claims(jsonb) is 'Binds claims to this transaction that nobody but the caller vouches for';
grant execute on function rls.bind_claims(jsonb) to rls_trusted;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.bind_claims(jsonb);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:bind_system dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Binds claims for a reason that was recorded in an earlier transaction; records it if it was not
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- What the same transaction recorded could be rolled back with it, and everything would have been read by then.
create or replace function rls.bind_system(reason text, claims jsonb, until timestamptz) returns boolean
language plpgsql volatile security definer parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  now constant timestamptz := clock_timestamp();
  longest constant interval := '24 hours';
  opened rls.system_access;
begin
  if not pg_has_role(session_user, 'rls_operator', 'member') then
    raise exception 'RLS515: role % is not a member of rls_operator and may not bind claims for a reason', session_user
      using errcode = 'insufficient_privilege';
  end if;
  if coalesce(reason, '') !~ '[^[:space:][:cntrl:][:punct:]]' then
    raise exception 'RLS516: a reason must be given' using errcode = 'invalid_parameter_value';
  end if;
  if until is null or until <= now or until > now + longest then
    raise exception 'RLS516: the end must lie ahead, by 24 hours at most' using errcode = 'invalid_parameter_value';
  end if;
  perform rls.check_claims(claims);
  select * into opened from rls.system_access a
  where a.operator = session_user and a.ends_at > now and a.reason = bind_system.reason and a.claims = bind_system.claims
    and a.transaction is distinct from pg_current_xact_id_if_assigned()
  order by a.ends_at desc limit 1;
  if opened.id is null then
    insert into rls.system_access (reason, claims, ends_at) values (reason, claims, until);
    return false;
  end if;
  perform rls.bind_selected(least(until, opened.ends_at), rls.selected_claims(claims, '{}'));
  return true;
end
$rls$;
comment on function rls.bind_system(text, jsonb, timestamptz) is
  'Records who acts for whom and why, and returns false; in a later transaction binds these claims, and returns true';
grant execute on function rls.bind_system(text, jsonb, timestamptz) to rls_operator;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.bind_system(text, jsonb, timestamptz);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:system_accesses dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment What was recorded by rls.bind_system
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.system_accesses()
returns table (opened_at timestamptz, operator text, client inet, application text, reason text, claims jsonb,
  ends_at timestamptz)
language sql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
select a.opened_at, a.operator, a.client, a.application, a.reason, a.claims, a.ends_at
from rls.system_access a order by a.id
$rls$;
comment on function rls.system_accesses() is 'For auditors: who bound claims with rls.bind_system, for whom, why, and until when';
grant execute on function rls.system_accesses() to rls_keys;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.system_accesses();
--rollback reset role;
--rollback revoke rls_owner from current_user;

-- Keys, for members of rls_keys.

--changeset rls:check_key_role dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Stops a login role that may not register keys, whatever it was granted by mistake
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.check_key_role() returns void
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
begin
  if not pg_has_role(session_user, 'rls_keys', 'member') then
    raise exception 'RLS520: role % is not a member of rls_keys and may not change verification keys', session_user
      using errcode = 'insufficient_privilege';
  end if;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.check_key_role();
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:refuse_key dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The error of a key that is not registered; the reason holds nothing of the key but its id
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.refuse_key(reason text) returns void
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
begin
  raise exception 'RLS521: key refused: %', reason using errcode = 'invalid_parameter_value';
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.refuse_key(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:jwk_octets dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A base64url member of a JSON Web Key
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.jwk_octets(jwk jsonb, member text) returns bytea
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
begin
  if jsonb_typeof(jwk -> member) is distinct from 'string' then
    perform rls.refuse_key(format('it has no "%s"', member));
  end if;
  begin
    return rls.base64url(jwk ->> member);
  exception when data_exception then
    perform rls.refuse_key(format('its "%s" is not base64url', member));
  end;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.jwk_octets(jsonb, text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:hs256_key dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A shared secret, ready to verify
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.hs256_key(jwk jsonb) returns rls.verification_key
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  key rls.verification_key;
  secret constant bytea := rls.jwk_octets(jwk, 'k');
begin
  if length(secret) < 32 then
    perform rls.refuse_key(format('its secret has %s octets; HS256 needs 32 or more', length(secret)));
  end if;
  select p.inner_pad, p.outer_pad into key.inner_pad, key.outer_pad from rls.hmac_pads(secret) p;
  return key;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.hs256_key(jsonb);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:rs256_key dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment An RSA public key, ready to verify
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.rs256_key(jwk jsonb) returns rls.verification_key
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  key rls.verification_key;
  modulus constant bytea := rls.jwk_octets(jwk, 'n');
  bits constant int := 8 * length(modulus) - strpos(get_byte(modulus || '0'::bytea, 0)::bit(8)::text || '1', '1') + 1;
  digits int;
begin
  if jwk ?| array['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth'] then
    perform rls.refuse_key('it holds private parts, and a private key has no business here; '
      'register its public part, and treat this key as disclosed');
  end if;
  if get_byte(modulus || '0'::bytea, 0) = 0 then
    perform rls.refuse_key('its "n" begins with a zero octet');
  end if;
  if bits not between 2048 and 4096 then
    perform rls.refuse_key(format('its modulus has %s bits; RS256 needs 2048 to 4096', bits));
  end if;
  if get_byte(modulus, length(modulus) - 1) % 2 = 0 then
    perform rls.refuse_key('its modulus is even');
  end if;
  if jwk ->> 'e' is distinct from 'AQAB' then
    perform rls.refuse_key('its "e" must be "AQAB" (65537)');
  end if;
  key.octets := length(modulus);
  key.modulus := rls.unsigned(modulus);
  -- floor(10^d / n) / 10^d, with d as rls.rsa_public asks for.
  digits := 2 * length(key.modulus::text) + 8;
  key.reciprocal := div(('1e' || digits)::numeric, key.modulus) * ('1e-' || digits)::numeric;
  key.encoded_prefix := rls.unsigned(
    decode('0001' || repeat('ff', key.octets - 54) || '00' || '3031300d060960864801650304020105000420'
      || repeat('00', 32), 'hex'));
  return key;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.rs256_key(jsonb);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:add_jwk dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Registers the public key or shared secret of an issuer; the same key again changes nothing
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.add_jwk(jwk jsonb, issuer text, audience text, skew int default 60, mapping jsonb default '{}')
returns void
language plpgsql volatile security definer parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  algorithm constant text := case jwk ->> 'kty' when 'RSA' then 'RS256' when 'oct' then 'HS256' end;
  key rls.verification_key;
  known rls.verification_key;
begin
  perform rls.check_key_role();
  if jsonb_typeof(jwk) is distinct from 'object' then
    perform rls.refuse_key('it is not a JSON object');
  end if;
  if jsonb_typeof(jwk -> 'kid') is distinct from 'string' or jwk ->> 'kid' = '' then
    perform rls.refuse_key('it has no "kid", by which tokens name their key');
  end if;
  if jwk ->> 'kid' ~ '[[:cntrl:]]' then
    perform rls.refuse_key('its "kid" has control characters');
  end if;
  if algorithm is null then
    perform rls.refuse_key('its "kty" must be "RSA" or "oct"');
  end if;
  if jwk ->> 'alg' <> algorithm then
    perform rls.refuse_key(format('its "alg" must be "%s" or absent', algorithm));
  end if;
  if jwk ->> 'use' <> 'sig' then
    perform rls.refuse_key('its "use" must be "sig" or absent');
  end if;
  if not jwk -> 'key_ops' @> '["verify"]' then
    perform rls.refuse_key('its "key_ops" must contain "verify" or be absent');
  end if;
  if coalesce(issuer, '') = '' or coalesce(audience, '') = '' then
    perform rls.refuse_key('issuer and audience of its tokens must be given');
  end if;
  if skew is null or skew not between 0 and 600 then
    perform rls.refuse_key('clocks may differ by 0 to 600 seconds');
  end if;
  if jsonb_typeof(mapping) is distinct from 'object' or exists (
      select from jsonb_each(mapping) m
      where not (jsonb_typeof(m.value) = 'string' or jsonb_typeof(m.value) = 'array' and m.value <> '[]'
        and not exists (select from jsonb_array_elements(m.value) e where jsonb_typeof(e) <> 'string'))) then
    perform rls.refuse_key('its mapping must be an object of names, or of paths of names, by the claims of policies');
  end if;

  key := case algorithm when 'HS256' then rls.hs256_key(jwk) else rls.rs256_key(jwk) end;
  key.kid := jwk ->> 'kid';
  key.issuer := issuer;
  key.audience := audience;
  key.algorithm := algorithm;
  key.skew := skew;
  key.mapping := mapping;
  key.registered_at := now();
  insert into rls.verification_key values (key.*) on conflict do nothing;

  select * into strict known from rls.verification_key k where k.kid = key.kid;
  key.registered_at := known.registered_at;
  if known is distinct from key then
    perform rls.refuse_key(format('key id "%s" is registered with other material, issuer, audience, skew or mapping, '
      'or was revoked; a new key needs a new id', key.kid));
  end if;
end
$rls$;
comment on function rls.add_jwk(jsonb, text, text, int, jsonb) is
  'Registers the key of an issuer, a JSON Web Key, with issuer and audience of its tokens, the seconds by which clocks may '
  'differ, and where its tokens have claims that policies know by other names';
grant execute on function rls.add_jwk(jsonb, text, text, int, jsonb) to rls_keys;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.add_jwk(jsonb, text, text, int, jsonb);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:revoke_key dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Ends a key: its tokens are refused from the next bind on
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- The row stays, so that the id cannot come back with another key.
create or replace function rls.revoke_key(kid text) returns void
language plpgsql volatile security definer parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
begin
  perform rls.check_key_role();
  update rls.verification_key k set revoked_at = coalesce(k.revoked_at, now()) where k.kid = revoke_key.kid;
  if not found then
    raise exception 'RLS522: there is no key with id "%"', kid using errcode = 'undefined_object';
  end if;
end
$rls$;
comment on function rls.revoke_key(text) is 'Ends a key: its tokens are refused from the next bind on';
grant execute on function rls.revoke_key(text) to rls_keys;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.revoke_key(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:issue_api_token dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Issues a token for claims; only its digest is kept
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.issue_api_token(claims jsonb, expires_at timestamptz) returns text
language plpgsql volatile security definer parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  -- Two UUIDs have 244 random bits. The id is no part of the secret.
  id constant text := substr(encode(uuid_send(gen_random_uuid()), 'hex'), 1, 12);
  token constant text := 'rls_' || id || '_'
    || encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex');
begin
  perform rls.check_key_role();
  if jsonb_typeof(claims) is distinct from 'object' then
    raise exception 'RLS523: the claims of a token must be a JSON object' using errcode = 'invalid_parameter_value';
  end if;
  if expires_at is null or expires_at <= clock_timestamp() or not isfinite(expires_at) then
    raise exception 'RLS523: a token must end, in the future' using errcode = 'invalid_parameter_value';
  end if;
  insert into rls.api_token (digest, id, claims, expires_at)
  values (sha256(convert_to(token, 'UTF8')), id, claims, expires_at);
  insert into rls.api_token_use (digest) values (sha256(convert_to(token, 'UTF8')));
  return token;
end
$rls$;
comment on function rls.issue_api_token(jsonb, timestamptz) is
  'Issues a token that binds these claims until then (rls.bind_api_token); it is shown this once';
grant execute on function rls.issue_api_token(jsonb, timestamptz) to rls_keys;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.issue_api_token(jsonb, timestamptz);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:revoke_api_token dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Ends an API token from the next bind on
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.revoke_api_token(token_or_id text) returns void
language plpgsql volatile security definer parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
begin
  perform rls.check_key_role();
  update rls.api_token t set revoked_at = coalesce(t.revoked_at, now())
  where t.id = token_or_id or t.digest = sha256(convert_to(token_or_id, 'UTF8'));
  if not found then
    raise exception 'RLS524: there is no such API token' using errcode = 'undefined_object';
  end if;
end
$rls$;
comment on function rls.revoke_api_token(text) is
  'Ends an API token, given whole or by its id, the 12 characters after "rls_": it is refused from the next bind on';
grant execute on function rls.revoke_api_token(text) to rls_keys;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.revoke_api_token(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:api_tokens dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The API tokens, without what would open anything
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.api_tokens()
returns table (id text, claims jsonb, issued_by text, issued_at timestamptz, expires_at timestamptz, revoked_at timestamptz,
  used_at timestamptz)
language sql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
select t.id, t.claims, t.issued_by, t.issued_at, t.expires_at, t.revoked_at, u.used_at
from rls.api_token t left join rls.api_token_use u using (digest) order by t.issued_at, t.id
$rls$;
comment on function rls.api_tokens() is 'The API tokens and their last use, which is recorded once an hour';
grant execute on function rls.api_tokens() to rls_keys;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.api_tokens();
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:rotate_context_secret dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Contexts and tickets are sealed with a new secret; old ones are forgotten
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.rotate_context_secret(keep interval default '1 day') returns void
language plpgsql volatile security definer parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
begin
  perform rls.check_key_role();
  lock table rls.context_secret in share row exclusive mode;
  perform rls.add_context_secret();
  delete from rls.context_secret s
  where exists (select from rls.context_secret n where n.id > s.id and n.created_at <= clock_timestamp() - keep);
end
$rls$;
comment on function rls.rotate_context_secret(interval) is
  'Seals with a new secret; what an older one sealed is good until that has been replaced for so long';
grant execute on function rls.rotate_context_secret(interval) to rls_keys;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.rotate_context_secret(interval);
--rollback reset role;
--rollback revoke rls_owner from current_user;

-- Registered policies. PostgreSQL stores a policy as a parsed tree and prints it in words of its own, so the text that
-- created it cannot be compared with what stands. Instead a changelog registers the digest of what it wrote, and the
-- entry of the catalog is remembered beside it.

--changeset rls:policy_fingerprint dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A digest of a policy as the catalog has it, null if there is none
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- Pinned are the settings that change how PostgreSQL prints an expression.
create or replace function rls.policy_fingerprint(table_schema text, table_name text, policy_name text) returns bytea
language sql stable parallel restricted
set search_path = pg_catalog, pg_temp
set quote_all_identifiers = off
set standard_conforming_strings = on
set datestyle = 'ISO, YMD'
set intervalstyle = postgres
set timezone = 'UTC'
set extra_float_digits = 1
set bytea_output = hex
as $rls$
select sha256(convert_to(jsonb_build_array(
    p.polcmd,
    p.polpermissive,
    (select jsonb_agg(r.name order by r.name) from (
      select case oid when 0 then 'public' else pg_get_userbyid(oid)::text end from unnest(p.polroles) oid) r (name)),
    pg_get_expr(p.polqual, p.polrelid),
    pg_get_expr(p.polwithcheck, p.polrelid))::text, 'UTF8'))
from pg_policy p
join pg_class c on c.oid = p.polrelid
join pg_namespace n on n.oid = c.relnamespace
where n.nspname = $1 and c.relname = $2 and p.polname = $3
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.policy_fingerprint(text, text, text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:check_table_owner dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Stops whoever does not own a table; one that is gone is left to its last owner
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.check_table_owner(table_schema text, table_name text, last_owner text) returns void
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  owner oid := (select c.relowner from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = check_table_owner.table_schema and c.relname = check_table_owner.table_name);
begin
  owner := coalesce(owner, to_regrole(quote_ident(last_owner)));
  if owner is null then
    raise exception 'RLS530: table %.% does not exist', quote_ident(table_schema), quote_ident(table_name)
      using errcode = 'undefined_table';
  end if;
  if not pg_has_role(session_user, owner, 'member') then
    raise exception 'RLS531: role % does not own table %.%',
        session_user, quote_ident(table_schema), quote_ident(table_name)
      using errcode = 'insufficient_privilege',
            hint = format('Run the changeset as a member of %I.', pg_get_userbyid(owner));
  end if;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.check_table_owner(text, text, text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:policy_claims dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The claims that a policy reads
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- As rls.policy_fingerprint, this goes by how PostgreSQL prints an expression, with the same settings pinned.
create or replace function rls.policy_claims(table_schema text, table_name text, policy_name text) returns text[]
language sql stable parallel restricted
set search_path = pg_catalog, pg_temp
set quote_all_identifiers = off
set standard_conforming_strings = on
as $rls$
select coalesce(array_agg(distinct replace(m[1], $$''$$, $$'$$)), '{}')
from pg_policy p
join pg_class c on c.oid = p.polrelid
join pg_namespace n on n.oid = c.relnamespace,
regexp_matches(concat_ws(' ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)),
  $$rls\.(?:claim|find)_[a-z_]+\((?:VARIADIC ARRAY\[)?'((?:[^']|'')*)'$$, 'g') m
where n.nspname = $1 and c.relname = $2 and p.polname = $3
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.policy_claims(text, text, text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:refresh_bound_claims dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Brings the bound claims up to date
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.refresh_bound_claims() returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  read constant text[] := array(
    select unnest(p.claims) from rls.policy p union select d.name from rls.declared_claim d order by 1);
begin
  update rls.bound_claims b set names = read, epoch = b.epoch + 1 where b.names <> read;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.refresh_bound_claims();
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:check_claim_name dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Stops a name that could pass for something else in a context
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.check_claim_name(name text) returns void
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $rls$
begin
  if coalesce(name, '') = '' or name ~ '[[:cntrl:]]' then
    raise exception 'RLS535: % is no name of a claim', coalesce(to_json(name)::text, 'null')
      using errcode = 'invalid_parameter_value',
            hint = 'It must not be empty or have control characters.';
  end if;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.check_claim_name(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:declare_claim dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Has a claim bound that no registered policy reads
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.declare_claim(name text) returns void
language plpgsql volatile security definer parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
begin
  perform rls.check_key_role();
  perform rls.check_claim_name(name);
  lock table rls.policy in share row exclusive mode;
  insert into rls.declared_claim values (declare_claim.name) on conflict do nothing;
  perform rls.refresh_bound_claims();
end
$rls$;
comment on function rls.declare_claim(text) is
  'Has a claim bound that no registered policy reads, for triggers, views and policies of one''s own';
grant execute on function rls.declare_claim(text) to rls_keys;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.declare_claim(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:register_policy dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Remembers a policy as it stands now; for the owner of its table
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.register_policy(table_schema text, table_name text, policy_name text, digest text, unit text)
returns void
language plpgsql volatile security definer parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  fingerprint constant bytea := rls.policy_fingerprint(table_schema, table_name, policy_name);
  claims constant text[] := rls.policy_claims(table_schema, table_name, policy_name);
  claim text;
begin
  perform rls.check_table_owner(table_schema, table_name, null);
  if fingerprint is null then
    raise exception 'RLS532: there is no policy % on table %.%',
        quote_ident(policy_name), quote_ident(table_schema), quote_ident(table_name)
      using errcode = 'undefined_object';
  end if;
  foreach claim in array claims loop
    perform rls.check_claim_name(claim);
  end loop;
  lock table rls.policy in share row exclusive mode;
  insert into rls.policy as p
  select n.nspname, c.relname, register_policy.policy_name, register_policy.digest, fingerprint,
    pg_get_userbyid(c.relowner), register_policy.unit, claims, now()
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = register_policy.table_schema and c.relname = register_policy.table_name
  on conflict on constraint policy_pkey do update
    set digest = excluded.digest, fingerprint = excluded.fingerprint, table_owner = excluded.table_owner,
      unit = excluded.unit, claims = excluded.claims, registered_at = excluded.registered_at;
  perform rls.refresh_bound_claims();
end
$rls$;
comment on function rls.register_policy(text, text, text, text, text) is
  'For changelogs, by the owner of the table: remembers a policy as it stands';
grant execute on function rls.register_policy(text, text, text, text, text) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.register_policy(text, text, text, text, text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:unregister_policy dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Forgets a policy, registered or not; for the owner of its table
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.unregister_policy(table_schema text, table_name text, policy_name text) returns void
language plpgsql volatile security definer parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  registered rls.policy;
begin
  select * into registered from rls.policy p
  where p.table_schema = unregister_policy.table_schema and p.table_name = unregister_policy.table_name
    and p.policy_name = unregister_policy.policy_name;
  if found then
    perform rls.check_table_owner(table_schema, table_name, registered.table_owner);
    lock table rls.policy in share row exclusive mode;
    delete from rls.policy p
    where p.table_schema = unregister_policy.table_schema and p.table_name = unregister_policy.table_name
      and p.policy_name = unregister_policy.policy_name;
    perform rls.refresh_bound_claims();
  end if;
end
$rls$;
comment on function rls.unregister_policy(text, text, text) is
  'For changelogs, by the owner of the table: forgets a policy';
grant execute on function rls.unregister_policy(text, text, text) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.unregister_policy(text, text, text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:registered_policies dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment What was registered, and whether it stands: policy and owner unchanged, row security enabled and forced
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.registered_policies()
returns table (table_schema text, table_name text, policy_name text, digest text, intact boolean, unit text)
language sql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
select p.table_schema, p.table_name, p.policy_name, p.digest,
  -- The permissive policies name the owner; a new one would be shown no rows.
  coalesce(c.relrowsecurity and c.relforcerowsecurity and p.table_owner = pg_get_userbyid(c.relowner)
    and p.fingerprint = rls.policy_fingerprint(p.table_schema, p.table_name, p.policy_name), false),
  p.unit
from rls.policy p
left join (pg_class c join pg_namespace n on n.oid = c.relnamespace)
  on n.nspname = p.table_schema and c.relname = p.table_name
order by p.table_schema, p.table_name, p.policy_name
$rls$;
comment on function rls.registered_policies() is
  'Registered policies, and whether they stand: unchanged, of the same owner, row security enabled and forced';
grant execute on function rls.registered_policies() to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.registered_policies();
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:check_table dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Stops a changelog at a table of another owner, or whose policies came from another unit
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- Not SECURITY DEFINER: it asks who the current role is.
create or replace function rls.check_table(table_schema text, table_name text, unit text) returns void
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  full_name constant text := quote_ident(table_schema) || '.' || quote_ident(table_name);
  owner name := (select pg_get_userbyid(c.relowner) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = check_table.table_schema and c.relname = check_table.table_name);
  other text := (select min(p.unit) from rls.registered_policies() p
    where p.table_schema = check_table.table_schema and p.table_name = check_table.table_name
      and p.unit <> check_table.unit);
begin
  if owner is null then
    raise exception 'RLS530: table % does not exist', full_name
      using errcode = 'undefined_table';
  end if;
  if owner <> current_user then
    raise exception 'RLS534: table % belongs to %, and the current role is %', full_name, owner, current_user
      using errcode = 'insufficient_privilege',
            detail = 'The policies name the role that creates them; any other owner would be shown no rows, and no error.',
            hint = format('Before the changelog: set role %I', owner);
  end if;
  if other is not null then
    raise exception 'RLS533: table % has policies of unit "%", and this is unit "%"', full_name, other, unit
      using errcode = 'object_not_in_prerequisite_state',
            hint = 'One unit protects a table. Run the rollback of the other unit''s changelog first, also where that is '
                   'the earlier name of this unit.';
  end if;
end
$rls$;
comment on function rls.check_table(text, text, text) is
  'For changelogs, by the owner of the table: an error unless this unit may write its policies';
grant execute on function rls.check_table(text, text, text) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.check_table(text, text, text);
--rollback reset role;
--rollback revoke rls_owner from current_user;
