package dev.rls.processor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotationFaultsTest {

    @Test
    void rls002AClassThatIsNeitherEntityNorMappedSuperclass() {
        Fault.in("""
                        @TenantScoped
                        class Note { String tenantId; @Id Long id; }
                        """)
                .says(
                        "Note.java:2 ERROR RLS002: @TenantScoped on com.acme.Note, which is neither an entity nor a mapped"
                                + " superclass. Add @Entity or @MappedSuperclass, or remove @TenantScoped.")
                .isSilencedBy("class Note", "@Entity class Note");
    }

    @Test
    void rls002AnEmbeddable() {
        Fault.in("@TenantScoped @Embeddable class Note { String tenantId; }")
                .says(
                        "Note.java:2 ERROR RLS002: @TenantScoped on com.acme.Note, which is neither an entity nor a mapped"
                                + " superclass. Add @Entity or @MappedSuperclass, or remove @TenantScoped.")
                .isSilencedBy("@TenantScoped", "");
    }

    @Test
    void rls002ASuperclassThatIsNotMapped() {
        Fault.in("""
                        @TenantScoped
                        class Base { String tenantId; }
                        """, "@Entity class Invoice extends Base { @Id Long id; }")
                .says(
                        "Base.java:2 ERROR RLS002: @TenantScoped on com.acme.Base, which is neither an entity nor a mapped"
                                + " superclass. Add @Entity or @MappedSuperclass, or remove @TenantScoped.")
                .isSilencedBy("class Base", "@MappedSuperclass class Base");
    }

    @Test
    void rls003TheAnnotationTwiceInOneHierarchy() {
        Fault.in("@TenantScoped @MappedSuperclass class Base { String tenantId; }", """
                        @Entity
                        @TenantScoped
                        class Invoice extends Base { @Id Long id; }
                        """)
                .says("Invoice.java:3 ERROR RLS003: @TenantScoped on com.acme.Invoice repeats that on com.acme.Base. A"
                        + " hierarchy is scoped once: remove one of the two.")
                .isSilencedBy("@TenantScoped\n", "\n");
    }

    @Test
    void rls003TheAnnotationOnASubclassOfAScopedEntity() {
        Fault.in("""
                        @TenantScoped @Entity class Payment { @Id Long id; String tenantId; }

                        @TenantScoped @Entity class CardPayment extends Payment {}
                        """)
                .says("Payment.java:4 ERROR RLS003: @TenantScoped on com.acme.CardPayment repeats that on"
                        + " com.acme.Payment. A hierarchy is scoped once: remove one of the two.")
                .isSilencedBy("@TenantScoped @Entity class CardPayment", "@Entity class CardPayment");
    }

    @Test
    void rls004TheAnnotationBelowTheRootEntity() {
        Fault.in("""
                        @Entity class Payment { @Id Long id; String tenantId; }

                        @TenantScoped
                        @Entity class CardPayment extends Payment {}
                        """)
                .says("Payment.java:4 ERROR RLS004: com.acme.CardPayment is scoped, but its rows are rows of entity"
                        + " com.acme.Payment, which is not. Move @TenantScoped to com.acme.Payment, the root of the"
                        + " hierarchy.")
                .isSilencedBy("""
                        @Entity class Payment { @Id Long id; String tenantId; }

                        @TenantScoped
                        """, "@TenantScoped @Entity class Payment { @Id Long id; String tenantId; }\n");
    }

    @Test
    void rls004AScopedMappedSuperclassBelowTheRootEntity() {
        Fault.in("""
                        @Entity class Payment { @Id Long id; }
                        @TenantScoped @MappedSuperclass class Scoped extends Payment { String tenantId; }
                        @Entity class CardPayment extends Scoped {}
                        """)
                .says(
                        "Payment.java:3 ERROR RLS004: com.acme.CardPayment is scoped, but its rows are rows of entity"
                                + " com.acme.Payment, which is not. Move @TenantScoped to com.acme.Payment, the root of the"
                                + " hierarchy.",
                        "Payment.java:3 ERROR RLS004: com.acme.Scoped is scoped, but its rows are rows of entity"
                                + " com.acme.Payment, which is not. Move @TenantScoped to com.acme.Payment, the root of the"
                                + " hierarchy.")
                .isSilencedBy("@Entity class Payment", "@MappedSuperclass class Payment");
    }

    @Test
    void rls005AnEntityWithoutATable() {
        Fault.in("""
                        @TenantScoped @Entity @org.hibernate.annotations.Subselect("select 1")
                        class Total { @Id Long id; String tenantId; }
                        """)
                .says(
                        "Total.java:3 ERROR RLS005: com.acme.Total is mapped with @Subselect, and PostgreSQL has no row"
                                + " security on that. Scope the entities of the tables behind it, and remove @TenantScoped here.")
                .isSilencedBy("@TenantScoped", "");
        Fault.in("""
                        @TenantScoped @Entity @org.hibernate.annotations.View(query = "select 1")
                        class Total { @Id Long id; String tenantId; }
                        """)
                .says(
                        "Total.java:3 ERROR RLS005: com.acme.Total is mapped with @View, and PostgreSQL has no row"
                                + " security on that. Scope the entities of the tables behind it, and remove @TenantScoped here.")
                .isSilencedBy("@TenantScoped", "");
    }

    @Test
    void rls006AnAbstractRootWithATablePerClass() {
        Fault.in("""
                        @TenantScoped @Entity @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
                        abstract class Payment { @Id Long id; String tenantId; }
                        """)
                .says(
                        "Payment.java:3 ERROR RLS006: com.acme.Payment is abstract and has TABLE_PER_CLASS inheritance, so it"
                                + " has no table for a policy. Use SINGLE_TABLE or JOINED inheritance.")
                .isSilencedBy("TABLE_PER_CLASS", "SINGLE_TABLE");
    }

    @Test
    void rls010AClaimWithAnUnusableName() {
        Fault.in("""
                        @Entity
                        @TenantScoped(
                            claim = "tenant id")
                        class Invoice { @Id Long id; String tenantId; }
                        """)
                .says("Invoice.java:4 ERROR RLS010: claim \"tenant id\" of com.acme.Invoice is not a usable name. Use"
                        + " letters, digits and _ . : / - as in \"tenant_id\".")
                .isSilencedBy("tenant id", "https://acme.example/tenant-id");
    }

    @Test
    void rls010AnEmptyClaimOfAMappedSuperclassWithoutEntities() {
        Fault.in("@TenantScoped(claim = \"\") @MappedSuperclass class Base { String tenantId; }")
                .says(
                        "Base.java:2 ERROR RLS010: claim \"\" of com.acme.Base is not a usable name. Use letters, digits and"
                                + " _ . : / - as in \"tenant_id\".")
                .isSilencedBy("\"\"", "\"org\"");
    }

    @Test
    void rls010CharactersThatDoNotShowAreShownByTheirCode() {
        Fault.in("@TenantScoped(claim = \"a\\n\\0\\u202eb\") @MappedSuperclass class Base { String tenantId; }")
                .says(
                        "Base.java:2 ERROR RLS010: claim \"a\\u000a\\u0000\\u202eb\" of com.acme.Base is not a usable name."
                                + " Use letters, digits and _ . : / - as in \"tenant_id\".");
    }

    @Test
    void rls030TablesThatHibernateAloneKnows() {
        String rest =
                ", which Hibernate alone knows. Its policies are in the changelog that PolicyExport writes; without them"
                        + " PostgreSQL refuses the start (RLS120).";
        Fault.in("""
                        @TenantScoped @Entity @Inheritance(strategy = InheritanceType.JOINED)
                        class Payment { @Id Long id; String tenantId; }
                        @Entity class CardPayment extends Payment {}
                        """)
                .says(
                        "Payment.java:4 NOTE RLS030: com.acme.CardPayment has a table beside the one that its policies stand on"
                                + " (JOINED inheritance)" + rest)
                .isSilencedBy("JOINED", "SINGLE_TABLE");
        Fault.in("""
                        @TenantScoped @Entity
                        @SecondaryTable(name = "more")
                        class Payment { @Id Long id; String tenantId; }
                        """)
                .says(
                        "Payment.java:3 NOTE RLS030: com.acme.Payment has a table beside the one that its policies stand on"
                                + " (@SecondaryTable)" + rest)
                .isSilencedBy("@SecondaryTable(name = \"more\")", "");
    }

    @Test
    void rls001OptionsWithUnknownValues() {
        Fault.in("@TenantScoped @Entity class Invoice { @Id Long id; String tenantId; }")
                .with(
                        "-Arls.naming=Spring",
                        "-Arls.unit=../app",
                        "-Arls.schema=a;b",
                        "-Arls.appRole=a;b",
                        "-Arls.requiredClaims=roles,,")
                .says(
                        "ERROR RLS001: option -Arls.appRole has the value \"a;b\", which is not allowed. Use the name of a"
                                + " role, as in \"rls_app\".",
                        "ERROR RLS001: option -Arls.naming has the value \"Spring\", which is not allowed. Use \"jpa\" or"
                                + " \"spring\".",
                        "ERROR RLS001: option -Arls.requiredClaims has the value \"roles,,\", which is not allowed. Use claims"
                                + " as conditions name them, with commas between, as in \"roles,org.id\".",
                        "ERROR RLS001: option -Arls.schema has the value \"a;b\", which is not allowed. Use the name of a"
                                + " schema, as in \"public\".",
                        "ERROR RLS001: option -Arls.unit has the value \"../app\", which is not allowed. Use lower-case"
                                + " letters, digits, \".\", \"_\" and \"-\", as in \"app\".")
                .isSilencedByOptions(
                        "-Arls.naming=spring",
                        "-Arls.unit=app2",
                        "-Arls.schema=ab",
                        "-Arls.appRole=ab",
                        "-Arls.requiredClaims=roles");
    }

    /** As a build writes them whose property is empty. */
    @ParameterizedTest
    @ValueSource(strings = {"", "="})
    void rls001OptionsWithoutAValue(String nothing) {
        Fault.in("@TenantScoped @Entity class Invoice { @Id Long id; String tenantId; }")
                .with(
                        "-Arls.naming" + nothing,
                        "-Arls.unit" + nothing,
                        "-Arls.schema" + nothing,
                        "-Arls.appRole" + nothing,
                        "-Arls.requiredClaims" + nothing)
                .says(
                        "ERROR RLS001: option -Arls.appRole has the value \"\", which is not allowed. Use the name of a"
                                + " role, as in \"rls_app\".",
                        "ERROR RLS001: option -Arls.naming has the value \"\", which is not allowed. Use \"jpa\" or"
                                + " \"spring\".",
                        "ERROR RLS001: option -Arls.schema has the value \"\", which is not allowed. Use the name of a"
                                + " schema, as in \"public\".",
                        "ERROR RLS001: option -Arls.unit has the value \"\", which is not allowed. Use lower-case"
                                + " letters, digits, \".\", \"_\" and \"-\", as in \"app\".")
                .isSilencedByOptions("-Arls.requiredClaims" + nothing);
    }
}
