package dev.rls.liquibase;

import dev.rls.fixtures.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the catalogs of a database say, as lines that can be compared. */
final class Catalog {

    private static final String FUNCTIONS = """
            select format('%s(%s) returns %s | %s | %s | %s | parallel %s%s | %s | owner %s | to %s | %s',
                p.proname, pg_get_function_identity_arguments(p.oid), pg_get_function_result(p.oid),
                l.lanname,
                case p.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end,
                case when p.prosecdef then 'security definer' else 'security invoker' end,
                case p.proparallel when 's' then 'safe' when 'r' then 'restricted' else 'unsafe' end,
                case when p.proisstrict then ' | strict' else '' end,
                coalesce(array_to_string(p.proconfig, ', '), 'no settings'),
                pg_get_userbyid(p.proowner),
                (select coalesce(string_agg(grantee, ', ' order by grantee), 'nobody') from (
                    select case a.grantee when 0 then 'PUBLIC' else pg_get_userbyid(a.grantee) end
                    from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                    where a.grantee <> p.proowner) g (grantee)),
                coalesce(obj_description(p.oid, 'pg_proc'), 'no comment'))
            from pg_proc p join pg_language l on l.oid = p.prolang
            where p.pronamespace = 'rls'::regnamespace order by 1""";

    private static final List<String> OBJECTS = List.of(
            "select format('role %s %s %s %s %s %s', rolname, rolcanlogin, rolsuper, rolcreaterole, rolcreatedb,"
                    + " rolbypassrls) from pg_roles where rolname not like 'pg\\_%' order by 1",
            "select format('member %s of %s, admin %s', member::regrole, roleid::regrole, bool_or(admin_option))"
                    + " from pg_auth_members where roleid::regrole::text not like 'pg\\_%'"
                    + " group by member, roleid order by 1",
            "select format('database %s', coalesce(datacl, acldefault('d', datdba)))"
                    + " from pg_database where datname = current_database()",
            "select format('schema %s %s %s', nspname, nspowner::regrole, coalesce(nspacl, acldefault('n', nspowner)))"
                    + " from pg_namespace where nspname not like 'pg\\_%' order by 1",
            "select format('defaults %s %s', defaclrole::regrole, defaclacl) from pg_default_acl order by 1",
            "select format('relation %s %s %s %s %s %s', oid::regclass, relkind, relowner::regrole,"
                    + " coalesce(relacl, acldefault('r', relowner)), relrowsecurity, relforcerowsecurity) from pg_class"
                    + " where relkind in ('r', 'p', 'v', 'm', 'S') and relnamespace::regnamespace::text"
                    + " not in ('pg_catalog', 'information_schema') and relname not like 'databasechangelog%'"
                    + " and relnamespace::regnamespace::text not like 'pg\\_toast%' order by 1",
            "select format('column %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod))"
                    + " from pg_attribute join pg_class c on c.oid = attrelid where c.relkind = 'r' and attnum > 0"
                    + " and not attisdropped"
                    + " and c.relnamespace = to_regnamespace('rls') order by 1",
            "select format('constraint %s %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint"
                    + " where connamespace = to_regnamespace('rls') and contype <> 'n' order by 1",
            "select format('function %s %s %s', oid::regprocedure, proacl, md5(coalesce(prosrc, '') ||"
                    + " coalesce(pg_get_function_sqlbody(oid), ''))) from pg_proc"
                    + " where pronamespace = to_regnamespace('rls') order by 1",
            "select format('comment on %s %s: %s', d.classoid::regclass, i.identity, d.description) from pg_description d,"
                    + " pg_identify_object(d.classoid, d.objoid, d.objsubid) i where i.schema = 'rls'"
                    + " or d.classoid in ('pg_namespace'::regclass, 'pg_policy'::regclass) order by 1",
            "select format('comment on role %s: %s', objoid::regrole, description) from pg_shdescription"
                    + " where classoid = 'pg_authid'::regclass order by 1",
            "select format('policy %s %s %s %s %s %s %s', polrelid::regclass, polname, polpermissive, polcmd,"
                    + " polroles::regrole[], pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))"
                    + " from pg_policy order by 1");

    private Catalog() {}

    /** The functions of schema rls, one a line. */
    static String functions(TestDatabase database) throws SQLException {
        return String.join("\n", database.superuser().column(FUNCTIONS)) + "\n";
    }

    /** Everything that an installation may touch: roles, rights, relations, functions, policies. */
    static String snapshot(TestDatabase database) throws SQLException {
        List<String> lines = new ArrayList<>();
        for (String query : OBJECTS) {
            lines.addAll(database.superuser().column(query));
        }
        return String.join("\n", lines);
    }
}
