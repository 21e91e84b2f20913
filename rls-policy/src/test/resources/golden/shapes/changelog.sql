--liquibase formatted sql

-- Row-level security of unit "shapes", generated from the annotations of its entities. Change those, not this file.
-- Needs schema rls (dev/rls/liquibase/schema.sql). The owner of the tables must be the current role; where it cannot
-- log in, set role to it. Run it with Liquibase or with
--   psql -v ON_ERROR_STOP=1 --single-transaction -f changelog.sql
-- "nullif(c, false) is not null" says no more than "c": so written, the planner does not guess how many rows it admits.

--changeset rls:shapes/public.article dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/shapes/changelog.sql
--comment com.acme.Article: public_or_mine: visibility = PUBLIC or tenantId = :tenant_id, check tenantId = :tenant_id
select rls.check_table('public', 'article', 'shapes');
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
        and p.policy_name not in ('rls_public_or_mine_restrict_select', 'rls_public_or_mine_restrict_insert', 'rls_public_or_mine_restrict_update', 'rls_public_or_mine_restrict_delete', 'rls_permit_select', 'rls_permit_insert', 'rls_permit_update', 'rls_permit_delete') loop
    execute pg_catalog.format('drop policy if exists %I on public.article', stale);
    perform rls.unregister_policy('public', 'article', stale);
  end loop;
end
$rls$;
drop policy if exists rls_public_or_mine_restrict_select on public.article;
create policy rls_public_or_mine_restrict_select on public.article as restrictive for select to public
  using ((select rls.require_claims()) and nullif(visibility = 'PUBLIC' or tenant_id = (select rls.find_text('tenant_id')), false) is not null);
comment on policy rls_public_or_mine_restrict_select on public.article is 'rls-hibernate: generated from com.acme.Article, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_public_or_mine_restrict_insert on public.article;
create policy rls_public_or_mine_restrict_insert on public.article as restrictive for insert to public
  with check ((select rls.require_claims()) and tenant_id = (select rls.find_text('tenant_id')));
comment on policy rls_public_or_mine_restrict_insert on public.article is 'rls-hibernate: generated from com.acme.Article, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_public_or_mine_restrict_update on public.article;
create policy rls_public_or_mine_restrict_update on public.article as restrictive for update to public
  using ((select rls.require_claims()) and nullif(visibility = 'PUBLIC' or tenant_id = (select rls.find_text('tenant_id')), false) is not null)
  with check ((select rls.require_claims()) and nullif(visibility = 'PUBLIC' or tenant_id = (select rls.find_text('tenant_id')), false) is not null and tenant_id = (select rls.find_text('tenant_id')));
comment on policy rls_public_or_mine_restrict_update on public.article is 'rls-hibernate: generated from com.acme.Article, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_public_or_mine_restrict_delete on public.article;
create policy rls_public_or_mine_restrict_delete on public.article as restrictive for delete to public
  using ((select rls.require_claims()) and nullif(visibility = 'PUBLIC' or tenant_id = (select rls.find_text('tenant_id')), false) is not null);
comment on policy rls_public_or_mine_restrict_delete on public.article is 'rls-hibernate: generated from com.acme.Article, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_select on public.article;
create policy rls_permit_select on public.article as permissive for select to rls_app, current_user
  using ((select rls.require_claims()) and nullif(visibility = 'PUBLIC' or tenant_id = (select rls.find_text('tenant_id')), false) is not null);
comment on policy rls_permit_select on public.article is 'rls-hibernate: generated from com.acme.Article, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_insert on public.article;
create policy rls_permit_insert on public.article as permissive for insert to rls_app, current_user
  with check ((select rls.require_claims()) and tenant_id = (select rls.find_text('tenant_id')));
comment on policy rls_permit_insert on public.article is 'rls-hibernate: generated from com.acme.Article, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_update on public.article;
create policy rls_permit_update on public.article as permissive for update to rls_app, current_user
  using ((select rls.require_claims()) and nullif(visibility = 'PUBLIC' or tenant_id = (select rls.find_text('tenant_id')), false) is not null)
  with check ((select rls.require_claims()) and nullif(visibility = 'PUBLIC' or tenant_id = (select rls.find_text('tenant_id')), false) is not null and tenant_id = (select rls.find_text('tenant_id')));
comment on policy rls_permit_update on public.article is 'rls-hibernate: generated from com.acme.Article, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_delete on public.article;
create policy rls_permit_delete on public.article as permissive for delete to rls_app, current_user
  using ((select rls.require_claims()) and nullif(visibility = 'PUBLIC' or tenant_id = (select rls.find_text('tenant_id')), false) is not null);
comment on policy rls_permit_delete on public.article is 'rls-hibernate: generated from com.acme.Article, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'article', 'rls_public_or_mine_restrict_select', '9d62e9e50eca29fc02d5b920c20b5e3f67ad41a41a15e8272281e03d757dca8c', 'shapes');
select rls.register_policy('public', 'article', 'rls_public_or_mine_restrict_insert', '95f996bcd2f737de5d10b902910475f0d1bd235707781c288601a880df0be95a', 'shapes');
select rls.register_policy('public', 'article', 'rls_public_or_mine_restrict_update', '4209ccf4335ddf89cd3fc0e8857cea1d8af6477c64653cac56fe880d1b809cf9', 'shapes');
select rls.register_policy('public', 'article', 'rls_public_or_mine_restrict_delete', 'eb29a20ed4488025843db4afd7b8ccad51aeef6532c1089ff204375d121df078', 'shapes');
select rls.register_policy('public', 'article', 'rls_permit_select', 'b8e928f7884d76c9215deb94dab208c1f6bd423133997ea6eba01619a46ec1f0', 'shapes');
select rls.register_policy('public', 'article', 'rls_permit_insert', 'e58b17ab9b60c7b5769bf84d34ad3154fd84fa0dd4cdd3a84a01232fc36ef767', 'shapes');
select rls.register_policy('public', 'article', 'rls_permit_update', '539053a2c20a914ae449f60f850a24ac8b01f2989550e779a5de934419b67cdf', 'shapes');
select rls.register_policy('public', 'article', 'rls_permit_delete', '2eaf67d95dc25d0e6afb82f64aeb4a398434ce40e891f23082b72c5ec18195f4', 'shapes');
grant select, insert, update, delete on public.article to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.article from rls_app;
--rollback select rls.unregister_policy('public', 'article', 'rls_public_or_mine_restrict_select');
--rollback drop policy if exists rls_public_or_mine_restrict_select on public.article;
--rollback select rls.unregister_policy('public', 'article', 'rls_public_or_mine_restrict_insert');
--rollback drop policy if exists rls_public_or_mine_restrict_insert on public.article;
--rollback select rls.unregister_policy('public', 'article', 'rls_public_or_mine_restrict_update');
--rollback drop policy if exists rls_public_or_mine_restrict_update on public.article;
--rollback select rls.unregister_policy('public', 'article', 'rls_public_or_mine_restrict_delete');
--rollback drop policy if exists rls_public_or_mine_restrict_delete on public.article;
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

--changeset rls:shapes/public.attachment dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/shapes/changelog.sql
--comment com.acme.Attachment: tenantId is claim tenant_id; of_owner: invoice.ownerId = :sub; of_country: country.name is null or country.name <> 'Atlantis'
-- Reads public.country with the rights of whoever queries: that table must be there first, and its owner grants select on it to rls_app.
-- Reads public.invoice with the rights of whoever queries: that table must be there first, and its own changeset grants select on it.
select rls.check_table('public', 'attachment', 'shapes');
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
        and p.policy_name not in ('rls_tenant_restrict', 'rls_of_owner_restrict', 'rls_of_country_restrict', 'rls_permit') loop
    execute pg_catalog.format('drop policy if exists %I on public.attachment', stale);
    perform rls.unregister_policy('public', 'attachment', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on public.attachment;
create policy rls_tenant_restrict on public.attachment as restrictive for all to public
  using (tenant_id = (select rls.claim_text('tenant_id')))
  with check (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_restrict on public.attachment is 'rls-hibernate: generated from com.acme.Attachment, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_of_owner_restrict on public.attachment;
create policy rls_of_owner_restrict on public.attachment as restrictive for all to public
  using (nullif((select q1.owner_id from public.invoice q1 where q1.id = attachment.invoice_id and q1.tenant_id = (select rls.claim_text('tenant_id'))) = (select rls.find_text('sub')), false) is not null)
  with check (nullif((select q1.owner_id from public.invoice q1 where q1.id = attachment.invoice_id and q1.tenant_id = (select rls.claim_text('tenant_id'))) = (select rls.find_text('sub')), false) is not null);
comment on policy rls_of_owner_restrict on public.attachment is 'rls-hibernate: generated from com.acme.Attachment, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_of_country_restrict on public.attachment;
create policy rls_of_country_restrict on public.attachment as restrictive for all to public
  using (((select q1.name from public.country q1 where q1.id = attachment.country_id) is null or (select q1.name from public.country q1 where q1.id = attachment.country_id) <> 'Atlantis'))
  with check (((select q1.name from public.country q1 where q1.id = attachment.country_id) is null or (select q1.name from public.country q1 where q1.id = attachment.country_id) <> 'Atlantis'));
comment on policy rls_of_country_restrict on public.attachment is 'rls-hibernate: generated from com.acme.Attachment, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit on public.attachment;
create policy rls_permit on public.attachment as permissive for all to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')) and nullif((select q1.owner_id from public.invoice q1 where q1.id = attachment.invoice_id and q1.tenant_id = (select rls.claim_text('tenant_id'))) = (select rls.find_text('sub')), false) is not null and ((select q1.name from public.country q1 where q1.id = attachment.country_id) is null or (select q1.name from public.country q1 where q1.id = attachment.country_id) <> 'Atlantis'))
  with check (tenant_id = (select rls.claim_text('tenant_id')) and nullif((select q1.owner_id from public.invoice q1 where q1.id = attachment.invoice_id and q1.tenant_id = (select rls.claim_text('tenant_id'))) = (select rls.find_text('sub')), false) is not null and ((select q1.name from public.country q1 where q1.id = attachment.country_id) is null or (select q1.name from public.country q1 where q1.id = attachment.country_id) <> 'Atlantis'));
comment on policy rls_permit on public.attachment is 'rls-hibernate: generated from com.acme.Attachment, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'attachment', 'rls_tenant_restrict', '67ccf7d8c62c070628ebbebf547d3addf22eceae7581b9aea186cfedb4df19bd', 'shapes');
select rls.register_policy('public', 'attachment', 'rls_of_owner_restrict', 'c65b7c06db68c21dec56c252034a678a345bd5924e7b96c8e725814edb1e5a74', 'shapes');
select rls.register_policy('public', 'attachment', 'rls_of_country_restrict', 'aeaf27d1eb1811b013488891e8e187404b32b7414e446b70425f5004ee5ed88d', 'shapes');
select rls.register_policy('public', 'attachment', 'rls_permit', '98ac1031428d978dbb721660203322be9729f6c58c261fceb40b140472930086', 'shapes');
grant select, insert, update, delete on public.attachment to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.attachment from rls_app;
--rollback select rls.unregister_policy('public', 'attachment', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on public.attachment;
--rollback select rls.unregister_policy('public', 'attachment', 'rls_of_owner_restrict');
--rollback drop policy if exists rls_of_owner_restrict on public.attachment;
--rollback select rls.unregister_policy('public', 'attachment', 'rls_of_country_restrict');
--rollback drop policy if exists rls_of_country_restrict on public.attachment;
--rollback select rls.unregister_policy('public', 'attachment', 'rls_permit');
--rollback drop policy if exists rls_permit on public.attachment;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public.attachment'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public.attachment no force row level security;
--rollback     alter table public.attachment disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:shapes/public.audit_entry dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/shapes/changelog.sql
--comment com.acme.AuditEntry: tenantId is claim tenant_id; auditors_read on select: 'auditor' in :roles
select rls.check_table('public', 'audit_entry', 'shapes');
set local lock_timeout = '5s';
alter table public.audit_entry enable row level security;
alter table public.audit_entry force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'public' and p.table_name = 'audit_entry'
        and p.policy_name not in ('rls_tenant_restrict', 'rls_auditors_read_restrict_select', 'rls_auditors_read_restrict_update', 'rls_auditors_read_restrict_delete', 'rls_permit_select', 'rls_permit_insert', 'rls_permit_update', 'rls_permit_delete') loop
    execute pg_catalog.format('drop policy if exists %I on public.audit_entry', stale);
    perform rls.unregister_policy('public', 'audit_entry', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on public.audit_entry;
create policy rls_tenant_restrict on public.audit_entry as restrictive for all to public
  using (tenant_id = (select rls.claim_text('tenant_id')))
  with check (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_restrict on public.audit_entry is 'rls-hibernate: generated from com.acme.AuditEntry, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_auditors_read_restrict_select on public.audit_entry;
create policy rls_auditors_read_restrict_select on public.audit_entry as restrictive for select to public
  using ('auditor' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_auditors_read_restrict_select on public.audit_entry is 'rls-hibernate: generated from com.acme.AuditEntry, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_auditors_read_restrict_update on public.audit_entry;
create policy rls_auditors_read_restrict_update on public.audit_entry as restrictive for update to public
  using ('auditor' = any ((select rls.find_text_array('roles'))::text[]))
  with check ('auditor' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_auditors_read_restrict_update on public.audit_entry is 'rls-hibernate: generated from com.acme.AuditEntry, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_auditors_read_restrict_delete on public.audit_entry;
create policy rls_auditors_read_restrict_delete on public.audit_entry as restrictive for delete to public
  using ('auditor' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_auditors_read_restrict_delete on public.audit_entry is 'rls-hibernate: generated from com.acme.AuditEntry, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_select on public.audit_entry;
create policy rls_permit_select on public.audit_entry as permissive for select to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')) and 'auditor' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_permit_select on public.audit_entry is 'rls-hibernate: generated from com.acme.AuditEntry, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_insert on public.audit_entry;
create policy rls_permit_insert on public.audit_entry as permissive for insert to rls_app, current_user
  with check (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_permit_insert on public.audit_entry is 'rls-hibernate: generated from com.acme.AuditEntry, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_update on public.audit_entry;
create policy rls_permit_update on public.audit_entry as permissive for update to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')) and 'auditor' = any ((select rls.find_text_array('roles'))::text[]))
  with check (tenant_id = (select rls.claim_text('tenant_id')) and 'auditor' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_permit_update on public.audit_entry is 'rls-hibernate: generated from com.acme.AuditEntry, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_delete on public.audit_entry;
create policy rls_permit_delete on public.audit_entry as permissive for delete to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')) and 'auditor' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_permit_delete on public.audit_entry is 'rls-hibernate: generated from com.acme.AuditEntry, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'audit_entry', 'rls_tenant_restrict', '67ccf7d8c62c070628ebbebf547d3addf22eceae7581b9aea186cfedb4df19bd', 'shapes');
select rls.register_policy('public', 'audit_entry', 'rls_auditors_read_restrict_select', '2c200c468d51a87f210b7db268334d3e94299a6a1fed3f043dafaa649b7b7b2f', 'shapes');
select rls.register_policy('public', 'audit_entry', 'rls_auditors_read_restrict_update', '13af5bcc7249ceaacc01f1d8765ba0954f004903e0933e0fa419360935407f27', 'shapes');
select rls.register_policy('public', 'audit_entry', 'rls_auditors_read_restrict_delete', 'fd8c2a7bbf9199b6aece8701eb56984cb1020adb9ba8d8daebec8cdedc3d7353', 'shapes');
select rls.register_policy('public', 'audit_entry', 'rls_permit_select', '5dd0fb5a7d639e382eb5e01f250640161224df6858d93d7e022149d4393abd96', 'shapes');
select rls.register_policy('public', 'audit_entry', 'rls_permit_insert', 'eeb1d589bda3642620e9b904f31e5a5e374b8bd567ff3bc5fd7a86521884cf1a', 'shapes');
select rls.register_policy('public', 'audit_entry', 'rls_permit_update', '98f62c40108c4682b02af8602cd863fb6e50ddd839ad493545076f35f8feee8c', 'shapes');
select rls.register_policy('public', 'audit_entry', 'rls_permit_delete', 'd1353f1520a4e5590c4007ad99e42f4ec5590142c97bc42ec6bc9083fdb82b92', 'shapes');
grant select, insert, update, delete on public.audit_entry to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.audit_entry from rls_app;
--rollback select rls.unregister_policy('public', 'audit_entry', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on public.audit_entry;
--rollback select rls.unregister_policy('public', 'audit_entry', 'rls_auditors_read_restrict_select');
--rollback drop policy if exists rls_auditors_read_restrict_select on public.audit_entry;
--rollback select rls.unregister_policy('public', 'audit_entry', 'rls_auditors_read_restrict_update');
--rollback drop policy if exists rls_auditors_read_restrict_update on public.audit_entry;
--rollback select rls.unregister_policy('public', 'audit_entry', 'rls_auditors_read_restrict_delete');
--rollback drop policy if exists rls_auditors_read_restrict_delete on public.audit_entry;
--rollback select rls.unregister_policy('public', 'audit_entry', 'rls_permit_select');
--rollback drop policy if exists rls_permit_select on public.audit_entry;
--rollback select rls.unregister_policy('public', 'audit_entry', 'rls_permit_insert');
--rollback drop policy if exists rls_permit_insert on public.audit_entry;
--rollback select rls.unregister_policy('public', 'audit_entry', 'rls_permit_update');
--rollback drop policy if exists rls_permit_update on public.audit_entry;
--rollback select rls.unregister_policy('public', 'audit_entry', 'rls_permit_delete');
--rollback drop policy if exists rls_permit_delete on public.audit_entry;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public.audit_entry'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public.audit_entry no force row level security;
--rollback     alter table public.audit_entry disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:shapes/public.draft dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/shapes/changelog.sql
--comment com.acme.Draft: tenantId is claim tenant_id; owner: ownerId = :sub
select rls.check_table('public', 'draft', 'shapes');
set local lock_timeout = '5s';
alter table public.draft enable row level security;
alter table public.draft force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'public' and p.table_name = 'draft'
        and p.policy_name not in ('rls_tenant_restrict', 'rls_owner_restrict', 'rls_permit') loop
    execute pg_catalog.format('drop policy if exists %I on public.draft', stale);
    perform rls.unregister_policy('public', 'draft', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on public.draft;
create policy rls_tenant_restrict on public.draft as restrictive for all to public
  using (tenant_id = (select rls.claim_text('tenant_id')))
  with check (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_restrict on public.draft is 'rls-hibernate: generated from com.acme.Draft, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_owner_restrict on public.draft;
create policy rls_owner_restrict on public.draft as restrictive for all to public
  using (owner_id = (select rls.find_text('sub')))
  with check (owner_id = (select rls.find_text('sub')));
comment on policy rls_owner_restrict on public.draft is 'rls-hibernate: generated from com.acme.Draft, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit on public.draft;
create policy rls_permit on public.draft as permissive for all to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')) and owner_id = (select rls.find_text('sub')))
  with check (tenant_id = (select rls.claim_text('tenant_id')) and owner_id = (select rls.find_text('sub')));
comment on policy rls_permit on public.draft is 'rls-hibernate: generated from com.acme.Draft, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'draft', 'rls_tenant_restrict', '67ccf7d8c62c070628ebbebf547d3addf22eceae7581b9aea186cfedb4df19bd', 'shapes');
select rls.register_policy('public', 'draft', 'rls_owner_restrict', '297ab3dbff28bcf0aea4a673eed29a462e15518fdacfd4f87e77b32c7b855cc7', 'shapes');
select rls.register_policy('public', 'draft', 'rls_permit', 'bd4904c1e6059dee679110c076af7d8bfb72ec8792b1bded92575689480fb56f', 'shapes');
grant select, insert, update, delete on public.draft to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.draft from rls_app;
--rollback select rls.unregister_policy('public', 'draft', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on public.draft;
--rollback select rls.unregister_policy('public', 'draft', 'rls_owner_restrict');
--rollback drop policy if exists rls_owner_restrict on public.draft;
--rollback select rls.unregister_policy('public', 'draft', 'rls_permit');
--rollback drop policy if exists rls_permit on public.draft;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public.draft'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public.draft no force row level security;
--rollback     alter table public.draft disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:shapes/public.everything dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/shapes/changelog.sql
--comment com.acme.Everything: operators: version <> 1 and version < 2 and version <= 3 and version > -4 and version >= 5 and version between 6 and 7 and not version in (8, 9) and version not between 1 …; literals: amount = 12.50 or open = true or day = '2026-01-31' or code = '7f000001-0000-4000-8000-000000000001' or validTo = '2026-01-31T12:00:00.5Z'; texts: path = 'it''s' or path = 'a:b…c……' or path like '%50!%%' escape '!' or path not like 'a!_b%' escape '!' or path like 'ä%'; claims: :'https://acme.example/level' >= version or code = :org.code or code in :codes or amount < :limit or open = :flag; inserted on insert: check ownerId = :sub
select rls.check_table('public', 'everything', 'shapes');
set local lock_timeout = '5s';
alter table public.everything enable row level security;
alter table public.everything force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'public' and p.table_name = 'everything'
        and p.policy_name not in ('rls_operators_restrict', 'rls_literals_restrict', 'rls_texts_restrict', 'rls_claims_restrict', 'rls_inserted_restrict_insert', 'rls_permit_select', 'rls_permit_insert', 'rls_permit_update', 'rls_permit_delete') loop
    execute pg_catalog.format('drop policy if exists %I on public.everything', stale);
    perform rls.unregister_policy('public', 'everything', stale);
  end loop;
end
$rls$;
drop policy if exists rls_operators_restrict on public.everything;
create policy rls_operators_restrict on public.everything as restrictive for all to public
  using ((select rls.require_claims()) and version <> 1 and version < 2 and version <= 3 and version > -4 and version >= 5 and version >= 6 and version <= 7 and version not in (8, 9) and not (version >= 1 and version <= 2))
  with check ((select rls.require_claims()) and version <> 1 and version < 2 and version <= 3 and version > -4 and version >= 5 and version >= 6 and version <= 7 and version not in (8, 9) and not (version >= 1 and version <= 2));
comment on policy rls_operators_restrict on public.everything is 'rls-hibernate: generated from com.acme.Everything, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_literals_restrict on public.everything;
create policy rls_literals_restrict on public.everything as restrictive for all to public
  using ((select rls.require_claims()) and (amount = 12.50 or "Open" = true or day = date '2026-01-31' or code = uuid '7f000001-0000-4000-8000-000000000001' or valid_to = timestamp with time zone '2026-01-31 12:00:00.5+00'))
  with check ((select rls.require_claims()) and (amount = 12.50 or "Open" = true or day = date '2026-01-31' or code = uuid '7f000001-0000-4000-8000-000000000001' or valid_to = timestamp with time zone '2026-01-31 12:00:00.5+00'));
comment on policy rls_literals_restrict on public.everything is 'rls-hibernate: generated from com.acme.Everything, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_texts_restrict on public.everything;
create policy rls_texts_restrict on public.everything as restrictive for all to public
  using ((select rls.require_claims()) and (path = 'it''s' or path = E'a\u003Ab\u003B\u0024\u007Bc\u007D-\u002D' or path like '%50!%%' escape '!' or path not like 'a!_b%' escape '!' or path like 'ä%' escape '!'))
  with check ((select rls.require_claims()) and (path = 'it''s' or path = E'a\u003Ab\u003B\u0024\u007Bc\u007D-\u002D' or path like '%50!%%' escape '!' or path not like 'a!_b%' escape '!' or path like 'ä%' escape '!'));
comment on policy rls_texts_restrict on public.everything is 'rls-hibernate: generated from com.acme.Everything, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_claims_restrict on public.everything;
create policy rls_claims_restrict on public.everything as restrictive for all to public
  using ((select rls.require_claims()) and nullif((select rls.find_int('https://acme.example/level')) >= version or code = (select rls.find_uuid('org', 'code')) or code = any ((select rls.find_uuid_array('codes'))::uuid[]) or amount < (select rls.find_numeric('limit')) or "Open" = (select rls.find_boolean('flag')), false) is not null)
  with check ((select rls.require_claims()) and nullif((select rls.find_int('https://acme.example/level')) >= version or code = (select rls.find_uuid('org', 'code')) or code = any ((select rls.find_uuid_array('codes'))::uuid[]) or amount < (select rls.find_numeric('limit')) or "Open" = (select rls.find_boolean('flag')), false) is not null);
comment on policy rls_claims_restrict on public.everything is 'rls-hibernate: generated from com.acme.Everything, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_inserted_restrict_insert on public.everything;
create policy rls_inserted_restrict_insert on public.everything as restrictive for insert to public
  with check ((select rls.require_claims()) and owner_id = (select rls.find_text('sub')));
comment on policy rls_inserted_restrict_insert on public.everything is 'rls-hibernate: generated from com.acme.Everything, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_select on public.everything;
create policy rls_permit_select on public.everything as permissive for select to rls_app, current_user
  using ((select rls.require_claims()) and version <> 1 and version < 2 and version <= 3 and version > -4 and version >= 5 and version >= 6 and version <= 7 and version not in (8, 9) and not (version >= 1 and version <= 2) and (amount = 12.50 or "Open" = true or day = date '2026-01-31' or code = uuid '7f000001-0000-4000-8000-000000000001' or valid_to = timestamp with time zone '2026-01-31 12:00:00.5+00') and (path = 'it''s' or path = E'a\u003Ab\u003B\u0024\u007Bc\u007D-\u002D' or path like '%50!%%' escape '!' or path not like 'a!_b%' escape '!' or path like 'ä%' escape '!') and nullif((select rls.find_int('https://acme.example/level')) >= version or code = (select rls.find_uuid('org', 'code')) or code = any ((select rls.find_uuid_array('codes'))::uuid[]) or amount < (select rls.find_numeric('limit')) or "Open" = (select rls.find_boolean('flag')), false) is not null);
comment on policy rls_permit_select on public.everything is 'rls-hibernate: generated from com.acme.Everything, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_insert on public.everything;
create policy rls_permit_insert on public.everything as permissive for insert to rls_app, current_user
  with check ((select rls.require_claims()) and version <> 1 and version < 2 and version <= 3 and version > -4 and version >= 5 and version >= 6 and version <= 7 and version not in (8, 9) and not (version >= 1 and version <= 2) and (amount = 12.50 or "Open" = true or day = date '2026-01-31' or code = uuid '7f000001-0000-4000-8000-000000000001' or valid_to = timestamp with time zone '2026-01-31 12:00:00.5+00') and (path = 'it''s' or path = E'a\u003Ab\u003B\u0024\u007Bc\u007D-\u002D' or path like '%50!%%' escape '!' or path not like 'a!_b%' escape '!' or path like 'ä%' escape '!') and nullif((select rls.find_int('https://acme.example/level')) >= version or code = (select rls.find_uuid('org', 'code')) or code = any ((select rls.find_uuid_array('codes'))::uuid[]) or amount < (select rls.find_numeric('limit')) or "Open" = (select rls.find_boolean('flag')), false) is not null and owner_id = (select rls.find_text('sub')));
comment on policy rls_permit_insert on public.everything is 'rls-hibernate: generated from com.acme.Everything, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_update on public.everything;
create policy rls_permit_update on public.everything as permissive for update to rls_app, current_user
  using ((select rls.require_claims()) and version <> 1 and version < 2 and version <= 3 and version > -4 and version >= 5 and version >= 6 and version <= 7 and version not in (8, 9) and not (version >= 1 and version <= 2) and (amount = 12.50 or "Open" = true or day = date '2026-01-31' or code = uuid '7f000001-0000-4000-8000-000000000001' or valid_to = timestamp with time zone '2026-01-31 12:00:00.5+00') and (path = 'it''s' or path = E'a\u003Ab\u003B\u0024\u007Bc\u007D-\u002D' or path like '%50!%%' escape '!' or path not like 'a!_b%' escape '!' or path like 'ä%' escape '!') and nullif((select rls.find_int('https://acme.example/level')) >= version or code = (select rls.find_uuid('org', 'code')) or code = any ((select rls.find_uuid_array('codes'))::uuid[]) or amount < (select rls.find_numeric('limit')) or "Open" = (select rls.find_boolean('flag')), false) is not null)
  with check ((select rls.require_claims()) and version <> 1 and version < 2 and version <= 3 and version > -4 and version >= 5 and version >= 6 and version <= 7 and version not in (8, 9) and not (version >= 1 and version <= 2) and (amount = 12.50 or "Open" = true or day = date '2026-01-31' or code = uuid '7f000001-0000-4000-8000-000000000001' or valid_to = timestamp with time zone '2026-01-31 12:00:00.5+00') and (path = 'it''s' or path = E'a\u003Ab\u003B\u0024\u007Bc\u007D-\u002D' or path like '%50!%%' escape '!' or path not like 'a!_b%' escape '!' or path like 'ä%' escape '!') and nullif((select rls.find_int('https://acme.example/level')) >= version or code = (select rls.find_uuid('org', 'code')) or code = any ((select rls.find_uuid_array('codes'))::uuid[]) or amount < (select rls.find_numeric('limit')) or "Open" = (select rls.find_boolean('flag')), false) is not null);
comment on policy rls_permit_update on public.everything is 'rls-hibernate: generated from com.acme.Everything, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_delete on public.everything;
create policy rls_permit_delete on public.everything as permissive for delete to rls_app, current_user
  using ((select rls.require_claims()) and version <> 1 and version < 2 and version <= 3 and version > -4 and version >= 5 and version >= 6 and version <= 7 and version not in (8, 9) and not (version >= 1 and version <= 2) and (amount = 12.50 or "Open" = true or day = date '2026-01-31' or code = uuid '7f000001-0000-4000-8000-000000000001' or valid_to = timestamp with time zone '2026-01-31 12:00:00.5+00') and (path = 'it''s' or path = E'a\u003Ab\u003B\u0024\u007Bc\u007D-\u002D' or path like '%50!%%' escape '!' or path not like 'a!_b%' escape '!' or path like 'ä%' escape '!') and nullif((select rls.find_int('https://acme.example/level')) >= version or code = (select rls.find_uuid('org', 'code')) or code = any ((select rls.find_uuid_array('codes'))::uuid[]) or amount < (select rls.find_numeric('limit')) or "Open" = (select rls.find_boolean('flag')), false) is not null);
comment on policy rls_permit_delete on public.everything is 'rls-hibernate: generated from com.acme.Everything, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'everything', 'rls_operators_restrict', 'a6c90e127304a762625ae5d5e6e58a2a0828388d5acad32945136b68e612f85f', 'shapes');
select rls.register_policy('public', 'everything', 'rls_literals_restrict', '0389fc160953c4ba9e1b0518f40d5995a9d4345d3fe8b8c489f05a4de52bd394', 'shapes');
select rls.register_policy('public', 'everything', 'rls_texts_restrict', '0b2548f86308c4d4d91f3329a540531ee98a2996f68e1ef8172aff4904e9b563', 'shapes');
select rls.register_policy('public', 'everything', 'rls_claims_restrict', '53367f0821119dbb9c0e01caa00af098823904bc994c53444134edd5f26228b5', 'shapes');
select rls.register_policy('public', 'everything', 'rls_inserted_restrict_insert', '616476fdfa508c120eb52f00fe6b7a30feb6bbf54c0c4c3245cceec544044f0d', 'shapes');
select rls.register_policy('public', 'everything', 'rls_permit_select', '8b6ed20c1f1ada93ba58898ae719299614725a0d3f15f1fc36454dcb9a8cac3c', 'shapes');
select rls.register_policy('public', 'everything', 'rls_permit_insert', '652233e2dde8eeb368157d3566f6c250fc8e59c49a8410b32335700dfa28d6fc', 'shapes');
select rls.register_policy('public', 'everything', 'rls_permit_update', 'b465fecdcfda3b1d350e83831661aae1e41e4fa6031bae7a2147f856867dc081', 'shapes');
select rls.register_policy('public', 'everything', 'rls_permit_delete', 'f2a1574339d79bce3745bbbe63c82fea2aa14362a59fcc2ee7f84888c383c879', 'shapes');
grant select, insert, update, delete on public.everything to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.everything from rls_app;
--rollback select rls.unregister_policy('public', 'everything', 'rls_operators_restrict');
--rollback drop policy if exists rls_operators_restrict on public.everything;
--rollback select rls.unregister_policy('public', 'everything', 'rls_literals_restrict');
--rollback drop policy if exists rls_literals_restrict on public.everything;
--rollback select rls.unregister_policy('public', 'everything', 'rls_texts_restrict');
--rollback drop policy if exists rls_texts_restrict on public.everything;
--rollback select rls.unregister_policy('public', 'everything', 'rls_claims_restrict');
--rollback drop policy if exists rls_claims_restrict on public.everything;
--rollback select rls.unregister_policy('public', 'everything', 'rls_inserted_restrict_insert');
--rollback drop policy if exists rls_inserted_restrict_insert on public.everything;
--rollback select rls.unregister_policy('public', 'everything', 'rls_permit_select');
--rollback drop policy if exists rls_permit_select on public.everything;
--rollback select rls.unregister_policy('public', 'everything', 'rls_permit_insert');
--rollback drop policy if exists rls_permit_insert on public.everything;
--rollback select rls.unregister_policy('public', 'everything', 'rls_permit_update');
--rollback drop policy if exists rls_permit_update on public.everything;
--rollback select rls.unregister_policy('public', 'everything', 'rls_permit_delete');
--rollback drop policy if exists rls_permit_delete on public.everything;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public.everything'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public.everything no force row level security;
--rollback     alter table public.everything disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:shapes/public.folder dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/shapes/changelog.sql
--comment com.acme.Folder: below_root: path like :org.root || '%'
select rls.check_table('public', 'folder', 'shapes');
set local lock_timeout = '5s';
alter table public.folder enable row level security;
alter table public.folder force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'public' and p.table_name = 'folder'
        and p.policy_name not in ('rls_below_root_restrict', 'rls_permit') loop
    execute pg_catalog.format('drop policy if exists %I on public.folder', stale);
    perform rls.unregister_policy('public', 'folder', stale);
  end loop;
end
$rls$;
drop policy if exists rls_below_root_restrict on public.folder;
create policy rls_below_root_restrict on public.folder as restrictive for all to public
  using ((select rls.require_claims()) and nullif(starts_with(path, (select rls.find_text('org', 'root'))), false) is not null)
  with check ((select rls.require_claims()) and nullif(starts_with(path, (select rls.find_text('org', 'root'))), false) is not null);
comment on policy rls_below_root_restrict on public.folder is 'rls-hibernate: generated from com.acme.Folder, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit on public.folder;
create policy rls_permit on public.folder as permissive for all to rls_app, current_user
  using ((select rls.require_claims()) and nullif(starts_with(path, (select rls.find_text('org', 'root'))), false) is not null)
  with check ((select rls.require_claims()) and nullif(starts_with(path, (select rls.find_text('org', 'root'))), false) is not null);
comment on policy rls_permit on public.folder is 'rls-hibernate: generated from com.acme.Folder, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'folder', 'rls_below_root_restrict', '8db8345b3b27fb24cf66c61cc273ecbeaccbbff8d21f001e3919dd55c6ee505f', 'shapes');
select rls.register_policy('public', 'folder', 'rls_permit', 'ec314f523a4cc61ee5d229504ebea70a57418662fa32d480e1c36f597b038c0d', 'shapes');
grant select, insert, update, delete on public.folder to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.folder from rls_app;
--rollback select rls.unregister_policy('public', 'folder', 'rls_below_root_restrict');
--rollback drop policy if exists rls_below_root_restrict on public.folder;
--rollback select rls.unregister_policy('public', 'folder', 'rls_permit');
--rollback drop policy if exists rls_permit on public.folder;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public.folder'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public.folder no force row level security;
--rollback     alter table public.folder disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:shapes/public.holiday dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/shapes/changelog.sql
--comment com.acme.Holiday: tenantId is claim tenant_id, rows without are shared
select rls.check_table('public', 'holiday', 'shapes');
set local lock_timeout = '5s';
alter table public.holiday enable row level security;
alter table public.holiday force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'public' and p.table_name = 'holiday'
        and p.policy_name not in ('rls_tenant_restrict_select', 'rls_tenant_restrict_insert', 'rls_tenant_restrict_update', 'rls_tenant_restrict_delete', 'rls_permit_select', 'rls_permit_insert', 'rls_permit_update', 'rls_permit_delete') loop
    execute pg_catalog.format('drop policy if exists %I on public.holiday', stale);
    perform rls.unregister_policy('public', 'holiday', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict_select on public.holiday;
create policy rls_tenant_restrict_select on public.holiday as restrictive for select to public
  using (nullif(tenant_id = (select rls.claim_text('tenant_id')) or tenant_id is null, false) is not null);
comment on policy rls_tenant_restrict_select on public.holiday is 'rls-hibernate: generated from com.acme.Holiday, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_tenant_restrict_insert on public.holiday;
create policy rls_tenant_restrict_insert on public.holiday as restrictive for insert to public
  with check (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_restrict_insert on public.holiday is 'rls-hibernate: generated from com.acme.Holiday, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_tenant_restrict_update on public.holiday;
create policy rls_tenant_restrict_update on public.holiday as restrictive for update to public
  using (tenant_id = (select rls.claim_text('tenant_id')))
  with check (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_restrict_update on public.holiday is 'rls-hibernate: generated from com.acme.Holiday, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_tenant_restrict_delete on public.holiday;
create policy rls_tenant_restrict_delete on public.holiday as restrictive for delete to public
  using (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_restrict_delete on public.holiday is 'rls-hibernate: generated from com.acme.Holiday, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_select on public.holiday;
create policy rls_permit_select on public.holiday as permissive for select to rls_app, current_user
  using (nullif(tenant_id = (select rls.claim_text('tenant_id')) or tenant_id is null, false) is not null);
comment on policy rls_permit_select on public.holiday is 'rls-hibernate: generated from com.acme.Holiday, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_insert on public.holiday;
create policy rls_permit_insert on public.holiday as permissive for insert to rls_app, current_user
  with check (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_permit_insert on public.holiday is 'rls-hibernate: generated from com.acme.Holiday, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_update on public.holiday;
create policy rls_permit_update on public.holiday as permissive for update to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')))
  with check (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_permit_update on public.holiday is 'rls-hibernate: generated from com.acme.Holiday, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_delete on public.holiday;
create policy rls_permit_delete on public.holiday as permissive for delete to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_permit_delete on public.holiday is 'rls-hibernate: generated from com.acme.Holiday, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'holiday', 'rls_tenant_restrict_select', 'ba3a4d614c9cf18fbc4cf17397a7ca2e32a69123bc1b2ed448f10a3c8d5b3a4d', 'shapes');
select rls.register_policy('public', 'holiday', 'rls_tenant_restrict_insert', '03b1612ac8f7277a60c338a623bafce8eb566c67526a5c21c9c4e943c4446470', 'shapes');
select rls.register_policy('public', 'holiday', 'rls_tenant_restrict_update', 'e8baf4ff873d5fffe130baa16bc9232912252ac010594d36f93933330f5c77c1', 'shapes');
select rls.register_policy('public', 'holiday', 'rls_tenant_restrict_delete', '2a0896881b3fbc7d571bc3ff231662abd4bdca20c956295577120fdf3dbbe046', 'shapes');
select rls.register_policy('public', 'holiday', 'rls_permit_select', '7835eff25783eb6bdf9165421a10428ebbee7f7f90a35982e755fef1f6492aec', 'shapes');
select rls.register_policy('public', 'holiday', 'rls_permit_insert', 'eeb1d589bda3642620e9b904f31e5a5e374b8bd567ff3bc5fd7a86521884cf1a', 'shapes');
select rls.register_policy('public', 'holiday', 'rls_permit_update', '3d9e57594beb05df6d70f49510764368a217cc77ac9644b85cd7c1b3066f4879', 'shapes');
select rls.register_policy('public', 'holiday', 'rls_permit_delete', 'd272173a6dff9cf156664a705d269d0356008685d9f8eb6c6f8cac6d90b2aba0', 'shapes');
grant select, insert, update, delete on public.holiday to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.holiday from rls_app;
--rollback select rls.unregister_policy('public', 'holiday', 'rls_tenant_restrict_select');
--rollback drop policy if exists rls_tenant_restrict_select on public.holiday;
--rollback select rls.unregister_policy('public', 'holiday', 'rls_tenant_restrict_insert');
--rollback drop policy if exists rls_tenant_restrict_insert on public.holiday;
--rollback select rls.unregister_policy('public', 'holiday', 'rls_tenant_restrict_update');
--rollback drop policy if exists rls_tenant_restrict_update on public.holiday;
--rollback select rls.unregister_policy('public', 'holiday', 'rls_tenant_restrict_delete');
--rollback drop policy if exists rls_tenant_restrict_delete on public.holiday;
--rollback select rls.unregister_policy('public', 'holiday', 'rls_permit_select');
--rollback drop policy if exists rls_permit_select on public.holiday;
--rollback select rls.unregister_policy('public', 'holiday', 'rls_permit_insert');
--rollback drop policy if exists rls_permit_insert on public.holiday;
--rollback select rls.unregister_policy('public', 'holiday', 'rls_permit_update');
--rollback drop policy if exists rls_permit_update on public.holiday;
--rollback select rls.unregister_policy('public', 'holiday', 'rls_permit_delete');
--rollback drop policy if exists rls_permit_delete on public.holiday;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public.holiday'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public.holiday no force row level security;
--rollback     alter table public.holiday disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:shapes/public.invoice dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/shapes/changelog.sql
--comment com.acme.Invoice: tenantId is claim tenant_id; own_or_manager on update, delete: ownerId = :sub or 'manager' in :roles
select rls.check_table('public', 'invoice', 'shapes');
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
        and p.policy_name not in ('rls_tenant_restrict', 'rls_own_or_manager_restrict_update', 'rls_own_or_manager_restrict_delete', 'rls_permit_select', 'rls_permit_insert', 'rls_permit_update', 'rls_permit_delete') loop
    execute pg_catalog.format('drop policy if exists %I on public.invoice', stale);
    perform rls.unregister_policy('public', 'invoice', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on public.invoice;
create policy rls_tenant_restrict on public.invoice as restrictive for all to public
  using (tenant_id = (select rls.claim_text('tenant_id')))
  with check (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_restrict on public.invoice is 'rls-hibernate: generated from com.acme.Invoice, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_own_or_manager_restrict_update on public.invoice;
create policy rls_own_or_manager_restrict_update on public.invoice as restrictive for update to public
  using (nullif(owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]), false) is not null)
  with check (nullif(owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]), false) is not null);
comment on policy rls_own_or_manager_restrict_update on public.invoice is 'rls-hibernate: generated from com.acme.Invoice, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_own_or_manager_restrict_delete on public.invoice;
create policy rls_own_or_manager_restrict_delete on public.invoice as restrictive for delete to public
  using (nullif(owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]), false) is not null);
comment on policy rls_own_or_manager_restrict_delete on public.invoice is 'rls-hibernate: generated from com.acme.Invoice, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_select on public.invoice;
create policy rls_permit_select on public.invoice as permissive for select to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_permit_select on public.invoice is 'rls-hibernate: generated from com.acme.Invoice, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_insert on public.invoice;
create policy rls_permit_insert on public.invoice as permissive for insert to rls_app, current_user
  with check (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_permit_insert on public.invoice is 'rls-hibernate: generated from com.acme.Invoice, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_update on public.invoice;
create policy rls_permit_update on public.invoice as permissive for update to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')) and nullif(owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]), false) is not null)
  with check (tenant_id = (select rls.claim_text('tenant_id')) and nullif(owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]), false) is not null);
comment on policy rls_permit_update on public.invoice is 'rls-hibernate: generated from com.acme.Invoice, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_delete on public.invoice;
create policy rls_permit_delete on public.invoice as permissive for delete to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')) and nullif(owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]), false) is not null);
comment on policy rls_permit_delete on public.invoice is 'rls-hibernate: generated from com.acme.Invoice, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'invoice', 'rls_tenant_restrict', '67ccf7d8c62c070628ebbebf547d3addf22eceae7581b9aea186cfedb4df19bd', 'shapes');
select rls.register_policy('public', 'invoice', 'rls_own_or_manager_restrict_update', '1fa9c5d362fb86bd11d61eef022263da46a1486ccd22a1edae1acfb79bce346d', 'shapes');
select rls.register_policy('public', 'invoice', 'rls_own_or_manager_restrict_delete', '96822311125dffe275a9c9e170263469440aecad6c4bbbfcbba6db21db0022d9', 'shapes');
select rls.register_policy('public', 'invoice', 'rls_permit_select', '722846b56da01f9b29a62bd1734b4b1f474dcfda9da589659fc3fe1f38767ab7', 'shapes');
select rls.register_policy('public', 'invoice', 'rls_permit_insert', 'eeb1d589bda3642620e9b904f31e5a5e374b8bd567ff3bc5fd7a86521884cf1a', 'shapes');
select rls.register_policy('public', 'invoice', 'rls_permit_update', '91557e2e6f0850b658edd5d7c474df4a2423472bf419242438f5eb90e7024e49', 'shapes');
select rls.register_policy('public', 'invoice', 'rls_permit_delete', '9510c2dd0a4e445b9d91ae4f796e1e990a24fd80868e1446faa9aa7f3b33bea9', 'shapes');
grant select, insert, update, delete on public.invoice to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.invoice from rls_app;
--rollback select rls.unregister_policy('public', 'invoice', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on public.invoice;
--rollback select rls.unregister_policy('public', 'invoice', 'rls_own_or_manager_restrict_update');
--rollback drop policy if exists rls_own_or_manager_restrict_update on public.invoice;
--rollback select rls.unregister_policy('public', 'invoice', 'rls_own_or_manager_restrict_delete');
--rollback drop policy if exists rls_own_or_manager_restrict_delete on public.invoice;
--rollback select rls.unregister_policy('public', 'invoice', 'rls_permit_select');
--rollback drop policy if exists rls_permit_select on public.invoice;
--rollback select rls.unregister_policy('public', 'invoice', 'rls_permit_insert');
--rollback drop policy if exists rls_permit_insert on public.invoice;
--rollback select rls.unregister_policy('public', 'invoice', 'rls_permit_update');
--rollback drop policy if exists rls_permit_update on public.invoice;
--rollback select rls.unregister_policy('public', 'invoice', 'rls_permit_delete');
--rollback drop policy if exists rls_permit_delete on public.invoice;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public.invoice'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public.invoice no force row level security;
--rollback     alter table public.invoice disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:shapes/public.invoice_line dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/shapes/changelog.sql
--comment com.acme.InvoiceLine: tenant of invoice
-- Reads public.invoice with the rights of whoever queries: that table must be there first, and its own changeset grants select on it.
select rls.check_table('public', 'invoice_line', 'shapes');
set local lock_timeout = '5s';
alter table public.invoice_line enable row level security;
alter table public.invoice_line force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'public' and p.table_name = 'invoice_line'
        and p.policy_name not in ('rls_tenant_restrict', 'rls_tenant_permit') loop
    execute pg_catalog.format('drop policy if exists %I on public.invoice_line', stale);
    perform rls.unregister_policy('public', 'invoice_line', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on public.invoice_line;
create policy rls_tenant_restrict on public.invoice_line as restrictive for all to public
  using ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from public.invoice q1 where q1.id = invoice_line.invoice_id and q1.tenant_id = (select rls.claim_text('tenant_id'))), false))
  with check ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from public.invoice q1 where q1.id = invoice_line.invoice_id and q1.tenant_id = (select rls.claim_text('tenant_id'))), false));
comment on policy rls_tenant_restrict on public.invoice_line is 'rls-hibernate: generated from com.acme.InvoiceLine, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_tenant_permit on public.invoice_line;
create policy rls_tenant_permit on public.invoice_line as permissive for all to rls_app, current_user
  using ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from public.invoice q1 where q1.id = invoice_line.invoice_id and q1.tenant_id = (select rls.claim_text('tenant_id'))), false))
  with check ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from public.invoice q1 where q1.id = invoice_line.invoice_id and q1.tenant_id = (select rls.claim_text('tenant_id'))), false));
comment on policy rls_tenant_permit on public.invoice_line is 'rls-hibernate: generated from com.acme.InvoiceLine, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'invoice_line', 'rls_tenant_restrict', '9b73ffb1db28b08d68d06edeac88237e873507c4bd7aa075abd7e6479eb42460', 'shapes');
select rls.register_policy('public', 'invoice_line', 'rls_tenant_permit', '265436cb40bd11cb417bcb624e1bbfc57e55ec53e11adfac116d6576605d748b', 'shapes');
grant select, insert, update, delete on public.invoice_line to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.invoice_line from rls_app;
--rollback select rls.unregister_policy('public', 'invoice_line', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on public.invoice_line;
--rollback select rls.unregister_policy('public', 'invoice_line', 'rls_tenant_permit');
--rollback drop policy if exists rls_tenant_permit on public.invoice_line;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public.invoice_line'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public.invoice_line no force row level security;
--rollback     alter table public.invoice_line disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:shapes/public.notice dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/shapes/changelog.sql
--comment com.acme.Notice: tenantId is claim tenant_id; in_time: validFrom <= current_timestamp and (validTo is null or validTo > current_timestamp)
select rls.check_table('public', 'notice', 'shapes');
set local lock_timeout = '5s';
alter table public.notice enable row level security;
alter table public.notice force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'public' and p.table_name = 'notice'
        and p.policy_name not in ('rls_tenant_restrict', 'rls_in_time_restrict', 'rls_permit') loop
    execute pg_catalog.format('drop policy if exists %I on public.notice', stale);
    perform rls.unregister_policy('public', 'notice', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on public.notice;
create policy rls_tenant_restrict on public.notice as restrictive for all to public
  using (tenant_id = (select rls.claim_text('tenant_id')))
  with check (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_restrict on public.notice is 'rls-hibernate: generated from com.acme.Notice, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_in_time_restrict on public.notice;
create policy rls_in_time_restrict on public.notice as restrictive for all to public
  using (valid_from <= current_timestamp and (valid_to is null or valid_to > current_timestamp))
  with check (valid_from <= current_timestamp and (valid_to is null or valid_to > current_timestamp));
comment on policy rls_in_time_restrict on public.notice is 'rls-hibernate: generated from com.acme.Notice, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit on public.notice;
create policy rls_permit on public.notice as permissive for all to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')) and valid_from <= current_timestamp and (valid_to is null or valid_to > current_timestamp))
  with check (tenant_id = (select rls.claim_text('tenant_id')) and valid_from <= current_timestamp and (valid_to is null or valid_to > current_timestamp));
comment on policy rls_permit on public.notice is 'rls-hibernate: generated from com.acme.Notice, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'notice', 'rls_tenant_restrict', '67ccf7d8c62c070628ebbebf547d3addf22eceae7581b9aea186cfedb4df19bd', 'shapes');
select rls.register_policy('public', 'notice', 'rls_in_time_restrict', '104c245b39d4dd499529e11af9ac3619a1bac5215572f353a247b871f6421b76', 'shapes');
select rls.register_policy('public', 'notice', 'rls_permit', 'df5688641a085a5913dd1d22e4e4d55e1eecf38f7e5650048a9f6546cbaacbf1', 'shapes');
grant select, insert, update, delete on public.notice to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.notice from rls_app;
--rollback select rls.unregister_policy('public', 'notice', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on public.notice;
--rollback select rls.unregister_policy('public', 'notice', 'rls_in_time_restrict');
--rollback drop policy if exists rls_in_time_restrict on public.notice;
--rollback select rls.unregister_policy('public', 'notice', 'rls_permit');
--rollback drop policy if exists rls_permit on public.notice;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public.notice'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public.notice no force row level security;
--rollback     alter table public.notice disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:shapes/public.price dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/shapes/changelog.sql
--comment com.acme.Price: clerks_write on insert, update, delete: 'clerk' in :roles
select rls.check_table('public', 'price', 'shapes');
set local lock_timeout = '5s';
alter table public.price enable row level security;
alter table public.price force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'public' and p.table_name = 'price'
        and p.policy_name not in ('rls_clerks_write_restrict_insert', 'rls_clerks_write_restrict_update', 'rls_clerks_write_restrict_delete', 'rls_permit_select', 'rls_permit_insert', 'rls_permit_update', 'rls_permit_delete') loop
    execute pg_catalog.format('drop policy if exists %I on public.price', stale);
    perform rls.unregister_policy('public', 'price', stale);
  end loop;
end
$rls$;
drop policy if exists rls_clerks_write_restrict_insert on public.price;
create policy rls_clerks_write_restrict_insert on public.price as restrictive for insert to public
  with check ((select rls.require_claims()) and 'clerk' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_clerks_write_restrict_insert on public.price is 'rls-hibernate: generated from com.acme.Price, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_clerks_write_restrict_update on public.price;
create policy rls_clerks_write_restrict_update on public.price as restrictive for update to public
  using ((select rls.require_claims()) and 'clerk' = any ((select rls.find_text_array('roles'))::text[]))
  with check ((select rls.require_claims()) and 'clerk' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_clerks_write_restrict_update on public.price is 'rls-hibernate: generated from com.acme.Price, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_clerks_write_restrict_delete on public.price;
create policy rls_clerks_write_restrict_delete on public.price as restrictive for delete to public
  using ((select rls.require_claims()) and 'clerk' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_clerks_write_restrict_delete on public.price is 'rls-hibernate: generated from com.acme.Price, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_select on public.price;
create policy rls_permit_select on public.price as permissive for select to rls_app, current_user
  using ((select rls.require_claims()));
comment on policy rls_permit_select on public.price is 'rls-hibernate: generated from com.acme.Price, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_insert on public.price;
create policy rls_permit_insert on public.price as permissive for insert to rls_app, current_user
  with check ((select rls.require_claims()) and 'clerk' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_permit_insert on public.price is 'rls-hibernate: generated from com.acme.Price, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_update on public.price;
create policy rls_permit_update on public.price as permissive for update to rls_app, current_user
  using ((select rls.require_claims()) and 'clerk' = any ((select rls.find_text_array('roles'))::text[]))
  with check ((select rls.require_claims()) and 'clerk' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_permit_update on public.price is 'rls-hibernate: generated from com.acme.Price, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_delete on public.price;
create policy rls_permit_delete on public.price as permissive for delete to rls_app, current_user
  using ((select rls.require_claims()) and 'clerk' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_permit_delete on public.price is 'rls-hibernate: generated from com.acme.Price, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'price', 'rls_clerks_write_restrict_insert', '386cfddb1c3759aae4e6431f37ba497101cb7cea9bf3d62dfa55ed5efcec198c', 'shapes');
select rls.register_policy('public', 'price', 'rls_clerks_write_restrict_update', 'ed71ff65af349cd17ccbfb26927faa4a3507fc5ca6cdeb4c2a3e046b60080fe9', 'shapes');
select rls.register_policy('public', 'price', 'rls_clerks_write_restrict_delete', 'f2620120fa09e1e8deb612b3ed8d908b2bb6d4d933c2c0ef5acbec01bdabc630', 'shapes');
select rls.register_policy('public', 'price', 'rls_permit_select', '62eaadf7adbeb56792a7fe26ca1d649df160196aa49b4827cffddfef4874cbf4', 'shapes');
select rls.register_policy('public', 'price', 'rls_permit_insert', '704bf0c9a335148f8fe98c1438933a9ffe627db831592ac8346ae7e8e9d46543', 'shapes');
select rls.register_policy('public', 'price', 'rls_permit_update', '31139165852255f71fd80d0918bea9f62dd823aeda5bffcc73ed536de0f4ff16', 'shapes');
select rls.register_policy('public', 'price', 'rls_permit_delete', 'c95b8e506f130400285252ab6e51648260b1d46562e5c8c9deeb2bfcbb0b1ab1', 'shapes');
grant select, insert, update, delete on public.price to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.price from rls_app;
--rollback select rls.unregister_policy('public', 'price', 'rls_clerks_write_restrict_insert');
--rollback drop policy if exists rls_clerks_write_restrict_insert on public.price;
--rollback select rls.unregister_policy('public', 'price', 'rls_clerks_write_restrict_update');
--rollback drop policy if exists rls_clerks_write_restrict_update on public.price;
--rollback select rls.unregister_policy('public', 'price', 'rls_clerks_write_restrict_delete');
--rollback drop policy if exists rls_clerks_write_restrict_delete on public.price;
--rollback select rls.unregister_policy('public', 'price', 'rls_permit_select');
--rollback drop policy if exists rls_permit_select on public.price;
--rollback select rls.unregister_policy('public', 'price', 'rls_permit_insert');
--rollback drop policy if exists rls_permit_insert on public.price;
--rollback select rls.unregister_policy('public', 'price', 'rls_permit_update');
--rollback drop policy if exists rls_permit_update on public.price;
--rollback select rls.unregister_policy('public', 'price', 'rls_permit_delete');
--rollback drop policy if exists rls_permit_delete on public.price;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public.price'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public.price no force row level security;
--rollback     alter table public.price disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:shapes/public.publication dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/shapes/changelog.sql
--comment com.acme.Publication: public_or_mine on select: visibility = PUBLIC or tenantId = :tenant_id; mine on insert, update, delete: tenantId = :tenant_id
select rls.check_table('public', 'publication', 'shapes');
set local lock_timeout = '5s';
alter table public.publication enable row level security;
alter table public.publication force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'public' and p.table_name = 'publication'
        and p.policy_name not in ('rls_public_or_mine_restrict_select', 'rls_public_or_mine_restrict_update', 'rls_public_or_mine_restrict_delete', 'rls_mine_restrict_insert', 'rls_mine_restrict_update', 'rls_mine_restrict_delete', 'rls_permit_select', 'rls_permit_insert', 'rls_permit_update', 'rls_permit_delete') loop
    execute pg_catalog.format('drop policy if exists %I on public.publication', stale);
    perform rls.unregister_policy('public', 'publication', stale);
  end loop;
end
$rls$;
drop policy if exists rls_public_or_mine_restrict_select on public.publication;
create policy rls_public_or_mine_restrict_select on public.publication as restrictive for select to public
  using ((select rls.require_claims()) and nullif(visibility = 'PUBLIC' or tenant_id = (select rls.find_text('tenant_id')), false) is not null);
comment on policy rls_public_or_mine_restrict_select on public.publication is 'rls-hibernate: generated from com.acme.Publication, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_public_or_mine_restrict_update on public.publication;
create policy rls_public_or_mine_restrict_update on public.publication as restrictive for update to public
  using ((select rls.require_claims()) and nullif(visibility = 'PUBLIC' or tenant_id = (select rls.find_text('tenant_id')), false) is not null)
  with check ((select rls.require_claims()) and nullif(visibility = 'PUBLIC' or tenant_id = (select rls.find_text('tenant_id')), false) is not null);
comment on policy rls_public_or_mine_restrict_update on public.publication is 'rls-hibernate: generated from com.acme.Publication, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_public_or_mine_restrict_delete on public.publication;
create policy rls_public_or_mine_restrict_delete on public.publication as restrictive for delete to public
  using ((select rls.require_claims()) and nullif(visibility = 'PUBLIC' or tenant_id = (select rls.find_text('tenant_id')), false) is not null);
comment on policy rls_public_or_mine_restrict_delete on public.publication is 'rls-hibernate: generated from com.acme.Publication, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_mine_restrict_insert on public.publication;
create policy rls_mine_restrict_insert on public.publication as restrictive for insert to public
  with check ((select rls.require_claims()) and tenant_id = (select rls.find_text('tenant_id')));
comment on policy rls_mine_restrict_insert on public.publication is 'rls-hibernate: generated from com.acme.Publication, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_mine_restrict_update on public.publication;
create policy rls_mine_restrict_update on public.publication as restrictive for update to public
  using ((select rls.require_claims()) and tenant_id = (select rls.find_text('tenant_id')))
  with check ((select rls.require_claims()) and tenant_id = (select rls.find_text('tenant_id')));
comment on policy rls_mine_restrict_update on public.publication is 'rls-hibernate: generated from com.acme.Publication, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_mine_restrict_delete on public.publication;
create policy rls_mine_restrict_delete on public.publication as restrictive for delete to public
  using ((select rls.require_claims()) and tenant_id = (select rls.find_text('tenant_id')));
comment on policy rls_mine_restrict_delete on public.publication is 'rls-hibernate: generated from com.acme.Publication, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_select on public.publication;
create policy rls_permit_select on public.publication as permissive for select to rls_app, current_user
  using ((select rls.require_claims()) and nullif(visibility = 'PUBLIC' or tenant_id = (select rls.find_text('tenant_id')), false) is not null);
comment on policy rls_permit_select on public.publication is 'rls-hibernate: generated from com.acme.Publication, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_insert on public.publication;
create policy rls_permit_insert on public.publication as permissive for insert to rls_app, current_user
  with check ((select rls.require_claims()) and tenant_id = (select rls.find_text('tenant_id')));
comment on policy rls_permit_insert on public.publication is 'rls-hibernate: generated from com.acme.Publication, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_update on public.publication;
create policy rls_permit_update on public.publication as permissive for update to rls_app, current_user
  using ((select rls.require_claims()) and nullif(visibility = 'PUBLIC' or tenant_id = (select rls.find_text('tenant_id')), false) is not null and tenant_id = (select rls.find_text('tenant_id')))
  with check ((select rls.require_claims()) and nullif(visibility = 'PUBLIC' or tenant_id = (select rls.find_text('tenant_id')), false) is not null and tenant_id = (select rls.find_text('tenant_id')));
comment on policy rls_permit_update on public.publication is 'rls-hibernate: generated from com.acme.Publication, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_delete on public.publication;
create policy rls_permit_delete on public.publication as permissive for delete to rls_app, current_user
  using ((select rls.require_claims()) and nullif(visibility = 'PUBLIC' or tenant_id = (select rls.find_text('tenant_id')), false) is not null and tenant_id = (select rls.find_text('tenant_id')));
comment on policy rls_permit_delete on public.publication is 'rls-hibernate: generated from com.acme.Publication, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'publication', 'rls_public_or_mine_restrict_select', '9d62e9e50eca29fc02d5b920c20b5e3f67ad41a41a15e8272281e03d757dca8c', 'shapes');
select rls.register_policy('public', 'publication', 'rls_public_or_mine_restrict_update', '2374410562c11e28145dda5c13e15a44d011f88fd9b801bb629b66d899c094d8', 'shapes');
select rls.register_policy('public', 'publication', 'rls_public_or_mine_restrict_delete', 'eb29a20ed4488025843db4afd7b8ccad51aeef6532c1089ff204375d121df078', 'shapes');
select rls.register_policy('public', 'publication', 'rls_mine_restrict_insert', 'bbebb065e5df1c227925c62822e96ee2a759ec6b4436e0e8ee2e8a415a6554df', 'shapes');
select rls.register_policy('public', 'publication', 'rls_mine_restrict_update', 'ed2ff7d2bb9b1a32639990e201762f30767fe09ba4b78f0e38543947b53f9f89', 'shapes');
select rls.register_policy('public', 'publication', 'rls_mine_restrict_delete', '298e6ca4e71abcf743217735650a2bd6d753aff4d6bb8eb2d17f3f74ee6e11a5', 'shapes');
select rls.register_policy('public', 'publication', 'rls_permit_select', 'b8e928f7884d76c9215deb94dab208c1f6bd423133997ea6eba01619a46ec1f0', 'shapes');
select rls.register_policy('public', 'publication', 'rls_permit_insert', 'e58b17ab9b60c7b5769bf84d34ad3154fd84fa0dd4cdd3a84a01232fc36ef767', 'shapes');
select rls.register_policy('public', 'publication', 'rls_permit_update', '0f65502ae56a71835196dc92fd8f48dac13647e0523552481c01a38371bf99c9', 'shapes');
select rls.register_policy('public', 'publication', 'rls_permit_delete', '41e4573783a4c0161affb8ce37ea17746ec9c81ed1cd93c0e1e72efe6f2ecd3b', 'shapes');
grant select, insert, update, delete on public.publication to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.publication from rls_app;
--rollback select rls.unregister_policy('public', 'publication', 'rls_public_or_mine_restrict_select');
--rollback drop policy if exists rls_public_or_mine_restrict_select on public.publication;
--rollback select rls.unregister_policy('public', 'publication', 'rls_public_or_mine_restrict_update');
--rollback drop policy if exists rls_public_or_mine_restrict_update on public.publication;
--rollback select rls.unregister_policy('public', 'publication', 'rls_public_or_mine_restrict_delete');
--rollback drop policy if exists rls_public_or_mine_restrict_delete on public.publication;
--rollback select rls.unregister_policy('public', 'publication', 'rls_mine_restrict_insert');
--rollback drop policy if exists rls_mine_restrict_insert on public.publication;
--rollback select rls.unregister_policy('public', 'publication', 'rls_mine_restrict_update');
--rollback drop policy if exists rls_mine_restrict_update on public.publication;
--rollback select rls.unregister_policy('public', 'publication', 'rls_mine_restrict_delete');
--rollback drop policy if exists rls_mine_restrict_delete on public.publication;
--rollback select rls.unregister_policy('public', 'publication', 'rls_permit_select');
--rollback drop policy if exists rls_permit_select on public.publication;
--rollback select rls.unregister_policy('public', 'publication', 'rls_permit_insert');
--rollback drop policy if exists rls_permit_insert on public.publication;
--rollback select rls.unregister_policy('public', 'publication', 'rls_permit_update');
--rollback drop policy if exists rls_permit_update on public.publication;
--rollback select rls.unregister_policy('public', 'publication', 'rls_permit_delete');
--rollback drop policy if exists rls_permit_delete on public.publication;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public.publication'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public.publication no force row level security;
--rollback     alter table public.publication disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:shapes/public.remark dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/shapes/changelog.sql
--comment com.acme.Remark: tenant of line
-- Reads public.invoice with the rights of whoever queries: that table must be there first, and its own changeset grants select on it.
-- Reads public.invoice_line with the rights of whoever queries: that table must be there first, and its own changeset grants select on it.
select rls.check_table('public', 'remark', 'shapes');
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
        and p.policy_name not in ('rls_tenant_restrict', 'rls_tenant_permit') loop
    execute pg_catalog.format('drop policy if exists %I on public.remark', stale);
    perform rls.unregister_policy('public', 'remark', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on public.remark;
create policy rls_tenant_restrict on public.remark as restrictive for all to public
  using ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from public.invoice_line q1 where q1.id = remark.line_id and coalesce((select true from public.invoice q2 where q2.id = q1.invoice_id and q2.tenant_id = (select rls.claim_text('tenant_id'))), false)), false))
  with check ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from public.invoice_line q1 where q1.id = remark.line_id and coalesce((select true from public.invoice q2 where q2.id = q1.invoice_id and q2.tenant_id = (select rls.claim_text('tenant_id'))), false)), false));
comment on policy rls_tenant_restrict on public.remark is 'rls-hibernate: generated from com.acme.Remark, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_tenant_permit on public.remark;
create policy rls_tenant_permit on public.remark as permissive for all to rls_app, current_user
  using ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from public.invoice_line q1 where q1.id = remark.line_id and coalesce((select true from public.invoice q2 where q2.id = q1.invoice_id and q2.tenant_id = (select rls.claim_text('tenant_id'))), false)), false))
  with check ((select rls.claim_text('tenant_id')) is not null and coalesce((select true from public.invoice_line q1 where q1.id = remark.line_id and coalesce((select true from public.invoice q2 where q2.id = q1.invoice_id and q2.tenant_id = (select rls.claim_text('tenant_id'))), false)), false));
comment on policy rls_tenant_permit on public.remark is 'rls-hibernate: generated from com.acme.Remark, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'remark', 'rls_tenant_restrict', 'c1e3b3cdd33d407fb30ec78b2dceb3debb694adabef56a7fae2eeea4efd751e0', 'shapes');
select rls.register_policy('public', 'remark', 'rls_tenant_permit', 'ebb85583eae96443da3449edf3f52786f186deac21b38f3f9693bbabbc15fa23', 'shapes');
grant select, insert, update, delete on public.remark to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.remark from rls_app;
--rollback select rls.unregister_policy('public', 'remark', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on public.remark;
--rollback select rls.unregister_policy('public', 'remark', 'rls_tenant_permit');
--rollback drop policy if exists rls_tenant_permit on public.remark;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public.remark'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public.remark no force row level security;
--rollback     alter table public.remark disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:shapes/public.report dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/shapes/changelog.sql
--comment com.acme.Report: tenants: tenantId in :tenants
select rls.check_table('public', 'report', 'shapes');
set local lock_timeout = '5s';
alter table public.report enable row level security;
alter table public.report force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'public' and p.table_name = 'report'
        and p.policy_name not in ('rls_tenants_restrict', 'rls_permit') loop
    execute pg_catalog.format('drop policy if exists %I on public.report', stale);
    perform rls.unregister_policy('public', 'report', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenants_restrict on public.report;
create policy rls_tenants_restrict on public.report as restrictive for all to public
  using ((select rls.require_claims()) and tenant_id in (select unnest((select rls.find_text_array('tenants'))::text[])))
  with check ((select rls.require_claims()) and tenant_id in (select unnest((select rls.find_text_array('tenants'))::text[])));
comment on policy rls_tenants_restrict on public.report is 'rls-hibernate: generated from com.acme.Report, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit on public.report;
create policy rls_permit on public.report as permissive for all to rls_app, current_user
  using ((select rls.require_claims()) and tenant_id in (select unnest((select rls.find_text_array('tenants'))::text[])))
  with check ((select rls.require_claims()) and tenant_id in (select unnest((select rls.find_text_array('tenants'))::text[])));
comment on policy rls_permit on public.report is 'rls-hibernate: generated from com.acme.Report, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'report', 'rls_tenants_restrict', '4c6ac18660c4022353baac12d1db97fd68c078142868ee96d6f1859a5f02b42e', 'shapes');
select rls.register_policy('public', 'report', 'rls_permit', '3925c30cdf783ed7e2a280dc48c7ba49864a9fb68a2b7a5b709707fce8d8dd80', 'shapes');
grant select, insert, update, delete on public.report to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.report from rls_app;
--rollback select rls.unregister_policy('public', 'report', 'rls_tenants_restrict');
--rollback drop policy if exists rls_tenants_restrict on public.report;
--rollback select rls.unregister_policy('public', 'report', 'rls_permit');
--rollback drop policy if exists rls_permit on public.report;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public.report'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public.report no force row level security;
--rollback     alter table public.report disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;

--changeset rls:shapes/public.task dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/shapes/changelog.sql
--comment com.acme.Task: tenantId is claim tenant_id; team: ownerId in :team and not (ownerId in (:sub, 'nobody'))
select rls.check_table('public', 'task', 'shapes');
set local lock_timeout = '5s';
alter table public.task enable row level security;
alter table public.task force row level security;
do $rls$
declare
  stale text;
begin
  for stale in
      select p.policy_name from rls.registered_policies() p
      where p.table_schema = 'public' and p.table_name = 'task'
        and p.policy_name not in ('rls_tenant_restrict', 'rls_team_restrict', 'rls_permit') loop
    execute pg_catalog.format('drop policy if exists %I on public.task', stale);
    perform rls.unregister_policy('public', 'task', stale);
  end loop;
end
$rls$;
drop policy if exists rls_tenant_restrict on public.task;
create policy rls_tenant_restrict on public.task as restrictive for all to public
  using (tenant_id = (select rls.claim_text('tenant_id')))
  with check (tenant_id = (select rls.claim_text('tenant_id')));
comment on policy rls_tenant_restrict on public.task is 'rls-hibernate: generated from com.acme.Task, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_team_restrict on public.task;
create policy rls_team_restrict on public.task as restrictive for all to public
  using (owner_id in (select unnest((select rls.find_text_array('team'))::text[])) and nullif(owner_id not in ((select rls.find_text('sub')), 'nobody'), false) is not null)
  with check (owner_id in (select unnest((select rls.find_text_array('team'))::text[])) and nullif(owner_id not in ((select rls.find_text('sub')), 'nobody'), false) is not null);
comment on policy rls_team_restrict on public.task is 'rls-hibernate: generated from com.acme.Task, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit on public.task;
create policy rls_permit on public.task as permissive for all to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')) and owner_id in (select unnest((select rls.find_text_array('team'))::text[])) and nullif(owner_id not in ((select rls.find_text('sub')), 'nobody'), false) is not null)
  with check (tenant_id = (select rls.claim_text('tenant_id')) and owner_id in (select unnest((select rls.find_text_array('team'))::text[])) and nullif(owner_id not in ((select rls.find_text('sub')), 'nobody'), false) is not null);
comment on policy rls_permit on public.task is 'rls-hibernate: generated from com.acme.Task, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'task', 'rls_tenant_restrict', '67ccf7d8c62c070628ebbebf547d3addf22eceae7581b9aea186cfedb4df19bd', 'shapes');
select rls.register_policy('public', 'task', 'rls_team_restrict', '87467e0787f42ddee89a0ef61392cdbe461803321031c787d01572d169f78f70', 'shapes');
select rls.register_policy('public', 'task', 'rls_permit', 'f6143c17fb50d17f64df3e1ec2ee7c6d844e8fe2d1f977b46664d7f8b2233d99', 'shapes');
grant select, insert, update, delete on public.task to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.task from rls_app;
--rollback select rls.unregister_policy('public', 'task', 'rls_tenant_restrict');
--rollback drop policy if exists rls_tenant_restrict on public.task;
--rollback select rls.unregister_policy('public', 'task', 'rls_team_restrict');
--rollback drop policy if exists rls_team_restrict on public.task;
--rollback select rls.unregister_policy('public', 'task', 'rls_permit');
--rollback drop policy if exists rls_permit on public.task;
--rollback do $rls$
--rollback begin
--rollback   if not exists (
--rollback       select from pg_catalog.pg_policy where polrelid = 'public.task'::pg_catalog.regclass::pg_catalog.oid) then
--rollback     alter table public.task no force row level security;
--rollback     alter table public.task disable row level security;
--rollback   end if;
--rollback end
--rollback $rls$;
