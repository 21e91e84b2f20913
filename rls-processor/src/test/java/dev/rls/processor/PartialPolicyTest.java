package dev.rls.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.PolicyIndex;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row policies of entities whose sources are not all compiled at once, or lie in another jar. */
class PartialPolicyTest {

    private static final String IMPORTS = "package com.acme; import dev.rls.*; import jakarta.persistence.*;\n";
    private static final String CUSTOMER = IMPORTS + "@Entity public class Customer { @Id Long id; String region; }";
    private static final String ORDER = IMPORTS
            + "@RowPolicy(name = \"region\", using = \"customer.region = :sub\") @Entity\n"
            + "class Sale { @Id Long id; String ownerId; @ManyToOne Customer customer; }";
    private static final String OTHER = IMPORTS + "@TenantScoped @Entity class Other { @Id Long id; String tenantId; }";

    @TempDir
    private Path folder;

    private Path classes;
    private String before;

    @BeforeEach
    void compileAll() {
        classes = folder.resolve("classes");
        Javac.Result result = compile(CUSTOMER, ORDER, OTHER);
        assertThat(entities(result)).containsExactly("com.acme.Customer", "com.acme.Other", "com.acme.Sale");
        assertThat(index(result).entities()).hasSize(2);
        before = result.index() + result.changelog();
    }

    @Test
    void whatWasNotCompiledStaysWithWhatItsPathsLeadTo() {
        for (String source : List.of(CUSTOMER, ORDER, OTHER, "package com.acme; class Nothing {}")) {
            Javac.Result result = compile(source);

            assertThat(result.index() + result.changelog()).as(source).isEqualTo(before);
        }
        Javac.Result result =
                Javac.into(classes).sources(OTHER).withoutOutputOnClassPath().compile();

        assertThat(result.messages()).isEmpty();
        assertThat(result.index() + result.changelog()).isEqualTo(before);
    }

    @Test
    void aChangedTargetChangesThePolicyThatReadsIt() {
        Javac.Result result = compile(CUSTOMER.replace("String region", "@Column(name = \"area\") String region"));

        assertThat(index(result).declaration("com.acme.Customer"))
                .extracting(EntityDeclaration::attributes)
                .hasToString("{id=Basic[column=id, type=LONG, constants=[]], region=Basic[column=area, type=STRING,"
                        + " constants=[]]}");
        assertThat(result.changelog()).contains("select q1.area from").doesNotContain("select q1.region from");
    }

    @Test
    void aTargetThatNothingNeedsAnyMoreGoes() {
        assertThat(entities(compile(ORDER.replace("customer.region = :sub", "ownerId = :sub"))))
                .containsExactly("com.acme.Other", "com.acme.Sale");
    }

    @Test
    void anEntityThatLostItsPoliciesGoesWithItsTarget() {
        assertThat(entities(compile(ORDER.replaceAll("@RowPolicy\\(.*\\)", ""))))
                .containsExactly("com.acme.Other");
    }

    @Test
    void aTargetThatIsProtectedFromNowOnDecidesWhatThePathReaches() {
        Javac.Result result =
                compile(CUSTOMER.replace("@Entity", "@RowPolicy(name = \"eu\", using = \"region = 'EU'\") @Entity"));

        assertThat(index(result).entities()).hasSize(3);
        String read = "where q1.id = sale.customer_id and q1.region = 'EU')";
        assertThat(before).doesNotContain(read);
        assertThat(result.changelog()).contains(read);
    }

    @Test
    void aTargetOfAnotherJarIsReadFromItsClasses() {
        Path library = folder.resolve("library");
        assertThat(Javac.into(library)
                        .sources(CUSTOMER)
                        .withoutProcessing()
                        .compile()
                        .success())
                .isTrue();
        Javac.Result result = Javac.into(folder.resolve("application"))
                .alsoOnClassPath(library)
                .sources(ORDER, OTHER)
                .compile();

        assertThat(result.messages()).isEmpty();
        assertThat(result.index() + result.changelog()).isEqualTo(before);
    }

    @Test
    void aProtectedTargetOfAnotherJarIsInTheIndexToo() {
        Path library = folder.resolve("library");
        String scoped =
                CUSTOMER.replace("@Entity", "@TenantScoped @Entity").replace("Long id;", "Long id; String tenantId;");
        assertThat(Javac.into(library)
                        .sources(scoped)
                        .withoutProcessing()
                        .compile()
                        .success())
                .isTrue();
        Javac.Result result = Javac.into(folder.resolve("application"))
                .alsoOnClassPath(library)
                .sources(ORDER.replace("@Entity", "@SuppressLint(value = \"RLS072\", reason = \"few\") @Entity"))
                .compile();

        assertThat(result.messages()).isEmpty();
        assertThat(index(result).entities()).hasSize(2);
    }

    @Test
    void rls052AnAttributeThatIsGoneIsMissedByAPolicyThatIsNotCompiled() {
        Javac.Result result =
                Javac.into(classes).sources(CUSTOMER.replace("region", "area")).compile();

        assertThat(result.messages()).containsExactly("""
                        ERROR RLS052: policy "region" of com.acme.Sale: attribute "region" not found on com.acme.Customer. Name\
                         an attribute as the class does.
                            at character 10 of using:
                              customer.region = :sub
                                       ^""");
        assertThat(result.index() + result.changelog()).isEqualTo(before);
    }

    private Javac.Result compile(String... sources) {
        Javac.Result result = Javac.into(classes).sources(sources).compile();
        assertThat(result.success()).as("%s", result.diagnostics()).isTrue();
        assertThat(result.messages()).isEmpty();
        return result;
    }

    private static List<String> entities(Javac.Result result) {
        return index(result).declarations().stream()
                .map(EntityDeclaration::entity)
                .toList();
    }

    private static PolicyIndex index(Javac.Result result) {
        return PolicyIndex.parse(result.index());
    }
}
