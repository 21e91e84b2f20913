--liquibase formatted sql

-- Row-level security of unit "app", generated from the annotations of its entities. Change those, not this file.
-- Needs schema rls (dev/rls/liquibase/schema.sql). The owner of the tables must be the current role; where it cannot
-- log in, set role to it. Run it with Liquibase or with
--   psql -v ON_ERROR_STOP=1 --single-transaction -f changelog.sql
-- "nullif(c, false) is not null" says no more than "c": so written, the planner does not guess how many rows it admits.

--changeset rls:app/shop.article dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.desk.Article: tenantId is claim tenant_id, rows without are shared
select rls.check_table('shop', 'article', 'app');
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
  using (nullif(tenant_id = (select rls.claim_text('tenant_id')) or tenant_id is null, false) is not null);
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
  using (nullif(tenant_id = (select rls.claim_text('tenant_id')) or tenant_id is null, false) is not null);
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
select rls.register_policy('shop', 'article', 'rls_tenant_restrict_select', 'ba3a4d614c9cf18fbc4cf17397a7ca2e32a69123bc1b2ed448f10a3c8d5b3a4d', 'app');
select rls.register_policy('shop', 'article', 'rls_tenant_restrict_insert', '03b1612ac8f7277a60c338a623bafce8eb566c67526a5c21c9c4e943c4446470', 'app');
select rls.register_policy('shop', 'article', 'rls_tenant_restrict_update', 'e8baf4ff873d5fffe130baa16bc9232912252ac010594d36f93933330f5c77c1', 'app');
select rls.register_policy('shop', 'article', 'rls_tenant_restrict_delete', '2a0896881b3fbc7d571bc3ff231662abd4bdca20c956295577120fdf3dbbe046', 'app');
select rls.register_policy('shop', 'article', 'rls_permit_select', '7835eff25783eb6bdf9165421a10428ebbee7f7f90a35982e755fef1f6492aec', 'app');
select rls.register_policy('shop', 'article', 'rls_permit_insert', 'eeb1d589bda3642620e9b904f31e5a5e374b8bd567ff3bc5fd7a86521884cf1a', 'app');
select rls.register_policy('shop', 'article', 'rls_permit_update', '3d9e57594beb05df6d70f49510764368a217cc77ac9644b85cd7c1b3066f4879', 'app');
select rls.register_policy('shop', 'article', 'rls_permit_delete', 'd272173a6dff9cf156664a705d269d0356008685d9f8eb6c6f8cac6d90b2aba0', 'app');
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

--changeset rls:app/shop.attachment dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.desk.Attachment: tenantId is claim tenant_id
-- Reads shop.article with the rights of whoever queries: that table must be there first, and its own changeset grants select on it.
select rls.check_table('shop', 'attachment', 'app');
set local lock_timeout = '5s';
alter table shop.attachment enable row level security;
alter table shop.attachment force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'shop' and p.table_name = 'attachment'
        and p.policy_name not in ('rls_tenant_restrict', 'rls_reference_check_insert', 'rls_reference_check_update', 'rls_tenant_permit') loop
    execute pg_catalog.format('drop policy if exists %I on shop.attachment', stale);
    perform rls.unregister_policy('shop', 'attachment', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on shop.attachment;
create policy rls_tenant_restrict on shop.attachment as restrictive for all to public
  using (tenant_id = (select rls.claim_text('tenant_id')))
  with check (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_restrict on shop.attachment is 'rls-hibernate: generated from com.acme.desk.Attachment, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_reference_check_insert on shop.attachment;
create policy rls_reference_check_insert on shop.attachment as restrictive for insert to public
  with check ((quoted_from is null or rls.sees('shop.article', 'id', quoted_from)));
comment on policy rls_reference_check_insert on shop.attachment is 'rls-hibernate: generated from com.acme.desk.Attachment, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_reference_check_update on shop.attachment;
create policy rls_reference_check_update on shop.attachment as restrictive for update to public
  with check ((quoted_from is null or rls.sees('shop.article', 'id', quoted_from)));
comment on policy rls_reference_check_update on shop.attachment is 'rls-hibernate: generated from com.acme.desk.Attachment, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_permit on shop.attachment;
create policy rls_tenant_permit on shop.attachment as permissive for all to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')))
  with check (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_permit on shop.attachment is 'rls-hibernate: generated from com.acme.desk.Attachment, see META-INF/rls/app/changelog.sql';
select rls.register_policy('shop', 'attachment', 'rls_tenant_restrict', '67ccf7d8c62c070628ebbebf547d3addf22eceae7581b9aea186cfedb4df19bd', 'app');
select rls.register_policy('shop', 'attachment', 'rls_reference_check_insert', 'b9751857844a854520819c964e6d2af7f57775674de84935252665d053c94d27', 'app');
select rls.register_policy('shop', 'attachment', 'rls_reference_check_update', '1602245cbd01b7aece20f0a7df75a4ee51b06eae3a041d3ad1d7b6dad7806f9c', 'app');
select rls.register_policy('shop', 'attachment', 'rls_tenant_permit', 'df8b51d2b9ba76c49155118ba6d91aae042584f73eef6ca9f6d8ac6cfb63d821', 'app');
grant select, insert, update, delete on shop.attachment to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on shop.attachment from rls_app;
--rollback select rls.unregister_policy('shop', 'attachment', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on shop.attachment;
--rollback select rls.unregister_policy('shop', 'attachment', 'rls_reference_check_insert');
--rollback drop policy if exists rls_reference_check_insert on shop.attachment;
--rollback select rls.unregister_policy('shop', 'attachment', 'rls_reference_check_update');
--rollback drop policy if exists rls_reference_check_update on shop.attachment;
--rollback select rls.unregister_policy('shop', 'attachment', 'rls_tenant_permit');
--rollback drop policy if exists rls_tenant_permit on shop.attachment;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'shop.attachment'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table shop.attachment no force row level security;
--rollback     alter table shop.attachment disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:app/shop.document dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.desk.Document: public_or_own on select: visibility = PUBLIC or tenant = :tenant_id or tenant in :'https://acme.example/tenants'; below_root: path like :org.root || '%' or path is null and title like 'Draft%'; recent on delete: not created < '2026-01-31'
select rls.check_table('shop', 'document', 'app');
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
        and p.policy_name not in ('rls_public_or_own_restrict_select', 'rls_public_or_own_restrict_update', 'rls_public_or_own_restrict_delete', 'rls_below_root_restrict', 'rls_recent_restrict_delete', 'rls_permit_select', 'rls_permit_insert', 'rls_permit_update', 'rls_permit_delete') loop
    execute pg_catalog.format('drop policy if exists %I on shop.document', stale);
    perform rls.unregister_policy('shop', 'document', stale);
  end loop;
end
$rls$;
drop policy if exists rls_public_or_own_restrict_select on shop.document;
create policy rls_public_or_own_restrict_select on shop.document as restrictive for select to public
  using ((select rls.require_claims()) and nullif(visibility = 1 or tenant = (select rls.find_text('tenant_id')) or tenant = any ((select rls.find_text_array('https://acme.example/tenants'))::text[]), false) is not null);
comment on policy rls_public_or_own_restrict_select on shop.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_public_or_own_restrict_update on shop.document;
create policy rls_public_or_own_restrict_update on shop.document as restrictive for update to public
  using ((select rls.require_claims()) and nullif(visibility = 1 or tenant = (select rls.find_text('tenant_id')) or tenant = any ((select rls.find_text_array('https://acme.example/tenants'))::text[]), false) is not null)
  with check ((select rls.require_claims()) and nullif(visibility = 1 or tenant = (select rls.find_text('tenant_id')) or tenant = any ((select rls.find_text_array('https://acme.example/tenants'))::text[]), false) is not null);
comment on policy rls_public_or_own_restrict_update on shop.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_public_or_own_restrict_delete on shop.document;
create policy rls_public_or_own_restrict_delete on shop.document as restrictive for delete to public
  using ((select rls.require_claims()) and nullif(visibility = 1 or tenant = (select rls.find_text('tenant_id')) or tenant = any ((select rls.find_text_array('https://acme.example/tenants'))::text[]), false) is not null);
comment on policy rls_public_or_own_restrict_delete on shop.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_below_root_restrict on shop.document;
create policy rls_below_root_restrict on shop.document as restrictive for all to public
  using ((select rls.require_claims()) and nullif(starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!', false) is not null)
  with check ((select rls.require_claims()) and nullif(starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!', false) is not null);
comment on policy rls_below_root_restrict on shop.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_recent_restrict_delete on shop.document;
create policy rls_recent_restrict_delete on shop.document as restrictive for delete to public
  using ((select rls.require_claims()) and not (created < date '2026-01-31'));
comment on policy rls_recent_restrict_delete on shop.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_select on shop.document;
create policy rls_permit_select on shop.document as permissive for select to rls_app, current_user
  using ((select rls.require_claims()) and nullif(visibility = 1 or tenant = (select rls.find_text('tenant_id')) or tenant = any ((select rls.find_text_array('https://acme.example/tenants'))::text[]), false) is not null and nullif(starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!', false) is not null);
comment on policy rls_permit_select on shop.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_insert on shop.document;
create policy rls_permit_insert on shop.document as permissive for insert to rls_app, current_user
  with check ((select rls.require_claims()) and nullif(starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!', false) is not null);
comment on policy rls_permit_insert on shop.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_update on shop.document;
create policy rls_permit_update on shop.document as permissive for update to rls_app, current_user
  using ((select rls.require_claims()) and nullif(visibility = 1 or tenant = (select rls.find_text('tenant_id')) or tenant = any ((select rls.find_text_array('https://acme.example/tenants'))::text[]), false) is not null and nullif(starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!', false) is not null)
  with check ((select rls.require_claims()) and nullif(visibility = 1 or tenant = (select rls.find_text('tenant_id')) or tenant = any ((select rls.find_text_array('https://acme.example/tenants'))::text[]), false) is not null and nullif(starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!', false) is not null);
comment on policy rls_permit_update on shop.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_delete on shop.document;
create policy rls_permit_delete on shop.document as permissive for delete to rls_app, current_user
  using ((select rls.require_claims()) and nullif(visibility = 1 or tenant = (select rls.find_text('tenant_id')) or tenant = any ((select rls.find_text_array('https://acme.example/tenants'))::text[]), false) is not null and nullif(starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!', false) is not null and not (created < date '2026-01-31'));
comment on policy rls_permit_delete on shop.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
select rls.register_policy('shop', 'document', 'rls_public_or_own_restrict_select', 'db7b3f2a7199ad1a707d015a463e55b43ed5c3dcc2c0506bed65ca5955fd3a34', 'app');
select rls.register_policy('shop', 'document', 'rls_public_or_own_restrict_update', '352ba75ce2f77758369357a07d4bd7cef2cbed4e991995ac1cdc7b3bca9c17ec', 'app');
select rls.register_policy('shop', 'document', 'rls_public_or_own_restrict_delete', '54cd7b157f0c7d193a08259ed06f4b7137409ad1258b0f42f34274cb3931c43e', 'app');
select rls.register_policy('shop', 'document', 'rls_below_root_restrict', '64f4a65c968dd1f47a35d3a8ea1e7294efc84d8c22140e882da905d08c904afd', 'app');
select rls.register_policy('shop', 'document', 'rls_recent_restrict_delete', '96724c85b32a83a5c4cda10730b1bf6e7ada2e3eee3ac99dac0df83c328a0d4d', 'app');
select rls.register_policy('shop', 'document', 'rls_permit_select', 'a17e63e8e66873e96ae8635e28988f41ab8c43db43492bcec25cc4da8a8b1b65', 'app');
select rls.register_policy('shop', 'document', 'rls_permit_insert', '53d54602507d512cba8a669f7ade896490440e0b559413ddc1c1a11497e0962e', 'app');
select rls.register_policy('shop', 'document', 'rls_permit_update', 'db3431c9d66dc2ee68e31b9f3475578128dc7ad58280303107282c543dd9671c', 'app');
select rls.register_policy('shop', 'document', 'rls_permit_delete', 'dd4c7c9e2421dfa3e93977c3e7a71da53156281565056d44fa5b867e5b1ac120', 'app');
grant select, insert, update, delete on shop.document to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on shop.document from rls_app;
--rollback select rls.unregister_policy('shop', 'document', 'rls_public_or_own_restrict_select');
--rollback drop policy if exists rls_public_or_own_restrict_select on shop.document;
--rollback select rls.unregister_policy('shop', 'document', 'rls_public_or_own_restrict_update');
--rollback drop policy if exists rls_public_or_own_restrict_update on shop.document;
--rollback select rls.unregister_policy('shop', 'document', 'rls_public_or_own_restrict_delete');
--rollback drop policy if exists rls_public_or_own_restrict_delete on shop.document;
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
select rls.check_table('shop', 'remark', 'app');
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
        and p.policy_name not in ('rls_tenant_restrict', 'rls_not_hidden_restrict_select', 'rls_not_hidden_restrict_update', 'rls_not_hidden_restrict_delete', 'rls_permit_select', 'rls_permit_insert', 'rls_permit_update', 'rls_permit_delete') loop
    execute pg_catalog.format('drop policy if exists %I on shop.remark', stale);
    perform rls.unregister_policy('shop', 'remark', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on shop.remark;
create policy rls_tenant_restrict on shop.remark as restrictive for all to public
  using ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))), false))
  with check ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))), false));
comment on policy rls_tenant_restrict on shop.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_not_hidden_restrict_select on shop.remark;
create policy rls_not_hidden_restrict_select on shop.remark as restrictive for select to public
  using ((select rls.claim_text('tenant_id')) is not null and nullif(hidden = false or (select q1.owner_id from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) = (select rls.find_text('sub')), false) is not null);
comment on policy rls_not_hidden_restrict_select on shop.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_not_hidden_restrict_update on shop.remark;
create policy rls_not_hidden_restrict_update on shop.remark as restrictive for update to public
  using ((select rls.claim_text('tenant_id')) is not null and nullif(hidden = false or (select q1.owner_id from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) = (select rls.find_text('sub')), false) is not null)
  with check ((select rls.claim_text('tenant_id')) is not null and nullif(hidden = false or (select q1.owner_id from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) = (select rls.find_text('sub')), false) is not null);
comment on policy rls_not_hidden_restrict_update on shop.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_not_hidden_restrict_delete on shop.remark;
create policy rls_not_hidden_restrict_delete on shop.remark as restrictive for delete to public
  using ((select rls.claim_text('tenant_id')) is not null and nullif(hidden = false or (select q1.owner_id from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) = (select rls.find_text('sub')), false) is not null);
comment on policy rls_not_hidden_restrict_delete on shop.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_select on shop.remark;
create policy rls_permit_select on shop.remark as permissive for select to rls_app, current_user
  using ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))), false) and nullif(hidden = false or (select q1.owner_id from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) = (select rls.find_text('sub')), false) is not null);
comment on policy rls_permit_select on shop.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_insert on shop.remark;
create policy rls_permit_insert on shop.remark as permissive for insert to rls_app, current_user
  with check ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))), false));
comment on policy rls_permit_insert on shop.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_update on shop.remark;
create policy rls_permit_update on shop.remark as permissive for update to rls_app, current_user
  using ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))), false) and nullif(hidden = false or (select q1.owner_id from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) = (select rls.find_text('sub')), false) is not null)
  with check ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))), false) and nullif(hidden = false or (select q1.owner_id from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) = (select rls.find_text('sub')), false) is not null);
comment on policy rls_permit_update on shop.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_delete on shop.remark;
create policy rls_permit_delete on shop.remark as permissive for delete to rls_app, current_user
  using ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))), false) and nullif(hidden = false or (select q1.owner_id from shop.ticket q1 where q1.id = remark.ticket_id and q1.tenant_id = (select rls.claim_text('tenant_id')) and (q1.owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from shop.region q3 where q3.code = q2.region_code) from shop.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) = (select rls.find_text('sub')), false) is not null);
comment on policy rls_permit_delete on shop.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
select rls.register_policy('shop', 'remark', 'rls_tenant_restrict', '7a8c6132ac2e6ffd2ea966b6b29ada40be8d293be7572ca2aa000cf2e4787f3d', 'app');
select rls.register_policy('shop', 'remark', 'rls_not_hidden_restrict_select', '009cdace2f7e78cb200157f2c7e4dc5b62ffa32b4dd481a1368587209bedadc6', 'app');
select rls.register_policy('shop', 'remark', 'rls_not_hidden_restrict_update', '6225172bcd0d4bc5ae99c7858a41f841af649d7b93ab8d4edaec011c77ba292a', 'app');
select rls.register_policy('shop', 'remark', 'rls_not_hidden_restrict_delete', 'd3f63fa4decb66b8d26187fce3c7f6ec72d59fcd31c41e329f8dead27bcd4489', 'app');
select rls.register_policy('shop', 'remark', 'rls_permit_select', '9e3029ecebb06c1fb8a2454d1d7083132c87a7b3fb61b7a6c7c439f4f6a2981c', 'app');
select rls.register_policy('shop', 'remark', 'rls_permit_insert', 'f634ee398b240be7f4aea13d8ac38c51a4018ce4799a0d26af2bb150c08505f1', 'app');
select rls.register_policy('shop', 'remark', 'rls_permit_update', 'c775945ab2f2f496ffe04a934cce9a971667033ad0245c917906e8ebdc823842', 'app');
select rls.register_policy('shop', 'remark', 'rls_permit_delete', '7785d20f9418846b50ec2011da15fb86ab8507f200ee38e243244ecb5f93e67b', 'app');
grant select, insert, update, delete on shop.remark to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on shop.remark from rls_app;
--rollback select rls.unregister_policy('shop', 'remark', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on shop.remark;
--rollback select rls.unregister_policy('shop', 'remark', 'rls_not_hidden_restrict_select');
--rollback drop policy if exists rls_not_hidden_restrict_select on shop.remark;
--rollback select rls.unregister_policy('shop', 'remark', 'rls_not_hidden_restrict_update');
--rollback drop policy if exists rls_not_hidden_restrict_update on shop.remark;
--rollback select rls.unregister_policy('shop', 'remark', 'rls_not_hidden_restrict_delete');
--rollback drop policy if exists rls_not_hidden_restrict_delete on shop.remark;
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
select rls.check_table('shop', 'ticket', 'app');
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
        and p.policy_name not in ('rls_tenant_restrict', 'rls_own_or_manager_restrict', 'rls_in_team_restrict_select', 'rls_in_team_restrict_update', 'rls_in_team_restrict_delete', 'rls_open_restrict_update', 'rls_open_restrict_delete', 'rls_no_auditor_restrict_insert', 'rls_no_auditor_restrict_update', 'rls_no_auditor_restrict_delete', 'rls_permit_select', 'rls_permit_insert', 'rls_permit_update', 'rls_permit_delete') loop
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
  using (nullif(owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]), false) is not null)
  with check (nullif(owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]), false) is not null);
comment on policy rls_own_or_manager_restrict on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_in_team_restrict_select on shop.ticket;
create policy rls_in_team_restrict_select on shop.ticket as restrictive for select to public
  using (nullif(team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q2.code from shop.region q2 where q2.code = q1.region_code) from shop.customer q1 where q1.id = ticket.customer_id) = (select rls.find_text('region')), false) is not null);
comment on policy rls_in_team_restrict_select on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_in_team_restrict_update on shop.ticket;
create policy rls_in_team_restrict_update on shop.ticket as restrictive for update to public
  using (nullif(team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q2.code from shop.region q2 where q2.code = q1.region_code) from shop.customer q1 where q1.id = ticket.customer_id) = (select rls.find_text('region')), false) is not null)
  with check (nullif(team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q2.code from shop.region q2 where q2.code = q1.region_code) from shop.customer q1 where q1.id = ticket.customer_id) = (select rls.find_text('region')), false) is not null);
comment on policy rls_in_team_restrict_update on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_in_team_restrict_delete on shop.ticket;
create policy rls_in_team_restrict_delete on shop.ticket as restrictive for delete to public
  using (nullif(team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q2.code from shop.region q2 where q2.code = q1.region_code) from shop.customer q1 where q1.id = ticket.customer_id) = (select rls.find_text('region')), false) is not null);
comment on policy rls_in_team_restrict_delete on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
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
  using ((not ('auditor' = any ((select rls.find_text_array('roles'))::text[])) or 'manager' = any ((select rls.find_text_array('roles'))::text[])))
  with check (status in ('OPEN', 'WAITING') and number >= 1 and number <= 99999 and 'manager' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_no_auditor_restrict_update on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_no_auditor_restrict_delete on shop.ticket;
create policy rls_no_auditor_restrict_delete on shop.ticket as restrictive for delete to public
  using ((not ('auditor' = any ((select rls.find_text_array('roles'))::text[])) or 'manager' = any ((select rls.find_text_array('roles'))::text[])));
comment on policy rls_no_auditor_restrict_delete on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_select on shop.ticket;
create policy rls_permit_select on shop.ticket as permissive for select to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')) and nullif(owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]), false) is not null and nullif(team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q2.code from shop.region q2 where q2.code = q1.region_code) from shop.customer q1 where q1.id = ticket.customer_id) = (select rls.find_text('region')), false) is not null);
comment on policy rls_permit_select on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_insert on shop.ticket;
create policy rls_permit_insert on shop.ticket as permissive for insert to rls_app, current_user
  with check (tenant_id = (select rls.claim_text('tenant_id')) and nullif(owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]), false) is not null and status in ('OPEN', 'WAITING') and number >= 1 and number <= 99999 and 'manager' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_permit_insert on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_update on shop.ticket;
create policy rls_permit_update on shop.ticket as permissive for update to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')) and nullif(owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]), false) is not null and nullif(team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q2.code from shop.region q2 where q2.code = q1.region_code) from shop.customer q1 where q1.id = ticket.customer_id) = (select rls.find_text('region')), false) is not null and status <> 'CLOSED' and open_until > current_timestamp and (not ('auditor' = any ((select rls.find_text_array('roles'))::text[])) or 'manager' = any ((select rls.find_text_array('roles'))::text[])))
  with check (tenant_id = (select rls.claim_text('tenant_id')) and nullif(owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]), false) is not null and nullif(team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q2.code from shop.region q2 where q2.code = q1.region_code) from shop.customer q1 where q1.id = ticket.customer_id) = (select rls.find_text('region')), false) is not null and status <> 'CLOSED' and open_until > current_timestamp and status in ('OPEN', 'WAITING') and number >= 1 and number <= 99999 and 'manager' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_permit_update on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_delete on shop.ticket;
create policy rls_permit_delete on shop.ticket as permissive for delete to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')) and nullif(owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]), false) is not null and nullif(team_id = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q2.code from shop.region q2 where q2.code = q1.region_code) from shop.customer q1 where q1.id = ticket.customer_id) = (select rls.find_text('region')), false) is not null and status <> 'CLOSED' and open_until > current_timestamp and (not ('auditor' = any ((select rls.find_text_array('roles'))::text[])) or 'manager' = any ((select rls.find_text_array('roles'))::text[])));
comment on policy rls_permit_delete on shop.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
select rls.register_policy('shop', 'ticket', 'rls_tenant_restrict', '67ccf7d8c62c070628ebbebf547d3addf22eceae7581b9aea186cfedb4df19bd', 'app');
select rls.register_policy('shop', 'ticket', 'rls_own_or_manager_restrict', '55fbd0c4aeeda9ce31e3eeae423922102b9b876cef5f2dbb78bbebd013e2920b', 'app');
select rls.register_policy('shop', 'ticket', 'rls_in_team_restrict_select', '2a53631d55a25dbc82d8da7146515e95c4c7553370568225ecbd9654bbe2388e', 'app');
select rls.register_policy('shop', 'ticket', 'rls_in_team_restrict_update', '9de59a83b10007fe0b66ba3fe999dd577321b18e07a285c5fb12f0117b146825', 'app');
select rls.register_policy('shop', 'ticket', 'rls_in_team_restrict_delete', '06df5a03aeaacc7bca61114bf15f992e22fd783d48c9602955ca9fae1ccd661f', 'app');
select rls.register_policy('shop', 'ticket', 'rls_open_restrict_update', 'c17690036b48964d3db08f840ca3d124dd5b6b3c6203acb357805ca4ec129bfe', 'app');
select rls.register_policy('shop', 'ticket', 'rls_open_restrict_delete', 'f8bcfc0789405b5a5082e32ffb2dbecb43839ee5288313369e9a085b02c58151', 'app');
select rls.register_policy('shop', 'ticket', 'rls_no_auditor_restrict_insert', 'df5ba90a0ca7c5424ee00c013bc32a4ba173c6a641b5ee075141530e43aedbc9', 'app');
select rls.register_policy('shop', 'ticket', 'rls_no_auditor_restrict_update', '9175e116355b3093660b387db541e3eac62241d9266c811d704610ac1a55f494', 'app');
select rls.register_policy('shop', 'ticket', 'rls_no_auditor_restrict_delete', '6ee3d2c1b33691c10b0c6d42837099eca03ef5f83575aae299605ba3c325ad11', 'app');
select rls.register_policy('shop', 'ticket', 'rls_permit_select', '6b8ed2e5e46c503b2fda8acb1e601fecaaaa6e837d6d6919fcb7472d6f8aaa71', 'app');
select rls.register_policy('shop', 'ticket', 'rls_permit_insert', 'a87a413ad804ff7c2150a7c0e3d97f532ab5a1a180e33ee789f74f2b28b8ddfb', 'app');
select rls.register_policy('shop', 'ticket', 'rls_permit_update', 'e3ba056c87abd6595c7eefac489f9a80db4a2fb32f8ddc5892bc4e0b3b9288ab', 'app');
select rls.register_policy('shop', 'ticket', 'rls_permit_delete', '70436427ddb596a78f8c011098b9b728ff8366fab8dd4b2e1ff4e18d1538018c', 'app');
grant select, insert, update, delete on shop.ticket to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on shop.ticket from rls_app;
--rollback select rls.unregister_policy('shop', 'ticket', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on shop.ticket;
--rollback select rls.unregister_policy('shop', 'ticket', 'rls_own_or_manager_restrict');
--rollback drop policy if exists rls_own_or_manager_restrict on shop.ticket;
--rollback select rls.unregister_policy('shop', 'ticket', 'rls_in_team_restrict_select');
--rollback drop policy if exists rls_in_team_restrict_select on shop.ticket;
--rollback select rls.unregister_policy('shop', 'ticket', 'rls_in_team_restrict_update');
--rollback drop policy if exists rls_in_team_restrict_update on shop.ticket;
--rollback select rls.unregister_policy('shop', 'ticket', 'rls_in_team_restrict_delete');
--rollback drop policy if exists rls_in_team_restrict_delete on shop.ticket;
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

--changeset rls:app/shop.ticket/key.id dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment Key of com.acme.desk.Ticket with the tenant, for references to it
-- Writes to the table wait while its index is built. A large table gets it before, outside of any transaction; it is
-- taken as it stands here once it is valid:
--   create unique index concurrently on shop.ticket (tenant_id, id);
set local lock_timeout = '5s';
select rls.add_tenant_key('shop.ticket', 'tenant_id', 'id');
--rollback set local lock_timeout = '5s';
--rollback select rls.drop_tenant_key('shop.ticket', 'tenant_id', 'id');

--changeset rls:app/shop.attachment/reference.filed_under_id dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.desk.Attachment: filedUnder leads to com.acme.desk.Ticket of the same tenant
-- In place of the foreign key of filed_under_id alone, and with its action on delete:
--   foreign key (tenant_id, filed_under_id) references shop.ticket (tenant_id, id)
-- Nobody reads or writes the two tables while their rows are validated. Large ones get the key before, as
-- "References inside the tenant" of docs/operations.md has it; it is then taken as it stands.
select rls.check_table('shop', 'attachment', 'app');
set local lock_timeout = '5s';
select rls.add_tenant_reference('shop.attachment', 'tenant_id', 'filed_under_id', 'shop.ticket', 'tenant_id', 'id');
--rollback set local lock_timeout = '5s';
--rollback select rls.drop_tenant_reference('shop.attachment', 'tenant_id', 'filed_under_id', 'shop.ticket', 'tenant_id', 'id');

--changeset rls:app/shop.attachment/reference.quoted_from dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.desk.Attachment: article leads to com.acme.desk.Article of the same tenant, or to one that all share
-- The policies of the table see to it from now on. Here it is asked of the rows that are there, and nothing is changed.
select rls.check_table('shop', 'attachment', 'app');
set local lock_timeout = '5s';
select rls.check_tenant_reference('shop.attachment', 'tenant_id', 'quoted_from', 'shop.article', 'tenant_id', 'id');
--rollback empty
