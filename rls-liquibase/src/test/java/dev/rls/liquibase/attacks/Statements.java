package dev.rls.liquibase.attacks;

import static dev.rls.liquibase.attacks.Rules.ROW_SECURITY;

import java.util.ArrayList;
import java.util.List;

/** Each statement and each way of PostgreSQL to come to a row. */
final class Statements {

    private static final Rule GRANTS_OF_ROWS = Rule.of(
            "select, insert, update and delete are granted, and nothing else", "grant truncate on invoice to rls_app");

    private Statements() {}

    static List<Attack> all() {
        List<Attack> all = new ArrayList<>();
        reads(all);
        writes(all);
        merges(all);
        return all;
    }

    private static void reads(List<Attack> all) {
        read(all, "select", "A query without a condition, as injection leaves it", "select * from invoice");
        read(
                all,
                "select-by-key",
                "The key of a foreign row, by the index that leads with the tenant",
                "set local enable_seqscan = off",
                "select * from invoice where tenant_id = 'globex' and id = 2");
        read(
                all,
                "outer-join",
                "A foreign row as the outer side of a join to one's own",
                "select i.* from customer c right join invoice i using (tenant_id, id)");
        read(
                all,
                "ctid",
                "The place of a foreign row, by TID scan",
                "select * from invoice where ctid >= '(0,0)' and ctid < '(9,0)'");
        read(all, "tablesample", "A sample of all rows", "select * from invoice tablesample system (100)");
        read(
                all,
                "index-only-scan",
                "An index that holds the value, without a visit to the table",
                "set local enable_seqscan = off",
                "set local enable_bitmapscan = off",
                "select number from invoice where tenant_id > ''");
        read(
                all,
                "parallel-scan",
                "Workers, to which the claims were not bound",
                "set local min_parallel_table_scan_size = 0",
                "set local parallel_setup_cost = 0",
                "set local parallel_tuple_cost = 0",
                "set local force_parallel_mode = on",
                "set local debug_parallel_query = on",
                "select string_agg(number, ' ') from invoice");
        read(
                all,
                "query-to-xml",
                "A function of PostgreSQL that runs the text of a query",
                "select query_to_xml('select * from invoice', true, true, '')");
        read(
                all,
                "schema-to-xml",
                "A function of PostgreSQL that reads all tables it may",
                "select schema_to_xml('public', true, true, '')");
        read(
                all,
                "ts-stat",
                "The statistics of text search, which run the text of a query",
                "select word from ts_stat('select to_tsvector(''simple'', number) from invoice')");
        read(all, "copy-table", "COPY of the table", "copy invoice to stdout");
        read(all, "copy-query", "COPY of a query", "copy (select * from invoice) to stdout");
        read(
                all,
                "cursor",
                "A cursor, moved back and forth",
                "declare c scroll cursor for select * from invoice",
                "fetch all from c",
                "fetch absolute 2 from c");
        read(
                all,
                "dynamic-sql",
                "SQL put together in an anonymous block",
                "do $$ declare n text; begin execute 'select max(number) from invoice where id > 1' into n;"
                        + " raise notice '%', n; end $$");
        read(all, "for-update", "Rows to be locked", "select * from invoice for update");
        read(all, "for-key-share", "Rows locked as foreign keys do", "select * from invoice for key share");
        read(
                all,
                "recursion",
                "A recursive query that goes from the own row to the next",
                "with recursive r as (select i.id, i.number from invoice i where i.id = 1 union all"
                        + " select i.id, i.number from invoice i join r on i.id = r.id + 1) select * from r");
        read(
                all,
                "inheritance-parent",
                "The rows of a child table, by its parent",
                "select * from event",
                "select tableoid::regclass, * from event where tableoid <> 'event'::regclass");
        read(
                all,
                "partitioned-table",
                "A partition of another tenant, by the partitioned table",
                "select * from entry where tenant_id = 'globex'");
    }

    private static void writes(List<Attack> all) {
        read(all, "update-returning", "RETURNING of an update", "update invoice set amount = amount returning *");
        read(
                all,
                "delete-returning",
                "RETURNING of a delete within WITH",
                "with gone as (delete from invoice returning *) select * from gone");
        read(
                all,
                "returning-old",
                "The old row, which RETURNING can name since PostgreSQL 18",
                18,
                "update invoice set number = 'x' returning old.number");
        read(
                all,
                "update-from",
                "A foreign value, carried into the own row",
                "update invoice i set number = g.number from invoice g where i.id = 1 and g.id = 2",
                "select number from invoice where tenant_id = 'acme'");
        read(
                all,
                "insert-select",
                "Foreign rows, copied into the own tenant",
                "insert into customer select 'acme', 100 + id, number from invoice",
                "select * from customer where id > 100");
        read(all, "insert", "A row for another tenant", "insert into invoice values ('globex', 9, 'planted', 1, 0)");
        read(
                all,
                "give-away",
                "The own row, given to another tenant",
                "update invoice set tenant_id = 'globex', customer_id = null");
        read(
                all,
                "take-over",
                "A foreign row, taken into the own tenant",
                "update invoice set tenant_id = 'acme', customer_id = null where id = 2");
        read(all, "update", "A foreign row, changed by its key", "update invoice set amount = 0 where id = 2");
        read(all, "delete", "A foreign row, deleted by its key", "delete from invoice where id = 2");
        read(
                all,
                "move-partition",
                "A row that an update moves into another tenant's partition",
                "update entry set tenant_id = 'globex'");
        read(
                all,
                "copy-from",
                "COPY of rows into a protected table",
                "copy invoice (tenant_id, id, number, amount, delay) from stdin\nglobex\t9\tplanted\t1\t0\n");
        all.add(Attack.of(
                "on-conflict-update",
                "Statements",
                "ON CONFLICT DO UPDATE of a row of another tenant, by a key that lacks the tenant",
                ROW_SECURITY.given("create unique index on invoice (id)"),
                "insert into invoice values ('acme', 2, 'x', 1, 0) on conflict (id) do update set amount = 0"));
        all.add(Attack.of(
                "truncate", "Statements", "TRUNCATE, which asks no policy", GRANTS_OF_ROWS, "truncate invoice"));
    }

    private static void merges(List<Attack> all) {
        read(
                all,
                "merge-update",
                "MERGE that finds a foreign row",
                "merge into invoice i using (values (2)) v (id) on i.id = v.id when matched then update set amount = 0");
        read(
                all,
                "merge-delete",
                "MERGE that deletes a foreign row",
                "merge into invoice i using (values (2)) v (id) on i.id = v.id when matched then delete");
        read(
                all,
                "merge-insert",
                "MERGE that makes a row for another tenant",
                "merge into invoice i using (values (9)) v (id) on i.id = v.id"
                        + " when not matched then insert values ('globex', 9, 'planted', 1, 0)");
        read(
                all,
                "merge-by-source",
                "MERGE of all rows that its source does not have",
                18,
                "merge into invoice i using (values (1)) v (id) on i.id = v.id when not matched by source then delete");
        read(
                all,
                "merge-returning",
                "RETURNING of a MERGE, with both sides",
                18,
                "merge into customer c using invoice i on i.id = c.id"
                        + " when matched then update set name = c.name returning i.*");
    }

    private static void read(List<Attack> all, String id, String tries, String... steps) {
        all.add(Attack.of(id, "Statements", tries, ROW_SECURITY, steps));
    }

    private static void read(List<Attack> all, String id, String tries, int since, String... steps) {
        all.add(Attack.of(id, "Statements", tries, ROW_SECURITY, steps).since(since));
    }
}
