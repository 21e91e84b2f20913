--liquibase formatted sql

-- Row-level security of unit "app", generated from the annotations of its entities. Change those, not this file.
-- Needs schema rls (dev/rls/liquibase/schema.sql). The owner of the tables must be the current role; where it cannot
-- log in, set role to it. Run it with Liquibase or with
--   psql -v ON_ERROR_STOP=1 --single-transaction -f changelog.sql
-- "nullif(c, false) is not null" says no more than "c": so written, the planner does not guess how many rows it admits.

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

--changeset rls:app/shop.gr%c3%b6%c3%9fe dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.shop.Size: mandantID is claim https://acme.example/org
select rls.check_table('shop', 'größe', 'app');
set local lock_timeout = '5s';
alter table shop."größe" enable row level security;
alter table shop."größe" force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'shop' and p.table_name = 'größe'
        and p.policy_name not in ('rls_tenant_restrict', 'rls_tenant_permit') loop
    execute pg_catalog.format('drop policy if exists %I on shop."größe"', stale);
    perform rls.unregister_policy('shop', 'größe', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on shop."größe";
create policy rls_tenant_restrict on shop."größe" as restrictive for all to public
  using (mandant = (select rls.claim_text('https://acme.example/org')))
  with check (mandant = (select rls.claim_text('https://acme.example/org')));
comment on policy rls_tenant_restrict on shop."größe" is 'rls-hibernate: generated from com.acme.shop.Size, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_permit on shop."größe";
create policy rls_tenant_permit on shop."größe" as permissive for all to rls_app, current_user
  using (mandant = (select rls.claim_text('https://acme.example/org')))
  with check (mandant = (select rls.claim_text('https://acme.example/org')));
comment on policy rls_tenant_permit on shop."größe" is 'rls-hibernate: generated from com.acme.shop.Size, see META-INF/rls/app/changelog.sql';
select rls.register_policy('shop', 'größe', 'rls_tenant_restrict', 'a598341f03b0be9856268dab535a4a93163ee1de9df5bde205f8fa7c9cd16b92', 'app');
select rls.register_policy('shop', 'größe', 'rls_tenant_permit', '1c2071e82cef7d05167bdb9ef6ed3ad3e0bbba09e82257a4e6cf5704fc85a091', 'app');
grant select, insert, update, delete on shop."größe" to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on shop."größe" from rls_app;
--rollback select rls.unregister_policy('shop', 'größe', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on shop."größe";
--rollback select rls.unregister_policy('shop', 'größe', 'rls_tenant_permit');
--rollback drop policy if exists rls_tenant_permit on shop."größe";
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'shop."größe"'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table shop."größe" no force row level security;
--rollback     alter table shop."größe" disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:app/shop.invoice dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.shop.Invoice: orgId is claim https://acme.example/org
select rls.check_table('shop', 'invoice', 'app');
set local lock_timeout = '5s';
alter table shop.invoice enable row level security;
alter table shop.invoice force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'shop' and p.table_name = 'invoice'
        and p.policy_name not in ('rls_tenant_restrict', 'rls_tenant_permit') loop
    execute pg_catalog.format('drop policy if exists %I on shop.invoice', stale);
    perform rls.unregister_policy('shop', 'invoice', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on shop.invoice;
create policy rls_tenant_restrict on shop.invoice as restrictive for all to public
  using (org_id = (select rls.claim_text('https://acme.example/org')))
  with check (org_id = (select rls.claim_text('https://acme.example/org')));
comment on policy rls_tenant_restrict on shop.invoice is 'rls-hibernate: generated from com.acme.shop.Invoice, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_permit on shop.invoice;
create policy rls_tenant_permit on shop.invoice as permissive for all to rls_app, current_user
  using (org_id = (select rls.claim_text('https://acme.example/org')))
  with check (org_id = (select rls.claim_text('https://acme.example/org')));
comment on policy rls_tenant_permit on shop.invoice is 'rls-hibernate: generated from com.acme.shop.Invoice, see META-INF/rls/app/changelog.sql';
select rls.register_policy('shop', 'invoice', 'rls_tenant_restrict', '7725a418edbd5614f055d7990dee70712dcf068fc050f469c97cb60ac4eed1b5', 'app');
select rls.register_policy('shop', 'invoice', 'rls_tenant_permit', '7b8855d363cc206d2db45124996c5df391be36bfcd9bec81dc96fdcdc91aefaf', 'app');
grant select, insert, update, delete on shop.invoice to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on shop.invoice from rls_app;
--rollback select rls.unregister_policy('shop', 'invoice', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on shop.invoice;
--rollback select rls.unregister_policy('shop', 'invoice', 'rls_tenant_permit');
--rollback drop policy if exists rls_tenant_permit on shop.invoice;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'shop.invoice'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table shop.invoice no force row level security;
--rollback     alter table shop.invoice disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:app/shop.invoice%24line_item dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.shop.Invoice$LineItem: orgId is claim https://acme.example/org
select rls.check_table('shop', 'invoice$line_item', 'app');
set local lock_timeout = '5s';
alter table shop."invoice$line_item" enable row level security;
alter table shop."invoice$line_item" force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'shop' and p.table_name = 'invoice$line_item'
        and p.policy_name not in ('rls_tenant_restrict', 'rls_tenant_permit') loop
    execute pg_catalog.format('drop policy if exists %I on shop."invoice$line_item"', stale);
    perform rls.unregister_policy('shop', 'invoice$line_item', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on shop."invoice$line_item";
create policy rls_tenant_restrict on shop."invoice$line_item" as restrictive for all to public
  using (org_id = (select rls.claim_text('https://acme.example/org')))
  with check (org_id = (select rls.claim_text('https://acme.example/org')));
comment on policy rls_tenant_restrict on shop."invoice$line_item" is 'rls-hibernate: generated from com.acme.shop.Invoice$LineItem, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_permit on shop."invoice$line_item";
create policy rls_tenant_permit on shop."invoice$line_item" as permissive for all to rls_app, current_user
  using (org_id = (select rls.claim_text('https://acme.example/org')))
  with check (org_id = (select rls.claim_text('https://acme.example/org')));
comment on policy rls_tenant_permit on shop."invoice$line_item" is 'rls-hibernate: generated from com.acme.shop.Invoice$LineItem, see META-INF/rls/app/changelog.sql';
select rls.register_policy('shop', 'invoice$line_item', 'rls_tenant_restrict', '7725a418edbd5614f055d7990dee70712dcf068fc050f469c97cb60ac4eed1b5', 'app');
select rls.register_policy('shop', 'invoice$line_item', 'rls_tenant_permit', '7b8855d363cc206d2db45124996c5df391be36bfcd9bec81dc96fdcdc91aefaf', 'app');
grant select, insert, update, delete on shop."invoice$line_item" to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on shop."invoice$line_item" from rls_app;
--rollback select rls.unregister_policy('shop', 'invoice$line_item', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on shop."invoice$line_item";
--rollback select rls.unregister_policy('shop', 'invoice$line_item', 'rls_tenant_permit');
--rollback drop policy if exists rls_tenant_permit on shop."invoice$line_item";
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'shop."invoice$line_item"'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table shop."invoice$line_item" no force row level security;
--rollback     alter table shop."invoice$line_item" disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:app/shop.payment_v2 dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.shop.Payment: orgId is claim https://acme.example/org
select rls.check_table('shop', 'payment_v2', 'app');
set local lock_timeout = '5s';
alter table shop.payment_v2 enable row level security;
alter table shop.payment_v2 force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'shop' and p.table_name = 'payment_v2'
        and p.policy_name not in ('rls_tenant_restrict', 'rls_tenant_permit') loop
    execute pg_catalog.format('drop policy if exists %I on shop.payment_v2', stale);
    perform rls.unregister_policy('shop', 'payment_v2', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on shop.payment_v2;
create policy rls_tenant_restrict on shop.payment_v2 as restrictive for all to public
  using (org_id = (select rls.claim_text('https://acme.example/org')))
  with check (org_id = (select rls.claim_text('https://acme.example/org')));
comment on policy rls_tenant_restrict on shop.payment_v2 is 'rls-hibernate: generated from com.acme.shop.Payment, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_permit on shop.payment_v2;
create policy rls_tenant_permit on shop.payment_v2 as permissive for all to rls_app, current_user
  using (org_id = (select rls.claim_text('https://acme.example/org')))
  with check (org_id = (select rls.claim_text('https://acme.example/org')));
comment on policy rls_tenant_permit on shop.payment_v2 is 'rls-hibernate: generated from com.acme.shop.Payment, see META-INF/rls/app/changelog.sql';
select rls.register_policy('shop', 'payment_v2', 'rls_tenant_restrict', '7725a418edbd5614f055d7990dee70712dcf068fc050f469c97cb60ac4eed1b5', 'app');
select rls.register_policy('shop', 'payment_v2', 'rls_tenant_permit', '7b8855d363cc206d2db45124996c5df391be36bfcd9bec81dc96fdcdc91aefaf', 'app');
grant select, insert, update, delete on shop.payment_v2 to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on shop.payment_v2 from rls_app;
--rollback select rls.unregister_policy('shop', 'payment_v2', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on shop.payment_v2;
--rollback select rls.unregister_policy('shop', 'payment_v2', 'rls_tenant_permit');
--rollback drop policy if exists rls_tenant_permit on shop.payment_v2;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'shop.payment_v2'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table shop.payment_v2 no force row level security;
--rollback     alter table shop.payment_v2 disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;
