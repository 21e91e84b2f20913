package dev.rls.liquibase.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.MarkedBlocks;
import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestDatabase;
import dev.rls.liquibase.CheckedDatabase;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.catalog.CatalogRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a pipeline calls it: what it prints, and the exit code. */
class CheckCommandTest {

    private static final Path DOCUMENTED = Path.of("../docs/catalog-check.md");

    /** What the documentation shows the output of. */
    private static final String BREAKS = "grant select on public.country to rls_app;"
            + " grant select, truncate, trigger on public.invoice to application";

    private static final String UNDO =
            "revoke all on public.country from rls_app; revoke all on public.invoice from application";

    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static Path index;

    private String out = "";
    private String err = "";

    @BeforeAll
    static void create() throws SQLException, IOException {
        database = CheckedDatabase.create(Version.V18);
        index = Files.writeString(
                folder.resolve("policies.json"), CheckedDatabase.index().toJson());
    }

    @AfterEach
    void repair() throws SQLException {
        database.migrator().execute(UNDO);
    }

    @Test
    void aDatabaseAsTheReadmeSetsItUpIsSound() {
        assertThat(run()).isZero();
        assertThat(out).isEqualTo("""
                Database %s, judged for application, rls_app

                Nothing found.
                """.formatted(database.name()));
        assertThat(err).isEmpty();
    }

    @Test
    void findingsAreToldAsDocumented() throws Exception {
        database.migrator().execute(BREAKS);

        assertThat(run()).isOne();
        assertThat(out).isEqualTo(documented("text") + "\n");
    }

    @Test
    void theJsonIsAsDocumented() throws Exception {
        database.migrator().execute(BREAKS);

        assertThat(run("--json", "--ignore", "RLS720:public.country=the same for all tenants"))
                .isOne();
        assertThat(out).isEqualTo(documented("json") + "\n");
    }

    @Test
    void notesAndWhatIsIgnoredWeighNothing() throws SQLException {
        database.migrator().execute(BREAKS);

        assertThat(run("--ignore", "RLS723:public.invoice=nothing in it", "--ignore", "RLS724:public.invoice=a test"))
                .isZero();
        assertThat(out)
                .contains("NOTE RLS720 public.country")
                .contains("ignored RLS723 public.invoice: nothing in it")
                .doesNotContain("LEAK");
    }

    /** The changelog of the processor alone, where the mapping has a join table. */
    @Test
    void aJoinTableThatWasForgottenIsNotSound() throws SQLException {
        database.migrator()
                .execute(
                        "create table public.invoice_tag (invoice_id int references public.invoice, tag text)",
                        "grant select on public.invoice_tag to rls_app");
        try {
            assertThat(run()).isOne();
            assertThat(out).contains("""
                    WEAKENED RLS770 public.invoice_tag
                      rls_app may SELECT rows of every tenant: foreign key invoice_tag_invoice_id_fkey leads to public.invoice. \
                    PolicyExport writes the policies of tables that Hibernate alone knows of
                        revoke all on public.invoice_tag from rls_app;
                    """);
            assertThat(run("--ignore", "RLS770:public.invoice_tag=the same for all tenants"))
                    .isZero();
        } finally {
            database.migrator().execute("drop table public.invoice_tag");
        }
    }

    @Test
    void anIgnoreThatIgnoresNothingIsSaid() {
        assertThat(run("--ignore", "RLS720:public.country=the same for all tenants"))
                .isZero();
        assertThat(err).isEqualTo("nothing is ignored by --ignore RLS720:public.country\n");
    }

    /** The same index, wherever it lies. */
    @Test
    void indexesAreFoundInFoldersAndJars() throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path jar = folder.resolve("app.jar");
        try (JarOutputStream archive = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> entry : Map.of(
                            PolicyIndex.UNIT_RESOURCE,
                            "app\n",
                            PolicyIndex.indexResource("app"),
                            CheckedDatabase.index().toJson())
                    .entrySet()) {
                Path file = classes.resolve(entry.getKey());
                Files.createDirectories(file.getParent());
                Files.writeString(file, entry.getValue());
                archive.putNextEntry(new ZipEntry(entry.getKey()));
                archive.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                archive.closeEntry();
            }
        }
        database.migrator().execute("drop policy rls_tenant_permit on public.payment");
        try {
            for (Path location : List.of(index, classes, jar)) {
                assertThat(IndexLocations.read(List.of(location))).containsExactly(CheckedDatabase.index());
                assertThat(command(
                                "--url",
                                database.url(),
                                "--user",
                                PostgresServer.APPLICATION,
                                "--index",
                                location.toString()))
                        .isOne();
                assertThat(out)
                        .contains(
                                "LEAK RLS712 public.payment\n  not there: rls_tenant_permit\n    begin;\n    set local role migrator;");
            }
        } finally {
            Files.writeString(
                    folder.resolve("changelog.sql"), CheckedDatabase.index().toChangelog());
            database.migrator().execute(CheckedDatabase.index().toChangelog());
        }
    }

    /** Which writes no line that names a unit, because there may be several. */
    @Test
    void whatPolicyExportWroteIsFound() throws IOException {
        Path exported = folder.resolve("exported");
        PolicyIndex other = new PolicyIndex("other", "rls_app", List.of());
        for (PolicyIndex unit : List.of(CheckedDatabase.index(), other)) {
            Path file = exported.resolve(PolicyIndex.indexResource(unit.unit()));
            Files.createDirectories(file.getParent());
            Files.writeString(file, unit.toJson());
        }

        assertThat(IndexLocations.read(List.of(exported))).containsExactly(CheckedDatabase.index(), other);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--url URL | --url and --user are needed; --help lists the options",
                "--user x --url jdbc:postgresql://localhost/shop?password=secret | --url holds a password, for all to read:"
                        + " remove it, and use --password-file or the environment variable RLS_CHECK_PASSWORD",
                "--url URL --user application --password secret | unknown option --password; --help lists them",
                "--url URL --user application --role nobody | the database could not be asked: role nobody does not exist in"
                        + " this cluster",
                "--url URL --user application --ignore RLS720:public.country | --ignore RLS720:public.country is none: write"
                        + " the id of the rule, the object and why, as in --ignore"
                        + " 'RLS720:public.country=the same for all tenants'",
                "--url URL --user application --index . | --index . has no META-INF/rls/<unit>/policies.json: was it compiled"
                        + " with rls-processor, or written by PolicyExport?",
                "--url URL --user application --role | --role needs a value; --help lists the options"
            })
    void whatCannotBeRunSaysWhy(String arguments, String message) {
        assertThat(command(arguments.replace("URL", database.url()).split(" "))).isEqualTo(2);
        assertThat(err).isEqualTo(message + "\n");
        assertThat(out).isEmpty();
    }

    @Test
    void aDatabaseThatIsNotThereIsNotSound() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "wrong-secret\n");

        assertThat(command("--url", "jdbc:postgresql://localhost:1/shop", "--user", "application"))
                .isEqualTo(2);
        assertThat(err).startsWith("the database could not be asked: ");
        run("--password-file", password.toString());
        assertThat(out + err).doesNotContain("wrong-secret");
    }

    @Test
    void theUsageNamesTheExitCodes() {
        assertThat(command("--help")).isZero();
        assertThat(out).isEqualTo(CheckOptions.USAGE).contains("Exit code: 0 nothing but notes, 1 ");
    }

    @Test
    void theDocumentationNamesEachRule() throws IOException {
        String rules = CatalogRule.all().stream()
                .map(rule -> "| `%s` | %s | %s |\n".formatted(rule.id(), rule.risk(), rule.title()))
                .collect(Collectors.joining());

        assertThat(Files.readString(DOCUMENTED)).contains("| --- | --- | --- |\n" + rules + "\n");
    }

    private int run(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("--url", database.url(), "--user", PostgresServer.APPLICATION, "--index", index.toString()));
        arguments.addAll(List.of(more));
        return command(arguments.toArray(String[]::new));
    }

    private int command(String... arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        int code = new CheckCommand(
                        print(printed), print(complained), Map.of(CheckOptions.PASSWORD, PostgresServer.PASSWORD))
                .run(arguments);
        out = printed.toString(StandardCharsets.UTF_8);
        err = complained.toString(StandardCharsets.UTF_8);
        return code;
    }

    private static PrintStream print(OutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** With the name of this database, where the documentation has the shop's. */
    private static String documented(String about) throws IOException {
        return MarkedBlocks.of(DOCUMENTED).stream()
                .filter(block -> block.kind().equals("output") && block.about().equals(about))
                .map(block -> block.text().replace("shop", database.name()))
                .collect(Collectors.joining());
    }
}
