-- What reads protected tables for the application, as somebody whom row security does not hold for.

--rule RLS730 LEAK A view shows the application protected rows as an owner beyond row security
select b.name,
  pg_catalog.format('the view reads %s as %I, for whom row security does not hold',
    pg_catalog.string_agg(distinct b.target, ', '), b.owner_name),
  pg_catalog.format('alter view %s set (security_invoker = true)', b.name)
from beyond b where b.via_rule is null
group by b.name, b.owner_name

--rule RLS731 LEAK A rule leads the application to protected rows as an owner beyond row security
select b.name,
  pg_catalog.format('rule %I reaches %s as %I, for whom row security does not hold', b.via_rule,
    pg_catalog.string_agg(distinct b.target, ', '), b.owner_name),
  pg_catalog.format('drop rule %I on %s', b.via_rule, b.name)
from beyond b where b.via_rule is not null
group by b.name, b.owner_name, b.via_rule

--rule RLS732 LEAK A materialized view shows the application protected rows
select m.name,
  pg_catalog.format('it holds rows of %s, and no policy is asked about them', pg_catalog.string_agg(distinct t.name, ', ')),
  coalesce(
    (select pg_catalog.string_agg(distinct pg_catalog.format('%srevoke all on %s from %s%s', g.before, m.name, g.grantee_name,
      g.after), '; ') from granted g where g.oid = m.oid),
    min(pg_catalog.format('alter view %s set (security_invoker = true)', v.name)))
from relation m join stored s on s.oid = m.oid join target t on t.oid = s.reads
join reach x on x.relation = m.oid left join relation v on v.oid = x.via
group by m.oid, m.name
