package dev.rls.processor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where row policies stand, and what beside {@code @TenantScoped} contradicts it. */
class PolicyFaultsTest {

    private static final String OWNER = "@RowPolicy(name = \"owner\", using = \"ownerId = :sub\")";

    @Test
    void rls002ARowPolicyOnAClassThatIsNoEntity() {
        Fault.in(OWNER + " class Note { @Id Long id; String ownerId; }")
                .says("Note.java:2 ERROR RLS002: @RowPolicy on com.acme.Note, which is neither an entity nor a mapped"
                        + " superclass. Add @Entity or @MappedSuperclass, or remove @RowPolicy.")
                .isSilencedBy("class Note", "@Entity class Note");
    }

    @Test
    void rls002RowPoliciesOfASuperclassThatIsNotMapped() {
        Fault.in(
                        OWNER + OWNER.replace("\"owner\"", "\"again\"") + "\nclass Base { }",
                        "@Entity class Invoice extends Base { @Id Long id; String ownerId; }")
                .says("Base.java:2 ERROR RLS002: @RowPolicy on com.acme.Base, which is neither an entity nor a mapped"
                        + " superclass. Add @Entity or @MappedSuperclass, or remove @RowPolicy.")
                .isSilencedBy("class Base", "@MappedSuperclass class Base");
    }

    @Test
    void rls007ARowPolicyBelowTheRootEntity() {
        Fault.in("""
                        @TenantScoped @Entity class Payment { @Id Long id; String tenantId; String ownerId; }
                        %s
                        @Entity class CardPayment extends Payment {}
                        """.formatted(OWNER))
                .says(
                        "Payment.java:3 ERROR RLS007: row policy \"owner\" on com.acme.CardPayment, but its rows are rows of"
                                + " entity com.acme.Payment, which all policies are for. Move it to com.acme.Payment, the root of"
                                + " the hierarchy.")
                .isSilencedBy(OWNER, "");
    }

    @Test
    void rls007OnAMappedSuperclassBelowAnEntityWithoutPolicies() {
        Fault.in("""
                        @Entity class Payment { @Id Long id; String ownerId; }
                        %s
                        @MappedSuperclass class Owned extends Payment {}
                        @Entity class CardPayment extends Owned {}
                        """.formatted(OWNER))
                .says(
                        "Payment.java:3 ERROR RLS007: row policy \"owner\" on com.acme.Owned, but its rows are rows of entity"
                                + " com.acme.Payment, which all policies are for. Move it to com.acme.Payment, the root of the"
                                + " hierarchy.")
                .isSilencedBy("@Entity class Payment", "@MappedSuperclass class Payment");
    }

    @Test
    void rls008TwoRowPoliciesOfOneName() {
        Fault.in(OWNER + " @MappedSuperclass class Base { String ownerId; }", """
                        @Entity
                        @RowPolicy(name = "other", using = "ownerId = :sub")
                        @RowPolicy(
                            name = "owner",
                            using = "ownerId = :sub")
                        class Invoice extends Base { @Id Long id; }
                        """)
                .says(
                        "Invoice.java:5 ERROR RLS008: row policy \"owner\" on com.acme.Invoice has the name of another one on"
                                + " com.acme.Base. Give one of the two another name.")
                .isSilencedBy("name = \"owner\",\n", "name = \"mine\",\n");
    }

    @ParameterizedTest
    @CsvSource({"attribute, '\"tenantId\"'", "claim, '\"tenant_id\"'", "shared, true", "shared, false"})
    void rls018AParentsTenantAndAColumnOfItsOwn(String member, String value) {
        Fault.in("@TenantScoped @Entity class Invoice { @Id Long id; String tenantId; }", """
                        @SuppressLint(value = "RLS072", reason = "small")
                        @TenantScoped(via = "invoice",
                            %s = %s)
                        @Entity class Line { @Id Long id; @ManyToOne Invoice invoice; String tenantId; }
                        """.formatted(member, value))
                .says("Line.java:4 ERROR RLS018: @TenantScoped on com.acme.Line names " + member + " beside via ="
                        + " \"invoice\", whose tenant it has. Remove " + member
                        + ", or via if the entity has a tenant column of its own.")
                .isSilencedBy(",\n    " + member + " = " + value, "");
    }

    @Test
    void rls018OnAMappedSuperclassWithoutEntities() {
        Fault.in("@TenantScoped(via = \"a\", claim = \"b\") @MappedSuperclass class Base { }")
                .says(
                        "Base.java:2 ERROR RLS018: @TenantScoped on com.acme.Base names claim beside via = \"a\", whose tenant"
                                + " it has. Remove claim, or via if the entity has a tenant column of its own.")
                .isSilencedBy(", claim = \"b\"", "");
    }

    @ParameterizedTest
    @CsvSource({
        "@Column(nullable = false) String, @Column(nullable = false), String",
        "@Basic(optional = false) Long, @Basic(optional = false), Long",
        "long, it is of a primitive type, Long",
    })
    void rls019SharedRowsWhereNoneCanBe(String declared, String why, String right) {
        Fault.in("""
                        @TenantScoped(
                            shared = true)
                        @Entity class Invoice { @Id Long id; %s tenantId; }
                        """.formatted(declared))
                .says(
                        "Invoice.java:3 ERROR RLS019: com.acme.Invoice has shared rows, those without tenant, but attribute"
                                + " \"tenantId\" cannot be null: " + why + ". Let it be null, or remove shared = true.")
                .isSilencedBy(declared + " tenantId", right + " tenantId");
    }

    @Test
    void rls019ByAnOverrideAndInTheKey() {
        Fault.in("@TenantScoped(shared = true) @MappedSuperclass class Base { @Id Long id; String tenantId; }", """
                        @Entity @AttributeOverride(name = "tenantId", column = @Column(name = "t", nullable = false))
                        class Invoice extends Base { }
                        """)
                .says(
                        "Base.java:2 ERROR RLS019: com.acme.Invoice has shared rows, those without tenant, but attribute"
                                + " \"tenantId\" cannot be null: @Column(nullable = false). Let it be null, or remove shared = true.")
                .isSilencedBy(", nullable = false", "");
        Fault.in("@TenantScoped(shared = true) @Entity class Invoice { @Id String tenantId; @Id Long id; }")
                .says(
                        "Invoice.java:2 ERROR RLS019: com.acme.Invoice has shared rows, those without tenant, but attribute"
                                + " \"tenantId\" cannot be null: it belongs to the key. Let it be null, or remove shared = true.")
                .isSilencedBy("(shared = true)", "");
    }

    @Test
    void rls016ATenantInAColumnThatPads() {
        Fault.in(
                        "@TenantScoped @Entity class Invoice { @Id Long id; @Column(columnDefinition = \"char(8)\") String tenantId; }")
                .says(
                        "Invoice.java:2 ERROR RLS016: attribute \"tenantId\" of com.acme.Invoice is no plain column of the"
                                + " entity's table: it is in a column defined as \"char(8)\", not as text. A policy compares the column"
                                + " with the claim as they are: map the tenant without it.")
                .isSilencedBy("char(8)", "varchar(8)");
    }

    @Test
    void rls066ANameThatNoPolicyCanHave() {
        Fault.in("""
                        @Entity
                        @RowPolicy(using = "ownerId = :sub",
                            name = "Own")
                        class Invoice { @Id Long id; String ownerId; }
                        """)
                .says(
                        "Invoice.java:4 ERROR RLS066: policy \"Own\" of com.acme.Invoice: \"Own\" cannot name a row policy of"
                                + " com.acme.Invoice: the database could not tell it from others. Use at most 40 lower-case letters,"
                                + " digits and underscores, the first a letter.")
                .isSilencedBy("\"Own\"", "\"own\"");
    }

    @Test
    void rls067AConditionThatIsMissing() {
        Fault.in("""
                        @Entity
                        @RowPolicy(name = "own", check = "ownerId = :sub",
                            on = {Operation.INSERT, Operation.UPDATE})
                        class Invoice { @Id Long id; String ownerId; }
                        """)
                .says(
                        "Invoice.java:3 ERROR RLS067: policy \"own\" of com.acme.Invoice: row policy \"own\" of com.acme.Invoice has"
                                + " no condition. Write in \"using\" which rows the operations may reach.")
                .isSilencedBy(", Operation.UPDATE", "");
    }

    @Test
    void rls067AConditionForRowsThatNothingWrites() {
        Fault.in("""
                        @Entity
                        @RowPolicy(name = "own", on = Operation.SELECT, using = "ownerId = :sub",
                            check = "ownerId = 'a'")
                        class Invoice { @Id Long id; String ownerId; }
                        """)
                .says(
                        "Invoice.java:4 ERROR RLS067: policy \"own\" of com.acme.Invoice: row policy \"own\" of com.acme.Invoice"
                                + " checks rows that nothing writes. Remove \"check\", or name INSERT or UPDATE in \"on\".")
                .isSilencedBy("Operation.SELECT", "{Operation.SELECT, Operation.UPDATE}");
    }

    @Test
    void rls067AConditionThatInsertsDrop() {
        Fault faulty = Fault.in("""
                        @Entity
                        @RowPolicy(name = "own", on = Operation.INSERT, check = "ownerId = :sub",
                            using = "status = 'DRAFT'")
                        class Invoice { @Id Long id; String ownerId; String status; }
                        """)
                .says(
                        "Invoice.java:4 ERROR RLS067: policy \"own\" of com.acme.Invoice: row policy \"own\" of com.acme.Invoice"
                                + " is for INSERT alone, which reaches no row, so \"check\" stands and \"using\" is dropped. Write"
                                + " it into \"check\", or leave \"check\" out.");

        faulty.isSilencedBy(":sub\",\n    using = \"status", ":sub and status");
        faulty.isSilencedBy(" check = \"ownerId = :sub\",", "");
        faulty.isSilencedBy("Operation.INSERT", "{Operation.SELECT, Operation.INSERT}");
    }

    @Test
    void rls068AParentWithoutTenant() {
        Fault.in("@Entity class Invoice { @Id Long id; String tenantId; }", """
                        @SuppressLint(value = "RLS072", reason = "small")
                        @Entity
                        @TenantScoped(
                            via = "invoice")
                        class Line { @Id Long id; @ManyToOne Invoice invoice; String text; }
                        """)
                .says(
                        "Line.java:5 ERROR RLS068: @TenantScoped of com.acme.Line: association \"invoice\" of com.acme.Line leads to"
                                + " com.acme.Invoice, which has no tenant. Annotate com.acme.Invoice with @TenantScoped.")
                .isSilencedBy("@Entity class Invoice", "@TenantScoped @Entity class Invoice");
    }

    @ParameterizedTest
    @CsvSource({"text, is no to-one association", "invoce, is not there"})
    void rls068AWayToTheTenantThatIsNone(String via, String why) {
        Fault.in("@TenantScoped @Entity class Invoice { @Id Long id; String tenantId; }", """
                        @SuppressLint(value = "RLS072", reason = "small")
                        @Entity
                        @TenantScoped(
                            via = "%s")
                        class Line { @Id Long id; @ManyToOne Invoice invoice; String text; }
                        """.formatted(via))
                .says("Line.java:5 ERROR RLS068: @TenantScoped of com.acme.Line: association \"" + via
                        + "\" of com.acme.Line " + why + ". Name the to-one association that leads to the parent.")
                .isSilencedBy('"' + via + '"', "\"invoice\"");
    }

    @Test
    void rls030TablesOfAnEntityThatHasOnlyRowPolicies() {
        Fault.in(OWNER + """
                        @Entity @Inheritance(strategy = InheritanceType.JOINED)
                        class Payment { @Id Long id; String ownerId; }
                        @Entity class CardPayment extends Payment {}
                        """)
                .says(
                        "Payment.java:4 NOTE RLS030: com.acme.CardPayment has a table beside the one that its policies stand"
                                + " on (JOINED inheritance), which Hibernate alone knows. Its policies are in the changelog that"
                                + " PolicyExport writes; without them PostgreSQL refuses the start (RLS120).")
                .isSilencedBy("JOINED", "SINGLE_TABLE");
    }
}
