--liquibase formatted sql

-- Row-level security of unit "shapes", generated from its @TenantScoped entities. Change those, not this file.
-- Needs schema rls (dev/rls/liquibase/schema.sql). The owner of the tables must be the current role; where it cannot
-- log in, set role to it. Run it with Liquibase or with
--   psql -v ON_ERROR_STOP=1 --single-transaction -f changelog.sql

--changeset rls:shapes/public.article dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/shapes/changelog.sql
--comment com.acme.Article: public_or_mine: visibility = PUBLIC or tenantId = :tenant_id, check tenantId = :tenant_id
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
        and p.policy_name not in ('rls_public_or_mine_restrict', 'rls_permit') loop
    execute pg_catalog.format('drop policy if exists %I on public.article', stale);
    perform rls.unregister_policy('public', 'article', stale);
  end loop;
end
$rls$;
drop policy if exists rls_public_or_mine_restrict on public.article;
create policy rls_public_or_mine_restrict on public.article as restrictive for all to public
  using ((select rls.require_claims()) and (visibility = 'PUBLIC' or tenant_id = (select rls.find_text('tenant_id'))))
  with check ((select rls.require_claims()) and tenant_id = (select rls.find_text('tenant_id')));
comment on policy rls_public_or_mine_restrict on public.article is 'rls-hibernate: generated from com.acme.Article, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit on public.article;
create policy rls_permit on public.article as permissive for all to rls_app, current_user
  using ((select rls.require_claims()) and (visibility = 'PUBLIC' or tenant_id = (select rls.find_text('tenant_id'))))
  with check ((select rls.require_claims()) and tenant_id = (select rls.find_text('tenant_id')));
comment on policy rls_permit on public.article is 'rls-hibernate: generated from com.acme.Article, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'article', 'rls_public_or_mine_restrict', '604f3e5a2c8c23d0189ab971ba50194076598d8e7e59cc53ca2a80874f6eee5e');
select rls.register_policy('public', 'article', 'rls_permit', 'dfa424ef9001b66260af1d61cef88994e7730d0d280ba9e9dbfc1bc004168b09');
grant select, insert, update, delete on public.article to rls_app;
--rollback set local lock_timeout = '5s';
--rollback revoke select, insert, update, delete on public.article from rls_app;
--rollback select rls.unregister_policy('public', 'article', 'rls_public_or_mine_restrict');
--rollback drop policy if exists rls_public_or_mine_restrict on public.article;
--rollback select rls.unregister_policy('public', 'article', 'rls_permit');
--rollback drop policy if exists rls_permit on public.article;
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
  using ((select q1.owner_id from public.invoice q1 where q1.id = attachment.invoice_id and q1.tenant_id = (select rls.claim_text('tenant_id'))) = (select rls.find_text('sub')))
  with check ((select q1.owner_id from public.invoice q1 where q1.id = attachment.invoice_id and q1.tenant_id = (select rls.claim_text('tenant_id'))) = (select rls.find_text('sub')));
comment on policy rls_of_owner_restrict on public.attachment is 'rls-hibernate: generated from com.acme.Attachment, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_of_country_restrict on public.attachment;
create policy rls_of_country_restrict on public.attachment as restrictive for all to public
  using ((select q1.name from public.country q1 where q1.id = attachment.country_id) is null or (select q1.name from public.country q1 where q1.id = attachment.country_id) <> 'Atlantis')
  with check ((select q1.name from public.country q1 where q1.id = attachment.country_id) is null or (select q1.name from public.country q1 where q1.id = attachment.country_id) <> 'Atlantis');
comment on policy rls_of_country_restrict on public.attachment is 'rls-hibernate: generated from com.acme.Attachment, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit on public.attachment;
create policy rls_permit on public.attachment as permissive for all to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')) and (select q1.owner_id from public.invoice q1 where q1.id = attachment.invoice_id and q1.tenant_id = (select rls.claim_text('tenant_id'))) = (select rls.find_text('sub')) and ((select q1.name from public.country q1 where q1.id = attachment.country_id) is null or (select q1.name from public.country q1 where q1.id = attachment.country_id) <> 'Atlantis'))
  with check (tenant_id = (select rls.claim_text('tenant_id')) and (select q1.owner_id from public.invoice q1 where q1.id = attachment.invoice_id and q1.tenant_id = (select rls.claim_text('tenant_id'))) = (select rls.find_text('sub')) and ((select q1.name from public.country q1 where q1.id = attachment.country_id) is null or (select q1.name from public.country q1 where q1.id = attachment.country_id) <> 'Atlantis'));
comment on policy rls_permit on public.attachment is 'rls-hibernate: generated from com.acme.Attachment, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'attachment', 'rls_tenant_restrict', '67ccf7d8c62c070628ebbebf547d3addf22eceae7581b9aea186cfedb4df19bd');
select rls.register_policy('public', 'attachment', 'rls_of_owner_restrict', '16c88c29d4c7d62c939daeaab083ce475c2dd22084176ad9621343b18a94103c');
select rls.register_policy('public', 'attachment', 'rls_of_country_restrict', '5c8d4195aa01afb1e1e8b143c23b17bc0d3a11631b8e2bd1cca9c21554f2b0b2');
select rls.register_policy('public', 'attachment', 'rls_permit', '0189a80e686bacf20b8af2ee76de78e1e026b3925495d6bcb6c0149fa465bb99');
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

--changeset rls:shapes/public.everything dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/shapes/changelog.sql
--comment com.acme.Everything: operators: version <> 1 and version < 2 and version <= 3 and version > -4 and version >= 5 and version between 6 and 7 and not version in (8, 9) and version not between 1 …; literals: amount = 12.50 or open = true or day = '2026-01-31' or code = '7f000001-0000-4000-8000-000000000001' or validTo = '2026-01-31T12:00:00.5Z'; texts: path = 'it''s' or path = 'a:b…c……' or path like '%50!%%' escape '!' or path not like 'a!_b%' escape '!' or path like 'ä%'; claims: :'https://acme.example/level' >= version or code = :org.code or code in :codes or amount < :limit or open = :flag; inserted on insert: check ownerId = :sub
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
  using ((select rls.require_claims()) and ((select rls.find_int('https://acme.example/level')) >= version or code = (select rls.find_uuid('org', 'code')) or code = any ((select rls.find_uuid_array('codes'))::uuid[]) or amount < (select rls.find_numeric('limit')) or "Open" = (select rls.find_boolean('flag'))))
  with check ((select rls.require_claims()) and ((select rls.find_int('https://acme.example/level')) >= version or code = (select rls.find_uuid('org', 'code')) or code = any ((select rls.find_uuid_array('codes'))::uuid[]) or amount < (select rls.find_numeric('limit')) or "Open" = (select rls.find_boolean('flag'))));
comment on policy rls_claims_restrict on public.everything is 'rls-hibernate: generated from com.acme.Everything, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_inserted_restrict_insert on public.everything;
create policy rls_inserted_restrict_insert on public.everything as restrictive for insert to public
  with check ((select rls.require_claims()) and owner_id = (select rls.find_text('sub')));
comment on policy rls_inserted_restrict_insert on public.everything is 'rls-hibernate: generated from com.acme.Everything, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_select on public.everything;
create policy rls_permit_select on public.everything as permissive for select to rls_app, current_user
  using ((select rls.require_claims()) and version <> 1 and version < 2 and version <= 3 and version > -4 and version >= 5 and version >= 6 and version <= 7 and version not in (8, 9) and not (version >= 1 and version <= 2) and (amount = 12.50 or "Open" = true or day = date '2026-01-31' or code = uuid '7f000001-0000-4000-8000-000000000001' or valid_to = timestamp with time zone '2026-01-31 12:00:00.5+00') and (path = 'it''s' or path = E'a\u003Ab\u003B\u0024\u007Bc\u007D-\u002D' or path like '%50!%%' escape '!' or path not like 'a!_b%' escape '!' or path like 'ä%' escape '!') and ((select rls.find_int('https://acme.example/level')) >= version or code = (select rls.find_uuid('org', 'code')) or code = any ((select rls.find_uuid_array('codes'))::uuid[]) or amount < (select rls.find_numeric('limit')) or "Open" = (select rls.find_boolean('flag'))));
comment on policy rls_permit_select on public.everything is 'rls-hibernate: generated from com.acme.Everything, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_insert on public.everything;
create policy rls_permit_insert on public.everything as permissive for insert to rls_app, current_user
  with check ((select rls.require_claims()) and version <> 1 and version < 2 and version <= 3 and version > -4 and version >= 5 and version >= 6 and version <= 7 and version not in (8, 9) and not (version >= 1 and version <= 2) and (amount = 12.50 or "Open" = true or day = date '2026-01-31' or code = uuid '7f000001-0000-4000-8000-000000000001' or valid_to = timestamp with time zone '2026-01-31 12:00:00.5+00') and (path = 'it''s' or path = E'a\u003Ab\u003B\u0024\u007Bc\u007D-\u002D' or path like '%50!%%' escape '!' or path not like 'a!_b%' escape '!' or path like 'ä%' escape '!') and ((select rls.find_int('https://acme.example/level')) >= version or code = (select rls.find_uuid('org', 'code')) or code = any ((select rls.find_uuid_array('codes'))::uuid[]) or amount < (select rls.find_numeric('limit')) or "Open" = (select rls.find_boolean('flag'))) and owner_id = (select rls.find_text('sub')));
comment on policy rls_permit_insert on public.everything is 'rls-hibernate: generated from com.acme.Everything, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_update on public.everything;
create policy rls_permit_update on public.everything as permissive for update to rls_app, current_user
  using ((select rls.require_claims()) and version <> 1 and version < 2 and version <= 3 and version > -4 and version >= 5 and version >= 6 and version <= 7 and version not in (8, 9) and not (version >= 1 and version <= 2) and (amount = 12.50 or "Open" = true or day = date '2026-01-31' or code = uuid '7f000001-0000-4000-8000-000000000001' or valid_to = timestamp with time zone '2026-01-31 12:00:00.5+00') and (path = 'it''s' or path = E'a\u003Ab\u003B\u0024\u007Bc\u007D-\u002D' or path like '%50!%%' escape '!' or path not like 'a!_b%' escape '!' or path like 'ä%' escape '!') and ((select rls.find_int('https://acme.example/level')) >= version or code = (select rls.find_uuid('org', 'code')) or code = any ((select rls.find_uuid_array('codes'))::uuid[]) or amount < (select rls.find_numeric('limit')) or "Open" = (select rls.find_boolean('flag'))))
  with check ((select rls.require_claims()) and version <> 1 and version < 2 and version <= 3 and version > -4 and version >= 5 and version >= 6 and version <= 7 and version not in (8, 9) and not (version >= 1 and version <= 2) and (amount = 12.50 or "Open" = true or day = date '2026-01-31' or code = uuid '7f000001-0000-4000-8000-000000000001' or valid_to = timestamp with time zone '2026-01-31 12:00:00.5+00') and (path = 'it''s' or path = E'a\u003Ab\u003B\u0024\u007Bc\u007D-\u002D' or path like '%50!%%' escape '!' or path not like 'a!_b%' escape '!' or path like 'ä%' escape '!') and ((select rls.find_int('https://acme.example/level')) >= version or code = (select rls.find_uuid('org', 'code')) or code = any ((select rls.find_uuid_array('codes'))::uuid[]) or amount < (select rls.find_numeric('limit')) or "Open" = (select rls.find_boolean('flag'))));
comment on policy rls_permit_update on public.everything is 'rls-hibernate: generated from com.acme.Everything, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_delete on public.everything;
create policy rls_permit_delete on public.everything as permissive for delete to rls_app, current_user
  using ((select rls.require_claims()) and version <> 1 and version < 2 and version <= 3 and version > -4 and version >= 5 and version >= 6 and version <= 7 and version not in (8, 9) and not (version >= 1 and version <= 2) and (amount = 12.50 or "Open" = true or day = date '2026-01-31' or code = uuid '7f000001-0000-4000-8000-000000000001' or valid_to = timestamp with time zone '2026-01-31 12:00:00.5+00') and (path = 'it''s' or path = E'a\u003Ab\u003B\u0024\u007Bc\u007D-\u002D' or path like '%50!%%' escape '!' or path not like 'a!_b%' escape '!' or path like 'ä%' escape '!') and ((select rls.find_int('https://acme.example/level')) >= version or code = (select rls.find_uuid('org', 'code')) or code = any ((select rls.find_uuid_array('codes'))::uuid[]) or amount < (select rls.find_numeric('limit')) or "Open" = (select rls.find_boolean('flag'))));
comment on policy rls_permit_delete on public.everything is 'rls-hibernate: generated from com.acme.Everything, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'everything', 'rls_operators_restrict', 'a6c90e127304a762625ae5d5e6e58a2a0828388d5acad32945136b68e612f85f');
select rls.register_policy('public', 'everything', 'rls_literals_restrict', '0389fc160953c4ba9e1b0518f40d5995a9d4345d3fe8b8c489f05a4de52bd394');
select rls.register_policy('public', 'everything', 'rls_texts_restrict', '0b2548f86308c4d4d91f3329a540531ee98a2996f68e1ef8172aff4904e9b563');
select rls.register_policy('public', 'everything', 'rls_claims_restrict', 'a678260f6ae11de0942c8ef3bd9beea28dbf0ed47397b4dc45a0f5d5a5f5bc5e');
select rls.register_policy('public', 'everything', 'rls_inserted_restrict_insert', '616476fdfa508c120eb52f00fe6b7a30feb6bbf54c0c4c3245cceec544044f0d');
select rls.register_policy('public', 'everything', 'rls_permit_select', '4abb9dc0560bd123ce7ec225e6f665899d0f31c2430d541bbd6e945472ac3aae');
select rls.register_policy('public', 'everything', 'rls_permit_insert', '4bceda3efaefe2d927435419384dac31415f291ac28487093968292b577e345f');
select rls.register_policy('public', 'everything', 'rls_permit_update', '80a5fa6d07b12fc8f7dc8fc9511a8da17f151741e7b2ade8eb4421eaf9dee5d3');
select rls.register_policy('public', 'everything', 'rls_permit_delete', 'd8c7f0d71f28d67f6e6225f575a011bd8cad35075196df9fe0cd04a53a7f77d5');
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
  using ((select rls.require_claims()) and starts_with(path, (select rls.find_text('org', 'root'))))
  with check ((select rls.require_claims()) and starts_with(path, (select rls.find_text('org', 'root'))));
comment on policy rls_below_root_restrict on public.folder is 'rls-hibernate: generated from com.acme.Folder, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit on public.folder;
create policy rls_permit on public.folder as permissive for all to rls_app, current_user
  using ((select rls.require_claims()) and starts_with(path, (select rls.find_text('org', 'root'))))
  with check ((select rls.require_claims()) and starts_with(path, (select rls.find_text('org', 'root'))));
comment on policy rls_permit on public.folder is 'rls-hibernate: generated from com.acme.Folder, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'folder', 'rls_below_root_restrict', '6e06677d47a11b81c8b14e95764c88a9d7abec853eef599db323314d4a6143b2');
select rls.register_policy('public', 'folder', 'rls_permit', 'cc47a5fe8b8c143123279c45716aa389b2dcf312eb853fcca14ed44f943a6c71');
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
  using (tenant_id = (select rls.claim_text('tenant_id')) or tenant_id is null);
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
  using (tenant_id = (select rls.claim_text('tenant_id')) or tenant_id is null);
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
select rls.register_policy('public', 'holiday', 'rls_tenant_restrict_select', '0d2292830731101fdfe8f3560a938ef255767d811c13f3eb9d20b76b1c37f1fb');
select rls.register_policy('public', 'holiday', 'rls_tenant_restrict_insert', '03b1612ac8f7277a60c338a623bafce8eb566c67526a5c21c9c4e943c4446470');
select rls.register_policy('public', 'holiday', 'rls_tenant_restrict_update', 'e8baf4ff873d5fffe130baa16bc9232912252ac010594d36f93933330f5c77c1');
select rls.register_policy('public', 'holiday', 'rls_tenant_restrict_delete', '2a0896881b3fbc7d571bc3ff231662abd4bdca20c956295577120fdf3dbbe046');
select rls.register_policy('public', 'holiday', 'rls_permit_select', 'b04dfa4345b730522180807c493470293f8cca090cb599a5f3bbef2c74c967a3');
select rls.register_policy('public', 'holiday', 'rls_permit_insert', 'eeb1d589bda3642620e9b904f31e5a5e374b8bd567ff3bc5fd7a86521884cf1a');
select rls.register_policy('public', 'holiday', 'rls_permit_update', '3d9e57594beb05df6d70f49510764368a217cc77ac9644b85cd7c1b3066f4879');
select rls.register_policy('public', 'holiday', 'rls_permit_delete', 'd272173a6dff9cf156664a705d269d0356008685d9f8eb6c6f8cac6d90b2aba0');
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
  using (owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]))
  with check (owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]));
comment on policy rls_own_or_manager_restrict_update on public.invoice is 'rls-hibernate: generated from com.acme.Invoice, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_own_or_manager_restrict_delete on public.invoice;
create policy rls_own_or_manager_restrict_delete on public.invoice as restrictive for delete to public
  using (owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]));
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
  using (tenant_id = (select rls.claim_text('tenant_id')) and (owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])))
  with check (tenant_id = (select rls.claim_text('tenant_id')) and (owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])));
comment on policy rls_permit_update on public.invoice is 'rls-hibernate: generated from com.acme.Invoice, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit_delete on public.invoice;
create policy rls_permit_delete on public.invoice as permissive for delete to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')) and (owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[])));
comment on policy rls_permit_delete on public.invoice is 'rls-hibernate: generated from com.acme.Invoice, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'invoice', 'rls_tenant_restrict', '67ccf7d8c62c070628ebbebf547d3addf22eceae7581b9aea186cfedb4df19bd');
select rls.register_policy('public', 'invoice', 'rls_own_or_manager_restrict_update', '62a1e398b55550aac2fd0a52440739aa9478f9de575874e3bc5bb385969ec00a');
select rls.register_policy('public', 'invoice', 'rls_own_or_manager_restrict_delete', '4fbf80c182b6b2a7aeee0eb9ddc33fc7b215514981d4db238842f8f2a49973df');
select rls.register_policy('public', 'invoice', 'rls_permit_select', '722846b56da01f9b29a62bd1734b4b1f474dcfda9da589659fc3fe1f38767ab7');
select rls.register_policy('public', 'invoice', 'rls_permit_insert', 'eeb1d589bda3642620e9b904f31e5a5e374b8bd567ff3bc5fd7a86521884cf1a');
select rls.register_policy('public', 'invoice', 'rls_permit_update', 'd27704ef1cad6ea19883f66b1cbe2dc7ec458422df233f5c31824e2105637ecd');
select rls.register_policy('public', 'invoice', 'rls_permit_delete', '05a801fd1b4cbfdcff96e9595ffbbfc9ad16153d2716635f500f4a23044032d3');
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
  using ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from public.invoice q1 where q1.id = invoice_line.invoice_id and q1.tenant_id = (select rls.claim_text('tenant_id'))))
  with check ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from public.invoice q1 where q1.id = invoice_line.invoice_id and q1.tenant_id = (select rls.claim_text('tenant_id'))));
comment on policy rls_tenant_restrict on public.invoice_line is 'rls-hibernate: generated from com.acme.InvoiceLine, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_tenant_permit on public.invoice_line;
create policy rls_tenant_permit on public.invoice_line as permissive for all to rls_app, current_user
  using ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from public.invoice q1 where q1.id = invoice_line.invoice_id and q1.tenant_id = (select rls.claim_text('tenant_id'))))
  with check ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from public.invoice q1 where q1.id = invoice_line.invoice_id and q1.tenant_id = (select rls.claim_text('tenant_id'))));
comment on policy rls_tenant_permit on public.invoice_line is 'rls-hibernate: generated from com.acme.InvoiceLine, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'invoice_line', 'rls_tenant_restrict', '3d81dce11698ffc75e7f952c6aff17add3e25cc0a5114e041105cab192d2d9c5');
select rls.register_policy('public', 'invoice_line', 'rls_tenant_permit', '885e5fdbaa64079940d5e92ba720121f375a8dc58dcba03ef05ea9acdde948ef');
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
select rls.register_policy('public', 'notice', 'rls_tenant_restrict', '67ccf7d8c62c070628ebbebf547d3addf22eceae7581b9aea186cfedb4df19bd');
select rls.register_policy('public', 'notice', 'rls_in_time_restrict', '104c245b39d4dd499529e11af9ac3619a1bac5215572f353a247b871f6421b76');
select rls.register_policy('public', 'notice', 'rls_permit', 'df5688641a085a5913dd1d22e4e4d55e1eecf38f7e5650048a9f6546cbaacbf1');
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
select rls.register_policy('public', 'price', 'rls_clerks_write_restrict_insert', '386cfddb1c3759aae4e6431f37ba497101cb7cea9bf3d62dfa55ed5efcec198c');
select rls.register_policy('public', 'price', 'rls_clerks_write_restrict_update', 'ed71ff65af349cd17ccbfb26927faa4a3507fc5ca6cdeb4c2a3e046b60080fe9');
select rls.register_policy('public', 'price', 'rls_clerks_write_restrict_delete', 'f2620120fa09e1e8deb612b3ed8d908b2bb6d4d933c2c0ef5acbec01bdabc630');
select rls.register_policy('public', 'price', 'rls_permit_select', '62eaadf7adbeb56792a7fe26ca1d649df160196aa49b4827cffddfef4874cbf4');
select rls.register_policy('public', 'price', 'rls_permit_insert', '704bf0c9a335148f8fe98c1438933a9ffe627db831592ac8346ae7e8e9d46543');
select rls.register_policy('public', 'price', 'rls_permit_update', '31139165852255f71fd80d0918bea9f62dd823aeda5bffcc73ed536de0f4ff16');
select rls.register_policy('public', 'price', 'rls_permit_delete', 'c95b8e506f130400285252ab6e51648260b1d46562e5c8c9deeb2bfcbb0b1ab1');
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

--changeset rls:shapes/public.remark dbms:postgresql runOnChange:true rollbackSplitStatements:false logicalFilePath:META-INF/rls/shapes/changelog.sql
--comment com.acme.Remark: tenant of line
-- Reads public.invoice with the rights of whoever queries: that table must be there first, and its own changeset grants select on it.
-- Reads public.invoice_line with the rights of whoever queries: that table must be there first, and its own changeset grants select on it.
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
  using ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from public.invoice_line q1 where q1.id = remark.line_id and exists (select 1 from public.invoice q2 where q2.id = q1.invoice_id and q2.tenant_id = (select rls.claim_text('tenant_id')))))
  with check ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from public.invoice_line q1 where q1.id = remark.line_id and exists (select 1 from public.invoice q2 where q2.id = q1.invoice_id and q2.tenant_id = (select rls.claim_text('tenant_id')))));
comment on policy rls_tenant_restrict on public.remark is 'rls-hibernate: generated from com.acme.Remark, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_tenant_permit on public.remark;
create policy rls_tenant_permit on public.remark as permissive for all to rls_app, current_user
  using ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from public.invoice_line q1 where q1.id = remark.line_id and exists (select 1 from public.invoice q2 where q2.id = q1.invoice_id and q2.tenant_id = (select rls.claim_text('tenant_id')))))
  with check ((select rls.claim_text('tenant_id')) is not null and exists (select 1 from public.invoice_line q1 where q1.id = remark.line_id and exists (select 1 from public.invoice q2 where q2.id = q1.invoice_id and q2.tenant_id = (select rls.claim_text('tenant_id')))));
comment on policy rls_tenant_permit on public.remark is 'rls-hibernate: generated from com.acme.Remark, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'remark', 'rls_tenant_restrict', '734e98ee0aa465bc1b01fa3c3ba7252dcc0ed24a761882653339946a429241be');
select rls.register_policy('public', 'remark', 'rls_tenant_permit', '482c2b1943ae72c1bea068dd65798f5bb569fb646cc59c2cf5ee62641c02fd65');
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
  using ((select rls.require_claims()) and tenant_id = any ((select rls.find_text_array('tenants'))::text[]))
  with check ((select rls.require_claims()) and tenant_id = any ((select rls.find_text_array('tenants'))::text[]));
comment on policy rls_tenants_restrict on public.report is 'rls-hibernate: generated from com.acme.Report, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit on public.report;
create policy rls_permit on public.report as permissive for all to rls_app, current_user
  using ((select rls.require_claims()) and tenant_id = any ((select rls.find_text_array('tenants'))::text[]))
  with check ((select rls.require_claims()) and tenant_id = any ((select rls.find_text_array('tenants'))::text[]));
comment on policy rls_permit on public.report is 'rls-hibernate: generated from com.acme.Report, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'report', 'rls_tenants_restrict', '070e3739fd82279f197b231573f7d798d17853903779318b738702e14a26a0c8');
select rls.register_policy('public', 'report', 'rls_permit', '445039f9a4bdc844dba26d3a0c04bd77c8b00da990b090351e02c479b5d9f98d');
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
  using (owner_id = any ((select rls.find_text_array('team'))::text[]) and owner_id not in ((select rls.find_text('sub')), 'nobody'))
  with check (owner_id = any ((select rls.find_text_array('team'))::text[]) and owner_id not in ((select rls.find_text('sub')), 'nobody'));
comment on policy rls_team_restrict on public.task is 'rls-hibernate: generated from com.acme.Task, see META-INF/rls/shapes/changelog.sql';
drop policy if exists rls_permit on public.task;
create policy rls_permit on public.task as permissive for all to rls_app, current_user
  using (tenant_id = (select rls.claim_text('tenant_id')) and owner_id = any ((select rls.find_text_array('team'))::text[]) and owner_id not in ((select rls.find_text('sub')), 'nobody'))
  with check (tenant_id = (select rls.claim_text('tenant_id')) and owner_id = any ((select rls.find_text_array('team'))::text[]) and owner_id not in ((select rls.find_text('sub')), 'nobody'));
comment on policy rls_permit on public.task is 'rls-hibernate: generated from com.acme.Task, see META-INF/rls/shapes/changelog.sql';
select rls.register_policy('public', 'task', 'rls_tenant_restrict', '67ccf7d8c62c070628ebbebf547d3addf22eceae7581b9aea186cfedb4df19bd');
select rls.register_policy('public', 'task', 'rls_team_restrict', 'ca5a23be919876a42f3da49f70a890a6c6a7057e3d67300a63b4c5308fa8a66e');
select rls.register_policy('public', 'task', 'rls_permit', 'a5997ddd4f27b349829482a04079bfd607d86b11fd2cf4c6f044f109ca5e68ad');
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
