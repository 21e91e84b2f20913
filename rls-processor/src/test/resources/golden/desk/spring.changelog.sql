--liquibase formatted sql

-- Row-level security of unit "app", generated from its @TenantScoped entities. Change those, not this file.
-- Needs schema rls (dev/rls/liquibase/schema.sql). The owner of the tables must be the current role; where it cannot
-- log in, set role to it. Run it with Liquibase or with
--   psql -v ON_ERROR_STOP=1 --single-transaction -f changelog.sql

--changeset rls:app/shop.article dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.desk.Article: tenantId is claim tenant_id, rows without are shared
set local lock_timeout = '5s';
alter table shop.article enable row level security;
alter table shop.article force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'shop' and p.table_name = 'article'
        and p.policy_name not in ('rls_tenant_restrict_select', 'rls_tenant_restrict_insert', 'rls_tenant_restrict_update', 'rls_tenant_restrict_delete', 'rls_permit_select', 'rls_permit_insert', 'rls_permit_update', 'rls_permit_delete') loop
    execute pg_catalog.format('drop policy if exists %I on shop.article', stale);
    perform rls.unregister_policy('shop', 'article', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict_select on shop.article;
create policy rls_tenant_restrict_select on shop.article as restrictive for select to public
  using (tenant_id = (select rls.claim_text('tenant_id')) or tenant_id is null);
comment on policy rls_tenant_restrict_select on shop.article is 'rls-hibernate: generated from com.acme.desk.Article, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_restrict_insert on shop.article;
create policy rls_tenant_restrict_insert on shop.article as restrictive for insert to public
  with check (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_restrict_insert on shop.article is 'rls-hibernate: generated from com.acme.desk.Article, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_restrict_update on shop.article;
create policy rls_tenant_restrict_update on shop.article as restrictive for update to public
  using (tenant_id = (select rls.claim_text('tenant_id')))
  with check (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_restrict_update on shop.article is 'rls-hibernate: generated from com.acme.desk.Article, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_restrict_delete on shop.article;
create policy rls_tenant_restrict_delete on shop.article as restrictive for delete to public
  using (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_restrict_delete on shop.article is 'rls-hibernate: generated from com.acme.desk.Article, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_select on shop.article;
create policy rls_permit_select on shop.article as permissive for select to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')) or tenant_id is null);
comment on policy rls_permit_select on shop.article is 'rls-hibernate: generated from com.acme.desk.Article, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_insert on shop.article;
create policy rls_permit_insert on shop.article as permissive for insert to rls_app, current_user
  with check (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_permit_insert on shop.article is 'rls-hibernate: generated from com.acme.desk.Article, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_update on shop.article;
create policy rls_permit_update on shop.article as permissive for update to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')))
  with check (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_permit_update on shop.article is 'rls-hibernate: generated from com.acme.desk.Article, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_delete on shop.article;
create policy rls_permit_delete on shop.article as permissive for delete to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_permit_delete on shop.article is 'rls-hibernate: generated from com.acme.desk.Article, see META-INF/rls/app/changelog.sql';
select rls.register_policy('shop', 'article', 'rls_tenant_restrict_select', '0d2292830731101fdfe8f3560a938ef255767d811c13f3eb9d20b76b1c37f1fb');
select rls.register_policy('shop', 'article', 'rls_tenant_restrict_insert', '03b1612ac8f7277a60c338a623bafce8eb566c67526a5c21c9c4e943c4446470');
select rls.register_policy('shop', 'article', 'rls_tenant_restrict_update', 'e8baf4ff873d5fffe130baa16bc9232912252ac010594d36f93933330f5c77c1');
select rls.register_policy('shop', 'article', 'rls_tenant_restrict_delete', '2a0896881b3fbc7d571bc3ff231662abd4bdca20c956295577120fdf3dbbe046');
select rls.register_policy('shop', 'article', 'rls_permit_select', 'b04dfa4345b730522180807c493470293f8cca090cb599a5f3bbef2c74c967a3');
select rls.register_policy('shop', 'article', 'rls_permit_insert', 'eeb1d589bda3642620e9b904f31e5a5e374b8bd567ff3bc5fd7a86521884cf1a');
select rls.register_policy('shop', 'article', 'rls_permit_update', '3d9e57594beb05df6d70f49510764368a217cc77ac9644b85cd7c1b3066f4879');
select rls.register_policy('shop', 'article', 'rls_permit_delete', 'd272173a6dff9cf156664a705d269d0356008685d9f8eb6c6f8cac6d90b2aba0');
grant select, insert, update, delete on shop.article to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on shop.article from rls_app;
--rollback select rls.unregister_policy('shop', 'article', 'rls_tenant_restrict_select');
--rollback drop policy if exists rls_tenant_restrict_select on shop.article;
--rollback select rls.unregister_policy('shop', 'article', 'rls_tenant_restrict_insert');
--rollback drop policy if exists rls_tenant_restrict_insert on shop.article;
--rollback select rls.unregister_policy('shop', 'article', 'rls_tenant_restrict_update');
--rollback drop policy if exists rls_tenant_restrict_update on shop.article;
--rollback select rls.unregister_policy('shop', 'article', 'rls_tenant_restrict_delete');
--rollback drop policy if exists rls_tenant_restrict_delete on shop.article;
--rollback select rls.unregister_policy('shop', 'article', 'rls_permit_select');
--rollback drop policy if exists rls_permit_select on shop.article;
--rollback select rls.unregister_policy('shop', 'article', 'rls_permit_insert');
--rollback drop policy if exists rls_permit_insert on shop.article;
--rollback select rls.unregister_policy('shop', 'article', 'rls_permit_update');
--rollback drop policy if exists rls_permit_update on shop.article;
--rollback select rls.unregister_policy('shop', 'article', 'rls_permit_delete');
--rollback drop policy if exists rls_permit_delete on shop.article;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'shop.article'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table shop.article no force row level security;
--rollback     alter table shop.article disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:app/shop.document dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.desk.Document: public_or_own on select: visibility = PUBLIC or tenant = :tenant_id or tenant in :'https://acme.example/tenants'; below_root: path like :org.root || '%' or path is null and title like 'Draft%'; recent on delete: not created < '2026-01-31'
set local lock_timeout = '5s';
alter table shop.document enable row level security;
alter table shop.document force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'shop' and p.table_name = 'document'
        and p.policy_name not in ('rls_public_or_own_restrict_select', 'rls_below_root_restrict', 'rls_recent_restrict_delete', 'rls_permit_select', 'rls_permit_insert', 'rls_permit_update', 'rls_permit_delete') loop
    execute pg_catalog.format('drop policy if exists %I on shop.document', stale);
    perform rls.unregister_policy('shop', 'document', stale);
  end loop;
end
$rls$;
drop policy if exists rls_public_or_own_restrict_select on shop.document;
create policy rls_public_or_own_restrict_select on shop.document as restrictive for select to public
  using ((select rls.require_claims()) and (visibility = 1 or tenant = (select rls.find_text('tenant_id')) or tenant = any ((select rls.find_text_array('https://acme.example/tenants'))::text[])));
comment on policy rls_public_or_own_restrict_select on shop.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_below_root_restrict on shop.document;
create policy rls_below_root_restrict on shop.document as restrictive for all to public
  using ((select rls.require_claims()) and (starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!'))
  with check ((select rls.require_claims()) and (starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!'));
comment on policy rls_below_root_restrict on shop.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_recent_restrict_delete on shop.document;
create policy rls_recent_restrict_delete on shop.document as restrictive for delete to public
  using ((select rls.require_claims()) and not (created < date '2026-01-31'));
comment on policy rls_recent_restrict_delete on shop.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_select on shop.document;
create policy rls_permit_select on shop.document as permissive for select to rls_app, current_user
  using ((select rls.require_claims()) and (visibility = 1 or tenant = (select rls.find_text('tenant_id')) or tenant = any ((select rls.find_text_array('https://acme.example/tenants'))::text[])) and (starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!'));
comment on policy rls_permit_select on shop.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_insert on shop.document;
create policy rls_permit_insert on shop.document as permissive for insert to rls_app, current_user
  with check ((select rls.require_claims()) and (starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!'));
comment on policy rls_permit_insert on shop.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_update on shop.document;
create policy rls_permit_update on shop.document as permissive for update to rls_app, current_user
  using ((select rls.require_claims()) and (starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!'))
  with check ((select rls.require_claims()) and (starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!'));
comment on policy rls_permit_update on shop.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_delete on shop.document;
create policy rls_permit_delete on shop.document as permissive for delete to rls_app, current_user
  using ((select rls.require_claims()) and (starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!') and not (created < date '2026-01-31'));
comment on policy rls_permit_delete on shop.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
select rls.register_policy('shop', 'document', 'rls_public_or_own_restrict_select', '2a736b6996e523299d767a7589baa3c3428bfe6b4897f3d9c471c170c14091f9');
select rls.register_policy('shop', 'document', 'rls_below_root_restrict', '922240542a5b3d35e6932c79fac4db36b4369f1c24cb9ac2c25de59d4f86c64e');
select rls.register_policy('shop', 'document', 'rls_recent_restrict_delete', '96724c85b32a83a5c4cda10730b1bf6e7ada2e3eee3ac99dac0df83c328a0d4d');
select rls.register_policy('shop', 'document', 'rls_permit_select', '14848862e74f5bc46d4e2c6e5baea7d4ee83cd75d46ac99419ee51769d579dc9');
select rls.register_policy('shop', 'document', 'rls_permit_insert', 'defd7def9df3631df87d76b0ebe0fedbe42c9d7602c12289152a53be61e64b53');
select rls.register_policy('shop', 'document', 'rls_permit_update', 'a82d006a30e979b681eed173cfa820b6a0d3365782c3dd78f670cc996dc5db9c');
select rls.register_policy('shop', 'document', 'rls_permit_delete', 'e7f892d56aa91583bd031720b9fef8084b9864e69c8f85adaab72dd271752599');
grant select, insert, update, delete on shop.document to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on shop.document from rls_app;
--rollback select rls.unregister_policy('shop', 'document', 'rls_public_or_own_restrict_select');
--rollback drop policy if exists rls_public_or_own_restrict_select on shop.document;
--rollback select rls.unregister_policy('shop', 'document', 'rls_below_root_restrict');
--rollback drop policy if exists rls_below_root_restrict on shop.document;
--rollback select rls.unregister_policy('shop', 'document', 'rls_recent_restrict_delete');
--rollback drop policy if exists rls_recent_restrict_delete on shop.document;
--rollback select rls.unregister_policy('shop', 'document', 'rls_permit_select');
--rollback drop policy if exists rls_permit_select on shop.document;
--rollback select rls.unregister_policy('shop', 'document', 'rls_permit_insert');
--rollback drop policy if exists rls_permit_insert on shop.document;
--rollback select rls.unregister_policy('shop', 'document', 'rls_permit_update');
--rollback drop policy if exists rls_permit_update on shop.document;
--rollback select rls.unregister_policy('shop', 'document', 'rls_permit_delete');
--rollback drop policy if exists rls_permit_delete on shop.document;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'shop.document'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table shop.document no force row level security;
--rollback     alter table shop.document disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:app/shop.remark dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.desk.Remark: tenant of ticket; not_hidden on select: hidden = false or ticket.ownerId = :sub
-- Reads shop.customer with the rights of whoever queries: that table must be there first, and its owner grants select on it to rls_app.
-- Reads shop.region with the rights of whoever queries: that table must be there first, and its owner grants select on it to rls_app.
-- Reads shop.ticket with the rights of whoever queries: that table must be there first, and its own changeset grants select on it.
set local lock_timeout = '5s';
alter table shop.remark enable row level security;
alter table shop.remark force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'shop' and p.table_name = 'remark'
        and p.policy_name not in ('rls_tenant_restrict_select', 'rls_tenant_restrict_insert', 'rls_tenant_restrict_update', 'rls_tenant_restrict_delete', 'rls_not_hidden_restrict_select', 'rls_permit_select', 'rls_permit_insert', 'rls_permit_update', 'rls_permit_delete') loop
    execute pg_catalog.format('drop policy if exists %I on shop.remark', stale);
    perform rls.unregister_policy('shop', 'remark', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict_select on shop.remark;
create policy rls_tenant_restrict_select on shop.remark as restrictive for select to public
  using ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))));
comment on policy rls_tenant_restrict_select on shop.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_restrict_insert on shop.remark;
create policy rls_tenant_restrict_insert on shop.remark as restrictive for insert to public
  with check ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))));
comment on policy rls_tenant_restrict_insert on shop.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_restrict_update on shop.remark;
create policy rls_tenant_restrict_update on shop.remark as restrictive for update to public
  using ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))))
  with check ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))));
comment on policy rls_tenant_restrict_update on shop.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_restrict_delete on shop.remark;
create policy rls_tenant_restrict_delete on shop.remark as restrictive for delete to public
  using ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))));
comment on policy rls_tenant_restrict_delete on shop.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_not_hidden_restrict_select on shop.remark;
create policy rls_not_hidden_restrict_select on shop.remark as restrictive for select to public
  using ((select rls.claim_text('tenant_id')) is not null and (hidden = false or (select q1.owner_id from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) = (select rls.find_text('sub'))));
comment on policy rls_not_hidden_restrict_select on shop.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_select on shop.remark;
create policy rls_permit_select on shop.remark as permissive for select to rls_app, current_user
  using ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) and (hidden = false or (select q1.owner_id from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) = (select rls.find_text('sub'))));
comment on policy rls_permit_select on shop.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_insert on shop.remark;
create policy rls_permit_insert on shop.remark as permissive for insert to rls_app, current_user
  with check ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))));
comment on policy rls_permit_insert on shop.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_update on shop.remark;
create policy rls_permit_update on shop.remark as permissive for update to rls_app, current_user
  using ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))))
  with check ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))));
comment on policy rls_permit_update on shop.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_delete on shop.remark;
create policy rls_permit_delete on shop.remark as permissive for delete to rls_app, current_user
  using ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))));
comment on policy rls_permit_delete on shop.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
select rls.register_policy('shop', 'remark', 'rls_tenant_restrict_select', '4d235c84995ac5157a59a5b6ccc4d60db698c8a48af71ff6ad232c638d4231c4');
select rls.register_policy('shop', 'remark', 'rls_tenant_restrict_insert', 'af7ca7c8072babdd212f3900d847e13541480f46cc174aa4dbb471cc92424942');
select rls.register_policy('shop', 'remark', 'rls_tenant_restrict_update', '35fa72063851baba6ead8ef050574a25452c4990f09f09b28ca4641a8ed55694');
select rls.register_policy('shop', 'remark', 'rls_tenant_restrict_delete', '8048c0213d9dd85d15976495ddc538e3e82fb0bf2c5252c0349c6a71c83dc854');
select rls.register_policy('shop', 'remark', 'rls_not_hidden_restrict_select', '94a5fcae7dc87e920d8a209776041f3165ef5a403a61fefcc3b73df32dd2b4f2');
select rls.register_policy('shop', 'remark', 'rls_permit_select', 'f12c868dafa40b4ef8d3381ccb2419fcdc681dd3fad167ced4c02a4966bb56db');
select rls.register_policy('shop', 'remark', 'rls_permit_insert', '53f5f472690c5cbb341b42cb152b733fec0c8ee979bbff70e4d4b8a036002480');
select rls.register_policy('shop', 'remark', 'rls_permit_update', '00f20434fd50b4215be663a6b42c82e39d5c61d45561b0dc9a7e8aab1406caa4');
select rls.register_policy('shop', 'remark', 'rls_permit_delete', '6a9b05afa9e2a589a4e6c449454501235d4d5e22f8b3fa50dababd9008f3c6c5');
grant select, insert, update, delete on shop.remark to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on shop.remark from rls_app;
--rollback select rls.unregister_policy('shop', 'remark', 'rls_tenant_restrict_select');
--rollback drop policy if exists rls_tenant_restrict_select on shop.remark;
--rollback select rls.unregister_policy('shop', 'remark', 'rls_tenant_restrict_insert');
--rollback drop policy if exists rls_tenant_restrict_insert on shop.remark;
--rollback select rls.unregister_policy('shop', 'remark', 'rls_tenant_restrict_update');
--rollback drop policy if exists rls_tenant_restrict_update on shop.remark;
--rollback select rls.unregister_policy('shop', 'remark', 'rls_tenant_restrict_delete');
--rollback drop policy if exists rls_tenant_restrict_delete on shop.remark;
--rollback select rls.unregister_policy('shop', 'remark', 'rls_not_hidden_restrict_select');
--rollback drop policy if exists rls_not_hidden_restrict_select on shop.remark;
--rollback select rls.unregister_policy('shop', 'remark', 'rls_permit_select');
--rollback drop policy if exists rls_permit_select on shop.remark;
--rollback select rls.unregister_policy('shop', 'remark', 'rls_permit_insert');
--rollback drop policy if exists rls_permit_insert on shop.remark;
--rollback select rls.unregister_policy('shop', 'remark', 'rls_permit_update');
--rollback drop policy if exists rls_permit_update on shop.remark;
--rollback select rls.unregister_policy('shop', 'remark', 'rls_permit_delete');
--rollback drop policy if exists rls_permit_delete on shop.remark;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'shop.remark'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table shop.remark no force row level security;
--rollback     alter table shop.remark disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:app/shop.ticket dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.desk.Ticket: tenantId is claim tenant_id; own_or_manager: ownerId = :sub or 'manager' in :roles; in_team on select: teamId in :teams or customer.region.code = :region; open on update, delete: status <> CLOSED and period.until > current_timestamp; no_auditor on insert, update, delete: not ('auditor' in :roles) or 'manager' in :roles, check status in (OPEN, Status.WAITING) and number between 1 and 99999 and 'manager' in :roles
-- Reads shop.customer with the rights of whoever queries: that table must be there first, and its owner grants select on it to rls_app.
-- Reads shop.region with the rights of whoever queries: that table must be there first, and its owner grants select on it to rls_app.
set local lock_timeout = '5s';
alter table shop.ticket enable row level security;
alter table shop.ticket force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'shop' and p.table_name = 'ticket'
        and p.policy_name not in ('rls_tenant_restrict', 'rls_own_or_manager_restrict', 'rls_in_team_restrict_select', 'rls_open_restrict_update', 'rls_open_restrict_delete', 'rls_no_auditor_restrict_insert', 'rls_no_auditor_restrict_update', 'rls_no_auditor_restrict_delete', 'rls_permit_select', 'rls_permit_insert', 'rls_permit_update', 'rls_permit_delete') loop
    execute pg_catalog.format('drop policy if exists %I on shop.ticket', stale);
    perform rls.unregister_policy('shop', 'ticket', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on shop.ticket;
create policy rls_tenant_restrict on shop.ticket as restrictive for all to public
  using (tenant_id = (select rls.claim_text('tenant_id')))
  with check (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_restrict on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_own_or_manager_restrict on shop.ticket;
create policy rls_own_or_manager_restrict on shop.ticket as restrictive for all to public
  using (owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]))
  with check (owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_own_or_manager_restrict on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_in_team_restrict_select on shop.ticket;
create policy rls_in_team_restrict_select on shop.ticket as restrictive for select to public
  using (team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q2.code from shop.region q2 where q2.code = q1.region_code) from shop.customer q1 where q1.id = ticket.customer_id) = (select rls.find_text('region')));
comment on policy rls_in_team_restrict_select on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_open_restrict_update on shop.ticket;
create policy rls_open_restrict_update on shop.ticket as restrictive for update to public
  using (status <> 'CLOSED' and open_until > current_timestamp)
  with check (status <> 'CLOSED' and open_until > current_timestamp);
comment on policy rls_open_restrict_update on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_open_restrict_delete on shop.ticket;
create policy rls_open_restrict_delete on shop.ticket as restrictive for delete to public
  using (status <> 'CLOSED' and open_until > current_timestamp);
comment on policy rls_open_restrict_delete on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_no_auditor_restrict_insert on shop.ticket;
create policy rls_no_auditor_restrict_insert on shop.ticket as restrictive for insert to public
  with check (status in ('OPEN', 'WAITING') and number >= 1 and number <= 99999 and 'manager' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_no_auditor_restrict_insert on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_no_auditor_restrict_update on shop.ticket;
create policy rls_no_auditor_restrict_update on shop.ticket as restrictive for update to public
  using (not ('auditor' = any ((select rls.find_text_array('roles'))::text[])) or 'manager' = any ((select rls.find_text_array('roles'))::text[]))
  with check (status in ('OPEN', 'WAITING') and number >= 1 and number <= 99999 and 'manager' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_no_auditor_restrict_update on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_no_auditor_restrict_delete on shop.ticket;
create policy rls_no_auditor_restrict_delete on shop.ticket as restrictive for delete to public
  using (not ('auditor' = any ((select rls.find_text_array('roles'))::text[])) or 'manager' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_no_auditor_restrict_delete on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_select on shop.ticket;
create policy rls_permit_select on shop.ticket as permissive for select to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')) and (owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q2.code from shop.region q2 where q2.code = q1.region_code) from shop.customer q1 where q1.id = ticket.customer_id) = (select rls.find_text('region'))));
comment on policy rls_permit_select on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_insert on shop.ticket;
create policy rls_permit_insert on shop.ticket as permissive for insert to rls_app, current_user
  with check (tenant_id = (select rls.claim_text('tenant_id')) and (owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and status in ('OPEN', 'WAITING') and number >= 1 and number <= 99999 and 'manager' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_permit_insert on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_update on shop.ticket;
create policy rls_permit_update on shop.ticket as permissive for update to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')) and (owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and status <> 'CLOSED' and open_until > current_timestamp and (not ('auditor' = any ((select rls.find_text_array('roles'))::text[])) or 'manager' = any ((select rls.find_text_array('roles'))::text[])))
  with check (tenant_id = (select rls.claim_text('tenant_id')) and (owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and status <> 'CLOSED' and open_until > current_timestamp and status in ('OPEN', 'WAITING') and number >= 1 and number <= 99999 and 'manager' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_permit_update on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_delete on shop.ticket;
create policy rls_permit_delete on shop.ticket as permissive for delete to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')) and (owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and status <> 'CLOSED' and open_until > current_timestamp and (not ('auditor' = any ((select rls.find_text_array('roles'))::text[])) or 'manager' = any ((select rls.find_text_array('roles'))::text[])));
comment on policy rls_permit_delete on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
select rls.register_policy('shop', 'ticket', 'rls_tenant_restrict', '67ccf7d8c62c070628ebbebf547d3addf22eceae7581b9aea186cfedb4df19bd');
select rls.register_policy('shop', 'ticket', 'rls_own_or_manager_restrict', 'e4c10b85a5c9168f0d1f847fbae6d49df01b9f3480f717f4bf6e9db6c4a7040e');
select rls.register_policy('shop', 'ticket', 'rls_in_team_restrict_select', 'aed15ada2cb1abe3d36e4600cd0b71d0c230067899a46eebfab78aa248d899c4');
select rls.register_policy('shop', 'ticket', 'rls_open_restrict_update', 'c17690036b48964d3db08f840ca3d124dd5b6b3c6203acb357805ca4ec129bfe');
select rls.register_policy('shop', 'ticket', 'rls_open_restrict_delete', 'f8bcfc0789405b5a5082e32ffb2dbecb43839ee5288313369e9a085b02c58151');
select rls.register_policy('shop', 'ticket', 'rls_no_auditor_restrict_insert', 'df5ba90a0ca7c5424ee00c013bc32a4ba173c6a641b5ee075141530e43aedbc9');
select rls.register_policy('shop', 'ticket', 'rls_no_auditor_restrict_update', 'd6e7e54974b2acc8b387f8f53fb3f75cc8a62199baefe1dd3655a5d0c799dbda');
select rls.register_policy('shop', 'ticket', 'rls_no_auditor_restrict_delete', '6b25767314ba3632570504c146f1460a869ee457b5b638da483cd77edbaab973');
select rls.register_policy('shop', 'ticket', 'rls_permit_select', '00e64c9c60ad8c9c984fcc5cdb41ad07867bbaf74d0b1d09497c4967508c04f2');
select rls.register_policy('shop', 'ticket', 'rls_permit_insert', '7eb7a36dedf6ddbc758dad72fa2d68c836e1c380d88a6dc1a5b6e42ed751d172');
select rls.register_policy('shop', 'ticket', 'rls_permit_update', 'c7879121042c97a3be9aed6d59e866981f1067540d6b5f8a0516f93988ea8fcc');
select rls.register_policy('shop', 'ticket', 'rls_permit_delete', '3bbbd82b07fcb43f73f9de2017edd188409f0d201eb71ad859243b80d786e444');
grant select, insert, update, delete on shop.ticket to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on shop.ticket from rls_app;
--rollback select rls.unregister_policy('shop', 'ticket', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on shop.ticket;
--rollback select rls.unregister_policy('shop', 'ticket', 'rls_own_or_manager_restrict');
--rollback drop policy if exists rls_own_or_manager_restrict on shop.ticket;
--rollback select rls.unregister_policy('shop', 'ticket', 'rls_in_team_restrict_select');
--rollback drop policy if exists rls_in_team_restrict_select on shop.ticket;
--rollback select rls.unregister_policy('shop', 'ticket', 'rls_open_restrict_update');
--rollback drop policy if exists rls_open_restrict_update on shop.ticket;
--rollback select rls.unregister_policy('shop', 'ticket', 'rls_open_restrict_delete');
--rollback drop policy if exists rls_open_restrict_delete on shop.ticket;
--rollback select rls.unregister_policy('shop', 'ticket', 'rls_no_auditor_restrict_insert');
--rollback drop policy if exists rls_no_auditor_restrict_insert on shop.ticket;
--rollback select rls.unregister_policy('shop', 'ticket', 'rls_no_auditor_restrict_update');
--rollback drop policy if exists rls_no_auditor_restrict_update on shop.ticket;
--rollback select rls.unregister_policy('shop', 'ticket', 'rls_no_auditor_restrict_delete');
--rollback drop policy if exists rls_no_auditor_restrict_delete on shop.ticket;
--rollback select rls.unregister_policy('shop', 'ticket', 'rls_permit_select');
--rollback drop policy if exists rls_permit_select on shop.ticket;
--rollback select rls.unregister_policy('shop', 'ticket', 'rls_permit_insert');
--rollback drop policy if exists rls_permit_insert on shop.ticket;
--rollback select rls.unregister_policy('shop', 'ticket', 'rls_permit_update');
--rollback drop policy if exists rls_permit_update on shop.ticket;
--rollback select rls.unregister_policy('shop', 'ticket', 'rls_permit_delete');
--rollback drop policy if exists rls_permit_delete on shop.ticket;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'shop.ticket'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table shop.ticket no force row level security;
--rollback     alter table shop.ticket disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;
