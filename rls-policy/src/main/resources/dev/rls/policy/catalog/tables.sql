-- Tables, and who may do what with them.

--rule RLS710 LEAK A protected table has no row security
select p.name, 'row security is not enabled, so its policies are not asked',
  pg_catalog.format('alter table %s enable row level security', p.name)
from protected p where p.reached and not p.relrowsecurity

--rule RLS711 WEAKENED The row security of a protected table is not forced
select p.name, 'row security is not forced, so views and functions of its owner read the rows of all tenants',
  pg_catalog.format('alter table %s force row level security', p.name)
from protected p where p.reached and p.relrowsecurity and not p.relforcerowsecurity

--rule RLS720 NOTE The application was granted a table without row security
select r.name,
  pg_catalog.format('%s may %s, and no policy says which rows: right if they are the same for all tenants',
    g.grantee_name, pg_catalog.string_agg(distinct pg_catalog.upper(g.privilege), ', ')),
  pg_catalog.format('%srevoke all on %s from %s%s', g.before, r.name, g.grantee_name, g.after)
from unprotected r join granted g on g.oid = r.oid where r.belongs is null
group by r.name, g.grantee_name, g.before, g.after

--rule RLS721 WEAKENED Tables to come are granted to the application before they have policies
select g.name,
  pg_catalog.format('tables that %I creates%s are granted to it, whether they have policies or not', o.rolname,
    coalesce(' in schema ' || pg_catalog.quote_ident(n.nspname), '')),
  pg_catalog.format('alter default privileges for role %I%s revoke all on tables from %s', o.rolname,
    coalesce(' in schema ' || pg_catalog.quote_ident(n.nspname), ''), g.name)
from (select distinct d.defaclrole, d.defaclnamespace, a.grantee
    from pg_catalog.pg_default_acl d, pg_catalog.aclexplode(d.defaclacl) a
    where d.defaclobjtype = 'r' and a.grantee <> d.defaclrole and a.grantee in (select acting.oid from acting)) d
join pg_catalog.pg_roles o on o.oid = d.defaclrole
join grantee g on g.oid = d.grantee
left join pg_catalog.pg_namespace n on n.oid = d.defaclnamespace

--rule RLS722 WEAKENED A protected table was granted to PUBLIC
select p.name,
  pg_catalog.format('every role may %s, and whoever binds claims gets their rows',
    pg_catalog.string_agg(distinct pg_catalog.upper(g.privilege), ', ')),
  pg_catalog.format('%srevoke select, insert, update, delete on %s from public%s', g.before, p.name, g.after)
from protected p join granted g on g.oid = p.oid
where g.grantee = 0::oid and g.privilege in ('select', 'insert', 'update', 'delete')
group by p.name, g.before, g.after

--rule RLS723 LEAK The application may truncate a protected table
select p.name,
  pg_catalog.format('%s may TRUNCATE it, which takes the rows of all tenants and asks no policy', g.grantee_name),
  pg_catalog.format('%srevoke truncate on %s from %s%s', g.before, p.name, g.grantee_name, g.after)
from (select oid, name from protected union select t.oid, t.name from target t) p join granted g on g.oid = p.oid
where g.privilege = 'truncate'

--rule RLS724 WEAKENED The application has REFERENCES, TRIGGER or MAINTAIN on a protected table
select p.name,
  pg_catalog.format('%s has %s, which no policy is asked about', g.grantee_name,
    pg_catalog.string_agg(distinct pg_catalog.upper(g.privilege), ', ')),
  pg_catalog.format('%srevoke %s on %s from %s%s', g.before, pg_catalog.string_agg(distinct g.privilege, ', '), p.name,
    g.grantee_name, g.after)
from protected p join granted g on g.oid = p.oid
where g.privilege in ('references', 'trigger', 'maintain')
group by p.name, g.grantee_name, g.before, g.after

--rule RLS725 NOTE The application was granted columns of a protected table
select p.name,
  pg_catalog.format('%s was granted %s of single columns, which the changelog neither gives nor takes', g.grantee_name,
    pg_catalog.string_agg(distinct pg_catalog.upper(g.privilege), ', ')),
  pg_catalog.string_agg(pg_catalog.format('%srevoke %s (%I) on %s from %s%s', g.before, g.privilege, g.column_name, p.name,
    g.grantee_name, g.after), '; ' order by g.privilege, g.column_name)
from protected p join granted g on g.oid = p.oid
where g.column_name is not null and g.privilege <> 'references'
group by p.name, g.grantee_name

--rule RLS726 LEAK The application was granted a partition or inheritance child of a protected table
select r.name,
  pg_catalog.format('%s may %s it by its own name, and then the policies of %s are not asked', g.grantee_name,
    pg_catalog.string_agg(distinct pg_catalog.upper(g.privilege), ', '), min(a.name)),
  pg_catalog.format('%srevoke all on %s from %s%s', g.before, r.name, g.grantee_name, g.after)
from child c join relation r on r.oid = c.oid join relation a on a.oid = c.ancestor join granted g on g.oid = r.oid
where not r.relrowsecurity
  or r.oid in (select p.polrelid from policy p where p.polpermissive and not p.sealed)
    and r.oid not in (select p.polrelid from policy p where not p.polpermissive and p.sealed)
group by r.name, g.grantee_name, g.before, g.after

--rule RLS727 LEAK The application was granted a parent without row security of a protected table
select r.name,
  pg_catalog.format('%s may %s, and through it the rows of %s: then the policies of that are not asked', g.grantee_name,
    pg_catalog.string_agg(distinct pg_catalog.upper(g.privilege), ', '), min(c.name)),
  pg_catalog.format('%srevoke all on %s from %s%s', g.before, r.name, g.grantee_name, g.after)
from ancestor a join relation r on r.oid = a.oid join relation c on c.oid = a.child join granted g on g.oid = r.oid
where not r.relrowsecurity
group by r.name, g.grantee_name, g.before, g.after

--rule RLS728 NOTE A publication carries protected tables away
select pg_catalog.quote_ident(b.pubname),
  pg_catalog.format('publication %I publishes %s past row security', b.pubname,
    pg_catalog.string_agg(distinct t.name, ', ' order by t.name)),
  case when b.puballtables then pg_catalog.format('drop publication %I', b.pubname)
    when pg_catalog.bool_or(s.pnnspid is not null) then pg_catalog.format('alter publication %I drop tables in schema %s',
      b.pubname, pg_catalog.string_agg(distinct pg_catalog.quote_ident(r.nspname), ', ') filter (where s.pnnspid is not null))
    else pg_catalog.format('alter publication %I drop table %s', b.pubname,
      pg_catalog.string_agg(distinct t.name, ', ' order by t.name)) end
from pg_catalog.pg_publication b
cross join (select oid, name from protected union select oid, name from target) t
join relation r on r.oid = t.oid
left join pg_catalog.pg_publication_rel x on x.prpubid = b.oid and x.prrelid = t.oid
left join pg_catalog.pg_publication_namespace s on s.pnpubid = b.oid
  and s.pnnspid = (select c.relnamespace from pg_catalog.pg_class c where c.oid = t.oid)
where b.puballtables or x.oid is not null or s.oid is not null
group by b.oid, b.pubname, b.puballtables
