package dev.rls.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RLS077: keys that tell one tenant what another one has. */
class GlobalKeysTest {

    private static final String FIX = " is one for all tenants and its values are chosen, so whoever writes one that is"
            + " taken learns that another tenant has it. Make \"tenantId\" part of the key, or have its values generated,"
            + " as UUIDs.";

    @Test
    void anAssignedIdentifier() {
        assertThat(said("@TenantScoped @Entity class Invoice { @Id Long id; String tenantId; }"))
                .containsExactly("Invoice.java:2 WARNING RLS077: com.acme.Invoice: identifier (id)" + FIX);
        assertThat(said("@SuppressLint(value = \"RLS077\", reason = \"numbers of a public register\")"
                        + " @TenantScoped @Entity class Invoice { @Id Long id; String tenantId; }"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Id @GeneratedValue Long id;",
                "@Id UUID id;",
                "@Id @org.hibernate.annotations.UuidGenerator String id;",
                "@Id String tenant; @Id Long id;",
                "@Id @OneToOne Owner owner;",
                "@EmbeddedId Key id;",
                "@Id UUID id; @Column(unique = true) UUID serial;",
                "@Id UUID id; @Column(unique = false) String code;",
                "@Id UUID id; @org.hibernate.annotations.NaturalId String number;"
                        + " @org.hibernate.annotations.NaturalId String tenant;"
            })
    void keysThatTellNothing(String members) {
        String tenant = members.contains("String tenant;") ? "@TenantScoped(attribute = \"tenant\")" : "@TenantScoped";
        assertThat(said(
                        tenant + " @IdClass(Key.class) @Entity class Invoice { " + members + " String tenantId; }",
                        "@Entity class Owner { @Id Long id; @Column(unique = true) String code; }",
                        "@Embeddable class Key implements java.io.Serializable { String tenantId; Long id; }"))
                .isEmpty();
    }

    @Test
    void aKeyThatHoldsTheTenantItself() {
        assertThat(said(
                        "@TenantScoped(attribute = \"key.tenantId\") @Entity class Invoice { @EmbeddedId Key key; }",
                        "@Embeddable class Key implements java.io.Serializable { String tenantId; Long id; }"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "identifier (code, id)|@Id String code; @Id Long id;|",
                "identifier (id)|@EmbeddedId Bare id;|",
                "unique key (code)|@Id UUID id; @Column(unique = true) String code;|",
                "natural id (code)|@Id UUID id; @org.hibernate.annotations.NaturalId String code;|",
                "unique key (code)|@Id UUID id; String code;|uniqueConstraints = @UniqueConstraint(columnNames = \"code\")",
                "unique key (code, number)|@Id @GeneratedValue Integer id; String code; int number;"
                        + "|indexes = @Index(columnList = \"code, number desc\", unique = true)"
            })
    void keysThatTell(String shape) {
        String[] parts = shape.split("\\|", -1);
        List<String> said = said(
                "@TenantScoped @Table(" + parts[2] + ") @IdClass(Bare.class) @Entity class Invoice { " + parts[1]
                        + " String tenantId; }",
                "@Embeddable class Bare implements java.io.Serializable { String code; Long id; }");
        assertThat(said).containsExactly("Invoice.java:2 WARNING RLS077: com.acme.Invoice: " + parts[0] + FIX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uniqueConstraints = @UniqueConstraint(columnNames = {\"tenantId\", \"code\"})",
                "uniqueConstraints = @UniqueConstraint(columnNames = {\"TENANTID\", \"code\"})",
                "indexes = @Index(columnList = \"tenantId desc, code\", unique = true)",
                "indexes = @Index(columnList = \"code\")"
            })
    void constraintsWithTheTenant(String table) {
        assertThat(said("@TenantScoped @Table(" + table
                        + ") @Entity class Invoice { @Id UUID id; String code; String tenantId; }"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner_id", "held_by", "serial_no"})
    void constraintsWithTheKeyOfAnotherRow(String column) {
        assertThat(said(
                        "@TenantScoped @Table(uniqueConstraints = @UniqueConstraint(columnNames = {\"" + column
                                + "\", \"code\"})) @Entity class Invoice { @Id UUID id; String code; String tenantId;"
                                + " @ManyToOne Owner owner; @ManyToOne @JoinColumn(name = \"held_by\") Owner holder;"
                                + " @Column(name = \"serial_no\") UUID serial; }",
                        "@Entity class Owner { @Id Long id; }"))
                .isEmpty();
    }

    @Test
    void constraintsUnderNamesOfSpring() {
        String invoice = "@TenantScoped @Table(uniqueConstraints = @UniqueConstraint(columnNames ="
                + " {\"tenant_id\", \"code\"})) @Entity class Invoice { @Id UUID id; String code; String tenantId; }";

        assertThat(Fault.compiled(List.of(invoice), "-Arls.naming=spring").all())
                .isEmpty();
    }

    @Test
    void childrenHaveNoTenantToMakePartOfAKey() {
        assertThat(said(
                        "@TenantScoped @Entity class Invoice { @Id UUID id; String tenantId; }",
                        "@SuppressLint(value = \"RLS072\", reason = \"few\") @TenantScoped(via = \"invoice\")"
                                + " @Entity class Line { @Id Long id; @ManyToOne Invoice invoice; }"))
                .containsExactly("Line.java:2 WARNING RLS077: com.acme.Line: identifier (id)"
                        + FIX.replace("Make \"tenantId\" part of the key, or have", "Have"));
    }

    private static List<String> said(String... sources) {
        return Fault.compiled(List.of(sources)).all();
    }
}
