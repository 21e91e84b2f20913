package dev.rls.testkit.agreement;

import dev.rls.testkit.internal.MappedTable;
import dev.rls.testkit.internal.OrmReading;
import dev.rls.testkit.internal.Reading;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/** The ORM, booted from other annotations than those the database was installed from. */
final class FaultyOrm implements AutoCloseable {

    private final Compiled compiled;
    private final SessionFactory factory;
    private final List<Reading> readings = new ArrayList<>();

    FaultyOrm(String team, List<EntitySpec> docs, DataSource dataSource) {
        compiled = Compiled.of(Batch.sources(team, docs));
        factory = Batch.factory(compiled, docs, dataSource);
        SessionFactoryImplementor mapped = factory.unwrap(SessionFactoryImplementor.class);
        docs.forEach(doc -> readings.add(
                new OrmReading("orm on H2", factory, MappedTable.of(mapped, compiled.type(doc.className())))));
    }

    Reading reading(int doc) {
        return readings.get(doc);
    }

    @Override
    public void close() {
        factory.close();
        compiled.close();
    }
}
