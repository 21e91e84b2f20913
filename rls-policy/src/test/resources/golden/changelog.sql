--liquibase formatted sql

-- Row-level security of unit "app", generated from the annotations of its entities. Change those, not this file.
-- Needs schema rls (dev/rls/liquibase/schema.sql). The owner of the tables must be the current role; where it cannot
-- log in, set role to it. Run it with Liquibase or with
--   psql -v ON_ERROR_STOP=1 --single-transaction -f changelog.sql
-- "nullif(c, false) is not null" says no more than "c": so written, the planner does not guess how many rows it admits.

--changeset rls:app/%53ales.%4frder dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.Order: tenantId is claim tenant_id
select rls.check_table('Sales', 'Order', 'app');
set local lock_timeout = '5s';
alter table "Sales"."Order" enable row level security;
alter table "Sales"."Order" force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'Sales' and p.table_name = 'Order'
        and p.policy_name not in ('rls_tenant_restrict', 'rls_tenant_permit') loop
    execute pg_catalog.format('drop policy if exists %I on "Sales"."Order"', stale);
    perform rls.unregister_policy('Sales', 'Order', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on "Sales"."Order";
create policy rls_tenant_restrict on "Sales"."Order" as restrictive for all to public
  using ("Tenant" = (select rls.claim_text('tenant_id')))
  with check ("Tenant" = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_restrict on "Sales"."Order" is 'rls-hibernate: generated from com.acme.Order, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_permit on "Sales"."Order";
create policy rls_tenant_permit on "Sales"."Order" as permissive for all to rls_app, current_user
  using ("Tenant" = (select rls.claim_text('tenant_id')))
  with check ("Tenant" = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_permit on "Sales"."Order" is 'rls-hibernate: generated from com.acme.Order, see META-INF/rls/app/changelog.sql';
select rls.register_policy('Sales', 'Order', 'rls_tenant_restrict', 'b4b8ccb9e130b7c6ad1b75061eb2c38d0162c18acbaf4de68aeba18744b16bdb', 'app');
select rls.register_policy('Sales', 'Order', 'rls_tenant_permit', 'ba157bb9f51efd767884fdd794a1d9544e979b973f82292d30a4e7daee99eb17', 'app');
grant select, insert, update, delete on "Sales"."Order" to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on "Sales"."Order" from rls_app;
--rollback select rls.unregister_policy('Sales', 'Order', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on "Sales"."Order";
--rollback select rls.unregister_policy('Sales', 'Order', 'rls_tenant_permit');
--rollback drop policy if exists rls_tenant_permit on "Sales"."Order";
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = '"Sales"."Order"'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table "Sales"."Order" no force row level security;
--rollback     alter table "Sales"."Order" disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:app/public.invoice dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.Invoice: tenantId is claim tenant_id
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
  using (tenant_id = (select rls.claim_text('tenant_id')))
  with check (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_restrict on public.invoice is 'rls-hibernate: generated from com.acme.Invoice, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_permit on public.invoice;
create policy rls_tenant_permit on public.invoice as permissive for all to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')))
  with check (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_permit on public.invoice is 'rls-hibernate: generated from com.acme.Invoice, see META-INF/rls/app/changelog.sql';
select rls.register_policy('public', 'invoice', 'rls_tenant_restrict', '67ccf7d8c62c070628ebbebf547d3addf22eceae7581b9aea186cfedb4df19bd', 'app');
select rls.register_policy('public', 'invoice', 'rls_tenant_permit', 'df8b51d2b9ba76c49155118ba6d91aae042584f73eef6ca9f6d8ac6cfb63d821', 'app');
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
