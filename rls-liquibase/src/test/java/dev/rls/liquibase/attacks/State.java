package dev.rls.liquibase.attacks;

import dev.rls.fixtures.TestDatabase;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What is in a database, seen by a superuser.
 *
 * @param own the rows of alice of acme, and what she made in a schema of her own
 * @param foreign all other rows of the application's tables
 * @param rest schema rls, policies, functions, rights, memberships and defaults
 */
record State(String own, String foreign, String rest) {

    private static final String QUERY = """
            with rows as (
              select c.relnamespace::regnamespace::text schema, concat_ws(' ', c.oid::regclass, c.relrowsecurity,
                c.relforcerowsecurity, c.relowner) about, r.own, r.line
              from pg_class c, xmltable('/table/row' passing query_to_xml(format($$
                  select coalesce(r ->> 'tenant_id' = 'acme' and coalesce(r ->> 'owner_id', 'alice') = 'alice'
                    or r ->> 'invoice_id' = '1', false) own, r::text line
                  from (select to_jsonb(t) r from only %s t) t order by 2$$, c.oid::regclass), true, false, '')
                columns own boolean path 'own', line text path 'line') r
              where c.relkind = 'r' and c.relname not in ('comb_point', 'api_token_use')
                and c.relnamespace in ('public'::regnamespace, 'rls'::regnamespace))
            select
              concat_ws(E'\\n',
                (select string_agg(about || line, E'\\n' order by about, line) from rows where schema = 'public' and own),
                (select string_agg(c.oid::regclass::text, ' ' order by c.oid) from pg_class c
                  where c.relnamespace = to_regnamespace('evil')),
                (select string_agg(p.oid::regprocedure::text, ' ' order by p.oid) from pg_proc p
                  where p.pronamespace = to_regnamespace('evil'))),
              (select string_agg(about || line, E'\\n' order by about, line) from rows where schema = 'public' and not own),
              concat_ws(E'\\n',
                (select string_agg(about || line, E'\\n' order by about, line) from rows where schema = 'rls'),
                (select string_agg(concat_ws(' ', p.polrelid::regclass, p.polname, p.polpermissive, p.polcmd, p.polroles,
                  pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)), E'\\n'
                  order by p.polrelid::regclass::text, p.polname) from pg_policy p),
                (select string_agg(concat_ws(' ', p.oid::regprocedure, p.prosrc, p.proconfig, p.proowner), E'\\n'
                  order by p.oid) from pg_proc p where p.pronamespace = 'rls'::regnamespace),
                (select string_agg(concat_ws(' ', c.oid::regclass, c.relrowsecurity, c.relforcerowsecurity, c.relowner, c.relacl), E'\\n'
                  order by c.oid) from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace),
                (select string_agg(s.setconfig::text, ' ') from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
                  where d.datname = current_database()),
                (select string_agg(m.roleid::regrole::text, ' ' order by m.roleid) from pg_auth_members m
                  where m.member = 'application'::regrole))""";

    private static final String SECRETS = """
            select unnest(array[s.secret_a::text, s.secret_b::text]) from rls.context_secret s
            union all select encode(k.inner_pad, 'hex') from rls.verification_key k where k.inner_pad is not null""";

    static State of(TestDatabase database) throws SQLException {
        try (Connection superuser = database.superuser().connect();
                Statement statement = superuser.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            return new State(row.getString(1), row.getString(2), row.getString(3));
        }
    }

    /** Whether anything is other than before that is not the attacker's own. */
    boolean isHarmed(State before) {
        return !foreign.equals(before.foreign) || !rest.equals(before.rest);
    }

    /** As text, and the halves of the secret octet by octet, as plans show a bigint and what int8send makes of it. */
    static List<String> secrets(TestDatabase database) throws SQLException {
        List<String> secrets = new ArrayList<>();
        for (String secret : database.superuser().column(SECRETS)) {
            secrets.add(secret);
            if (!secret.matches("-?\\d+")) {
                continue;
            }
            for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
                StringBuilder octets = new StringBuilder();
                for (byte octet : ByteBuffer.allocate(8)
                        .order(order)
                        .putLong(Long.parseLong(secret))
                        .array()) {
                    octets.append(octet);
                }
                secrets.add(octets.toString());
            }
        }
        return secrets;
    }
}
