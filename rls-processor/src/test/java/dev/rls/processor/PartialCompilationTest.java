package dev.rls.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.policy.PolicyIndex;
import dev.rls.policy.ScopedEntity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build tool that hands over only the changed sources. */
class PartialCompilationTest {

    private static final String IMPORTS = "package com.acme; import dev.rls.*; import jakarta.persistence.*;\n";
    private static final String BASE =
            IMPORTS + "@TenantScoped @MappedSuperclass abstract class Base { @Id Long id; String tenantId; }";
    private static final String INVOICE =
            IMPORTS + "@Entity class Invoice extends Base { @Entity static class Line extends" + " Base {} }";
    private static final String ORDER =
            IMPORTS + "@TenantScoped @Entity @Table(name = \"orders\") class Order { @Id Long id; String tenantId; }";

    @TempDir
    private Path classes;

    private String before;

    @BeforeEach
    void compileAll() {
        Javac.Result result = compile(BASE, INVOICE, ORDER);
        assertThat(entities(result)).containsExactly("com.acme.Invoice", "com.acme.Invoice$Line", "com.acme.Order");
        before = result.index() + result.changelog();
    }

    @Test
    void untouchedEntitiesStayAndTheFilesAreTheSame() {
        Javac.Result result = compile(ORDER);

        assertThat(result.index() + result.changelog()).isEqualTo(before);
    }

    @Test
    void untouchedEntitiesStayWhereTheOutputIsNotOnTheClassPath() {
        Javac.Result result =
                Javac.into(classes).sources(ORDER).withoutOutputOnClassPath().compile();

        assertThat(result.messages()).isEmpty();
        assertThat(result.index() + result.changelog()).isEqualTo(before);
    }

    @Test
    void aCompilationWithoutAnyEntityLeavesThemIn() {
        Javac.Result result = compile("package com.acme; class Other {}");

        assertThat(result.index() + result.changelog()).isEqualTo(before);
    }

    @Test
    void aChangedEntityChanges() {
        Javac.Result result = compile(ORDER.replace("orders", "sales_order"));

        assertThat(index(result).entity("com.acme.Order"))
                .hasValueSatisfying(order -> assertThat(order.table()).hasToString("public.sales_order"));
        assertThat(entities(result)).hasSize(3);
    }

    @Test
    void aChangedSuperclassChangesEntitiesThatAreNotCompiled() {
        Javac.Result result = compile(BASE.replace("String tenantId", "@Column(name = \"org\") String tenantId"));

        assertThat(index(result).entity("com.acme.Invoice"))
                .hasValueSatisfying(
                        invoice -> assertThat(invoice.tenantColumn().column()).isEqualTo("org"));
    }

    @Test
    void anEntityThatLostItsAnnotationGoes() {
        assertThat(entities(compile(ORDER.replace("@TenantScoped", ""))))
                .containsExactly("com.acme.Invoice", "com.acme.Invoice$Line");
        assertThat(entities(compile(BASE.replace("@TenantScoped", "")))).isEmpty();
    }

    @Test
    void anEntityWhoseClassIsGoneGoes() throws IOException {
        Files.delete(classes.resolve("com/acme/Order.class"));

        assertThat(entities(compile(BASE))).containsExactly("com.acme.Invoice", "com.acme.Invoice$Line");
    }

    @Test
    void aClassThatIsNoEntityAnyMoreGoesWithTheNextCompilationOfAnyEntity() {
        Javac.Result result = compile("package com.acme; class Order {}");
        assertThat(result.index()).as("no annotation, no processor").contains("com.acme.Order");

        assertThat(entities(compile(BASE))).containsExactly("com.acme.Invoice", "com.acme.Invoice$Line");
    }

    @Test
    void aNestedEntityGoesThoughItsOldClassFileIsStillThere() {
        Javac.Result result = compile(BASE, IMPORTS + "@Entity class Invoice extends Base {}");

        assertThat(result.has("com/acme/Invoice$Line.class")).isTrue();
        assertThat(entities(result)).containsExactly("com.acme.Invoice", "com.acme.Order");
    }

    @Test
    void whenTheLastOneGoesNothingStaleRemains() {
        compile(BASE.replace("@TenantScoped", ""), INVOICE);
        Javac.Result result = compile(ORDER.replace("@TenantScoped", ""));

        assertThat(result.index()).isEqualTo(new PolicyIndex("app", "rls_app", List.of()).toJson());
        assertThat(result.changelog()).doesNotContain("changeset");
        assertThat(result.text("META-INF/rls/unit")).isEqualTo("app\n");
    }

    @Test
    void aFaultLeavesTheFilesAsTheyWere() {
        Javac.Result result = Javac.into(classes)
                .sources(ORDER.replace("String tenantId", "java.util.Date tenantId"))
                .compile();

        assertThat(result.success()).isFalse();
        assertThat(result.index() + result.changelog()).isEqualTo(before);
    }

    @Test
    void anErrorOfTheCompilerLeavesTheFilesAsTheyWere() {
        for (String broken : List.of(
                ORDER.replace("String tenantId", "Missing tenantId"),
                ORDER.replace("class Order", "class Order extends Missing"),
                ORDER.replace("\"orders\"", "Missing.NAME"),
                ORDER.replace("@Id", "@Id @org.hibernate.annotations.Columns(columns = @Column(name = Missing.A))"),
                ORDER.replace("@TenantScoped", "@TenantScoped(attribute = Missing.NAME)"),
                ORDER.replace("}", ""))) {
            Javac.Result result = Javac.into(classes).sources(broken).compile();

            assertThat(result.success()).as(broken).isFalse();
            assertThat(result.messages()).as(broken).isEmpty();
            assertThat(result.index() + result.changelog()).as(broken).isEqualTo(before);
        }
    }

    @Test
    void rls040AnIndexOfAnotherVersionIsWrittenAgainFromTheClasses() throws IOException {
        Path index = classes.resolve("META-INF/rls/app/policies.json");
        Files.writeString(index, Files.readString(index).replace("\"format\": 3", "\"format\": 0"));

        Javac.Result result = Javac.into(classes).sources(ORDER).compile();

        assertThat(result.messages())
                .containsExactly("WARNING RLS040: the index of the previous compilation,"
                        + " META-INF/rls/app/policies.json, is not readable: format 0 of the policy index is not 3, the one"
                        + " this version reads. Entities that were not compiled now may be missing: compile all of them"
                        + " again.");
        assertThat(result.index() + result.changelog()).isEqualTo(before);
        assertThat(Javac.into(classes).sources(ORDER).compile().messages())
                .as("once it is written again")
                .isEmpty();
    }

    @Test
    void rls040WhatIsNoIndexAtAllIsNoException() throws IOException {
        Files.writeString(classes.resolve("META-INF/rls/app/policies.json"), "[1, ");

        Javac.Result result = Javac.into(classes).sources(ORDER).compile();

        assertThat(result.messages())
                .containsExactly("WARNING RLS040: the index of the previous compilation,"
                        + " META-INF/rls/app/policies.json, is not readable: not JSON at character 4: a value expected."
                        + " Entities that were not compiled now may be missing: compile all of them again.");
        assertThat(entities(result)).containsExactly("com.acme.Order");
    }

    @Test
    void anotherUnitTakesOverAndLeavesNoStaleChangelog() {
        Javac.Result result =
                Javac.into(classes).sources(ORDER).options("-Arls.unit=billing").compile();

        assertThat(entities(result)).isEmpty();
        assertThat(result.changelog()).doesNotContain("changeset");
        assertThat(result.text("META-INF/rls/unit")).isEqualTo("billing\n");
        assertThat(PolicyIndex.parse(result.text("META-INF/rls/billing/policies.json"))
                        .entities())
                .hasSize(3);
    }

    @Test
    void rls020ConflictsWithEntitiesThatAreNotCompiledAreFound() {
        for (Javac compiler : List.of(Javac.into(classes), Javac.into(classes).withoutOutputOnClassPath())) {
            Javac.Result result = compiler.sources(ORDER.replace("@TenantScoped", "@TenantScoped(claim = \"org\")"))
                    .compile();

            assertThat(result.messages())
                    .containsExactly("Order.java:2 ERROR RLS020: com.acme.Order is scoped by claim \"org\", but"
                            + " com.acme.Invoice by claim \"tenant_id\". A unit has one tenant claim: name the same on"
                            + " both.");
        }
    }

    private Javac.Result compile(String... sources) {
        Javac.Result result = Javac.into(classes).sources(sources).compile();
        assertThat(result.success()).as("%s", result.diagnostics()).isTrue();
        assertThat(result.messages()).isEmpty();
        return result;
    }

    private static List<String> entities(Javac.Result result) {
        return index(result).entities().stream().map(ScopedEntity::entity).toList();
    }

    private static PolicyIndex index(Javac.Result result) {
        return PolicyIndex.parse(result.index());
    }
}
