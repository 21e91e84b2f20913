-- The tables of the shapes, all alike, with 40,000 rows: half of them the tenant acme's, the rest those of 200 small tenants,
-- one in 200 without tenant.
do $$
declare
  shape text;
begin
  foreach shape in array array[
      'country', 'invoice', 'invoice_line', 'remark', 'article', 'attachment', 'audit_entry', 'draft', 'everything',
      'folder', 'holiday', 'notice', 'price', 'publication', 'report', 'task'] loop
    execute format('create table %I (id bigint primary key, tenant_id text, owner_id text, name text, path text,'
        || ' amount numeric(12, 2), version int, "Open" boolean, day date, code uuid, valid_from timestamptz,'
        || ' valid_to timestamptz, visibility text, invoice_id bigint, line_id bigint, country_id bigint)', shape);
    continue when shape in ('remark', 'article', 'everything');
    execute format('insert into %I (id, tenant_id, owner_id, name, path, valid_from, valid_to, visibility, invoice_id,'
        || ' line_id, country_id)'
        || ' select g, case when g %% 200 = 0 then null when g %% 2 = 0 then ''acme'' else ''tenant-'' || g %% 400 end,'
        || ' ''user-'' || g / 2 %% 100, ''name '' || g,'
        || ' ''/'' || g %% 20 || ''/'' || g / 20 %% 50 || ''/'' || g || ''/'','
        || ' now() + (g - 38000) * interval ''1 hour'','
        || ' case when g %% 50 = 0 then null else now() + (g - 37900) * interval ''1 hour'' end,'
        || ' case when g %% 50 = 1 then ''PUBLIC'' else ''PRIVATE'' end, g, g, g %% 200 + 1'
        || ' from generate_series(1, %s) g', shape, case when shape = 'country' then 2000 else 40000 end);
  end loop;
end
$$;
grant select on country to rls_app;
