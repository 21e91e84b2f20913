package dev.rls.spring.internal;

import dev.rls.hibernate.BoundDataSource;
import javax.sql.DataSource;
import org.springframework.core.InfrastructureProxy;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A bound data source that joins Spring's transactions. A JPA transaction offers the connection of its session under the
 * data source that Hibernate was given, which is the plain one; as an infrastructure proxy of that one, JDBC through this
 * data source finds the session's connection, bound by Hibernate already, and takes a bound one of its own otherwise.
 */
public final class DataSourceOfScope extends DelegatingDataSource implements InfrastructureProxy {

    private final DataSource plain;

    /**
     * For a data source.
     *
     * @param plain the data source
     * @param databaseDecides whether there are policies that its connections can be bound for
     */
    public DataSourceOfScope(DataSource plain, boolean databaseDecides) {
        super(databaseDecides ? new BoundDataSource(plain) : BoundDataSource.alone(plain));
        this.plain = plain;
    }

    @Override
    public Object getWrappedObject() {
        return plain;
    }
}
