package dev.rls.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.PolicyIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small shop with tenants and a help desk with row policies, each compiled whole; their files are compared whole. */
class GoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final String SHOP = "shop";
    private static final String DESK = "desk";

    private final Locale locale = Locale.getDefault();

    @TempDir
    private Path classes;

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(locale);
    }

    @ParameterizedTest
    @ValueSource(strings = {SHOP, DESK})
    void filesAreAsTheGoldenOnesWithNamesAsTheyStand(String project) throws IOException {
        assertGolden(project, "jpa", compile(sources(project), "-Arls.naming=jpa"));
        assertGolden(project, "jpa", compile(sources(project)));
    }

    @ParameterizedTest
    @ValueSource(strings = {SHOP, DESK})
    void filesAreAsTheGoldenOnesInSnakeCase(String project) throws IOException {
        assertGolden(project, "spring", compile(sources(project), "-Arls.naming=spring", "-Arls.schema=Shop"));
    }

    @ParameterizedTest
    @ValueSource(strings = {SHOP, DESK})
    void theOrderOfTheSourcesDoesNotMatter(String project) throws IOException {
        long seed = System.nanoTime();
        System.out.println("GoldenTest shuffles with seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 5; i++) {
            List<String> shuffled = new ArrayList<>(sources(project));
            Collections.shuffle(shuffled, random);
            assertGolden(project, "jpa", compile(shuffled));
        }
    }

    /** Turkish has a dotless i, Thai and Persian have digits of their own. */
    @ParameterizedTest
    @ValueSource(strings = {"en-US", "tr-TR", "th-TH-u-nu-thai", "fa-IR-u-nu-arabext"})
    void theLocaleDoesNotMatter(String tag) throws IOException {
        Locale.setDefault(Locale.forLanguageTag(tag));

        for (String project : List.of(SHOP, DESK)) {
            assertGolden(project, "jpa", compile(sources(project)));
            assertGolden(project, "spring", compile(sources(project), "-Arls.naming=spring", "-Arls.schema=Shop"));
        }
    }

    @Test
    void theIndexIsReadBack() throws IOException {
        PolicyIndex index = PolicyIndex.parse(compile(sources(SHOP)).index());

        assertThat(index.entities())
                .extracting(entity -> entity.entity())
                .containsExactly(
                        "com.acme.shop.Invoice",
                        "com.acme.shop.Invoice$LineItem",
                        "com.acme.shop.Order",
                        "com.acme.shop.Payment",
                        "com.acme.shop.Size");
        PolicyIndex desk = PolicyIndex.parse(compile(sources(DESK)).index());
        assertThat(desk.toChangelog())
                .isEqualTo(Files.readString(GOLDEN.resolve(DESK).resolve("jpa.changelog.sql")));
        assertThat(desk.declarations())
                .extracting(EntityDeclaration::entity)
                .containsExactly(
                        "com.acme.desk.Article",
                        "com.acme.desk.Attachment",
                        "com.acme.desk.Customer",
                        "com.acme.desk.Document",
                        "com.acme.desk.Region",
                        "com.acme.desk.Remark",
                        "com.acme.desk.Ticket");
    }

    @Test
    void theUnitNamesTheFiles() throws IOException {
        Javac.Result result = compile(sources(SHOP), "-Arls.unit=billing.v2");

        assertThat(result.text("META-INF/rls/unit")).isEqualTo("billing.v2\n");
        assertThat(result.text("META-INF/rls/billing.v2/policies.json")).contains("\"unit\": \"billing.v2\"");
        assertThat(result.text("META-INF/rls/billing.v2/changelog.sql"))
                .contains("--changeset rls:billing.v2/public.invoice dbms:postgresql runOnChange:true"
                        + " rollbackSplitStatements:false logicalFilePath:META-INF/rls/billing.v2/changelog.sql\n");
        assertThat(result.has("META-INF/rls/app")).isFalse();
    }

    @Test
    void nothingIsWrittenWhereNothingIsScoped() throws IOException {
        List<String> country = List.of(Files.readString(GOLDEN.resolve(SHOP).resolve("Country.java")));

        assertThat(compile(country).has("META-INF")).isFalse();
    }

    private Javac.Result compile(List<String> sources, String... options) throws IOException {
        Javac.Result result = Javac.into(Files.createTempDirectory(classes, "classes"))
                .sources(sources)
                .options(options)
                .compile();
        assertThat(result.success()).as("%s", result.diagnostics()).isTrue();
        assertThat(result.messages()).isEmpty();
        return result;
    }

    private static List<String> sources(String project) throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.list(GOLDEN.resolve(project))) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".java")) {
                    sources.add(Files.readString(file));
                }
            }
        }
        return sources;
    }

    private static void assertGolden(String project, String naming, Javac.Result result) throws IOException {
        Path folder = GOLDEN.resolve(project);
        assertThat(result.text("META-INF/rls/unit")).isEqualTo("app\n");
        assertThat(result.index()).isEqualTo(Files.readString(folder.resolve(naming + ".policies.json")));
        assertThat(result.changelog()).isEqualTo(Files.readString(folder.resolve(naming + ".changelog.sql")));
    }
}
