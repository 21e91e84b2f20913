package dev.rls.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;

/**
 * One rule each. The same rule holds for the modules below {@code dev.rls} and finds the violation that is seeded for it
 * below {@code dev.rls.architecture.seeded.<arrow>}, which proves that it can fail.
 */
enum Arrow {
    POLICY_NEEDS_ONLY_THE_JDK_AND_JSPECIFY(base -> classes()
            .that()
            .resideInAnyPackage(policy(base))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(and(policy(base), "java..", "org.jspecify.."))),

    PROCESSOR_NEEDS_ONLY_POLICY(base -> classes()
            .that()
            .resideInAPackage(base + ".processor..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(and(
                    policy(base), base + ".processor..", "java..", "javax..", "com.sun.source..", "org.jspecify.."))),

    LIQUIBASE_NEVER_TOUCHES_HIBERNATE(base -> noClasses()
            .that()
            .resideInAPackage(base + ".liquibase..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(base + ".hibernate..", "org.hibernate..", "jakarta.persistence..")),

    LIQUIBASE_NEEDS_ONLY_POLICY_OF_OURS(base -> noClasses()
            .that()
            .resideInAPackage(base + ".liquibase..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(base + ".processor..", base + ".spring..", base + ".fixtures..")),

    HIBERNATE_NEEDS_ONLY_POLICY_OF_OURS(base -> noClasses()
            .that()
            .resideInAPackage(base + ".hibernate..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    base + ".processor..", base + ".liquibase..", base + ".spring..", base + ".fixtures..")),

    HIBERNATE_KNOWS_NO_SPRING(base -> noClasses()
            .that()
            .resideInAPackage(base + ".hibernate..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "liquibase..")),

    STARTER_NEVER_TOUCHES_THE_PROCESSOR(base -> noClasses()
            .that()
            .resideInAPackage(base + ".spring..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(base + ".processor..", base + ".fixtures..")),

    TESTKIT_NEEDS_ONLY_HIBERNATE_AND_POLICY_OF_OURS(base -> noClasses()
            .that()
            .resideInAPackage(base + ".testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    base + ".processor..",
                    base + ".liquibase..",
                    base + ".spring..",
                    base + ".fixtures..",
                    base + ".hibernate..internal..",
                    "org.springframework..")),

    NOTHING_OF_PRODUCTION_NEEDS_THE_TESTKIT(base -> noClasses()
            .that()
            .resideOutsideOfPackage(base + ".testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(base + ".testkit..")),

    NOTHING_NEEDS_THE_SAMPLE(base -> noClasses()
            .that()
            .resideOutsideOfPackage(base + ".sample..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(base + ".sample..")),

    NOTHING_NEEDS_THE_BENCHMARKS(base -> noClasses()
            .that()
            .resideOutsideOfPackage(base + ".benchmarks..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(base + ".benchmarks..")),

    FIXTURES_NEED_NO_MODULE_OF_OURS(base -> classes()
            .that()
            .resideInAPackage(base + ".fixtures..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages(and(
                    policy(base),
                    base + ".processor..",
                    base + ".hibernate..",
                    base + ".liquibase..",
                    base + ".spring..",
                    base + ".testkit.."))),

    INTERNALS_OF_HIBERNATE_STAY_INSIDE(base -> internalsStayInside(base + ".hibernate")),

    INTERNALS_OF_LIQUIBASE_STAY_INSIDE(base -> internalsStayInside(base + ".liquibase")),

    INTERNALS_OF_THE_STARTER_STAY_INSIDE(base -> internalsStayInside(base + ".spring")),

    INTERNALS_OF_THE_TESTKIT_STAY_INSIDE(base -> internalsStayInside(base + ".testkit"));

    private static final String SEEDED = "dev.rls.architecture.seeded.";

    private final Function<String, ArchRule> rule;

    Arrow(Function<String, ArchRule> rule) {
        this.rule = rule;
    }

    /** A rule may find nothing to judge: a module without classes, or without internals. */
    ArchRule rule(String base) {
        return rule.apply(base).allowEmptyShould(true).as(name());
    }

    String seededPackage() {
        return SEEDED + name().toLowerCase(java.util.Locale.ROOT).replace("_", "");
    }

    private static ArchRule internalsStayInside(String module) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(module + "..internal..");
    }

    private static String[] policy(String base) {
        return new String[] {base, base + ".claims..", base + ".policy.."};
    }

    private static String[] and(String[] packages, String... more) {
        String[] all = java.util.Arrays.copyOf(packages, packages.length + more.length);
        System.arraycopy(more, 0, all, packages.length, more.length);
        return all;
    }
}
