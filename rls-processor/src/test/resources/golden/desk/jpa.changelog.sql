--liquibase formatted sql

-- Row-level security of unit "app", generated from its @TenantScoped entities. Change those, not this file.
-- Needs schema rls (dev/rls/liquibase/schema.sql). The owner of the tables must be the current role; where it cannot
-- log in, set role to it. Run it with Liquibase or with
--   psql -v ON_ERROR_STOP=1 --single-transaction -f changelog.sql

--changeset rls:app/public.article dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.desk.Article: tenantId is claim tenant_id, rows without are shared
set local lock_timeout = '5s';
alter table public.article enable row level security;
alter table public.article force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'public' and p.table_name = 'article'
        and p.policy_name not in ('rls_tenant_restrict_select', 'rls_tenant_restrict_insert', 'rls_tenant_restrict_update', 'rls_tenant_restrict_delete', 'rls_permit_select', 'rls_permit_insert', 'rls_permit_update', 'rls_permit_delete') loop
    execute pg_catalog.format('drop policy if exists %I on public.article', stale);
    perform rls.unregister_policy('public', 'article', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict_select on public.article;
create policy rls_tenant_restrict_select on public.article as restrictive for select to public
  using (tenantid = (select rls.claim_text('tenant_id')) or tenantid is null);
comment on policy rls_tenant_restrict_select on public.article is 'rls-hibernate: generated from com.acme.desk.Article, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_restrict_insert on public.article;
create policy rls_tenant_restrict_insert on public.article as restrictive for insert to public
  with check (tenantid = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_restrict_insert on public.article is 'rls-hibernate: generated from com.acme.desk.Article, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_restrict_update on public.article;
create policy rls_tenant_restrict_update on public.article as restrictive for update to public
  using (tenantid = (select rls.claim_text('tenant_id')))
  with check (tenantid = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_restrict_update on public.article is 'rls-hibernate: generated from com.acme.desk.Article, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_restrict_delete on public.article;
create policy rls_tenant_restrict_delete on public.article as restrictive for delete to public
  using (tenantid = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_restrict_delete on public.article is 'rls-hibernate: generated from com.acme.desk.Article, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_select on public.article;
create policy rls_permit_select on public.article as permissive for select to rls_app, current_user
  using (tenantid = (select rls.claim_text('tenant_id')) or tenantid is null);
comment on policy rls_permit_select on public.article is 'rls-hibernate: generated from com.acme.desk.Article, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_insert on public.article;
create policy rls_permit_insert on public.article as permissive for insert to rls_app, current_user
  with check (tenantid = (select rls.claim_text('tenant_id')));
comment on policy rls_permit_insert on public.article is 'rls-hibernate: generated from com.acme.desk.Article, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_update on public.article;
create policy rls_permit_update on public.article as permissive for update to rls_app, current_user
  using (tenantid = (select rls.claim_text('tenant_id')))
  with check (tenantid = (select rls.claim_text('tenant_id')));
comment on policy rls_permit_update on public.article is 'rls-hibernate: generated from com.acme.desk.Article, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_delete on public.article;
create policy rls_permit_delete on public.article as permissive for delete to rls_app, current_user
  using (tenantid = (select rls.claim_text('tenant_id')));
comment on policy rls_permit_delete on public.article is 'rls-hibernate: generated from com.acme.desk.Article, see META-INF/rls/app/changelog.sql';
select rls.register_policy('public', 'article', 'rls_tenant_restrict_select', 'b4027764273a6ad5037a0d5cffdbb4fa3846aa0d6bdefd0f0ab3823a7359bc27');
select rls.register_policy('public', 'article', 'rls_tenant_restrict_insert', 'ed67942940f19b403c94e3f9f38d8fe0299ab8c3f712ebe3e38a126072a5a56f');
select rls.register_policy('public', 'article', 'rls_tenant_restrict_update', '3fc32a3c43a96ca849840fa52cafce7da5c1f06c68226bf9dd35132993b442ab');
select rls.register_policy('public', 'article', 'rls_tenant_restrict_delete', '2e43937954d0a6144ba82d0f72c9531578a8d026006e3d3a1d1c4892af3093f2');
select rls.register_policy('public', 'article', 'rls_permit_select', 'b2f1d21ab0e51860a116daa6a9eb2a49f57501310ffd388c09a3c9b460932a4e');
select rls.register_policy('public', 'article', 'rls_permit_insert', 'd698feca570ac4af35903b3e682f5b43c9a6428f9b573482a71ee9d533a94a46');
select rls.register_policy('public', 'article', 'rls_permit_update', 'aba670306deda40793b0b972c992422d38fc16390daf5bceca26d17b5d6205d2');
select rls.register_policy('public', 'article', 'rls_permit_delete', 'b15cbb6016f460529b3255cc433e835547816d81bae27cc281dd9ab5ff3c41cc');
grant select, insert, update, delete on public.article to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.article from rls_app;
--rollback select rls.unregister_policy('public', 'article', 'rls_tenant_restrict_select');
--rollback drop policy if exists rls_tenant_restrict_select on public.article;
--rollback select rls.unregister_policy('public', 'article', 'rls_tenant_restrict_insert');
--rollback drop policy if exists rls_tenant_restrict_insert on public.article;
--rollback select rls.unregister_policy('public', 'article', 'rls_tenant_restrict_update');
--rollback drop policy if exists rls_tenant_restrict_update on public.article;
--rollback select rls.unregister_policy('public', 'article', 'rls_tenant_restrict_delete');
--rollback drop policy if exists rls_tenant_restrict_delete on public.article;
--rollback select rls.unregister_policy('public', 'article', 'rls_permit_select');
--rollback drop policy if exists rls_permit_select on public.article;
--rollback select rls.unregister_policy('public', 'article', 'rls_permit_insert');
--rollback drop policy if exists rls_permit_insert on public.article;
--rollback select rls.unregister_policy('public', 'article', 'rls_permit_update');
--rollback drop policy if exists rls_permit_update on public.article;
--rollback select rls.unregister_policy('public', 'article', 'rls_permit_delete');
--rollback drop policy if exists rls_permit_delete on public.article;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public.article'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public.article no force row level security;
--rollback     alter table public.article disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:app/public.document dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.desk.Document: public_or_own on select: visibility = PUBLIC or tenant = :tenant_id or tenant in :'https://acme.example/tenants'; below_root: path like :org.root || '%' or path is null and title like 'Draft%'; recent on delete: not created < '2026-01-31'
set local lock_timeout = '5s';
alter table public.document enable row level security;
alter table public.document force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'public' and p.table_name = 'document'
        and p.policy_name not in ('rls_public_or_own_restrict_select', 'rls_below_root_restrict', 'rls_recent_restrict_delete', 'rls_permit_select', 'rls_permit_insert', 'rls_permit_update', 'rls_permit_delete') loop
    execute pg_catalog.format('drop policy if exists %I on public.document', stale);
    perform rls.unregister_policy('public', 'document', stale);
  end loop;
end
$rls$;
drop policy if exists rls_public_or_own_restrict_select on public.document;
create policy rls_public_or_own_restrict_select on public.document as restrictive for select to public
  using ((select rls.require_claims()) and (visibility = 1 or tenant = (select rls.find_text('tenant_id')) or tenant = any ((select rls.find_text_array('https://acme.example/tenants'))::text[])));
comment on policy rls_public_or_own_restrict_select on public.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_below_root_restrict on public.document;
create policy rls_below_root_restrict on public.document as restrictive for all to public
  using ((select rls.require_claims()) and (starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!'))
  with check ((select rls.require_claims()) and (starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!'));
comment on policy rls_below_root_restrict on public.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_recent_restrict_delete on public.document;
create policy rls_recent_restrict_delete on public.document as restrictive for delete to public
  using ((select rls.require_claims()) and not (created < date '2026-01-31'));
comment on policy rls_recent_restrict_delete on public.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_select on public.document;
create policy rls_permit_select on public.document as permissive for select to rls_app, current_user
  using ((select rls.require_claims()) and (visibility = 1 or tenant = (select rls.find_text('tenant_id')) or tenant = any ((select rls.find_text_array('https://acme.example/tenants'))::text[])) and (starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!'));
comment on policy rls_permit_select on public.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_insert on public.document;
create policy rls_permit_insert on public.document as permissive for insert to rls_app, current_user
  with check ((select rls.require_claims()) and (starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!'));
comment on policy rls_permit_insert on public.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_update on public.document;
create policy rls_permit_update on public.document as permissive for update to rls_app, current_user
  using ((select rls.require_claims()) and (starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!'))
  with check ((select rls.require_claims()) and (starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!'));
comment on policy rls_permit_update on public.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_delete on public.document;
create policy rls_permit_delete on public.document as permissive for delete to rls_app, current_user
  using ((select rls.require_claims()) and (starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!') and not (created < date '2026-01-31'));
comment on policy rls_permit_delete on public.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
select rls.register_policy('public', 'document', 'rls_public_or_own_restrict_select', '2a736b6996e523299d767a7589baa3c3428bfe6b4897f3d9c471c170c14091f9');
select rls.register_policy('public', 'document', 'rls_below_root_restrict', '922240542a5b3d35e6932c79fac4db36b4369f1c24cb9ac2c25de59d4f86c64e');
select rls.register_policy('public', 'document', 'rls_recent_restrict_delete', '96724c85b32a83a5c4cda10730b1bf6e7ada2e3eee3ac99dac0df83c328a0d4d');
select rls.register_policy('public', 'document', 'rls_permit_select', '14848862e74f5bc46d4e2c6e5baea7d4ee83cd75d46ac99419ee51769d579dc9');
select rls.register_policy('public', 'document', 'rls_permit_insert', 'defd7def9df3631df87d76b0ebe0fedbe42c9d7602c12289152a53be61e64b53');
select rls.register_policy('public', 'document', 'rls_permit_update', 'a82d006a30e979b681eed173cfa820b6a0d3365782c3dd78f670cc996dc5db9c');
select rls.register_policy('public', 'document', 'rls_permit_delete', 'e7f892d56aa91583bd031720b9fef8084b9864e69c8f85adaab72dd271752599');
grant select, insert, update, delete on public.document to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.document from rls_app;
--rollback select rls.unregister_policy('public', 'document', 'rls_public_or_own_restrict_select');
--rollback drop policy if exists rls_public_or_own_restrict_select on public.document;
--rollback select rls.unregister_policy('public', 'document', 'rls_below_root_restrict');
--rollback drop policy if exists rls_below_root_restrict on public.document;
--rollback select rls.unregister_policy('public', 'document', 'rls_recent_restrict_delete');
--rollback drop policy if exists rls_recent_restrict_delete on public.document;
--rollback select rls.unregister_policy('public', 'document', 'rls_permit_select');
--rollback drop policy if exists rls_permit_select on public.document;
--rollback select rls.unregister_policy('public', 'document', 'rls_permit_insert');
--rollback drop policy if exists rls_permit_insert on public.document;
--rollback select rls.unregister_policy('public', 'document', 'rls_permit_update');
--rollback drop policy if exists rls_permit_update on public.document;
--rollback select rls.unregister_policy('public', 'document', 'rls_permit_delete');
--rollback drop policy if exists rls_permit_delete on public.document;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public.document'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public.document no force row level security;
--rollback     alter table public.document disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:app/public.remark dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.desk.Remark: tenant of ticket; not_hidden on select: hidden = false or ticket.ownerId = :sub
-- Reads public.customer with the rights of whoever queries: that table must be there first, and its owner grants select on it to rls_app.
-- Reads public.region with the rights of whoever queries: that table must be there first, and its owner grants select on it to rls_app.
-- Reads public.ticket with the rights of whoever queries: that table must be there first, and its own changeset grants select on it.
set local lock_timeout = '5s';
alter table public.remark enable row level security;
alter table public.remark force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'public' and p.table_name = 'remark'
        and p.policy_name not in ('rls_tenant_restrict_select', 'rls_tenant_restrict_insert', 'rls_tenant_restrict_update', 'rls_tenant_restrict_delete', 'rls_not_hidden_restrict_select', 'rls_permit_select', 'rls_permit_insert', 'rls_permit_update', 'rls_permit_delete') loop
    execute pg_catalog.format('drop policy if exists %I on public.remark', stale);
    perform rls.unregister_policy('public', 'remark', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict_select on public.remark;
create policy rls_tenant_restrict_select on public.remark as restrictive for select to public
  using ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))));
comment on policy rls_tenant_restrict_select on public.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_restrict_insert on public.remark;
create policy rls_tenant_restrict_insert on public.remark as restrictive for insert to public
  with check ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))));
comment on policy rls_tenant_restrict_insert on public.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_restrict_update on public.remark;
create policy rls_tenant_restrict_update on public.remark as restrictive for update to public
  using ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))))
  with check ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))));
comment on policy rls_tenant_restrict_update on public.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_restrict_delete on public.remark;
create policy rls_tenant_restrict_delete on public.remark as restrictive for delete to public
  using ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))));
comment on policy rls_tenant_restrict_delete on public.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_not_hidden_restrict_select on public.remark;
create policy rls_not_hidden_restrict_select on public.remark as restrictive for select to public
  using ((select rls.claim_text('tenant_id')) is not null and (hidden = false or (select q1.ownerid from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) = (select rls.find_text('sub'))));
comment on policy rls_not_hidden_restrict_select on public.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_select on public.remark;
create policy rls_permit_select on public.remark as permissive for select to rls_app, current_user
  using ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) and (hidden = false or (select q1.ownerid from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) = (select rls.find_text('sub'))));
comment on policy rls_permit_select on public.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_insert on public.remark;
create policy rls_permit_insert on public.remark as permissive for insert to rls_app, current_user
  with check ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))));
comment on policy rls_permit_insert on public.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_update on public.remark;
create policy rls_permit_update on public.remark as permissive for update to rls_app, current_user
  using ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))))
  with check ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))));
comment on policy rls_permit_update on public.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_delete on public.remark;
create policy rls_permit_delete on public.remark as permissive for delete to rls_app, current_user
  using ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))));
comment on policy rls_permit_delete on public.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
select rls.register_policy('public', 'remark', 'rls_tenant_restrict_select', '27d4613d612f17087a8f4aaaae3e23f0f6504597853f19b0939ac4d1c7da3580');
select rls.register_policy('public', 'remark', 'rls_tenant_restrict_insert', 'b3a268a04984ed598c204d2e2650d2e364b45d185127b810413a3b855041c9c7');
select rls.register_policy('public', 'remark', 'rls_tenant_restrict_update', 'f33463cfe6b4e8b34b11f447a93a92704630546b300940bc3011c7a8c11001b4');
select rls.register_policy('public', 'remark', 'rls_tenant_restrict_delete', '8f6f4ca0f6953f1988a68ff06266926b5747a307941946461570524174704a7a');
select rls.register_policy('public', 'remark', 'rls_not_hidden_restrict_select', '52e104214a5da43a976b35b525d68797998047401e19c52f30b8ca78539e7ec4');
select rls.register_policy('public', 'remark', 'rls_permit_select', 'ae60bd9f49f495e19e2b67f0bac7ad33e01f4fbc29c9a1c1c1294c462779dd04');
select rls.register_policy('public', 'remark', 'rls_permit_insert', 'e5ca0248d242219019305f83695ebfd3ab45187d255583d482418591107373f1');
select rls.register_policy('public', 'remark', 'rls_permit_update', '9e1921a95925afe14d1bdf106ca90702e2fc7ba71876857c3402fef236580322');
select rls.register_policy('public', 'remark', 'rls_permit_delete', 'b6c30d2e24f6f5bf12638215fc5ff262d72fc122d1972929553770e82fd21625');
grant select, insert, update, delete on public.remark to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.remark from rls_app;
--rollback select rls.unregister_policy('public', 'remark', 'rls_tenant_restrict_select');
--rollback drop policy if exists rls_tenant_restrict_select on public.remark;
--rollback select rls.unregister_policy('public', 'remark', 'rls_tenant_restrict_insert');
--rollback drop policy if exists rls_tenant_restrict_insert on public.remark;
--rollback select rls.unregister_policy('public', 'remark', 'rls_tenant_restrict_update');
--rollback drop policy if exists rls_tenant_restrict_update on public.remark;
--rollback select rls.unregister_policy('public', 'remark', 'rls_tenant_restrict_delete');
--rollback drop policy if exists rls_tenant_restrict_delete on public.remark;
--rollback select rls.unregister_policy('public', 'remark', 'rls_not_hidden_restrict_select');
--rollback drop policy if exists rls_not_hidden_restrict_select on public.remark;
--rollback select rls.unregister_policy('public', 'remark', 'rls_permit_select');
--rollback drop policy if exists rls_permit_select on public.remark;
--rollback select rls.unregister_policy('public', 'remark', 'rls_permit_insert');
--rollback drop policy if exists rls_permit_insert on public.remark;
--rollback select rls.unregister_policy('public', 'remark', 'rls_permit_update');
--rollback drop policy if exists rls_permit_update on public.remark;
--rollback select rls.unregister_policy('public', 'remark', 'rls_permit_delete');
--rollback drop policy if exists rls_permit_delete on public.remark;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public.remark'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public.remark no force row level security;
--rollback     alter table public.remark disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:app/public.ticket dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.desk.Ticket: tenantId is claim tenant_id; own_or_manager: ownerId = :sub or 'manager' in :roles; in_team on select: teamId in :teams or customer.region.code = :region; open on update, delete: status <> CLOSED and period.until > current_timestamp; no_auditor on insert, update, delete: not ('auditor' in :roles) or 'manager' in :roles, check status in (OPEN, Status.WAITING) and number between 1 and 99999 and 'manager' in :roles
-- Reads public.customer with the rights of whoever queries: that table must be there first, and its owner grants select on it to rls_app.
-- Reads public.region with the rights of whoever queries: that table must be there first, and its owner grants select on it to rls_app.
set local lock_timeout = '5s';
alter table public.ticket enable row level security;
alter table public.ticket force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'public' and p.table_name = 'ticket'
        and p.policy_name not in ('rls_tenant_restrict', 'rls_own_or_manager_restrict', 'rls_in_team_restrict_select', 'rls_open_restrict_update', 'rls_open_restrict_delete', 'rls_no_auditor_restrict_insert', 'rls_no_auditor_restrict_update', 'rls_no_auditor_restrict_delete', 'rls_permit_select', 'rls_permit_insert', 'rls_permit_update', 'rls_permit_delete') loop
    execute pg_catalog.format('drop policy if exists %I on public.ticket', stale);
    perform rls.unregister_policy('public', 'ticket', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on public.ticket;
create policy rls_tenant_restrict on public.ticket as restrictive for all to public
  using (tenantid = (select rls.claim_text('tenant_id')))
  with check (tenantid = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_restrict on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_own_or_manager_restrict on public.ticket;
create policy rls_own_or_manager_restrict on public.ticket as restrictive for all to public
  using (ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]))
  with check (ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_own_or_manager_restrict on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_in_team_restrict_select on public.ticket;
create policy rls_in_team_restrict_select on public.ticket as restrictive for select to public
  using (teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q2.code from public.region q2 where q2.code = q1.region_code) from public.customer q1 where q1.id = ticket.customer_id) = (select rls.find_text('region')));
comment on policy rls_in_team_restrict_select on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_open_restrict_update on public.ticket;
create policy rls_open_restrict_update on public.ticket as restrictive for update to public
  using (status <> 'CLOSED' and openuntil > current_timestamp)
  with check (status <> 'CLOSED' and openuntil > current_timestamp);
comment on policy rls_open_restrict_update on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_open_restrict_delete on public.ticket;
create policy rls_open_restrict_delete on public.ticket as restrictive for delete to public
  using (status <> 'CLOSED' and openuntil > current_timestamp);
comment on policy rls_open_restrict_delete on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_no_auditor_restrict_insert on public.ticket;
create policy rls_no_auditor_restrict_insert on public.ticket as restrictive for insert to public
  with check (status in ('OPEN', 'WAITING') and number >= 1 and number <= 99999 and 'manager' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_no_auditor_restrict_insert on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_no_auditor_restrict_update on public.ticket;
create policy rls_no_auditor_restrict_update on public.ticket as restrictive for update to public
  using (not ('auditor' = any ((select rls.find_text_array('roles'))::text[])) or 'manager' = any ((select rls.find_text_array('roles'))::text[]))
  with check (status in ('OPEN', 'WAITING') and number >= 1 and number <= 99999 and 'manager' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_no_auditor_restrict_update on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_no_auditor_restrict_delete on public.ticket;
create policy rls_no_auditor_restrict_delete on public.ticket as restrictive for delete to public
  using (not ('auditor' = any ((select rls.find_text_array('roles'))::text[])) or 'manager' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_no_auditor_restrict_delete on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_select on public.ticket;
create policy rls_permit_select on public.ticket as permissive for select to rls_app, current_user
  using (tenantid = (select rls.claim_text('tenant_id')) and (ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q2.code from public.region q2 where q2.code = q1.region_code) from public.customer q1 where q1.id = ticket.customer_id) = (select rls.find_text('region'))));
comment on policy rls_permit_select on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_insert on public.ticket;
create policy rls_permit_insert on public.ticket as permissive for insert to rls_app, current_user
  with check (tenantid = (select rls.claim_text('tenant_id')) and (ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and status in ('OPEN', 'WAITING') and number >= 1 and number <= 99999 and 'manager' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_permit_insert on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_update on public.ticket;
create policy rls_permit_update on public.ticket as permissive for update to rls_app, current_user
  using (tenantid = (select rls.claim_text('tenant_id')) and (ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and status <> 'CLOSED' and openuntil > current_timestamp and (not ('auditor' = any ((select rls.find_text_array('roles'))::text[])) or 'manager' = any ((select rls.find_text_array('roles'))::text[])))
  with check (tenantid = (select rls.claim_text('tenant_id')) and (ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and status <> 'CLOSED' and openuntil > current_timestamp and status in ('OPEN', 'WAITING') and number >= 1 and number <= 99999 and 'manager' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_permit_update on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_delete on public.ticket;
create policy rls_permit_delete on public.ticket as permissive for delete to rls_app, current_user
  using (tenantid = (select rls.claim_text('tenant_id')) and (ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and status <> 'CLOSED' and openuntil > current_timestamp and (not ('auditor' = any ((select rls.find_text_array('roles'))::text[])) or 'manager' = any ((select rls.find_text_array('roles'))::text[])));
comment on policy rls_permit_delete on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
select rls.register_policy('public', 'ticket', 'rls_tenant_restrict', '7051be98d747353a9a7267833cd15f1cba60c5f2af4cd560108ea1acf446db2a');
select rls.register_policy('public', 'ticket', 'rls_own_or_manager_restrict', 'be76be6970623465ba8a34fd35f004c575d72af74dfb08583f38f32484dc4352');
select rls.register_policy('public', 'ticket', 'rls_in_team_restrict_select', '7d34311934bad80c13a8283ac876f127e3179fbbc50e1b4ecc4dfbdc441ea2df');
select rls.register_policy('public', 'ticket', 'rls_open_restrict_update', '2570c0f62810aea37140b94b21f13afa1d9d13f83e9c23be2da4117f4b9ee8e7');
select rls.register_policy('public', 'ticket', 'rls_open_restrict_delete', '91f1658e9646f5bb556f526e4769c89c936bd9e163560140feec26d8355fa49c');
select rls.register_policy('public', 'ticket', 'rls_no_auditor_restrict_insert', 'df5ba90a0ca7c5424ee00c013bc32a4ba173c6a641b5ee075141530e43aedbc9');
select rls.register_policy('public', 'ticket', 'rls_no_auditor_restrict_update', 'd6e7e54974b2acc8b387f8f53fb3f75cc8a62199baefe1dd3655a5d0c799dbda');
select rls.register_policy('public', 'ticket', 'rls_no_auditor_restrict_delete', '6b25767314ba3632570504c146f1460a869ee457b5b638da483cd77edbaab973');
select rls.register_policy('public', 'ticket', 'rls_permit_select', 'be3b135633a25513a00db72fc18d315609613c034e249ecfaaafb43c1ea2144a');
select rls.register_policy('public', 'ticket', 'rls_permit_insert', 'eae5be1a16235ada7b60189c4352436f39b84d715b6069973bceee93e62073e8');
select rls.register_policy('public', 'ticket', 'rls_permit_update', 'ae16c47dc5d2883b0f2dff1f6492d960cd1c33941bea7423c00a9fc49d733abb');
select rls.register_policy('public', 'ticket', 'rls_permit_delete', 'fe91be044ebd9c2250b8c28f92bb457ce18a741be97f5e3fe683effc1efa177b');
grant select, insert, update, delete on public.ticket to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.ticket from rls_app;
--rollback select rls.unregister_policy('public', 'ticket', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on public.ticket;
--rollback select rls.unregister_policy('public', 'ticket', 'rls_own_or_manager_restrict');
--rollback drop policy if exists rls_own_or_manager_restrict on public.ticket;
--rollback select rls.unregister_policy('public', 'ticket', 'rls_in_team_restrict_select');
--rollback drop policy if exists rls_in_team_restrict_select on public.ticket;
--rollback select rls.unregister_policy('public', 'ticket', 'rls_open_restrict_update');
--rollback drop policy if exists rls_open_restrict_update on public.ticket;
--rollback select rls.unregister_policy('public', 'ticket', 'rls_open_restrict_delete');
--rollback drop policy if exists rls_open_restrict_delete on public.ticket;
--rollback select rls.unregister_policy('public', 'ticket', 'rls_no_auditor_restrict_insert');
--rollback drop policy if exists rls_no_auditor_restrict_insert on public.ticket;
--rollback select rls.unregister_policy('public', 'ticket', 'rls_no_auditor_restrict_update');
--rollback drop policy if exists rls_no_auditor_restrict_update on public.ticket;
--rollback select rls.unregister_policy('public', 'ticket', 'rls_no_auditor_restrict_delete');
--rollback drop policy if exists rls_no_auditor_restrict_delete on public.ticket;
--rollback select rls.unregister_policy('public', 'ticket', 'rls_permit_select');
--rollback drop policy if exists rls_permit_select on public.ticket;
--rollback select rls.unregister_policy('public', 'ticket', 'rls_permit_insert');
--rollback drop policy if exists rls_permit_insert on public.ticket;
--rollback select rls.unregister_policy('public', 'ticket', 'rls_permit_update');
--rollback drop policy if exists rls_permit_update on public.ticket;
--rollback select rls.unregister_policy('public', 'ticket', 'rls_permit_delete');
--rollback drop policy if exists rls_permit_delete on public.ticket;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public.ticket'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public.ticket no force row level security;
--rollback     alter table public.ticket disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;
