package dev.rls.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.Jdk;
import dev.rls.fixtures.JdkFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.console.ConsoleLauncher;

/** All other tests of this module once more, with the compiler of JDK 25: the golden files and diagnostics are the same. */
class Jdk25Test {

    private static final Pattern SUCCESSFUL = Pattern.compile("(\\d+) tests successful");

    @Test
    void theProcessorSaysAndWritesTheSameOnJdk25() throws InterruptedException {
        Optional<Jdk> found = JdkFinder.find(25);
        if (found.isEmpty()) {
            System.out.println("NO JDK 25 FOUND: the tests of rls-processor ran on JDK "
                    + Runtime.version().feature() + " only. JAVA_HOME_25_X64 or JDK_25 can name one.");
            return;
        }
        Jdk jdk = found.get();

        Jdk.Run run = jdk.java(
                List.of("-Xshare:auto"),
                ConsoleLauncher.class,
                "execute",
                "--scan-classpath=" + Path.of("target", "test-classes").toAbsolutePath(),
                "--exclude-classname=" + Pattern.quote(Jdk25Test.class.getName()),
                "--details=summary",
                "--disable-banner",
                "--disable-ansi-colors");

        assertThat(run.exitCode()).as(run.output()).isZero();
        Matcher successful = SUCCESSFUL.matcher(run.output());
        assertThat(successful.find()).as(run.output()).isTrue();
        assertThat(Integer.parseInt(successful.group(1))).isGreaterThan(100);
        System.out.println("On JDK " + jdk.version() + " (" + jdk.home() + ") " + successful.group());
    }
}
