package dev.rls.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrowsTest {

    private static final JavaClasses MODULES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.rls");

    @ParameterizedTest
    @EnumSource
    void theModulesFollow(Arrow arrow) {
        arrow.rule("dev.rls").check(MODULES);
    }

    @ParameterizedTest
    @EnumSource
    void theSeededViolationIsFound(Arrow arrow) {
        String seeded = arrow.seededPackage();

        EvaluationResult result = arrow.rule(seeded).evaluate(new ClassFileImporter().importPackages(seeded));

        assertThat(result.getFailureReport().getDetails())
                .as("violations of %s in %s", arrow, seeded)
                .isNotEmpty()
                .allSatisfy(detail -> assertThat(detail).contains(seeded + "."));
    }

    /** A rule over classes that are not on the class path would hold whatever they do. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.rls",
                "claims",
                "policy",
                "processor",
                "hibernate",
                "spring",
                "testkit",
                "sample",
                "fixtures"
            })
    void theModuleIsSeen(String module) {
        String name = module.equals("dev.rls") ? module : "dev.rls." + module;

        assertThat(MODULES.containPackage(name)).isTrue();
        assertThat(MODULES.getPackage(name).getClassesInPackageTree()).isNotEmpty();
    }
}
