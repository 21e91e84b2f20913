--liquibase formatted sql

-- Row-level security of unit "app", generated from its @TenantScoped entities. Change those, not this file.
-- Needs schema rls (dev/rls/liquibase/schema.sql). Run it as the owner of the tables, with Liquibase or with
--   psql -v ON_ERROR_STOP=1 --single-transaction -f changelog.sql

--changeset rls:app/%53ales.%4frder dbms:postgresql runOnChange:true logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.Order: tenantId is claim tenant_id
set local lock_timeout = '5s';
alter table "Sales"."Order" enable row level security;
alter table "Sales"."Order" force row level security;
drop policy if exists rls_tenant_restrict on "Sales"."Order";
create policy rls_tenant_restrict on "Sales"."Order" as restrictive for all to public
  using ("Tenant" = (select rls.claim_text('tenant_id')))
  with check ("Tenant" = (select rls.claim_text('tenant_id')));
drop policy if exists rls_tenant_permit on "Sales"."Order";
create policy rls_tenant_permit on "Sales"."Order" as permissive for all to rls_app
  using ("Tenant" = (select rls.claim_text('tenant_id')))
  with check ("Tenant" = (select rls.claim_text('tenant_id')));
select rls.register_policy('Sales', 'Order', 'rls_tenant_restrict', 'b4b8ccb9e130b7c6ad1b75061eb2c38d0162c18acbaf4de68aeba18744b16bdb');
select rls.register_policy('Sales', 'Order', 'rls_tenant_permit', '7a1de768bb4e48a0f2c00e7864129968178d7520d2c040b06e75876d7dd01ceb');
grant select, insert, update, delete on "Sales"."Order" to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on "Sales"."Order" from rls_app;
--rollback select rls.unregister_policy('Sales', 'Order', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on "Sales"."Order";
--rollback select rls.unregister_policy('Sales', 'Order', 'rls_tenant_permit');
--rollback drop policy if exists rls_tenant_permit on "Sales"."Order";
--rollback alter table "Sales"."Order" no force row level security;
--rollback alter table "Sales"."Order" disable row level security;

--changeset rls:app/public.invoice dbms:postgresql runOnChange:true logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.Invoice: tenantId is claim tenant_id
set local lock_timeout = '5s';
alter table public.invoice enable row level security;
alter table public.invoice force row level security;
drop policy if exists rls_tenant_restrict on public.invoice;
create policy rls_tenant_restrict on public.invoice as restrictive for all to public
  using (tenant_id = (select rls.claim_text('tenant_id')))
  with check (tenant_id = (select rls.claim_text('tenant_id')));
drop policy if exists rls_tenant_permit on public.invoice;
create policy rls_tenant_permit on public.invoice as permissive for all to rls_app
  using (tenant_id = (select rls.claim_text('tenant_id')))
  with check (tenant_id = (select rls.claim_text('tenant_id')));
select rls.register_policy('public', 'invoice', 'rls_tenant_restrict', '67ccf7d8c62c070628ebbebf547d3addf22eceae7581b9aea186cfedb4df19bd');
select rls.register_policy('public', 'invoice', 'rls_tenant_permit', '7cc68f1699413787b52e45ba910f77600a9f93b7b985306940125f4fc57cf2a5');
grant select, insert, update, delete on public.invoice to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.invoice from rls_app;
--rollback select rls.unregister_policy('public', 'invoice', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on public.invoice;
--rollback select rls.unregister_policy('public', 'invoice', 'rls_tenant_permit');
--rollback drop policy if exists rls_tenant_permit on public.invoice;
--rollback alter table public.invoice no force row level security;
--rollback alter table public.invoice disable row level security;
