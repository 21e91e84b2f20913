package dev.rls.processor;

import dev.rls.fixtures.TestsAgain;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** All other tests of this module once more, with the compiler of JDK 25: the golden files and diagnostics are the same. */
class Jdk25Test {

    @Test
    void theProcessorSaysAndWritesTheSameOnJdk25() throws InterruptedException {
        TestsAgain.onJdk(
                25,
                "rls-processor",
                100,
                List.of(
                        "--scan-classpath=" + Path.of("target", "test-classes").toAbsolutePath(),
                        "--exclude-classname=" + Pattern.quote(Jdk25Test.class.getName())));
    }
}
