--liquibase formatted sql

-- Row-level security of unit "app", generated from the annotations of its entities. Change those, not this file.
-- Needs schema rls (dev/rls/liquibase/schema.sql). The owner of the tables must be the current role; where it cannot
-- log in, set role to it. Run it with Liquibase or with
--   psql -v ON_ERROR_STOP=1 --single-transaction -f changelog.sql
-- "nullif(c, false) is not null" says no more than "c": so written, the planner does not guess how many rows it admits.

--changeset rls:app/public.gr%c3%b6%c3%9fe dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.shop.Size: mandantID is claim https://acme.example/org
select rls.check_table('public', 'größe', 'app');
set local lock_timeout = '5s';
alter table public."größe" enable row level security;
alter table public."größe" force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'public' and p.table_name = 'größe'
        and p.policy_name not in ('rls_tenant_restrict', 'rls_tenant_permit') loop
    execute pg_catalog.format('drop policy if exists %I on public."größe"', stale);
    perform rls.unregister_policy('public', 'größe', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on public."größe";
create policy rls_tenant_restrict on public."größe" as restrictive for all to public
  using (mandant = (select rls.claim_text('https://acme.example/org')))
  with check (mandant = (select rls.claim_text('https://acme.example/org')));
comment on policy rls_tenant_restrict on public."größe" is 'rls-hibernate: generated from com.acme.shop.Size, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_permit on public."größe";
create policy rls_tenant_permit on public."größe" as permissive for all to rls_app, current_user
  using (mandant = (select rls.claim_text('https://acme.example/org')))
  with check (mandant = (select rls.claim_text('https://acme.example/org')));
comment on policy rls_tenant_permit on public."größe" is 'rls-hibernate: generated from com.acme.shop.Size, see META-INF/rls/app/changelog.sql';
select rls.register_policy('public', 'größe', 'rls_tenant_restrict', 'a598341f03b0be9856268dab535a4a93163ee1de9df5bde205f8fa7c9cd16b92', 'app');
select rls.register_policy('public', 'größe', 'rls_tenant_permit', '1c2071e82cef7d05167bdb9ef6ed3ad3e0bbba09e82257a4e6cf5704fc85a091', 'app');
grant select, insert, update, delete on public."größe" to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public."größe" from rls_app;
--rollback select rls.unregister_policy('public', 'größe', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on public."größe";
--rollback select rls.unregister_policy('public', 'größe', 'rls_tenant_permit');
--rollback drop policy if exists rls_tenant_permit on public."größe";
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public."größe"'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public."größe" no force row level security;
--rollback     alter table public."größe" disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:app/public.invoice dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.shop.Invoice: orgId is claim https://acme.example/org
select rls.check_table('public', 'invoice', 'app');
set local lock_timeout = '5s';
alter table public.invoice enable row level security;
alter table public.invoice force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'public' and p.table_name = 'invoice'
        and p.policy_name not in ('rls_tenant_restrict', 'rls_tenant_permit') loop
    execute pg_catalog.format('drop policy if exists %I on public.invoice', stale);
    perform rls.unregister_policy('public', 'invoice', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on public.invoice;
create policy rls_tenant_restrict on public.invoice as restrictive for all to public
  using (orgid = (select rls.claim_text('https://acme.example/org')))
  with check (orgid = (select rls.claim_text('https://acme.example/org')));
comment on policy rls_tenant_restrict on public.invoice is 'rls-hibernate: generated from com.acme.shop.Invoice, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_permit on public.invoice;
create policy rls_tenant_permit on public.invoice as permissive for all to rls_app, current_user
  using (orgid = (select rls.claim_text('https://acme.example/org')))
  with check (orgid = (select rls.claim_text('https://acme.example/org')));
comment on policy rls_tenant_permit on public.invoice is 'rls-hibernate: generated from com.acme.shop.Invoice, see META-INF/rls/app/changelog.sql';
select rls.register_policy('public', 'invoice', 'rls_tenant_restrict', '7065acb79a29a6c2e4315c81a94d7a86160bb9748d49502b34bef6455d91cb4a', 'app');
select rls.register_policy('public', 'invoice', 'rls_tenant_permit', 'e9c74eaabd468187002369768bd4bdfbf3dbaebf4ae22f3da15b2fa8220166b9', 'app');
grant select, insert, update, delete on public.invoice to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.invoice from rls_app;
--rollback select rls.unregister_policy('public', 'invoice', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on public.invoice;
--rollback select rls.unregister_policy('public', 'invoice', 'rls_tenant_permit');
--rollback drop policy if exists rls_tenant_permit on public.invoice;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public.invoice'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public.invoice no force row level security;
--rollback     alter table public.invoice disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:app/public.invoice%24lineitem dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.shop.Invoice$LineItem: orgId is claim https://acme.example/org
select rls.check_table('public', 'invoice$lineitem', 'app');
set local lock_timeout = '5s';
alter table public."invoice$lineitem" enable row level security;
alter table public."invoice$lineitem" force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'public' and p.table_name = 'invoice$lineitem'
        and p.policy_name not in ('rls_tenant_restrict', 'rls_tenant_permit') loop
    execute pg_catalog.format('drop policy if exists %I on public."invoice$lineitem"', stale);
    perform rls.unregister_policy('public', 'invoice$lineitem', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on public."invoice$lineitem";
create policy rls_tenant_restrict on public."invoice$lineitem" as restrictive for all to public
  using (orgid = (select rls.claim_text('https://acme.example/org')))
  with check (orgid = (select rls.claim_text('https://acme.example/org')));
comment on policy rls_tenant_restrict on public."invoice$lineitem" is 'rls-hibernate: generated from com.acme.shop.Invoice$LineItem, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_permit on public."invoice$lineitem";
create policy rls_tenant_permit on public."invoice$lineitem" as permissive for all to rls_app, current_user
  using (orgid = (select rls.claim_text('https://acme.example/org')))
  with check (orgid = (select rls.claim_text('https://acme.example/org')));
comment on policy rls_tenant_permit on public."invoice$lineitem" is 'rls-hibernate: generated from com.acme.shop.Invoice$LineItem, see META-INF/rls/app/changelog.sql';
select rls.register_policy('public', 'invoice$lineitem', 'rls_tenant_restrict', '7065acb79a29a6c2e4315c81a94d7a86160bb9748d49502b34bef6455d91cb4a', 'app');
select rls.register_policy('public', 'invoice$lineitem', 'rls_tenant_permit', 'e9c74eaabd468187002369768bd4bdfbf3dbaebf4ae22f3da15b2fa8220166b9', 'app');
grant select, insert, update, delete on public."invoice$lineitem" to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public."invoice$lineitem" from rls_app;
--rollback select rls.unregister_policy('public', 'invoice$lineitem', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on public."invoice$lineitem";
--rollback select rls.unregister_policy('public', 'invoice$lineitem', 'rls_tenant_permit');
--rollback drop policy if exists rls_tenant_permit on public."invoice$lineitem";
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public."invoice$lineitem"'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public."invoice$lineitem" no force row level security;
--rollback     alter table public."invoice$lineitem" disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:app/public.paymentv2 dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.shop.Payment: orgId is claim https://acme.example/org
select rls.check_table('public', 'paymentv2', 'app');
set local lock_timeout = '5s';
alter table public.paymentv2 enable row level security;
alter table public.paymentv2 force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'public' and p.table_name = 'paymentv2'
        and p.policy_name not in ('rls_tenant_restrict', 'rls_tenant_permit') loop
    execute pg_catalog.format('drop policy if exists %I on public.paymentv2', stale);
    perform rls.unregister_policy('public', 'paymentv2', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on public.paymentv2;
create policy rls_tenant_restrict on public.paymentv2 as restrictive for all to public
  using (orgid = (select rls.claim_text('https://acme.example/org')))
  with check (orgid = (select rls.claim_text('https://acme.example/org')));
comment on policy rls_tenant_restrict on public.paymentv2 is 'rls-hibernate: generated from com.acme.shop.Payment, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_permit on public.paymentv2;
create policy rls_tenant_permit on public.paymentv2 as permissive for all to rls_app, current_user
  using (orgid = (select rls.claim_text('https://acme.example/org')))
  with check (orgid = (select rls.claim_text('https://acme.example/org')));
comment on policy rls_tenant_permit on public.paymentv2 is 'rls-hibernate: generated from com.acme.shop.Payment, see META-INF/rls/app/changelog.sql';
select rls.register_policy('public', 'paymentv2', 'rls_tenant_restrict', '7065acb79a29a6c2e4315c81a94d7a86160bb9748d49502b34bef6455d91cb4a', 'app');
select rls.register_policy('public', 'paymentv2', 'rls_tenant_permit', 'e9c74eaabd468187002369768bd4bdfbf3dbaebf4ae22f3da15b2fa8220166b9', 'app');
grant select, insert, update, delete on public.paymentv2 to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.paymentv2 from rls_app;
--rollback select rls.unregister_policy('public', 'paymentv2', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on public.paymentv2;
--rollback select rls.unregister_policy('public', 'paymentv2', 'rls_tenant_permit');
--rollback drop policy if exists rls_tenant_permit on public.paymentv2;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public.paymentv2'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public.paymentv2 no force row level security;
--rollback     alter table public.paymentv2 disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:app/sales.%4frder dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.shop.Order: orgId is claim https://acme.example/org
select rls.check_table('sales', 'Order', 'app');
set local lock_timeout = '5s';
alter table sales."Order" enable row level security;
alter table sales."Order" force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'sales' and p.table_name = 'Order'
        and p.policy_name not in ('rls_tenant_restrict', 'rls_tenant_permit') loop
    execute pg_catalog.format('drop policy if exists %I on sales."Order"', stale);
    perform rls.unregister_policy('sales', 'Order', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on sales."Order";
create policy rls_tenant_restrict on sales."Order" as restrictive for all to public
  using ("OrgId" = (select rls.claim_text('https://acme.example/org')))
  with check ("OrgId" = (select rls.claim_text('https://acme.example/org')));
comment on policy rls_tenant_restrict on sales."Order" is 'rls-hibernate: generated from com.acme.shop.Order, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_permit on sales."Order";
create policy rls_tenant_permit on sales."Order" as permissive for all to rls_app, current_user
  using ("OrgId" = (select rls.claim_text('https://acme.example/org')))
  with check ("OrgId" = (select rls.claim_text('https://acme.example/org')));
comment on policy rls_tenant_permit on sales."Order" is 'rls-hibernate: generated from com.acme.shop.Order, see META-INF/rls/app/changelog.sql';
select rls.register_policy('sales', 'Order', 'rls_tenant_restrict', 'f3c92d06b36428b320ba73eead261c6f798ca8660e3c0b6f6edc043b7b41d157', 'app');
select rls.register_policy('sales', 'Order', 'rls_tenant_permit', '0a9ef430752654777601e9aef560598c80ac4a7a0083c844ca0c4977aad2c793', 'app');
grant select, insert, update, delete on sales."Order" to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on sales."Order" from rls_app;
--rollback select rls.unregister_policy('sales', 'Order', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on sales."Order";
--rollback select rls.unregister_policy('sales', 'Order', 'rls_tenant_permit');
--rollback drop policy if exists rls_tenant_permit on sales."Order";
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'sales."Order"'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table sales."Order" no force row level security;
--rollback     alter table sales."Order" disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;
