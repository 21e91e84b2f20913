package dev.rls.processor;

import org.junit.jupiter.api.Test;

/** Warnings about the design of policies, and what silences them. */
class LintTest {

    private static final String TEAM = """
            @Entity
            @RowPolicy(name = "owner", using = "ownerId = :sub")
            @RowPolicy(name = "team", using = "teamId = :team")
            class Invoice { @Id Long id; String ownerId; String teamId; }
            """;
    private static final String WARNING =
            " WARNING RLS074: row policy \"team\" of com.acme.Invoice: a token without claim"
                    + " \"team\" is accepted, and it reads as null: what compares with it admits no row. Let the verifier"
                    + " require it (requireClaim or rls.token.required-claims) and name it in -Arls.requiredClaims=team, or say"
                    + " with @SuppressLint why tokens may lack it.";

    @Test
    void aWarningPointsAtThePolicyAndIsSilencedWithAReason() {
        Fault.in(TEAM)
                .says("Invoice.java:4" + WARNING)
                .isSilencedBy("@Entity", "@Entity @SuppressLint(value = \"RLS074\", reason = \"all tokens have it\")");
    }

    @Test
    void aClaimThatTheOptionNamesNeedsNoSuppression() {
        Fault.in(TEAM).with("-Arls.requiredClaims=roles").says("Invoice.java:4" + WARNING);
        Fault.in(TEAM).with("-Arls.requiredClaims=").says("Invoice.java:4" + WARNING);
        Fault.in(TEAM).with("-Arls.requiredClaims").says("Invoice.java:4" + WARNING);
        Fault.in(TEAM).isSilencedByOptions("-Arls.requiredClaims=roles, team,org.id");

        String uri = TEAM.replace(":team", ":org.'https://acme.example/team'");
        String named = "org.'https://acme.example/team'";
        Fault.in(uri)
                .says("Invoice.java:4"
                        + WARNING.replace("\"team\" is", "\"org.https://acme.example/team\" is")
                                .replace("=team", "=" + named))
                .isSilencedByOptions("-Arls.requiredClaims=" + named);
    }

    @Test
    void rls033ASuppressionOfWhatTheOptionNames() {
        Fault.in("@SuppressLint(value = \"RLS074\", reason = \"all tokens have it\")\n" + TEAM)
                .with("-Arls.requiredClaims=team")
                .says(
                        "Invoice.java:2 WARNING RLS033: @SuppressLint(\"RLS074\") on com.acme.Invoice silences nothing: there is"
                                + " no such warning here. Remove it.")
                .isSilencedByOptions();
    }

    @Test
    void aMappedSuperclassSilencesForTheEntitiesBelow() {
        Fault.in(TEAM.replace("@Entity", "@MappedSuperclass"), "@Entity class Bill extends Invoice {}")
                .says("Invoice.java:4" + WARNING.replace("com.acme.Invoice", "com.acme.Bill"))
                .isSilencedBy(
                        "@MappedSuperclass",
                        "@MappedSuperclass @SuppressLint(value = \"RLS074\", reason = \"all tokens have it\")");
    }

    @Test
    void rls070WhatNoIndexFinds() {
        Fault.in("""
                        @Entity
                        @RowPolicy(name = "of_sales", using = "ownerId like 'sales-%'")
                        class Invoice { @Id Long id; String ownerId; }
                        """)
                .says(
                        "Invoice.java:3 WARNING RLS070: row policy \"of_sales\" of com.acme.Invoice: PostgreSQL cannot look up like in"
                                + " an index here, so each query reads the whole table. Compare a column with = as well, such as the"
                                + " tenant's, and lead an index with it.")
                .isSilencedBy("\"ownerId like", "\"ownerId = :sub and ownerId like");
    }

    @Test
    void rls071AnOrAroundTheTenant() {
        Fault.in("""
                        @Entity
                        @RowPolicy(name = "mine", on = Operation.UPDATE, using = "tenant = :tenant_id")
                        @RowPolicy(name = "readers", on = Operation.SELECT, using = "shown = true or tenant = :tenant_id")
                        class Invoice { @Id Long id; String tenant; boolean shown; }
                        """)
                .says(
                        "Invoice.java:4 WARNING RLS071: row policy \"readers\" of com.acme.Invoice: \"or\" around the tenant keeps"
                                + " PostgreSQL from leading with the tenant: a page of one tenant costs a search among all. Keep what all"
                                + " tenants may read in an entity of its own, or compare columns that have indexes on both sides of"
                                + " \"or\".")
                .isSilencedBy("shown = true or ", "");
    }

    @Test
    void rls072AChildWithoutTheTenant() {
        Fault.in("@TenantScoped @Entity class Invoice { @Id Long id; String tenantId; }", """
                        @Entity
                        @TenantScoped(via = "invoice")
                        class Line { @Id Long id; @ManyToOne Invoice invoice; String tenantId; }
                        """)
                .says(
                        "Line.java:3 WARNING RLS072: com.acme.Line: rows have no tenant column of their own, so each is looked up by"
                                + " \"invoice\": pages are slow in large tables. Add the column, fill it from the parent, and write"
                                + " @TenantScoped without via.")
                .isSilencedBy("(via = \"invoice\")", "");
    }

    @Test
    void rls073ChangesThatAreNarrowedButNotReads() {
        Fault.in("""
                        @Entity
                        @RowPolicy(name = "own", on = {Operation.UPDATE, Operation.DELETE}, using = "ownerId = :sub")
                        class Invoice { @Id Long id; String ownerId; }
                        """)
                .says(
                        "Invoice.java:3 WARNING RLS073: row policy \"own\" of com.acme.Invoice: it narrows changes, but whoever has a"
                                + " token reads all rows. Add SELECT to a policy, or @TenantScoped.")
                .isSilencedBy("{Operation.UPDATE", "{Operation.SELECT, Operation.UPDATE");
    }

    @Test
    void rls075RowsOfEverybodyThatAreLeftWritable() {
        String split = """
                        @RowPolicy(name = "own", on = {Operation.INSERT, Operation.UPDATE, Operation.DELETE}, using = "ownerId = :sub")
                        @RowPolicy(on = Operation.SELECT, name = "readers\"""";
        Fault.in("""
                        @Entity
                        @RowPolicy(name = "readers", using = "shown = true or ownerId = :sub")
                        class Invoice { @Id Long id; String ownerId; boolean shown; }
                        """)
                .says(
                        "Invoice.java:3 WARNING RLS075: row policy \"readers\" of com.acme.Invoice: whoever has a token may update and"
                                + " delete rows with \"shown = true\", whosever they are. Keep that side of \"or\" for reading, on = SELECT,"
                                + " and narrow INSERT, UPDATE and DELETE by a policy without it.")
                .isSilencedBy("@RowPolicy(name = \"readers\"", split);
    }

    @Test
    void rls075IsSilencedWithAReason() {
        String readers = "@RowPolicy(name = \"readers\", using = \"shown = true or ownerId = :sub\")";
        Fault.in("@SuppressLint(value = \"RLS075\", reason = \"a wiki\") @Entity " + readers
                        + " class Invoice { @Id Long id; String ownerId; boolean shown; }")
                .says();
    }

    @Test
    void rls032AReasonThatIsEmpty() {
        Fault.in("""
                        @SuppressLint(value = "RLS074",
                            reason = " ")
                        """ + TEAM)
                .says(
                        "Invoice.java:3 WARNING RLS032: @SuppressLint(\"RLS074\") on com.acme.Invoice has no reason, so it"
                                + " silences nothing. Say why the warning does not matter here.",
                        "Invoice.java:6" + WARNING)
                .isSilencedBy("\" \"", "\"all tokens have it\"");
    }

    @Test
    void rls031ACodeThatNoWarningHas() {
        Fault.in("""
                        @SuppressLint(value = "RLS071", reason = "few rows")
                        @SuppressLint(value = "RLS710", reason = "few rows")
                        @TenantScoped @Entity class Invoice { @Id Long id; String tenantId; }
                        """)
                .says(
                        "Invoice.java:3 WARNING RLS031: @SuppressLint(\"RLS710\") on com.acme.Invoice names no warning that can"
                                + " be silenced. Did you mean RLS070? Name one from RLS070 on, or remove it.",
                        "Invoice.java:2 WARNING RLS033: @SuppressLint(\"RLS071\") on com.acme.Invoice silences nothing: there is"
                                + " no such warning here. Remove it.");
    }

    @Test
    void rls033ASuppressionThatSilencesNothing() {
        Fault.in("@SuppressLint(value = \"RLS072\", reason = \"few rows\")\n" + TEAM.replace(":team", ":sub"))
                .says(
                        "Invoice.java:2 WARNING RLS033: @SuppressLint(\"RLS072\") on com.acme.Invoice silences nothing: there is no"
                                + " such warning here. Remove it.")
                .isSilencedBy("@SuppressLint(value = \"RLS072\", reason = \"few rows\")", "");
        Fault.in("@SuppressLint(value = \"RLS072\", reason = \"few rows\") class Note { }")
                .says(
                        "Note.java:2 WARNING RLS033: @SuppressLint(\"RLS072\") on com.acme.Note silences nothing: there is no"
                                + " such warning here. Remove it.")
                .isSilencedBy("@SuppressLint(value = \"RLS072\", reason = \"few rows\")", "");
    }

    @Test
    void rls023TwoEntitiesThatProtectOneTableDifferently() {
        Fault.in(
                        "@RowPolicy(name = \"owner\", using = \"ownerId = :sub\") @Entity @Table(name = \"document\")"
                                + " class Invoice { @Id Long id; String ownerId; }",
                        """
                        @Entity @Table(name = "document")
                        @RowPolicy(name = "owner", using = "ownerId <> :sub")
                        class Order { @Id Long id; String ownerId; }
                        """)
                .says("Order.java:3 ERROR RLS023: com.acme.Order protects table public.document in another way than"
                        + " com.acme.Invoice, which is mapped to it too. Give both the same @TenantScoped and the same row"
                        + " policies.")
                .isSilencedBy("<>", "=");
    }
}
