package dev.rls.hibernate;

import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.boot.EnversTables;
import dev.rls.policy.PolicyIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Writes the policies of a mapping, with those of the tables that Hibernate alone knows of: join tables, tables of
 * collections, secondary tables, those of subclasses and of histories. Where a mapping has none of these, the annotation
 * processor has written the same files already. No connection is asked; a test that runs on any database can write them.
 */
public final class PolicyExport {

    private final List<PolicyIndex> indexes;

    private PolicyExport(@Nullable ProtectedUnit unit) {
        this.indexes = unit == null ? List.of() : unit.indexes();
    }

    /**
     * Of a session factory.
     *
     * @param factory the session factory or entity manager factory
     * @return what protects its tables
     */
    public static PolicyExport of(SessionFactory factory) {
        return new PolicyExport(ProtectedUnit.of(factory.unwrap(SessionFactoryImplementor.class)));
    }

    /**
     * Of a mapping that no session factory was built of.
     *
     * @param metadata the mapping
     * @return what protects its tables
     */
    public static PolicyExport of(Metadata metadata) {
        ProtectedUnit unit = ProtectedUnit.of(metadata);
        if (unit != null) {
            EnversTables.protect((MetadataImplementor) metadata, unit);
        }
        return new PolicyExport(unit);
    }

    /**
     * What is protected, with the tables that the mapping alone tells of.
     *
     * @return by unit; empty if no entity is protected
     */
    public List<PolicyIndex> indexes() {
        return indexes;
    }

    /**
     * Writes {@code META-INF/rls/<unit>/policies.json} and {@code changelog.sql} of each unit.
     *
     * @param folder where to; made if it is not there
     * @throws IOException if a file cannot be written
     */
    public void writeTo(Path folder) throws IOException {
        for (PolicyIndex index : indexes) {
            write(folder.resolve(PolicyIndex.indexResource(index.unit())), index.toJson());
            write(folder.resolve(PolicyIndex.changelogResource(index.unit())), index.toChangelog());
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
