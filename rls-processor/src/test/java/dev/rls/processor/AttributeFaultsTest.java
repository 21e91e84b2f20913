package dev.rls.processor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeFaultsTest {

    private static final String NAME_ANOTHER = " Name the attribute with @TenantScoped(attribute = …).";
    private static final String NOT_PERSISTENT =
            " Map it to a column, or name another attribute with @TenantScoped(attribute = …).";
    private static final String BASIC =
            ", not a basic attribute. Map the tenant's column as an attribute of type String,"
                    + " UUID, Long or Integer, and name that with @TenantScoped(attribute = …).";
    private static final String TYPE = " A tenant is a String, UUID, Long or Integer: change the type, or name another"
            + " attribute with @TenantScoped(attribute = …).";
    private static final String PLAIN =
            " A policy compares the column with the claim as they are: map the tenant without it.";
    private static final String SAFE =
            " cannot stand safely in SQL and in a changelog. Use at most 63 bytes of letters,"
                    + " digits, single spaces and _ $ # @ & . - without \"--\" and \"changesetid\".";

    @Test
    void rls012AnAttributeThatIsMissing() {
        Fault.in("""
                        @TenantScoped
                        @Entity class Invoice { @Id Long id; String number; String tenant; }
                        """)
                .says("Invoice.java:2 ERROR RLS012: attribute \"tenantId\" not found on com.acme.Invoice. Did you mean"
                        + " \"tenant\"?" + NAME_ANOTHER)
                .isSilencedBy("@TenantScoped", "@TenantScoped(attribute = \"tenant\")");
    }

    @Test
    void rls012WithoutAnythingAlike() {
        Fault.in("""
                        @Entity
                        @TenantScoped(
                            attribute = "org")
                        class Invoice { @Id Long id; String number; }
                        """)
                .says("Invoice.java:4 ERROR RLS012: attribute \"org\" not found on com.acme.Invoice." + NAME_ANOTHER)
                .isSilencedBy("number", "org");
    }

    @Test
    void rls012OnEachEntityThatInheritsTheAnnotation() {
        Fault.in(
                        "@TenantScoped @MappedSuperclass class Base { @Id Long id; }",
                        "@Entity class Invoice extends Base { String tenantID; }",
                        "@Entity class Order extends Base { String tenantId; }")
                .says("Invoice.java:2 ERROR RLS012: attribute \"tenantId\" not found on com.acme.Invoice. Did you mean"
                        + " \"tenantID\"?" + NAME_ANOTHER)
                .isSilencedBy("tenantID", "tenantId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@Transient String tenantId;", "transient String tenantId;", "static String tenantId;"})
    void rls013AnAttributeThatIsTransient(String attribute) {
        Fault.in("@TenantScoped @Entity class Invoice { @Id Long id; %s }".formatted(attribute))
                .says("Invoice.java:2 ERROR RLS013: attribute \"tenantId\" of com.acme.Invoice is not persistent: it is"
                        + " static or transient." + NOT_PERSISTENT)
                .isSilencedBy(attribute, "String tenantId;");
    }

    @Test
    void rls013AnAttributeOfASuperclassThatIsNotMapped() {
        Fault.in("class Base { String tenantId; }", "@TenantScoped @Entity class Invoice extends Base { @Id Long id; }")
                .says("Invoice.java:2 ERROR RLS013: attribute \"tenantId\" of com.acme.Invoice is not persistent:"
                        + " com.acme.Base, which declares it, is no mapped superclass." + NOT_PERSISTENT)
                .isSilencedBy("class Base", "@MappedSuperclass class Base");
    }

    @Test
    void rls013AFieldWherePropertiesAreMapped() {
        Fault.in("@TenantScoped @Entity class Invoice { String tenantId; @Id Long getId() { return 1L; } }")
                .says(
                        "Invoice.java:2 ERROR RLS013: attribute \"tenantId\" of com.acme.Invoice is not persistent: attributes"
                                + " of com.acme.Invoice are getters, and it has none." + NOT_PERSISTENT)
                .isSilencedBy("String tenantId;", "String getTenantId() { return \"\"; }");
    }

    @Test
    void rls013AGetterWhereFieldsAreMapped() {
        Fault.in("@TenantScoped @Entity class Invoice { @Id Long id; String getTenantId() { return \"\"; } }")
                .says(
                        "Invoice.java:2 ERROR RLS013: attribute \"tenantId\" of com.acme.Invoice is not persistent: attributes"
                                + " of com.acme.Invoice are fields, and it is none." + NOT_PERSISTENT)
                .isSilencedBy("String getTenantId", "@Access(AccessType.PROPERTY) String getTenantId");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @ManyToOne Tenant tenantId;               | an association (@ManyToOne)
            @OneToOne Tenant tenantId;                | an association (@OneToOne)
            @org.hibernate.annotations.Any Tenant tenantId; | an association (@Any)
            @OneToMany List<Tenant> tenantId;         | a collection (@OneToMany)
            @ManyToMany Set<Tenant> tenantId;         | a collection (@ManyToMany)
            @ElementCollection List<String> tenantId; | a collection (@ElementCollection)
            @Embedded Key tenantId;                   | an embedded object (@Embedded)
            Key tenantId;                             | an embedded object (com.acme.Key)
            """)
    void rls014AnAttributeThatIsNotBasic(String attribute, String what) {
        Fault.in(
                        "@TenantScoped @Entity class Invoice { @Id Long id; %s }".formatted(attribute),
                        "@Entity class Tenant { @Id Long id; }",
                        "@Embeddable class Key { String tenantId; }")
                .says("Invoice.java:2 ERROR RLS014: attribute \"tenantId\" of com.acme.Invoice is " + what + BASIC)
                .isSilencedBy(attribute, "String tenantId;");
    }

    @Test
    void rls014AnEmbeddedId() {
        Fault.in(
                        "@TenantScoped(attribute = \"id\") @Entity class Invoice { @EmbeddedId Key id; String tenantId; }",
                        "@Embeddable class Key { String tenantId; }")
                .says("Invoice.java:2 ERROR RLS014: attribute \"id\" of com.acme.Invoice is an embedded object"
                        + " (@EmbeddedId)" + BASIC)
                .isSilencedBy("(attribute = \"id\")", "");
    }

    @ParameterizedTest
    @CsvSource({
        "Date, java.util.Date",
        "short, short",
        "Short, java.lang.Short",
        "char, char",
        "boolean, boolean",
        "Object, java.lang.Object",
        "Locale, java.util.Locale",
        "java.math.BigInteger, java.math.BigInteger",
        "byte[], byte[]",
        "List<String>, java.util.List",
        "Thread.State, java.lang.Thread.State"
    })
    void rls015ATypeThatNoTenantHas(String type, String name) {
        Fault.in("@TenantScoped @Entity class Invoice { @Id Long id; %s tenantId; }".formatted(type))
                .says("Invoice.java:2 ERROR RLS015: attribute \"tenantId\" of com.acme.Invoice has type " + name + "."
                        + TYPE)
                .isSilencedBy(type + " tenantId", "UUID tenantId");
    }

    @Test
    void rls015OnceForAMappedSuperclassWithManyEntities() {
        Fault.in("""
                        @TenantScoped
                        @MappedSuperclass class Base { @Id Long id; Date tenantId; }
                        @Entity class Invoice extends Base {}
                        @Entity class Order extends Base {}
                        """)
                .says("Base.java:2 ERROR RLS015: attribute \"tenantId\" of com.acme.Base has type java.util.Date."
                        + TYPE)
                .isSilencedBy("Date", "Integer");
    }

    @Test
    void rls015OnTheEntityThatBindsATypeVariable() {
        Fault.in(
                        "@TenantScoped @MappedSuperclass class Base<T> { @Id Long id; T tenantId; }",
                        "@MappedSuperclass class Middle<A, B> extends Base<B> {}",
                        "@Entity class Invoice extends Middle<String, Date> {}",
                        "@Entity class Order extends Middle<Date, String> {}")
                .says("Invoice.java:2 ERROR RLS015: attribute \"tenantId\" of com.acme.Invoice has type java.util.Date."
                        + TYPE)
                .isSilencedBy("Middle<String, Date>", "Middle<Date, String>");
    }

    @Test
    void rls015ATypeVariableThatNobodyBinds() {
        Fault.in(
                        "@TenantScoped @MappedSuperclass class Base<T> { @Id Long id; T tenantId; }",
                        "@Entity class Invoice<X> extends Base<X> {}")
                .says("Invoice.java:2 ERROR RLS015: attribute \"tenantId\" of com.acme.Invoice has type X." + TYPE)
                .isSilencedBy("Invoice<X> extends Base<X>", "Invoice extends Base<UUID>");
        Fault.in(
                        "@TenantScoped @MappedSuperclass class Base<T> { @Id Long id; T tenantId; }",
                        "@SuppressWarnings(\"rawtypes\") @Entity class Invoice extends Base {}")
                .says(
                        "Invoice.java:2 ERROR RLS015: attribute \"tenantId\" of com.acme.Invoice has type java.lang.Object."
                                + TYPE)
                .isSilencedBy("extends Base", "extends Base<Long>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @Convert(converter = Upper.class)                          | @Convert
            @Lob                                                       | @Lob
            @org.hibernate.annotations.Formula("1")                    | @Formula
            @org.hibernate.annotations.JdbcTypeCode(1)                 | @JdbcTypeCode
            @org.hibernate.annotations.ColumnTransformer(read = "1")   | @ColumnTransformer
            """)
    void rls016AColumnThatHoldsSomethingElse(String annotation, String name) {
        Fault.in(
                        "@TenantScoped @Entity class Invoice { @Id Long id; %s String tenantId; }"
                                .formatted(annotation),
                        "abstract class Upper implements AttributeConverter<String, String> {}")
                .says(
                        "Invoice.java:2 ERROR RLS016: attribute \"tenantId\" of com.acme.Invoice is no plain column of the"
                                + " entity's table: it has " + name + "." + PLAIN)
                .isSilencedBy(annotation, "@Convert(disableConversion = true)");
    }

    @Test
    void rls016AColumnOfASecondaryTable() {
        Fault.in("""
                        @TenantScoped @Entity @Table(name = "Invoice")
                        class Invoice { @Id Long id; @Column(table = "more") String tenantId; }
                        """)
                .says(
                        "Invoice.java:2 ERROR RLS016: attribute \"tenantId\" of com.acme.Invoice is no plain column of the"
                                + " entity's table: it lies in table \"more\"." + PLAIN)
                .isSilencedBy("more", "INVOICE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a;b", "a--b", "a'b", "${a}", "a:b", "a?b", "{a}", "a/*b", "a,b", " ", "`a\"b`", "changeSetId"})
    void rls017AColumnNameThatIsNotSafe(String name) {
        Fault.in("@TenantScoped @Entity class Invoice { @Id Long id; @Column(name = \"%s\") String tenantId; }"
                        .formatted(name.replace("\"", "\\\"")))
                .says("Invoice.java:2 ERROR RLS017: column name \"" + name + "\" of com.acme.Invoice" + SAFE)
                .isSilencedBy("@Column", "//\n@Column(name = \"a b\") String tenantId; }//");
    }

    @Test
    void rls017TableAndSchemaNames() {
        Fault.in("""
                        @TenantScoped @Entity
                        @Table(name = "a\\0b", schema = "a\\nb")
                        class Invoice { @Id Long id; String tenantId; }
                        """)
                .says(
                        "Invoice.java:3 ERROR RLS017: schema name \"a\\u000ab\" of com.acme.Invoice" + SAFE,
                        "Invoice.java:3 ERROR RLS017: table name \"a\\u0000b\" of com.acme.Invoice" + SAFE)
                .isSilencedBy("@Table(name = \"a\\0b\", schema = \"a\\nb\")", "@Table(name = \"a\", schema = \"b\")");
    }

    @Test
    void rls017ANameThatPostgresWouldCutOff() {
        String name = "x".repeat(64);
        Fault.in("@TenantScoped @Entity(name = \"%s\") class Invoice { @Id Long id; String tenantId; }".formatted(name))
                .says("Invoice.java:2 ERROR RLS017: table name \"" + name + "\" of com.acme.Invoice" + SAFE)
                .isSilencedBy(name, "x".repeat(63));
    }

    @Test
    void annotationsOfATypeDoNotMatter() {
        Fault.in(
                        "@TenantScoped @Entity class Invoice { @Id Long id; @org.jspecify.annotations.Nullable String tenantId; }")
                .says();
        Fault.in(
                        "@TenantScoped @Entity class Invoice { @Id Long id; @org.jspecify.annotations.Nullable Date tenantId; }")
                .says("Invoice.java:2 ERROR RLS015: attribute \"tenantId\" of com.acme.Invoice has type java.util.Date."
                        + TYPE)
                .isSilencedBy("Date", "UUID");
    }

    @Test
    void allFaultsAreSaidInTheOrderOfTheNamesOfClasses() {
        String invoice = "@TenantScoped(claim = \"\") @Entity class Invoice { @Id Long id; Date tenantId; }";
        String order = "@TenantScoped @Entity class Order { @Id Long id; }";
        String[] messages = {
            "Invoice.java:2 ERROR RLS010: claim \"\" of com.acme.Invoice is not a usable name. Use letters, digits and _ . :"
                    + " / - as in \"tenant_id\".",
            "Invoice.java:2 ERROR RLS015: attribute \"tenantId\" of com.acme.Invoice has type java.util.Date." + TYPE,
            "Order.java:2 ERROR RLS012: attribute \"tenantId\" not found on com.acme.Order." + NAME_ANOTHER
        };

        Fault.in(invoice, order).says(messages);
        Fault.in(order, invoice).says(messages);
    }
}
