package dev.rls.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.MarkedBlocks;
import dev.rls.fixtures.MarkedBlocks.Block;
import dev.rls.policy.lint.Finding;
import dev.rls.policy.lint.Lint;
import dev.rls.policy.render.FilterRenderer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about shapes shows what is generated, whole. */
class DocumentedShapesTest {

    private static final Path PAGE = Path.of("../docs/shapes.md");

    private static final PolicyIndex INDEX = new PolicyIndex("shapes", "rls_app", Shapes.declarations());

    private static final Pattern SUPPRESSED = Pattern.compile("@SuppressLint\\(value = \"(\\w+)\"");

    private static final List<Block> BLOCKS = blocks();

    @Test
    void filtersArePrintedAsTheyAreGenerated() {
        assertThat(of("filter"))
                .hasSize(11)
                .allSatisfy(block -> assertThat(block.text())
                        .isEqualTo(FilterRenderer.render(
                                INDEX.entity("com.acme." + block.about()).orElseThrow())));
    }

    @Test
    void policiesArePrintedAsTheyAreGenerated() {
        assertThat(of("policy")).hasSize(13).allSatisfy(block -> {
            String[] about = block.about().split(" ");
            String table = INDEX.declaration("com.acme." + about[0]).table().name();
            assertThat(Arrays.stream(INDEX.toChangelog().split("(?m)^(?=create policy )|(?<=;)$"))
                            .filter(statement ->
                                    statement.startsWith("create policy " + about[1] + " on public." + table + " as ")))
                    .containsExactly(block.text());
        });
    }

    @Test
    void annotationsSayWhatIsGenerated() {
        assertThat(of("annotation")).hasSize(11).allSatisfy(block -> {
            EntityDeclaration entity = INDEX.declaration("com.acme." + block.about());
            assertThat(block.text()).contains("class " + block.about() + " {");
            for (RuleDeclaration rule : entity.rules()) {
                assertThat(block.text())
                        .contains("name = \"" + rule.name() + "\"")
                        .contains("using = \"" + rule.using() + "\"");
            }
        });
    }

    /** But for RLS074, which is about the tokens of an application. */
    @Test
    void whatIsWarnedOfIsSilencedWhereItIsDocumented() {
        assertThat(of("annotation"))
                .allSatisfy(block -> assertThat(SUPPRESSED
                                .matcher(block.text())
                                .results()
                                .map(match -> match.group(1))
                                .toList())
                        .isEqualTo(warnings(block.about())));
        assertThat(warnings("Publication")).containsExactly("RLS071");
        assertThat(warnings("Article"))
                .as("public rows in one policy for all operations")
                .containsExactly("RLS071", "RLS075");
    }

    private static List<String> warnings(String entity) {
        return Lint.of(INDEX.entities(), List.of()).stream()
                .filter(finding -> finding.entity().equals("com.acme." + entity))
                .map(Finding::code)
                .filter(code -> !code.equals("RLS074"))
                .toList();
    }

    private static List<Block> of(String kind) {
        return BLOCKS.stream().filter(block -> block.kind().equals(kind)).toList();
    }

    private static List<Block> blocks() {
        try {
            return MarkedBlocks.of(PAGE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
