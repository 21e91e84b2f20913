package dev.rls.liquibase.attacks;

/** Rules that stop attacks of several groups, and the mistakes that they are to survive. */
final class Rules {

    /** What can be taken from nobody but by switching it off. */
    static final Rule ROW_SECURITY = Rule.of("row security is enabled", """
            do $$ declare t regclass; begin
              for t in select oid from pg_class where relrowsecurity loop
                execute format('alter table %s disable row level security', t);
              end loop;
            end $$""");

    static final Rule FORCE =
            Rule.of("row security is forced on the owner", "alter table invoice no force row level security");

    /** A function of schema rls that was opened to everybody by mistake. */
    static final String STRAY_EXECUTE = "grant execute on all functions in schema rls to application";

    /** A schema of the application's own, in which it can make functions and tables. */
    static final String OWN_SCHEMA = "create schema evil authorization application";

    /** What ends does so at each bind and once more in each statement. */
    static final String NO_END = "create or replace function rls.lies_ahead(instant bytea) returns boolean"
            + " language sql volatile parallel safe return true";

    private Rules() {}

    /** Row security of one table, where that is all there is to take away. */
    static Rule policiesOf(String table, String says) {
        return Rule.of(says, "alter table " + table + " disable row level security");
    }
}
