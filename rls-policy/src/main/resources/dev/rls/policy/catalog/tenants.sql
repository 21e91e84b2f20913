-- What keeps rows inside their tenant beside the policies: foreign keys, not-null columns, unique keys.

--rule RLS729 NOTE A foreign key between protected tables does not hold the tenant
select child.name,
  pg_catalog.format('foreign key %I leads to rows of other tenants too, and tells whether they exist%s', k.conname,
    case when w.column_name is null then ': right where @CrossTenantReference says so' end),
  -- Only of what was compiled to stay inside the tenant it is known that no row is meant to leave it.
  case when w.column_name is null then '-- only if no row may lead there: ' else '' end
    || case when pg_catalog.cardinality(k.conkey) = 1 then pg_catalog.format(
        'select rls.add_tenant_key(%1$L, %2$L, %3$L); select rls.add_tenant_reference(%4$L, %5$L, %6$L, %1$L, %2$L, %3$L)',
        parent.name, parent.tenant_column, there.attname, child.name, child.tenant_column, here.attname)
      else 'put a foreign key in its place that has the columns of the tenant too' end
from pg_catalog.pg_constraint k
join protected child on child.oid = k.conrelid and child.tenant_column is not null
join protected parent on parent.oid = k.confrelid and parent.tenant_column is not null and not parent.shared
join pg_catalog.pg_attribute own on own.attrelid = child.oid and own.attname = child.tenant_column
join pg_catalog.pg_attribute theirs on theirs.attrelid = parent.oid and theirs.attname = parent.tenant_column
join pg_catalog.pg_attribute here on here.attrelid = child.oid and here.attnum = k.conkey[1]
join pg_catalog.pg_attribute there on there.attrelid = parent.oid and there.attnum = k.confkey[1]
left join index_reference w on w.table_schema = child.nspname and w.table_name = child.relname
  and w.parent_schema = parent.nspname and w.parent_name = parent.relname
  and w.column_name = here.attname and w.parent_key = there.attname and pg_catalog.cardinality(k.conkey) = 1
where k.contype = 'f' and k.conparentid = 0::oid
  and not (own.attnum = any (k.conkey) and theirs.attnum = any (k.confkey))
  -- A policy may hold what such a key cannot.
  and not exists (select from policy x join pg_catalog.pg_depend d
      on d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass and d.objid = x.oid
      and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid = child.oid
      and d.refobjsubid = any (k.conkey)
    where x.polrelid = child.oid and x.polname like E'rls\\_reference\\_check\\_%')

--rule RLS770 WEAKENED The application was granted a table without row security whose rows are some tenant's
select r.name,
  pg_catalog.format('%s may %s rows of every tenant: %s. PolicyExport writes the policies of tables that Hibernate alone knows of',
    g.grantee_name, pg_catalog.string_agg(distinct pg_catalog.upper(g.privilege), ', '), r.belongs),
  pg_catalog.format('%srevoke all on %s from %s%s', g.before, r.name, g.grantee_name, g.after)
from unprotected r join granted g on g.oid = r.oid where r.belongs is not null
group by r.name, r.belongs, g.grantee_name, g.before, g.after

--rule RLS771 WEAKENED The tenant of a protected table may be null, though no rows are shared
select p.name,
  pg_catalog.format('column %I may be null, though no rows are shared: nobody sees a row without a tenant', p.tenant_column),
  pg_catalog.format('alter table %s alter column %I set not null', p.name, p.tenant_column)
from protected p join pg_catalog.pg_attribute a on a.attrelid = p.oid and a.attname = p.tenant_column
where p.reached and not p.shared and not p.derived
  and (not a.attnotnull
    -- From PostgreSQL 18 on this may hold for new rows alone.
    or exists (select from pg_catalog.pg_constraint k
      where k.conrelid = p.oid and k.contype = 'n' and k.conkey[1] = a.attnum and not k.convalidated))

--rule RLS772 NOTE A unique key of a protected table does not hold the tenant
select p.name,
  pg_catalog.format('unique key %I tells whoever writes a value that is taken that some tenant has it', c.relname),
  case when k.oid is not null then pg_catalog.format('alter table %s drop constraint %I, add constraint %I %s', p.name,
      k.conname, k.conname,
      pg_catalog.regexp_replace(pg_catalog.pg_get_constraintdef(k.oid), E'\\(', pg_catalog.format('(%I, ', p.tenant_column)))
    else pg_catalog.format('drop index %I.%I; %s', p.nspname, c.relname,
      pg_catalog.regexp_replace(pg_catalog.pg_get_indexdef(c.oid), E' USING btree \\(',
        pg_catalog.format(' USING btree (%I, ', p.tenant_column))) end
from protected p
join pg_catalog.pg_attribute t on t.attrelid = p.oid and t.attname = p.tenant_column
join pg_catalog.pg_index i on i.indrelid = p.oid and i.indisunique and not i.indisprimary
join pg_catalog.pg_class c on c.oid = i.indexrelid
left join pg_catalog.pg_constraint k on k.conindid = i.indexrelid and k.contype = 'u'
cross join lateral (select pg_catalog.array_agg(n.attnum) as columns
  from unnest(i.indkey::smallint[]) with ordinality n (attnum, position) where n.position <= i.indnkeyatts) keys
where p.reached and p.ours and not t.attnum = any (keys.columns)
  -- An expression may have the tenant in it.
  and not (0 = any (keys.columns) and exists (select from pg_catalog.pg_depend d
    where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = i.indexrelid
      and d.refobjid = p.oid and d.refobjsubid = t.attnum))
  -- Nobody guesses a UUID or chooses what a sequence gives, and a reference that is held inside the tenant collides there only.
  and not exists (select from pg_catalog.pg_attribute a
    where a.attrelid = p.oid and a.attnum = any (keys.columns)
      and (a.atttypid = 'uuid'::pg_catalog.regtype or a.attidentity <> ''
        or exists (select from pg_catalog.pg_attrdef v where v.adrelid = p.oid and v.adnum = a.attnum
          and pg_catalog.pg_get_expr(v.adbin, v.adrelid) like 'nextval(%')
        or exists (select from pg_catalog.pg_constraint f where f.conrelid = p.oid and f.contype = 'f'
          and a.attnum = any (f.conkey) and t.attnum = any (f.conkey))))
  and not exists (select from pg_catalog.pg_index own
    where own.indrelid = p.oid and own.indisprimary and keys.columns @> own.indkey::smallint[])
