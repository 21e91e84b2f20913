package dev.rls.liquibase.attacks;

import static dev.rls.liquibase.attacks.Rules.ROW_SECURITY;

import java.util.List;

/** Constraints look past row security: what they say, and what they do to foreign rows. */
final class References {

    private static final String GROUP = "Keys and references";

    private static final Rule UNIQUE =
            Rule.of("unique keys hold the tenant", "create unique index on invoice (number)");

    private static final Rule FOREIGN_KEY = Rule.of(
            "foreign keys hold the tenant",
            "create unique index on customer (id)",
            "alter table invoice drop constraint invoice_tenant_id_customer_id_fkey",
            "alter table invoice add foreign key (customer_id) references customer (id) on delete cascade on update cascade");

    private References() {}

    static List<Attack> all() {
        return List.of(
                apart(
                        "unique-error",
                        "Whether a value is taken, by the error",
                        UNIQUE,
                        "insert into invoice values ('acme', 9, 'g47110815', 1, 0)",
                        "insert into invoice values ('acme', 9, 'g47110816', 1, 0)"),
                apart(
                        "unique-update",
                        "The same, by a change of the own row",
                        UNIQUE,
                        "update invoice set number = 'g47110815'",
                        "update invoice set number = 'g47110816'"),
                apart(
                        "unique-do-nothing",
                        "The same, without an error, by ON CONFLICT DO NOTHING",
                        UNIQUE,
                        "insert into invoice values ('acme', 9, 'g47110815', 1, 0) on conflict do nothing",
                        "insert into invoice values ('acme', 9, 'g47110816', 1, 0) on conflict do nothing"),
                Attack.of(
                        "exclusion-detail",
                        GROUP,
                        "The foreign value that an exclusion constraint names in its error",
                        ROW_SECURITY.given(
                                "alter table invoice add exclude using gist (int4range(amount, amount + 9) with &&)"),
                        "insert into invoice values ('acme', 9, 'x', 47110810, 0)"),
                apart(
                        "foreign-key",
                        "Whether a row is there, by a reference to it",
                        FOREIGN_KEY,
                        "update invoice set customer_id = 2",
                        "update invoice set customer_id = 3"),
                apart(
                        "shared-foreign-key",
                        "The same, where the referenced table has rows for everybody",
                        Rule.of("a policy asks whether what is referred to can be seen", """
                        do $$ declare p record; begin
                          for p in select polname from pg_policy where polname like 'rls_reference_check%' loop
                            execute format('drop policy %I on invoice', p.polname);
                          end loop;
                        end $$"""),
                        "update invoice set price_id = 2",
                        "update invoice set price_id = 9"),
                Attack.of(
                        "cascade",
                        GROUP,
                        "The own row deleted, to which globex refers by mistake",
                        FOREIGN_KEY,
                        attacker -> {
                            attacker.victim()
                                    .sql("insert into invoice values ('globex', 20, 'x', 1, 0, 1)")
                                    .commit();
                            attacker.settle();
                            attacker.acme("delete from customer where id = 1");
                            attacker.acme("delete from invoice", "delete from customer where id = 1");
                        }),
                Attack.of(
                        "cascaded-update",
                        GROUP,
                        "The own key changed, to which globex refers by mistake",
                        FOREIGN_KEY,
                        attacker -> {
                            attacker.victim()
                                    .sql("insert into invoice values ('globex', 20, 'x', 1, 0, 1)")
                                    .commit();
                            attacker.settle();
                            attacker.acme("update customer set id = 100 where id = 1");
                        }));
    }

    private static Attack apart(String id, String tries, Rule rule, String there, String notThere) {
        return Attack.of(id, GROUP, tries, rule, attacker -> attacker.apart(attacker.boundToAcme(), there, notThere));
    }
}
