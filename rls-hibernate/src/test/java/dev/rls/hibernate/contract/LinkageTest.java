package dev.rls.hibernate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.hibernate.RlsProtection;
import dev.rls.hibernate.contract.OnSupportedHibernate.Running;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hibernate.Version;
import org.junit.jupiter.api.Test;

/** Every class, method and field of Hibernate that the class files of this library name is there. */
class LinkageTest {

    private static final Path CLASSES = classes();

    /** In 8.0.0.Beta1 updates and deletes are not restricted to the tenant, and are executed in another way. */
    private static final Set<String> BROKEN_BY_8 = Set.of(
            "class org.hibernate.engine.jdbc.batch.spi.Batch$StaleStateMapper",
            "class org.hibernate.metamodel.mapping.TenantIdMapping",
            "class org.hibernate.query.spi.ScrollableResultsImplementor",
            "org.hibernate.engine.jdbc.mutation.MutationExecutor.execute(Ljava/lang/Object;Lorg/hibernate/sql/model/ValuesAnalysis;"
                    + "Lorg/hibernate/engine/jdbc/mutation/TableInclusionChecker;"
                    + "Lorg/hibernate/engine/jdbc/mutation/OperationResultChecker;"
                    + "Lorg/hibernate/engine/spi/SharedSessionContractImplementor;"
                    + "Lorg/hibernate/engine/jdbc/batch/spi/Batch$StaleStateMapper;)"
                    + "Lorg/hibernate/generator/values/GeneratedValues;",
            "org.hibernate.query.sql.spi.NativeSelectQueryPlan.performScroll(Lorg/hibernate/ScrollMode;"
                    + "Lorg/hibernate/query/spi/DomainQueryExecutionContext;)"
                    + "Lorg/hibernate/query/spi/ScrollableResultsImplementor;",
            "class org.hibernate.Locking$Scope",
            "class org.hibernate.query.results.ResultSetMapping",
            "org.hibernate.sql.results.jdbc.spi.JdbcValuesMappingProducerProvider.buildResultSetMapping(Ljava/lang/String;Z"
                    + "Lorg/hibernate/engine/spi/SessionFactoryImplementor;)Lorg/hibernate/query/results/ResultSetMapping;",
            "org.hibernate.persister.entity.SingleTableEntityPersister.generateLocker(Lorg/hibernate/LockMode;"
                    + "Lorg/hibernate/Locking$Scope;)Lorg/hibernate/dialect/lock/LockingStrategy;",
            "org.hibernate.persister.entity.JoinedSubclassEntityPersister.generateLocker(Lorg/hibernate/LockMode;"
                    + "Lorg/hibernate/Locking$Scope;)Lorg/hibernate/dialect/lock/LockingStrategy;",
            "org.hibernate.persister.entity.UnionSubclassEntityPersister.generateLocker(Lorg/hibernate/LockMode;"
                    + "Lorg/hibernate/Locking$Scope;)Lorg/hibernate/dialect/lock/LockingStrategy;",
            "org.hibernate.persister.entity.EntityPersister.getTenantIdMapping()Lorg/hibernate/metamodel/mapping/TenantIdMapping;");

    @Test
    void everythingNamedIsThere() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Path file : files()) {
            HibernateReferences.missing(Files.readAllBytes(file)).forEach(missing::add);
        }

        assertThat(missing)
                .as("what Hibernate %s does not have", Version.getVersionString())
                .isEqualTo(Running.hibernate7() ? Set.of() : BROKEN_BY_8);
    }

    /** A list of nothing missing says nothing unless something is looked up. */
    @Test
    void whatIsNotThereIsFound() throws IOException {
        byte[] pool = Files.readAllBytes(CLASSES.resolve("dev/rls/hibernate/internal/query/PolicyTranslator.class"));
        String renamed = new String(pool, StandardCharsets.ISO_8859_1)
                .replace("additionalRestrictions", "additionalRestrictionz");

        assertThat(HibernateReferences.missing(renamed.getBytes(StandardCharsets.ISO_8859_1)))
                .containsOnly("dev.rls.hibernate.internal.query.PolicyTranslator.additionalRestrictionz");
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }

    private static Path classes() {
        try {
            return Path.of(RlsProtection.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
