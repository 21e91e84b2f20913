--liquibase formatted sql

-- Row-level security of unit "app", generated from the annotations of its entities. Change those, not this file.
-- Needs schema rls (dev/rls/liquibase/schema.sql). The owner of the tables must be the current role; where it cannot
-- log in, set role to it. Run it with Liquibase or with
--   psql -v ON_ERROR_STOP=1 --single-transaction -f changelog.sql
-- "nullif(c, false) is not null" says no more than "c": so written, the planner does not guess how many rows it admits.

--changeset rls:app/public.article dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.desk.Article: tenantId is claim tenant_id, rows without are shared
select rls.check_table('public', 'article', 'app');
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
  using (nullif(tenantid = (select rls.claim_text('tenant_id')) or tenantid is null, false) is not null);
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
  using (nullif(tenantid = (select rls.claim_text('tenant_id')) or tenantid is null, false) is not null);
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
select rls.register_policy('public', 'article', 'rls_tenant_restrict_select', '111211fcfed2ef6c9ddd2fec2d5921a1a4856f5febee0d7cf4729e2d205178d0', 'app');
select rls.register_policy('public', 'article', 'rls_tenant_restrict_insert', 'ed67942940f19b403c94e3f9f38d8fe0299ab8c3f712ebe3e38a126072a5a56f', 'app');
select rls.register_policy('public', 'article', 'rls_tenant_restrict_update', '3fc32a3c43a96ca849840fa52cafce7da5c1f06c68226bf9dd35132993b442ab', 'app');
select rls.register_policy('public', 'article', 'rls_tenant_restrict_delete', '2e43937954d0a6144ba82d0f72c9531578a8d026006e3d3a1d1c4892af3093f2', 'app');
select rls.register_policy('public', 'article', 'rls_permit_select', '357ea8159f05662ebafc4c1ab1cbea8f187f6468a6264a3302fe29f350b727d9', 'app');
select rls.register_policy('public', 'article', 'rls_permit_insert', 'd698feca570ac4af35903b3e682f5b43c9a6428f9b573482a71ee9d533a94a46', 'app');
select rls.register_policy('public', 'article', 'rls_permit_update', 'aba670306deda40793b0b972c992422d38fc16390daf5bceca26d17b5d6205d2', 'app');
select rls.register_policy('public', 'article', 'rls_permit_delete', 'b15cbb6016f460529b3255cc433e835547816d81bae27cc281dd9ab5ff3c41cc', 'app');
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

--changeset rls:app/public.attachment dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.desk.Attachment: tenantId is claim tenant_id
-- Reads public.article with the rights of whoever queries: that table must be there first, and its own changeset grants select on it.
select rls.check_table('public', 'attachment', 'app');
set local lock_timeout = '5s';
alter table public.attachment enable row level security;
alter table public.attachment force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'public' and p.table_name = 'attachment'
        and p.policy_name not in ('rls_tenant_restrict', 'rls_reference_check_insert', 'rls_reference_check_update', 'rls_tenant_permit') loop
    execute pg_catalog.format('drop policy if exists %I on public.attachment', stale);
    perform rls.unregister_policy('public', 'attachment', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on public.attachment;
create policy rls_tenant_restrict on public.attachment as restrictive for all to public
  using (tenantid = (select rls.claim_text('tenant_id')))
  with check (tenantid = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_restrict on public.attachment is 'rls-hibernate: generated from com.acme.desk.Attachment, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_reference_check_insert on public.attachment;
create policy rls_reference_check_insert on public.attachment as restrictive for insert to public
  with check ((quotedfrom is null or rls.sees('public.article', 'id', quotedfrom)));
comment on policy rls_reference_check_insert on public.attachment is 'rls-hibernate: generated from com.acme.desk.Attachment, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_reference_check_update on public.attachment;
create policy rls_reference_check_update on public.attachment as restrictive for update to public
  with check ((quotedfrom is null or rls.sees('public.article', 'id', quotedfrom)));
comment on policy rls_reference_check_update on public.attachment is 'rls-hibernate: generated from com.acme.desk.Attachment, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_tenant_permit on public.attachment;
create policy rls_tenant_permit on public.attachment as permissive for all to rls_app, current_user
  using (tenantid = (select rls.claim_text('tenant_id')))
  with check (tenantid = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_permit on public.attachment is 'rls-hibernate: generated from com.acme.desk.Attachment, see META-INF/rls/app/changelog.sql';
select rls.register_policy('public', 'attachment', 'rls_tenant_restrict', '7051be98d747353a9a7267833cd15f1cba60c5f2af4cd560108ea1acf446db2a', 'app');
select rls.register_policy('public', 'attachment', 'rls_reference_check_insert', 'a88ae1a6ecf564027a1293890f75e7ca945ce7c74d7e5fc04e84ea42e216db9a', 'app');
select rls.register_policy('public', 'attachment', 'rls_reference_check_update', '9a00df0af6057afdf9ec1815e46c45eb119ea80cb19b855459aef2d61869f6fa', 'app');
select rls.register_policy('public', 'attachment', 'rls_tenant_permit', '7e67730c44e98a4346e25bf7266dd434501b89f4b71df2500d0441cb4a9bb40b', 'app');
grant select, insert, update, delete on public.attachment to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.attachment from rls_app;
--rollback select rls.unregister_policy('public', 'attachment', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on public.attachment;
--rollback select rls.unregister_policy('public', 'attachment', 'rls_reference_check_insert');
--rollback drop policy if exists rls_reference_check_insert on public.attachment;
--rollback select rls.unregister_policy('public', 'attachment', 'rls_reference_check_update');
--rollback drop policy if exists rls_reference_check_update on public.attachment;
--rollback select rls.unregister_policy('public', 'attachment', 'rls_tenant_permit');
--rollback drop policy if exists rls_tenant_permit on public.attachment;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public.attachment'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public.attachment no force row level security;
--rollback     alter table public.attachment disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:app/public.document dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.desk.Document: public_or_own on select: visibility = PUBLIC or tenant = :tenant_id or tenant in :'https://acme.example/tenants'; below_root: path like :org.root || '%' or path is null and title like 'Draft%'; recent on delete: not created < '2026-01-31'
select rls.check_table('public', 'document', 'app');
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
        and p.policy_name not in ('rls_public_or_own_restrict_select', 'rls_public_or_own_restrict_update', 'rls_public_or_own_restrict_delete', 'rls_below_root_restrict', 'rls_recent_restrict_delete', 'rls_permit_select', 'rls_permit_insert', 'rls_permit_update', 'rls_permit_delete') loop
    execute pg_catalog.format('drop policy if exists %I on public.document', stale);
    perform rls.unregister_policy('public', 'document', stale);
  end loop;
end
$rls$;
drop policy if exists rls_public_or_own_restrict_select on public.document;
create policy rls_public_or_own_restrict_select on public.document as restrictive for select to public
  using ((select rls.require_claims()) and nullif(visibility = 1 or tenant = (select rls.find_text('tenant_id')) or tenant = any ((select rls.find_text_array('https://acme.example/tenants'))::text[]), false) is not null);
comment on policy rls_public_or_own_restrict_select on public.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_public_or_own_restrict_update on public.document;
create policy rls_public_or_own_restrict_update on public.document as restrictive for update to public
  using ((select rls.require_claims()) and nullif(visibility = 1 or tenant = (select rls.find_text('tenant_id')) or tenant = any ((select rls.find_text_array('https://acme.example/tenants'))::text[]), false) is not null)
  with check ((select rls.require_claims()) and nullif(visibility = 1 or tenant = (select rls.find_text('tenant_id')) or tenant = any ((select rls.find_text_array('https://acme.example/tenants'))::text[]), false) is not null);
comment on policy rls_public_or_own_restrict_update on public.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_public_or_own_restrict_delete on public.document;
create policy rls_public_or_own_restrict_delete on public.document as restrictive for delete to public
  using ((select rls.require_claims()) and nullif(visibility = 1 or tenant = (select rls.find_text('tenant_id')) or tenant = any ((select rls.find_text_array('https://acme.example/tenants'))::text[]), false) is not null);
comment on policy rls_public_or_own_restrict_delete on public.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_below_root_restrict on public.document;
create policy rls_below_root_restrict on public.document as restrictive for all to public
  using ((select rls.require_claims()) and nullif(starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!', false) is not null)
  with check ((select rls.require_claims()) and nullif(starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!', false) is not null);
comment on policy rls_below_root_restrict on public.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_recent_restrict_delete on public.document;
create policy rls_recent_restrict_delete on public.document as restrictive for delete to public
  using ((select rls.require_claims()) and not (created < date '2026-01-31'));
comment on policy rls_recent_restrict_delete on public.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_select on public.document;
create policy rls_permit_select on public.document as permissive for select to rls_app, current_user
  using ((select rls.require_claims()) and nullif(visibility = 1 or tenant = (select rls.find_text('tenant_id')) or tenant = any ((select rls.find_text_array('https://acme.example/tenants'))::text[]), false) is not null and nullif(starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!', false) is not null);
comment on policy rls_permit_select on public.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_insert on public.document;
create policy rls_permit_insert on public.document as permissive for insert to rls_app, current_user
  with check ((select rls.require_claims()) and nullif(starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!', false) is not null);
comment on policy rls_permit_insert on public.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_update on public.document;
create policy rls_permit_update on public.document as permissive for update to rls_app, current_user
  using ((select rls.require_claims()) and nullif(visibility = 1 or tenant = (select rls.find_text('tenant_id')) or tenant = any ((select rls.find_text_array('https://acme.example/tenants'))::text[]), false) is not null and nullif(starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!', false) is not null)
  with check ((select rls.require_claims()) and nullif(visibility = 1 or tenant = (select rls.find_text('tenant_id')) or tenant = any ((select rls.find_text_array('https://acme.example/tenants'))::text[]), false) is not null and nullif(starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!', false) is not null);
comment on policy rls_permit_update on public.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_delete on public.document;
create policy rls_permit_delete on public.document as permissive for delete to rls_app, current_user
  using ((select rls.require_claims()) and nullif(visibility = 1 or tenant = (select rls.find_text('tenant_id')) or tenant = any ((select rls.find_text_array('https://acme.example/tenants'))::text[]), false) is not null and nullif(starts_with(path, (select rls.find_text('org', 'root'))) or path is null and title like 'Draft%' escape '!', false) is not null and not (created < date '2026-01-31'));
comment on policy rls_permit_delete on public.document is 'rls-hibernate: generated from com.acme.desk.Document, see META-INF/rls/app/changelog.sql';
select rls.register_policy('public', 'document', 'rls_public_or_own_restrict_select', 'db7b3f2a7199ad1a707d015a463e55b43ed5c3dcc2c0506bed65ca5955fd3a34', 'app');
select rls.register_policy('public', 'document', 'rls_public_or_own_restrict_update', '352ba75ce2f77758369357a07d4bd7cef2cbed4e991995ac1cdc7b3bca9c17ec', 'app');
select rls.register_policy('public', 'document', 'rls_public_or_own_restrict_delete', '54cd7b157f0c7d193a08259ed06f4b7137409ad1258b0f42f34274cb3931c43e', 'app');
select rls.register_policy('public', 'document', 'rls_below_root_restrict', '64f4a65c968dd1f47a35d3a8ea1e7294efc84d8c22140e882da905d08c904afd', 'app');
select rls.register_policy('public', 'document', 'rls_recent_restrict_delete', '96724c85b32a83a5c4cda10730b1bf6e7ada2e3eee3ac99dac0df83c328a0d4d', 'app');
select rls.register_policy('public', 'document', 'rls_permit_select', 'a17e63e8e66873e96ae8635e28988f41ab8c43db43492bcec25cc4da8a8b1b65', 'app');
select rls.register_policy('public', 'document', 'rls_permit_insert', '53d54602507d512cba8a669f7ade896490440e0b559413ddc1c1a11497e0962e', 'app');
select rls.register_policy('public', 'document', 'rls_permit_update', 'db3431c9d66dc2ee68e31b9f3475578128dc7ad58280303107282c543dd9671c', 'app');
select rls.register_policy('public', 'document', 'rls_permit_delete', 'dd4c7c9e2421dfa3e93977c3e7a71da53156281565056d44fa5b867e5b1ac120', 'app');
grant select, insert, update, delete on public.document to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.document from rls_app;
--rollback select rls.unregister_policy('public', 'document', 'rls_public_or_own_restrict_select');
--rollback drop policy if exists rls_public_or_own_restrict_select on public.document;
--rollback select rls.unregister_policy('public', 'document', 'rls_public_or_own_restrict_update');
--rollback drop policy if exists rls_public_or_own_restrict_update on public.document;
--rollback select rls.unregister_policy('public', 'document', 'rls_public_or_own_restrict_delete');
--rollback drop policy if exists rls_public_or_own_restrict_delete on public.document;
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
select rls.check_table('public', 'remark', 'app');
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
        and p.policy_name not in ('rls_tenant_restrict', 'rls_not_hidden_restrict_select', 'rls_not_hidden_restrict_update', 'rls_not_hidden_restrict_delete', 'rls_permit_select', 'rls_permit_insert', 'rls_permit_update', 'rls_permit_delete') loop
    execute pg_catalog.format('drop policy if exists %I on public.remark', stale);
    perform rls.unregister_policy('public', 'remark', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on public.remark;
create policy rls_tenant_restrict on public.remark as restrictive for all to public
  using ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))), false))
  with check ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))), false));
comment on policy rls_tenant_restrict on public.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_not_hidden_restrict_select on public.remark;
create policy rls_not_hidden_restrict_select on public.remark as restrictive for select to public
  using ((select rls.claim_text('tenant_id')) is not null and nullif(hidden = false or (select q1.ownerid from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) = (select rls.find_text('sub')), false) is not null);
comment on policy rls_not_hidden_restrict_select on public.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_not_hidden_restrict_update on public.remark;
create policy rls_not_hidden_restrict_update on public.remark as restrictive for update to public
  using ((select rls.claim_text('tenant_id')) is not null and nullif(hidden = false or (select q1.ownerid from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) = (select rls.find_text('sub')), false) is not null)
  with check ((select rls.claim_text('tenant_id')) is not null and nullif(hidden = false or (select q1.ownerid from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) = (select rls.find_text('sub')), false) is not null);
comment on policy rls_not_hidden_restrict_update on public.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_not_hidden_restrict_delete on public.remark;
create policy rls_not_hidden_restrict_delete on public.remark as restrictive for delete to public
  using ((select rls.claim_text('tenant_id')) is not null and nullif(hidden = false or (select q1.ownerid from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) = (select rls.find_text('sub')), false) is not null);
comment on policy rls_not_hidden_restrict_delete on public.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_select on public.remark;
create policy rls_permit_select on public.remark as permissive for select to rls_app, current_user
  using ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))), false) and nullif(hidden = false or (select q1.ownerid from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) = (select rls.find_text('sub')), false) is not null);
comment on policy rls_permit_select on public.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_insert on public.remark;
create policy rls_permit_insert on public.remark as permissive for insert to rls_app, current_user
  with check ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))), false));
comment on policy rls_permit_insert on public.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_update on public.remark;
create policy rls_permit_update on public.remark as permissive for update to rls_app, current_user
  using ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))), false) and nullif(hidden = false or (select q1.ownerid from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) = (select rls.find_text('sub')), false) is not null)
  with check ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))), false) and nullif(hidden = false or (select q1.ownerid from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) = (select rls.find_text('sub')), false) is not null);
comment on policy rls_permit_update on public.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_delete on public.remark;
create policy rls_permit_delete on public.remark as permissive for delete to rls_app, current_user
  using ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))), false) and nullif(hidden = false or (select q1.ownerid from public.ticket q1 where q1.id = remark.ticket_id and q1.tenantid = (select rls.claim_text('tenant_id')) and (q1.ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])) and (q1.teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q3.code from public.region q3 where q3.code = q2.region_code) from public.customer q2 where q2.id = q1.customer_id) = (select rls.find_text('region')))) = (select rls.find_text('sub')), false) is not null);
comment on policy rls_permit_delete on public.remark is 'rls-hibernate: generated from com.acme.desk.Remark, see META-INF/rls/app/changelog.sql';
select rls.register_policy('public', 'remark', 'rls_tenant_restrict', '15dc2d2d4b6bd1ab6891c4b161ec15d05a358ecee9f30fb368e31ad88a8b9e58', 'app');
select rls.register_policy('public', 'remark', 'rls_not_hidden_restrict_select', 'e10494b10c13f8e66114c83e166defee8abd80cc31ad030ef5e68bf4c485c4e1', 'app');
select rls.register_policy('public', 'remark', 'rls_not_hidden_restrict_update', '22e760fab3872d7000fe9bd6647dbef18f14e138270c3f75ca70ab7b56e77070', 'app');
select rls.register_policy('public', 'remark', 'rls_not_hidden_restrict_delete', 'd15cf9700ac849305da204ebed509b4c4f4d5e04ab7a1c0baaecef73a8d58ffc', 'app');
select rls.register_policy('public', 'remark', 'rls_permit_select', '05bed51ac21cd8cf80657180a49b94de983c68028328f431f0e4b7e24770e68f', 'app');
select rls.register_policy('public', 'remark', 'rls_permit_insert', 'f5a6d5ec86a29f78fe9782d259b82c79ff53477614294cdbc892d0e1f916e485', 'app');
select rls.register_policy('public', 'remark', 'rls_permit_update', 'ec1ea2ad3e1a04549d07d80a3dd6e9a21a32c7b73d9305fa7517dabc725d1cfc', 'app');
select rls.register_policy('public', 'remark', 'rls_permit_delete', '62764170779a56d86f860ac8db3474f79021bcf88d70f71ad117eb8289ef1abf', 'app');
grant select, insert, update, delete on public.remark to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.remark from rls_app;
--rollback select rls.unregister_policy('public', 'remark', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on public.remark;
--rollback select rls.unregister_policy('public', 'remark', 'rls_not_hidden_restrict_select');
--rollback drop policy if exists rls_not_hidden_restrict_select on public.remark;
--rollback select rls.unregister_policy('public', 'remark', 'rls_not_hidden_restrict_update');
--rollback drop policy if exists rls_not_hidden_restrict_update on public.remark;
--rollback select rls.unregister_policy('public', 'remark', 'rls_not_hidden_restrict_delete');
--rollback drop policy if exists rls_not_hidden_restrict_delete on public.remark;
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
select rls.check_table('public', 'ticket', 'app');
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
        and p.policy_name not in ('rls_tenant_restrict', 'rls_own_or_manager_restrict', 'rls_in_team_restrict_select', 'rls_in_team_restrict_update', 'rls_in_team_restrict_delete', 'rls_open_restrict_update', 'rls_open_restrict_delete', 'rls_no_auditor_restrict_insert', 'rls_no_auditor_restrict_update', 'rls_no_auditor_restrict_delete', 'rls_permit_select', 'rls_permit_insert', 'rls_permit_update', 'rls_permit_delete') loop
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
  using (nullif(ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]), false) is not null)
  with check (nullif(ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]), false) is not null);
comment on policy rls_own_or_manager_restrict on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_in_team_restrict_select on public.ticket;
create policy rls_in_team_restrict_select on public.ticket as restrictive for select to public
  using (nullif(teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q2.code from public.region q2 where q2.code = q1.region_code) from public.customer q1 where q1.id = ticket.customer_id) = (select rls.find_text('region')), false) is not null);
comment on policy rls_in_team_restrict_select on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_in_team_restrict_update on public.ticket;
create policy rls_in_team_restrict_update on public.ticket as restrictive for update to public
  using (nullif(teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q2.code from public.region q2 where q2.code = q1.region_code) from public.customer q1 where q1.id = ticket.customer_id) = (select rls.find_text('region')), false) is not null)
  with check (nullif(teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q2.code from public.region q2 where q2.code = q1.region_code) from public.customer q1 where q1.id = ticket.customer_id) = (select rls.find_text('region')), false) is not null);
comment on policy rls_in_team_restrict_update on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_in_team_restrict_delete on public.ticket;
create policy rls_in_team_restrict_delete on public.ticket as restrictive for delete to public
  using (nullif(teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q2.code from public.region q2 where q2.code = q1.region_code) from public.customer q1 where q1.id = ticket.customer_id) = (select rls.find_text('region')), false) is not null);
comment on policy rls_in_team_restrict_delete on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
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
  using ((not ('auditor' = any ((select rls.find_text_array('roles'))::text[])) or 'manager' = any ((select rls.find_text_array('roles'))::text[])))
  with check (status in ('OPEN', 'WAITING') and number >= 1 and number <= 99999 and 'manager' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_no_auditor_restrict_update on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_no_auditor_restrict_delete on public.ticket;
create policy rls_no_auditor_restrict_delete on public.ticket as restrictive for delete to public
  using ((not ('auditor' = any ((select rls.find_text_array('roles'))::text[])) or 'manager' = any ((select rls.find_text_array('roles'))::text[])));
comment on policy rls_no_auditor_restrict_delete on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_select on public.ticket;
create policy rls_permit_select on public.ticket as permissive for select to rls_app, current_user
  using (tenantid = (select rls.claim_text('tenant_id')) and nullif(ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]), false) is not null and nullif(teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q2.code from public.region q2 where q2.code = q1.region_code) from public.customer q1 where q1.id = ticket.customer_id) = (select rls.find_text('region')), false) is not null);
comment on policy rls_permit_select on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_insert on public.ticket;
create policy rls_permit_insert on public.ticket as permissive for insert to rls_app, current_user
  with check (tenantid = (select rls.claim_text('tenant_id')) and nullif(ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]), false) is not null and status in ('OPEN', 'WAITING') and number >= 1 and number <= 99999 and 'manager' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_permit_insert on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_update on public.ticket;
create policy rls_permit_update on public.ticket as permissive for update to rls_app, current_user
  using (tenantid = (select rls.claim_text('tenant_id')) and nullif(ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]), false) is not null and nullif(teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q2.code from public.region q2 where q2.code = q1.region_code) from public.customer q1 where q1.id = ticket.customer_id) = (select rls.find_text('region')), false) is not null and status <> 'CLOSED' and openuntil > current_timestamp and (not ('auditor' = any ((select rls.find_text_array('roles'))::text[])) or 'manager' = any ((select rls.find_text_array('roles'))::text[])))
  with check (tenantid = (select rls.claim_text('tenant_id')) and nullif(ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]), false) is not null and nullif(teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q2.code from public.region q2 where q2.code = q1.region_code) from public.customer q1 where q1.id = ticket.customer_id) = (select rls.find_text('region')), false) is not null and status <> 'CLOSED' and openuntil > current_timestamp and status in ('OPEN', 'WAITING') and number >= 1 and number <= 99999 and 'manager' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_permit_update on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
drop policy if exists rls_permit_delete on public.ticket;
create policy rls_permit_delete on public.ticket as permissive for delete to rls_app, current_user
  using (tenantid = (select rls.claim_text('tenant_id')) and nullif(ownerid = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]), false) is not null and nullif(teamid = any ((select rls.find_uuid_array('teams'))::uuid[]) or (select (select q2.code from public.region q2 where q2.code = q1.region_code) from public.customer q1 where q1.id = ticket.customer_id) = (select rls.find_text('region')), false) is not null and status <> 'CLOSED' and openuntil > current_timestamp and (not ('auditor' = any ((select rls.find_text_array('roles'))::text[])) or 'manager' = any ((select rls.find_text_array('roles'))::text[])));
comment on policy rls_permit_delete on public.ticket is 'rls-hibernate: generated from com.acme.desk.Ticket, see META-INF/rls/app/changelog.sql';
select rls.register_policy('public', 'ticket', 'rls_tenant_restrict', '7051be98d747353a9a7267833cd15f1cba60c5f2af4cd560108ea1acf446db2a', 'app');
select rls.register_policy('public', 'ticket', 'rls_own_or_manager_restrict', '621678542f0a6aee19b78cc72f1ab0a3c2eb9002f8bd0540f6a01aedaa8a9fc9', 'app');
select rls.register_policy('public', 'ticket', 'rls_in_team_restrict_select', '2f82aed9e9634939b9d9f9d5dc23a6c66cccd0d765a99bef8b061a2a6c25c935', 'app');
select rls.register_policy('public', 'ticket', 'rls_in_team_restrict_update', '2cb28ab5a345c6a28d3bb377416444ca02b6c605621fefc4672f1be101b02724', 'app');
select rls.register_policy('public', 'ticket', 'rls_in_team_restrict_delete', 'f1c14112646012411b63e4877e841512c807f1e36817c35b2c418abbd37b09d0', 'app');
select rls.register_policy('public', 'ticket', 'rls_open_restrict_update', '2570c0f62810aea37140b94b21f13afa1d9d13f83e9c23be2da4117f4b9ee8e7', 'app');
select rls.register_policy('public', 'ticket', 'rls_open_restrict_delete', '91f1658e9646f5bb556f526e4769c89c936bd9e163560140feec26d8355fa49c', 'app');
select rls.register_policy('public', 'ticket', 'rls_no_auditor_restrict_insert', 'df5ba90a0ca7c5424ee00c013bc32a4ba173c6a641b5ee075141530e43aedbc9', 'app');
select rls.register_policy('public', 'ticket', 'rls_no_auditor_restrict_update', '9175e116355b3093660b387db541e3eac62241d9266c811d704610ac1a55f494', 'app');
select rls.register_policy('public', 'ticket', 'rls_no_auditor_restrict_delete', '6ee3d2c1b33691c10b0c6d42837099eca03ef5f83575aae299605ba3c325ad11', 'app');
select rls.register_policy('public', 'ticket', 'rls_permit_select', 'b65a0ad6e543e41660ead9744f5bae4b8b59682959b0bafa192e6631cb659e47', 'app');
select rls.register_policy('public', 'ticket', 'rls_permit_insert', 'f968e37bb32f05bc6121901a8f653404ccf0082fe2cead105073cdcc511d6c6e', 'app');
select rls.register_policy('public', 'ticket', 'rls_permit_update', 'f6dad24227bdd16381e1a7069a141b9e37e3c61ec7bb4cce42cddb0917abcb5c', 'app');
select rls.register_policy('public', 'ticket', 'rls_permit_delete', '0753ba97ef34afdc9cccd17c5605f2759b6b40311f07bd44fa43b93db202b199', 'app');
grant select, insert, update, delete on public.ticket to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.ticket from rls_app;
--rollback select rls.unregister_policy('public', 'ticket', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on public.ticket;
--rollback select rls.unregister_policy('public', 'ticket', 'rls_own_or_manager_restrict');
--rollback drop policy if exists rls_own_or_manager_restrict on public.ticket;
--rollback select rls.unregister_policy('public', 'ticket', 'rls_in_team_restrict_select');
--rollback drop policy if exists rls_in_team_restrict_select on public.ticket;
--rollback select rls.unregister_policy('public', 'ticket', 'rls_in_team_restrict_update');
--rollback drop policy if exists rls_in_team_restrict_update on public.ticket;
--rollback select rls.unregister_policy('public', 'ticket', 'rls_in_team_restrict_delete');
--rollback drop policy if exists rls_in_team_restrict_delete on public.ticket;
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

--changeset rls:app/public.ticket/key.id dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment Key of com.acme.desk.Ticket with the tenant, for references to it
-- Writes to the table wait while its index is built. A large table gets it before, outside of any transaction; it is
-- taken as it stands here once it is valid:
--   create unique index concurrently on public.ticket (tenantid, id);
set local lock_timeout = '5s';
select rls.add_tenant_key('public.ticket', 'tenantid', 'id');
--rollback set local lock_timeout = '5s';
--rollback select rls.drop_tenant_key('public.ticket', 'tenantid', 'id');

--changeset rls:app/public.attachment/reference.filedunder_id dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.desk.Attachment: filedUnder leads to com.acme.desk.Ticket of the same tenant
-- In place of the foreign key of filedunder_id alone, and with its action on delete:
--   foreign key (tenantid, filedunder_id) references public.ticket (tenantid, id)
-- Nobody reads or writes the two tables while their rows are validated. Large ones get the key before, as
-- "References inside the tenant" of docs/operations.md has it; it is then taken as it stands.
select rls.check_table('public', 'attachment', 'app');
set local lock_timeout = '5s';
select rls.add_tenant_reference('public.attachment', 'tenantid', 'filedunder_id', 'public.ticket', 'tenantid', 'id');
--rollback set local lock_timeout = '5s';
--rollback select rls.drop_tenant_reference('public.attachment', 'tenantid', 'filedunder_id', 'public.ticket', 'tenantid', 'id');

--changeset rls:app/public.attachment/reference.quotedfrom dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/app/changelog.sql
--comment com.acme.desk.Attachment: article leads to com.acme.desk.Article of the same tenant, or to one that all share
-- The policies of the table see to it from now on. Here it is asked of the rows that are there, and nothing is changed.
select rls.check_table('public', 'attachment', 'app');
set local lock_timeout = '5s';
select rls.check_tenant_reference('public.attachment', 'tenantid', 'quotedfrom', 'public.article', 'tenantid', 'id');
--rollback empty
