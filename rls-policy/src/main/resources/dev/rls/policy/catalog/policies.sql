-- What the policies of protected tables say.

--rule RLS712 LEAK A policy that was compiled or registered is absent
select pg_catalog.format('%I.%I', w.table_schema, w.table_name),
  case when p.oid is null then 'there is no such table in this database'
    else 'not there: ' || pg_catalog.string_agg(w.policy_name, ', ' order by w.policy_name) end,
  coalesce(p.changeset, case when p.oid is null then '-- create the table, then run its changelog'
    else pg_catalog.format('-- as %I, with psql: META-INF/rls/%s/changelog.sql', p.owner_name, p.unit) end)
from (
  select i.table_schema, i.table_name, i.policy_name, true as compiled from index_policy i
  union
  select g.table_schema, g.table_name, g.policy_name, false from registered g
  where not exists (select from index_table i where i.table_schema = g.table_schema and i.table_name = g.table_name)) w
left join protected p on p.nspname = w.table_schema and p.relname = w.table_name
where (w.compiled or p.reached)
  and not exists (select from policy x where x.polrelid = p.oid and x.polname = w.policy_name)
group by w.table_schema, w.table_name, p.oid, p.changeset, p.owner_name, p.unit

--rule RLS713 LEAK A policy is not the one that was compiled or registered
select p.name,
  case when p.indexed then 'not as it was compiled: ' else 'changed by hand, or the table has a new owner: ' end
    || pg_catalog.string_agg(x.polname, ', ' order by x.polname),
  coalesce(p.changeset, pg_catalog.format('-- as %I, with psql: META-INF/rls/%s/changelog.sql', p.owner_name, p.unit))
from protected p join policy x on x.polrelid = p.oid
left join index_policy i on i.table_schema = p.nspname and i.table_name = p.relname and i.policy_name = x.polname
left join registered g on g.table_schema = p.nspname and g.table_name = p.relname and g.policy_name = x.polname
cross join asked
where asked.with_registry and p.reached and (i.policy_name is not null or g.policy_name is not null)
  and (g.policy_name is null or i.digest <> g.digest
    -- Where row security is off or not forced, that is what changed, and RLS710 and RLS711 tell it.
    or not g.intact and p.relrowsecurity and p.relforcerowsecurity)
group by p.name, p.indexed, p.changeset, p.owner_name, p.unit

--rule RLS714 WEAKENED Of the restrictive and the permissive policy that say the same, one is missing
select p.name,
  case when x.polpermissive then pg_catalog.format(
      'permissive policy %I has no restrictive one beside it: any other permissive policy adds rows', x.polname)
    else pg_catalog.format('restrictive policy %I has no permissive one beside it: there are no rows, and no error',
      x.polname) end,
  pg_catalog.format('create policy %I on %s as %s for %s to %s%s%s',
    pg_catalog.left(x.polname, 50) || case when x.polpermissive then '_restrict' else '_permit' end, p.name,
    case when x.polpermissive then 'restrictive' else 'permissive' end, c.command,
    case when x.polpermissive then 'public' else pg_catalog.format('%s, %I', a.names, p.owner_name) end,
    ' using (' || x.using_text || ')', ' with check (' || x.check_text || ')')
from protected p join policy x on x.polrelid = p.oid and x.sealed
cross join lateral (select case x.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update'
  when 'd' then 'delete' else 'all' end) c (command)
cross join (select pg_catalog.string_agg(pg_catalog.quote_ident(r.role_name), ', ') from (
  select pg_catalog.unnest(asked.role_names) from asked) r (role_name)) a (names)
where p.reached and not p.ours and p.relrowsecurity
  -- A policy for all commands may have one beside it for each of them.
  and exists (select from pg_catalog.unnest(case when x.polcmd = '*' then array['r', 'a', 'w', 'd']::"char"[]
      else array[x.polcmd] end) command (code)
    where not exists (select from policy other where other.polrelid = p.oid and other.polpermissive <> x.polpermissive
      and other.polcmd in ('*', command.code) and (other.polpermissive or other.sealed and 0::oid = any (other.polroles))))

--rule RLS715 WEAKENED A protected table has a permissive policy of somebody else
select p.name,
  pg_catalog.format('policy %I admits more than the compiled ones; the restrictive ones are all that still holds', x.polname),
  pg_catalog.format('drop policy %I on %s', x.polname, p.name)
from protected p join policy x on x.polrelid = p.oid and x.polpermissive
where p.reached and p.ours and x.polname <> 'hibernate_tenant_isolation'
  and x.polroles && (select pg_catalog.array_agg(acting.oid) from acting)
  and not exists (select from index_policy i where i.table_schema = p.nspname and i.table_name = p.relname
    and i.policy_name = x.polname)
  and not exists (select from registered g where g.table_schema = p.nspname and g.table_name = p.relname
    and g.policy_name = x.polname)
  -- A route of its own: whom the compiled policies do not admit has one that reads claims as they do.
  and (not x.sealed or exists (
    select from policy c
    join registered g on g.table_schema = p.nspname and g.table_name = p.relname and g.policy_name = c.polname,
      judged j, pg_catalog.unnest(x.polroles) theirs (role), pg_catalog.unnest(c.polroles) ours (role)
    where c.polrelid = p.oid and c.polpermissive
      and (theirs.role = 0::oid or pg_catalog.pg_has_role(j.oid, theirs.role, 'member'))
      and (ours.role = 0::oid or pg_catalog.pg_has_role(j.oid, ours.role, 'member'))))

--rule RLS716 WEAKENED A protected table has the policy of Hibernate's own row security
select p.name,
  'policy hibernate_tenant_isolation permits every tenant to whoever sets hibernate.tenant_id_root',
  pg_catalog.format('drop policy hibernate_tenant_isolation on %s', p.name)
from protected p join policy x on x.polrelid = p.oid and x.polname = 'hibernate_tenant_isolation'
where p.reached and p.ours

--rule RLS717 WEAKENED A policy trusts a setting that any SQL may change
select p.name,
  pg_catalog.format('policy %I reads current_setting(), which whoever sends SQL can set; only rls.claim_text() and its like'
    ' are sealed', x.polname),
  pg_catalog.format('drop policy %I on %s', x.polname, p.name)
from protected p join policy x on x.polrelid = p.oid
where p.reached and not p.ours and pg_catalog.concat(x.using_text, ' ', x.check_text) ~* E'\\mcurrent_setting\\('
  and not exists (select from policy other where other.polrelid = p.oid and other.sealed and not other.polpermissive)

--rule RLS718 NOTE A policy reads a claim for each row
select p.name,
  pg_catalog.format('policy %I calls a function of schema rls outside of a subquery of its own, so for each row', x.polname),
  pg_catalog.format('alter policy %I on %s%s%s', x.polname, p.name,
    ' using (' || pg_catalog.regexp_replace(x.using_text, bare.call, E'(select rls.\\2)', 'g') || ')',
    ' with check (' || pg_catalog.regexp_replace(x.check_text, bare.call, E'(select rls.\\2)', 'g') || ')')
from protected p join policy x on x.polrelid = p.oid and x.sealed,
  (select E'(?<!SELECT )\\m(rls\\.)?(?<!SELECT rls\\.)((claim_\\w+|find_\\w+|require_claims)\\([^()]*\\))') bare (call)
where p.reached and not p.ours and pg_catalog.concat(x.using_text, ' ', x.check_text) ~ bare.call
