package dev.rls.liquibase.attacks;

import static dev.rls.liquibase.attacks.Rules.policiesOf;

import java.util.List;

/** The policies that annotations ask for beside the tenant's, and what others do to them. */
final class Policies {

    private static final String GROUP = "Policies";

    private static final String LOOK = "select * from invoice";

    private static final Rule CHILDREN = policiesOf("line", "a child without a tenant asks for its parent's");
    private static final Rule SHARED =
            policiesOf("price", "of shared rows and others' one sees the shared ones, and writes neither");
    private static final Rule OWNED = policiesOf("document", "@RowPolicy narrows within the tenant");
    private static final Rule CHANGES = policiesOf("memo", "@RowPolicy narrows changes of what can be read");

    private Policies() {}

    static List<Attack> all() {
        return List.of(
                of(
                        "policy-of-somebody",
                        "A table with another policy, which admits all rows",
                        Rule.of(
                                        "a restrictive policy stands beside all others",
                                        "drop policy rls_tenant_restrict on invoice")
                                .given("create policy reporting on invoice for select to rls_app using (true)"),
                        LOOK),
                of(
                        "restrictive-policy-lost",
                        "A table that lost its restrictive policy",
                        Rule.of(
                                        "the permissive policy says the tenant, too",
                                        "alter policy rls_tenant_permit on invoice using (true)")
                                .given("drop policy rls_tenant_restrict on invoice"),
                        LOOK),
                of("child-read", "The children of a foreign row", CHILDREN, "select * from line"),
                of("child-insert", "A child for a foreign row", CHILDREN, "insert into line values (9, 2, 'planted')"),
                of("child-move", "The own child, moved to a foreign row", CHILDREN, "update line set invoice_id = 2"),
                of(
                        "shared-read",
                        "Rows of others in a table that has rows for everybody",
                        SHARED,
                        "select * from price"),
                of("shared-insert", "A row for everybody", SHARED, "insert into price values (9, null, 'planted')"),
                of(
                        "shared-update",
                        "What is everybody's, changed for everybody",
                        SHARED,
                        "update price set label = 'planted' where tenant_id is null"),
                of(
                        "shared-take",
                        "What is everybody's, made one's own",
                        SHARED,
                        "update price set tenant_id = 'acme' where tenant_id is null"),
                of(
                        "shared-delete",
                        "What is everybody's, deleted",
                        SHARED,
                        "delete from price where tenant_id is null"),
                of("colleague-read", "A row of the own tenant that is a colleague's", OWNED, "select * from document"),
                of(
                        "colleague-insert",
                        "A row in a colleague's name",
                        OWNED,
                        "insert into document values (9, 'acme', 'bob', 'planted')"),
                of(
                        "colleague-give",
                        "The own row, given to a colleague",
                        OWNED,
                        "update document set owner_id = 'bob'"),
                of(
                        "colleague-update",
                        "A row that may be read and not changed",
                        CHANGES,
                        "update memo set title = 'planted' where owner_id = 'bob'"),
                of(
                        "colleague-delete",
                        "A row that may be read and not deleted",
                        CHANGES,
                        "delete from memo where owner_id = 'bob'"),
                of(
                        "colleague-merge",
                        "The same by MERGE",
                        CHANGES,
                        "merge into memo m using (values ('bob')) v (o)"
                                + " on m.owner_id = v.o when matched then update set owner_id = 'alice'"));
    }

    private static Attack of(String id, String tries, Rule rule, String... steps) {
        return Attack.of(id, GROUP, tries, rule, steps);
    }
}
