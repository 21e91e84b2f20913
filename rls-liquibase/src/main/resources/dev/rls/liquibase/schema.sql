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
-- issue API tokens, rls_key_job may bring the keys that an issuer publishes, of the issuers that rls_keys named. Nobody but
-- rls_owner may read a table of this schema.
--
-- Functions pin their search_path. What stands outside of them names the schema of each function it calls, because the
-- search_path of the installing session may hold anything.
--
-- Errors: RLS500 installation, RLS501 to RLS508 reading and binding claims, RLS509 rotating the secret, RLS510 to RLS519
-- binding, RLS520 to RLS528 keys and API tokens, RLS529 tickets, RLS530 to RLS534 registered policies, RLS535 and RLS536
-- references, RLS537 names of claims.

--changeset rls:roles dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
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
      ('rls_key_job', 'may bring the published keys of the issuers that are followed (rls.follow_keys)'),
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
              else pg_catalog.format('As the role that created it, or as an administrator: grant rls_owner, rls_app, '
                     'rls_trusted, rls_keys, rls_key_job, rls_operator to %I with admin true, inherit false, set false. '
                     'The groups are for who grants them, such as roles.sql.', current_user) end;
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
--rollback   foreach role_name in array
--rollback       array['rls_owner', 'rls_app', 'rls_trusted', 'rls_keys', 'rls_key_job', 'rls_operator'] loop
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

--changeset rls:last_changes dbms:postgresql splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The last transactions that changed what tokens and tickets are worth, and the number that tickets are sealed with
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- A transaction may read with a snapshot that is older than a revocation, and hand it on to others. A sequence has no snapshot.
create sequence if not exists rls.last_revocation; -- of a key or an API token, by hand
create sequence if not exists rls.last_retirement; -- of a key, by the job that follows its issuer
create sequence if not exists rls.last_disclosure; -- of a secret
create sequence if not exists rls.last_declaration; -- of the claims that are bound
-- Sequences do not roll back: the last of each that was committed before the one that is noted now.
create sequence if not exists rls.last_revocation_before;
create sequence if not exists rls.last_retirement_before;
create sequence if not exists rls.last_disclosure_before;
create sequence if not exists rls.last_declaration_before;
-- Another one with each change that ends tickets, so that whoever binds a ticket need not ask a table.
create sequence if not exists rls.ticket_generation;
select pg_catalog.setval('rls.ticket_generation', 1) where pg_catalog.pg_sequence_last_value('rls.ticket_generation') is null;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop sequence if exists rls.last_revocation;
--rollback drop sequence if exists rls.last_retirement;
--rollback drop sequence if exists rls.last_disclosure;
--rollback drop sequence if exists rls.last_declaration;
--rollback drop sequence if exists rls.last_revocation_before;
--rollback drop sequence if exists rls.last_retirement_before;
--rollback drop sequence if exists rls.last_disclosure_before;
--rollback drop sequence if exists rls.last_declaration_before;
--rollback drop sequence if exists rls.ticket_generation;
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:note_change dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Notes this transaction in one of those sequences, before it ends
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- Its caller holds a lock until this transaction ends, so that changes noted in one sequence come one after the other: then
-- whoever sees the last one has seen them all. Each sequence has a lock of its own, or who holds one could keep the others from
-- being made. The transaction before the generation: whoever finds the new generation is to find the transaction too.
create or replace function rls.note_change(noted_in text, ends_tickets boolean) returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  previous constant bigint := pg_sequence_last_value(noted_in::regclass);
begin
  begin
    if pg_xact_status(previous::text::xid8) = 'committed' then
      perform setval((noted_in || '_before')::regclass, previous);
    end if;
  exception
    when invalid_parameter_value then
      null; -- a transaction of another cluster, from which this database was restored
  end;
  perform setval(noted_in::regclass, pg_current_xact_id()::text::bigint);
  if ends_tickets then
    -- At random, and not the next one: two that are counted at the same time would be the same. A sequence that counts by itself
    -- tells a standby of it now and then only.
    perform setval('rls.ticket_generation', 1 + ('x' || left(encode(uuid_send(gen_random_uuid()), 'hex'), 12))::bit(48)::bigint);
  end if;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.note_change(text, boolean);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:is_missed dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Whether a transaction has been committed that the current snapshot does not show
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.is_missed(noted xid8) returns boolean
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
begin
  -- In recovery pg_current_snapshot() tells of no transaction that is in progress: all between its two ends pass for ended.
  return case when pg_is_in_recovery() then noted >= pg_snapshot_xmin(pg_current_snapshot())
      else not pg_visible_in_snapshot(noted, pg_current_snapshot()) end
    and pg_xact_status(noted) = 'committed';
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.is_missed(xid8);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:refuse_old_snapshot dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment An error where this transaction reads with a snapshot in which one of the last changes has not happened
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- In READ COMMITTED each query of a bind has a snapshot of its own.
create or replace function rls.refuse_old_snapshot() returns void
language plpgsql stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  sequence text;
  missed boolean := false;
begin
  if current_setting('transaction_isolation') = 'read committed' then
    return;
  end if;
  foreach sequence in array array['rls.last_revocation', 'rls.last_retirement', 'rls.last_disclosure', 'rls.last_declaration',
      'rls.last_revocation_before', 'rls.last_retirement_before', 'rls.last_disclosure_before', 'rls.last_declaration_before'] loop
    begin
      missed := missed or coalesce(rls.is_missed(pg_sequence_last_value(sequence::regclass)::text::xid8), false);
    exception
      when invalid_parameter_value then
        null; -- a transaction of another cluster, from which this database was restored
    end;
  end loop;
  if missed then
    raise exception 'RLS507: keys, tokens, secrets or claims were changed after the snapshot of this transaction was taken'
      using errcode = 'serialization_failure',
            hint = 'Bind first in a transaction; start a new one.';
  end if;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.refuse_old_snapshot();
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:is_settled dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Whether a noted transaction has ended
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.is_settled(noted xid8) returns boolean
language plpgsql stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
begin
  return pg_xact_status(noted) is distinct from 'in progress';
exception
  -- Of another cluster, from which this database was restored. Of its primary's a standby has received a row before the note.
  when invalid_parameter_value then
    return true;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.is_settled(xid8);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:settled_generation dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment What a ticket can be sealed with now; null while a change is under way that is to end tickets
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- To be asked first: before keys and claims are looked at, because what is changed after that ends this generation, and before
-- it is seen whether the snapshot is old, or what is committed in between would be missed.
create or replace function rls.settled_generation() returns bytea
language plpgsql stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  generation constant bytea := int8send(pg_sequence_last_value('rls.ticket_generation'));
begin
  if rls.is_settled(pg_sequence_last_value('rls.last_revocation')::text::xid8)
      and rls.is_settled(pg_sequence_last_value('rls.last_retirement')::text::xid8)
      and rls.is_settled(pg_sequence_last_value('rls.last_declaration')::text::xid8) then
    return generation;
  end if;
  return null;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.settled_generation();
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:first_context_secret dbms:postgresql splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A secret, unless there is one
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- After a restore without secrets the sequences tell of transactions of another cluster.
select rls.note_change(n.sequence, true)
from pg_catalog.unnest(array['rls.last_revocation', 'rls.last_retirement', 'rls.last_disclosure', 'rls.last_declaration']) n (sequence)
where not exists (select from rls.context_secret) and pg_catalog.pg_sequence_last_value(n.sequence::pg_catalog.regclass) is not null;
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

--changeset rls:verification_key_algorithms dbms:postgresql splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Keys of every algorithm; binds wait only where the table has to change
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- One ALTER TABLE, and only where it has not been done: it locks out every bind.
do $rls$
begin
  if not exists (select from pg_catalog.pg_constraint c
      where c.conrelid = 'rls.verification_key'::pg_catalog.regclass::pg_catalog.oid
        and c.conname = 'verification_key_material') then
    set local lock_timeout = '5s';
    alter table rls.verification_key
      -- PS256: the bits of the encoded message (RFC 8017, 9.1.2)
      add encoded_bits int,
      -- ES256: x and y, 32 octets each. EdDSA: the encoded point (RFC 8032, 5.1.2)
      add public_point bytea,
      drop constraint verification_key_check,
      add constraint verification_key_material check (case
        when algorithm = 'HS256' then pg_catalog.num_nulls(inner_pad, outer_pad) = 0
          and pg_catalog.num_nonnulls(modulus, reciprocal, octets, encoded_prefix, encoded_bits, public_point) = 0
        when algorithm in ('RS256', 'RS384', 'RS512') then
          pg_catalog.num_nulls(modulus, reciprocal, octets, encoded_prefix) = 0
          and pg_catalog.num_nonnulls(inner_pad, outer_pad, encoded_bits, public_point) = 0
        when algorithm = 'PS256' then pg_catalog.num_nulls(modulus, reciprocal, octets, encoded_bits) = 0
          and pg_catalog.num_nonnulls(inner_pad, outer_pad, encoded_prefix, public_point) = 0
        when algorithm in ('ES256', 'EdDSA') then
          public_point is not null and pg_catalog.length(public_point) = case algorithm when 'ES256' then 64 else 32 end
          and pg_catalog.num_nonnulls(
            inner_pad, outer_pad, modulus, reciprocal, octets, encoded_prefix, encoded_bits) = 0
        else false end);
  end if;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback -- The columns go with their table.
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:comb dbms:postgresql splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Multiples of points, computed ahead, so that a signature takes 58 additions and no doubling
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- Of a point P, that of a key or the base point of a curve: slot 512 i + j holds j * 512^(i - 1) * P, for i from 1 to 29 and
-- j from 1 to 256. Scalars are written in 29 digits of 9 bits from -256 to 255 (rls.signed_digits).
create table if not exists rls.comb (
  id int primary key generated always as identity,
  curve text not null check (curve in ('P-256', 'Ed25519')),
  -- Null: the base point of the curve.
  kid text references rls.verification_key on delete cascade,
  unique nulls not distinct (kid, curve)
);
create table if not exists rls.comb_point (
  comb int references rls.comb on delete cascade,
  slot int,
  -- P-256: x and y. Ed25519: y + x, y - x and 2dxy.
  a numeric not null,
  b numeric not null,
  c numeric,
  primary key (comb, slot)
);
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop table if exists rls.comb_point;
--rollback drop table if exists rls.comb;
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
-- One row.
create table if not exists rls.bound_claims (
  single boolean primary key default true check (single),
  names text[] not null
);
insert into rls.bound_claims (names) values ('{}') on conflict do nothing;
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

--changeset rls:followed_issuer dbms:postgresql splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Issuers whose published keys are followed, and the keys that they publish no longer
reset role;
grant rls_owner to current_user;
set role rls_owner;
create table if not exists rls.followed_issuer (
  issuer text primary key,
  audience text not null,
  skew int not null,
  mapping jsonb not null
);
-- Beside the keys, because their rows are compared as a whole with what is registered again.
create table if not exists rls.missing_key (
  kid text primary key references rls.verification_key on delete cascade,
  since timestamptz not null default pg_catalog.now()
);
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop table if exists rls.missing_key;
--rollback drop table if exists rls.followed_issuer;
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
--   64 hexadecimal digits: HMAC-SHA256 over another tag, the generation (rls.ticket_generation) and all that follows
--   16 hexadecimal digits: when the ticket ends
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
            hint = 'Table rls.context_secret is empty. After a restore without its rows the installing role makes a new secret by '
                   'running schema.sql through psql once more; Liquibase does not run that changeset again. Where they were '
                   'deleted, select rls.rotate_context_secret(''0'') makes one, as a member of rls_keys.';
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
-- With a key comes a mapping: the name of a member of the token, or a path of names, by the name that policies use. It may name
-- one member many times, and a number may be longer here than it was there: so there is a limit of what comes out.
create or replace function rls.selected_claims(claims jsonb, mapping jsonb) returns text
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  most constant int := 262144;
  selected text;
begin
  selected := (
    select coalesce(string_agg(chr(30) || c.name || chr(31) || c.value, '' order by length(c.value), c.name), '')
    from (
      select n.name, coalesce((claims #> case jsonb_typeof(mapping -> n.name)
          when 'string' then array[mapping ->> n.name]
          when 'array' then array(select jsonb_array_elements_text(mapping -> n.name))
          else array[n.name] end)::text, 'null') value
      from rls.bound_claims b, unnest(b.names) n (name)) c);
  if octet_length(selected) > most then
    raise exception 'RLS508: the claims that are to be bound have % octets; % are the most', octet_length(selected), most
      using errcode = 'program_limit_exceeded';
  end if;
  return selected;
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

--changeset rls:forget_prepared dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Deallocates what SQL text has prepared in this session, so that nobody runs it under the claims about to be bound
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- Drivers prepare statements by the protocol; pgjdbc and others count their names: S_1, S_2 and so on. Who can run SQL text in a
-- pooled session can put another statement under such a name, for the next borrower to run. It is an error then, because some of
-- what the driver takes for prepared is gone, or has run already in the place of what came before the bind. It is gone in any
-- case: that is not rolled back.
create or replace function rls.forget_prepared() returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  planted text;
  counted boolean := false;
begin
  for planted in select p.name from pg_prepared_statement() p where p.from_sql loop
    execute format('deallocate %I', planted);
    counted := counted or planted ~ '[0-9]$';
  end loop;
  if counted then
    raise exception 'RLS519: SQL text had prepared statements in this session under names of a driver; they are gone, bind again'
      using errcode = 'invalid_sql_statement_name',
            hint = 'Prepare statements after the bind, in its transaction, and give them names that do not end in a digit; in a '
                   'pooled session they may be meant for the next borrower.';
  elsif found then
    raise warning 'RLS519: statements that SQL text had prepared in this session were deallocated'
      using errcode = '01RLS',
            hint = 'Prepare statements after the bind, in its transaction.';
  end if;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.forget_prepared();
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
  perform rls.refuse_old_snapshot();
  perform rls.forget_prepared();
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
            hint = 'Bind in the same transaction as the query, outside of savepoints; from Java, open a ClaimsScope '
                   'before the transaction, and beside Hibernate take the connection from a BoundDataSource: one of '
                   'the plain data source is not bound, whatever scope is open. Without a transaction block each statement '
                   'is a transaction of its own. A migration that moves rows as the owner of a table lifts it, in its own '
                   'transaction: alter table t no force row level security; ...; alter table t force row level security.';
  end if;
  if rls.is_missed(pg_sequence_last_value('rls.last_disclosure')::text::xid8)
      or rls.is_missed(pg_sequence_last_value('rls.last_disclosure_before')::text::xid8) or not exists (select from rls.context_secret s
      where convert_to(s.id, 'UTF8') = substr(body, 1, 4)
        and starts_with(context, rls.context_mac(s.secret_a, s.secret_b, body))) then
    raise exception 'RLS502: the claims of this transaction were not sealed by this database for this transaction'
      using errcode = 'insufficient_privilege',
            hint = 'Setting rls.ctx is written by rls.bind alone, and is of no use in another transaction or session. A '
                   'secret that was taken back meanwhile, as by rls.rotate_context_secret(''0''), ends what is bound as well: '
                   'start a new transaction.';
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
          hint = 'A policy of this table needs it: have the issuer put it into its tokens. Where they have it by another name, or '
                 'deeper, this is said when their key is registered: rls.add_jwk(.., mapping => '
                 || quote_literal(jsonb_build_object(coalesce(name, ''), array['outer', 'inner'])) || ').';
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

--changeset rls:octets dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A number as this many octets, most significant first (RFC 8017, 4.1); it must fit
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.octets(number numeric, length int) returns bytea
language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  digits text := '';
  rest numeric := number;
  quotient numeric;
begin
  while rest > 0 loop
    quotient := div(rest, 1152921504606846976);
    digits := lpad(to_hex((rest - quotient * 1152921504606846976)::bigint), 15, '0') || digits;
    rest := quotient;
  end loop;
  return decode(right(lpad(digits, greatest(length(digits), 2 * length), '0'), 2 * length), 'hex');
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.octets(numeric, int);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:pss_matches dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Whether an encoded message is that of PS256: SHA-256, a salt of 32 octets (RFC 8017, 9.1.2)
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.pss_matches(encoded numeric, bits int, digest bytea) returns boolean
language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  octets constant int := (bits + 7) / 8;
  -- Unknown are salt and hash, in the last 65 octets. What stands before them is computed, and compared as one number.
  tail constant numeric := rls.unsigned(decode('01' || repeat('00', 65), 'hex'));
  front constant numeric := div(encoded, tail);
  masked constant bytea := rls.octets(encoded - front * tail, 65);
  hash constant bytea := substr(masked, 33, 32);
  mask bytea := '';
  padding bytea;
  salt bytea := substr(masked, 1, 32);
begin
  if get_byte(masked, 64) <> 188 then
    return false;
  end if;
  for i in 0 .. (octets - 2) / 32 - 1 loop
    mask := mask || sha256(hash || int4send(i));
  end loop;
  -- Zeros and a one under the mask, less the bits that the modulus has no room for.
  padding := substr(mask, 1, octets - 65);
  padding := set_byte(padding, octets - 66, get_byte(padding, octets - 66) # 1);
  padding := set_byte(padding, 0, get_byte(padding, 0) & (255 >> (8 * octets - bits)));
  if front <> rls.unsigned(padding) then
    return false;
  end if;
  for i in 0 .. 31 loop
    salt := set_byte(salt, i, get_byte(salt, i) # get_byte(mask, octets - 65 + i));
  end loop;
  return sha256(decode(repeat('00', 8), 'hex') || digest || salt) = hash;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.pss_matches(numeric, int, bytea);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:inverse dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The inverse of a number from 1 to p - 1 modulo a prime p; null of zero
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.inverse(number numeric, p numeric) returns numeric
language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  -- Euclid's algorithm, two steps a round: a = u * number and b = v * number, modulo p.
  a numeric := p;
  b numeric := number;
  u numeric := 0;
  v numeric := 1;
  q numeric;
begin
  while b <> 0 loop
    q := div(a, b);
    a := a - q * b;
    u := u - q * v;
    if a = 0 then
      return mod(v + p, p);
    end if;
    q := div(b, a);
    b := b - q * a;
    v := v - q * u;
    if b = 0 then
      return mod(u + p, p);
    end if;
  end loop;
  return null;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.inverse(numeric, numeric);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:reversed dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Octets in the other order: numbers of Ed25519 begin with their least significant one
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.reversed(octets bytea) returns bytea
language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  result bytea := octets;
  last constant int := length(octets) - 1;
begin
  for i in 0 .. last loop
    result := set_byte(result, last - i, get_byte(octets, i));
  end loop;
  return result;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.reversed(bytea);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:signed_digits dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A number below 2^256 in 29 digits of 9 bits from -256 to 255, least significant first
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.signed_digits(number numeric) returns int[]
language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  -- With 256 added in each place, the digits are the bits as they stand.
  rest numeric := number + 1856299011804489770860848354581548612786668716988116439552321972980086806282496;
  quotient numeric;
  bits bigint;
  digits int[] := '{}';
begin
  for i in 1 .. 5 loop
    quotient := div(rest, 18014398509481984); -- 2^54
    bits := rest - quotient * 18014398509481984;
    digits := digits || array[(bits & 511)::int - 256, (bits >> 9 & 511)::int - 256, (bits >> 18 & 511)::int - 256,
      (bits >> 27 & 511)::int - 256, (bits >> 36 & 511)::int - 256, (bits >> 45)::int - 256];
    rest := quotient;
  end loop;
  return digits[1:29];
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.signed_digits(numeric);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:es256_matches dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Whether a key made an ECDSA signature with P-256, r and s of 32 octets each (RFC 7518, 3.4)
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.es256_matches(kid text, digest bytea, signature bytea) returns boolean
language plpgsql stable strict parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  p constant numeric := 115792089210356248762697446949407573530086143415290314195533631308867097853951;
  n constant numeric := 115792089210356248762697446949407573529996955224135760342422259061068512044369;
  -- Barrett reduction: product - trunc(trunc(product, -72) * reciprocal) * p lies between -1.001 p and 1.001 p.
  reciprocal constant numeric := div(1e160, p) * 1e-160;
  r numeric;
  s numeric;
  w numeric;
  -- The sum so far is (x / zz, y / zzz), and zz^3 = zzz^2; zz is 0 at infinity.
  x numeric;
  y numeric;
  zz numeric := 0;
  zzz numeric;
  x2 numeric;
  y2 numeric;
  dx numeric;
  dy numeric;
  dxx numeric;
  dxxx numeric;
  q numeric;
begin
  if length(signature) <> 64 then
    return false;
  end if;
  r := rls.unsigned(substr(signature, 1, 32));
  s := rls.unsigned(substr(signature, 33));
  if r = 0 or r >= n or s = 0 or s >= n then
    return false;
  end if;
  w := rls.inverse(s, n);
  -- A point that is missing is null and makes all that follows null: left joins, not joins.
  for x2, y2 in
      select m.a, case when d.digit < 0 then -m.b else m.b end
      from (values
          ((select c.id from rls.comb c where c.kid is null and c.curve = 'P-256'),
            rls.signed_digits(mod(rls.unsigned(digest) * w, n))),
          ((select c.id from rls.comb c where c.kid = es256_matches.kid and c.curve = 'P-256'),
            rls.signed_digits(mod(r * w, n)))
        ) s (comb, digits)
      cross join unnest(s.digits) with ordinality d (digit, place)
      -- The limit leaves the planner nothing but the index, whatever it is told or knows of the table.
      left join lateral (
        select o.a, o.b from rls.comb_point o where o.comb = s.comb and o.slot = 512 * d.place + abs(d.digit) limit 1
      ) m on true
      where d.digit <> 0 loop
    if zz = 0 then
      x := x2;
      y := y2;
      zz := 1;
      zzz := 1;
      continue;
    end if;
    dx := x2 * zz - x;
    dx := dx - trunc(trunc(dx, -72) * reciprocal) * p;
    dy := y2 * zzz - y;
    dy := dy - trunc(trunc(dy, -72) * reciprocal) * p;
    if dx = 0 or abs(dx) = p then
      if mod(dy, p) = 0 then
        -- The same point: doubled.
        q := mod(4 * y2 * y2, p);
        zzz := mod(2 * y2 * q, p);
        zz := q;
        dx := mod(x2 * zz, p);
        dy := mod(3 * (x2 * x2 - 1), p);
        x := mod(dy * dy - 2 * dx, p);
        y := mod(dy * (dx - x) - zzz * y2, p);
      else
        zz := 0;
      end if;
      continue;
    end if;
    dxx := dx * dx;
    dxx := dxx - trunc(trunc(dxx, -72) * reciprocal) * p;
    dxxx := dx * dxx;
    dxxx := dxxx - trunc(trunc(dxxx, -72) * reciprocal) * p;
    q := x * dxx;
    q := q - trunc(trunc(q, -72) * reciprocal) * p;
    x := dy * dy - dxxx - q - q;
    x := x - trunc(trunc(x, -72) * reciprocal) * p;
    y := dy * (q - x) - y * dxxx;
    y := y - trunc(trunc(y, -72) * reciprocal) * p;
    zz := zz * dxx;
    zz := zz - trunc(trunc(zz, -72) * reciprocal) * p;
    zzz := zzz * dxxx;
    zzz := zzz - trunc(trunc(zzz, -72) * reciprocal) * p;
  end loop;
  -- r is the sum's x modulo n, and p is a little larger than n.
  return zz <> 0 and (mod(r * zz - x, p) = 0 or r + n < p and mod((r + n) * zz - x, p) = 0);
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.es256_matches(text, bytea, bytea);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:eddsa_matches dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Whether a key made a signature with Ed25519 (RFC 8032, 5.1.7, without the cofactor)
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.eddsa_matches(kid text, public_point bytea, message bytea, signature bytea) returns boolean
language plpgsql stable strict parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  p constant numeric := 57896044618658097711785492504343953926634992332820282019728792003956564819949;
  n constant numeric := 7237005577332262213973186563042994240857116359379907606001950938285454250989;
  -- Barrett reduction: product - trunc(trunc(product, -72) * reciprocal) * p lies between -1.001 p and 1.001 p.
  reciprocal constant numeric := div(1e160, p) * 1e-160;
  s numeric;
  k numeric;
  encoded bytea;
  -- The sum so far is (x / z, y / z), and xy = zt. Additions have no exceptions (RFC 8032, 5.1.4).
  x numeric := 0;
  y numeric := 1;
  z numeric := 1;
  t numeric := 0;
  y_plus_x numeric;
  y_minus_x numeric;
  xy2d numeric;
  a numeric;
  b numeric;
  c numeric;
  f numeric;
  g numeric;
begin
  if length(signature) <> 64 then
    return false;
  end if;
  s := rls.unsigned(rls.reversed(substr(signature, 33)));
  if s >= n then
    return false;
  end if;
  k := mod(rls.unsigned(rls.reversed(sha512(substr(signature, 1, 32) || public_point || message))), n);
  -- S * B + k * -A: the comb of a key is that of -A. A point that is missing is null and makes all that follows null.
  for y_plus_x, y_minus_x, xy2d in
      select case when d.digit < 0 then m.b else m.a end, case when d.digit < 0 then m.a else m.b end,
        case when d.digit < 0 then -m.c else m.c end
      from (values
          ((select c.id from rls.comb c where c.kid is null and c.curve = 'Ed25519'),
            rls.signed_digits(s)),
          ((select c.id from rls.comb c where c.kid = eddsa_matches.kid and c.curve = 'Ed25519'),
            rls.signed_digits(k))
        ) s (comb, digits)
      cross join unnest(s.digits) with ordinality d (digit, place)
      -- The limit leaves the planner nothing but the index, whatever it is told or knows of the table.
      left join lateral (
        select o.a, o.b, o.c from rls.comb_point o where o.comb = s.comb and o.slot = 512 * d.place + abs(d.digit) limit 1
      ) m on true
      where d.digit <> 0 loop
    a := (y - x) * y_minus_x;
    b := (y + x) * y_plus_x;
    c := t * xy2d;
    c := c - trunc(trunc(c, -72) * reciprocal) * p;
    f := z + z - c;
    g := z + z + c;
    c := b - a;
    c := c - trunc(trunc(c, -72) * reciprocal) * p;
    b := b + a;
    b := b - trunc(trunc(b, -72) * reciprocal) * p;
    x := c * f;
    x := x - trunc(trunc(x, -72) * reciprocal) * p;
    y := g * b;
    y := y - trunc(trunc(y, -72) * reciprocal) * p;
    z := f * g;
    z := z - trunc(trunc(z, -72) * reciprocal) * p;
    t := c * b;
    t := t - trunc(trunc(t, -72) * reciprocal) * p;
  end loop;
  -- R is compared as it is written, with the one canonical encoding: y, and in the highest bit whether x is odd.
  z := rls.inverse(mod(mod(z, p) + p, p), p);
  x := mod(mod(x * z, p) + p, p);
  y := mod(mod(y * z, p) + p, p);
  encoded := rls.octets(y, 32);
  encoded := set_byte(encoded, 0, get_byte(encoded, 0) + 128 * mod(x, 2)::int);
  return rls.reversed(encoded) = substr(signature, 1, 32);
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.eddsa_matches(text, bytea, bytea, bytea);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:signature_matches dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Whether a key made a signature
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- RS256, RS384 and RS512 compare the whole encoded message (RFC 8017, 8.2.2); no padding is parsed.
create or replace function rls.signature_matches(key rls.verification_key, message bytea, signature bytea)
returns boolean
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  s numeric;
  encoded numeric;
begin
  if key.algorithm = 'HS256' then
    return sha256(key.outer_pad || sha256(key.inner_pad || message)) = signature;
  elsif key.algorithm = 'ES256' then
    return rls.es256_matches(key.kid, sha256(message), signature);
  elsif key.algorithm = 'EdDSA' then
    return rls.eddsa_matches(key.kid, key.public_point, message, signature);
  elsif key.algorithm not in ('RS256', 'RS384', 'RS512', 'PS256') or length(signature) <> key.octets then
    return false;
  end if;
  s := rls.unsigned(signature);
  if s >= key.modulus then
    return false;
  end if;
  encoded := rls.rsa_public(s, key.modulus, key.reciprocal);
  return case key.algorithm
    when 'PS256' then rls.pss_matches(encoded, key.encoded_bits, sha256(message))
    when 'RS256' then encoded = key.encoded_prefix + rls.unsigned(sha256(message))
    when 'RS384' then encoded = key.encoded_prefix + rls.unsigned(sha384(message))
    when 'RS512' then encoded = key.encoded_prefix + rls.unsigned(sha512(message)) end;
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
-- The row of the key says which algorithm it is for; the header may only agree. 1e131071 are 8 characters that become 131072
-- digits when they are printed, and many fit in: so nothing but strings of the header is printed before it was seen that,
-- outside of strings, no number has an exponent of four digits.
create or replace function rls.verified_claims(token text, out claims jsonb, out skew int, out mapping jsonb)
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
  if regexp_replace(replace(replace(header_text || claims_text, repeat(chr(92), 2), ''), chr(92) || '"', ''), '"[^"]*"', '', 'g')
        ~ '[eE][-+]?[0-9]{4}'
      or rls.repeats_a_key(header_text, header) or jsonb_typeof(parsed) <> 'object' or rls.repeats_a_key(claims_text, parsed)
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

--changeset rls:ticket dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A ticket for selected claims: good for a quarter of an hour, and no longer than they are
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- Runs with the rights of its caller: a stray EXECUTE signs nothing without SELECT on the secrets.
create or replace function rls.ticket(generation bytea, ends timestamptz, selected text) returns text
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  lifetime constant interval := '15 minutes';
  secret constant rls.context_secret := rls.newest_secret();
  body constant bytea := convert_to(
    rls.instant(least(ends, clock_timestamp() + lifetime)) || secret.id || rls.instant(ends) || selected, 'UTF8');
begin
  return rls.ticket_mac(secret.secret_a, secret.secret_b, generation || body) || convert_from(body, 'UTF8');
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.ticket(bytea, timestamptz, text);
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
  generation bytea;
  verified record;
begin
  generation := rls.settled_generation();
  perform rls.refuse_old_snapshot();
  verified := rls.verified_claims(token);
  if verified.claims is null then
    perform rls.reject_token();
  end if;
  if generation is null then
    raise exception 'RLS529: keys or claims are just being changed, so a ticket would not be good'
      using errcode = 'serialization_failure',
            hint = 'Bind the token itself, by rls.bind(token), or try again when that transaction has ended.';
  end if;
  return rls.ticket(generation, rls.token_ends(verified.claims, verified.skew),
    rls.selected_claims(verified.claims, verified.mapping));
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
          hint = 'Exchange the token again: a ticket is good for 15 minutes, while no key is revoked and no policy asks for a '
                 'claim that was not known before.';
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

--changeset rls:takes_ticket dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Binds the claims of a ticket, if it is good and nothing has ended it
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- What every transaction asks, so nothing here may cost more than it must: first the newest secret, which a function reads, then
-- the older ones of the table. It has no search_path of its own: those who call it have, and nobody else may.
create or replace function rls.takes_ticket(ticket text) returns boolean
language plpgsql volatile parallel unsafe
as $rls$
declare
  octets constant bytea := convert_to(ticket, 'UTF8');
  sealed constant bytea := int8send(pg_sequence_last_value('rls.ticket_generation')) || substr(octets, 65);
  secret_a bigint := pg_sequence_last_value('rls.secret_a');
  secret_b bigint := pg_sequence_last_value('rls.secret_b');
  context text;
begin
  if starts_with(ticket, rls.ticket_mac(secret_a, secret_b, sealed)) is not true then
    perform rls.refuse_old_snapshot();
    select s.secret_a, s.secret_b into secret_a, secret_b
    from rls.context_secret s
    where convert_to(s.id, 'UTF8') = substr(octets, 81, 4)
      and starts_with(ticket, rls.ticket_mac(s.secret_a, s.secret_b, sealed));
    if not found then
      return false;
    end if;
  end if;
  if not rls.lies_ahead(substr(octets, 65, 16)) then
    return false;
  end if;
  perform from pg_prepared_statement() p where p.from_sql;
  if found then
    perform rls.forget_prepared();
  end if;
  context := rls.write_context(rls.seal(secret_a, secret_b, substr(octets, 81)));
  return true;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.takes_ticket(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:bind_ticket dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Binds the claims of a ticket, if nothing has ended it
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.bind_ticket(ticket text) returns void
language plpgsql volatile security definer parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
begin
  -- Before anything is computed of it. None is longer: rls.selected_claims has a limit, and little stands before what it selects.
  if octet_length(ticket) > 270336 or rls.takes_ticket(ticket) is not true then
    perform rls.reject_ticket();
  end if;
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

--changeset rls:bind_ticket_or_token dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Binds the claims of a ticket; where it is not good any more those of its token, for which there is a new ticket then
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- Whoever binds need not know beforehand whether a ticket is still good, and no transaction fails because it is not. Where
-- something is bound, nothing leaves it bound: so a client can have its driver prepare what it sends, without a token.
create or replace function rls.bind_ticket(ticket text, token text) returns text
language plpgsql volatile security definer parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  generation bytea;
  verified record;
  ends timestamptz;
  selected text;
begin
  if octet_length(ticket) <= 270336 and rls.takes_ticket(ticket) then
    return null;
  elsif ticket is null and token is null then
    perform rls.require_claims();
    return null;
  end if;
  generation := rls.settled_generation();
  verified := rls.verified_claims(token);
  if verified.claims is null then
    perform rls.reject_token();
  end if;
  ends := rls.token_ends(verified.claims, verified.skew);
  selected := rls.selected_claims(verified.claims, verified.mapping);
  perform rls.bind_selected(ends, selected);
  return case when generation is not null then rls.ticket(generation, ends, selected) end;
end
$rls$;
comment on function rls.bind_ticket(text, text) is
  'Binds the claims of a ticket to this transaction; where it is not good, those of the token, and returns a new ticket if it can';
grant execute on function rls.bind_ticket(text, text) to rls_app, rls_trusted;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.bind_ticket(text, text);
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
  if octet_length(token) <= 8192 then
    select * into issued from rls.api_token t
    where t.digest = sha256(convert_to(token, 'UTF8')) and t.revoked_at is null and t.expires_at > now;
  end if;
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

--changeset rls:api_token_claims dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment What a token that this database issued stands for, for an application that is shown one
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.api_token_claims(token text) returns jsonb
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  found_claims jsonb;
begin
  perform rls.refuse_old_snapshot();
  if octet_length(token) <= 8192 then
    select t.claims || jsonb_build_object('exp', floor(extract(epoch from t.expires_at))::bigint) into found_claims
    from rls.api_token t
    where t.digest = sha256(convert_to(token, 'UTF8')) and t.revoked_at is null and t.expires_at > clock_timestamp();
  end if;
  if found_claims is null then
    perform rls.reject_token();
  end if;
  return found_claims;
end
$rls$;
comment on function rls.api_token_claims(text) is
  'The claims of a token of rls.issue_api_token and its end, as exp; binds nothing and records no use';
grant execute on function rls.api_token_claims(text) to rls_app, rls_trusted;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.api_token_claims(text);
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
    raise exception 'RLS512: claims must be a JSON object'
      using errcode = 'invalid_authorization_specification',
            hint = format('These are of type %s. Give them by their names: ''{"tenant_id": "acme"}''.',
              coalesce(jsonb_typeof(claims), 'null'));
  end if;
  if claims -> 'exp' is not null
      and (jsonb_typeof(claims -> 'exp') <> 'number' or (claims ->> 'exp')::numeric not between 0 and 253402300799) then
    raise exception 'RLS512: claim "exp" must be a number of seconds since 1970'
      using errcode = 'invalid_authorization_specification',
            hint = 'A whole number or a fraction, up to 253402300799, as RFC 7519 has it; or leave it out.';
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
    raise exception 'RLS512: the claims have expired'
      using errcode = 'invalid_authorization_specification',
            hint = format('Their claim "exp" is %s, and the clock here says %s. Bind claims that are valid now.',
              ends, clock_timestamp());
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
      using errcode = 'insufficient_privilege',
            hint = 'To let this role act for others, on record: grant rls_operator to it.';
  end if;
  -- Something that is seen: no space, no sign alone, and no letter that is blank, such as U+3164. [[:alnum:]] has those, and by
  -- some collations no others but those of ASCII.
  if coalesce(reason, '') !~ E'[^[:space:][:cntrl:][:punct:]\\u0080-\\u00bf\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5'
      '\\u180b-\\u180f\\u2000-\\u206f\\u2800\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\U000e0000-\\U000e0fff]' then
    raise exception 'RLS516: a reason must be given'
      using errcode = 'invalid_parameter_value',
            hint = 'Say why in letters or digits, for whoever reads rls.system_access later: ''ticket 4711''.';
  end if;
  if until is null or until <= now or until > now + longest then
    raise exception 'RLS516: the end must lie ahead, by 24 hours at most'
      using errcode = 'invalid_parameter_value',
            hint = format('This is %s. Give the time by which the work is done: now() + interval ''1 hour''.',
              coalesce(until::text, 'null'));
  end if;
  perform rls.check_claims(claims);
  select * into opened from rls.system_access a
  where a.operator = session_user and a.ends_at > now and a.reason = bind_system.reason and a.claims = bind_system.claims
    and a.transaction is distinct from pg_current_xact_id_if_assigned()
  order by a.ends_at desc limit 1;
  if opened.id is null then
    -- A standby shows what was recorded before, and records nothing.
    if current_setting('transaction_read_only')::boolean then
      raise exception 'RLS518: the reason cannot be recorded in a transaction that is read only'
        using errcode = 'read_only_sql_transaction',
              hint = 'Call rls.bind_system on the primary, in a transaction that may write. From then on the same call binds '
                     'here too, as soon as a standby has received the record.';
    end if;
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

-- Keys and API tokens, for members of rls_keys.

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
      using errcode = 'insufficient_privilege',
            hint = 'Log in as who manages keys, or have this role do so: grant rls_keys to it. No application needs that.';
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
  if secret = decode(repeat(encode(substr(secret, 1, 1), 'hex'), length(secret)), 'hex') then
    perform rls.refuse_key('its secret is one octet over and over');
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

--changeset rls:refuse_private dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Stops a private key, where a public one would do
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.refuse_private(jwk jsonb) returns void
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
begin
  if jwk ?| array['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth'] then
    perform rls.refuse_key('it holds private parts, and a private key has no business here; '
      'register its public part, and treat this key as disclosed');
  end if;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.refuse_private(jsonb);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:rsa_key dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment An RSA public key, ready to verify
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- What it was called when it knew RS256 alone.
do $rls$
begin
  if pg_catalog.to_regprocedure('rls.rs256_key(jsonb)') is not null then
    drop function rls.rs256_key(jsonb);
  end if;
end
$rls$;
create or replace function rls.rsa_key(jwk jsonb, algorithm text) returns rls.verification_key
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  key rls.verification_key;
  modulus constant bytea := rls.jwk_octets(jwk, 'n');
  bits constant int := 8 * length(modulus) - strpos(get_byte(modulus || '0'::bytea, 0)::bit(8)::text || '1', '1') + 1;
  hash_octets constant int := case algorithm when 'RS384' then 48 when 'RS512' then 64 else 32 end;
  small_primes constant numeric :=
    3899961020841730776624599553164906938343998394951775472546516237434255768082350405;
  digits int;
begin
  perform rls.refuse_private(jwk);
  if get_byte(modulus || '0'::bytea, 0) = 0 then
    perform rls.refuse_key('its "n" begins with a zero octet');
  end if;
  if bits not between 2048 and 4096 then
    perform rls.refuse_key(format('its modulus has %s bits; %s needs 2048 to 4096', bits, algorithm));
  end if;
  if get_byte(modulus, length(modulus) - 1) % 2 = 0 then
    perform rls.refuse_key('its modulus is even');
  end if;
  -- The product of the odd primes below 200: what one of them divides was not made by a generator of keys.
  if gcd(rls.unsigned(modulus), small_primes) <> 1 then
    perform rls.refuse_key('its modulus has a factor below 200');
  end if;
  if jwk -> 'e' is distinct from '"AQAB"' then
    perform rls.refuse_key('its "e" must be "AQAB" (65537)');
  end if;
  key.octets := length(modulus);
  key.modulus := rls.unsigned(modulus);
  -- floor(10^d / n) / 10^d, with d as rls.rsa_public asks for.
  digits := 2 * length(key.modulus::text) + 8;
  key.reciprocal := div(('1e' || digits)::numeric, key.modulus) * ('1e-' || digits)::numeric;
  if algorithm = 'PS256' then
    key.encoded_bits := bits - 1;
  else
    -- The DigestInfo of the hash (RFC 8017, 9.2, note 1).
    key.encoded_prefix := rls.unsigned(
      decode('0001' || repeat('ff', key.octets - 22 - hash_octets) || '00' || case algorithm
          when 'RS256' then '3031300d060960864801650304020105000420'
          when 'RS384' then '3041300d060960864801650304020205000430'
          when 'RS512' then '3051300d060960864801650304020305000440' end
        || repeat('00', hash_octets), 'hex'));
  end if;
  return key;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.rsa_key(jsonb, text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:es256_key dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A public key on P-256, ready for its comb
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.es256_key(jwk jsonb) returns rls.verification_key
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  p constant numeric := 115792089210356248762697446949407573530086143415290314195533631308867097853951;
  b constant numeric := 41058363725152142129326129780047268409114441015993725554835256314039467401291;
  key rls.verification_key;
  x numeric;
  y numeric;
begin
  perform rls.refuse_private(jwk);
  if jwk -> 'crv' is distinct from '"P-256"' then
    perform rls.refuse_key('its "crv" must be "P-256"');
  end if;
  if length(rls.jwk_octets(jwk, 'x')) <> 32 or length(rls.jwk_octets(jwk, 'y')) <> 32 then
    perform rls.refuse_key('its "x" and "y" must have 32 octets each');
  end if;
  key.public_point := rls.jwk_octets(jwk, 'x') || rls.jwk_octets(jwk, 'y');
  x := rls.unsigned(substr(key.public_point, 1, 32));
  y := rls.unsigned(substr(key.public_point, 33));
  if x >= p or y >= p then
    perform rls.refuse_key('its "x" or "y" is out of range');
  end if;
  -- The order of P-256 is prime: a point of the curve is a point of the group, and infinity has no coordinates.
  if mod(y * y, p) <> mod(x * x * x + (p - 3) * x + b, p) then
    perform rls.refuse_key('its "x" and "y" are no point of P-256');
  end if;
  return key;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.es256_key(jsonb);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:ed25519_point dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The point that 32 octets encode (RFC 8032, 5.1.3); nulls if none, or if not in the one canonical way
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.ed25519_point(encoded bytea, out x numeric, out y numeric)
language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  p constant numeric := 57896044618658097711785492504343953926634992332820282019728792003956564819949;
  d constant numeric := 37095705934669439343138083508754565189542113879843219016388785533085940283555;
  octets bytea := rls.reversed(encoded);
  odd constant int := get_byte(octets, 0) >> 7;
  square numeric;
  exponent numeric := div(p + 3, 8);
  power numeric;
begin
  y := rls.unsigned(set_byte(octets, 0, get_byte(octets, 0) & 127));
  if y >= p then
    y := null;
    return;
  end if;
  -- x^2 = (y^2 - 1) / (dy^2 + 1)
  square := mod((y * y + p - 1) * rls.inverse(mod(d * mod(y * y, p) + 1, p), p), p);
  x := 1;
  power := square;
  while exponent > 0 loop
    if mod(exponent, 2) = 1 then
      x := mod(x * power, p);
    end if;
    power := mod(power * power, p);
    exponent := div(exponent, 2);
  end loop;
  if mod(x * x, p) <> square then
    -- times a square root of -1
    x := mod(x * 19681161376707505956807079304988542015446066515923890162744021073123829784752, p);
  end if;
  if mod(x * x, p) <> square or x = 0 and odd = 1 then
    x := null;
    y := null;
  elsif mod(x, 2) <> odd then
    x := p - x;
  end if;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.ed25519_point(bytea);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:eddsa_key dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment A public key on Ed25519, ready for its comb
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.eddsa_key(jwk jsonb) returns rls.verification_key
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  p constant numeric := 57896044618658097711785492504343953926634992332820282019728792003956564819949;
  d constant numeric := 37095705934669439343138083508754565189542113879843219016388785533085940283555;
  n constant numeric := 7237005577332262213973186563042994240857116359379907606001950938285454250989;
  key rls.verification_key;
  point record;
  bits bit varying := substring(('x' || encode(rls.octets(n, 32), 'hex'))::bit(256) from 4);
  -- n * point, in the coordinates of rls.eddsa_matches
  x numeric := 0;
  y numeric := 1;
  z numeric := 1;
  t numeric := 0;
  x2 numeric;
  y2 numeric;
  z2 numeric;
  t2 numeric;
  a numeric;
  b numeric;
  c numeric;
  e numeric;
begin
  perform rls.refuse_private(jwk);
  if jwk -> 'crv' is distinct from '"Ed25519"' then
    perform rls.refuse_key('its "crv" must be "Ed25519"');
  end if;
  key.public_point := rls.jwk_octets(jwk, 'x');
  if length(key.public_point) <> 32 then
    perform rls.refuse_key('its "x" must have 32 octets');
  end if;
  point := rls.ed25519_point(key.public_point);
  if point.x is null then
    perform rls.refuse_key('its "x" is no point of Ed25519, or not in its canonical encoding');
  end if;
  -- Of small order are those with which everybody can sign. Whoever makes keys as RFC 8032 says has points of order n.
  for i in 1 .. 2 * length(bits) loop
    if i % 2 = 1 then
      x2 := x; y2 := y; z2 := z; t2 := t;
    elsif get_bit(bits, i / 2 - 1) = 1 then
      x2 := point.x; y2 := point.y; z2 := 1; t2 := mod(point.x * point.y, p);
    else
      continue;
    end if;
    a := mod((y - x) * (y2 - x2), p);
    b := mod((y + x) * (y2 + x2), p);
    c := mod(mod(2 * d * t, p) * t2, p);
    e := mod(2 * z * z2, p);
    x := mod((b - a) * (e - c), p);
    y := mod((e + c) * (b + a), p);
    z := mod((e - c) * (e + c), p);
    t := mod((b - a) * (b + a), p);
  end loop;
  if point.x = 0 or mod(x, p) <> 0 or mod(y - z, p) <> 0 then
    perform rls.refuse_key('its point is not of prime order');
  end if;
  return key;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.eddsa_key(jsonb);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:add_comb dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Computes the comb of a point, unless it is there; without a key id that of the base point of a curve
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.add_comb(curve text, kid text, x numeric, y numeric) returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  edwards constant boolean := curve = 'Ed25519';
  p constant numeric := case when edwards
    then 57896044618658097711785492504343953926634992332820282019728792003956564819949
    else 115792089210356248762697446949407573530086143415290314195533631308867097853951 end;
  d constant numeric := 37095705934669439343138083508754565189542113879843219016388785533085940283555;
  added int;
  -- The multiples of the point of one place, doubled in number each round: j * P + m * P for j from 1 to m. Each addition
  -- divides once, and one inverse does for all of a round (Montgomery).
  xs numeric[] := array[x];
  ys numeric[] := array[y];
  m int;
  first int;
  ts numeric[];
  divisors numeric[];
  products numeric[];
  product numeric;
  inverse numeric;
  quotient numeric;
  t numeric;
begin
  insert into rls.comb (curve, kid) values (add_comb.curve, add_comb.kid) on conflict do nothing returning id into added;
  if added is null then
    return;
  end if;
  for place in 1 .. 29 loop
    m := 1;
    while m <= 256 loop
      -- Of the last round the double of 256 P is all that is needed: the point of the next place.
      first := case m when 256 then 256 else 1 end;
      product := 1;
      for j in first .. m loop
        products[j] := product;
        if edwards then
          t := mod(mod(xs[j] * xs[m], p) * mod(ys[j] * ys[m], p), p);
          ts[j] := mod(d * t, p);
          divisors[j] := 1 - ts[j] * ts[j];
        elsif j = m then
          divisors[j] := 2 * ys[m];
        else
          divisors[j] := xs[m] - xs[j];
        end if;
        product := mod(product * divisors[j], p);
      end loop;
      inverse := rls.inverse(mod(product + p, p), p);
      for j in reverse m .. first loop
        quotient := mod(inverse * products[j], p);
        inverse := mod(inverse * divisors[j], p);
        if edwards then
          t := ts[j];
          xs[m + j] := mod(mod((xs[j] * ys[m] + ys[j] * xs[m]) * (1 - t), p) * quotient, p);
          ys[m + j] := mod(mod((ys[j] * ys[m] + xs[j] * xs[m]) * (1 + t), p) * quotient, p);
        else
          t := mod(case when j = m then 3 * (xs[m] * xs[m] - 1) else ys[m] - ys[j] end * quotient, p);
          xs[m + j] := mod(t * t - xs[j] - xs[m], p);
          ys[m + j] := mod(t * (xs[m] - xs[m + j]) - ys[m], p);
        end if;
      end loop;
      m := 2 * m;
    end loop;
    insert into rls.comb_point (comb, slot, a, b, c)
    select added, 512 * place + u.multiple,
      mod(case when edwards then u.y + u.x else u.x end + 2 * p, p),
      mod(case when edwards then u.y - u.x else u.y end + 2 * p, p),
      case when edwards then mod(mod(2 * d * mod(u.x * u.y, p), p) + p, p) end
    from unnest(xs[1:256], ys[1:256]) with ordinality u (x, y, multiple);
    xs[1] := xs[512];
    ys[1] := ys[512];
  end loop;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.add_comb(text, text, numeric, numeric);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:add_key_comb dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The combs that a key needs: its own and that of the base point of its curve
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.add_key_comb(key rls.verification_key) returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  point record;
begin
  if key.algorithm = 'ES256' then
    perform rls.add_comb('P-256', null,
      48439561293906451759052585252797914202762949526041747995844080717082404635286,
      36134250956749795798585127919587881956611106672985015071877198253568414405109);
    perform rls.add_comb('P-256', key.kid,
      rls.unsigned(substr(key.public_point, 1, 32)), rls.unsigned(substr(key.public_point, 33)));
  elsif key.algorithm = 'EdDSA' then
    point := rls.ed25519_point(key.public_point);
    perform rls.add_comb('Ed25519', null,
      15112221349535400772501151409588531511454012693041857206046113283949847762202,
      46316835694926478169428394003475163141307993866256225615783033603165251855960);
    -- Of -A, as rls.eddsa_matches subtracts.
    perform rls.add_comb('Ed25519', key.kid, -point.x, point.y);
  end if;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.add_key_comb(rls.verification_key);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:parsed_key dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment What a JSON Web Key says: its id, its algorithm, and all that can be computed ahead of the first token
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.parsed_key(jwk jsonb) returns rls.verification_key
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  -- Nothing but strings is made text: 1e131071 are 8 characters that become 131072 digits, and many fit in.
  -- The first is meant where the key does not say.
  algorithms constant text[] := case jwk -> 'kty' when '"RSA"' then array['RS256', 'RS384', 'RS512', 'PS256']
    when '"EC"' then array['ES256'] when '"OKP"' then array['EdDSA'] when '"oct"' then array['HS256'] end;
  algorithm constant text := case coalesce(jsonb_typeof(jwk -> 'alg'), 'null') when 'null' then algorithms[1]
    when 'string' then jwk ->> 'alg' else '' end;
  key rls.verification_key;
begin
  if jsonb_typeof(jwk) is distinct from 'object' then
    perform rls.refuse_key('it is not a JSON object');
  end if;
  if jsonb_typeof(jwk -> 'kid') is distinct from 'string' or jwk ->> 'kid' = '' then
    perform rls.refuse_key('it has no "kid", by which tokens name their key');
  end if;
  -- Whatever the collation, and with what a terminal or a viewer of logs takes for the end of a line or turns it around.
  if jwk ->> 'kid' ~ E'[[:cntrl:]\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069]' then
    perform rls.refuse_key('its "kid" has control characters');
  end if;
  -- What an index takes is counted in octets, and has to be said of the key.
  if octet_length(jwk ->> 'kid') > 1024 then
    perform rls.refuse_key('its "kid" is longer than 1024 octets');
  end if;
  if algorithms is null then
    perform rls.refuse_key('its "kty" must be "RSA", "EC", "OKP" or "oct"');
  end if;
  if algorithm <> all (algorithms) then
    perform rls.refuse_key(format('its "alg" must be "%s" or absent', array_to_string(algorithms, '", "')));
  end if;
  if nullif(jwk -> 'use', 'null') <> '"sig"' then
    perform rls.refuse_key('its "use" must be "sig" or absent');
  end if;
  if not jwk -> 'key_ops' @> '["verify"]' then
    perform rls.refuse_key('its "key_ops" must contain "verify" or be absent');
  end if;
  key := case algorithm when 'HS256' then rls.hs256_key(jwk) when 'ES256' then rls.es256_key(jwk)
    when 'EdDSA' then rls.eddsa_key(jwk) else rls.rsa_key(jwk, algorithm) end;
  key.kid := jwk ->> 'kid';
  key.algorithm := algorithm;
  return key;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.parsed_key(jsonb);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:check_key_settings dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Stops what cannot be registered beside a key
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.check_key_settings(issuer text, audience text, skew int, mapping jsonb) returns void
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
begin
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
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.check_key_settings(text, text, int, jsonb);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:store_key dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Keeps a key that is complete; the same key again changes nothing
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.store_key(key rls.verification_key) returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  known rls.verification_key;
begin
  key.registered_at := now();
  insert into rls.verification_key values (key.*) on conflict do nothing;

  select * into strict known from rls.verification_key k where k.kid = key.kid;
  key.registered_at := known.registered_at;
  if known is distinct from key then
    perform rls.refuse_key(format('key id "%s" is registered with other material, issuer, audience, skew or mapping, '
      'or was revoked; a new key needs a new id', key.kid));
  end if;
  perform rls.add_key_comb(key);
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.store_key(rls.verification_key);
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
  key rls.verification_key;
begin
  perform rls.check_key_role();
  if jsonb_typeof(jwk -> 'keys') = 'array' and jwk -> 'kty' is null then
    perform rls.refuse_key('it is a set of keys, and each is registered by a call: select rls.add_jwk(k, issuer, audience) '
      'from jsonb_array_elements(<the set> -> ''keys'') k');
  end if;
  key := rls.parsed_key(jwk);
  perform rls.check_key_settings(issuer, audience, skew, mapping);
  key.issuer := issuer;
  key.audience := audience;
  key.skew := skew;
  key.mapping := mapping;
  perform rls.store_key(key);
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

--changeset rls:end_key dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Ends a key: its tokens are refused from the next bind on
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- The row stays, so that the id cannot come back with another key.
create or replace function rls.end_key(kid text, noted_in text) returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
begin
  update rls.verification_key k set revoked_at = coalesce(k.revoked_at, now()) where k.kid = end_key.kid;
  if not found then
    raise exception 'RLS522: there is no key with id "%"', kid
      using errcode = 'undefined_object',
            hint = 'Give the kid as the issuer''s key set and the headers of its tokens have it.';
  end if;
  perform rls.note_change(noted_in, true); -- now, because sequences do not roll back
  delete from rls.comb c where c.kid = end_key.kid;
  -- What is left of it means nothing; a job that has just found the key again is not waited for.
  delete from rls.missing_key m
  where m.kid = (select n.kid from rls.missing_key n where n.kid = end_key.kid for update skip locked);
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.end_key(text, text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:refuse_waiting dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment An error where this transaction has taken something back: whoever waits then has others wait for him
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.refuse_waiting(what text) returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
begin
  if exists (select from pg_locks l where l.pid = pg_backend_pid() and l.relation = 'rls.context_secret'::regclass
      and l.mode = 'ShareRowExclusiveLock') then
    raise exception 'RLS528: % by another transaction, and this one has taken something back already', what
      using errcode = 'lock_not_available',
            hint = 'Others would wait as well: take back one thing in each transaction.';
  end if;
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.refuse_waiting(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:revoke_key dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Ends a key, by hand
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.revoke_key(kid text) returns void
language plpgsql volatile security definer parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
begin
  perform rls.check_key_role();
  -- By a transaction that ends the key as well: of the key job, which may leave it open. Whoever waits for it keeps nobody else
  -- waiting, so first the key, then the lock of all.
  perform from rls.verification_key k where k.kid = revoke_key.kid for no key update skip locked;
  if not found and exists (select from rls.verification_key k where k.kid = revoke_key.kid) then
    perform rls.refuse_waiting(format('the key with id "%s" is held', kid));
    raise warning 'RLS528: the key with id "%" is held by another transaction; it verifies until that has ended', kid
      using hint = 'Have the login of the key job end: alter role … nologin, then pg_terminate_backend for its sessions.';
    perform from rls.verification_key k where k.kid = revoke_key.kid for no key update;
  end if;
  lock table rls.context_secret in share row exclusive mode;
  perform rls.end_key(kid, 'rls.last_revocation');
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

-- Keys that an issuer publishes. A member of rls_keys says beforehand whose are followed, and what else is to be registered with
-- each; a job in rls_key_job brings them, and can neither bring keys of others nor change what was said.

--changeset rls:follow_issuer dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Has the published keys of an issuer followed
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.follow_issuer(issuer text, audience text, skew int default 60, mapping jsonb default '{}')
returns void
language plpgsql volatile security definer parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
begin
  perform rls.check_key_role();
  perform rls.check_key_settings(issuer, audience, skew, mapping);
  insert into rls.followed_issuer (issuer, audience, skew, mapping) values (issuer, audience, skew, mapping)
  on conflict on constraint followed_issuer_pkey
    do update set audience = excluded.audience, skew = excluded.skew, mapping = excluded.mapping;
end
$rls$;
comment on function rls.follow_issuer(text, text, int, jsonb) is
  'Has the published keys of an issuer followed (rls.follow_keys); audience, skew and mapping are those of the keys that come';
grant execute on function rls.follow_issuer(text, text, int, jsonb) to rls_keys;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.follow_issuer(text, text, int, jsonb);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:unfollow_issuer dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Leaves the keys of an issuer as they are from now on, but for those that it has withdrawn
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.unfollow_issuer(issuer text) returns void
language plpgsql volatile security definer parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
begin
  perform rls.check_key_role();
  perform rls.refuse_waiting('keys may be held');
  delete from rls.followed_issuer f where f.issuer = unfollow_issuer.issuer;
  if not found then
    perform rls.refuse_issuer(issuer);
  end if;
  -- They were to end, and nobody would see to it any more.
  perform from rls.verification_key k join rls.missing_key m on m.kid = k.kid
  where k.issuer = unfollow_issuer.issuer order by k.kid for no key update of k;
  lock table rls.context_secret in share row exclusive mode;
  perform rls.end_key(m.kid, 'rls.last_revocation') from rls.missing_key m join rls.verification_key k on k.kid = m.kid
  where k.issuer = unfollow_issuer.issuer;
end
$rls$;
comment on function rls.unfollow_issuer(text) is
  'Leaves the keys of an issuer as they are: none comes any more. Those that are missing from its set are revoked now';
grant execute on function rls.unfollow_issuer(text) to rls_keys;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.unfollow_issuer(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:refuse_issuer dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The error of an issuer that is not followed
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.refuse_issuer(issuer text) returns void
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
begin
  raise exception 'RLS526: issuer "%" is not followed', issuer
    using errcode = 'undefined_object',
          hint = 'A member of rls_keys declares it, once: select rls.follow_issuer(''<issuer>'', ''<audience>'')';
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.refuse_issuer(text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:refuse_key_set dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment The error of a key set by which nothing is changed
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.refuse_key_set(issuer text, reason text) returns void
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
begin
  raise exception 'RLS527: the keys of issuer "%" stay as they are: %', issuer, reason
    using errcode = 'invalid_parameter_value';
end
$rls$;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.refuse_key_set(text, text);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:follow_keys dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Brings the keys that an issuer publishes, and revokes those that it has not published for a while
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- Only a set with a key that verifies is believed: what an issuer says in an outage must not end all that was signed before.
create or replace function rls.follow_keys(issuer text, jwks jsonb, grace interval default '1 day')
returns table (kid text, outcome text, reason text)
language plpgsql volatile security definer parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  followed rls.followed_issuer;
  jwk jsonb;
  key rls.verification_key;
  known rls.verification_key;
  published text[] := '{}';
  most constant int := 100;
  live int;
  gone timestamptz;
begin
  if not pg_has_role(session_user, 'rls_key_job', 'member') then
    raise exception 'RLS525: role % is not a member of rls_key_job and may not bring keys', session_user
      using errcode = 'insufficient_privilege',
            hint = 'Run the job as a login of its own, and grant rls_key_job to that.';
  end if;
  -- One run after the other, whichever issuers they are about: so none waits for a key of another that waits for it, and what
  -- they retire is noted in turn.
  lock table rls.followed_issuer in share row exclusive mode;
  select * into followed from rls.followed_issuer f where f.issuer = follow_keys.issuer;
  if followed.issuer is null then
    perform rls.refuse_issuer(issuer);
  end if;
  if grace is null or grace < '0' then
    perform rls.refuse_key_set(issuer, 'the grace time must be 0 or more');
  end if;
  if jsonb_typeof(jwks -> 'keys') is distinct from 'array' then
    perform rls.refuse_key_set(issuer, 'what was published is no JWK set (RFC 7517), an object with an array "keys"');
  end if;
  -- Each key on a curve takes a second or two and 2 MB. Of one run and of all of them: an issuer may publish others each time.
  if jsonb_array_length(jwks -> 'keys') > most then
    perform rls.refuse_key_set(issuer, format('%s keys were published; the database takes %s at most',
      jsonb_array_length(jwks -> 'keys'), most));
  end if;
  live := (select count(*) from rls.verification_key k where k.issuer = followed.issuer and k.revoked_at is null);

  for jwk in select k.value from jsonb_array_elements(jwks -> 'keys') k
      order by case jsonb_typeof(k.value -> 'kid') when 'string' then k.value ->> 'kid' end loop
    -- Shown and logged, and whoever publishes chooses it: none that could not be registered is returned.
    kid := case when jsonb_typeof(jwk -> 'kid') = 'string' then jwk ->> 'kid' end;
    if octet_length(kid) > 1024 or kid ~ E'[[:cntrl:]\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069]' then
      kid := null;
    end if;
    reason := null;
    begin
      key := rls.parsed_key(jwk);
      if key.algorithm = 'HS256' then
        perform rls.refuse_key('a shared secret that is published is none');
      end if;
      select * into known from rls.verification_key k where k.kid = key.kid;
      if known.issuer = followed.issuer and known.revoked_at is not null then
        perform rls.refuse_key('its id was revoked, which is for good');
      end if;
    exception when invalid_parameter_value then
      outcome := 'ignored';
      reason := replace(sqlerrm, 'RLS521: key refused: ', '');
    end;
    if reason is null then
      -- Whoever publishes another's id first has it. That must not stop the rest of a set, and least of all what has left it.
      if known.issuer <> followed.issuer then
        outcome := 'refused';
        reason := 'its id is that of a key of another issuer; a key needs an id of its own';
      elsif known.kid is null and live >= most then
        outcome := 'refused';
        reason := format('its issuer has %s keys that are not revoked, and the database takes %s at most', live, most);
      elsif known.kid is null then
        key.issuer := followed.issuer;
        key.audience := followed.audience;
        key.skew := followed.skew;
        key.mapping := followed.mapping;
        perform rls.store_key(key);
        live := live + 1;
        outcome := 'added';
      else
        -- What was registered with it stays, by hand or by an earlier declaration.
        key.issuer := known.issuer;
        key.audience := known.audience;
        key.skew := known.skew;
        key.mapping := known.mapping;
        key.registered_at := known.registered_at;
        if known is distinct from key then
          perform rls.refuse_key_set(issuer, format(
            'key id "%s" is registered with other material or another algorithm; a new key needs a new id', key.kid));
        end if;
        delete from rls.missing_key m where m.kid = key.kid;
        outcome := 'kept';
      end if;
      published := published || key.kid;
    end if;
    return next;
  end loop;
  if published = '{}' then
    perform rls.refuse_key_set(issuer, 'none of the keys that were published verifies tokens here, as in an outage');
  end if;

  -- A shared secret is not published, and so cannot leave.
  for kid, gone in
      select k.kid, coalesce(m.since, now()) from rls.verification_key k left join rls.missing_key m on m.kid = k.kid
      where k.issuer = followed.issuer and k.revoked_at is null and k.algorithm <> 'HS256' and k.kid <> all (published)
      order by k.kid loop
    if gone + grace <= now() then
      perform rls.end_key(kid, 'rls.last_retirement');
      outcome := 'revoked';
      reason := null;
    else
      insert into rls.missing_key values (kid, gone) on conflict do nothing;
      outcome := 'missing';
      reason := 'since ' || to_char(gone at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');
    end if;
    return next;
  end loop;
end
$rls$;
comment on function rls.follow_keys(text, jsonb, interval) is
  'For the job that follows an issuer: registers the keys of its JWK set, and revokes those that have left it for so long';
grant execute on function rls.follow_keys(text, jsonb, interval) to rls_key_job;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.follow_keys(text, jsonb, interval);
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
    raise exception 'RLS523: the claims of a token must be a JSON object, and this is of type %', coalesce(jsonb_typeof(claims), 'null')
      using errcode = 'invalid_parameter_value',
            hint = 'Give the claims by their names: ''{"tenant_id": "acme"}''.';
  end if;
  if expires_at is null or expires_at <= clock_timestamp() or not isfinite(expires_at) then
    raise exception 'RLS523: a token must end, in the future, and this one would end at %', coalesce(expires_at::text, 'null')
      using errcode = 'invalid_parameter_value',
            hint = 'Give a time ahead: now() + interval ''90 days''.';
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
  lock table rls.context_secret in share row exclusive mode;
  update rls.api_token t set revoked_at = coalesce(t.revoked_at, now())
  where t.id = token_or_id or t.digest = sha256(convert_to(token_or_id, 'UTF8'));
  if not found then
    raise exception 'RLS524: there is no such API token'
      using errcode = 'undefined_object',
            hint = 'Give the token, or the id in it (rls_<id>_...), which rls.api_tokens() shows too.';
  end if;
  perform rls.note_change('rls.last_revocation', false);
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
declare
  now constant timestamptz := clock_timestamp();
begin
  perform rls.check_key_role();
  -- By the clock: a month less 31 days is an interval above zero or below it, as the month is.
  if keep is null or now - keep > now then
    raise exception 'RLS509: replaced secrets cannot be believed for %', coalesce(keep::text, 'null')
      using errcode = 'invalid_parameter_value',
            hint = 'Give a time of zero or more: rls.rotate_context_secret() believes them for a day, and '
                   'rls.rotate_context_secret(''0'') no more.';
  end if;
  lock table rls.context_secret in share row exclusive mode;
  -- Whoever does not wait for tickets to end takes a secret back.
  if now - keep > now - interval '15 minutes' then
    perform rls.note_change('rls.last_disclosure', false);
  end if;
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
      using errcode = 'undefined_table',
            hint = 'Run the changelog that creates the table before the one that protects it.';
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
  update rls.bound_claims b set names = read where b.names <> read;
  if found then
    perform rls.note_change('rls.last_declaration', true);
  end if;
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
    raise exception 'RLS537: % is no name of a claim', coalesce(to_json(name)::text, 'null')
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
      using errcode = 'undefined_object',
            hint = 'Create the policy before it is registered.';
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
      using errcode = 'undefined_table',
            hint = 'Run the changelog that creates the table before the one that protects it.';
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

--changeset rls:sees dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Whether a row can be seen by its key; within policies, where a subquery would expand the policies of that table
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- Not SECURITY DEFINER: it sees what the querying role sees. A subquery of the policy would do as much, but PostgreSQL expands
-- policies within policies and refuses to come to a table twice, as a tree of rows or two tables that refer to each other would.
create or replace function rls.sees(table_name regclass, key name, value anyelement) returns boolean
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $rls$
declare
  seen boolean;
begin
  execute format('select exists (select from %s where %I = $1)', table_name, key) into seen using value;
  return seen;
end
$rls$;
comment on function rls.sees(regclass, name, anyelement) is
  'For policies: whether the querying role can see the row of a table that has this key';
grant execute on function rls.sees(regclass, name, anyelement) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.sees(regclass, name, anyelement);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:add_tenant_key dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Makes tenant and key unique together, which changes nothing but is what foreign keys can refer to
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- Not SECURITY DEFINER: the owner of the table runs it with rights of its own.
create or replace function rls.add_tenant_key(table_name regclass, tenant name, key name) returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  columns constant smallint[] := array(select a.attnum from pg_attribute a
    where a.attrelid = table_name and a.attname in (tenant, key) and not a.attisdropped order by a.attnum);
  found record;
begin
  if cardinality(columns) <> 2 then
    raise exception 'RLS536: table % has no columns % and %', table_name, quote_ident(tenant), quote_ident(key)
      using errcode = 'undefined_column',
            hint = 'Run the changelog that creates the columns before the one that protects the table.';
  end if;
  -- Whoever made it: one such index is enough, and one that failed halfway is good for nothing.
  for found in
      select i.indexrelid::regclass as name, i.indisvalid as valid from pg_index i
      where i.indrelid = table_name and i.indisunique and i.indimmediate and i.indpred is null and i.indexprs is null
        and i.indnkeyatts = 2
        and array(select unnest((i.indkey::smallint[])[0:1]) order by 1) = columns
      order by i.indisvalid loop
    if found.valid then
      return;
    end if;
    execute format('drop index %s', found.name);
  end loop;
  execute format('create unique index on %s (%I, %I)', table_name, tenant, key);
  select i.indexrelid::regclass as name, c.relname into found
  from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid = table_name and i.indisunique and i.indimmediate and i.indpred is null and i.indexprs is null
    and i.indnkeyatts = 2 and array(select unnest((i.indkey::smallint[])[0:1]) order by 1) = columns;
  -- A partitioned table cannot take an index as its constraint, and needs none.
  if (select c.relkind from pg_class c where c.oid = table_name) = 'r' then
    execute format('alter table %s add constraint %I unique using index %2$I', table_name, found.relname);
    execute format('comment on constraint %I on %s is %L', found.relname, table_name, 'rls-hibernate: tenant and key');
  end if;
end
$rls$;
comment on function rls.add_tenant_key(regclass, name, name) is
  'For changelogs, by the owner of the table: a unique key of tenant and key, unless there is one';
grant execute on function rls.add_tenant_key(regclass, name, name) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.add_tenant_key(regclass, name, name);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:drop_tenant_key dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Takes away what add_tenant_key made, unless something else refers to it by now
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.drop_tenant_key(table_name regclass, tenant name, key name) returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  own name;
begin
  for own in
      select c.conname from pg_constraint c
      where c.conrelid = table_name and c.contype = 'u'
        and obj_description(c.oid, 'pg_constraint') = 'rls-hibernate: tenant and key'
        and (select array_agg(a.attname order by k.place) from unnest(c.conkey) with ordinality k (attnum, place)
             join pg_attribute a on a.attrelid = table_name and a.attnum = k.attnum) = array[tenant, key]
        and not exists (select from pg_constraint f where f.contype = 'f' and f.conindid = c.conindid) loop
    execute format('alter table %s drop constraint %I', table_name, own);
  end loop;
end
$rls$;
comment on function rls.drop_tenant_key(regclass, name, name) is
  'For rollbacks, by the owner of the table: drops the key that add_tenant_key made and nothing refers to';
grant execute on function rls.drop_tenant_key(regclass, name, name) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.drop_tenant_key(regclass, name, name);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:check_tenant_reference dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment An error if rows refer to rows of another tenant
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- Row security would hide the rows that are looked for, from the owner too: its force is taken away for the time being, under the
-- lock that this needs, and given back in the same transaction.
create or replace function rls.check_tenant_reference(
  table_name regclass, tenant name, reference name, referenced regclass, referenced_tenant name, key name) returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  forced constant regclass[] := array(select c.oid::regclass from pg_class c
    where c.oid in (table_name, referenced) and c.relforcerowsecurity order by c.oid);
  query constant text := format('from %s r join %s o on o.%I = r.%I where o.%I <> r.%I',
    table_name, referenced, key, reference, referenced_tenant, tenant);
  hidden regclass;
  violations bigint;
begin
  foreach hidden in array forced loop
    execute format('alter table %s no force row level security', hidden);
  end loop;
  execute 'select count(*) ' || query into violations;
  if violations > 0 then
    raise exception 'RLS535: % row(s) of % refer by % to rows of % that are another tenant''s',
        violations, table_name, quote_ident(reference), referenced
      using errcode = 'foreign_key_violation',
            hint = 'Mend them first. Without the force of row security, or as a superuser, this shows them: select r.* ' || query;
  end if;
  foreach hidden in array forced loop
    execute format('alter table %s force row level security', hidden);
  end loop;
end
$rls$;
comment on function rls.check_tenant_reference(regclass, name, name, regclass, name, name) is
  'For changelogs, by the owner of both tables: an error if rows of one refer to rows of the other that are another tenant''s';
grant execute on function rls.check_tenant_reference(regclass, name, name, regclass, name, name) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.check_tenant_reference(regclass, name, name, regclass, name, name);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:add_tenant_reference dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Puts a foreign key of tenant and reference in place of that of the reference alone
reset role;
grant rls_owner to current_user;
set role rls_owner;
-- The trap: PostgreSQL validates a foreign key by a query of whoever alters the table. Where row security is forced on the owner,
-- that query is shown no rows, or those of one tenant, and the key is marked valid over rows that violate it. So the force is
-- taken away while it is validated. Where the operator took it away before, there is no lock that stops anybody while the
-- rows are read (docs/operations.md).
create or replace function rls.add_tenant_reference(
  table_name regclass, tenant name, reference name, referenced regclass, referenced_tenant name, key name,
  validate boolean default true) returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  forced constant regclass[] := array(select c.oid::regclass from pg_class c
    where c.oid in (table_name, referenced) and c.relforcerowsecurity order by c.oid);
  columns constant smallint[] := array(select a.attnum from unnest(array[tenant, reference]) with ordinality n (name, place)
    join pg_attribute a on a.attrelid = table_name and a.attname = n.name order by n.place);
  referenced_columns constant smallint[] := array(
    select a.attnum from unnest(array[referenced_tenant, key]) with ordinality n (name, place)
    join pg_attribute a on a.attrelid = referenced and a.attname = n.name order by n.place);
  hidden regclass;
  single record;
  own record;
  replaced jsonb := '{}';
  actions text := '';
  checking boolean;
begin
  -- The first of those that stand there says what happens to the row when the other one is deleted, but never to its tenant.
  for single in
      select c.conname, c.confdeltype, c.confupdtype, c.condeferrable, c.condeferred, pg_get_constraintdef(c.oid) as definition
      from pg_constraint c
      where c.contype = 'f' and c.conrelid = table_name and c.confrelid = referenced and c.conparentid = 0
        and c.conkey = columns[2:2] and c.confkey = referenced_columns[2:2]
      order by c.conname loop
    if replaced = '{}' then
      actions := format(case single.confdeltype
            when 'c' then ' on delete cascade'
            when 'r' then ' on delete restrict'
            when 'n' then ' on delete set null (%1$I)'
            when 'd' then ' on delete set default (%1$I)'
            else '' end, reference)
        || case single.confupdtype when 'c' then ' on update cascade' when 'r' then ' on update restrict' else '' end
        || case when single.condeferrable then ' deferrable' else '' end
        || case when single.condeferred then ' initially deferred' else '' end;
    end if;
    replaced := replaced || jsonb_build_object(single.conname, single.definition);
  end loop;

  select c.oid, c.conname, c.convalidated, obj_description(c.oid, 'pg_constraint') as remark into own
  from pg_constraint c
  where c.contype = 'f' and c.conrelid = table_name and c.confrelid = referenced and c.conparentid = 0
    and ((c.conkey = columns and c.confkey = referenced_columns)
      or (c.conkey = array[columns[2], columns[1]] and c.confkey = array[referenced_columns[2], referenced_columns[1]]))
  order by c.convalidated desc, c.conname limit 1;

  -- What others have validated may have been under the force of row security, so it is looked at once.
  checking := validate and (own.oid is null or not own.convalidated or coalesce(own.remark, '') not like 'rls-hibernate: %');
  if checking then
    foreach hidden in array forced loop
      execute format('alter table %s no force row level security', hidden);
    end loop;
    perform rls.check_tenant_reference(table_name, tenant, reference, referenced, referenced_tenant, key);
  end if;
  if own.oid is null then
    execute format('alter table %s add foreign key (%I, %I) references %s (%I, %I)%s%s',
      table_name, tenant, reference, referenced, referenced_tenant, key, actions,
      case when validate then '' else ' not valid' end);
    select c.oid, c.conname, c.convalidated, 'rls-hibernate: in place of {}' as remark into own
    from pg_constraint c
    where c.contype = 'f' and c.conrelid = table_name and c.confrelid = referenced and c.conparentid = 0
      and c.conkey = columns and c.confkey = referenced_columns;
  elsif checking then
    execute format('alter table %s validate constraint %I', table_name, own.conname);
  end if;
  if checking then
    foreach hidden in array forced loop
      execute format('alter table %s force row level security', hidden);
    end loop;
  end if;

  -- Until the rows are known to be right, the others stand beside it.
  if validate then
    for single in select jsonb_object_keys(replaced) as conname loop
      execute format('alter table %s drop constraint %I', table_name, single.conname);
    end loop;
  else
    replaced := '{}';
  end if;
  if coalesce(own.remark, '') not like 'rls-hibernate: %' then
    own.remark := 'rls-hibernate: found, in place of {}';
  end if;
  execute format('comment on constraint %I on %s is %L', own.conname, table_name,
    substring(own.remark from '^[^{]*') || (substring(own.remark from '{.*$')::jsonb || replaced));
end
$rls$;
comment on function rls.add_tenant_reference(regclass, name, name, regclass, name, name, boolean) is
  'For changelogs, by the owner of both tables: a foreign key over tenant and reference, in place of that over the reference';
grant execute on function rls.add_tenant_reference(regclass, name, name, regclass, name, name, boolean) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.add_tenant_reference(regclass, name, name, regclass, name, name, boolean);
--rollback reset role;
--rollback revoke rls_owner from current_user;

--changeset rls:drop_tenant_reference dbms:postgresql runOnChange:true splitStatements:false rollbackSplitStatements:false stripComments:false
--comment Gives back the foreign keys that add_tenant_reference replaced
reset role;
grant rls_owner to current_user;
set role rls_owner;
create or replace function rls.drop_tenant_reference(
  table_name regclass, tenant name, reference name, referenced regclass, referenced_tenant name, key name) returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $rls$
declare
  forced constant regclass[] := array(select c.oid::regclass from pg_class c
    where c.oid in (table_name, referenced) and c.relforcerowsecurity order by c.oid);
  hidden regclass;
  own record;
  replaced record;
begin
  -- Foreign keys are validated as the owner, who would not see the rows.
  foreach hidden in array forced loop
    execute format('alter table %s no force row level security', hidden);
  end loop;
  for own in
      select c.conname, obj_description(c.oid, 'pg_constraint') as remark from pg_constraint c
      where c.contype = 'f' and c.conrelid = table_name and c.confrelid = referenced and c.conparentid = 0
        and obj_description(c.oid, 'pg_constraint') like 'rls-hibernate: %in place of {%'
        and (select array_agg(a.attname::text order by a.attname::text) from pg_attribute a
             where a.attrelid = table_name and a.attnum = any (c.conkey))
          = (select array_agg(n.name order by n.name) from unnest(array[tenant::text, reference::text]) n (name)) loop
    for replaced in
        select s.key, s.value from jsonb_each_text(substring(own.remark from '{.*$')::jsonb) s
        where not exists (select from pg_constraint c where c.conrelid = table_name and c.conname = s.key) loop
      execute format('alter table %s add constraint %I %s', table_name, replaced.key, replaced.value);
    end loop;
    if own.remark like 'rls-hibernate: found, %' then
      execute format('comment on constraint %I on %s is null', own.conname, table_name);
    else
      execute format('alter table %s drop constraint %I', table_name, own.conname);
    end if;
  end loop;
  foreach hidden in array forced loop
    execute format('alter table %s force row level security', hidden);
  end loop;
end
$rls$;
comment on function rls.drop_tenant_reference(regclass, name, name, regclass, name, name) is
  'For rollbacks, by the owner of both tables: gives back the foreign keys that add_tenant_reference replaced';
grant execute on function rls.drop_tenant_reference(regclass, name, name, regclass, name, name) to public;
reset role;
revoke rls_owner from current_user;
--rollback reset role;
--rollback grant rls_owner to current_user;
--rollback set role rls_owner;
--rollback drop function if exists rls.drop_tenant_reference(regclass, name, name, regclass, name, name);
--rollback reset role;
--rollback revoke rls_owner from current_user;
