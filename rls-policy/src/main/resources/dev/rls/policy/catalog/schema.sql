-- Schema rls, which all policies trust.

--rule RLS740 LEAK Something in schema rls belongs to somebody else than rls_owner
select f.name,
  pg_catalog.format('it belongs to %I, who may replace it', f.owner_name),
  pg_catalog.format('alter routine %s owner to rls_owner', f.name)
from routine f where f.nspname = 'rls' and f.owner_name <> 'rls_owner'
union all
select r.name,
  pg_catalog.format('it belongs to %I, who may read and write it', r.owner_name),
  pg_catalog.format('alter table %s owner to rls_owner', r.name)
from relation r where r.nspname = 'rls' and r.owner_name <> 'rls_owner'
union all
select 'schema rls',
  pg_catalog.format('it belongs to %I, who may replace everything in it', o.rolname),
  'alter schema rls owner to rls_owner'
from pg_catalog.pg_namespace n join pg_catalog.pg_roles o on o.oid = n.nspowner
where n.nspname = 'rls' and o.rolname <> 'rls_owner' and o.oid not in (select h.oid from held h)

--rule RLS741 LEAK A function that reads claims is IMMUTABLE
select f.name,
  'it is IMMUTABLE, so a prepared plan keeps the claim of one tenant for the next',
  pg_catalog.format('alter function %s stable', f.name)
from routine f where f.nspname = 'rls' and f.provolatile = 'i'
  and (f.proname ~ '^(claim|find|found)_' or f.proname in ('require_claims', 'sealed_claim', 'tx_facts'))

--rule RLS742 LEAK A function of schema rls has no pinned search_path
select f.name,
  'whoever calls it chooses what its names mean',
  pg_catalog.format('alter function %s set search_path = pg_catalog, pg_temp', f.name)
from routine f where f.nspname = 'rls' and f.search_path is distinct from 'pg_catalog, pg_temp'
  -- What its owner alone may call is called by functions whose path is pinned.
  and (f.prosecdef or exists (
    select from pg_catalog.aclexplode(coalesce(f.proacl, pg_catalog.acldefault('f', f.proowner))) a
    where a.grantee <> f.proowner))

--rule RLS743 WEAKENED A function of schema rls was granted to somebody it is not for
select f.name,
  pg_catalog.format('%s may execute it, though schema.sql does not say so', g.name),
  pg_catalog.format('revoke execute on function %s from %s', f.name, g.name)
from routine f
cross join lateral pg_catalog.aclexplode(coalesce(f.proacl, pg_catalog.acldefault('f', f.proowner))) a
join grantee g on g.oid = a.grantee
where f.nspname = 'rls' and a.grantee <> f.proowner and not exists (
  select from (values
    ('^(claim|find)_', 'public'),
    ('^(require_claims|registered_policies|register_policy|unregister_policy|check_table)$', 'public'),
    ('^(sees|(add|drop|check)_tenant_(key|reference))$', 'public'),
    ('^(bind|exchange|bind_ticket|bind_api_token|api_token_claims)$', 'rls_app'),
    ('^(bind|exchange|bind_ticket|bind_api_token|api_token_claims|bind_claims)$', 'rls_trusted'),
    ('^(bind_system)$', 'rls_operator'),
    ('^(add_jwk|revoke_key|declare_claim|rotate_context_secret|system_accesses)$', 'rls_keys'),
    ('^(issue_api_token|revoke_api_token|api_tokens|follow_issuer|unfollow_issuer)$', 'rls_keys'),
    ('^follow_keys$', 'rls_key_job')) meant (functions, role_name)
  where f.proname ~ meant.functions and g.name = meant.role_name)

--rule RLS744 LEAK Somebody was granted a table of schema rls
select r.name,
  pg_catalog.format('%s may %s, and nobody but rls_owner may', g.name,
    pg_catalog.string_agg(distinct a.privilege_type, ', ')),
  pg_catalog.format('revoke all on %s from %s', r.name, g.name)
from relation r
cross join lateral (
  select x.* from pg_catalog.aclexplode(r.relacl) x
  union all
  select x.* from pg_catalog.pg_attribute t, pg_catalog.aclexplode(t.attacl) x where t.attrelid = r.oid) a
join grantee g on g.oid = a.grantee
where r.nspname = 'rls' and a.grantee <> r.relowner
group by r.name, g.name

--rule RLS745 LEAK Somebody may create in schema rls
select 'schema rls',
  pg_catalog.format('%s may create in it what policies would call', g.name),
  pg_catalog.format('revoke create on schema rls from %s', g.name)
from pg_catalog.pg_namespace n cross join lateral pg_catalog.aclexplode(n.nspacl) a join grantee g on g.oid = a.grantee
where n.nspname = 'rls' and a.privilege_type = 'CREATE' and a.grantee <> n.nspowner

--rule RLS746 LEAK There is no schema rls
select 'schema rls',
  'it is missing, so there is nothing that policies could read claims from',
  '-- run dev/rls/liquibase/schema.sql of rls-liquibase'
where pg_catalog.to_regnamespace('rls') is null and exists (select from index_table)
