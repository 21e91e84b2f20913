package dev.rls.processor;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A small shop compiled whole; its files are compared whole. */
class GoldenTest {

    private static final Path SHOP = Path.of("src/test/resources/golden/shop");

    private final Locale locale = Locale.getDefault();

    @TempDir
    private Path classes;

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(locale);
    }

    @Test
    void filesAreAsTheGoldenOnesWithNamesAsTheyStand() throws IOException {
        assertGolden("jpa", compile(sources(), "-Arls.naming=jpa"));
        assertGolden("jpa", compile(sources()));
    }

    @Test
    void filesAreAsTheGoldenOnesInSnakeCase() throws IOException {
        assertGolden("spring", compile(sources(), "-Arls.naming=spring", "-Arls.schema=Shop"));
    }

    @Test
    void theOrderOfTheSourcesDoesNotMatter() throws IOException {
        long seed = System.nanoTime();
        System.out.println("GoldenTest shuffles with seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 5; i++) {
            List<String> shuffled = new ArrayList<>(sources());
            Collections.shuffle(shuffled, random);
            assertGolden("jpa", compile(shuffled));
        }
    }

    /** Turkish has a dotless i, Thai and Persian have digits of their own. */
    @ParameterizedTest
    @ValueSource(strings = {"en-US", "tr-TR", "th-TH-u-nu-thai", "fa-IR-u-nu-arabext"})
    void theLocaleDoesNotMatter(String tag) throws IOException {
        Locale.setDefault(Locale.forLanguageTag(tag));

        assertGolden("jpa", compile(sources()));
        assertGolden("spring", compile(sources(), "-Arls.naming=spring", "-Arls.schema=Shop"));
    }

    @Test
    void theIndexIsReadBack() throws IOException {
        PolicyIndex index = PolicyIndex.parse(compile(sources()).index());

        assertThat(index.entities())
                .extracting(entity -> entity.entity())
                .containsExactly(
                        "com.acme.shop.Invoice",
                        "com.acme.shop.Invoice$LineItem",
                        "com.acme.shop.Order",
                        "com.acme.shop.Payment",
                        "com.acme.shop.Size");
    }

    @Test
    void theUnitNamesTheFiles() throws IOException {
        Javac.Result result = compile(sources(), "-Arls.unit=billing.v2");

        assertThat(result.text("META-INF/rls/unit")).isEqualTo("billing.v2\n");
        assertThat(result.text("META-INF/rls/billing.v2/policies.json")).contains("\"unit\": \"billing.v2\"");
        assertThat(result.text("META-INF/rls/billing.v2/changelog.sql"))
                .contains("--changeset rls:billing.v2/public.invoice dbms:postgresql runOnChange:true"
                        + " rollbackSplitStatements:false logicalFilePath:META-INF/rls/billing.v2/changelog.sql\n");
        assertThat(result.has("META-INF/rls/app")).isFalse();
    }

    @Test
    void nothingIsWrittenWhereNothingIsScoped() throws IOException {
        List<String> country = List.of(Files.readString(SHOP.resolve("Country.java")));

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

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.list(SHOP)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".java")) {
                    sources.add(Files.readString(file));
                }
            }
        }
        return sources;
    }

    private static void assertGolden(String name, Javac.Result result) throws IOException {
        assertThat(result.text("META-INF/rls/unit")).isEqualTo("app\n");
        assertThat(result.index()).isEqualTo(Files.readString(SHOP.resolve(name + ".policies.json")));
        assertThat(result.changelog()).isEqualTo(Files.readString(SHOP.resolve(name + ".changelog.sql")));
    }
}
