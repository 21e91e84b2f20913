package dev.rls.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.policy.Attribute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why attributes cannot be used in conditions; having them is no fault. */
class UnusableTest {

    @TempDir
    private Path classes;

    @Test
    void anEntityWithEverythingThatConditionsCannotUse() {
        assertThat(read("""
                @Entity @SecondaryTable(name = "more") @Convert(attributeName = "byClass", converter = Upper.class)
                class E {
                    @Id Long id;
                    @ElementCollection List<String> tags;
                    @OneToMany(mappedBy = "entity") List<Other> others;
                    @ManyToMany List<Other> friends;
                    List<String> list;
                    @OneToOne(mappedBy = "entity") Other inverse;
                    @ManyToOne @JoinTable(name = "jt") Other byTable;
                    @ManyToOne @JoinColumn(name = "a") @JoinColumn(name = "b") Other byTwo;
                    @ManyToOne @JoinFormula("1") Other byFormula;
                    @OneToOne @PrimaryKeyJoinColumn Other byKey;
                    @ManyToOne Composite composite;
                    @ManyToOne PerClass perClass;
                    @ManyToOne Viewed viewed;
                    @ManyToOne Plain plain;
                    @ManyToOne @JoinColumn(referencedColumnName = "text") Other byText;
                    @ManyToOne @JoinColumn(columnDefinition = "char(3)") Other byDefinition;
                    @ManyToOne @JoinColumn(name = "x;y") Other byName;
                    @Convert(converter = Upper.class) String converted;
                    @Convert(disableConversion = true) String unconverted;
                    String byClass;
                    @Embedded @Convert(attributeName = "inner", converter = Upper.class) Part part;
                    @Formula("1") Integer formula;
                    @ColumnTransformer(read = "lower(x)") String transformed;
                    @Lob String lob;
                    @JdbcTypeCode(1) String code;
                    @Collate("x") String collated;
                    @Special String special;
                    @Column(table = "more") String more;
                    @Column(name = "x;y") String named;
                    @Column(columnDefinition = "char(3)") String padded;
                    @Column(columnDefinition = "varchar(3) collate \\"x\\"") String collation;
                    @Column(columnDefinition = "citext") String citext;
                    @Column(columnDefinition = "timestamp") Instant zoneless;
                    double real;
                    Float single;
                    Short small;
                    Character character;
                    byte[] bytes;
                    LocalDateTime local;
                    LocalTime time;
                    ZonedDateTime zoned;
                    Date date;
                    Own own;
                    Empty empty;
                    Plain unknown;
                    @EmbeddedColumnNaming("a_%s") Part prefixed;
                    @Transient String derived;
                    static final String CONSTANT = "";
                    String getComputed() { return ""; }
                }
                @Entity class Other { @Id Long id; @OneToOne E entity; @Lob String text; }
                @Entity @IdClass(Key.class) class Composite { @Id Long a; @Id Long b; }
                class Key { Long a; Long b; }
                @Entity @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS) class PerClass { @Id Long id; }
                @Entity @Subselect("select 1") class Viewed { @Id Long id; }
                class Plain {}
                @Embeddable class Part { String inner; String outer; }
                enum Own { A; @EnumeratedValue int value; }
                enum Empty {}
                @AttributeBinderType(binder = SpecialBinder.class) @interface Special {}
                abstract class SpecialBinder implements org.hibernate.binder.AttributeBinder<Special> {}
                class Upper implements AttributeConverter<String, String> {
                    public String convertToDatabaseColumn(String s) { return s; }
                    public String convertToEntityAttribute(String s) { return s; }
                }
                """)).containsExactly(EXPECTED.split("\n"));
    }

    private static final String EXPECTED = """
            CONSTANT is not stored: it is static or transient
            byClass is stored through a converter
            byDefinition is in a column defined as "char(3)", not as bigint
            byFormula is an association by a formula
            byKey is an association by the primary key
            byName is in a column whose name cannot stand safely in SQL
            byTable is an association by a join table
            byText is an association to com.acme.Other, where column "text" is no single basic attribute
            byTwo is an association with more than one column
            bytes is of type byte[]
            character is of type java.lang.Character
            citext is in a column defined as "citext", not as text
            code is stored through @JdbcTypeCode
            collated is compared by a collation of its own
            collation is in a column defined as "varchar(3) collate "x"", not as text
            composite is an association to com.acme.Composite, where its key is no single basic attribute
            computed is not stored: attributes of com.acme.E are fields, and it is none
            converted is stored through a converter
            date is of type java.util.Date
            derived is not stored: it is static or transient
            empty is of type com.acme.Empty
            formula is a formula
            friends is a collection
            id is column id
            inverse is an association mapped by the other side
            list is of type java.util.List
            lob is a large object
            local is of type java.time.LocalDateTime, which has no zone
            more is in a secondary table
            named is in a column whose name cannot stand safely in SQL
            others is a collection
            own is of type com.acme.Own
            padded is in a column defined as "char(3)", not as text
            part is Embedded
            part.inner is stored through a converter
            part.outer is column outer
            perClass is an association to com.acme.PerClass, which has no table of its own
            plain is an association to something that is no entity
            prefixed is named by @EmbeddedColumnNaming
            real is of type double, which is not exact
            single is of type java.lang.Float, which is not exact
            small is of type java.lang.Short
            special is mapped by @Special
            tags is a collection
            time is of type java.time.LocalTime, which has no date
            transformed is transformed by @ColumnTransformer
            unconverted is column unconverted
            unknown is of type com.acme.Plain
            viewed is an association to com.acme.Viewed, which has no table of its own
            zoned is of type java.time.ZonedDateTime
            zoneless is in a column defined as "timestamp", not as timestamp with time zone
            """.strip();

    @Test
    void theKeyOfAnAssociationThatIsTheKey() {
        assertThat(read("""
                @Entity class E { @Id Long id; @MapsId @OneToOne Other other; @ManyToOne E parent; }
                @Entity class Other { @Id Long id; }
                """))
                .containsExactly(
                        "id is the key of an association (@MapsId)",
                        "other is ToOne",
                        "parent is an association to com.acme.E, where its key is no single basic attribute");
    }

    private List<String> read(String sources) {
        Declared declared = new Declared("com.acme.E", NamingStrategy.JPA);
        Javac.Result result = Javac.into(classes)
                .before(declared)
                .sources(
                        "package com.acme;\nimport jakarta.persistence.*; import org.hibernate.annotations.*; import java.util.*;"
                                + " import java.time.*; import jakarta.persistence.Table;"
                                + " import jakarta.persistence.Convert; import jakarta.persistence.SecondaryTable;\n"
                                + sources)
                .compile();
        assertThat(result.success()).as("%s", result.diagnostics()).isTrue();
        assertThat(result.messages()).isEmpty();
        List<String> lines = new ArrayList<>();
        declared.attributes().forEach((path, attribute) -> lines.add(path + " is " + text(attribute)));
        return lines;
    }

    private static String text(Attribute attribute) {
        if (attribute instanceof Attribute.Unusable unusable) {
            return unusable.why();
        }
        return attribute instanceof Attribute.Basic basic
                ? "column " + basic.column()
                : attribute.getClass().getSimpleName();
    }
}
